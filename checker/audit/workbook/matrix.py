"""The sheet of units and requirements: a sign in each cell, so that it can be read without its colours."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import TYPE_CHECKING

from checker.audit.lists import LETTERS, Lists, Words
from checker.audit.statistics import Brief, Tally, UnitLine
from checker.audit.workbook.xlsx import ACCENT, BAND, Book, cell
from checker.audit.workbook.xlsx_table import HEAD, bar_rule, colour_rules, headed, row_height
from checker.i18n import LANGUAGES
from checker.presentation.wording import SYMBOLS
from checker.text.width import width

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_FIRST = (("unit", 22), ("kind", 12), ("region", 9), ("points", 7), ("grade", 8), ("verdict", 8), ("gaps", 6))
_NARROW = 2.7
_GROUPS, _COUNTS, _HEADINGS, _DATA = 2, 3, 4, 5  # rows


def write_matrix(book: Book, lists: Lists) -> list[str]:
    """Write it, and return the names of its sheets."""
    names = []
    room = book.rows - _DATA
    lines, count = lists.counted.lines, len(lists.overview.requirements)
    places = _gap_places(book, lists.counted)
    for start in range(0, max(len(lines), 1), room):
        sheet = book.sheet(book.say("sheet.matrix"))
        names.append(sheet.get_name())
        _write_headings(book, sheet, lists)
        row = _DATA
        for row, line in enumerate(lines[start : start + room], _DATA):
            brief = line.brief if line.brief is not None and line.brief.error is None else None
            _write_unit(book, sheet, row, line, lists.words)
            _write_gap_count(book, sheet, row, brief, places)
            _write_states(book, sheet, row, brief.states if brief is not None else " " * count)
        _finish_sheet(book, sheet, row, count, lists.words)
    return names


def _gap_places(book: Book, counted: Tally) -> Mapping[str, tuple[str, int]]:
    """Return where the first gap of each file will stand: the name of the sheet, and the row from 0."""
    title = book.say("sheet.gaps")
    room = book.rows - HEAD
    places = {}
    at = 0
    for brief in counted.briefs.values():
        if sum(brief.gaps):
            part, row = divmod(at, room)
            places[brief.path] = (title if part == 0 else f"{title} ({part + 1})", HEAD + row)
            at += sum(brief.gaps)
    return places


def _write_headings(book: Book, sheet: Worksheet, lists: Lists) -> None:
    requirements = lists.overview.requirements
    first = len(_FIRST)
    for number, (_, wide) in enumerate(_FIRST):
        sheet.set_column(number, number, wide)
    if requirements:
        sheet.set_column(first, first + len(requirements) - 1, _NARROW)
    total = sum(wide for _, wide in _FIRST) + _NARROW * len(requirements)
    headed(
        book, sheet, book.say("sheet.matrix"), book.say("sheet.matrix.about"), over=(total, first + len(requirements))
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
    label = book.say("matrix.counts")
    look = book.format("int", bg_color=BAND, align="center", valign="vcenter", font_size=8)
    sheet.merge_range(_COUNTS, 0, _COUNTS, first - 1, "", book.format("int", bg_color=BAND, valign="vcenter"))
    sheet.write_string(_COUNTS, 0, label, book.format("int", bg_color=BAND, valign="vcenter"))
    states = [line.brief.states for line in lists.counted.lines if line.brief is not None and line.brief.error is None]
    for number in range(len(requirements)):
        missed = sum(one[number] in "af" for one in states)
        sheet.write_number(_COUNTS, first + number, missed, look)
    longest = max((width(one.title) for one in requirements), default=0)
    upright = 270 if LANGUAGES[book.lang].han else 90
    sheet.set_row(_HEADINGS, min(max(longest / 2 * 13.5 if upright == 270 else longest * 5.2, 40) + 12, 400))
    for number, (name, _) in enumerate(_FIRST):
        sheet.write_string(_HEADINGS, number, book.say(f"column.{name}"), book.head())
    look = book.head(rotation=upright, font_size=9, text_wrap=False, valign="top" if upright == 270 else "bottom")
    for number, one in enumerate(requirements, first):
        sheet.write_string(_HEADINGS, number, cell(one.title), look)


def _write_unit(book: Book, sheet: Worksheet, row: int, line: UnitLine, words: Words) -> None:
    """Write who the unit is and how its report came out."""
    brief, kind = line.brief, words.kind_title(line.kind)
    sheet.set_row(row, row_height((line.name, kind, line.region), [wide for _, wide in _FIRST[:3]]))
    for number, value in enumerate((line.name, kind, line.region)):
        book.write_cell(sheet, row, number, value)
    if brief is None or brief.error is not None:
        points = grade = None
        verdict = book.say("matrix.missing" if brief is None else "matrix.unreadable")
    else:
        points, grade = brief.points, words.term("grade", brief.grade)
        verdict = words.term("verdict", brief.verdict)
    book.write_cell(sheet, row, 3, points, "points")
    book.write_cell(sheet, row, 4, grade, "center")
    book.write_cell(sheet, row, 5, verdict, "center")


def _write_gap_count(
    book: Book, sheet: Worksheet, row: int, brief: Brief | None, places: Mapping[str, tuple[str, int]]
) -> None:
    """Write how many gaps there are, as a way to the first of them."""
    goal = places.get(brief.path) if brief is not None else None
    if brief is not None and goal is not None:
        book.link(sheet, row, 6, goal, sum(brief.gaps), style="int")
    else:
        book.write_cell(sheet, row, 6, None if brief is None else sum(brief.gaps), "int")


def _write_states(book: Book, sheet: Worksheet, row: int, states: str) -> None:
    """Write a sign for each requirement."""
    look = book.format("symbol", font_size=9)
    for number, letter in enumerate(states, len(_FIRST)):
        if letter == " ":
            sheet.write_blank(row, number, None, look)
        else:
            sheet.write_string(row, number, LETTERS[letter], look)


def _finish_sheet(book: Book, sheet: Worksheet, last: int, count: int, words: Words) -> None:
    first = len(_FIRST)
    end = first + count - 1
    absent = {book.say("matrix.missing"): "skip", book.say("matrix.unreadable"): "skip"}
    for left, right, colours in (
        (first, end, {sign: state for state, sign in SYMBOLS.items()} if count else {}),
        (4, 4, words.colours("grade")),
        (5, 5, words.colours("verdict") | absent),
    ):
        for rule in colour_rules(book, colours):
            sheet.conditional_format(_DATA, left, last, right, rule)
    sheet.conditional_format(_DATA, 3, last, 3, bar_rule(100, "#B9D6DD"))
    sheet.freeze_panes(_DATA, 1)
    sheet.autofilter(_HEADINGS, 0, last, end)
    sheet.repeat_rows(_GROUPS, _HEADINGS)
    sheet.repeat_columns(0)
    sheet.print_area(0, 0, last, end)
    sheet.set_tab_color(ACCENT)
