"""Bounds that figures keep: what cannot exceed something else, and what is said to be none.

``ordered``: both figures must be exact, of the same time, neither planned nor a difference, and count things that a pair of the
pack holds together.  发现隐患42处，整改42处 passes, 整改45处 fails, ``order``; 办结率103% fails, ``above``.

``zero``: claims that there was none of something are held against figures that count it.  Passed over are claims in a part
about the coming year, claims that a field or a time narrows, and figures of another time or of a plan.
实现零投诉 beside 受理投诉37件 fails, ``contradicted``; 窗口零投诉 may pass.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from checker.checks.counting import counts_of
from checker.checks.figures import ENOUGH, below_headings, printed, says
from checker.checks.figures.ratios import above_whole
from checker.checks.outcome import SHOWN, Outcome, failed, passed, skipped
from checker.document.figures import Counts, Figure, alike
from checker.document.report import Report
from checker.document.sentences import around
from checker.records import Any, NamedTuple
from checker.text.lazy_re import lazy
from checker.text.span import Span
from checker.words import words

_WORDS_BEFORE = 14
"""The words of a kind stand no further than so many characters before their number."""
_WORDS_BEHIND = 8
_NEAREST = 6
"""So many words for the greater thing are looked at before a lesser figure."""
_NOUN = 2
_SAYS_NOTHING = lazy(r"«figures.says-nothing»")


class _Pair(NamedTuple):
    less: Figure
    more: Figure
    bound: float


def ordered(report: Report, options: Mapping[str, Any]) -> Outcome:
    """In no sentence is a figure of ``less`` words above that of the ``more`` words before it."""
    counts = counts_of(report)
    good: list[Span] = []
    faults: list[_Pair] = []
    for pair in options["pairs"].values():
        for one in _compared(report, counts, pair):
            if one.less.value > one.bound:
                faults.append(one)
            else:
                good += [counts.thing(one.more).span, counts.thing(one.less).span]
    above = above_whole(report, counts, options["rates"]) if "rates" in options else []
    if faults:
        spans = [counts.thing(figure).span for pair in faults for figure in (pair.more, pair.less)]
        spans += [counts.thing(figure).span for figure in above]
        less, more = (report.quote(counts.thing(figure).span).strip() for figure in faults[0][:2])
        return failed("order", list(dict.fromkeys(spans))[:SHOWN], count=len(faults) + len(above), less=less, more=more)
    if above:
        spans = [counts.thing(figure).span for figure in above]
        return failed("above", spans[:SHOWN], count=len(above), rate=printed(report, above[0]))
    return passed(list(dict.fromkeys(good))[:SHOWN], count=len(good) // 2) if good else skipped("nothing-to-compare")


def _compared(report: Report, counts: Counts, pair: Mapping[str, Any]) -> list[_Pair]:
    """Return the figures of one pair that stand together, each lesser one with the nearest greater one before it.

    Whether the two can be held against each other is asked only where they are not in order.
    """
    found: list[_Pair] = []
    wrong = 0
    lesser = report.scan.hits(pair["less"])
    others = report.scan.hits(pair["more"]) if lesser else []
    for figure in _figures_of(report, counts, lesser) if others else ():
        sentence = counts.sentence_around(*figure.span)
        last = bisect_left(others, (figure.span.start,))
        hits = others[max(bisect_left(others, (sentence.start,)), last - _NEAREST) : last]
        for more in reversed(_figures_of(report, counts, hits)):
            if more.span.start >= figure.span.start or not _fit(figure, more, pair.get("units")):
                continue
            one = _Pair(figure, more, _with_others(counts, figure, more))
            if figure.value <= one.bound or _comparable(report, counts, one, pair):
                found.append(one)
                wrong += figure.value > one.bound
            break
        if wrong >= ENOUGH:
            break
    return found


def _figures_of(report: Report, counts: Counts, hits: Sequence[Span]) -> list[Figure]:
    """Return the figures that count what the hits name, in order: 立案12件, 12件立案."""
    start, end = report.body
    figures = counts.figures
    found = []
    for hit in hits:
        if hit.start < start or hit.end > end or report.text[hit.start - 1] in words("figures.negated"):
            continue
        at = counts.first_from(hit.end)
        behind = figures[at] if at < len(figures) and figures[at].span.start - hit.end <= _WORDS_BEFORE else None
        if behind is not None and counts.thing(behind).span.start <= hit.start:
            found.append(behind)
            continue
        if at > 0 and 0 <= hit.start - figures[at - 1].span.end <= _WORDS_BEHIND:
            thing = counts.thing(figures[at - 1])
            if hit.end <= thing.span.end and not thing.before:
                found.append(figures[at - 1])
    return sorted(dict.fromkeys(found))


def _with_others(counts: Counts, less: Figure, more: Figure) -> float:
    """Return what the lesser figure must not exceed: the greater one with others like it that follow: 食品500批次、药品200批次."""
    others = counts.between(more.span.end, less.span.start)
    return more.value + sum(one.value for one in others if alike(one.unit, more.unit))


def _fit(less: Figure, more: Figure, units: Mapping[str, Any] | None) -> bool:
    if units is not None:
        return less.unit in units["less"] and more.unit in units["more"]
    return alike(less.unit, more.unit)


def _comparable(report: Report, counts: Counts, found: _Pair, pair: Mapping[str, Any]) -> bool:
    """Return whether two figures that are not in order are exact, of one time, and of the same things."""
    less, more, _ = found
    if not (counts.exact(less) and counts.exact(more)):
        return False
    if "unless" in pair and says(report, pair["unless"], *counts.sentence_around(*less.span)):
        return False
    one, other = counts.scope(less), counts.scope(more)
    if one.past or other.past or one.planned or other.planned or one.change or other.change:
        return False
    between = report.text[more.span.end : less.span.start]
    if one.year != other.year or any(
        word in between for name in ("listings.among", "figures.new-time") for word in words(name)
    ):
        return False
    if pair.get("units") is not None:
        return True
    return _same_thing(_noun(report, counts, less, pair["less"]), _noun(report, counts, more, pair["more"]))


def _same_thing(one: str, other: str) -> bool:
    """Return whether two figures count the same things, as far as both say what: 发现隐患 and 消除风险点 do not."""
    if len(one) < _NOUN or len(other) < _NOUN:
        return True
    return any(one[at : at + _NOUN] in other for at in range(len(one) - 1))


def _noun(report: Report, counts: Counts, figure: Figure, number: int) -> str:
    """Return what a figure counts by the words of its clause, those of its kind left out."""
    span = counts.thing(figure).span
    words = list(report.text[span.start : span.end])
    for hit in (figure.span, *report.scan.within(number, *span)):
        words[hit.start - span.start : hit.end - span.start] = " " * (hit.end - hit.start)
    return max(_SAYS_NOTHING.sub(" ", "".join(words)).split(), key=len, default="")


_CLAUSE = 40
_BETWEEN = 12
_COUNTED = lazy(r"«figures.vague-things»{0,4} ?")


def zero(report: Report, options: Mapping[str, Any]) -> Outcome:
    """No claim that there was none of a kind stands beside a count of it."""
    start, end = report.body
    counts = counts_of(report)
    claims: list[Span] = []
    contradicted: list[tuple[Span, Span]] = []
    for kind in options["kinds"].values():
        hits = [hit for hit in report.scan.hits(kind["claim"]) if start <= hit.start and hit.end <= end]
        claims += hits
        figures = _contrary(report, counts, kind) if hits else []
        if figures:
            ahead = below_headings(report, report.vocabulary.coming)
            real = [
                hit for hit in hits if not ahead.holds(hit.start, hit.start + 1) and not _limited(report, hit, options)
            ]
            contradicted += [(hit, counts.thing(figure).span) for figure in figures for hit in real[:ENOUGH]]
    if not claims:
        return skipped("nothing-to-compare")
    if not contradicted:
        return passed(claims[:SHOWN])
    evidence = dict.fromkeys(span for pair in contradicted for span in pair)
    claim, against = contradicted[0]
    return failed(
        "contradicted",
        list(evidence)[:SHOWN],
        count=len({claim for claim, _ in contradicted}),
        claim=report.quote(claim),
        figure=report.quote(against).strip(),
    )


def _limited(report: Report, hit: Span, options: Mapping[str, Any]) -> bool:
    """Return whether the clause of a claim narrows it."""
    if "limits" not in options:
        return False
    clause = report.text[slice(*around(report.text, *hit, "。!?;,:\n", _CLAUSE))]
    return bool(report.scan.of(clause).hits(options["limits"]))  # a few characters: all of the text costs more


def _contrary(report: Report, counts: Counts, kind: Mapping[str, Any]) -> list[Figure]:
    """Return the figures above zero that count what a kind says there was none of."""
    found = []
    start, end = report.body
    for hit in report.scan.hits(kind["against"]):
        if hit.start < start or hit.end > end:
            continue
        at = counts.first_from(hit.end)
        figure = counts.figures[at] if at < len(counts.figures) else None
        if figure is None or not _counts_it(counts, figure, hit):
            figure = _counted_before(counts, at, hit)
        if figure is None or figure.value <= 0 or ("units" in kind and figure.unit not in kind["units"]):
            continue
        scope = counts.scope(figure)
        if scope.past or scope.planned or scope.change or not scope.is_of(report.reported_year):
            continue
        if "unless" in kind and says(report, kind["unless"], *counts.sentence_around(*figure.span)):
            continue
        found.append(figure)
        if len(found) >= SHOWN:
            break
    return found


def _counts_it(counts: Counts, figure: Figure, hit: Span) -> bool:
    """Return whether words before a figure are what it counts: 投诉37件, 投诉举报案件共37件, but not 投诉处理工作会3次."""
    thing = counts.thing(figure)
    if figure.span.start - hit.end > _BETWEEN or thing.span.start > hit.start:
        return False
    return _COUNTED.fullmatch(thing.before, min(hit.end - thing.span.start, len(thing.before))) is not None


def _counted_before(counts: Counts, at: int, hit: Span) -> Figure | None:
    """Return the figure before the words: 37件投诉."""
    if at == 0:
        return None
    figure = counts.figures[at - 1]
    return figure if figure.span.end <= hit.start and hit.end <= counts.thing(figure).span.end else None
