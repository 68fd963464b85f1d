"""A page for a browser or for paper: what was found beside the report's own text, each leading to the other."""

from __future__ import annotations

from typing import Any, NamedTuple

from markupsafe import Markup

from checker.engine.model import Assessment
from checker.i18n import say
from checker.render import safe, words
from checker.render.page import environment
from checker.render.page.report import Shown, Unreadable, brief, shown, unreadable
from checker.render.view import View

_TEXT = 2_000_000
"""So many code points of reports are put into one page: a browser takes some seconds for them."""


class Row(NamedTuple):
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

    def __init__(self, view: View) -> None:
        self._view = view
        self._counts = {"files": 0, "passed": 0, "failed": 0, "unreadable": 0}
        self._waived = 0
        self._left = _TEXT
        self._rows: list[Row] = []
        self._pieces: list[Markup] = []
        self._macros: Any = environment(view.lang).get_template("report.html.jinja").module

    def add(self, assessment: Assessment, *, met: bool) -> str:
        """Nothing yet: how many there are stands before the first."""
        self._counts["files"] += 1
        self._counts[words.outcome(assessment)] += 1
        self._waived += len(words.waived(assessment.items))
        number, lang = self._counts["files"], self._view.lang
        if assessment.error is not None:
            failed = unreadable(assessment.path, assessment.error, number, lang)
            self._rows.append(_failed(failed))
            self._pieces.append(Markup(self._macros.unreadable(failed)))  # noqa: S704 - from an escaping template
            return ""
        length = len(assessment.document.text) if assessment.document else 0
        with_text = length <= self._left or number == 1
        self._left -= length if with_text else 0
        one = shown(assessment, number, self._view, met=met, with_text=with_text)
        self._rows.append(_row(one, assessment))
        self._pieces.append(Markup(self._macros.report(one)))  # noqa: S704 - from an escaping template
        return ""

    def end(self) -> str:
        """The whole page."""
        lang = self._view.lang
        title, summary = say("md.title", lang), ""
        if len(self._rows) == 1:
            (row,) = self._rows
            title = " · ".join(part for part in (f"{row.sign} {row.verdict}", row.score, row.title) if part)
        else:
            summary = say("run.summary", lang, **self._counts)
            summary += say("run.summary.waived", lang, count=self._waived) if self._waived else ""
        page = environment(lang).get_template("check.html.jinja")
        return page.render(title=title, summary=summary, rows=self._rows, pieces=self._pieces) + "\n"


def _row(one: Shown, assessment: Assessment) -> Row:
    facts = assessment.facts
    issuer = facts.issuer or "" if facts else ""
    year = str(facts.year) if facts and facts.year else ""
    must = next(count for kind, _, count in one.counts if kind == "error")
    return Row(
        one.number, one.prefix, one.outcome, one.sign, one.verdict, one.score, one.title, one.path,
        brief(safe.line(issuer)), year, must, len(one.gaps), "",
    )  # fmt: skip


def _failed(one: Unreadable) -> Row:
    return Row(
        one.number, one.prefix, "unreadable", one.sign, one.verdict, "", one.path, one.path, "", "", 0, 0, one.error
    )
