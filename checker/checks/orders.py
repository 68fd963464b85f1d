"""What cannot exceed something else does not: no more is put right than was found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from checker.checks.outcome import Outcome, failed, passed, skipped
from checker.checks.ratios import above_whole
from checker.checks.setting import SHOWN, counts_of, printed
from checker.document.counts import alike
from checker.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from checker.document.counts import Counts
    from checker.document.figures import Figure
    from checker.document.report import Report

_WORDS_BEFORE = 14
"""The words of a kind stand no further than so many characters before their number."""
_LINKS = "、和及与"


class _Pair(NamedTuple):
    less: Figure
    more: Figure


def ordered(report: Report, options: Mapping[str, Any]) -> Outcome:
    """In no sentence is a figure of ``less`` words above that of the ``more`` words before it, for each of ``pairs``.

    Both must be exact, of the same time, neither planned nor a difference, and in units that count the same, or that
    ``units`` (lists ``less`` and ``more``) say can be held together.  A sentence with ``unless`` words is passed over.
    ``rates`` are percentages that cannot be above 100.  Reasons: ``above``, ``order``.
    """
    counts = counts_of(report)
    good: list[Span] = []
    faults: list[_Pair] = []
    for pair in options["pairs"].values():
        for less, more in _compared(report, counts, pair):
            if less.value > more.value:
                faults.append(_Pair(less, more))
            else:
                good += [counts.thing(more).span, counts.thing(less).span]
    above = above_whole(report, counts, options["rates"]) if "rates" in options else []
    if faults:
        spans = [counts.thing(figure).span for pair in faults for figure in (pair.more, pair.less)]
        spans += [counts.thing(figure).span for figure in above]
        less, more = (report.quote(counts.thing(figure).span).strip() for figure in faults[0])
        return failed("order", list(dict.fromkeys(spans))[:SHOWN], count=len(faults) + len(above), less=less, more=more)
    if above:
        spans = [counts.thing(figure).span for figure in above]
        return failed("above", spans[:SHOWN], count=len(above), rate=printed(report, above[0]))
    return passed(list(dict.fromkeys(good))[:SHOWN], count=len(good) // 2) if good else skipped("nothing-to-compare")


def _compared(report: Report, counts: Counts, pair: Mapping[str, Any]) -> list[_Pair]:
    """The figures of one pair that stand together, each lesser one with the nearest greater one before it."""
    hits, others = report.scan.hits(pair["less"]), report.scan.hits(pair["more"])
    if not hits or not others:
        return []
    lesser = _figures_of(report, counts, hits)
    greater = _figures_of(report, counts, others) if lesser else []
    found: list[_Pair] = []
    at = 0
    for figure in lesser:
        while at < len(greater) and greater[at].span.start < figure.span.start:
            at += 1
        sentence = counts.sentence(*figure.span)
        for more in reversed(greater[max(0, at - 4) : at]):
            if more.span.start < sentence.start:
                break
            if not _fit(figure, more, pair.get("units")):
                continue
            if _comparable(report, counts, figure, more, pair, sentence):
                found.append(_Pair(figure, more))
            break
    return found


def _figures_of(report: Report, counts: Counts, hits: Sequence[Span]) -> list[Figure]:
    """The figures that count what the hits name, in order: 立案12件, 12件立案."""
    start, end = report.body
    found = []
    for hit in hits:
        if hit.start < start or hit.end > end:
            continue
        at = counts.first_from(hit.end)
        if at < len(counts.figures):
            figure = counts.figures[at]
            thing = counts.thing(figure)
            if thing.span.start <= hit.start and figure.span.start - hit.end <= _WORDS_BEFORE:
                found.append(figure)
                continue
        if at > 0:
            figure = counts.figures[at - 1]
            thing = counts.thing(figure)
            if figure.span.end <= hit.start and hit.end <= thing.span.end and not thing.before:
                found.append(figure)
    return sorted(dict.fromkeys(found))


def _fit(less: Figure, more: Figure, units: Mapping[str, Any] | None) -> bool:
    if units is not None:
        return less.unit in units["less"] and more.unit in units["more"]
    return alike(less.unit, more.unit)


def _comparable(
    report: Report, counts: Counts, less: Figure, more: Figure, pair: Mapping[str, Any], sentence: Span
) -> bool:
    if not (counts.exact(less) and counts.exact(more)):
        return False
    if "unless" in pair and report.scan.any_within(pair["unless"], *sentence):
        return False
    one, other = counts.scope(less), counts.scope(more)
    if one.past or other.past or one.planned or other.planned or one.change or other.change:
        return False
    between = report.text[more.span.end : less.span.start]
    return one.year == other.year and "其中" not in between and not _new_period(between)


def _new_period(between: str) -> bool:
    return any(word in between for word in ("累计", "截至", "截止", "以来", "上半年", "下半年", "季度"))
