"""Merged cells: which columns and rows of its table each cell takes."""

from __future__ import annotations

from collections.abc import Iterable

from checker.document.model import CellExtent

MOST_COLUMNS = 200
MOST_ROWS = 1000
"""More than these no cell covers, whatever a file says."""
_WIDEST = 1000
"""Behind so many columns nothing is kept of what cells cover in the rows below."""


class SpannedRows:
    """The rows of a table of which each cell says how many columns and rows it covers, as in html."""

    def __init__(self) -> None:
        self.row = 0
        self._covered: dict[int, int] = {}  # columns that cells above still cover, and how many rows of them are left

    def place(self, spans: Iterable[tuple[int, int]]) -> tuple[CellExtent, ...]:
        """Return where the cells of the next row begin: from left to right, in columns that no cell from above covers."""
        self.row += 1
        below = {column: rows - 1 for column, rows in self._covered.items() if rows > 1}
        column, found = 1, []
        for wide, high in spans:
            columns, rows = min(max(wide, 1), MOST_COLUMNS), min(max(high, 1), MOST_ROWS)
            while column in self._covered:
                column += 1
            found.append(CellExtent(column, columns, rows))
            if rows > 1 and column <= _WIDEST:
                below.update(dict.fromkeys(range(column, column + columns), rows - 1))
            column += columns
        self._covered = below
        return tuple(found)


def continued_rows(rows: Iterable[tuple[int, list[tuple[int, bool]]]]) -> list[tuple[CellExtent, ...]]:
    """Return the cells of a table of which each is written in every row that it covers, as in WordprocessingML.

    Of each row come the number of columns before its first cell, and of each cell how many columns it covers and whether it
    goes on with the one above; such a cell has no rows of its own.
    """
    found: list[list[CellExtent]] = []
    above: dict[int, tuple[int, int]] = {}  # the column at which a cell begins: its row and number
    for at, (before, cells) in enumerate(rows):
        column, line = 1 + before, []
        for number, (wide, goes_on) in enumerate(cells):
            columns = min(max(wide, 1), MOST_COLUMNS)
            if goes_on and column in above:
                row, one = above[column]
                found[row][one] = found[row][one]._replace(rows=found[row][one].rows + 1)
                line.append(CellExtent(column, columns, 0))
            else:
                above[column] = (at, number)
                line.append(CellExtent(column, columns))
            column += columns
        found.append(line)
    return [tuple(line) for line in found]
