"""Run the cases of a pack's rules: each rule is tested by the examples that stand beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from checker.rulebook.model import Case, Pack, Rule

if TYPE_CHECKING:
    Judge = Callable[[Pack, Rule, Case], tuple[str, str | None]]

_FIRES = frozenset({"fail", "partial"})


class CaseResult(NamedTuple):
    """How one case came out; ``number`` counts the cases of a rule from 1."""

    rule: str
    number: int
    case: Case
    state: str
    reason: str | None

    @property
    def ok(self) -> bool:
        """Whether it came out as the case says; a case that names no reason accepts any."""
        return self.state == self.case.state and self.case.reason in {None, self.reason}


class CaseReport(NamedTuple):
    """All results, the ids of rules that no case makes fire, and of rules that no case passes."""

    results: tuple[CaseResult, ...]
    never_fire: tuple[str, ...]
    never_pass: tuple[str, ...]

    @property
    def wrong(self) -> tuple[CaseResult, ...]:
        """The cases that came out otherwise than they say."""
        return tuple(result for result in self.results if not result.ok)

    @property
    def ok(self) -> bool:
        """Whether the pack's rules do what their cases say, and every rule can fire and can pass."""
        return not (self.wrong or self.never_fire or self.never_pass)


def run_cases(pack: Pack, judge: Judge) -> CaseReport:
    """Judge every case of every rule with *judge*, which gives the state and the reason of one rule for one case."""
    results = tuple(
        CaseResult(rule.id, number, case, *judge(pack, rule, case))
        for rule in pack.rules
        for number, case in enumerate(rule.proofs, 1)
    )
    fired = {result.rule for result in results if result.state in _FIRES}
    passed = {result.rule for result in results if result.state == "pass"}
    return CaseReport(
        results,
        tuple(rule.id for rule in pack.rules if rule.id not in fired),
        tuple(rule.id for rule in pack.rules if rule.id not in passed),
    )
