"""A table for spreadsheets: one row an item.  Excel opens it as Chinese text, and no cell of it is taken for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from checker.engine.model import Assessment
from checker.i18n import say
from checker.presentation import ItemView, ReportView
from checker.presentation.escape import csv_cell, one_line
from checker.presentation.wording import Failure
from checker.render import RenderOptions

COLUMNS = (
    *("path", "unit", "year", "verdict", "score", "rule", "title", "state", "severity", "points", "gain"),
    *("place", "quote", "message", "fix", "basis"),
)
"""The columns, by the last word of their catalogue keys; an unreadable input has a row without a rule."""

_BOM = "\ufeff"  # or Excel takes UTF-8 for the code page of the machine


class Renderer:
    """Streams the rows of each report."""

    def __init__(self, options: RenderOptions) -> None:
        self._options = options
        self._begun = False

    def add(self, assessment: Assessment, *, met: bool) -> str:
        """Return the rows of one report, in the order of the checklist."""
        view = self._options.view(assessment, met=met)
        failure = view.failure
        if failure is not None:
            return self._header() + _csv_lines([_failure_cells(view, failure)])
        return self._header() + _csv_lines([[*_report_cells(view), *_item_cells(one)] for one in view.items])

    def end(self) -> str:
        """Return the heading, where there was no report at all."""
        return self._header()

    def _header(self) -> str:
        if self._begun:
            return ""
        self._begun = True
        return _BOM + _csv_lines([[say(f"csv.{name}", self._options.lang) for name in COLUMNS]])


def _report_cells(view: ReportView) -> list[str]:
    score = view.assessment.score
    return [view.path, view.issuer, view.year, view.verdict, _two_places(score.points) if score else ""]


def _item_cells(one: ItemView) -> list[str]:
    item = one.item
    message = one.why if one.is_missed else one.message
    if one.set_aside:
        message = f"{message} {one.set_aside}"
    gap = one.is_missed and item.waived is None
    points, gain = _two_places(item.earned), _two_places(item.gain) if gap else "0"
    found = (one.place, one.quote, message, one.fix if gap else "", one.basis)
    return [item.rule.id, one.title, one.state, one.severity, points, gain, *found]


def _failure_cells(view: ReportView, failure: Failure) -> list[str]:
    told = {"path": view.path, "verdict": view.verdict, "message": failure.what, "fix": failure.remedy}
    return [told.get(name, "") for name in COLUMNS]


def sheet(rows: Sequence[Sequence[str]]) -> str:
    """Return any rows, the headings first, as a file that a spreadsheet opens."""
    return _BOM + _csv_lines(rows)


def _two_places(value: float) -> str:
    """Return points as a number, to two places."""
    return f"{max(0.0, value):.2f}".rstrip("0").rstrip(".")


def _csv_lines(rows: Sequence[Sequence[str]]) -> str:
    """Return *rows* as CSV whose cells stay text: a spreadsheet would compute what begins like a formula."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows([[csv_cell(one_line(cell)) for cell in row] for row in rows])
    return out.getvalue()
