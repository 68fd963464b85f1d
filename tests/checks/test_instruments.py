"""NameIndex and dates of cited instruments, as the national pack judges them."""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.checks.instruments.naming import _known_names
from checker.document.model import bare_document
from checker.engine.judge import observe_by, run_rule
from tests.conftest import shipped
from tests.tables import every_row, from_yaml

if TYPE_CHECKING:
    from checker.checks.outcome import Outcome
    from checker.rulebook.model import Pack, Rule

NAMES: dict[str, Any] = from_yaml(Path(__file__).parents[1] / "data" / "instruments.yaml")
SENTENCES: list[dict[str, Any]] = from_yaml(Path(__file__).parents[1] / "data" / "law-sentences.yaml")
NATIONAL: Pack = shipped("national")
RULES: dict[str, Rule] = {rule.id: rule for rule in NATIONAL.rules}
KNOWN = [name for number in RULES["law-name"].options["names"] for name in NATIONAL.data[number]["name"].split("\n")]
KNOWN = list(dict.fromkeys(KNOWN))
DATED = set(NATIONAL.data[RULES["law-dates"].options["data"][0]]["name"].split("\n"))


def judged(rule: str, text: str, year: int | None = None) -> tuple[Outcome, list[str]]:
    report = observe_by(bare_document(text), NATIONAL, year=year)
    outcome = run_rule(report, RULES[rule])
    return outcome, [report.quote(span) for span in outcome.evidence]


def cited(name: str) -> str:
    return f"一、主要举措和成效\n认真落实《{name}》，开展检查40次。\n"


@every_row("name", NAMES["right"])
def test_right_names_pass(name: str) -> None:
    outcome, _ = judged("law-name", cited(name))
    assert outcome.state == "pass", outcome.values


@every_row(("name", "right"), NAMES["slips"].items())
def test_slips_are_told_with_the_right_name(name: str, right: str) -> None:
    outcome, quotes = judged("law-name", cited(name))
    assert (outcome.state, outcome.reason, outcome.values.get("right")) == ("fail", "near-miss", right)
    assert quotes == [f"《{name}》"]


def known_names() -> Any:
    report = observe_by(bare_document(""), NATIONAL)
    return _known_names(report, RULES["law-name"].options)


@every_row("first", range(0, len(KNOWN), 200))
def test_every_known_name_passes(first: int) -> None:
    outcome, _ = judged("law-name", "".join(cited(name) for name in KNOWN[first : first + 200]))
    assert outcome.state == "pass", outcome.values


@given(st.sampled_from(KNOWN), st.integers(0, 60), st.characters())
@settings(max_examples=100)
def test_a_known_name_with_one_other_character_never_crashes(name: str, at: int, char: str) -> None:
    at %= len(name)
    outcome, quotes = judged("law-name", cited(name[:at] + char + name[at + 1 :]))
    assert outcome.state in {"pass", "fail", "skip"}
    assert bool(quotes) == (outcome.state == "fail")


@given(st.text(alphabet="行政处罚法安全生产条例《》〈〉()（）某市的和管理办\n", max_size=60))
@settings(max_examples=100)
def test_no_text_crashes(text: str) -> None:
    for rule in ("law-name", "law-dates"):
        assert judged(rule, text, year=2024)[0].state in {"pass", "fail", "skip"}


def test_few_real_names_would_be_alarms_if_they_were_unknown() -> None:
    """A name taken out of the list stands for a real one that is not in it: hardly any may look like a slip."""
    from checker.checks.instruments.misspelling import NameIndex

    sample = random.Random(7).sample([name for name in KNOWN if "(" not in name and "（" not in name], 250)  # noqa: S311
    wording = known_names()._wording
    others = tuple(RULES["law-name"].options["others"])
    alarms = []
    for name in sample:
        names = NameIndex(["\n".join(one for one in KNOWN if one != name)], wording)
        if not name.endswith(others) and names.closest(name):
            alarms.append(name)
    assert len(alarms) <= 5, alarms


def slipped(name: str, kind: str, chance: random.Random) -> str:
    """A name with one slip: a character or a word changed, left out, doubled or changed over."""
    alike = [group for group in RULES["law-name"].options["alike"] if set(group) & set(name)]
    at = chance.randrange(len(name) - 1)
    word = 2 * chance.randrange((len(name) - 2) // 2)
    if kind == "alike" and alike:
        group = chance.choice(alike)
        char = next(char for char in name if char in group)
        return name.replace(char, chance.choice(group.replace(char, "")), 1)
    return {
        "alike": name[:at] + name[at] + name[at:],
        "edit": name[:at]
        + chance.choice("安保测程登关管护环技监检建救军科劳民农权社生食水税土卫物药医业员运责")
        + name[at + 1 :],
        "omission": name[: at + 1] + name[at + 2 :],
        "omitted word": name[:word] + name[word + 2 :],
        "swap": name[:at] + name[at + 1] + name[at] + name[at + 2 :],
        "swapped words": name[:word] + name[word + 2 : word + 4] + name[word : word + 2] + name[word + 4 :],
    }[kind]


def test_most_slips_in_names_that_reports_cite_are_told() -> None:
    chance = random.Random(20)  # noqa: S311
    known = known_names()
    laws = {name for name in KNOWN if name in DATED or name.endswith(("法", "条例"))}
    cited = [
        name for name in KNOWN if name in laws and len(name) > 4 and not known._place_before(name) and name in known
    ]
    cited = [name for name in cited if not re.search("[市府（]", name)]
    kinds = ("alike", "edit", "omission", "omitted word", "swap", "swapped words")
    slips = [(name, slipped(name, kind, chance)) for name in chance.sample(cited, 60) for kind in kinds]
    slips = [(name, slip) for name, slip in slips if slip not in known and slip != name]
    missed = [pair for pair in slips if known.closest(pair[1]) is None]
    assert len(slips) >= 200
    assert len(missed) <= len(slips) * 0.15, missed


def test_many_unknown_names_come_to_an_end() -> None:
    generator = random.Random(3)  # noqa: S311
    words = "行政处罚安全生产管理监督条例办法环境保护实施信访复议北京市上海"
    names = ["".join(generator.choices(words, k=generator.randint(5, 40))) + "管理条例" for _ in range(2000)]
    text = "一、主要举措和成效\n" + "".join(f"落实《{name}》。" for name in names)
    judged("law-name", text)


@pytest.mark.parametrize(
    "piece",
    [
        "《行政处罚发》",
        "依据《合同法》",
        "学习依据《合同法》,",
        "《" + "条" * 119 + "〈",
        "《〈",
        "》",
        "依据",
        "《某{0}处罚发》",
        "《行政处罚{0}法》",
        "《中华人民共合国行政处罚法{0}》",
    ],
)
def test_hostile_texts_come_to_an_end(piece: str) -> None:
    text = "一、主要举措和成效\n" + "".join(
        piece.replace("{0}", chr(0x4E00 + at)) for at in range(50_000 // len(piece))
    )
    report = observe_by(bare_document(text), NATIONAL, year=2024)
    for rule in ("law-name", "law-dates"):
        assert run_rule(report, RULES[rule]).state


@every_row(
    ("text", "quotes"),
    [
        ("落实《行政处罚发》和《行政处罚发》。", ["《行政处罚发》", "《行政处罚发》"]),
        ("落实《行政处罚法》《行政复义法》《信访工作条列》。", ["《行政复义法》", "《信访工作条列》"]),
        ("印发《关于贯彻〈行政处罚发〉的通知》。", ["〈行政处罚发〉"]),
        ("印发《〈行政处罚发〉实施方案》。", ["〈行政处罚发〉"]),
        ("落实《中华人民共和国行政处罚发》（以下简称《处罚法》），执行《处罚法》。", ["《中华人民共和国行政处罚发》"]),
        ("执行《重大行政决策程序暂行条例》（以下简称《重大行政决策暂行条例》）。", []),
        ("落实《行政处罚法", []),
        ("落实行政处罚发", []),
    ],
)
def test_where_slips_are(text: str, quotes: list[str]) -> None:
    outcome, found = judged("law-name", f"一、主要举措和成效\n{text}\n")
    assert found == quotes
    assert outcome.values.get("count", 0) >= len(quotes)


@every_row(
    ("text", "year", "reason"),
    [
        ("严格执行《行政执法监督条例》，开展监督12次。", 2025, "not-yet"),
        ("严格执行《行政执法监督条例》，开展监督12次。", 2026, None),
        ("贯彻落实《优化营商环境条例》《行政执法监督条例》，开展监督12次。", 2024, "not-yet"),
        ("认真贯彻落实《行政执法监督条例》，开展监督12次。", 2025, None),
        ("认真贯彻落实《突发公共卫生事件应对法》，开展演练12次。", 2024, "not-yet"),
        ("认真贯彻落实新修订的《行政复议法》，办理复议35件。", 2023, None),
        ("认真贯彻落实新修订的《行政复议法》，办理复议35件。", 2022, "not-yet-new"),
        ("认真落实《合同法》，审查合同35份。", 2022, "repealed"),
        ("组织学习，依据《法治宣传教育法》开展活动12场。", 2024, "not-yet"),
        ("《行政执法监督条例》施行以来，开展监督12次。", 2025, "not-yet"),
        ("学习贯彻《行政执法监督条例》，开展监督12次。", 2025, None),
        ("《行政执法监督条例》将于2026年2月1日起施行，我局认真落实《行政执法监督条例》各项准备。", 2025, None),
        ("参与《行政执法监督条例（草案）》意见征集，落实《行政执法监督条例（草案）》要求。", 2025, None),
        ("依据《合同法》审查合同35份。", 2020, None),
        ("依据《合同法》审查合同35份。", 2021, "repealed"),
        ("按照《中华人民共和国物权法》《民法典》办理登记。", 2023, "repealed"),
        ("依据原《合同法》审查合同35份。", 2023, None),
        ("《合同法》废止后，依据《民法典》审查合同。", 2023, None),
        ("按照《信访条例》办理信访事项12件。", 2023, "repealed"),
        ("按照《信访条例》办理信访事项12件。", 2022, "repealed-within"),
        ("按照《信访条例》和《信访工作条例》办理信访事项12件。", 2022, None),
        ("按照《广东省信访条例》办理信访事项12件。", 2023, None),
        ("严格执行新修订的《行政复议法》，办理复议35件。", 2022, "not-yet-new"),
        ("严格执行新修订的《行政复议法》，办理复议35件。", 2024, None),
        ("严格执行《行政复议法》，办理复议35件。", 2022, None),
        ("严格执行新修订的《行政处罚法》，办案35件。", 2023, None),
        ("严格执行《行政处罚法（2021年修订）》，办案35件。", 2020, "not-yet-new"),
        ("严格执行《行政处罚法（2021年修订）》，办案35件。", 2022, None),
        ("执法人员熟悉法律。购买《合同法》20本。", 2023, None),
        ("宣传《民法典》，开展活动12场。", 2020, None),
    ],
)
def test_dates(text: str, year: int, reason: str | None) -> None:
    outcome, quotes = judged("law-dates", f"一、主要举措和成效\n{text}\n", year)
    assert outcome.reason in {reason, "no-citations"}
    assert (outcome.state in {"fail", "partial"}) == (reason is not None)
    assert len(quotes) == (reason is not None)


def test_sentences_on_the_laws_of_2025_and_2026() -> None:
    wrong = []
    count = 0
    for block in SENTENCES:
        for plan, head in (("", ""), ("plan-", f"开展检查40次。\n二、{block['year'] + 1}年主要安排\n")):
            told = [(reason, text) for reason, texts in block.get(f"{plan}told", {}).items() for text in texts]
            for reason, text in [*told, *((None, text) for text in block.get(f"{plan}right", ()))]:
                outcome, quotes = judged("law-dates", f"一、主要举措和成效\n{head}{text}\n", block["year"])
                count += 1
                if (outcome.reason if quotes else None) != reason:
                    wrong.append((block["year"], plan, reason, outcome.reason, text))
    assert wrong == []
    assert count >= 460


def test_a_report_on_2026_raises_no_alarm() -> None:
    """Drafted with care by somebody who knows the Code: 29 instruments are cited, the old laws as laws that ended."""
    text = (Path(__file__).parents[1] / "data" / "report-2026.txt").read_text(encoding="utf-8")
    assert len(set(re.findall("《[^》]*》", text))) >= 25
    told = {rule: judged(rule, text)[0] for rule in ("law-name", "law-dates", "wording", "date-window", "term-fazhi")}
    assert {rule: outcome.values for rule, outcome in told.items() if outcome.state != "pass"} == {}


def test_the_year_must_be_known() -> None:
    assert judged("law-dates", cited("行政处罚法"))[0][:2] == ("skip", "no-year")


def test_the_lists_are_long_enough_to_say_something() -> None:
    assert len(NAMES["right"]) >= 120
    assert len(NAMES["slips"]) >= 80
