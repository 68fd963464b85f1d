"""Cited instruments: what stands between 《 and 》, nested marks included."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from checker.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.document.report import Report

_LONGEST = 200


def find_citations(text: str) -> list[Span]:
    """The outermost 《…》 of a folded *text*, marks included, in order; one that is never closed is none."""
    found = []
    depth = start = 0
    at = _next(text, 0)
    while at >= 0:
        if text[at] == "《":
            if depth == 0 or at - start > _LONGEST:
                start, depth = at, 0
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0 and at - start <= _LONGEST:
                found.append(Span(start, at + 1))
        at = _next(text, at + 1)
    return found


def citations_of(report: Report) -> list[Span]:
    """What :func:`find_citations` finds in a report, once for all that ask."""
    found = report.memo.get("citations")
    if not isinstance(found, list):
        found = report.memo["citations"] = find_citations(report.text)
    return found


def _next(text: str, at: int) -> int:
    opening, closing = text.find("《", at), text.find("》", at)
    return max(opening, closing) if min(opening, closing) < 0 else min(opening, closing)


def inside(spans: Sequence[Span], offset: int) -> bool:
    """Whether *offset* lies in one of the disjoint, ordered *spans*."""
    at = bisect_right(spans, (offset, 1 << 60)) - 1
    return at >= 0 and spans[at].start <= offset < spans[at].end
