"""A page for a browser or for paper: what was found beside the report's own text, each leading to the other."""

from __future__ import annotations

from typing import Any, NamedTuple

from markupsafe import Markup

from checker.engine.model import Assessment
from checker.i18n import say
from checker.presentation import ReportView, RunCount
from checker.render.options import RenderOptions
from checker.render.page import environment
from checker.render.page.report import PageFailure, PageReport, brief, page_failure, page_report

_TEXT = 2_000_000
"""So many code points of reports are put into one page: a browser takes some seconds for them."""


class OverviewRow(NamedTuple):
    """A line of the overview; ``reason`` is why a file could not be read, else empty."""

    number: int
    prefix: str
    outcome: str
    sign: str
    verdict: str
    score: str
    title: str
    path: str
    issuer: str
    year: str
    must: int
    gaps: int
    reason: str


class Renderer:
    """Keeps each report as html, not as objects: the overview stands above the first."""

    def __init__(self, options: RenderOptions) -> None:
        self._options = options
        self._count = RunCount()
        self._left = _TEXT
        self._rows: list[OverviewRow] = []
        self._pieces: list[Markup] = []
        self._macros: Any = environment(options.lang).get_template("report.html.jinja").module

    def add(self, assessment: Assessment, *, met: bool) -> str:
        """Keep the report; nothing is written yet, for how many there are stands before the first."""
        view = self._options.view(assessment, met=met)
        self._count.add(view)
        number = self._count.reports["files"]
        if view.failure is not None:
            failure = page_failure(view, number)
            self._rows.append(_failed(failure))
            self._pieces.append(Markup(self._macros.unreadable(failure)))  # noqa: S704 - from an escaping template
            return ""
        length = len(assessment.document.text) if assessment.document else 0
        with_text = length <= self._left or number == 1
        self._left -= length if with_text else 0
        one = page_report(view, number, with_text=with_text)
        self._rows.append(_row(one, view))
        self._pieces.append(Markup(self._macros.report(one)))  # noqa: S704 - from an escaping template
        return ""

    def end(self) -> str:
        """Return the whole page."""
        lang = self._options.lang
        title, summary = say("md.title", lang), ""
        if len(self._rows) == 1:
            (row,) = self._rows
            title = " · ".join(part for part in (f"{row.sign} {row.verdict}", row.score, row.title) if part)
        else:
            summary = self._count.sentence(lang)
        page = environment(lang).get_template("check.html.jinja")
        return page.render(title=title, summary=summary, rows=self._rows, pieces=self._pieces) + "\n"


def _row(one: PageReport, view: ReportView) -> OverviewRow:
    must = next(count for kind, _, count in one.counts if kind == "error")
    return OverviewRow(
        one.number, one.prefix, one.outcome, one.sign, one.verdict, one.score, one.title, one.path,
        brief(view.issuer), view.year, must, len(one.gaps), "",
    )  # fmt: skip


def _failed(one: PageFailure) -> OverviewRow:
    return OverviewRow(
        one.number, one.prefix, one.outcome, one.sign, one.verdict, "", one.path, one.path, "", "", 0, 0, one.error
    )
