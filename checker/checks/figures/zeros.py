"""``zero``: a claim that something did not happen is not contradicted by a count of it.

* ``kinds`` (required): by a name ``claim`` and ``against``, patterns; ``units``, in which alone the thing is counted;
  ``unless``, words in the sentence of the figure by which it counts something else.
* ``limits``: words that narrow a claim to a field or a time; it is passed over.

A claim in a part about the coming year is passed over, and so is a figure of another time or of a plan.  实现零投诉 beside
受理投诉37件 fails, ``contradicted``; 窗口零投诉 with 窗口 in ``limits`` passes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from checker.checks.figures import SHOWN, counts_of, says
from checker.checks.outcome import Outcome, failed, passed, skipped
from checker.document.counts import Counts
from checker.document.figures import Figure
from checker.document.parts import part_view
from checker.document.report import Report
from checker.text.lazy_re import lazy
from checker.text.span import Cover, Span

_CLAUSE = 40
_BETWEEN = 12
_COUNTED = lazy(r"(?:案件|案|件|事项|申请|问题|线索|诉求|举报|总数|数量|总量|量|数|等|类|次|的|和){0,4} ?")


def zero(report: Report, options: Mapping[str, Any]) -> Outcome:
    """No claim that there was none of a kind stands beside a count of it."""
    start, end = report.body
    counts = counts_of(report)
    claims: list[Span] = []
    contradicted: list[tuple[Span, Span]] = []
    ahead: Cover | None = None
    for kind in options["kinds"].values():
        hits = [hit for hit in report.scan.hits(kind["claim"]) if start <= hit.start and hit.end <= end]
        claims += hits
        for figure in _contrary(report, counts, kind) if hits else ():
            ahead = _ahead(report) if ahead is None else ahead
            for hit in hits[:SHOWN]:
                if not ahead.holds(hit.start, hit.start + 1) and not _limited(report, hit, options):
                    contradicted.append((hit, counts.thing(figure).span))
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


def _ahead(report: Report) -> Cover:
    """The text of the parts about the coming year."""
    names = [part.id for part in report.vocabulary.parts if part.coming]
    views = [part_view(report, name) for name in names]
    return Cover(span for view in views if view.how == "heading" for span in view.spans)


def _limited(report: Report, hit: Span, options: Mapping[str, Any]) -> bool:
    """Whether the clause of a claim narrows it."""
    if "limits" not in options:
        return False
    text = report.text
    low = max(0, hit.start - _CLAUSE)
    start = max(text.rfind(mark, low, hit.start) for mark in "。!?;,:\n") + 1 or low
    high = min(len(text), hit.end + _BETWEEN)
    ends = [at for at in (text.find(mark, hit.end, high) for mark in "。!?;,:\n") if at >= 0]
    clause = report.scan.of(text[start : min(ends) if ends else high])  # a few characters: all of the text costs more
    return bool(clause.hits(options["limits"]))


def _contrary(report: Report, counts: Counts, kind: Mapping[str, Any]) -> list[Figure]:
    """The figures above zero that count what a kind says there was none of."""
    found = []
    start, end = report.body
    year = report.year.value if report.year else None
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
        if scope.past or scope.planned or scope.change or (scope.year and year and scope.year != year):
            continue
        if "unless" in kind and says(report, kind["unless"], *counts.sentence(*figure.span)):
            continue
        found.append(figure)
        if len(found) >= SHOWN:
            break
    return found


def _counts_it(counts: Counts, figure: Figure, hit: Span) -> bool:
    """Whether words before a figure are what it counts: 投诉37件, 投诉举报案件共37件, but not 投诉处理工作会3次."""
    thing = counts.thing(figure)
    if figure.span.start - hit.end > _BETWEEN or thing.span.start > hit.start:
        return False
    return _COUNTED.fullmatch(thing.before, min(hit.end - thing.span.start, len(thing.before))) is not None


def _counted_before(counts: Counts, at: int, hit: Span) -> Figure | None:
    """The figure before the words: 37件投诉."""
    if at == 0:
        return None
    figure = counts.figures[at - 1]
    return figure if figure.span.end <= hit.start and hit.end <= counts.thing(figure).span.end else None
