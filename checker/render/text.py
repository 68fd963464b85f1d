"""The result for people, on a terminal or in a pipe: verdict, score, gaps, checklist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.messages import say
from checker.render import safe, words
from checker.render.checklist import checklist
from checker.render.comparison import comparisons
from checker.render.gaps import gap, old_gap, waived_gap
from checker.render.paint import Paint
from checker.text.width import wrap

if TYPE_CHECKING:
    from checker.document.model import Extraction
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
                waived = self._with_waivers(assessment)
                lines[0] += "".join(f"  {said}" for said in (waived, self._baseline(assessment, met)) if said)
                lines[0] += self._unmet(assessment, met)
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
        sign = f"{words.SYMBOLS[verdict]} {say(f'verdict.{verdict}', lang)}"
        return f"{self._paint(sign + self._must(assessment), verdict)}  {self._score(assessment.score)}  {self._path(assessment)}"

    def _must(self, assessment: Assessment) -> str:
        """How many gaps alone decide the verdict, so that a high score beside a failure is no riddle."""
        count = sum(item.severity == "error" and item.state == "fail" and not item.waived for item in assessment.items)
        if not count or assessment.score is None or self._view.columns < _ROOMY:
            return ""
        return say("report.must", self._view.lang, count=count)

    def _score(self, score: Score | None) -> str:
        lang = self._view.lang
        if score is None:
            return say("report.unscored", lang)
        grade = say(f"grade.{score.grade}", lang)
        return f"{self._paint(say('report.points', lang, points=score.points), 'bold')} {grade}"

    def _with_waivers(self, assessment: Assessment) -> str:
        """How many gaps are waived and what the score is with them; empty where none is."""
        score, lang = assessment.score, self._view.lang
        if score is None or score.with_waivers is None:
            return ""
        count, points = len(words.waived(assessment.items)), score.with_waivers.points
        grade = say(f"grade.{score.with_waivers.grade}", lang)
        return say("report.points.waived", lang, count=count, points=points, grade=grade)

    def _baseline(self, assessment: Assessment, met: bool) -> str:
        """How many gaps are old and do not count; empty where none is."""
        count = len(words.old(assessment.items))
        told = say("report.baseline.count", self._view.lang, count=count) if count else ""
        return words.unchanged(assessment, met, self._view) or told

    def _path(self, assessment: Assessment) -> str:
        return safe.path(assessment.path, self._view.lang)

    def _about(self, assessment: Assessment, met: bool) -> list[str]:
        """Whose report it is, what it was judged by, the cap, and the gate of the run where it is not met."""
        lang, pack, facts, score = self._view.lang, assessment.pack, assessment.facts, assessment.score
        if pack is None or facts is None:
            return []
        year = say("report.year", lang, year=facts.year) if facts.year else ""
        filer = words.titled(pack.filers, facts.filer, lang)
        rules = f"{say('report.pack', lang, id=pack.id, version=pack.version)} ({pack.digest[:14]})"
        known = [safe.line(word) for word in (facts.issuer or "", filer, year, rules) if word]
        lines = self._wrapped(" · ".join(known))
        lines += self._extraction(assessment.document.extraction if assessment.document else None)
        if score is not None and score.cap is not None:
            ruled = next((item.rule.title for item in assessment.items if item.rule.id == score.cap.rule), {})
            values = {"title": words.told(ruled, lang), "rule": score.cap.rule, "points": score.cap.points}
            lines += self._wrapped(say("report.cap", lang, uncapped=score.uncapped, **values))
        if score is not None and score.with_waivers is not None:
            lines += self._wrapped(self._with_waivers(assessment))
        if told := self._baseline(assessment, met):
            lines += self._wrapped(told)
        if not met and assessment.verdict == "pass":
            lines += self._wrapped(say("report.gate", lang, wants=words.wants(self._view)))
        return lines

    def _extraction(self, extraction: Extraction | None) -> list[str]:
        """How the text was taken out of the file, where that is in question."""
        if extraction is None or not extraction.doubtful:
            return []
        lang = self._view.lang
        told = [say("extraction.pages", lang, count=extraction.pages)] if extraction.pages else []
        if extraction.recognised > 0:
            share = max(1, round(extraction.recognised * 100))
            told.append(say("extraction.recognised", lang, share=share))
        # What was recognised is told by its share; sentences of the catalogue are strung together here.
        rest = [key for key in extraction.warnings if key != "recognised-text" or extraction.recognised == 0]
        told += [text.rstrip("。.") for text in words.warnings(extraction._replace(warnings=tuple(rest)), lang)]
        return self._wrapped(say("extraction", lang) + " · ".join(told))

    def _unmet(self, assessment: Assessment, met: bool) -> str:
        """Why a report that passes is not good enough for this run, in one breath."""
        if met or assessment.verdict != "pass":
            return ""
        return "  " + say("report.gate", self._view.lang, wants=words.wants(self._view))

    def _gaps(self, assessment: Assessment) -> list[str]:
        """What to mend, most points to gain first."""
        ranked, lang = words.ranked(assessment.items), self._view.lang
        heading = self._paint(say("report.gaps", lang, count=len(ranked)), "bold")
        lines = ["", heading if ranked else words.no_gaps(assessment, lang)]
        for item in ranked:
            lines += gap(item, assessment, self._view, self._paint)
        return lines + self._old_gaps(assessment) + self._waived(assessment)

    def _old_gaps(self, assessment: Assessment) -> list[str]:
        """The gaps that stand in the baseline, each with its place."""
        old, lang = words.old(assessment.items), self._view.lang
        if not old:
            return []
        lines = ["", self._paint(say("report.baseline", lang, count=len(old)), "bold")]
        for item in old:
            lines += old_gap(item, assessment, self._view, self._paint)
        return lines

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
