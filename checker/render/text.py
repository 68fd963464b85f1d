"""The result for people, on a terminal or in a pipe: verdict, score, gaps, checklist."""

from __future__ import annotations

from checker.engine.model import Assessment, Score
from checker.i18n import say
from checker.render import header as about
from checker.render import safe, words
from checker.render.checklist import checklist
from checker.render.colour import Paint
from checker.render.comparison import comparisons
from checker.render.gaps import Gaps, old_gap, waived_gap
from checker.render.view import View
from checker.text.width import width, wrap

_INDENT = "  "
_ROOMY = 60  # columns
_COUNTED = (("skip",), ("pass", "skip"))  # states whose items are not named, where there is room and where not
_SCREEN = 40  # lines of a report, unless its gaps cannot be told in so few


class Renderer:
    """Prints each report as it comes, and a summary where there was more than one."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._paint = Paint(view.colour)
        self._counts = {"files": 0, "passed": 0, "failed": 0, "unreadable": 0}
        self._waivers = 0
        self._old = 0

    def add(self, assessment: Assessment, *, met: bool) -> str:
        """The report's block of lines, after an empty line where it is not the first."""
        between = "\n" if self._counts["files"] and not self._view.quiet else ""
        self._counts["files"] += 1
        self._counts[words.outcome(assessment)] += 1
        self._waivers += len(words.waived(assessment.items))
        self._old += len(words.old(assessment.items))
        if assessment.error is not None:
            lines = self._unreadable(assessment)
        else:
            lines = [self._verdict(assessment)]
            if self._view.quiet:
                told = (
                    about.with_waivers(assessment, self._view.lang),
                    about.baseline(assessment, self._view, met=met),
                    self._unmet(assessment, met),
                )
                lines[0] += "".join(f"  {text}" for text in told if text)
            else:
                lines += self._about(assessment, met)
                lines += self._body(assessment, _SCREEN - len(lines))
        return between + "\n".join(lines) + "\n"

    def end(self) -> str:
        """The summary line of a run over several files."""
        if self._counts["files"] < 2:
            return ""
        summary = say("run.summary", self._view.lang, **self._counts)
        if self._waivers:
            summary += say("run.summary.waived", self._view.lang, count=self._waivers)
        if self._old:
            summary += say("run.summary.baseline", self._view.lang, count=self._old)
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
            about.baseline(assessment, self._view, met=met),
            self._unmet(assessment, met),
        )
        return [line for text in told if text for line in self._wrapped(text)]

    def _unmet(self, assessment: Assessment, met: bool) -> str:
        return about.unmet(assessment, words.wants(self._view), self._view.lang, met=met)

    def _body(self, assessment: Assessment, room: int) -> list[str]:
        """Gaps and checklist in *room* lines if possible: what is met gives way to the gaps, then their ends do."""
        found = Gaps(assessment, self._view, self._paint)
        head = self._heading(found.count) if found.count else [words.no_gaps(assessment, self._view.lang)]
        aside = self._old_gaps(assessment) + self._waived(assessment)
        room -= len(head) + len(aside)
        below = self._below(assessment, room - found.most)
        return [*head, *found.lines(room - len(below)), *aside, *below]

    def _heading(self, count: int) -> list[str]:
        """What stands above the gaps: how many there are, and how to see all of them."""
        lang, columns = self._view.lang, self._view.columns
        text = say("report.gaps", lang, count=count)
        hint = "" if self._view.verbose else _INDENT + say("report.gaps.hint", lang)
        if width(text + hint) > columns:
            return [self._paint(line, "bold") for line in wrap(text, columns)] + wrap(hint, columns, first=_INDENT)
        return [self._paint(text, "bold") + (self._paint(hint, "dim") if hint else "")]

    def _below(self, assessment: Assessment, room: int) -> list[str]:
        """Comparisons and checklist, or as much of them as fits in *room* lines."""
        compared = comparisons(assessment, self._view, self._paint)
        if self._view.verbose:
            return compared + checklist(assessment, self._view, self._paint, counted=())
        for states in _COUNTED:
            checks = checklist(assessment, self._view, self._paint, counted=states)
            if len(compared) + len(checks) <= room:
                return compared + checks
        return checks

    def _old_gaps(self, assessment: Assessment) -> list[str]:
        """The gaps that stand in the baseline, each with its place."""
        old, lang = words.old(assessment.items), self._view.lang
        if not old:
            return []
        lines = [self._paint(say("report.baseline", lang, count=len(old)), "bold")]
        for item in old:
            lines += old_gap(item, assessment, self._view, self._paint)
        return lines

    def _waived(self, assessment: Assessment) -> list[str]:
        """The gaps that somebody answers for."""
        waived, lang = words.waived(assessment.items), self._view.lang
        if not waived:
            return []
        lines = [self._paint(say("report.waived", lang, count=len(waived)), "bold")]
        for item in waived:
            lines += waived_gap(item, assessment, self._view, self._paint)
        return lines

    def _wrapped(self, text: str) -> list[str]:
        return wrap(text, self._view.columns, first=_INDENT, rest=_INDENT)
