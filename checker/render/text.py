"""The result for people, on a terminal or in a pipe: verdict, score, gaps, checklist."""

from __future__ import annotations

from checker.engine.model import Assessment
from checker.i18n import say
from checker.presentation import ReportView, RunCount
from checker.render.checklist import checklist, comparisons
from checker.render.gaps import GapLines, baseline_lines, waived_lines
from checker.render.options import RenderOptions
from checker.render.terminal import Paint
from checker.text.width import width, wrap

_INDENT = "  "
_ROOMY = 60  # columns
_COUNTED = (("skip",), ("pass", "skip"))  # states whose items are not named, where there is room and where not
_SCREEN = 40  # lines of a report, unless its gaps cannot be texts in so few


class Renderer:
    """Prints each report as it comes, and a summary where there was more than one."""

    def __init__(self, options: RenderOptions) -> None:
        self._options = options
        self._paint = Paint(options.colour)
        self._count = RunCount()

    def add(self, assessment: Assessment, *, met: bool) -> str:
        """Return the report's block of lines, after an empty line where it is not the first."""
        view = self._options.view(assessment, met=met)
        between = "\n" if self._count.reports["files"] and not self._options.quiet else ""
        self._count.add(view)
        if view.failure is not None:
            lines = self._unreadable(view)
        elif self._options.quiet:
            texts = (view.with_waivers, view.with_baseline, view.unmet)
            lines = ["  ".join(filter(None, (self._verdict(view), *texts)))]
        else:
            lines = [self._verdict(view), *self._about(view)]
            lines += self._body(view, _SCREEN - len(lines))
        return between + "\n".join(lines) + "\n"

    def end(self) -> str:
        """Return the summary line of a run over several files."""
        if self._count.reports["files"] < 2:
            return ""
        summary = self._paint(self._count.sentence(self._options.lang), "bold")
        return ("" if self._options.quiet else "\n") + summary + "\n"

    def _unreadable(self, view: ReportView) -> list[str]:
        """Return what could not be read, why, and what to do."""
        if view.failure is None:
            return []
        verdict = f"{self._paint(f'{view.sign} {view.verdict}', 'unreadable')}  {view.path}"
        if self._options.quiet:
            return [f"{verdict}  {view.failure.what}"]
        remedy = say("remedy", view.lang) + view.failure.remedy
        return [verdict, *self._wrapped(view.failure.what), *self._wrapped(remedy)]

    def _verdict(self, view: ReportView) -> str:
        """Return the line that stands for the report: verdict, score, grade, path."""
        must = view.must if self._options.columns >= _ROOMY else ""
        verdict = self._paint(f"{view.sign} {view.verdict}{must}", view.outcome)
        score = f"{self._paint(view.points, 'bold')} {view.grade}" if view.grade else view.score
        return f"{verdict}  {score}  {view.path}"

    def _about(self, view: ReportView) -> list[str]:
        """Return whose report it is, what it was judged by, the cap, and the gate of the run where it is not met."""
        texts = (
            *(" · ".join(view.identity()), view.doubt, view.cap),
            *(view.with_waivers, view.with_baseline, view.unmet),
        )
        return [line for text in texts if text for line in self._wrapped(text)]

    def _body(self, view: ReportView, room: int) -> list[str]:
        """Return gaps and checklist in *room* lines if possible: what is met gives way to the gaps, then their ends do."""
        gaps = GapLines(view.gaps, self._options, self._paint)
        head = self._heading(view) if view.gaps else [view.gaps_heading]
        aside = self._set_aside(view)
        room -= len(head) + len(aside)
        below = self._below(view, room - gaps.most)
        return [*head, *gaps.lines(room - len(below)), *aside, *below]

    def _heading(self, view: ReportView) -> list[str]:
        """Return what stands above the gaps: how many there are, and how to see all of them."""
        text, columns = view.gaps_heading, self._options.columns
        hint = "" if self._options.verbose else _INDENT + say("report.gaps.hint", view.lang)
        if width(text + hint) > columns:
            return [self._paint(line, "bold") for line in wrap(text, columns)] + wrap(hint, columns, first=_INDENT)
        return [self._paint(text, "bold") + (self._paint(hint, "dim") if hint else "")]

    def _below(self, view: ReportView, room: int) -> list[str]:
        """Return comparisons and checklist, or as much of them as fits in *room* lines."""
        compared = comparisons(view, self._options, self._paint)
        if self._options.verbose:
            return compared + checklist(view, self._options, self._paint, counted=())
        for states in _COUNTED:
            checks = checklist(view, self._options, self._paint, counted=states)
            if len(compared) + len(checks) <= room:
                return compared + checks
        return checks

    def _set_aside(self, view: ReportView) -> list[str]:
        """Return the gaps that were there before, each with its place, and those that somebody answers for."""
        lines = []
        if view.baseline:
            lines.append(self._paint(view.baseline_heading, "bold"))
            lines += [line for gap in view.baseline for line in baseline_lines(gap, self._options, self._paint)]
        if view.waived:
            lines.append(self._paint(view.waived_heading, "bold"))
            lines += [line for gap in view.waived for line in waived_lines(gap, self._options, self._paint)]
        return lines

    def _wrapped(self, text: str) -> list[str]:
        return wrap(text, self._options.columns, first=_INDENT, rest=_INDENT)
