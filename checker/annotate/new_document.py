"""A new Word document of a text that did not come from one: a paragraph a line, a table for rows, the usual looks.

It looks as such reports do (:mod:`checker.office.official`).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate, groupby
from typing import Any, NamedTuple

from checker.engine.model import Assessment
from checker.errors import UsageError
from checker.office import xml_tree as trees
from checker.readers.docx.names import T
from checker.readers.docx.parts import Parts
from checker.readers.docx.traced import Origin
from checker.readers.xml import parse
from checker.text.span import Span

MOST_LINES = 20_000
"""Paragraphs and cells of a new document."""
_WIDEST = 20  # columns of a table
_LONGEST_TITLE = 100  # code points of a line that may be one of the title
_ILLEGAL = {code: 0x2400 + code for code in range(0x20) if code not in (0x09, 0x0A, 0x0D)} | {
    0x09: 0x20, 0x0D: 0x20, 0xFFFE: 0xFFFD, 0xFFFF: 0xFFFD, **dict.fromkeys(range(0xD800, 0xE000), 0xFFFD),
}  # fmt: skip
"""What XML cannot hold, and what Word would take for more than a character; each stays one character."""


class _Piece(NamedTuple):
    """Text at an offset that becomes one paragraph."""

    start: int
    text: str


def new_document(assessment: Assessment) -> tuple[bytes, Any]:
    """Return a docx of the text of *assessment*, and what finds the origins of its characters in it.

    :raises UsageError: ``annotate-lines``.
    """
    from checker.office.official import OfficialDocument

    text = assessment.document.text if assessment.document is not None else ""
    blocks = list(_blocks_of(text))
    count = sum(len(row) for block in blocks for row in block)
    if count > MOST_LINES:
        raise UsageError("annotate-lines", count=count, limit=MOST_LINES)
    official = OfficialDocument()
    document = official.document
    title, headings = _titles_and_headings(assessment)
    pieces: list[_Piece] = []
    for block in blocks:
        pieces += [piece for row in block for piece in row if piece.text]
        if len(block) == 1 and len(block[0]) == 1:
            _append_paragraph(document, block[0][0], title, headings)
        else:
            _add_table(document, block)

    def traced(_: Parts, source: bytes) -> tuple[str, list[Origin]]:
        nodes = (number for number, element in enumerate(parse(source).iter()) if element.tag == T)
        return text, [
            Origin(piece.start, piece.start + len(piece.text), node, 0)
            for piece, node in zip(pieces, nodes, strict=True)
        ]

    return official.save(), traced


def _blocks_of(text: str) -> Iterator[list[list[_Piece]]]:
    """Yield lines that hold something, as tables of one cell; rows that follow each other, as one table."""
    lines = text.split("\n")
    starts = accumulate((len(line) + 1 for line in lines), initial=0)
    rows = [_row_of(at, line) for at, line in zip(starts, lines, strict=False)]
    for is_table, block in groupby(rows, key=lambda row: len(row) > 1):
        if is_table:
            yield list(block)
        else:
            yield from ([row] for row in block if row[0].text)


def _row_of(at: int, line: str) -> list[_Piece]:
    """Return the cells of a line that is a row of a table, else the line as the only one."""
    row = line.strip()
    cells = row[1:-1].split("|") if row.startswith("|") and row.endswith("|") else []
    if not 2 <= len(cells) <= _WIDEST:
        return [_stripped_line(at, line)]
    starts = accumulate((len(cell) + 1 for cell in cells), initial=at + line.index("|") + 1)
    return [_stripped_line(start, cell) for start, cell in zip(starts, cells, strict=False)]


def _stripped_line(at: int, text: str) -> _Piece:
    return _Piece(at + len(text) - len(text.lstrip()), text.strip())


def _titles_and_headings(assessment: Assessment) -> tuple[list[Span], set[int]]:
    """Return where the lines of the title stand, and where the headings of the first level begin that stand alone."""
    report = assessment.report
    if report is None:
        return [], set()
    title = [report.original(piece) for piece in report.title.pieces] if report.title is not None else []
    headings = set()
    for section in report.outline.sections:
        if section.level == 1:
            start, end = report.original(section.heading)
            following = report.document.text[end : end + 1]
            if following in ("", "\n"):
                headings.add(start)
    return title, headings


def _append_paragraph(document: Any, piece: _Piece, title: list[Span], headings: set[int]) -> None:
    end = piece.start + len(piece.text)
    is_title = any(start < end and piece.start < stop for start, stop in title) and len(piece.text) <= _LONGEST_TITLE
    style = "Title" if is_title else "Heading 1" if piece.start in headings else "Body Text"
    _write_text(document.add_paragraph(style=style), piece.text)


def _add_table(document: Any, rows: list[list[_Piece]]) -> None:
    from docx.oxml import OxmlElement
    from docx.text.paragraph import Paragraph

    # Cell by cell: the library looks through the whole table for each cell that it is asked for.
    widest = max(len(row) for row in rows)
    table = document.add_table(rows=0, cols=widest, style="Table Grid")
    for row in rows:
        made_row = OxmlElement("w:tr")
        for piece in [*row, *[_Piece(0, "")] * (widest - len(row))]:
            cell, paragraph = OxmlElement("w:tc"), OxmlElement("w:p")
            cell.append(OxmlElement("w:tcPr"))
            cell.append(paragraph)
            made_row.append(cell)
            if piece.text:
                made = Paragraph(paragraph, document)
                made.style = "Table Text"
                _write_text(made, piece.text)
        table._tbl.append(made_row)


def _write_text(paragraph: Any, text: str) -> None:
    """Write *text* in one element, so that offsets in it are those of the text."""
    from docx.oxml import OxmlElement

    element = OxmlElement("w:t")
    element.text = text.translate(_ILLEGAL)
    element.set(trees.SPACE, "preserve")
    paragraph.add_run()._r.append(element)
