"""The result for people, on a terminal or in a pipe: verdict, score, gaps, checklist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.messages import say
from checker.render import about, safe, words
from checker.render.checklist import checklist
from checker.render.comparison import comparisons
from checker.render.gaps import gap, waived_gap
from checker.render.paint import Paint
from checker.text.width import wrap

if TYPE_CHECKING:
    from checker.judging.model import Assessment, Score
    from checker.render.view import View

_INDENT = "  "
_ROOMY = 60  # columns


class Renderer:
    """Prints each report as it comes, and a summary where there was more than one."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._paint = Paint(view.colour)
        self._counts = {"files": 0, "passed": 0, "failed": 0, "unreadable": 0}
        self._waivers = 0

    def add(self, assessment: Assessment, *, met: bool) -> str:
        """The report's block of lines, after an empty line where it is not the first."""
        between = "\n" if self._counts["files"] and not self._view.quiet else ""
        self._counts["files"] += 1
        self._counts[words.outcome(assessment)] += 1
        self._waivers += len(words.waived(assessment.items))
        if assessment.error is not None:
            lines = self._unreadable(assessment)
        else:
            lines = [self._verdict(assessment)]
            if self._view.quiet:
                told = (about.with_waivers(assessment, self._view.lang), self._unmet(assessment, met))
                lines[0] += "".join(f"  {text}" for text in told if text)
            else:
                lines += self._about(assessment, met) + self._gaps(assessment) + self._checklist(assessment)
        return between + "\n".join(lines) + "\n"

    def end(self) -> str:
        """The summary line of a run over several files."""
        if self._counts["files"] < 2:
            return ""
        summary = say("run.summary", self._view.lang, **self._counts)
        if self._waivers:
            summary += say("run.summary.waived", self._view.lang, count=self._waivers)
        return ("" if self._view.quiet else "\n") + self._paint(summary, "bold") + "\n"

    def _unreadable(self, assessment: Assessment) -> list[str]:
        """What could not be read, why, and what to do."""
        error, lang = assessment.error, self._view.lang
        if error is None:
            return []
        values = safe.values(error.values)
        path, state = self._path(assessment), say("verdict.unreadable", lang)
        what = say(f"error.{error.key}", lang, **values)
        verdict = f"{self._paint(f'! {state}', 'unreadable')}  {path}"
        if self._view.quiet:
            return [f"{verdict}  {what}"]
        remedy = say("remedy", lang) + say(f"remedy.{error.key}", lang, **values)
        return [verdict, *self._wrapped(what), *self._wrapped(remedy)]

    def _verdict(self, assessment: Assessment) -> str:
        """The line that stands for the report: verdict, score, grade, path."""
        lang, verdict = self._view.lang, assessment.verdict or "fail"
        must = about.must(assessment, lang) if self._view.columns >= _ROOMY else ""
        sign = f"{words.SYMBOLS[verdict]} {say(f'verdict.{verdict}', lang)}{must}"
        return f"{self._paint(sign, verdict)}  {self._score(assessment.score)}  {self._path(assessment)}"

    def _score(self, score: Score | None) -> str:
        lang = self._view.lang
        if score is None:
            return say("report.unscored", lang)
        grade = say(f"grade.{score.grade}", lang)
        return f"{self._paint(say('report.points', lang, points=score.points), 'bold')} {grade}"

    def _path(self, assessment: Assessment) -> str:
        return safe.path(assessment.path, self._view.lang)

    def _about(self, assessment: Assessment, met: bool) -> list[str]:
        """Whose report it is, what it was judged by, the cap, and the gate of the run where it is not met."""
        lang = self._view.lang
        told = (
            " · ".join(about.known(assessment, lang)),
            about.extracted(assessment.document, lang),
            about.cap(assessment, lang),
            about.with_waivers(assessment, lang),
            self._unmet(assessment, met),
        )
        return [line for text in told if text for line in self._wrapped(text)]

    def _unmet(self, assessment: Assessment, met: bool) -> str:
        return about.unmet(assessment, words.wants(self._view), self._view.lang, met=met)

    def _gaps(self, assessment: Assessment) -> list[str]:
        """What to mend, most points to gain first."""
        ranked, lang = words.ranked(assessment.items), self._view.lang
        heading = self._paint(say("report.gaps", lang, count=len(ranked)), "bold")
        lines = ["", heading if ranked else say("report.gaps.none", lang)]
        for item in ranked:
            lines += gap(item, assessment, self._view, self._paint)
        return lines + self._waived(assessment)

    def _waived(self, assessment: Assessment) -> list[str]:
        """The gaps that somebody answers for."""
        waived, lang = words.waived(assessment.items), self._view.lang
        if not waived:
            return []
        lines = ["", self._paint(say("report.waived", lang, count=len(waived)), "bold")]
        for item in waived:
            lines += waived_gap(item, assessment, self._view, self._paint)
        return lines

    def _checklist(self, assessment: Assessment) -> list[str]:
        return [*comparisons(assessment, self._view, self._paint), "", *checklist(assessment, self._view, self._paint)]

    def _wrapped(self, text: str) -> list[str]:
        return wrap(text, self._view.columns, first=_INDENT, rest=_INDENT)
