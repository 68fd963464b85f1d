"""The roster: which units must report, of which kind, where, under which other names, by when, and when they did.

Lists are kept in spreadsheets and look as they like (:mod:`checker.audit.roster_table`): marks and numbers beside the
names, rows that head a group, totals at the end.  A row that cannot be used is told with its number; none is dropped.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from checker.audit.model import Unit, UnitList
from checker.audit.names import cleaned, parse, places_of
from checker.audit.roster_table import HEADINGS_WITHIN, RosterTable, find_tables, table_problem
from checker.audit.spreadsheets import read_sheets
from checker.errors import PackProblem, RosterError
from checker.rulebook.model import Pack
from checker.text.dates import day_of_cell
from checker.text.fold import fold
from checker.text.lazy_re import lazy
from checker.words import words as listed

MAX_CELL = 300
MAX_PROBLEMS = 200
_TOTAL = lazy(r"«roster.totals»|«roster.notes»[:：]")
_GROUP = lazy(
    r"(?:[\d一二三四五六七八九十、,.()〇个家类和及]|«roster.groups»"
    r"|«roster.seated»(?![^\W\d_]{1,4}?«organs.levels»)[^\W\d_]{1,3}?(?=«roster.groups»))+:?"
)
_SEATED = lazy(r"^«roster.seated»")
_COUNT = lazy(r"\([^()]{0,20}\)|共?\d{1,4}个?$")
_NUMBER = lazy(
    r"^(?:[(第]?(?:\d{1,4}|[一二三四五六七八九十]{1,4})(?:[.、)]|号[、.]?)|[①-⑳]|[*#+·•-]|[\u2190-\u2bff※√])+"
)
_NUMBER_OF_HEADING = lazy(r"\(?[一二三四五六七八九十]{1,3}[、.)]")
_MARK = lazy(r"[*#①-⑳·•?!\u2190-\u2bff※√]+$")
_DEPARTMENTS = lazy(r"«roster.departments»")
_BETWEEN_ALIASES = lazy(r"[、,;/|\n]+")
_SERIAL_NUMBER = lazy(r"\d{1,4}(?:\.0)?[.、]?")
_SERIAL = lazy(r"[3-6]\d{4}(?:\.\d{1,12})?")
_FIRST_SERIAL = date(1899, 12, 30)
"""Day 0 of a spreadsheet, as all days since 1 March 1900 count it."""
_YEAR = lazy(r"(?:19|20)\d\d")


class _RosterGroup(NamedTuple):
    """What a row that heads others says of them: the kind, as a list calls it, and the region."""

    kind: str = ""
    region: str = ""


def load_roster(path: str, pack: Pack) -> UnitList:
    """Return the units in the file at *path*, in its order; their kinds as *pack* calls them.

    All lists of all sheets that are to be seen belong to it; where sheets are named after years, those of the last one.
    Units of one name in different regions get the region before the name.  A day without a year is ``--MM-DD``.

    :raises RosterError: with every fault that was found, or ``roster-unreadable`` and the like.
    """
    problems: list[PackProblem] = []
    sheets = read_sheets(path)
    years = [max(_YEAR.findall(sheet.name), default="") for sheet in sheets]
    sheets = [sheet for sheet, year in zip(sheets, years, strict=True) if year == max(years)]
    tables = [(sheet, table) for sheet in sheets for table in find_tables(sheet, path, problems)]
    if not tables:
        if not problems:
            problems.append(PackProblem("roster-no-unit-column", path, 1, 1, "", rows=HEADINGS_WITHIN))
        raise RosterError("roster-invalid", path=path, count=1, problems=tuple(problems[:1]))
    kinds = _Kinds(pack)
    units: list[Unit] = []
    nameless: list[int] = []
    sheet_of_first = tables[0][0]
    for sheet, table in tables:
        found = list(_units(table, path, kinds, problems, nameless))
        if sheet is not sheet_of_first:  # a unit that another sheet lists again is the same
            known = {_unit_key(unit) for unit in units}
            found = [unit for unit in found if _unit_key(unit) not in known]
        units += found
        problems += _repeated(units, path, table) if sheet is sheet_of_first else ()
    if not units and not problems:
        problems.append(PackProblem("roster-empty", path, tables[0][1].first, 1, ""))
    if problems:
        told = tuple(dict.fromkeys(problems))
        raise RosterError("roster-invalid", path=path, count=len(told), problems=told[:MAX_PROBLEMS])
    return UnitList(tuple(_told_apart(units)), tuple(nameless))


def _units(
    table: RosterTable, path: str, kinds: _Kinds, problems: list[PackProblem], nameless: list[int]
) -> Iterator[Unit]:
    """Yield the units of a table; what is wrong with a row goes to *problems*, the number of one without a name to *nameless*."""
    group = _group_of(table.sheet.name) or _RosterGroup()
    rows = [_RosterRow(path, number, table) for number in table.rows()]
    headings = [row.group() for row in rows]
    for row, heading, following in zip(rows, headings, (*headings[1:], _RosterGroup()), strict=False):
        if heading is not None and (heading.kind or following is None):  # a place heads units, or is one of a list
            group = heading
        elif not row.is_no_unit():
            unit = row.unit(kinds, group, problems)
            if unit is not None:
                yield unit
            elif row.says_something():
                nameless.append(row.line)


def _group_of(words: str) -> _RosterGroup | None:
    """Return what the heading of a group says (四、某区镇街), ``None`` where *words* are no such heading.

    What may be a unit as well (某县政府) is a heading where it is numbered as one or counted, or speaks of several
    (某县乡镇); a place alone is one with the number of a heading (二、某县), and has no ``kind``.
    """
    words = fold(words).text
    plain = _NUMBER.sub("", _COUNT.sub("", cleaned(words)))
    is_whole = _GROUP.fullmatch(plain) is not None  # 各县区政府, 驻市单位 name no place
    plain = plain if is_whole else _SEATED.sub("", plain)
    places, end = ((), 0) if is_whole else places_of(plain)
    rest = plain[end:].removesuffix(":")
    if places and not rest and _NUMBER_OF_HEADING.match(words):
        return _RosterGroup("", places[-1])
    if not rest or not _GROUP.fullmatch(rest):
        return None
    several = any(word in rest for word in listed("roster.several"))
    if parse(plain) and not (several or _NUMBER_OF_HEADING.match(words) or _COUNT.search(words)):
        return None
    return _RosterGroup(rest, places[-1] if places else "")


class _RosterRow:
    """One row of a table, and what its cells say."""

    def __init__(self, path: str, number: int, table: RosterTable) -> None:
        self._path, self._number, self._table = path, number, table
        self.line = number + 1

    def words_in(self, column: str) -> str:
        """Return a cell as words, blanks at its ends taken off; nothing for what says nothing."""
        cell = self._table.cell(self._number, column)
        if isinstance(cell, float) and cell.is_integer():
            cell = int(cell)
        words = " ".join(str(cell).replace("\u3000", " ").split(" ")).strip()
        return "" if words.lower() in listed("roster.nothing") else words

    def _said(self) -> list[str]:
        return [str(cell).strip() for cell in self._table.cells(self._number) if cell not in ("", None)]

    def group(self) -> _RosterGroup | None:
        """Return what the row says where it heads those below it: one cell says all, and names no unit."""
        cells = self._table.cells(self._number)
        if any(cell not in ("", None) for cell in cells[self._table.columns["unit"] + 1 - self._table.left :]):
            return None
        said = set(self._said())
        numbers = {words for words in said if _NUMBER.sub("", f"{words}、") == ""}
        words = said - numbers
        return _group_of("".join([*numbers, *words])) if len(words) == 1 and len(numbers) < 2 else None

    def is_no_unit(self) -> bool:
        """Return whether this is a total or a note below the list, or a row that holds a number alone."""
        return any(_TOTAL.match("".join(cell.split())) for cell in self._said()[:2])

    def says_something(self) -> bool:
        """Return whether the row holds more than a number that a list gives to all its rows, and more than a heading."""
        cells = [fold(cell).text.strip() for cell in self._said()]
        others = [cell for cell in cells if not _SERIAL_NUMBER.fullmatch(cell)]
        return len(others) > 1 or 0 < len(others) < len(cells)

    def unit(self, kinds: _Kinds, group: _RosterGroup, problems: list[PackProblem]) -> Unit | None:
        """Return the unit; ``None`` where the row is faulty, or blank but for its number."""
        found = len(problems)
        for column, why in self._table.broken_columns(self._number):
            if column != "received":  # a look-up in the register of what came in that found nothing
                problems.append(self._row_problem(f"roster-{why}", column))
        written = "".join(self.words_in("unit").split())
        name = _MARK.sub("", _NUMBER.sub("", fold(written).text)) and _stripped(written)
        if not name:
            if len(problems) == found and any(self._own(column) for column in ("kind", "aliases", "due", "received")):
                problems.append(self._row_problem("roster-no-name", "unit"))
            return None
        for column in ("unit", "kind", "region", "aliases"):
            if len(self.words_in(column)) > MAX_CELL:
                count = len(self.words_in(column))
                problems.append(self._row_problem("roster-long-cell", column, count=count, limit=MAX_CELL))
        due = day_of(self._table.cell(self._number, "due")) if self.words_in("due") else None
        if due is None and self.words_in("due"):
            problems.append(self._row_problem("roster-bad-date", "due", value=self.words_in("due")[:40]))
        if len(problems) > found:
            return None
        aliases = [alias.strip() for alias in _BETWEEN_ALIASES.split(fold(self.words_in("aliases")).text)]
        return Unit(
            name=name,
            kind=kinds.kind_of(self.words_in("kind"), group.kind, name),
            region=self.words_in("region") or group.region or None,
            aliases=tuple(
                dict.fromkeys(one for one in aliases if one and one not in listed("roster.nothing") and one != name)
            ),
            due=due,
            row=self.line,
            received=self._received(),
        )

    def _received(self) -> str | None:
        """Return the day of receipt; ``""`` where the list says that it came (√, 已报), without a day."""
        said = self.words_in("received")
        if not said:
            return None
        day = day_of(self._table.cell(self._number, "received"), within=True)
        return "" if day is None and fold(said).text.startswith(listed("roster.came")) else day

    def _own(self, column: str) -> bool:
        """Return whether a cell of this row itself says something."""
        at = self._table.columns.get(column)
        row = self._table.sheet.rows[self._number]
        return at is not None and at < len(row) and row[at] not in ("", None)

    def _row_problem(self, key: str, column: str, **values: Any) -> PackProblem:
        at = self._table.columns.get(column, 0)
        return table_problem(key, self._path, (self._number, at), self._table.column_heading(column), **values)


def _stripped(name: str) -> str:
    """Return a name without the numbers, the marks and the note of a seal that stand beside it."""
    start = _NUMBER.match(fold(name).text)
    name = name[start.end() :] if start and start.end() < len(name) else name
    end = _MARK.search(name)
    name = name[: end.start()] if end and end.start() else name
    seal = next((len(seal) for seal in listed("organs.seals") if fold(name).text.endswith(seal)), 0)
    return name[:-seal] if 0 < seal < len(name) else name


def day_of(cell: Any, *, within: bool = False) -> str | None:
    """Return a day as a spreadsheet or a writer gives it, ``YYYY-MM-DD``, or ``--MM-DD`` where it has no year.

    *within* takes the first day that stands among other words; ``None`` where there is none.
    """
    if isinstance(cell, (datetime, date)):
        return cell.isoformat()[:10]
    words = " ".join(fold(str(cell)).text.split())
    if _SERIAL.fullmatch(words):
        return (_FIRST_SERIAL + timedelta(days=int(float(words)))).isoformat()
    return day_of_cell(words, within=within)


class _Kinds:
    """The kinds of filers of a pack, by the words of a roster."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack

    def kind_of(self, words: str, group: str, name: str) -> str | None:
        """Return the id of the kind that *words* name, else *words*; without any, that of a unit called *name*, or of its group."""
        known = self._titled(words) or self._by_name(cleaned(words) or name)
        return known or words or self._titled(group) or self._by_name(group)

    def _titled(self, words: str) -> str | None:
        if not words or words in self._pack.filers:
            return words or None
        plain = _DEPARTMENTS.sub(listed("roster.department")[0], cleaned(words).lower())
        for kind, filer in self._pack.filers.items():
            titles = [piece for title in filer["title"].values() for piece in _pieces(title)]
            if plain in titles or any(len(title) > 1 and title in plain for title in titles):
                return kind
        return None

    def _by_name(self, name: str) -> str | None:
        scan = self._pack.lexicon.scan(fold(name).text)
        kinds = self._pack.filers.items()
        return next((kind for kind, filer in kinds if "issuer" in filer and scan.hits(filer["issuer"])), None)


def _pieces(title: str) -> list[str]:
    """Return the words that a title of a kind consists of: 乡镇（街道） are two."""
    return [piece.strip().lower() for piece in re.split(r"[()、,/]| or ", fold(title).text) if piece.strip()]


def _unit_key(unit: Unit) -> tuple[str, str]:
    return cleaned(unit.name), cleaned(unit.region or "")


def _repeated(units: Sequence[Unit], path: str, table: RosterTable) -> Iterator[PackProblem]:
    """Yield units that stand there twice, and names that two of them bear."""
    first: dict[tuple[str, str], Unit] = {}
    bearer: dict[tuple[str, str], Unit] = {}
    at = table.columns["unit"]
    for unit in units:
        known = first.setdefault(_unit_key(unit), unit)
        if known is not unit:
            values = {"unit": unit.name, "first": known.row}
            yield table_problem("roster-unit-twice", path, (unit.row - 1, at), table.column_heading("unit"), **values)
            continue
        for name in (unit.name, *unit.aliases):
            other = bearer.setdefault((cleaned(name), cleaned(unit.region or "")), unit)
            if other is not unit:
                values = {"name": name, "first": other.row, "unit": other.name}
                where = table.columns.get("aliases", at)
                yield table_problem(
                    "roster-name-of-two", path, (unit.row - 1, where), table.column_heading("aliases"), **values
                )


def _told_apart(units: list[Unit]) -> Iterator[Unit]:
    """Yield units of one name with their regions before it."""
    counts = Counter(cleaned(unit.name) for unit in units)
    for unit in units:
        shared = counts[cleaned(unit.name)] > 1 and unit.region
        yield unit._replace(name=_with_region(unit)) if shared else unit


def _with_region(unit: Unit) -> str:
    """Return the name of a unit with its region before it, which a name by the level of its place has already: 市教育局."""
    region, name = unit.region or "", parse(unit.name)
    by_level = name is not None and name.narrowest == region[-1:] and unit.name.startswith(region[-1:])
    return region + (unit.name[1:] if by_level else unit.name)
