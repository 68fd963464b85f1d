"""How a pack is proved: its cases run, each clause of its sources traced to rules, and rules to cases."""

from __future__ import annotations

from collections.abc import Callable

from checker.checks.outcome import MISSED
from checker.records import NamedTuple
from checker.rulebook.model import Case, Clause, Pack, Rule, Source

Judge = Callable[[Pack, Rule, Case], tuple[str, str | None]]


class CaseResult(NamedTuple):
    """How one case came out; ``number`` counts the cases of a rule from 1."""

    rule: str
    number: int
    case: Case
    state: str
    reason: str | None

    @property
    def ok(self) -> bool:
        """Return whether it came out as the case says; a case that names no reason accepts any."""
        return self.state == self.case.state and self.case.reason in {None, self.reason}


class CaseReport(NamedTuple):
    """All results, the ids of rules that no case makes fire, and of rules that no case passes."""

    results: tuple[CaseResult, ...]
    never_fire: tuple[str, ...]
    never_pass: tuple[str, ...]

    @property
    def wrong(self) -> tuple[CaseResult, ...]:
        """Return the cases that came out otherwise than they say."""
        return tuple(result for result in self.results if not result.ok)

    @property
    def ok(self) -> bool:
        """Return whether the pack's rules do what their cases say, and every rule can fire and can pass."""
        return not (self.wrong or self.never_fire or self.never_pass)


def run_cases(pack: Pack, judge: Judge) -> CaseReport:
    """Judge every case of every rule with *judge*, which gives the state and the reason of one rule for one case."""
    results = tuple(
        CaseResult(rule.id, number, case, *judge(pack, rule, case))
        for rule in pack.rules
        for number, case in enumerate(rule.proofs, 1)
    )
    fired = {result.rule for result in results if result.state in MISSED}
    passed = {result.rule for result in results if result.state == "pass"}
    proved = [rule for rule in pack.rules if rule.proofs and not pack.base]  # what a base leaves open has no cases
    return CaseReport(
        results,
        tuple(rule.id for rule in proved if rule.id not in fired),
        tuple(rule.id for rule in proved if rule.id not in passed),
    )


class Coverage(NamedTuple):
    """A rule and the number of its cases that are to pass and that are not to."""

    rule: str
    passing: int
    failing: int


class ClauseRow(NamedTuple):
    """A clause of a source with the rules that rest on it; ``clause`` is ``None`` for the source as a whole."""

    source: Source
    clause: Clause | None
    rules: tuple[Coverage, ...]

    @property
    def uncovered(self) -> bool:
        """Return whether the clause must have a rule and has none."""
        return self.clause is not None and self.clause.required and not self.rules


class Trace(NamedTuple):
    """All clauses in the order of the pack, and the rules that rest on practice alone."""

    clauses: tuple[ClauseRow, ...]
    practice: tuple[Coverage, ...]

    @property
    def uncovered(self) -> tuple[ClauseRow, ...]:
        """Return the required clauses without a rule."""
        return tuple(row for row in self.clauses if row.uncovered)

    @property
    def ok(self) -> bool:
        """Return whether each required clause has a rule."""
        return not self.uncovered


def trace(pack: Pack) -> Trace:
    """Return the coverage of *pack*."""
    rows = []
    for source in pack.sources.values():
        whole = _resting_on(pack, source.id, "")
        if whole or not source.clauses:
            rows.append(ClauseRow(source, None, whole))
        rows += [
            ClauseRow(source, clause, _resting_on(pack, source.id, clause.id)) for clause in source.clauses.values()
        ]
    practice = tuple(_coverage(rule) for rule in pack.rules if all(not basis.source for basis in rule.basis))
    return Trace(tuple(rows), practice)


def _resting_on(pack: Pack, source: str, clause: str) -> tuple[Coverage, ...]:
    return tuple(_coverage(rule) for rule in pack.rules if (source, clause) in rule.basis)


def _coverage(rule: Rule) -> Coverage:
    states = [case.state for case in rule.cases]
    return Coverage(rule.id, states.count("pass"), states.count("fail") + states.count("partial"))
