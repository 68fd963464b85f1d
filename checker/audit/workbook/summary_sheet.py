"""The first sheet: the audit on one page, in numbers, charts and ways to the other sheets; and the last: what they mean."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from checker import __version__
from checker.audit.lists import Lists
from checker.audit.statistics import GRADES, short_packs
from checker.audit.workbook.xlsx import ACCENT, BAND, FONT, INK, LINE, QUIET, SOLID, Book, cell
from checker.audit.workbook.xlsx_table import headed, row_height
from checker.presentation.wording import SEVERITIES

if TYPE_CHECKING:
    from xlsxwriter.chart import Chart
    from xlsxwriter.worksheet import Worksheet

MOST = 15
"""Requirements in the chart of those that are most often missed."""

_WIDTHS = (34, 11, 11, 11, 11)
_CHARTS = 6  # the column where charts begin
_CHART_COLUMNS = 13  # that charts reach over
_ROW, _COLUMN = 20, 64  # pixels
_NOTES = (
    *("what", "verdict", "score", "states", "severities", "counts", "matching", "similar", "late"),
    *("colours", "fill", "limits"),
)


class Area(NamedTuple):
    """Rows of the first sheet, the first and the last from 0."""

    first: int
    last: int


class Front:
    """The first sheet, made before the others and filled when they are known."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._sheet: Worksheet = book.sheet(book.say("sheet.overview"))
        self._name = self._sheet.get_name()
        self._row = 0

    def fill_in(self, lists: Lists, contents: Sequence[tuple[str, int | None, str]]) -> None:
        """Fill it; *contents* has each other sheet's name, its rows and what it is."""
        book, sheet, overview = self._book, self._sheet, lists.overview
        for number, wide in enumerate(_WIDTHS):
            sheet.set_column(number, number, wide)
        sheet.set_column(len(_WIDTHS), len(_WIDTHS), 3)
        values = {"made": overview.made[:10], "year": overview.year or "–", "packs": short_packs(overview)}
        key = "sheet.overview.about" if overview.year else "sheet.overview.about.no-year"
        headed(book, sheet, overview.title, book.say(key, **values), over=(190, _CHARTS + _CHART_COLUMNS))
        self._row = 3
        self._add_figures(lists)
        self._add_contents(contents)
        grades, kinds, rules = self._add_grades(lists), self._add_kinds(lists), self._add_rules(lists)
        self._add_severities(lists)
        self._charts(grades, kinds, rules)
        sheet.freeze_panes(1, 0)
        sheet.fit_to_pages(1, 1)
        sheet.print_area(0, 0, self._row - 1, _CHARTS + _CHART_COLUMNS - 1)
        sheet.set_tab_color(ACCENT)
        sheet.activate()

    def _write_heading(self, key: str, *columns: str) -> None:
        book, sheet = self._book, self._sheet
        self._row += 1
        sheet.write_string(self._row, 0, book.say(key), book.head(align="left"))
        for number in range(1, len(_WIDTHS)):
            name = columns[number - 1] if number <= len(columns) else None
            sheet.write_string(self._row, number, book.say(f"column.{name}") if name else "", book.head())
        self._row += 1

    def _add_line(self, label: str, *values: tuple[Any, str]) -> None:
        self._book.write_cell(self._sheet, self._row, 0, label, bg_color=BAND)
        for number, (value, style) in enumerate(values, 1):
            self._book.write_cell(self._sheet, self._row, number, value, style)
        self._row += 1

    def _add_figures(self, lists: Lists) -> None:
        figures = lists.counted.figures
        self._write_heading("front.facts", "number")
        for name, number in figures.shown().items():
            self._add_line(self._book.say(f"front.{name}"), (number, "int"))
        self._add_line(self._book.say("front.average"), (figures.average, "points"))
        self._add_line(self._book.say("front.middle"), (figures.middle, "points"))

    def _add_contents(self, contents: Sequence[tuple[str, int | None, str]]) -> None:
        book, sheet = self._book, self._sheet
        self._write_heading("front.contents", "rows")
        for name, rows, about in contents:
            book.link(sheet, self._row, 0, (name, 0), name, bg_color=BAND)
            book.write_cell(sheet, self._row, 1, rows, "int")
            look = book.plain(font_color=QUIET, font_size=9, indent=1)
            sheet.write_string(self._row, 2, cell(about), look)
            self._row += 1

    def _add_grades(self, lists: Lists) -> Area:
        self._write_heading("front.grades", "reports-number", "part")
        grades = lists.counted.grades
        total, first = sum(grades.values()), self._row
        for grade in GRADES:
            number = grades.get(grade, 0)
            self._add_line(
                lists.words.term("grade", grade), (number, "int"), (number / total if total else None, "percent")
            )
        return Area(first, self._row - 1)

    def _add_kinds(self, lists: Lists) -> Area:
        self._write_heading("front.kinds", "passed", "failed", "missing", "average")
        first = self._row
        for kind, *numbers, average in lists.kinds():
            self._add_line(kind, *((number, "int") for number in numbers), (average, "points"))
        return Area(first, self._row - 1)

    def _add_rules(self, lists: Lists) -> Area:
        self._write_heading("front.rules", "fail", "partial", "part")
        first, reports = self._row, lists.counted.reports
        for one, failed, partial in lists.missed(MOST):
            share = (failed + partial) / reports if reports else None
            self._add_line(one.title, (failed, "int"), (partial, "int"), (share, "percent"))
        return Area(first, self._row - 1)

    def _add_severities(self, lists: Lists) -> None:
        self._write_heading("front.severities", "number")
        for severity in SEVERITIES:
            number = lists.counted.severities.get(severity, 0)
            self._add_line(lists.words.term("severity", severity), (number, "int"))

    def _charts(self, grades: Area, kinds: Area, rules: Area) -> None:
        at = 3
        if grades.last >= grades.first:
            points = [{"fill": {"color": SOLID[grade]}} for grade in GRADES]
            labels = {"value": True, "font": self._font(9), "leader_lines": False}
            more = {"points": points, "data_labels": labels}
            at = self._chart("doughnut", "front.grades", ((1, "", more),), grades, Area(at, at + 14))
        if kinds.last >= kinds.first:
            series = self._named_series((("passed", "pass"), ("failed", "fail"), ("missing", "skip")), gap=60)
            at = self._chart("column", "front.kinds", series, kinds, Area(at, at + 14))
        if rules.last >= rules.first:
            series = self._named_series((("fail", "fail"), ("partial", "partial")), gap=40)
            self._chart("bar", "front.rules", series, rules, Area(at, at + 8 + rules.last - rules.first))

    def _named_series(
        self, named: Sequence[tuple[str, str]], *, gap: int
    ) -> tuple[tuple[int, str, dict[str, Any]], ...]:
        """Return series of the columns from 1 on, each called as its heading, in the colour of a state."""
        return tuple(
            (column, self._book.say(f"column.{name}"), {"fill": {"color": SOLID[state]}, "gap": gap})
            for column, (name, state) in enumerate(named, 1)
        )

    def _chart(
        self, kind: str, key: str, series: Sequence[tuple[int, str, dict[str, Any]]], area: Area, at: Area
    ) -> int:
        """Draw the columns of an area over the rows *at*; return the row below the chart."""
        row, rows = at.first, at.last - at.first + 1
        book = self._book
        options = {"type": kind} if kind == "doughnut" else {"type": kind, "subtype": "stacked"}
        chart: Chart = book.file.add_chart(options)
        for column, name, more in series:
            categories = [self._name, area.first, 0, area.last, 0]
            values = [self._name, area.first, column, area.last, column]
            chart.add_series({"name": name or book.say(key), "categories": categories, "values": values, **more})
        chart.set_title({"name": book.say(key), "name_font": {**self._font(12), "bold": True}, "overlay": False})
        chart.set_legend({"position": "right" if kind == "doughnut" else "bottom", "font": self._font(9)})
        chart.set_chartarea({"border": {"color": LINE}})
        if kind != "doughnut":
            axis = {"num_font": self._font(9), "line": {"color": LINE}, "major_gridlines": {"visible": False}}
            counts = axis | {"num_format": "0", "min": 0}
            counts |= {"major_gridlines": {"visible": True, "line": {"color": "#E3E8EB"}}}
            chart.set_x_axis(counts if kind == "bar" else axis)
            chart.set_y_axis(axis | {"reverse": True} if kind == "bar" else counts)
        if kind == "doughnut":
            chart.set_hole_size(52)
        chart.set_size({"width": _CHART_COLUMNS * _COLUMN, "height": rows * _ROW - 8})
        placed = {"object_position": 2, "description": book.say(f"{key}.described")}
        self._sheet.insert_chart(row, _CHARTS, chart, placed)
        return row + rows

    def _font(self, size: int) -> dict[str, Any]:
        return {"name": FONT[self._book.lang], "size": size, "color": INK, "bold": False}


def write_notes(book: Book, lists: Lists) -> str:
    """Write the last sheet, and return its name."""
    overview = lists.overview
    sheet = book.sheet(book.say("sheet.notes"))
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 1, 110)
    headed(book, sheet, book.say("sheet.notes"), book.say("sheet.notes.about"), over=(132, 2))
    row = 2
    for number, name in enumerate(("column.item", "column.note")):
        sheet.write_string(row, number, book.say(name), book.head())
    lines = [(book.say(f"notes.{name}"), book.say(f"notes.{name}.text")) for name in _NOTES]
    lines += [(book.say("notes.packs"), "\n".join(overview.packs)), (book.say("notes.version"), __version__)]
    if overview.roster:
        lines.append((book.say("notes.roster"), overview.roster))
    for label, text in lines:
        row += 1
        sheet.set_row(row, row_height((label, text), (22, 110)))
        book.write_cell(sheet, row, 0, label, bold=True, bg_color=BAND)
        book.write_cell(sheet, row, 1, text)
    row += 2
    for number, name in enumerate(("requirement", "rule-id")):
        sheet.write_string(row, number, book.say(f"column.{name}"), book.head(align="left"))
    for one in overview.requirements:
        row += 1
        severity = lists.words.term("severity", one.severity)
        book.write_cell(sheet, row, 0, one.title, bg_color=BAND)
        book.write_cell(sheet, row, 1, book.say("notes.rule", rule=one.rule, group=one.group_title, severity=severity))
    sheet.freeze_panes(3, 0)
    sheet.repeat_rows(2)
    sheet.print_area(0, 0, row, 1)
    return str(sheet.get_name())
