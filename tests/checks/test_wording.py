"""The rules on words, put to the proof by sentences: those that are right stay quiet, those that are not are told."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from checker.engine.judge import run_rule
from checker.presentation.items import message
from tests.tables import from_yaml

if TYPE_CHECKING:
    from collections.abc import Callable

    from checker.document.report import Report
    from checker.engine.model import Assessment
    from checker.rulebook.model import Pack

DATA = Path(__file__).parents[1] / "data"
SENTENCES = from_yaml(DATA / "wording.yaml")
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


def test_papers_that_ran_out(found: Callable[[str, str], list[str]]) -> None:
    papers = from_yaml(DATA / "paper-sentences.yaml")
    report = REPORT.replace("2024", "2026")
    wrong = [
        sentence for kind in papers for sentence in papers[kind]
        if bool(found("wording", report.format(sentence))) != (kind == "told")
    ]  # fmt: skip
    assert wrong == []


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


def test_a_pack_of_ones_own_adds_pairs(make_pack: Callable[[str], Pack], judged: Callable[..., Assessment]) -> None:
    """The pack shown in docs/packs.md: the pairs of the base, and those of its user."""
    docs = (DATA.parents[1] / "docs" / "packs.md").read_text(encoding="utf-8")
    pack = make_pack(
        next(block for block in re.findall("```yaml\n(.*?)```", docs, re.DOTALL) if "$base\n        - {wrong" in block)
    )
    assessment = judged(REPORT.format("市应急局落实放管服改革和“放管服”改革，健全公平审查机制。"), pack=pack)
    item = next(item for item in assessment.items if item.rule.id == "wording")
    assert [quote.text for quote in item.evidence] == ["市应急局", "放管服", "公平审查"]
    assert message(item, "zh") == (
        "有3处用词、用字可能有误：市应急局→市应急管理局（用全称）、放管服→“放管服”改革、公平审查→公平竞争审查。"
    )
    right = judged(REPORT.format("市应急管理局落实“放管服”改革。"), pack=pack)
    assert next(item for item in right.items if item.rule.id == "wording").state == "pass"


@pytest.mark.parametrize("path", OFFICIAL, ids=lambda path: path.stem)
@pytest.mark.parametrize("rule", RULES)
def test_a_long_official_text_stays_quiet(found: Callable[[str, str], list[str]], rule: str, path: Path) -> None:
    assert found(rule, path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", OFFICIAL, ids=lambda path: path.stem)
def test_a_sentence_said_again_is_told(found: Callable[[str, str], list[str]], path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    sentences = list(re.finditer(r"(?<=。)[^。；\n平]{30,}。(?=[^\n])", text))  # 平: formulas about 习近平 do not count
    assert len(sentences) > 5
    for match in sentences:
        again = text[: sentences[-1].end()] + match.group() + text[sentences[-1].end() :]
        words = re.sub("^[一二三四五六]是", "", match.group()[:-1])
        assert words in found("repeated-text", again)
        other = re.sub(r"\d+", lambda number: str(int(number.group()) + 1), match.group())
        if other != match.group():
            assert found("repeated-text", text[: sentences[-1].end()] + other + text[sentences[-1].end() :])


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("某市人民政府2024年度法治", "某市人民政府2023年度法治"),
        ("\n2024年，在省委", "\n2023年，在省委"),
        ("一、2024年推进", "一、2023年推进"),
        ("二、2024年推进", "二、2025年推进"),
        ("三、2024年党政", "三、2023年党政"),
        ("现将有关情况报告", "现将2023年法治政府建设情况报告"),
    ],
)
def test_another_year_is_told(found: Callable[[str, str], list[str]], was: str, becomes: str) -> None:
    text = (DATA / "official.txt").read_text(encoding="utf-8")
    assert was in text
    quotes = found("year-consistency", text.replace(was, becomes))
    year = re.search(r"20\d\d", becomes)
    assert year is not None
    assert any(year.group() in quote for quote in quotes)
    assert any("2024" in quote for quote in quotes)


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("2024年度法治政府建设情况报告\n", "2024年度法治政府建设情况及2025年工作计划的报告\n"),
        ("现将有关情况报告", "现将2024年度法治政府建设情况及2025年工作安排报告"),
        ("二、2024年推进法治政府建设存在的不足和原因", "二、2023年度法治政府建设督察反馈问题整改情况和存在的不足"),
        ("四、2025年推进法治政府建设的主要安排", "四、2025年重点工作情况"),
        ("\n2024年，在省委", "\n2023年是全面贯彻党的二十大精神的开局之年，2024年，在省委"),
        ("某市人民政府2024年度法治", "某市人民政府2020-2024年法治"),
        ("某市人民政府2024年度法治", "某市人民政府法治"),
    ],
)
def test_another_year_that_is_right(found: Callable[[str, str], list[str]], was: str, becomes: str) -> None:
    text = (DATA / "official.txt").read_text(encoding="utf-8")
    assert was in text
    assert found("year-consistency", text.replace(was, becomes)) == []
