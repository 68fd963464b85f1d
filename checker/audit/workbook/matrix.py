"""The sheet of units and requirements: a sign in each cell, so that it can be read without its colours."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import TYPE_CHECKING

from checker.audit.labels import LETTERS, Words
from checker.audit.model import Overview
from checker.audit.statistics import Tally, UnitLine
from checker.audit.workbook.xlsx import ACCENT, BAND, COLOURS, Book, cell
from checker.audit.workbook.xlsx_table import headed, height
from checker.presentation.wording import SYMBOLS
from checker.text.width import width

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

    _Told = tuple[Words, Mapping[str, tuple[str, int]], int]

_FIRST = (("unit", 22), ("kind", 12), ("region", 9), ("points", 7), ("grade", 8), ("verdict", 8), ("gaps", 6))
_NARROW = 2.7
_GROUPS, _COUNTS, _HEADINGS, _DATA = 2, 3, 4, 5  # rows


def write_matrix(
    book: Book, overview: Overview, counted: Tally, words: Words, places: Mapping[str, tuple[str, int]]
) -> list[str]:
    """Write it, and tell the names of its sheets; *places* leads from a file to the first of its gaps."""
    names = []
    room = book.rows - _DATA
    lines = counted.lines
    for start in range(0, max(len(lines), 1), room):
        sheet = book.sheet(book.text("sheet.matrix"))
        names.append(sheet.get_name())
        _headings(book, sheet, overview, counted)
        row = _DATA
        for row, line in enumerate(lines[start : start + room], _DATA):
            _line(book, sheet, row, line, (words, places, len(overview.requirements)))
        _finish(book, sheet, row, len(overview.requirements), words)
    return names


def _headings(book: Book, sheet: Worksheet, overview: Overview, counted: Tally) -> None:
    requirements = overview.requirements
    first = len(_FIRST)
    for number, (_, wide) in enumerate(_FIRST):
        sheet.set_column(number, number, wide)
    if requirements:
        sheet.set_column(first, first + len(requirements) - 1, _NARROW)
    total = sum(wide for _, wide in _FIRST) + _NARROW * len(requirements)
    headed(
        book, sheet, book.text("sheet.matrix"), book.text("sheet.matrix.about"), over=(total, first + len(requirements))
    )
    column = first
    for _, members in groupby(requirements, key=lambda one: one.group):
        found = list(members)
        look = book.head(text_wrap=True, font_size=9)
        if len(found) > 1:
            sheet.merge_range(_GROUPS, column, _GROUPS, column + len(found) - 1, "", look)
        sheet.write_string(_GROUPS, column, cell(found[0].group_title), look)
        column += len(found)
    sheet.set_row(_GROUPS, 20)
    label = book.text("matrix.counts")
    look = book.format("int", bg_color=BAND, align="center", valign="vcenter", font_size=8)
    sheet.merge_range(_COUNTS, 0, _COUNTS, first - 1, "", book.format("int", bg_color=BAND, valign="vcenter"))
    sheet.write_string(_COUNTS, 0, label, book.format("int", bg_color=BAND, valign="vcenter"))
    states = [line.brief.states for line in counted.lines if line.brief is not None and line.brief.error is None]
    for number in range(len(requirements)):
        missed = sum(one[number] in "af" for one in states)
        sheet.write_number(_COUNTS, first + number, missed, look)
    longest = max((width(one.title) for one in requirements), default=0)
    upright = 270 if book.lang == "zh" else 90
    sheet.set_row(_HEADINGS, min(max(longest / 2 * 13.5 if upright == 270 else longest * 5.2, 40) + 12, 400))
    for number, (name, _) in enumerate(_FIRST):
        sheet.write_string(_HEADINGS, number, book.text(f"column.{name}"), book.head())
    look = book.head(rotation=upright, font_size=9, text_wrap=False, valign="top" if upright == 270 else "bottom")
    for number, one in enumerate(requirements, first):
        sheet.write_string(_HEADINGS, number, cell(one.title), look)


def _line(book: Book, sheet: Worksheet, row: int, line: UnitLine, told: _Told) -> None:
    brief = line.brief
    words, places, count = told
    look = book.format("symbol", font_size=9)
    sheet.set_row(row, height((line.name, words.kind(line.kind), line.region), [wide for _, wide in _FIRST[:3]]))
    book.put(sheet, row, 0, line.name)
    book.put(sheet, row, 1, words.kind(line.kind))
    book.put(sheet, row, 2, line.region)
    if brief is None or brief.error is not None:
        state = book.text("matrix.unreadable" if brief is not None else "matrix.missing")
        book.put(sheet, row, 3, None, "points")
        book.put(sheet, row, 4, None, "center")
        book.put(sheet, row, 5, state, "center")
        book.put(sheet, row, 6, None, "int")
        for number in range(len(_FIRST), len(_FIRST) + count):
            sheet.write_blank(row, number, None, look)
        return
    book.put(sheet, row, 3, brief.points, "points")
    book.put(sheet, row, 4, words.known("grade", brief.grade), "center")
    book.put(sheet, row, 5, words.known("verdict", brief.verdict), "center")
    goal = places.get(brief.path)
    if goal is not None:
        book.link(sheet, row, 6, goal, sum(brief.gaps), style="int")
    else:
        book.put(sheet, row, 6, sum(brief.gaps), "int")
    for number, letter in enumerate(brief.states, len(_FIRST)):
        if letter == " ":
            sheet.write_blank(row, number, None, look)
        else:
            sheet.write_string(row, number, LETTERS[letter], look)


def _finish(book: Book, sheet: Worksheet, last: int, count: int, words: Words) -> None:
    first = len(_FIRST)
    end = first + count - 1
    if count:
        _colours(book, sheet, (_DATA, first, last, end), {sign: state for state, sign in SYMBOLS.items()})
    _colours(book, sheet, (_DATA, 4, last, 4), words.grades())
    absent = {book.text("matrix.missing"): "skip", book.text("matrix.unreadable"): "skip"}
    _colours(book, sheet, (_DATA, 5, last, 5), words.verdicts() | absent)
    bar = {"type": "data_bar", "bar_solid": True, "bar_color": "#B9D6DD", "min_type": "num", "max_type": "num"}
    sheet.conditional_format(_DATA, 3, last, 3, bar | {"min_value": 0, "max_value": 100})
    sheet.freeze_panes(_DATA, 1)
    sheet.autofilter(_HEADINGS, 0, last, end)
    sheet.repeat_rows(_GROUPS, _HEADINGS)
    sheet.repeat_columns(0)
    sheet.print_area(0, 0, last, end)
    sheet.set_tab_color(ACCENT)


def _colours(book: Book, sheet: Worksheet, area: tuple[int, int, int, int], colours: Mapping[str, str]) -> None:
    for word, colour in colours.items():
        ground, ink = COLOURS[colour]
        look = book.file.add_format({"bg_color": ground, "font_color": ink})
        value = f'"{word}"'
        sheet.conditional_format(*area, {"type": "cell", "criteria": "==", "value": value, "format": look})
