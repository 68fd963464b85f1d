"""The rules on words, put to the proof by sentences: those that are right stay quiet, those that are not are told."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from checker.judging.judge import run_rule

if TYPE_CHECKING:
    from collections.abc import Callable

    from checker.document.report import Report
    from checker.rulebook.model import Pack

DATA = Path(__file__).parents[1] / "data"
SENTENCES = yaml.safe_load((DATA / "wording.yaml").read_text(encoding="utf-8"))
OFFICIAL = sorted(DATA.glob("official*.txt"))
RULES = [*SENTENCES, "year-consistency", "repeated-text"]
REPORT = """\
某市某局2024年度法治政府建设情况报告
2024年，我局推进法治政府建设。现将有关情况报告如下：
一、主要举措和成效
召开会议4次，研究法治建设。
{}
二、存在的不足和原因
执法力量不足，原因是编制紧张。
"""


@pytest.fixture
def found(national: Pack, observed: Callable[..., Report]) -> Callable[[str, str], list[str]]:
    """The words that a rule tells of in a text."""
    rules = {rule.id: rule for rule in national.rules}

    def found(name: str, text: str) -> list[str]:
        report = observed(text)
        outcome = run_rule(report, rules[name])
        return [report.quote(span) for span in outcome.evidence] if outcome.state in ("fail", "partial") else []

    return found


@pytest.mark.parametrize(
    ("rule", "sentence"), [(rule, sentence) for rule, kinds in SENTENCES.items() for sentence in kinds["right"]]
)
def test_what_is_right_stays_quiet(found: Callable[[str, str], list[str]], rule: str, sentence: str) -> None:
    assert found(rule, REPORT.format(sentence)) == []


@pytest.mark.parametrize(
    ("rule", "sentence"), [(rule, sentence) for rule, kinds in SENTENCES.items() for sentence in kinds["wrong"]]
)
def test_what_is_wrong_is_told(found: Callable[[str, str], list[str]], rule: str, sentence: str) -> None:
    quotes = found(rule, REPORT.format(sentence))
    assert quotes
    assert all(quote in sentence for quote in quotes)


@pytest.mark.parametrize("path", OFFICIAL, ids=lambda path: path.stem)
@pytest.mark.parametrize("rule", RULES)
def test_a_long_official_text_stays_quiet(found: Callable[[str, str], list[str]], rule: str, path: Path) -> None:
    assert found(rule, path.read_text(encoding="utf-8")) == []
