"""Where in a spreadsheet a list of units is: its headings, its columns, and what its cells show.

Lists look as they like: a title above the headings, headings on two lines, two lists side by side, merged cells, empty
rows.  What columns are called is data (``rules/words/roster.yaml``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise, zip_longest
from typing import Any, NamedTuple

from checker.audit.opendocument import Sheet
from checker.errors import PackProblem
from checker.text.fold import fold
from checker.words import words as listed

HEADINGS_WITHIN = 30
"""Rows in which the headings are looked for."""

_COLUMNS = ("due", "received", "aliases", "kind", "region", "unit")
_LONGEST_PART = 12  # characters of a heading that only contains a word
_AROUND = re.compile(r"[\s*★☆※()-]+")


class RosterTable(NamedTuple):
    """A list in a sheet: by the names of its columns their numbers, from 0; ``first`` is the first row below the headings.

    ``left`` and ``right`` bound it where another list stands beside it.
    """

    sheet: Sheet
    columns: dict[str, int]
    first: int
    left: int
    right: int

    def column_heading(self, column: str) -> str:
        """Return what the list calls a column."""
        at = self.columns.get(column)
        row = self.sheet.rows[self.first - 1]
        return str(row[at]).strip() if at is not None and at < len(row) else ""

    def rows(self) -> Iterator[int]:
        """Yield the numbers of the rows below the headings that hold anything, from 0."""
        for number in range(self.first, len(self.sheet.rows)):
            is_empty = all(cell in ("", None) for cell in self.cells(number))
            if not (is_empty and next(self.broken_columns(number), None) is None) and not self.is_heading(number):
                yield number

    def is_heading(self, number: int) -> bool:
        """Return whether a row prints the headings once more."""
        unit = self.cell(number, "unit")
        return _is_exact(unit) and _plain(unit) == _plain(self.column_heading("unit"))

    def cells(self, number: int) -> list[Any]:
        """Return the cells of a row, merged ones at their first place only."""
        return self.sheet.rows[number][self.left : self.right]

    def cell(self, number: int, column: str) -> Any:
        """Return what a row shows in a column, ``""`` where it has none; the unit's own cell counts for its own row only."""
        at = self.columns.get(column)
        if at is None:
            return ""
        top, left = (number, at) if column == "unit" else self.sheet.origin(number, at)
        row = self.sheet.rows[max(top, self.first) if column != "unit" else number]
        return row[left] if left < len(row) and row[left] is not None else ""

    def broken_columns(self, number: int) -> Iterator[tuple[str, str]]:
        """Yield the columns of a row whose cell is an error or a formula without a value, each with which it is."""
        for column, at in self.columns.items():
            if (number, at) in self.sheet.broken:
                yield column, self.sheet.broken[number, at]


def find_tables(sheet: Sheet, path: str, problems: list[PackProblem]) -> list[RosterTable]:
    """Return the lists of a sheet, side by side: those below the row, or two rows, of headings that name most columns."""
    best: tuple[list[Any], int] | None = None
    most = (0, False, 0)
    for number in range(min(len(sheet.rows), HEADINGS_WITHIN)):
        for row, first in _headings(sheet, number):
            named = {column_of(cell) for cell in row} - {None}
            exact = any(column_of(cell) == "unit" and _is_exact(cell) for cell in row)
            # One thing that is like a heading is a title: 报送单位名单
            weight = (len(named), exact, first - number)  # of one row and of two that name as much, two
            if "unit" in named and (exact or len(named) > 1) and weight > most:
                best, most = (row, first), weight
    return [] if best is None else _side_by_side(sheet, *best, path, problems)


def _headings(sheet: Sheet, number: int) -> Iterator[tuple[list[Any], int]]:
    """Yield a row as headings, and the row below it with it where the cells of one stand above those of the other."""
    row = sheet.rows[number]
    yield row, number + 1
    if number + 1 < len(sheet.rows) and any(
        top == number and bottom == number + 1 for top, _, bottom, _ in sheet.merged
    ):
        both = zip_longest(row, sheet.rows[number + 1], fillvalue="")
        yield [low if low not in ("", None) else high for high, low in both], number + 2


def _side_by_side(
    sheet: Sheet, row: list[Any], first: int, path: str, problems: list[PackProblem]
) -> list[RosterTable]:
    """Return the lists whose headings are *row*: where all of them are there twice, two.

    A unit's column that is there twice in one list goes to *problems*.
    """
    named = [(column_of(cell), at) for at, cell in enumerate(row)]
    units = [at for column, at in named if column == "unit" and _is_exact(row[at])]
    width = units[1] - units[0] if len(units) > 1 else 0
    titles = [str(cell).strip() for cell in row if cell not in ("", None)]
    parts = len(units)
    if parts > 1 and len(titles) % parts == 0 and titles[: len(titles) // parts] * parts == titles:
        starts = [at for at, cell in enumerate(row) if str(cell).strip() == titles[0]]
        bounds = [*starts[:: len(starts) // parts][:parts], len(row) + width]
        ranges = list(pairwise(bounds))
    else:
        ranges = [(0, 1 << 20)]
    found = [_with_columns(sheet, row, first, span) for span in ranges]
    if len(found) == 1 and parts > 1:
        values = {"first": units[0] + 1, "name": row[units[1]]}
        problems.append(table_problem("roster-column-twice", path, (first - 1, units[1]), row[units[1]], **values))
    return found


def _with_columns(sheet: Sheet, row: list[Any], first: int, span: tuple[int, int]) -> RosterTable:
    """Return the list in some columns of a sheet; 同上 gives way to what stands above it."""
    named = [(column, at) for at, cell in enumerate(row) if span[0] <= at < span[1] and (column := column_of(cell))]
    exact = [(column, at) for column, at in named if _is_exact(row[at])]
    columns: dict[str, int] = {}
    for column, at in dict.fromkeys([*exact, *named]):
        columns.setdefault(column, at)
    table = RosterTable(sheet, columns, first, *span)
    shown: dict[str, Any] = {}
    for number in table.rows():
        for column, at in columns.items():
            cell = table.cell(number, column)
            if column != "unit" and str(cell).strip() in listed("roster.ditto"):
                sheet.rows[number][at] = shown.get(column, "")
            elif cell != "":
                shown[column] = cell
    return table


def _plain(cell: Any) -> str:
    """Return a heading without blanks, marks and what stands in brackets: 单位名称（盖章） is 单位名称."""
    words = fold(str(cell)).text.strip(" \n:")
    return _AROUND.sub("", re.sub(r"\([^()]*\)", "", words)).lower()


def column_of(cell: Any) -> str | None:
    """Return the column that a heading names."""
    if not isinstance(cell, str) or not cell or len(cell) > 40:
        return None
    words = _plain(cell)
    if ":" in words:  # 填报单位：某局, above the headings
        return None
    whole = (column for column in _COLUMNS if words in listed(f"roster.{column}"))
    partly = len(words) <= _LONGEST_PART and not any(word in words for word in listed("roster.none_part"))
    part = (column for column in _COLUMNS if partly and any(word in words for word in listed(f"roster.{column}_part")))
    return next(whole, None) or next(part, None)


def _is_exact(cell: Any) -> bool:
    words = _plain(cell)
    return any(words in listed(f"roster.{column}") for column in _COLUMNS)


def table_problem(key: str, path: str, at: tuple[int, int], heading: object = "", **values: Any) -> PackProblem:
    """Return a fault in a row and column, counted from 0."""
    return PackProblem(key, path, at[0] + 1, at[1] + 1, str(heading).strip(), **values)
