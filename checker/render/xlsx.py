"""The filled-in checklist as a workbook: a sheet a report, behind an overview where there are several.

All that a report says is written as text: what begins like a formula stays what it is.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from typing import Any

from checker.errors import library
from checker.i18n import say
from checker.office.files import NO_DAY
from checker.presentation.escape import is_formula, one_line, workbook_cell
from checker.render import RenderOptions
from checker.render.filled import OWN, Checklists
from checker.render.form import COLUMNS, OVERVIEW, Form, FormRow

# In characters of the standard font.
_WIDTHS = {
    "number": 5, "group": 7, "requirement": 18, "basis": 23, "result": 11, "where": 46, "fix": 30, "account": 18, "signature": 10,
    "path": 44, "unit": 28, "year": 7, "conclusion": 9, "points": 7, "errors": 7, "warnings": 7, "advice": 7, "exempt": 7,
}  # fmt: skip
_CENTRED = frozenset(
    ("number", "group", "result", "year", "conclusion", "points", "errors", "warnings", "advice", "exempt")
)
_NUMBERS = frozenset(("number", "year", "points", "errors", "warnings", "advice", "exempt"))
_FILLS = {"fail": "#F8CBAD", "partial": "#FFE699", "waived": "#DDEBF7", "skip": "#EDEDED"}
_A4 = 9
_INCHES = {"left": 0.5, "right": 0.5, "top": 0.6, "bottom": 0.7}
_NAME = 31  # characters of the name of a sheet
_NOT_IN_NAMES = re.compile(r"\W+")  # Excel forbids some of these, and programs quote the others differently
_SUFFIX = "自查表"
"""Behind the name of the only sheet, lest it be empty, or a word or an address that Excel keeps for itself."""
_FACE, _HEAD = "仿宋", "黑体"
_TALLEST = 409.0  # points of a row
_LINE = 16.5  # points of a line of 11-point type, in faces that take much room


class Renderer(Checklists):
    """Collects the checklists and writes the workbook in memory: nothing is left in a folder for temporary files."""

    def __init__(self, options: RenderOptions) -> None:
        library("xlsxwriter")
        super().__init__(options.lang, options.filled)

    def end(self) -> bytes:
        """Return the workbook.  :raises UsageError: ``write-others``, see :mod:`checker.render.filled`."""
        forms = self.forms()
        out = io.BytesIO()
        plain = dict.fromkeys(("strings_to_formulas", "strings_to_numbers", "strings_to_urls"), False)
        book = library("xlsxwriter").Workbook(out, {"in_memory": True, **plain})
        book.set_properties({"title": say("form.overview", self._lang), "created": NO_DAY, "category": OWN})
        styles = _Styles(book)
        overview = say("form.overview", self._lang)
        taken = {overview.lower()}
        if len(forms) != 1:
            sheet = book.add_worksheet(overview)
            rows = tuple(FormRow(one.overview, "") for one in forms)
            _fill_sheet(sheet, styles, OVERVIEW, Form(overview, (), rows, ()), self._lang)
        for number, one in enumerate(forms, 1):
            sheet = book.add_worksheet(_sheet_name(one, number if len(forms) > 1 else 0, taken))
            _fill_sheet(sheet, styles, COLUMNS, one, self._lang)
        book.close()
        return out.getvalue()


class _Styles:
    """The formats of the cells, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[Any, ...], Any] = {}

    def get(self, **settings: Any) -> Any:
        """Return the format with *settings* on top of the usual ones."""
        key = tuple(sorted(settings.items()))
        if key not in self._made:
            usual: Mapping[str, Any] = {"font_name": _FACE, "font_size": 11, "valign": "vcenter"}
            self._made[key] = self._book.add_format({**usual, **settings})
        return self._made[key]


def _fill_sheet(sheet: Any, styles: _Styles, columns: Sequence[str], content: Form, lang: str) -> None:
    last = len(columns) - 1
    _write_across(sheet, 0, last, content.title, styles, font_size=18, align="center", font_name=_HEAD)
    sheet.set_row(0, 30)
    for number, note in enumerate(content.notes, 1):
        _write_across(sheet, number, last, note, styles, text_wrap=True)
        sheet.set_row(number, _LINE * 1.2 * _lines_of(note, sum(_WIDTHS[name] for name in columns)))
    head = len(content.notes) + 1
    boxed = {"border": 1, "text_wrap": True}
    for column, name in enumerate(columns):
        sheet.set_column(column, column, _WIDTHS[name])
        style = styles.get(**boxed, align="center", font_name=_HEAD, bg_color="#D9D9D9")
        sheet.write_string(head, column, say(f"form.{name}", lang), style)
    for row, (cells, state) in enumerate(content.rows, head + 1):
        for column, (name, text) in enumerate(zip(columns, cells, strict=True)):
            shade = {"bg_color": _FILLS[state]} if name == "result" and state in _FILLS else {}
            style = styles.get(**boxed, align="center" if name in _CENTRED else "left", **shade, **_quote_prefix(text))
            _put_cell(sheet, (row, column), name, text, style)
        # Programs other than Excel, and a workbook that is only printed, do not find the height by themselves.
        height = max(_lines_of(text, _WIDTHS[name]) for name, text in zip(columns, cells, strict=True)) * _LINE
        sheet.set_row(row, min(height + 4, _TALLEST))
    _set_up(sheet, head, len(content.rows), last, lang)


def _write_across(sheet: Any, row: int, last: int, text: str, styles: _Styles, **look: Any) -> None:
    """Write a line of its own over all columns."""
    style = styles.get(**look, **_quote_prefix(text))
    sheet.merge_range(row, 0, row, last, "", style)
    sheet.write_string(row, 0, workbook_cell(text), style)


def _put_cell(sheet: Any, at: tuple[int, int], name: str, text: str, style: Any) -> None:
    if not text:
        sheet.write_blank(*at, None, style)
    elif name in _NUMBERS:
        sheet.write_number(*at, float(text), style)
    else:
        sheet.write_string(*at, workbook_cell(text), style)


def _quote_prefix(text: str) -> dict[str, Any]:
    """Return what the format of a cell must say besides, lest a program compute *text*."""
    return {"quote_prefix": True} if is_formula(workbook_cell(text)) else {}


def _set_up(sheet: Any, head: int, rows: int, last: int, lang: str) -> None:
    """Set up what holds for reading and printing: the head stays in sight and is repeated, one page wide."""
    sheet.freeze_panes(head + 1, 0)
    if rows:
        sheet.autofilter(head, 0, head + rows, last)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(**_INCHES)
    sheet.repeat_rows(head)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(f"&C{say('form.page', lang)}")


def _lines_of(text: str, room: float) -> int:
    """Return the lines that a cell of *room* characters of the standard font needs for *text*."""
    from checker.text.width import width

    return sum(max(1, -(-width(line) * 11 // int(room * 10))) for line in text.split("\n"))


def _sheet_name(one: Form, number: int, taken: set[str]) -> str:
    """Return a name that Excel takes and no other sheet has: what it forbids is left out."""
    name = one.overview[2] or one_line(one.overview[1]).rpartition("/")[2].rpartition(".")[0]
    name = _cut_name(_NOT_IN_NAMES.sub("_", f"{number}_{name}" if number else name + _SUFFIX))
    while name.lower() in taken:
        name = _cut_name(f"{number}_{len(taken)}_{name}")
    taken.add(name.lower())
    return name


def _cut_name(name: str) -> str:
    """Return as much of *name* as Excel takes, which counts UTF-16 units."""
    while len(name.encode("utf-16-le")) // 2 > _NAME:
        name = name[:-1]
    return name
