"""Tables of official documents (GB/T 9704-2012, 8): lines all round, a head that each page repeats, rows kept whole.

A table is written as XML in one go: the library takes seconds for one of some thousand cells.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple
from xml.sax.saxutils import escape

from checker.presentation.escape import xml_text

if TYPE_CHECKING:
    from docx.document import Document

_SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TWIPS = 1440 / 25.4  # a millimetre
_WHOLE, _NARROW, _FEW = 156.0, 14.0, 9
"""Millimetres that a line takes, and a column of figures where there are no more than a few."""
_HEAD, _TEXT = ('<w:pStyle w:val="TableHead"/>', '<w:pStyle w:val="TableText"/>')
_SHADE = '<w:shd w:val="clear" w:color="auto" w:fill="E7E6E6"/>'


class Column(NamedTuple):
    """A column: its heading, its width in millimetres, whether its cells are centred."""

    title: str
    width: float
    centred: bool = False


class Row(NamedTuple):
    """A row: its cells, as many as there are columns, or a single one that stands above the rows that follow.

    A line end in a cell begins a new paragraph.  ``strong`` cells, by their numbers, are bold.
    """

    cells: tuple[str, ...]
    strong: tuple[int, ...] = ()


def insert_table(document: Document, columns: Sequence[Column], rows: Sequence[Row]) -> None:
    """Put a table at the end of *document*; its styles are those of the official layout."""
    from docx.oxml.parser import parse_xml

    widths = [round(column.width * _TWIPS) for column in columns]
    pieces = [
        f'<w:tbl {_SPACE}><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        '<w:jc w:val="center"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>',
        *(f'<w:gridCol w:w="{width}"/>' for width in widths),
        "</w:tblGrid>",
        _head(columns, widths),
        *(_row(row, columns, widths, last=number == len(rows)) for number, row in enumerate(rows, 1)),
        "</w:tbl>",
    ]
    document.element.body.sectPr.addprevious(parse_xml("".join(pieces)))


def insert_form(document: Document, rows: Sequence[tuple[str, ...]]) -> None:
    """Put a table to be filled in at the end of *document*: the first column takes what the narrow ones leave."""
    from docx.oxml.parser import parse_xml

    count = max(map(len, rows))
    narrow = _NARROW if count <= _FEW else _WHOLE / count
    widths = [round(width * _TWIPS) for width in (_WHOLE - narrow * (count - 1), *[narrow] * (count - 1))]
    pieces = [
        f'<w:tbl {_SPACE}><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        '<w:jc w:val="center"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>',
        *(f'<w:gridCol w:w="{width}"/>' for width in widths),
        "</w:tblGrid>",
    ]
    for row in rows:
        pieces.append("<w:tr><w:trPr><w:cantSplit/></w:trPr>")
        for number, text in enumerate(row):
            last = number == len(row) - 1
            width = sum(widths[number:]) if last else widths[number]
            span = f'<w:gridSpan w:val="{count - number}"/>' if last and count - number > 1 else ""
            pieces.append(_cell([text], width, _TEXT, cell=span))
        pieces.append("</w:tr>")
    document.element.body.sectPr.addprevious(parse_xml("".join([*pieces, "</w:tbl>"])))


def _head(columns: Sequence[Column], widths: Sequence[int]) -> str:
    cells = [_cell([column.title], width, _HEAD) for column, width in zip(columns, widths, strict=True)]
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{''.join(cells)}</w:tr>"


def _row(row: Row, columns: Sequence[Column], widths: Sequence[int], *, last: bool) -> str:
    """Return a row; the *last* one stays with what follows the table, so that no signature stands alone on a page."""
    if len(row.cells) == 1:
        spans = f'<w:gridSpan w:val="{len(widths)}"/>{_SHADE}'
        cell = _cell(row.cells, sum(widths), f"{_HEAD}<w:keepNext/>", cell=spans)  # it stands above what follows
        return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cell}</w:tr>"
    cells = [
        _cell(
            text.split("\n"),
            width,
            _TEXT + ("<w:keepNext/>" if last else "") + ('<w:jc w:val="center"/>' if column.centred else ""),
            run="<w:b/>" if number in row.strong else "",
        )
        for number, (text, column, width) in enumerate(zip(row.cells, columns, widths, strict=True))
    ]
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>"


def _cell(lines: Sequence[str], width: int, paragraph: str, *, run: str = "", cell: str = "") -> str:
    """Return a cell with a paragraph a line; *paragraph*, *run* and *cell* are the properties of each."""
    weight = f"<w:rPr>{run}</w:rPr>" if run else ""
    paragraphs = [
        f'<w:p><w:pPr>{paragraph}</w:pPr><w:r>{weight}<w:t xml:space="preserve">{escape(xml_text(line))}</w:t></w:r></w:p>'
        for line in lines
    ]
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{cell}<w:vAlign w:val="center"/></w:tcPr>'
        f"{''.join(paragraphs)}</w:tc>"
    )
