"""The result for people, on a terminal or in a pipe: verdict, score, gaps, checklist.

Each gap is a paragraph: what, where, the words, why, by which clause, how to mend it.  They share the lines that there are: each
has its two or three, and what is left goes to those at the top, which are worth most.  Where that is not enough, quotation,
remedy and message lose their ends; place, clause and effort stay.  Of the checklist a sign and a title for each rule, as many to
a line as fit; what does not apply is counted, and where there is little room so is what is met.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from functools import lru_cache

from checker.engine.model import Assessment
from checker.i18n import LANGUAGES, say
from checker.presentation import ItemView, ReportView, RunCount
from checker.presentation.report import Answer
from checker.presentation.wording import SYMBOLS, Failure
from checker.records import NamedTuple
from checker.render import RenderOptions
from checker.render.terminal import Paint, Paragraph, Segment
from checker.text.width import pad, truncate, width, wrap

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
        failure = view.failure
        above = "\n" if self._count.reports["files"] and not self._options.quiet else ""
        self._count.add(assessment)
        if failure is not None:
            lines = self._failure_lines(view, failure)
        elif self._options.quiet:
            texts = (view.with_waivers, view.with_baseline, view.unmet)
            lines = ["  ".join(filter(None, (self._verdict(view), *texts)))]
        else:
            lines = [self._verdict(view), *self._report_lines(view)]
            lines += self._gaps_and_checklist(view, _SCREEN - len(lines))
        return above + "\n".join(lines) + "\n"

    def end(self) -> str:
        """Return the summary line of a run over several files."""
        if self._count.reports["files"] < 2:
            return ""
        summary = self._paint(self._count.sentence(self._options.lang), "bold")
        return ("" if self._options.quiet else "\n") + summary + "\n"

    def _failure_lines(self, view: ReportView, failure: Failure) -> list[str]:
        """Return what could not be read, why, and what to do."""
        verdict = f"{self._paint(f'{view.sign} {view.verdict}', 'unreadable')}  {view.path}"
        if self._options.quiet:
            return [f"{verdict}  {failure.what}"]
        return [verdict, *self._wrapped(failure.what), *self._wrapped(say("remedy", view.lang) + failure.remedy)]

    def _verdict(self, view: ReportView) -> str:
        """Return the line that stands for the report: verdict, score, grade, path."""
        must = view.must if self._options.columns >= _ROOMY else ""
        verdict = self._paint(f"{view.sign} {view.verdict}{must}", view.outcome)
        score = f"{self._paint(view.points, 'bold')} {view.grade}" if view.grade else view.score
        return f"{verdict}  {score}  {view.path}"

    def _report_lines(self, view: ReportView) -> list[str]:
        """Return whose report it is, what it was judged by, the cap, and the gate of the run where it is not met."""
        texts = (
            *(" · ".join(view.identity()), view.doubt, view.cap),
            *(view.with_waivers, view.with_baseline, view.unmet),
        )
        return [line for text in texts if text for line in self._wrapped(text)]

    def _gaps_and_checklist(self, view: ReportView, room: int) -> list[str]:
        """Return gaps and checklist in *room* lines if possible: what is met gives way to the gaps, then their ends do."""
        gaps = GapLines(view.gaps, self._options, self._paint)
        head = self._gaps_heading_lines(view) if view.gaps else [view.gaps_heading]
        aside = self._set_aside_lines(view)
        room -= len(head) + len(aside)
        below = self._what_follows(view, room - gaps.most)
        return [*head, *gaps.lines(room - len(below)), *aside, *below]

    def _gaps_heading_lines(self, view: ReportView) -> list[str]:
        """Return what stands above the gaps: how many there are, and how to see all of them."""
        text, columns = view.gaps_heading, self._options.columns
        hint = "" if self._options.verbose else _INDENT + say("report.gaps.hint", view.lang)
        if width(text + hint) > columns:
            return [self._paint(line, "bold") for line in wrap(text, columns)] + wrap(hint, columns, first=_INDENT)
        return [self._paint(text, "bold") + (self._paint(hint, "dim") if hint else "")]

    def _what_follows(self, view: ReportView, room: int) -> list[str]:
        """Return comparisons and checklist, or as much of them as fits in *room* lines."""
        compared = comparisons(view, self._options, self._paint)
        if self._options.verbose:
            return compared + checklist(view, self._options, self._paint, counted=())
        for states in _COUNTED:
            checks = checklist(view, self._options, self._paint, counted=states)
            if len(compared) + len(checks) <= room:
                return compared + checks
        return checks

    def _set_aside_lines(self, view: ReportView) -> list[str]:
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


_GAP = "  "
_FEWEST = {"error": 3}  # lines of a gap of this severity; the others have two
_QUOTE, _LONG_QUOTE = 30, 60  # columns of a quotation at most, and where everything is told
_LEAST_QUOTE, _REMEDY, _MESSAGE = 12, 20, 28  # columns that are left of each at least, or it would tell nothing


class GapLines:
    """The gaps of a report that are to be mended, most points to gain first, laid out for a terminal."""

    def __init__(self, gaps: Sequence[ItemView], options: RenderOptions, paint: Paint) -> None:
        self._gaps = gaps
        self._paragraphs = [_gap_paragraph(gap, options) for gap in gaps]
        self._whole = [len(one.whole()) for one in self._paragraphs]
        self._verbose, self._paint = options.verbose, paint
        self.most = sum(self._whole)
        """How many lines they take where everything is told."""

    def lines(self, room: int) -> list[str]:
        """Return them in *room* lines, if they can be told in so few; whole where everything is wanted."""
        rows = list(zip(self._gaps, self._paragraphs, self._whole, strict=True))
        fewest = [min(one.fewest(_FEWEST.get(gap.item.severity, 2)), whole) for gap, one, whole in rows]
        spare = max((self.most if self._verbose else room) - sum(fewest), 0)
        lines = []
        for (gap, paragraph, _), few in zip(rows, fewest, strict=True):
            cut = paragraph.within(few + spare)
            spare -= len(cut) - few
            lines += _painted(cut, paragraph, gap, self._paint)
        return lines


def waived_lines(gap: ItemView, options: RenderOptions, paint: Paint) -> list[str]:
    """Return one gap that is waived, whole: what, where, what was found, why it is accepted and until when."""
    paragraph = Paragraph([*_place_segments(gap, options, gap.message), Segment(_GAP, gap.message)], options.columns)
    return _painted(paragraph.whole(), paragraph, gap, paint) + wrap(gap.waiver, options.columns, first=_GAP, rest=_GAP)


def baseline_lines(gap: ItemView, options: RenderOptions, paint: Paint) -> list[str]:
    """Return one gap that stands in the baseline: what and where."""
    paragraph = Paragraph(_place_segments(gap, options), options.columns)
    lines = paragraph.whole() if options.verbose else paragraph.within(paragraph.fewest(1))
    return _painted(lines, paragraph, gap, paint)


def _gap_paragraph(gap: ItemView, options: RenderOptions) -> Paragraph:
    """Return all that there is to tell of a gap."""
    why, basis = gap.why, gap.basis_sentence if options.verbose else gap.short_basis
    between = LANGUAGES[gap.lang].between
    rest = between + (basis + between if basis else "")
    effort = say("report.fix.effort", gap.lang, effort=gap.effort)
    segments = [Segment(_GAP, why, rest, _MESSAGE), Segment(effort, gap.fix, least=_REMEDY)]
    return Paragraph([*_place_segments(gap, options, why), *segments], options.columns)


def _place_segments(gap: ItemView, options: RenderOptions, said: str = "") -> list[Segment]:
    """Return what it is about, the place, and the words found there unless they are part of what is *said*."""
    head = " ".join(filter(None, (gap.sign, gap.severity, gap.title, f"[{gap.rule.id}]", gap.gain)))
    segments = [Segment(head)]
    if not gap.item.evidence:
        return segments
    segments.append(Segment(_GAP + gap.place))
    if gap.quote and gap.quote not in said:
        before, after = say("report.quote", gap.lang, text="\n").split("\n")
        quote = truncate(gap.quote, _LONG_QUOTE if options.verbose else _QUOTE)
        segments.append(Segment(" " + before, quote, after, _LEAST_QUOTE))
    if gap.and_more:
        segments.append(Segment(" " + gap.and_more))
    return segments


def _painted(lines: Sequence[str], paragraph: Paragraph, gap: ItemView, paint: Paint) -> list[str]:
    """Return the *lines* with the head in bold, over as many of them as it takes, and its sign in a colour of its own."""
    if not paint.wanted:
        return list(lines)
    sign, left = 1, len("".join(paragraph.segments[0].before.split())) - 1
    painted = []
    for line in lines:
        end = sign
        while left and end < len(line):
            left -= not line[end].isspace()
            end += 1
        parts = ((line[:sign], gap.item.state), (line[sign:end], "bold"))
        painted.append("".join(paint(text, meaning) for text, meaning in parts if text) + line[end:])
        sign = 0
    return painted


_SIGN = 2  # columns of a sign and the space after it
_ORDER = ("pass", "skip")  # of what is counted
_ROW = 56  # columns of a row that has another one beside it
_SHORTEST = 24  # columns of each side, so that its words still say something


def checklist(view: ReportView, options: RenderOptions, paint: Paint, *, counted: Container[str]) -> list[str]:
    """Return a heading with the counts, then a block for each group, its name and points at the left.

    Items whose state is one of *counted* are not named.
    """
    if view.assessment.pack is None:
        return []
    lines = [paint(line, "bold") for line in wrap(view.checklist_heading, options.columns)]
    groups = view.groups()
    margin = max((width(group.label) for group in groups), default=0) + len(_GAP)
    for group in groups:
        cells = list(_item_cells_of(group.items, max(options.columns - margin, 1), view.lang, paint, counted))
        packed = _side_by_side(cells, options.columns - margin)
        lines += [pad("" if number else group.label, margin) + line for number, line in enumerate(packed)]
    return lines


class _Cell(NamedTuple):
    """What no line is broken in, and its columns."""

    text: str
    taken: int


def _item_cells_of(
    items: Sequence[ItemView], room: int, lang: str, paint: Paint, counted: Container[str]
) -> Iterator[_Cell]:
    """Yield the items by name, then how many there are of those that are *counted*."""
    states = [one.item.state for one in items]
    for one, state in zip(items, states, strict=True):
        if state not in counted:
            title, taken = _cut_title(one.title, max(room - _SIGN, 1))
            yield _Cell(f"{paint(one.sign, state)} {paint(title, 'dim') if state == 'skip' else title}", taken + _SIGN)
    for state in _ORDER:
        if state in counted and state in states:
            count = say("report.checklist.count", lang, count=states.count(state))
            yield _Cell(f"{paint(SYMBOLS[state], state)} {count}", width(count) + _SIGN)


def _side_by_side(cells: Sequence[_Cell], room: int) -> list[str]:
    """Return the cells one after the other, as many to a line as fit in *room*."""
    lines: list[list[str]] = []
    used = room
    for text, taken in cells:
        if used + len(_GAP) + taken > room:
            lines.append([])
            used = -len(_GAP)
        lines[-1].append(text)
        used += len(_GAP) + taken
    return [_GAP.join(line) for line in lines]


@lru_cache(maxsize=1_000)
def _cut_title(title: str, room: int) -> tuple[str, int]:
    """Return a title as it stands in the block, and the columns that it takes: the same in each report."""
    cut = truncate(title, room)
    return cut, width(cut)


def comparisons(view: ReportView, options: RenderOptions, paint: Paint) -> list[str]:
    """Return a heading and the rows for every rule that compares, side by side where there is room for their words."""
    beside = 1 if options.verbose else max(options.columns // _ROW, 1)
    room = options.columns // beside - len(_INDENT)
    lines = []
    for one in view.comparisons():
        rows = [_INDENT + pad(_answer_line(row, room, view.lang), room) for row in one.rows]
        lines.append(paint(one.heading, "bold"))
        lines += ["".join(rows[at : at + beside]).rstrip() for at in range(0, len(rows), beside)]
    return lines


def _answer_line(row: Answer, room: int, lang: str) -> str:
    arrow, number = " → ", f"{row.number} "
    half = max((room - len(number) - len(arrow)) // 2, _SHORTEST)
    left = number + truncate(row.words, half) + arrow
    if not row.answers:
        return left + say("report.comparison.open", lang)
    first, *others = row.answers
    more = say("report.comparison.also", lang, numbers=[at for at, _ in others]) if others else ""
    return left + truncate(f"{first[0]} {first[1]}", max(room - width(left + more), _SHORTEST)) + more
