"""What a check returns: a pure statement about one report, without severity, points or words for users."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from checker.records import Any, NamedTuple
from checker.text.span import Span

START = "^"
END = "$"
"""Where something absent belongs that is no part: at the beginning of the report, or at its end."""
PASS = "pass"  # noqa: S105 - no password
PARTIAL = "partial"
FAIL = "fail"
SKIP = "skip"
MISSED = (PARTIAL, FAIL)
"""The states of what is not there, or not whole."""

SHOWN = 20
"""So many places of a fault are shown; the count tells of the others."""


class Correction(NamedTuple):
    """What is sure to be right in the place of a stretch of the folded text; ``right`` is empty where it is to go."""

    span: Span
    right: str


class Outcome(NamedTuple):
    """How a check came out.

    ``state`` is pass, partial, fail or skip; ``reason`` a short machine-readable cause; ``credit`` between 0 and 1;
    ``evidence`` spans of the folded text; ``values`` fill the rule's message; ``anchor`` is the part by which something
    absent is anchored, or START or END; ``table`` holds the rows of a comparison; ``private`` are stretches of the folded
    text that no output may show; ``corrections`` are the changes that no author needs to think about.
    """

    state: str
    reason: str | None = None
    credit: float = 0.0
    evidence: tuple[Span, ...] = ()
    values: Mapping[str, Any] = {}
    anchor: str | None = None
    table: tuple[Mapping[str, Any], ...] = ()
    private: tuple[Span, ...] = ()
    corrections: tuple[Correction, ...] = ()


_PASSED = Outcome(PASS, None, 1.0)


def passed(evidence: Sequence[Span] = (), **values: Any) -> Outcome:
    """Say that the requirement is met; *evidence* shows where."""
    return Outcome(PASS, None, 1.0, tuple(evidence), values) if evidence or values else _PASSED


def partial(
    reason: str, credit: float = 0.5, evidence: Sequence[Span] = (), anchor: str | None = None, **values: Any
) -> Outcome:
    """Say that the requirement is met in part."""
    return Outcome(PARTIAL, reason, credit, tuple(evidence), values, anchor)


def failed(reason: str, evidence: Sequence[Span] = (), anchor: str | None = None, **values: Any) -> Outcome:
    """Say that the requirement is not met; without evidence the engine anchors the gap by the part *anchor*."""
    return Outcome(FAIL, reason, 0.0, tuple(evidence), values, anchor)


def skipped(reason: str, **values: Any) -> Outcome:
    """Say that the requirement does not apply, or this input cannot show it."""
    return Outcome(SKIP, reason, 0.0, (), values)
