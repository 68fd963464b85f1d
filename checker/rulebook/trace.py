"""Which clause of which source is covered by which rules, and which rules by how many cases."""

from __future__ import annotations

from typing import NamedTuple

from checker.rulebook.model import Clause, Pack, Rule, Source


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
        """Whether the clause must have a rule and has none."""
        return self.clause is not None and self.clause.required and not self.rules


class Trace(NamedTuple):
    """All clauses in the order of the pack, and the rules that rest on practice alone."""

    clauses: tuple[ClauseRow, ...]
    practice: tuple[Coverage, ...]

    @property
    def uncovered(self) -> tuple[ClauseRow, ...]:
        """The required clauses without a rule."""
        return tuple(row for row in self.clauses if row.uncovered)

    @property
    def ok(self) -> bool:
        """Whether each required clause has a rule."""
        return not self.uncovered


def trace(pack: Pack) -> Trace:
    """The coverage of *pack*."""
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
