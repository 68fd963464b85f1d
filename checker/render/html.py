"""A page for a browser or for paper: what was found beside the report's own text, each leading to the other."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from checker.engine.model import Assessment
from checker.i18n import say
from checker.presentation import RunCount
from checker.presentation.report import severity_counts
from checker.render import RenderOptions
from checker.render.page import brief, environment
from checker.render.page.report import page_report

_TEXT = 2_000_000
"""So many code points of reports are put into one page: a browser takes some seconds for them."""


class Renderer:
    """Keeps each report as html, not as objects: the overview stands above the first."""

    def __init__(self, options: RenderOptions) -> None:
        self._options = options
        self._count = RunCount()
        self._left = _TEXT
        self._title = ""
        self._rows: list[Markup] = []
        self._pieces: list[Markup] = []
        self._macros: Any = environment(options.lang).get_template("report.html.jinja").module

    def add(self, assessment: Assessment, *, met: bool) -> str:
        """Keep the report; nothing is written yet, for how many there are stands before the first."""
        view = self._options.view(assessment, met=met)
        self._count.add(assessment)
        number = self._count.reports["files"]
        must = severity_counts(view.gaps)["error"]
        self._rows.append(Markup(self._macros.overview_row(number, view, must)))  # noqa: S704 - from an escaping template
        named = (f"{view.sign} {view.verdict}", "" if view.failure else view.points, brief(view.title or view.path))
        self._title = " · ".join(filter(None, named))
        if view.failure is not None:
            self._pieces.append(Markup(self._macros.unreadable(number, view)))  # noqa: S704
            return ""
        length = len(assessment.document.text) if assessment.document else 0
        with_text = length <= self._left or number == 1
        self._left -= length if with_text else 0
        one = page_report(view, number, with_text=with_text)
        self._pieces.append(Markup(self._macros.report(one)))  # noqa: S704
        return ""

    def end(self) -> str:
        """Return the whole page."""
        lang = self._options.lang
        several = len(self._rows) != 1
        title = say("md.title", lang) if several else self._title
        summary = self._count.sentence(lang) if several else ""
        page = environment(lang).get_template("check.html.jinja")
        return page.render(title=title, summary=summary, rows=self._rows, pieces=self._pieces) + "\n"
