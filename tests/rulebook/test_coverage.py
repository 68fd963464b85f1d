"""The cases of rules, and the trace from clauses to rules to cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.rulebook.proof import run_cases, trace

from .samples import PACK

if TYPE_CHECKING:
    from collections.abc import Callable

    from checker.rulebook.model import Case, Pack, Rule


def as_written(_pack: Pack, _rule: Rule, case: Case) -> tuple[str, str | None]:
    return case.state, case.reason


def test_cases_that_come_out_as_written(loaded: Callable[..., Pack]) -> None:
    report = run_cases(loaded(), as_written)
    assert report.ok
    assert [(result.rule, result.number) for result in report.results][-1] == ("requests", 2)


def test_cases_that_do_not(loaded: Callable[..., Pack]) -> None:
    report = run_cases(loaded(), lambda _pack, rule, _case: ("pass" if rule.id == "requests" else "fail", "other"))
    assert [(result.rule, result.number, result.state) for result in report.wrong] == [
        ("part-general", 1, "fail"),
        ("requests", 2, "pass"),
    ]
    assert (report.never_fire, report.never_pass, report.ok) == (("requests",), ("part-general",), False)


def test_a_reason_counts_where_the_case_names_one(loaded: Callable[..., Pack]) -> None:
    report = run_cases(loaded(), lambda _pack, _rule, case: (case.state, "thin"))
    assert [(result.rule, result.number) for result in report.wrong] == [("requests", 2)]


def test_trace(loaded: Callable[..., Pack]) -> None:
    found = trace(loaded())
    assert [(row.clause.id, [rule.rule for rule in row.rules]) for row in found.clauses if row.clause] == [
        ("50", ["part-general"]),
        ("49", []),
    ]
    assert found.clauses[0].rules[0][1:] == (1, 1)
    assert [rule.rule for rule in found.practice] == ["requests"]
    assert found.ok


def test_a_required_clause_without_a_rule(loaded: Callable[..., Pack]) -> None:
    found = trace(loaded(PACK.replace('[{source: decree-711, clause: "50"}]', "[{source: decree-711}]")))
    assert [row.clause.id for row in found.uncovered if row.clause] == ["50"]
    assert not found.ok
    assert found.clauses[0].clause is None, "a rule may rest on a source as a whole"
