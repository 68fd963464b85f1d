"""What authors can learn of a rule: it belongs to a rule that there is, and its passages are proved."""

from __future__ import annotations

import pytest

from checker.errors import PackError
from checker.listing.requirements import explained
from checker.rulebook.load import load_pack
from checker.rulebook.proof import run_cases
from tests.conftest import JUDGING, shipped

PACK = """
pack: other
version: "1"
title: {zh: 某, en: other}
extends: national
"""


def load(tmp_path, text):
    path = tmp_path / "other.yaml"
    path.write_text(PACK + text, encoding="utf-8")
    return load_pack(str(path), cache=False)


@pytest.fixture(scope="session", params=JUDGING)
def packaged(request):
    """A pack that comes with the checker."""
    return shipped(request.param)


def test_every_rule_has_one(packaged):
    rules = packaged.rules
    assert [rule.id for rule in rules if rule.guide is None] == []
    assert all(len(rule.guide.good) >= 2 for rule in rules)


def test_no_passage_is_given_twice_or_is_a_case(national):
    passages = [passage.text for rule in national.rules for passage in rule.guide.good]
    cases = {case.text for rule in national.rules for case in rule.cases}
    assert len(passages) == len(set(passages))
    assert not cases & set(passages)


def test_a_passage_that_does_not_meet_the_rule_is_found(national):
    rule = next(rule for rule in national.rules if rule.id == "plan-items")
    report = run_cases(national._replace(rules=(rule,)), lambda *_: ("fail", None))
    assert [result.case for result in report.wrong][-2:] == list(rule.guide.good)


def test_it_comes_with_the_cases_from_the_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("CHECKER_CACHE", str(tmp_path))
    assert load_pack("national", cases=True) == load_pack("national", cases=True)
    assert all(rule.guide for rule in load_pack("national").rules)


def test_a_pack_that_switches_a_rule_off_has_no_guide_to_it(tmp_path):
    pack = load(tmp_path, "off: [plan-items]")
    assert "plan-items" not in {rule.id for rule in pack.rules}


def test_a_guide_to_no_rule_is_named(tmp_path):
    entry = (
        "{plain: {zh: 一, en: a}, judged: {zh: 一, en: a}, good: [{text: 一}, {text: 二}], misses: [{zh: 一, en: a}]}"
    )
    with pytest.raises(PackError) as error:
        load(tmp_path, f"guide:\n  plan-item: {entry}\n")
    (problem,) = error.value.problems
    assert (problem.key, problem.path) == ("unknown-rule", "guide.plan-item")


def test_an_author_reads_it_in_order(national):
    rule = next(rule for rule in national.rules if rule.id == "part-causes")
    headings = [chapter.heading for chapter in explained(rule, national, "zh")]
    assert headings == [
        *("要求", "为什么", "怎样判断", "常见的毛病", "结果和分值", "怎样改"),
        *("符合的写法（1）", "符合的写法（2）", "不符合的写法", "怎样关闭"),
    ]
