"""Runs of digits long enough to be the number of a person, a telephone or an account, found once for all who ask."""

from __future__ import annotations

from itertools import accumulate
from typing import NamedTuple

from checker.document.report import Report
from checker.text.lazy_re import lazy
from checker.text.span import Span

_LEAST = 11
_RUN = lazy(rf"[0-9](?:[ -]{{0,2}}[0-9]){{{_LEAST - 1},}}(?:[ -]{{0,2}}[xX](?![0-9A-Za-z]))?")
_GROUP = lazy(r"[0-9]+|[xX]")
_SAME = bytes.maketrans(b"0123456789", b"0" * 10)
_GATE = b"0" * _LEAST


class Run(NamedTuple):
    """At least eleven digits with at most two blanks or dashes between any two, and an ``X`` where one ends them.

    ``groups`` are what stands together, the ``X`` alone; ``digits`` is all of them in one, and ``offsets`` tells where in
    it each group begins, with the end of the last.
    """

    groups: tuple[Span, ...]
    digits: str
    offsets: tuple[int, ...]


def digit_runs(report: Report) -> list[Run]:
    """All runs of the report's text."""
    found = report.memo.get("digit-runs")
    if not isinstance(found, list):
        found = report.memo["digit-runs"] = find_digit_runs(report.text)
    return found


def find_digit_runs(text: str) -> list[Run]:
    """All runs of a folded *text*."""
    # Most texts have none: a look at their bytes tells so in a fifth of the time of the expression.
    if _GATE not in text.encode("ascii", "replace").translate(_SAME, b" -"):
        return []
    return [_run(text, match.start(), match.end()) for match in _RUN.finditer(text)]


def _run(text: str, start: int, end: int) -> Run:
    groups = tuple([Span(*group.span()) for group in _GROUP.finditer(text, start, end)])
    digits = "".join([text[group.start : group.end] for group in groups]).upper()
    return Run(groups, digits, (0, *accumulate([group.end - group.start for group in groups])))
