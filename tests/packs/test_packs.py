"""Each pack that comes with the checker: its cases, its coverage, its languages."""

from __future__ import annotations

import string
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from checker.checks.registry import CHECKS
from checker.cli.rules import judge_case
from checker.rulebook.load import pack_for_region
from checker.rulebook.proof import run_cases, trace
from tests.conftest import JUDGING, shipped
from tests.tables import every_row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.rulebook.model import Pack

ROOT = Path(__file__).parents[2]
LANGUAGES = {"zh", "en"}


@pytest.fixture(scope="module", params=JUDGING)
def pack(request: pytest.FixtureRequest) -> Pack:
    return shipped(request.param)


def test_there_are_at_least_two() -> None:
    assert {"national", "guangdong"} <= set(JUDGING)


def test_cases_come_out_as_written(pack: Pack) -> None:
    report = run_cases(pack, judge_case)
    wrong = [
        f"{one.rule} {one.number}: {one.case.state} {one.case.reason}, not {one.state} {one.reason}"
        for one in report.wrong
    ]
    assert wrong == []
    assert (report.never_fire, report.never_pass) == ((), ())


def test_each_required_clause_has_a_rule(pack: Pack) -> None:
    found = trace(pack)
    assert [f"{row.source.id} {row.clause.id}" for row in found.uncovered if row.clause] == []
    assert any(row.clause and row.clause.required for row in found.clauses)


def test_each_rule_rests_on_a_clause_that_exists_or_on_practice(pack: Pack) -> None:
    for rule in pack.rules:
        assert rule.basis
        for basis in rule.basis:
            assert (
                (basis.source, basis.clause) == ("", "")
                or not basis.clause
                or basis.clause in pack.sources[basis.source].clauses
            )


def texts(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    """Every mapping that looks like a text for users, with the way to it."""
    if isinstance(value, dict) and set(value) & LANGUAGES:
        yield path, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from texts(inner, f"{path}.{key}")
    elif isinstance(value, (list, tuple)):
        for number, inner in enumerate(value):
            yield from texts(inner, f"{path}[{number}]")


def all_texts(pack: Pack) -> list[tuple[str, Any]]:
    found = list(texts({"title": pack.title}, pack.id))
    for group in pack.groups:
        found += texts({"title": group.title}, f"groups.{group.id}")
    for rule in pack.rules:
        holder = {"title": rule.title, "message": dict(rule.message), "fix": rule.fix, "options": dict(rule.options)}
        found += texts(holder, f"rules.{rule.id}")
    for source in pack.sources.values():
        found += texts({"title": source.title}, f"sources.{source.id}")
        for clause in source.clauses.values():
            found += texts({"title": clause.title}, f"sources.{source.id}.{clause.id}")
    return found


def test_each_text_is_there_in_both_languages(pack: Pack) -> None:
    found = all_texts(pack)
    assert len(found) > 100
    for path, text in found:
        assert set(text) == LANGUAGES, path
        assert all(words.strip() for words in text.values()), path
        assert any("\u4e00" <= char <= "\u9fff" for char in text["zh"]), path


def test_english_texts_are_english(pack: Pack) -> None:
    terms = "述法法治法制依法行政①②③④…—“”《》〈〉（）、一二三1（)"
    for path, text in all_texts(pack):
        foreign = [char for char in text["en"] if "\u4e00" <= char <= "\u9fff" and char not in terms]
        assert not foreign, f"{path}: {text['en']}"


def test_both_languages_are_filled_with_the_same_values(pack: Pack) -> None:
    for rule in pack.rules:
        for reason, text in rule.message.items():
            named = {
                lang: {name for _, name, _, _ in string.Formatter().parse(words) if name}
                for lang, words in text.items()
            }
            assert named["en"] <= named["zh"] | {"count"}, f"{rule.id} {reason}"


def test_each_reason_of_a_case_has_its_message(pack: Pack) -> None:
    for rule in pack.rules:
        for case in rule.cases:
            if case.reason and case.state in ("fail", "partial"):
                assert case.reason in rule.message or case.state in rule.message, f"{rule.id} {case.reason}"


def test_each_rule_has_a_text_that_passes_and_one_that_does_not(pack: Pack) -> None:
    for rule in pack.rules:
        states = [case.state for case in rule.cases]
        assert "pass" in states, rule.id
        assert set(states) & {"fail", "partial"}, rule.id


@pytest.mark.parametrize(
    ("region", "name"),
    [("广东省", "guangdong"), ("湖南省", "national"), (None, "national"), ("没有这个省", "national")],
)
def test_the_pack_of_a_region(region: str | None, name: str) -> None:
    assert pack_for_region(region) == name


def test_guangdong_accepts_the_order_seen_there(national: Pack, guangdong: Pack) -> None:
    def orders(pack: Pack) -> Any:
        return next(rule.options["orders"] for rule in pack.rules if rule.id == "part-order")

    seen = ["first-responsible", "measures", "deficiencies", "next-plan"]
    assert seen in [list(order) for order in orders(guangdong)]
    assert [rule.id for rule in guangdong.rules][: len(national.rules)] == [rule.id for rule in national.rules]


def test_what_harms_others_cannot_be_waived(pack: Pack) -> None:
    """Rules that look for private numbers, and the kind of document, on which everything else rests."""
    closed = {group.id for group in pack.groups if not group.waivable}
    assert {"safety", "genre"} <= closed
    assert {rule.group for rule in pack.rules if CHECKS[rule.check].masks_first or rule.check == "genre"} <= closed
    assert {"structure", "substance", "facts", "form"} & closed == set()


@every_row("path", sorted((ROOT / "rules").rglob("*.yaml")))
def test_each_file_is_yaml_for_the_loader_without_libyaml_too(path: Path) -> None:
    """A ``?`` at the end of a plain scalar in brackets is read by one of them only."""
    text = path.read_text(encoding="utf-8")
    assert yaml.load(text, yaml.SafeLoader) == yaml.load(text, yaml.CSafeLoader)
