"""Lines as they are gathered: of paragraphs, and of tables, of which each row becomes one line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from checker.document.model import Place, SourceRow
from checker.readers.lines import EDGES, continued_rows, is_form, label_of
from checker.readers.source_maps import PlaceMap

Join = Callable[[str, Iterable[str]], str]
"""How pieces of text are put together: ``str.join``, or what keeps where each piece came from."""

BREAK = "\x0b"
"""Stands for a line break inside a paragraph until its line is written; XML cannot hold this character."""

_EDGES = EDGES + BREAK
_INNER_ENDS = str.maketrans(dict.fromkeys("\n\r\u0085\u2028\u2029", " "))
_LAYOUT_CELL = 300  # characters from which a cell that holds most of its table is the page's frame
_LAYOUT_SHARE = 0.6


class DocxLine(NamedTuple):
    """A line of the text with the number of its paragraph; for a row, ``cells`` with the numbers of theirs.

    ``row`` tells which of its cells are merged.
    """

    text: str
    paragraph: int
    cells: tuple[tuple[str, int], ...] | None = None
    row: SourceRow | None = None


def add_paragraph(lines: list[DocxLine], text: str, paragraph: int) -> None:
    """Add what a paragraph holds to *lines*: one line, or several where it is broken by hand; none if it is empty."""
    if BREAK in text:
        for piece in text.split(BREAK):
            add_paragraph(lines, piece, paragraph)
        return
    text = text.strip(_EDGES)
    if text:
        lines.append(DocxLine(text if text.isprintable() else text.translate(_INNER_ENDS), paragraph))


class TableRows:
    """The rows of a table that is being read, each a list of cells, each a list of lines.

    ``merged`` has for each row the columns before its first cell, and of each cell how many columns it covers and whether
    it goes on with the one above.
    """

    __slots__ = ("_join", "_number", "merged", "rows")

    def __init__(self, number: int, join: Join = str.join) -> None:
        self.rows: list[list[list[DocxLine]]] = []
        self.merged: list[tuple[int, list[tuple[int, bool]]]] = []
        self._number = number
        self._join = join

    def lines(self) -> list[DocxLine]:
        """Return a line for each row; the lines of its cells where the table is no table but lays out the page."""
        if self._is_frame():
            return [line for row in self.rows for cell in row for line in cell]
        texts = [[_cell_text(cell, self._join)[0] for cell in row] for row in self.rows]
        if is_form(texts):
            return [line for row, cells in zip(self.rows, texts, strict=True) for line in self._form_lines(row, cells)]
        out = []
        for at, (row, extents) in enumerate(zip(self.rows, continued_rows(self.merged), strict=True), 1):
            cells = tuple([_cell_text(cell, self._join) for cell in row])
            if any(text for text, _ in cells):
                first = next(number for text, number in cells if text)
                line = "| " + " | ".join([text for text, _ in cells]) + " |"
                out.append(DocxLine(line, first, cells, SourceRow(0, self._number, at, extents)))
        return out

    def _form_lines(self, row: list[list[DocxLine]], cells: list[str]) -> list[DocxLine]:
        """Return the lines of a row of a form: its heading, then those of its text."""
        entry = label_of(cells)
        if entry is None or (cells[0] == entry[0] and len(row[0]) == 1):
            return [line for cell in row for line in cell]
        heading, at = entry
        if not heading.isascii():
            heading = "".join(heading.split())  # a narrow cell breaks its words
        return [DocxLine(heading, next(line.paragraph for cell in row for line in cell)), *row[at]]

    def _is_frame(self) -> bool:
        if all(sum(map(bool, row)) <= 1 for row in self.rows):
            return True
        lengths = [sum(len(line.text) for line in cell) for row in self.rows for cell in row]
        return max(lengths) > max(_LAYOUT_CELL, _LAYOUT_SHARE * sum(lengths))


def _cell_text(cell: list[DocxLine], join: Join) -> tuple[str, int]:
    """Return the text of *cell* on one line, rows of a table inside it too, and the number of its first paragraph."""
    pieces = []
    for line in cell:
        pieces += [line.text] if line.cells is None else [text for text, _ in line.cells if text]
    text = join(" ", pieces)
    return join(" ", text.split()) if "\t" in text else text, cell[0].paragraph if cell else 0


def written(lines: list[DocxLine]) -> tuple[str, PlaceMap]:
    """Return the text of *lines*, and the way from its offsets to paragraphs."""
    starts, places = [], []
    for at, (_, paragraph, cells, _) in with_starts(lines):
        starts.append(at)
        places.append(Place(paragraph=paragraph))
        for inside, cell, number in placed_cells(at, cells) if cells else ():
            if cell and number != places[-1].paragraph:
                starts.append(inside)
                places.append(Place(paragraph=number))
    return "\n".join([line.text for line in lines]), PlaceMap(starts or [0], places or [Place(paragraph=1)])


def source_rows(lines: list[DocxLine]) -> tuple[SourceRow, ...]:
    """Return the rows of tables with where they begin in the text of *lines*."""
    return tuple([line.row._replace(start=at) for at, line in with_starts(lines) if line.row is not None])


def with_starts(lines: list[DocxLine]) -> Iterator[tuple[int, DocxLine]]:
    """Yield each of *lines* with where it begins in the text."""
    at = 0
    for line in lines:
        yield at, line
        at += len(line.text) + 1


def placed_cells(at: int, cells: Iterable[tuple[str, int]]) -> Iterator[tuple[int, str, int]]:
    """Yield where each cell of the row at *at* is written: its offset, text and paragraph."""
    inside = at + 2
    for cell, number in cells:
        yield inside, cell, number
        inside += len(cell) + 3
