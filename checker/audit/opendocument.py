"""The tables of an OpenDocument file (ods of LibreOffice and WPS, odt): its ``content.xml`` → rows of cells.

After OpenDocument 1.3, part 3, 9: what is repeated is written once with a number, and the last row of a sheet usually
stands for a million blank ones, so blank rows and cells count only where something follows them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element

from checker.errors import UnreadableError
from checker.readers.xml import parse

_OASIS = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_TABLE, _OFFICE, _TEXT, _STYLE = (_OASIS % name for name in ("table", "office", "text", "style"))
_ERROR = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_GROUPS = tuple(f"{_TABLE}table-{name}" for name in ("header-rows", "rows", "row-group", "header-columns"))


class Sheet(NamedTuple):
    """Rows of cells, the first row of the file first.

    ``merged`` tells which cells stand for others: first row, first column, last row and last column, from 0.  ``broken``
    has the cells that show nothing though something is meant: ``error``, or ``formula`` for one without a value.
    """

    rows: list[list[Any]]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    name: str = ""
    broken: Mapping[tuple[int, int], str] = {}

    def origin(self, row: int, column: int) -> tuple[int, int]:
        """Return the cell that stands at *row* and *column*: of merged ones the first."""
        inside = (
            (top, left) for top, left, bottom, right in self.merged if top <= row <= bottom and left <= column <= right
        )
        return next(inside, (row, column))


class TooManyCellsError(Exception):
    """The rows of a table, or its cells, are more than the bounds."""


def open_tables(content: bytes, most_rows: int, most_cells: int) -> list[Sheet]:
    """Return the tables that are to be seen, of hidden ones only where there are no others.

    :raises TooManyCellsError: beyond the bounds.
    :raises UnreadableError: as :func:`checker.readers.xml.parse`.
    """
    root = parse(content)
    hidden = {
        style.get(f"{_STYLE}name")
        for style in root.iter(f"{_STYLE}style")
        if any(one.get(f"{_TABLE}display") == "false" for one in style.iter(f"{_STYLE}table-properties"))
    }
    body = root.find(f"{_OFFICE}body")
    if body is None:
        raise UnreadableError("file-broken")
    found = list(_below(body, "table"))
    seen = [table for table in found if table.get(f"{_TABLE}style-name") not in hidden]
    return [_cells_of_table(table, most_rows, most_cells) for table in seen or found]


def _below(root: Element, name: str, groups: Sequence[str] | None = None) -> Iterator[Element]:
    """Yield the elements *name* below *root* that lie in no other, and in nothing but *groups* where these are given."""
    waiting = list(reversed(root))
    while waiting:
        element = waiting.pop()
        if element.tag == f"{_TABLE}{name}":
            yield element
        elif groups is None or element.tag in groups:
            waiting += reversed(element)


def _cells_of_table(table: Element, most_rows: int, most_cells: int) -> Sheet:
    rows: list[list[Any]] = []
    broken: dict[tuple[int, int], str] = {}
    merged: list[tuple[int, int, int, int]] = []
    at = cells = 0
    for row in _below(table, "table-row", _GROUPS):
        values = list(_cells_of_row(row, most_cells))
        times = _number_in(row, "number-rows-repeated")
        if values:
            if at + times > most_rows or (cells := cells + len(values) * times) > most_cells:
                raise TooManyCellsError
            rows.extend([] for _ in range(at - len(rows)))
            for number in range(at, at + times):
                rows.append([_value_of_cell(cell) for cell in values])
                for column, cell in enumerate(values):
                    wide, high = _number_in(cell, "number-columns-spanned"), _number_in(cell, "number-rows-spanned")
                    if (wide, high) != (1, 1):
                        merged.append((number, column, number + high - 1, column + wide - 1))
                    why = _why_blank(cell)
                    if why:
                        broken[number, column] = why
        at += times
    return Sheet(rows, tuple(merged), table.get(f"{_TABLE}name") or "", broken)


def _cells_of_row(row: Element, most: int) -> Iterator[Element]:
    """Yield the cells of a row, each as often as it stands there, without blank ones at the end."""
    blank: list[tuple[Element, int]] = []
    for cell in row:
        if cell.tag not in _CELLS:
            continue
        times = _number_in(cell, "number-columns-repeated")
        if times > most:
            raise TooManyCellsError
        blank.append((cell, times))
        if len(cell) or cell.attrib.keys() & {f"{_OFFICE}value-type", f"{_TABLE}formula"}:
            if sum(count for _, count in blank) > most:
                raise TooManyCellsError
            for one, count in blank:
                yield from [one] * count
            blank = []


def _value_of_cell(cell: Element) -> Any:
    """Return what a cell holds: a number, a day (``YYYY-MM-DD``), else its words; nothing for one that another covers."""
    kind = cell.get(f"{_OFFICE}value-type")
    if cell.tag != _CELLS[0] or _why_blank(cell):
        return ""
    if kind == "date":
        return (cell.get(f"{_OFFICE}date-value") or "")[:10]
    if kind in ("float", "percentage", "currency"):
        try:
            return float(cell.get(f"{_OFFICE}value") or "")
        except ValueError:
            return ""
    lines = ("".join(paragraph.itertext()) for paragraph in cell.findall(f"{_TEXT}p"))
    return "\n".join(lines).strip()


def _why_blank(cell: Element) -> str:
    """Tell why a cell shows nothing though something is meant."""
    if cell.get(_ERROR) == "error":
        return "error"
    return "formula" if cell.get(f"{_TABLE}formula") and cell.get(f"{_OFFICE}value-type") is None else ""


def _number_in(element: Element, name: str) -> int:
    words = element.get(f"{_TABLE}{name}") or "1"
    return max(1, int(words)) if words.isdecimal() and len(words) < 9 else 1
