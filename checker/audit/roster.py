"""The roster: which units must report, of which kind, where, under which other names, and by when.

Lists are kept in spreadsheets and look as they like: a title above the headings, merged cells, empty rows, a column of
numbers, totals at the end.  What the columns are called is data (``headings.csv``); kinds are those of the pack.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from checker.audit.model import Unit
from checker.audit.names import cleaned
from checker.audit.tables import Sheet, read_sheets
from checker.errors import PackProblem, RosterError
from checker.rulebook.model import Pack
from checker.text.dates import iso_date_of_cell
from checker.text.fold import fold
from checker.text.lazy_re import lazy

MAX_CELL = 300
MAX_PROBLEMS = 200
_HEADINGS_WITHIN = 30
_TOTAL = lazy(r"(?:合计|小计|总计|共计)|(?:注|备注|说明|填表人|填报人|审核人|制表人|联系人)[:：]")
_LED_DIRECTLY = lazy(r"[省市县区州盟旗]?(?:直属?|级)(?:单位|机关|机构|部门)|(?:机关)?(?:工作|组成|职能)部门|委办局")
"""What lists call the departments of a government."""
_BETWEEN_ALIASES = lazy(r"[、,;/|\n]+")
_NO_ALIAS = frozenset({"无", "-", "/", "没有", "none", "n/a"})
_SERIAL = lazy(r"[3-6]\d{4}(?:\.\d{1,12})?")
_FIRST_SERIAL = date(1899, 12, 30)
"""Day 0 of a spreadsheet, as all days since 1 March 1900 count it."""


class _Table(NamedTuple):
    """A sheet with its columns found: by their names the numbers, from 0; ``first`` is the first row of units."""

    sheet: Sheet
    columns: dict[str, int]
    first: int

    def heading(self, column: str) -> object:
        """What the list calls a column."""
        at = self.columns.get(column)
        return self.sheet.rows[self.first - 1][at] if at is not None else ""


def load_roster(path: str, pack: Pack | None = None) -> tuple[Unit, ...]:
    """The units in the file at *path* (CSV or xlsx), in its order; their kinds as *pack* calls them.

    Units of one name in different regions get the region before the name.

    :raises RosterError: with every fault that was found, or ``roster-unreadable`` and the like.
    """
    sheets = read_sheets(path)
    problems: list[PackProblem] = []
    found = next(filter(None, (_table(sheet, path, problems) for sheet in sheets)), None)
    if found is None:
        if not problems:
            problems.append(PackProblem("roster-no-unit-column", path, 1, 1, "", rows=_HEADINGS_WITHIN))
        raise _invalid(path, problems[:1])
    kinds = _Kinds(pack)
    units = [unit for unit in _units(found, path, kinds, problems) if unit is not None]
    problems += _repeated(units, path, found)
    if not units and not problems:
        problems.append(PackProblem("roster-empty", path, found.first, 1, ""))
    if problems:
        raise _invalid(path, problems)
    return tuple(_told_apart(units))


def _invalid(path: str, problems: list[PackProblem]) -> RosterError:
    shown = tuple(problems[:MAX_PROBLEMS])
    return RosterError("roster-invalid", path=path, count=len(problems), problems=shown)


@cache
def _headings() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """Column, test and words, in the order in which they are asked."""
    text = Path(__file__).with_name("headings.csv").read_text(encoding="utf-8")
    lines = [line.split(",") for line in text.splitlines() if line and line[0] != "#"]
    return tuple((column, test, tuple(words.split())) for column, test, words in lines[1:])


def _column_of(cell: Any) -> str | None:
    """The column that a heading names."""
    if not isinstance(cell, str) or not cell or len(cell) > 40:
        return None
    words = fold(cell).text.strip(" \n:")
    if ":" in words:  # 填报单位：某局, above the headings
        return None
    words = re.sub(r"[\s*_()-]+", "", re.sub(r"\([^()]*\)", "", words)).lower()
    for column, test, known in _headings():
        if words in known if test == "is" else any(word in words for word in known) and len(words) <= 12:
            return column
    return None


def _table(sheet: Sheet, path: str, problems: list[PackProblem]) -> _Table | None:
    """Where the headings of a sheet are, in the row that names most columns; ``None`` where it has none."""
    best, most = None, (0, False)
    for number, row in enumerate(sheet.rows[:_HEADINGS_WITHIN]):
        named = {_column_of(cell) for cell in row} - {None}
        exact = any(_column_of(cell) == "unit" and _is_exact(cell) for cell in row)
        # One thing that is like a heading is a title: 报送单位名单
        if "unit" in named and (exact or len(named) > 1) and (len(named), exact) > most:
            best, most = number, (len(named), exact)
    return None if best is None else _with_columns(sheet, best, path, problems)


def _with_columns(sheet: Sheet, number: int, path: str, problems: list[PackProblem]) -> _Table:
    """The table whose headings are in row *number*."""
    row = sheet.rows[number]
    named = [(column, at) for at, cell in enumerate(row) if (column := _column_of(cell))]
    exact = [(column, at) for column, at in named if _is_exact(row[at])]
    columns: dict[str, int] = {}
    for column, at in dict.fromkeys([*exact, *named]):
        first = columns.setdefault(column, at)
        if first != at and (column, at) in exact:
            values = {"first": first + 1, "name": row[at]}
            problems.append(_problem("roster-column-twice", path, (number, at), row[at], **values))
    return _Table(sheet, columns, number + 1)


def _is_exact(cell: Any) -> bool:
    words = re.sub(r"[\s*_:()-]+", "", fold(str(cell)).text).lower()
    return any(test == "is" and words in known for _, test, known in _headings())


def _problem(key: str, path: str, at: tuple[int, int], heading: object = "", **values: Any) -> PackProblem:
    """A fault in a row and column, counted from 0."""
    return PackProblem(key, path, at[0] + 1, at[1] + 1, str(heading).strip(), **values)


def _units(table: _Table, path: str, kinds: _Kinds, problems: list[PackProblem]) -> Iterator[Unit | None]:
    """The units of a table; where a row is faulty, what is wrong with it goes to *problems*."""
    above = _Merged(table)
    for number in range(table.first, len(table.sheet.rows)):
        row = table.sheet.rows[number]
        if all(cell in ("", None) for cell in row):
            continue
        yield _unit(_Row(path, number, table, above), kinds, problems)


class _Merged:
    """Cells that stand for those below and beside them."""

    def __init__(self, table: _Table) -> None:
        self._rows = table.sheet.rows
        self._origin: dict[tuple[int, int], tuple[int, int]] = {}
        wanted = set(table.columns.values())
        for top, left, bottom, right in table.sheet.merged:
            for column in wanted & set(range(left, right + 1)):
                for row in range(max(top, table.first), min(bottom, len(self._rows) - 1) + 1):
                    self._origin[row, column] = (top, left)

    def cell(self, row: int, column: int) -> Any:
        """What a cell shows."""
        at = self._origin.get((row, column), (row, column))
        cells = self._rows[at[0]]
        return cells[at[1]] if at[1] < len(cells) else ""


class _Row:
    """One row of a table, and what its cells say."""

    def __init__(self, path: str, number: int, table: _Table, merged: _Merged) -> None:
        self.path, self.number = path, number
        self._table, self._merged = table, merged

    def raw(self, column: str) -> Any:
        """A cell as it is kept; the unit's own cell counts for its own row only."""
        at = self._table.columns.get(column)
        if at is None:
            return ""
        if column == "unit":
            row = self._table.sheet.rows[self.number]
            return row[at] if at < len(row) else ""
        return self._merged.cell(self.number, at)

    def words(self, column: str) -> str:
        """A cell as words."""
        cell = self.raw(column)
        if isinstance(cell, float) and cell.is_integer():
            cell = int(cell)
        return "" if cell is None else " ".join(str(cell).replace("\u3000", " ").split(" ")).strip()

    def problem(self, key: str, column: str, **values: Any) -> PackProblem:
        """A fault in a cell of this row."""
        at = self._table.columns.get(column, 0)
        return _problem(key, self.path, (self.number, at), self._table.heading(column), **values)


def _unit(row: _Row, kinds: _Kinds, problems: list[PackProblem]) -> Unit | None:
    name = "".join(row.words("unit").split())
    if _TOTAL.match(name) or any(_TOTAL.match(str(cell)) for cell in row._table.sheet.rows[row.number][:2]):
        return None
    found = len(problems)
    if not name:
        if any(row.words(column) for column in ("kind", "aliases", "due") if not _is_merged(row, column)):
            problems.append(row.problem("roster-no-name", "unit"))
        return None
    for column in ("unit", "kind", "region", "aliases"):
        if len(row.words(column)) > MAX_CELL:
            problems.append(row.problem("roster-long-cell", column, count=len(row.words(column)), limit=MAX_CELL))
    due = None
    if row.raw("due") not in ("", None) and row.words("due") not in _NO_ALIAS:
        due = _day(row.raw("due"))
        if due is None:
            problems.append(row.problem("roster-bad-date", "due", value=row.words("due")[:40]))
    if len(problems) > found:
        return None
    aliases = [alias.strip() for alias in _BETWEEN_ALIASES.split(fold(row.words("aliases")).text)]
    return Unit(
        name=name,
        kind=kinds.of(row.words("kind"), name),
        region=row.words("region") or None,
        aliases=tuple(dict.fromkeys(alias for alias in aliases if alias and alias not in _NO_ALIAS and alias != name)),
        due=due,
        row=row.number + 1,
    )


def _is_merged(row: _Row, column: str) -> bool:
    at = row._table.columns.get(column)
    cells = row._table.sheet.rows[row.number]
    return at is None or at >= len(cells) or cells[at] in ("", None)


def _day(cell: Any) -> str | None:
    """A date as a spreadsheet or a writer gives it, as ``YYYY-MM-DD``; ``None`` where it is none."""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    words = " ".join(fold(str(cell)).text.split())
    if _SERIAL.fullmatch(words):
        return (_FIRST_SERIAL + timedelta(days=int(float(words)))).isoformat()
    return iso_date_of_cell(words)


class _Kinds:
    """The kinds of filers of a pack, by the words of a roster."""

    def __init__(self, pack: Pack | None) -> None:
        self._pack = pack

    def of(self, words: str, name: str) -> str | None:
        """The id of the kind that *words* name, else *words*; without any, the kind of a unit called *name*."""
        if self._pack is None:
            return words or None
        filers = self._pack.filers
        if words:
            if words in filers:
                return words
            plain = _LED_DIRECTLY.sub("部门", cleaned(words).lower())
            for kind, filer in filers.items():
                titles = [piece for title in filer["title"].values() for piece in _pieces(title)]
                if plain in titles or any(len(title) > 1 and title in plain for title in titles):
                    return kind
        return self._by_name(words or name) or words or None

    def _by_name(self, name: str) -> str | None:
        if self._pack is None:
            return None
        scan = self._pack.lexicon.scan(fold(name).text)
        kinds = self._pack.filers.items()
        return next((kind for kind, filer in kinds if "issuer" in filer and scan.hits(filer["issuer"])), None)


def _pieces(title: str) -> list[str]:
    """The words that a title of a kind consists of: 乡镇（街道） are two."""
    return [piece.strip().lower() for piece in re.split(r"[()、,/]| or ", fold(title).text) if piece.strip()]


def _identity(unit: Unit) -> tuple[str, str]:
    return cleaned(unit.name), cleaned(unit.region or "")


def _repeated(units: list[Unit], path: str, table: _Table) -> Iterator[PackProblem]:
    """Units that stand there twice, and names that two of them bear."""
    first: dict[tuple[str, str], Unit] = {}
    bearer: dict[tuple[str, str], Unit] = {}
    at = table.columns["unit"]
    for unit in units:
        known = first.setdefault(_identity(unit), unit)
        if known is not unit:
            values = {"unit": unit.name, "first": known.row}
            yield _problem("roster-unit-twice", path, (unit.row - 1, at), table.heading("unit"), **values)
            continue
        for name in (unit.name, *unit.aliases):
            other = bearer.setdefault((cleaned(name), cleaned(unit.region or "")), unit)
            if other is not unit:
                values = {"name": name, "first": other.row, "unit": other.name}
                where = table.columns.get("aliases", at)
                yield _problem("roster-name-of-two", path, (unit.row - 1, where), table.heading("aliases"), **values)


def _told_apart(units: list[Unit]) -> Iterator[Unit]:
    """Units of one name with their regions before it."""
    counts: dict[str, int] = {}
    for unit in units:
        counts[cleaned(unit.name)] = counts.get(cleaned(unit.name), 0) + 1
    for unit in units:
        shared = counts[cleaned(unit.name)] > 1 and unit.region
        yield unit._replace(name=f"{unit.region}{unit.name}") if shared else unit
