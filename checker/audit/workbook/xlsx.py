"""One file of a spreadsheet program: its formats, its sheets, and text that no program takes for anything but text."""

from __future__ import annotations

import string
from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from io import StringIO
from typing import TYPE_CHECKING, Any, NamedTuple

from checker.audit.model import Overview
from checker.errors import library
from checker.i18n import say
from checker.office.files import NO_DAY
from checker.presentation.escape import is_formula, workbook_cell

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

ROWS = 1_048_576
"""Rows of a sheet; so the format has it."""
LONGEST = 4_000
"""UTF-16 units of a cell.  The format takes 32,767, but programs crawl where many are that long, and no row shows it."""

_KEPT = 4096  # cells that are made once; what is longer than so many characters seldom comes again
_COMES_ONCE = 300
_LETTERS = string.ascii_uppercase  # columns of a list
_NAME = 31  # characters of a sheet's name
_HEAD = 60  # characters of the title in the head of a page

INK, PAPER, LINE, QUIET = "#1F2A33", "#FFFFFF", "#C9D2D9", "#5B6770"
ACCENT, BAND = "#1F4E5F", "#EAF1F3"
COLOURS = {
    "pass": ("#E3F1E5", "#1B5E2B"),
    "partial": ("#FFF0CC", "#7A4B00"),
    "fail": ("#FADEDB", "#9B1C12"),
    "skip": ("#F0F1F2", "#5B6770"),
    "excellent": ("#E3F1E5", "#1B5E2B"),
    "good": ("#E4EEF8", "#1D4B7A"),
    "passing": ("#FFF0CC", "#7A4B00"),
    "failing": ("#FADEDB", "#9B1C12"),
    "error": ("#FADEDB", "#9B1C12"),
    "warning": ("#FFF0CC", "#7A4B00"),
    "advice": ("#E4EEF8", "#1D4B7A"),
}
"""Ground and ink of a word that stands in a cell; the word itself is always there too."""
SOLID = {"excellent": "#2E7D4F", "good": "#3A76B0", "passing": "#D9962B", "failing": "#C0453A"}
SOLID |= {"pass": SOLID["excellent"], "partial": SOLID["passing"], "fail": SOLID["failing"], "skip": "#A8B1B8"}
"""The same for charts."""

FONT = {"zh": "等线", "en": "Calibri"}


class Style(NamedTuple):
    """What a cell looks like."""

    number: str | None = None
    align: str = "left"
    wrap: bool = True


STYLES = {
    "text": Style(),
    "center": Style(align="center"),
    "symbol": Style(align="center", wrap=False),
    "int": Style("#,##0", "right", wrap=False),
    "points": Style("0.0", "right", wrap=False),
    "change": Style("▲0.0;▼0.0;", "right", wrap=False),
    "percent": Style("0%", "right", wrap=False),
    "date": Style("yyyy-mm-dd", "center", wrap=False),
}


class Book:
    """The workbook being written; *rows* bounds a sheet, by the format itself unless a test asks for less.

    :raises UsageError: ``extra-missing``.
    """

    def __init__(self, path: str, lang: str, overview: Overview, scratch: str, *, rows: int = ROWS) -> None:
        options = {
            "constant_memory": True,
            "tmpdir": scratch,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        self.file: Workbook = library("xlsxwriter").Workbook(path, options)
        self.file.set_properties({"title": cell(overview.title)[:250], "created": _moment(overview.made)})
        self.lang = lang
        self.title = cell(overview.title)
        self.rows = rows
        self._formats: dict[str | tuple[Any, ...], Format] = {}
        self._names: set[str] = set()
        self._kept_cell = lru_cache(_KEPT)(self._made_cell)
        self._workshop: Worksheet = self.file.worksheet_class()
        self._workshop.constant_memory = True

    def say(self, key: str, **values: Any) -> str:
        """Return the message *key* of this area."""
        return say(f"audit.{key}", self.lang, **values)

    def sheet(self, name: str) -> Worksheet:
        """Return a new sheet after the others; set up for A4 across, each page with its title and number."""
        sheet = self.file.add_worksheet(self.free_name(name))
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.set_margins(left=0.4, right=0.4, top=0.75, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        head = self.title[:_HEAD].replace("&", "&&")
        # a digit behind the size would belong to it, hence the blanks
        sheet.set_header(f"&L&9 {head}&R&9 &A")
        sheet.set_footer("&C&9 " + self.say("page-of", page="&P", pages="&N"))
        return sheet

    def free_name(self, name: str) -> str:
        """Return *name* as a sheet may be called, and as none of this book is yet."""
        plain = "".join(" " if char in "[]:*?/\\" else char for char in cell(name)).strip(" '")[:_NAME] or "-"
        found, number = plain, 2
        while found.lower() in self._names:
            tail = f" ({number})"
            found, number = plain[: _NAME - len(tail)] + tail, number + 1
        self._names.add(found.lower())
        return found

    def format(self, style: str = "text", **more: Any) -> Format:
        """Return the format of a cell in one of :data:`STYLES`, with *more* of what xlsxwriter knows; each is made once."""
        key = (style, *sorted(more.items())) if more else style
        if key not in self._formats:
            number, align, wrap = STYLES[style]
            base = {"font_name": FONT[self.lang], "font_size": 10, "font_color": INK, "valign": "top", "align": align}
            base |= {"text_wrap": wrap, "border": 1, "border_color": LINE}
            if number is not None:
                base["num_format"] = number
            if align == "right":
                base["indent"] = 1  # or a number touches the text of the next column
            self._formats[key] = self.file.add_format(base | more)
        return self._formats[key]

    def plain(self, **more: Any) -> Format:
        """Return a format without lines around it."""
        return self.format("text", **({"border": 0, "text_wrap": False, "valign": "vcenter"} | more))

    def head(self, **more: Any) -> Format:
        """Return the format of a heading."""
        look = {"bold": True, "bg_color": ACCENT, "font_color": PAPER, "border_color": PAPER, "valign": "vcenter"}
        return self.format("center", **(look | more))

    def write_cell(self, sheet: Worksheet, row: int, column: int, value: Any, style: str = "text", **more: Any) -> None:
        """Write one cell: a text, a number, a date as ``YYYY-MM-DD``, or nothing."""
        if value is None or value == "":
            sheet.write_blank(row, column, None, self.format(style, **more))
        elif isinstance(value, (int, float)):
            sheet.write_number(row, column, value, self.format(style, **more))
        elif style == "date" and (day := _spreadsheet_day(value)) is not None:
            sheet.write_datetime(row, column, day, self.format(style, **more))
        else:
            text = cell(str(value))
            if is_formula(text):
                more["quote_prefix"] = True  # or a click into the cell and Enter would make a formula of it
            sheet.write_string(row, column, text, self.format("text" if style == "date" else style, **more))

    def write_row(self, sheet: Worksheet, row: int, height: float, cells: Iterable[tuple[Any, str]]) -> None:
        """Write values, each with its style, as the next *row* of *sheet*, which is *height* points high.

        Each cell is made by xlsxwriter when it first comes, and only given its place when it comes again: in a long list most do,
        and to make one takes ten times as long.
        """
        pixels = int(height * 4 / 3 + 0.5)
        pieces = [f'<row r="{row + 1}" ht="{pixels * 0.75:.16g}" customHeight="1">']
        for letters, (value, style) in zip(_LETTERS, cells, strict=False):
            make = self._made_cell if isinstance(value, str) and len(value) > _COMES_ONCE else self._kept_cell
            pieces.append(f'<c r="{letters}{row + 1}"{make(value, style)}')
        for end in (0, len(pieces) - 2):
            sheet._check_dimensions(row, end)
        sheet._write_single_row(row + 1)  # those above it
        sheet.fh.write("".join(pieces) + "</row>")

    def _made_cell(self, value: Any, style: str) -> str:
        """Return what xlsxwriter makes of one cell, without its place: attributes and content."""
        sheet = self._workshop
        sheet.fh = StringIO()
        self.write_cell(sheet, 0, 0, value, style)
        sheet._write_cell(0, 0, sheet.table[0].pop(0))
        made: str = sheet.fh.getvalue()
        return made.removeprefix('<c r="A1"')

    def link(self, sheet: Worksheet, row: int, column: int, goal: tuple[str, int], value: Any, **more: Any) -> None:
        """Write a cell that leads to the row *goal* (the name of a sheet, and the row from 0)."""
        name, line = goal
        look: dict[str, Any] = {"style": "text", "font_color": "#0B5394", "underline": 1} | more
        quoted = name.replace("'", "''")
        sheet.write_url(row, column, f"internal:'{quoted}'!A{line + 1}", self.format(**look), string=" ")
        self.write_cell(sheet, row, column, value, **look)

    def close(self) -> None:
        """Write the file.  :raises OSError: where it cannot be written."""
        from xlsxwriter.exceptions import FileCreateError

        try:
            self.file.close()
        except FileCreateError as error:
            raise OSError(str(error.args[0])) from None


def cell(text: str) -> str:
    """Return *text* as a cell of this workbook holds it."""
    return workbook_cell(text, LONGEST)


def _spreadsheet_day(text: Any) -> datetime | None:
    """Return the day, where a spreadsheet can count it."""
    try:
        found = date.fromisoformat(str(text)[:10])
    except ValueError:
        return None
    return datetime(found.year, found.month, found.day) if found.year >= 1900 else None


def _moment(made: str) -> datetime:
    """Return when the audit was made, as far as it says; a file knows no clock."""
    try:
        return datetime.fromisoformat(made).replace(tzinfo=None)
    except ValueError:
        return NO_DAY
