"""Figures that must fit each other; what the checks of them have in common: the counted facts, and how a value is told."""

from __future__ import annotations

from bisect import bisect_left

from checker.checks.counting import counted
from checker.document.counts import Counts
from checker.document.figures import Figure
from checker.document.report import Report

SHOWN = 20
"""So many places are shown; the count tells of the others."""
ENOUGH = 100
"""Behind so many places nothing more is looked for: such a text is wrong as a whole."""


def counts_of(report: Report) -> Counts:
    """The counted facts of the report in their setting (made once)."""
    found = report.memo.get("counts")
    if not isinstance(found, Counts):
        found = report.memo["counts"] = Counts(report.text, counted(report))
    return found


def says(report: Report, number: int, start: int, end: int) -> bool:
    """Whether a hit of pattern list *number* lies between two offsets; one that runs across an end counts for nothing."""
    hits = report.scan.hits(number)
    at = bisect_left(hits, (start,))
    return at < len(hits) and hits[at].end <= end


def printed(report: Report, figure: Figure) -> str:
    """A figure as printed."""
    return report.quote(figure.span)


def plain(value: float) -> str:
    """A value without the digits that a sum of decimals only seems to have."""
    return f"{value:.6f}".rstrip("0").rstrip(".")


def scaled(value: float, report: Report, like: Figure) -> str:
    """A value in the way in which *like* is printed: 12.61万元 beside 12.6万元."""
    words = printed(report, like)
    for scale, factor in (("亿", 1e8), ("万", 1e4)):
        if scale in words:
            return f"{plain(value / factor)}{scale}{like.unit}"
    return f"{plain(value)}{like.unit}"
