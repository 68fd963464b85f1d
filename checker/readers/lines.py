"""What lines and rows of tables have in common, whatever the format they come from.

The edges of a line; lines at the edges of pages that concern who may see a text; tables that are forms, whose first column
holds the headings of a report and whose second its text; merged cells: which columns and rows each of them takes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from checker.document.model import CellExtent
from checker.text.lazy_re import lazy

EDGES = (
    " \t\n\r\f\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u202f\u205f\u3000\ufeff"
)
"""What is no part of a line at its beginning or its end."""

_LONGEST_MARK = 40
_APART = re.compile(r"[\t\x0b\n|]|[ \u3000]{3,}")
_MARK = lazy(r"[\W\d_]*(?:«~page.mark-labels»[:：\s]*)?«~page.marks»|.*?\d(?:[ -]?\d){10}")
"""A mark of secrecy, a note of who may see the text, or a number that may be somebody's."""

_LONGEST_LABEL = 60
_LEAST_TEXT = 60
_LEAST_ROWS = 2
_MOST = 0.6  # of the characters
_ORDINAL = re.compile(r"[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)、.．]?")
_NUMBER = re.compile(
    r"([一二三四五六七八九十]{1,3}[、.．])|([（(][一二三四五六七八九十]{1,3}[)）])|(\d{1,2}[、.．](?!\d))"
)
"""The number of a heading; the group is its level."""
_SIGN = re.compile(r"[^\w\s]{1,2}")
_HAN_ORDINAL = re.compile(r"[一二三四五六七八九十]{1,3}")

MOST_COLUMNS = 200
MOST_ROWS = 1000
"""More than these no cell covers, whatever a file says."""
_WIDEST = 1000
"""Behind so many columns nothing is kept of what cells cover in the rows below."""


def margin_marks(lines: Iterable[str]) -> list[str]:
    """Return what in headers and footers of pages concerns who may see the text, each once; all else there is left out.

    Names of units and numbers of pages say nothing of the report, and would stand between its lines.
    """
    pieces = [piece.strip() for line in lines for piece in _APART.split(line)]
    return list(dict.fromkeys(piece for piece in pieces if 0 < len(piece) <= _LONGEST_MARK and _MARK.match(piece)))


def lacks_its_text(heading: str, following: str) -> bool:
    """Return whether a line is a heading and the one *following* no text of it: another heading, or a signature.

    A heading below it may stand before its text.
    """
    level = _level(heading)
    if level is None or len(heading) > _LONGEST_LABEL or "。" in heading or "。" in following:
        return False
    below = _level(following)
    return below is None or below <= level


def _level(line: str) -> int | None:
    found = _NUMBER.match(line)
    return None if found is None else found.lastindex


def is_form(rows: Sequence[Sequence[str]]) -> bool:
    """Return whether most of what stands in *rows* of cells are headings beside texts of sentences.

    Beside a heading that is merged over several rows each has a text of its own.
    """
    entries = characters = whole = 0
    goes_on = False
    for row in rows:
        cells = [cell for cell in row if cell]
        length = sum(map(len, cells))
        whole += length
        is_entry = _is_entry(cells)
        entries += is_entry
        goes_on = is_entry or (goes_on and len(cells) == 1 and "。" in cells[0])
        characters += length if goes_on else 0
    return entries >= _LEAST_ROWS and characters >= _MOST * whole


def label_of(cells: Sequence[str]) -> tuple[str, int] | None:
    """Return the heading of a row of a form, and the number of the cell that holds its text; ``None`` for another row.

    A number in a cell of its own stands before the heading as it would in a line: ``一`` and ``工作进展`` are
    ``一、工作进展``.
    """
    places = [number for number, cell in enumerate(cells) if cell]
    found = [cells[number] for number in places]
    if not _is_entry(found):
        return None
    number, label = (found[0], found[1]) if len(found) == 3 else ("", found[0])
    if _SIGN.fullmatch(number):
        number = ""
    if number and number[-1] not in "）)、.．":
        number += "、" if _HAN_ORDINAL.fullmatch(number) else "."
    return number + label, places[-1]


def _is_entry(cells: Sequence[str]) -> bool:
    """Return whether the cells of a row that are not empty are a heading, its number or a mark before it, and a text."""
    if len(cells) < 2:
        return False
    *front, text = cells
    if len(front) == 2 and (_ORDINAL.fullmatch(front[0]) or _SIGN.fullmatch(front[0])):
        del front[0]
    if len(front) != 1 or len(text) < _LEAST_TEXT or "。" not in text:
        return False
    return len(front[0]) <= _LONGEST_LABEL and "。" not in front[0] and not _ORDINAL.fullmatch(front[0])


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
