"""Documents in the layout of GB/T 9704-2012 (党政机关公文格式), as files of Word.

Paper, margins, grid, faces and the number of the page are in ``template/``, one file of XML a part; here is what goes
into them.  Lengths across a page are counted in characters of size 3 (3号字, 16 points), 28 of which fill a line; a digit
or a Latin letter is half of one.  Texts are untrusted: what XML cannot hold is left out.
"""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from xml.sax.saxutils import escape

from checker.errors import library
from checker.office.files import NO_DAY, packed, steady
from checker.presentation.escape import one_line, xml_text
from checker.readers.own_results import MARK
from checker.text.width import width

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph


LEVELS = 4
"""Levels of headings: 一、 （一） 1. （1）, in 黑体, 楷体, 仿宋 and 仿宋."""
LINE = 28
"""Characters of a line."""
LINES = 22
"""Lines of a page."""
TITLE_LINE = 19
"""Characters of size 2 (2号字) that a line of a title holds without touching both edges."""

_TEMPLATE = Path(__file__).with_name("template")
_PARTS = {
    "[Content_Types].xml": "content-types.xml",
    "_rels/.rels": "package-rels.xml",
    "word/document.xml": "document.xml",
    "word/_rels/document.xml.rels": "document-rels.xml",
    "word/styles.xml": "styles.xml",
    "word/settings.xml": "settings.xml",
    "word/fontTable.xml": "fonts.xml",
    "word/footer1.xml": "footer1.xml",
    "word/footer2.xml": "footer2.xml",
}
_LANDSCAPE = {"top_margin": 22, "bottom_margin": 22, "left_margin": 20, "right_margin": 20, "footer_distance": 12}
_MILLIMETRE = 36000  # units of the library
_TITLE_CHARACTER = 22 / 16  # characters of size 3
_DATE = 7.0  # characters of 2026年12月31日
_CHARACTER = 316  # twentieths of a point: a character of the grid
_STEPS = 100  # hundredths of a character, Word's unit for indents


class OfficialDocument:
    """One document, written from its title to its signature; *subject* names it in the properties of the file.

    *landscape* turns the page for wide tables (8); such pages have no grid.  A *result* of ours is never judged as a report.

    :raises UsageError: ``extra-missing``.
    """

    def __init__(self, subject: str = "", *, landscape: bool = False, result: bool = False) -> None:
        self._document = _blank_document()
        if landscape:
            self._turn()
        properties = self._document.core_properties
        properties.title = one_line(subject)[:255]  # no more is allowed by the library, nor by Word
        properties.author = properties.last_modified_by = properties.comments = ""
        properties.keywords = MARK if result else ""
        properties.created = properties.modified = NO_DAY
        properties.revision = 1

    @property
    def document(self) -> Document:
        """Return the document as python-docx knows it, for what is no part of this layout."""
        return self._document

    def add_title(self, *lines: str, new_page: bool = False) -> None:
        """Add the title (小标宋, size 2, centred), broken between *lines*, and a blank line below.

        One that is too long for a line runs on below in a narrower measure, lest a character or two stand there alone.
        """
        paragraph = self._add_lines("Title", lines)
        if new_page:
            paragraph.paragraph_format.page_break_before = True
        widest = max((width(line) / 2 for line in lines), default=0)
        if widest > TITLE_LINE:
            needed = widest / math.ceil(widest / TITLE_LINE) + 1
            needed = max([needed, *(width(line) / 2 + 2 for line in lines if width(line) / 2 <= TITLE_LINE)])
            margin = max(0.0, LINE - needed * _TITLE_CHARACTER) / 2
            _indent(paragraph, left=margin, right=margin)
        self._add_lines("Normal", [""])

    def add_addressee(self, text: str) -> None:
        """Add the body that the document goes to, against the left edge and with a colon at its end."""
        self._add_lines("Normal", [one_line(text).rstrip("：:") + "："])

    def add_heading(self, text: str, level: int = 1) -> None:
        """Add a heading of its own line, its number included (``一、工作情况``); *level* from 1 to :data:`LEVELS`."""
        self._add_lines(f"Heading {min(max(level, 1), LEVELS)}", [text])

    def add_paragraph(self, text: str) -> None:
        """Add a paragraph of the body; a line end in *text* begins a new one."""
        for line in xml_text(text).split("\n"):
            if line.strip():
                self._add_lines("Body Text", [line])

    def add_note(self, text: str) -> None:
        """Add a line above or below a table, in smaller type."""
        self._add_lines("Table Note", [text])

    def add_table(self, columns: Sequence[Column], rows: Sequence[Row]) -> None:
        """Add a table with lines, its head repeated on each page."""
        widths = [round(column.width * _TWIPS) for column in columns]
        heads = [_cell_xml([column.title], width, _HEAD) for column, width in zip(columns, widths, strict=True)]
        head = f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{''.join(heads)}</w:tr>"
        body = [_row_xml(row, columns, widths, last=number == len(rows)) for number, row in enumerate(rows, 1)]
        self._add_xml_table(widths, [head, *body])

    def add_form(self, rows: Sequence[tuple[str, ...]]) -> None:
        """Add a table to be filled in, without a head of its own.

        The first column takes what the narrow ones leave, the last cell of a short row what is left.
        """
        count = max(map(len, rows))
        narrow = _NARROW if count <= _FEW else _WHOLE / count
        widths = [round(width * _TWIPS) for width in (_WHOLE - narrow * (count - 1), *[narrow] * (count - 1))]
        made = []
        for row in rows:
            *cells, last = (_cell_xml([text], width, _TEXT) for text, width in zip(row, widths, strict=False))
            left = count - len(row) + 1
            if left > 1:
                spans = f'<w:gridSpan w:val="{left}"/>'
                last = _cell_xml(row[-1:], sum(widths[-left:]), _TEXT, cell=spans)
            made.append(f"{_ROW}{''.join(cells)}{last}</w:tr>")
        self._add_xml_table(widths, made)

    def add_signature(self, unit: str, date: str) -> None:
        """Add the unit and the day at the end (7.3.5.2, without a seal), a blank line above.

        The shorter of both stands two characters from the right edge or more, so that the day begins two characters
        right of the unit.  They stay on one page with the end of the text.  What takes more room than a date does (a note
        that it is to be filled in) is placed like one.
        """
        unit, date = one_line(unit), one_line(date)
        self._keep_last()
        self._add_lines("Normal", [""])
        self._keep_last()
        unit_width, date_width = width(unit) / 2, min(width(date) / 2, _DATE)
        right_of_date = max(2.0, unit_width - date_width)
        right_of_unit = max(2.0, date_width + 4 - unit_width)
        if max(unit_width + right_of_unit, date_width + right_of_date) > LINE:
            right_of_unit = right_of_date = 2.0
        _indent(self._add_lines("Signature", [unit]), right=right_of_unit)
        self._keep_last()
        _indent(self._add_lines("Signature", [date]), right=right_of_date)

    def _add_xml_table(self, widths: Sequence[int], rows: Sequence[str]) -> None:
        """Add a table of *rows* in XML: the library looks through the whole table for each cell that it adds."""
        from docx.oxml.parser import parse_xml

        pieces = [
            f'<w:tbl {_SPACE}><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
            '<w:jc w:val="center"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>',
            *(f'<w:gridCol w:w="{width}"/>' for width in widths),
            "</w:tblGrid>",
            *rows,
            "</w:tbl>",
        ]
        self._document.element.body.sectPr.addprevious(parse_xml("".join(pieces)))

    def _keep_last(self) -> None:
        """Keep the last paragraph on the page of the next one."""
        for paragraph in self._document.paragraphs[-1:]:
            paragraph.paragraph_format.keep_with_next = True

    def save(self) -> bytes:
        """Return the file: the same calls give the same bytes."""
        out = io.BytesIO()
        self._document.save(out)
        return steady(out.getvalue())

    def _turn(self) -> None:
        from docx.enum.section import WD_ORIENT
        from docx.oxml.ns import qn

        (section,) = self._document.sections
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
        for side, length in _LANDSCAPE.items():
            setattr(section, side, length * _MILLIMETRE)
        grid = section._sectPr.find(qn("w:docGrid"))
        if grid is not None:
            section._sectPr.remove(grid)

    def _add_lines(self, style: str, lines: Sequence[str]) -> Paragraph:
        """Return a paragraph of *lines*, broken between them."""
        paragraph = self._document.add_paragraph(style=style)
        for number, line in enumerate(lines):
            run = paragraph.add_run(one_line(line))
            if number + 1 < len(lines):
                run.add_break()
        return paragraph


def title_lines(unit: str, rest: str) -> list[str]:
    """Return a title that begins with the name of a unit, on one line where it fits, else broken behind the name."""
    unit, rest = one_line(unit), one_line(rest)
    return [unit + rest] if width(unit + rest) / 2 <= TITLE_LINE else [unit, rest]


def _blank_document() -> Document:
    """Return a document without a word in it, of the parts of ``template/``."""
    parts = {name: (_TEMPLATE / file).read_bytes() for name, file in _PARTS.items()}
    document: Document = library("docx").Document(io.BytesIO(packed(parts)))
    return document


def _indent(paragraph: Paragraph, *, left: float = 0, right: float) -> None:
    """Indent a paragraph in characters, and in lengths for programs that do not know that unit."""
    from docx.oxml.ns import qn

    indent = paragraph._p.get_or_add_pPr().get_or_add_ind()  # the library has lengths only
    for name, count in (("left", left), ("right", right)):
        if count:
            indent.set(qn(f"w:{name}Chars"), str(round(count * _STEPS)))
            indent.set(qn(f"w:{name}"), str(round(count * _CHARACTER)))


_SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TWIPS = 1440 / 25.4  # a millimetre
_WHOLE, _NARROW, _FEW = 156.0, 14.0, 9
"""Millimetres that a line takes, and a column of figures where there are no more than a few."""
_HEAD, _TEXT = ('<w:pStyle w:val="TableHead"/>', '<w:pStyle w:val="TableText"/>')
_ROW = "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
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


def _row_xml(row: Row, columns: Sequence[Column], widths: Sequence[int], *, last: bool) -> str:
    """Return a row; the *last* one stays with what follows the table, so that no signature stands alone on a page."""
    if len(row.cells) == 1:
        spans = f'<w:gridSpan w:val="{len(widths)}"/>{_SHADE}'
        cell = _cell_xml(row.cells, sum(widths), f"{_HEAD}<w:keepNext/>", cell=spans)  # it stands above what follows
        return f"{_ROW}{cell}</w:tr>"
    cells = [
        _cell_xml(
            text.split("\n"),
            width,
            _TEXT + ("<w:keepNext/>" if last else "") + ('<w:jc w:val="center"/>' if column.centred else ""),
            run="<w:b/>" if number in row.strong else "",
        )
        for number, (text, column, width) in enumerate(zip(row.cells, columns, widths, strict=True))
    ]
    return f"{_ROW}{''.join(cells)}</w:tr>"


def _cell_xml(lines: Sequence[str], width: int, paragraph: str, *, run: str = "", cell: str = "") -> str:
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
