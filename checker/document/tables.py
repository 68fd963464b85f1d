"""Tables inside a report: lines of cells between strokes, or pasted ones with tabs between them."""

from __future__ import annotations

from itertools import pairwise

from checker.document.report import Report
from checker.document.sentences import has_words, paragraphs
from checker.records import NamedTuple
from checker.text.lazy_re import lazy
from checker.text.span import Span

_STROKE = lazy(r"\|")
_TAB = lazy(r"\t")
_DIGIT = lazy(r"\d")
_LONGEST_LABEL = 12
Row = tuple[Span, ...]


class Grid(NamedTuple):
    """A table: the cells of its first row where these are labels (else none), and of the others."""

    labels: Row
    rows: tuple[Row, ...]

    def span_of(self, row: Row) -> Span:
        """From the first cell of a row to the end of its last."""
        return Span(row[0].start, row[-1].end)


def grids_within(report: Report, start: int, end: int) -> list[Grid]:
    """The tables between two offsets, of two rows and more, in order."""
    found: list[Grid] = []
    rows: list[Row] = []
    before = start
    for line in paragraphs(report.text, start, end):
        cells = _cells(report, line)
        if rows and (not cells or report.text[before : line.start].strip()):
            found += _grid(report, rows)
            rows = []
        if cells:
            rows.append(cells)
        before = line.end
    return [*found, *_grid(report, rows)]


def _grid(report: Report, rows: list[Row]) -> list[Grid]:
    if len(rows) < 2:
        return []
    labelled = all(_is_label(report.text, cell) for cell in rows[0])
    return [Grid(rows[0] if labelled else (), tuple(rows[1:] if labelled else rows))]


def _is_label(text: str, cell: Span) -> bool:
    return cell.end - cell.start <= _LONGEST_LABEL and _DIGIT.search(text, *cell) is None


def _cells(report: Report, line: Span) -> Row:
    """The cells of a line; none where it is no row."""
    text = report.text
    start, end = line
    while text[end - 1] == " ":
        end -= 1
    if text[start] == "|" and text[end - 1] == "|":
        edges = [match.start() for match in _STROKE.finditer(text, start, end)]
    elif report.folded.keeps_offsets and "\t" in report.document.text[start:end]:
        edges = [start - 1, *(match.start() for match in _TAB.finditer(report.document.text, start, end)), end]
    else:
        return ()
    cells = [_stripped(text, first + 1, last) for first, last in pairwise(edges)]
    return tuple(cells) if len(cells) > 1 and any(has_words(text, *cell) for cell in cells) else ()


def _stripped(text: str, start: int, end: int) -> Span:
    while start < end and text[start] == " ":
        start += 1
    while start < end and text[end - 1] == " ":
        end -= 1
    return Span(start, end)
