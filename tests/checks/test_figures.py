"""The rules about figures: sentences on which they speak up or keep quiet, lists made at random, and how time grows."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.document.model import bare_document
from checker.document.report import observe
from checker.engine.judge import run_rule
from checker.readers import read_bytes
from checker.rulebook.load import vocabulary_of
from tests.conftest import shipped
from tests.effort import steps
from tests.tables import every_row, from_yaml

from .packs import tiny

if TYPE_CHECKING:
    from collections.abc import Callable

    from checker.checks.outcome import Outcome
    from checker.document.report import Report
    from checker.rulebook.model import Pack

DATA = Path(__file__).parent.parent / "data"
SENTENCES: dict[str, Any] = from_yaml(DATA / "figures.yaml")
RULES = list(SENTENCES)
FAILS = [(rule, row) for rule, rows in SENTENCES.items() for row in rows["fails"]]
QUIET = [(rule, text) for rule, rows in SENTENCES.items() for text in rows["quiet"]]
HEAD = "某市某局2024年法治政府建设情况报告\n一、主要举措和成效\n"
WORDS = ["甲类", "乙类", "丙类", "丁类", "戊类", "己类", "庚类", "辛类"]
MANY = "汛期零故障。" * 25
UNITS = ["件", "项", "次", "人", "家", "份"]


@pytest.fixture(scope="module")
def outcome(observed: Callable[..., Report], national: Pack) -> Callable[[str, str], tuple[Outcome, list[str]]]:
    rules = {rule.id: rule for rule in national.rules}

    def outcome(rule: str, text: str) -> tuple[Outcome, list[str]]:
        report = observed(f"{HEAD}{text}\n")
        found = run_rule(report, rules[rule])
        return found, [report.quote(span) for span in found.evidence]

    return outcome


@every_row(("rule", "row"), FAILS)
def test_speaks_up(outcome: Callable[..., tuple[Outcome, list[str]]], rule: str, row: list[str]) -> None:
    text, *shown = row
    found, quotes = outcome(rule, text)
    assert found.state == "fail"
    assert found.values["count"] >= 1
    for words in shown:
        assert any(words in quote for quote in quotes), quotes


@every_row(("rule", "text"), QUIET)
def test_keeps_quiet(outcome: Callable[..., tuple[Outcome, list[str]]], rule: str, text: str) -> None:
    found, quotes = outcome(rule, text)
    assert found.state != "fail", quotes


@pytest.mark.parametrize("rule", RULES)
def test_a_long_text_full_of_sound_figures(observed: Callable[..., Report], national: Pack, rule: str) -> None:
    report = observed((DATA / "many_figures.txt").read_text(encoding="utf-8"))
    found = run_rule(report, next(one for one in national.rules if one.id == rule))
    assert found.state != "fail", [report.quote(span) for span in found.evidence]


# Lists made at random

parts_of_a_list = st.lists(st.integers(min_value=1, max_value=999), min_size=2, max_size=len(WORDS))
SHAPES = [
    "受理{total}{unit}({parts})。",
    "受理{total}{unit}，包括{parts}，均已办理。",
    "受理{total}{unit}，分别为{parts}。",
    "受理{total}{unit}，其中{parts}、其余{rest}{unit}。",
    "受理{parts}，合计{total}{unit}。",
    "受理{total}{unit}：{parts}。",
]


def listing(shape: str, values: list[int], unit: str, total: int, rest: int) -> str:
    parts = "、".join(f"{word}{value}{unit}" for word, value in zip(WORDS, values, strict=False))
    return shape.format(total=total + (rest if "{rest}" in shape else 0), unit=unit, parts=parts, rest=rest)


def judged_sum(text: str) -> str:
    pack = shipped("national")
    rule = next(rule for rule in pack.rules if rule.id == "sum-consistency")
    source = f"{HEAD}{text}\n"
    report = observe(bare_document(source), vocabulary_of(pack))
    return run_rule(report, rule).state


@given(st.sampled_from(SHAPES), parts_of_a_list, st.sampled_from(UNITS), st.integers(min_value=1, max_value=99))
def test_a_consistent_list_passes(shape: str, values: list[int], unit: str, rest: int) -> None:
    assert judged_sum(listing(shape, values, unit, sum(values), rest)) == "pass"


@given(
    st.sampled_from(SHAPES),
    parts_of_a_list,
    st.sampled_from(UNITS),
    st.integers(min_value=1, max_value=99),
    st.integers(min_value=1, max_value=50),
)
def test_a_changed_total_fails(shape: str, values: list[int], unit: str, rest: int, change: int) -> None:
    assert judged_sum(listing(shape, values, unit, sum(values) + change, rest)) == "fail"


@given(parts_of_a_list, st.sampled_from(UNITS), st.data())
def test_some_parts_of_a_total_do_not_fail(values: list[int], unit: str, data: st.DataObject) -> None:
    named = data.draw(st.integers(min_value=1, max_value=len(values)))
    text = listing("受理{total}{unit}，其中{parts}。", values[:named], unit, sum(values), 0)
    assert judged_sum(text) != "fail"


@given(st.lists(st.decimals(min_value="0.01", max_value="99", places=2), min_size=2, max_size=6))
def test_rounded_amounts_pass(values: list[Any]) -> None:
    parts = "、".join(f"{word}{round(value, 1)}万元" for word, value in zip(WORDS, values, strict=False))
    assert judged_sum(f"投入{round(sum(values), 1)}万元({parts})。") != "fail"


def cell(words: str, columns: int = 1, rows: int = 1) -> str:
    return f"<td colspan={columns} rowspan={rows}>{words}</td>"


HEADS = cell("领域") + cell("事项") + cell("件数")
AREAS = [
    cell("执法", rows=2) + cell("处罚") + cell("1,055"),
    cell("检查") + cell("193"),
    cell("争议") + cell("复议") + cell("4"),
]
GROUPS = [
    cell("许可", 2) + cell("100"),
    cell("") + cell("甲") + cell("60"),
    cell("") + cell("乙") + cell("40"),
    cell("处罚", 2) + cell("7"),
]

MERGED_HEADS = cell("类别", 2) + cell("检查次数")
SUBTOTALS = [  # below a head that is merged over their labels
    cell("安全", rows=2) + cell("消防") + cell("120"),
    cell("自建房") + cell("92"),
    cell("小计", 2) + cell("212"),
    cell("环境", rows=2) + cell("秸秆") + cell("130"),
    cell("河道") + cell("70"),
    cell("小计", 2) + cell("200"),
]


@every_row(
    ("rows", "due"),
    [
        ([*AREAS, cell("合计", 2) + cell("1,252")], None),
        ([*AREAS, cell("合计") + cell("") + cell("1,252")], None),
        ([*AREAS, cell("合计", 2) + cell("1,352")], "1252"),
        ([*AREAS, cell("合计") + cell("") + cell("1,352")], "1252"),
        ([*GROUPS, cell("合计", 2) + cell("107")], None),
        ([*GROUPS, cell("合计", 2) + cell("110")], "107"),
        ([*SUBTOTALS, cell("总计", 2) + cell("412")], None),
        ([*SUBTOTALS, cell("总计", 2) + cell("512")], "412"),
    ],
)
def test_merged_cells_of_a_table_are_counted_once(national: Pack, rows: list[str], due: str | None) -> None:
    page = f"<p>某局开展工作。</p><table>{''.join(f'<tr>{row}</tr>' for row in (HEADS if rows[0] != SUBTOTALS[0] else MERGED_HEADS, *rows))}</table><p>某局落实部署。</p>"
    report = observe(read_bytes(page.encode(), "a.html"), vocabulary_of(national))
    found = run_rule(report, next(rule for rule in national.rules if rule.id == "sum-consistency"))
    assert (found.reason, found.values.get("sum")) == (("table-sum", due) if due else ("nothing-to-compare", None))


# The primitives by themselves, for another kind of report


@pytest.fixture(scope="module")
def run(make_pack: Callable[[str], Pack]) -> Callable[[str, str, str], tuple[Outcome, list[str]]]:
    packs: dict[tuple[str, str], Pack] = {}

    def run(check: str, options: str, text: str) -> tuple[Outcome, list[str]]:
        pack = packs.get((check, options)) or packs.setdefault((check, options), make_pack(tiny(check, options)))
        report = observe(bare_document(text), vocabulary_of(pack))
        found = run_rule(report, pack.rules[0])
        return found, [report.quote(span) for span in found.evidence]

    return run


class Row(NamedTuple):
    """A primitive with its options, a text, and how it comes out."""

    check: str
    options: str
    text: str
    state: str
    reason: str | None
    quotes: list[str]
    values: dict[str, Any]


@every_row(
    "row",
    [
        Row("sums", "{}", "观测5次(雷达3次、探空2次)。", "pass", None, ["观测5次(雷达3次、探空2次"], {"count": 1}),
        Row("sums", "{}", "观测6次(雷达3次、探空2次)。", "fail", "sum", ["观测6次", "雷达3次、探空2次"], {"total": "6次", "sum": "5次", "parts": ("3次", "2次")}),
        Row("sums", "{crossing: [雷达]}", "观测6次(雷达3次、探空2次)。", "skip", "nothing-to-compare", [], {}),
        Row("sums", "{}", "观测6次,其中雷达7次。", "fail", "part", ["观测6次", "雷达7次"], {"sum": "7次"}),
        Row("sums", "{}", "观测6次,其中雷达5次、探空4次。", "skip", "nothing-to-compare", [], {}),
        Row("sums", "{classes: [雷达, 探空]}", "观测6次,其中雷达5次、探空4次。", "fail", "parts", ["观测6次", "雷达5次、探空4次"], {"sum": "9次"}),
        Row("sums", "{}", "投入3.5万元(雷达2.25万元、探空2.5万元)。", "fail", "sum", ["投入3.5万元", "雷达2.25万元、探空2.5万元"], {"sum": "4.75万元"}),
        Row("sums", "{}", "", "skip", "nothing-to-compare", [], {}),
        Row("ratios", "{}", "预报20次,准确18次,准确率90%。", "pass", None, ["预报20次,准确18次,准确率90%"], {"count": 1}),
        Row("ratios", "{}", "预报20次,准确18次,准确率95%。", "fail", "ratio", ["预报20次", "准确18次", "准确率95%"], {"rate": "95%", "expected": "90%"}),
        Row("ratios", "{unless: [预报]}", "预报20次,准确18次,准确率95%。", "skip", "nothing-to-compare", [], {}),
        Row("ratios", "{}", "准确率105%。", "skip", "nothing-to-compare", [], {}),
        Row("ratios", "{rates: [准确率]}", "准确率105%。", "fail", "above", ["准确率105%"], {"rate": "105%"}),
        Row("ratios", "{}", "雷达占50%、探空占30%、其他占30%。", "fail", "shares", ["雷达占50%、探空占30%、其他占30%"], {"sum": "110%"}),
        Row("agree", "{}", "订正雷达资料3份。共订正雷达资料4份。", "fail", "conflict", ["订正雷达资料3份", "共订正雷达资料4份"], {"count": 1}),
        Row("agree", "{general: [订正, 雷达, 资料]}", "订正雷达资料3份。共订正雷达资料4份。", "pass", None, [], {}),
        Row("agree", "{places: [山站]}", "东山站订正雷达资料3份。西山站订正雷达资料4份。", "pass", None, [], {}),
        Row("agree", "{other: [coming]}", "一、完成情况\n订正雷达资料3份。\n二、打算\n订正雷达资料4份。", "pass", None, [], {}),
        Row("agree", "{}", "", "skip", "nothing-to-compare", [], {}),
        Row("ordered", "{pairs: {a: {less: [修复], more: [损坏]}}}", "损坏设备3台,修复4台。", "fail", "order", ["损坏设备3台", "修复4台"], {"less": "修复4台"}),
        Row("ordered", "{pairs: {a: {less: [修复], more: [损坏]}}}", "损坏设备5台,修复4台。", "pass", None, ["损坏设备5台", "修复4台"], {"count": 1}),
        Row("ordered", "{pairs: {a: {less: [修复], more: [损坏]}}}", "损坏设备3台。修复4台。", "skip", "nothing-to-compare", [], {}),
        Row("ordered", "{pairs: {a: {less: [修复], more: [损坏], unless: [去年]}}}", "去年未修2台,损坏设备3台,修复4台。", "skip", "nothing-to-compare", [], {}),
        Row("ordered", "{pairs: {a: {less: [修复], more: [巡检], units: {less: [台], more: [次]}}}}", "巡检3次,修复4台。", "fail", "order", ["巡检3次", "修复4台"], {}),
        Row("ordered", "{pairs: {a: {less: [修复], more: [巡检]}}, rates: [准确率]}", "准确率105%。", "fail", "above", ["准确率105%"], {"rate": "105%"}),
        Row("zero", "{kinds: {a: {claim: [零故障], against: [故障]}}}", "零故障。雷达故障3起。", "fail", "contradicted", ["零故障", "雷达故障3起"], {"figure": "雷达故障3起"}),
        Row("zero", "{kinds: {a: {claim: [零故障], against: [故障], units: [件]}}}", "零故障。雷达故障3起。", "pass", None, ["零故障"], {}),
        Row("zero", "{kinds: {a: {claim: [零故障], against: [故障], unless: [雷达]}}}", "零故障。雷达故障3起。", "pass", None, ["零故障"], {}),
        Row("zero", "{kinds: {a: {claim: [零故障], against: [故障]}}, limits: [汛期]}", "汛期零故障。雷达故障3起。", "pass", None, ["零故障"], {}),
        Row("zero", "{kinds: {a: {claim: [零故障], against: [故障]}}, limits: [汛期]}", MANY + "零故障。雷达故障3起。", "fail", "contradicted", ["零故障", "雷达故障3起"], {}),
        Row("zero", "{kinds: {a: {claim: [零故障], against: [故障]}}}", "一、完成情况\n雷达故障3起。\n二、打算\n保持零故障。\n", "pass", None, ["零故障"], {}),
        Row("zero", "{kinds: {a: {claim: [零故障], against: [故障]}}}", "雷达故障3起。", "skip", "nothing-to-compare", [], {}),
    ],
)  # fmt: skip
def test_primitive(run: Callable[[str, str, str], tuple[Outcome, list[str]]], row: Row) -> None:
    found, shown = run(row.check, row.options, row.text)
    assert (found.state, found.reason, shown) == (row.state, row.reason, row.quotes)
    assert {name: found.values.get(name) for name in row.values} == row.values


# Time

DENSE = [
    "受理{n}件(甲1件、乙2件、丙3件)，其中甲{n}件、乙3件。",
    "甲{n}件、",
    "{n}件(",
    "抽查20份，合格18份，合格率{n}%，",
    "检查{n}家次，发现隐患{n}处，整改3{n}处，立案9{n}件，",
    "零投诉。投诉{n}件。",
    "办理行政复议案件{n}件，",
    "共计{n}件，合计{n}件，",
]


@every_row("unit", DENSE)
def test_work_grows_with_the_length(observed: Callable[..., Report], national: Pack, unit: str) -> None:
    rules = [rule for rule in national.rules if rule.id in RULES]

    def effort(count: int) -> int:
        report = observed(HEAD + "".join(unit.format(n=n + 1) for n in range(count)) + "\n")
        return sum(steps(partial(run_rule, report, rule)) for rule in rules)

    assert effort(300) < 6 * effort(75)  # four times as long; were it quadratic, 16 times the work
