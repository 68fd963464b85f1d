"""Cited instruments: what stands between 《 and 》, nested marks included."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING

from checker.text.span import Span

if TYPE_CHECKING:
    from checker.document.report import Report

_LONGEST = 200


def find_citations(text: str) -> list[Span]:
    """The outermost 《…》 of a folded *text*, marks included, in order; one that is never closed is none."""
    found = []
    depth = start = 0
    opening, closing = text.find("《"), text.find("》")
    while closing >= 0:  # each mark is looked for once: of one that never comes the search runs through all of the text
        if 0 <= opening < closing:
            if depth == 0 or opening - start > _LONGEST:
                start, depth = opening, 0
            depth += 1
            opening = text.find("《", opening + 1)
            continue
        if depth:
            depth -= 1
            if depth == 0 and closing - start <= _LONGEST:
                found.append(Span(start, closing + 1))
        closing = text.find("》", closing + 1)
    return found


def citations_of(report: Report) -> list[Span]:
    """What :func:`find_citations` finds in a report, once for all that ask."""
    found = report.memo.get("citations")
    if not isinstance(found, list):
        found = report.memo["citations"] = find_citations(report.text)
    return found


def inside(spans: Sequence[Span], offset: int) -> bool:
    """Whether *offset* lies in one of the disjoint, ordered *spans*."""
    at = bisect_right(spans, (offset, 1 << 60)) - 1
    return at >= 0 and spans[at].start <= offset < spans[at].end
