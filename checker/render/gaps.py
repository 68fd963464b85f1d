"""The gaps in the terminal output, a paragraph each: what, where, the words, why, by which clause, how to mend it.

They share the lines that there are: each has its two or three, and what is left goes to those at the top, which are
worth most.  Where that is not enough, quotation, remedy and message lose their ends; place, clause and effort stay.
"""

from __future__ import annotations

from collections.abc import Sequence

from checker.i18n import say
from checker.presentation import ItemView
from checker.presentation.wording import between
from checker.render.options import RenderOptions
from checker.render.terminal import Paint, Paragraph, Segment
from checker.text.width import truncate, wrap

_GAP = "  "
_FEWEST = {"error": 3}  # lines of a gap of this severity; the others have two
_QUOTE, _LONG_QUOTE = 30, 60  # columns of a quotation at most, and where everything is told
_LEAST_QUOTE, _REMEDY, _MESSAGE = 12, 20, 28  # columns that are left of each at least, or it would tell nothing


class GapLines:
    """The gaps of a report that are to be mended, most points to gain first, laid out for a terminal."""

    def __init__(self, gaps: Sequence[ItemView], options: RenderOptions, paint: Paint) -> None:
        self._gaps = gaps
        self._paragraphs = [_paragraph(gap, options) for gap in gaps]
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
    paragraph = Paragraph([*_where(gap, options, gap.message), Segment(_GAP, gap.message)], options.columns)
    return _painted(paragraph.whole(), paragraph, gap, paint) + wrap(gap.waiver, options.columns, first=_GAP, rest=_GAP)


def baseline_lines(gap: ItemView, options: RenderOptions, paint: Paint) -> list[str]:
    """Return one gap that stands in the baseline: what and where."""
    paragraph = Paragraph(_where(gap, options), options.columns)
    lines = paragraph.whole() if options.verbose else paragraph.within(paragraph.fewest(1))
    return _painted(lines, paragraph, gap, paint)


def _paragraph(gap: ItemView, options: RenderOptions) -> Paragraph:
    """Return all that there is to tell of a gap."""
    why, basis = gap.why, gap.basis_sentence if options.verbose else gap.short_basis
    rest = between(gap.lang) + (basis + between(gap.lang) if basis else "")
    effort = say("report.fix.effort", gap.lang, effort=gap.effort)
    segments = [Segment(_GAP, why, rest, _MESSAGE), Segment(effort, gap.fix, least=_REMEDY)]
    return Paragraph([*_where(gap, options, why), *segments], options.columns)


def _where(gap: ItemView, options: RenderOptions, said: str = "") -> list[Segment]:
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
