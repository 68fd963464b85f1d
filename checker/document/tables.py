"""The tables of a report: cells with their places, as a reader tells of them or as lines of text show them.

A line is a row where strokes (``| a | b |``, those of a drawn box too) or tabs part its cells.  Where a pack speaks of
tables, lines of labels and figures are read as well, as they come from a page that was pasted: one cell a line, or the
cells of a row with blanks between.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from checker.document.model import CellExtent, Document, Place, SourceMap
from checker.records import NamedTuple
from checker.text.fold import Folded
from checker.text.lazy_re import lazy
from checker.text.numerals import ITEM_NUMBER, SECTION_NUMBER
from checker.text.span import Cover, Span, line_end

_LINE = lazy(r"[^\n]+")
_STROKES = "|│┃¦"
_STROKE = lazy(f"[{_STROKES}]")
_RULE = lazy(r"(?=.*[=\-\u2500-\u257f]{3})[ |│┃¦+:=\-\u2500-\u257f]+")
"""A line that only draws: ``+---+---+``, ``|---|---|``."""
_FIGURE = r"[+\-±]?\d[\d,]{0,14}(?:\.\d{1,6})? ?(?:«figures.units»)?"
VALUE = lazy(rf"{_FIGURE}|«figures.nothing»")
"""What a cell holds that is filled in: a figure, or a mark for none."""
_FIGURES_ALONE = lazy(rf"\n *{_FIGURE} *\n *{_FIGURE} *\n|[^\n] {_FIGURE} +{_FIGURE} *\n")
_IN_ONE_LINE = lazy(rf" *(?P<label>[^\n]*?)(?P<values>(?: +(?:{_FIGURE}|«figures.nothing»)){{1,40}}) *")
_NUMBERED = lazy(ITEM_NUMBER)
_TOP = lazy(SECTION_NUMBER)
_LEAST_ROWS = 2
_LONGEST_LINE = 400
_LONGEST_CELL = 70
_MOST_CELLS = 100
_WORD = lazy(r"[^\W_]")


class TableCell(NamedTuple):
    """One cell: where its words stand in the folded text, its first row and column (from 1), how many of each it covers."""

    span: Span
    row: int
    column: int
    rows: int = 1
    columns: int = 1


Cells = tuple[TableCell, ...]


class ReportTable(NamedTuple):
    """One table of a report; its ``rows`` hold each cell in the row in which it begins, ``number`` counts tables from 1.

    ``even`` tells whether cells of one column bear one number, as they do where a reader knows the columns, or where all
    rows have as many cells.
    """

    number: int
    rows: tuple[Cells, ...]
    even: bool

    @property
    def span(self) -> Span:
        """From its first cell to the end of its last."""
        return Span(self.rows[0][0].span.start, self.rows[-1][-1].span.end)


def find_tables(folded: Folded, document: Document, *, pasted: bool) -> tuple[ReportTable, ...]:
    """Return the tables of a document in order; with *pasted* also those whose cells stand in lines of their own."""
    found: list[ReportTable] = []
    if document.rows or "\t" in document.text or any(stroke in folded.text for stroke in _STROKES):
        found = list(_tables_of_strokes(folded, document))
    if pasted and _FIGURES_ALONE.search(folded.text):
        found += _pasted(folded.text, Cover(table.span for table in found))
        found.sort(key=lambda table: table.span)
    return tuple(table._replace(number=number) for number, table in enumerate(found, 1))


def _tables_of_strokes(folded: Folded, document: Document) -> Iterator[ReportTable]:
    """Yield the tables whose rows are lines with strokes or tabs."""
    told = {folded.place_of(row.start): row for row in document.rows}
    rows: list[Cells] = []
    told_of = 0  # the number of the table to which the rows belong, where a reader tells it
    for line in _LINE.finditer(folded.text):
        source = told.get(line.start())
        spans = _spans(folded, document, Span(*line.span()))
        if source is not None and len(spans) == len(source.cells):
            if rows and source.table != told_of:
                yield from _table_of(rows, even=bool(told_of))
                rows = []
            told_of = source.table
            rows.append(_placed(spans, source.row, source.cells))
        elif rows and not told_of and (not line[0].strip() or _RULE.fullmatch(line[0])):
            continue
        else:
            if rows and (told_of or not spans):
                yield from _table_of(rows, even=bool(told_of))
                rows = []
            told_of = 0
            if spans:
                rows.append(tuple(TableCell(span, len(rows) + 1, at) for at, span in enumerate(spans, 1)))
    yield from _table_of(rows, even=bool(told_of))


def _placed(spans: Sequence[Span], row: int, extents: Sequence[CellExtent]) -> Cells:
    """Return the cells of a row where a reader has found them; what a merged cell covers below its first row is none."""
    return tuple(
        TableCell(span, row, one.column, one.rows, one.columns)
        for span, one in zip(spans, extents, strict=True)
        if one.rows
    )


def _table_of(rows: list[Cells], *, even: bool) -> Iterator[ReportTable]:
    """Yield the table that rows make, if they make one: two at least, or what a reader says is one."""
    rows = [row for row in rows if row]
    widths = {len(row) for row in rows if len(row) > 1}
    if rows and (even or (len(rows) > 1 and widths)):
        if not even and len(widths) == 1:
            even, width = True, widths.pop()
            rows = [row if len(row) > 1 else (row[0]._replace(columns=width),) for row in rows]
        yield ReportTable(0, tuple(rows), even)


def _spans(folded: Folded, document: Document, line: Span) -> list[Span]:
    """Return the cells of a line, blanks around their words left out; none where it is no row."""
    text = folded.text
    start, end = _span_of_words(text, *line)
    if start == end:
        return []
    if text[start] in _STROKES:
        strokes = [match.start() for match in _STROKE.finditer(text, start, end)]
        if strokes[-1] != end - 1:
            strokes.append(end)
        bounds = [(one + 1, other) for one, other in pairwise(strokes)]
    else:
        first, last = folded.origin(line.start), folded.origin_end(line.end)
        original = document.text
        tabs = [at for at in range(first, last) if original[at] == "\t"] if "\t" in original[first:last] else []
        starts = [line.start, *(folded.place_of(at + 1) for at in tabs)]
        bounds = list(zip(starts, [*map(folded.place_of, tabs), line.end], strict=True)) if tabs else []
    return [_span_of_words(text, *one) for one in bounds][:_MOST_CELLS]


def _span_of_words(text: str, start: int, end: int) -> Span:
    while start < end and text[start] == " ":
        start += 1
    while start < end and text[end - 1] == " ":
        end -= 1
    return Span(start, end)


def _pasted(text: str, taken: Cover) -> Iterator[ReportTable]:
    """Yield the tables whose cells stand in lines of their own: labels, then as many figures as there are columns."""
    run = _PastedRows(text)
    for line in _LINE.finditer(text):
        span = _span_of_words(text, *line.span())
        if span.start == span.end:
            continue
        if taken.meets(*span) or not run.take_line(span):
            yield from run.tables()
            run = _PastedRows(text)
    yield from run.tables()


class _PastedRows:
    """Rows that are put together from lines of labels and figures."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._labels: list[Span] = []
        self._values: list[Span] = []
        self._rows: list[Cells] = []
        self._counts: list[int] = []
        self._done: list[ReportTable] = []

    def take_line(self, line: Span) -> bool:
        """Take a line in; return whether it can belong to such a table."""
        text = self._text
        if line.end - line.start > _LONGEST_LINE:
            return False
        if VALUE.fullmatch(text, *line):
            self._values.append(line)
            return True
        inline = _IN_ONE_LINE.fullmatch(text, *line)
        if inline is None and (line.end - line.start > _LONGEST_CELL or "。" in text[line.start : line.end]):
            return False
        if self._values:
            self._end_row()
        if inline is None:
            self._labels = [*self._labels[-_MOST_CELLS:], line]
            return True
        self._labels += _labels(text, *_span_of_words(text, *inline.span("label")))
        self._values = list(_words_between(text, *inline.span("values")))
        self._end_row()
        return True

    def tables(self) -> list[ReportTable]:
        """Return the tables of all lines so far."""
        if self._values:
            self._end_row()
        self._end_table()
        return self._done

    def _end_table(self) -> None:
        if sum(self._counts) > 1:
            self._done.append(ReportTable(0, tuple(self._rows), even=False))
        self._rows, self._counts = [], []

    def _end_row(self) -> None:
        """Write the row of the figures so far: before it a row of heads, and the numbered labels that it belongs to.

        A heading above the heads, or one that another of its level follows, is that of a section: a new table begins.
        """
        labels, values = self._labels, self._values
        self._labels, self._values = [], []
        first = len(labels) - 1
        while first > 0 and _NUMBERED.match(self._text, labels[first - 1].start):
            first -= 1
        tops = [number for number, label in enumerate(labels) if _TOP.match(self._text, label.start)]
        if len(tops) > 1 or (tops and first > tops[0]):
            self._end_table()
            start = tops[-2] + 1 if len(tops) > 1 else tops[0] + 1
            labels, first = labels[start:], max(first - start, 0)
        self._put_row([word for head in labels[: max(first, 0)] for word in _words_between(self._text, *head)], 2)
        for above in labels[max(first, 0) : -1]:
            self._put_row([above], 1)
        self._put_row([*labels[-1:], *values], 2 - len(labels[-1:]))
        self._counts.append(len(values))

    def _put_row(self, spans: Sequence[Span], column: int) -> None:
        if spans:
            row = len(self._rows) + 1
            self._rows.append(tuple(TableCell(span, row, at) for at, span in enumerate(spans, column)))


def _labels(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the labels between two offsets: what is numbered behind a blank is one of its own."""
    words = list(_words_between(text, start, end))
    firsts = [number for number, word in enumerate(words) if number == 0 or _NUMBERED.match(text, word.start)]
    for first, last in pairwise([*firsts, len(words)]):
        yield Span(words[first].start, words[last - 1].end)


def _words_between(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the words between blanks between two offsets."""
    for piece in lazy(r"[^ ]+").finditer(text, start, end):
        yield Span(*piece.span())


def end_of_figures(text: str, tables: Iterable[ReportTable]) -> int:
    """Return where the line of the last row of the last table of figures ends; 0 where there is none.

    A table of figures has two rows with one at least, and no more rows without.
    """
    end = 0
    for table in tables:
        filled = [any(VALUE.fullmatch(text, *cell.span) for cell in row[1:]) for row in table.rows]
        if max(_LEAST_ROWS, len(filled) - sum(filled)) <= sum(filled):
            end = line_end(text, table.span.end)
    return end


def row_labels(text: str, tables: Iterable[ReportTable]) -> Iterator[Span]:
    """Yield the labels of rows of figures or of three cells and more, and of pasted tables those of the rows above them.

    Two words with a tab between may be the number and the words of a heading.
    """
    for table in tables:
        for row in table.rows:
            if row[0].column == 1 and (
                any(VALUE.fullmatch(text, *cell.span) for cell in row[1:])
                or len(row) > _LEAST_ROWS
                or (len(row) == 1 and not table.even)
            ):
                yield row[0].span


class TablePlaces(SourceMap):
    """The places of a source, with the table, row and cell of what stands in one."""

    __slots__ = ("_begins", "_cells", "_source")

    def __init__(self, source: SourceMap, cells: Iterable[tuple[Span, tuple[int, int, int]]]) -> None:
        super().__init__("")
        self._source = source
        self._cells = sorted(cells)
        self._begins = [span.start for span, _ in self._cells]

    def place(self, offset: int) -> Place:
        """Return where the character at *offset* stands."""
        found = self._source.place(offset)
        at = bisect_right(self._begins, offset) - 1
        if at < 0 or offset >= max(self._cells[at][0].end, self._cells[at][0].start + 1):
            return found
        table, row, cell = self._cells[at][1]
        return found._replace(table=table, row=row, cell=cell)


class Grid(NamedTuple):
    """Rows of a table between two offsets: the cells of its first row where these are labels (else none), and the others.

    ``merged`` are the numbers of those rows, that of labels counted, in which a cell covers several columns.
    """

    labels: tuple[Span, ...]
    rows: tuple[tuple[Span, ...], ...]
    merged: frozenset[int] = frozenset()

    def span_of(self, row: tuple[Span, ...]) -> Span:
        """Return the span from the first cell of a row to the end of its last."""
        return Span(row[0].start, row[-1].end)


_DIGIT = lazy(r"\d")
_LONGEST_LABEL = 12


def grids_within(
    text: str, tables: Iterable[ReportTable], start: int, end: int, *, by_column: bool = False
) -> list[Grid]:
    """Return what stands of *tables* between two offsets: rows of two cells and more with words, two such rows at least.

    A row of one cell ends a table and begins another.  With *by_column*, where a reader knows the columns, each row has a
    cell for each of them: what a merged cell covers beside its own is blank.
    """
    found: list[Grid] = []
    for table in tables:
        rows: list[Cells] = []
        width = max(cell.column + cell.columns - 1 for row in table.rows for cell in row)
        placed = by_column and table.even and width <= _MOST_CELLS
        for row in (*table.rows, ()):
            if len(row) > 1 and start <= row[0].span.start and row[-1].span.end <= end:
                if _WORD.search(text, row[0].span.start, row[-1].span.end):
                    rows.append(row)
                continue
            if len(rows) > 1:
                found.append(_grid(text, rows, width if placed else 0))
            rows = []
    return found


def _grid(text: str, cells: list[Cells], width: int) -> Grid:
    rows = [_in_columns(row, width) if width else tuple([cell.span for cell in row]) for row in cells]
    labelled = all(cell.end - cell.start <= _LONGEST_LABEL and _DIGIT.search(text, *cell) is None for cell in rows[0])
    merged = frozenset(at for at, row in enumerate(cells) if any(cell.columns > 1 for cell in row)) if width else ()
    return Grid(rows[0] if labelled else (), tuple(rows[1:] if labelled else rows), frozenset(merged))


def _in_columns(row: Cells, width: int) -> tuple[Span, ...]:
    """Return a span for each of *width* columns, one without words where no cell of *row* begins."""
    spans: list[Span] = []
    for cell in row:
        blank = spans[-1].end if spans else cell.span.start
        spans += [Span(blank, blank)] * (cell.column - 1 - len(spans))
        spans.append(cell.span)
    end = spans[-1].end
    return (*spans, *[Span(end, end)] * (width - len(spans)))
