"""Names and dates of cited instruments, as the national pack judges them."""

from __future__ import annotations

import random
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.checks.instruments import _names
from checker.document.model import Document, SourceMap
from checker.judging.judge import observe_by, run_rule
from checker.rulebook import load

if TYPE_CHECKING:
    from checker.checks.outcome import Outcome
    from checker.rulebook.model import Pack, Rule

NAMES: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parents[1] / "data" / "instruments.yaml").read_text(encoding="utf-8")
)
NATIONAL: Pack = load.load_pack("national")
RULES: dict[str, Rule] = {rule.id: rule for rule in NATIONAL.rules}
KNOWN = [name for number in RULES["law-name"].options["names"] for name in NATIONAL.tables[number]["name"].split("\n")]


def judged(rule: str, text: str, year: int | None = None) -> tuple[Outcome, list[str]]:
    report = observe_by(Document(text, "txt", "-", SourceMap(text), {}), NATIONAL, year=year)
    outcome = run_rule(report, RULES[rule])
    return outcome, [report.quote(span) for span in outcome.evidence]


def cited(name: str) -> str:
    return f"一、主要举措和成效\n认真落实《{name}》，开展检查40次。\n"


@pytest.mark.parametrize("name", NAMES["right"])
def test_right_names_pass(name: str) -> None:
    outcome, _ = judged("law-name", cited(name))
    assert outcome.state == "pass", outcome.values


@pytest.mark.parametrize(("name", "right"), NAMES["slips"].items())
def test_slips_are_told_with_the_right_name(name: str, right: str) -> None:
    outcome, quotes = judged("law-name", cited(name))
    assert (outcome.state, outcome.reason, outcome.values.get("right")) == ("fail", "near-miss", right)
    assert quotes == [f"《{name}》"]


def test_the_lists_are_long_enough_to_say_something() -> None:
    assert len(NAMES["right"]) >= 120
    assert len(NAMES["slips"]) >= 80
