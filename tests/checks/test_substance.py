"""What the pack takes for a statement, and what for words that say nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.checks.residue import is_same_sentence, residue, says_little, says_nothing, skeleton, without
from checker.checks.statements import statements_of
from checker.engine.model import Assessment
from checker.presentation.items import ranked
from checker.text.span import Span
from checker.words import words
from tests.tables import every_row, from_yaml

HEAD = "某县水务局2025年度法治政府建设情况报告\n一、主要举措和成效\n开展检查40次，办案12件。\n"
LACKING = "二、存在的不足和原因\n"
ITEMS = "（一）夜间巡查跟不上，值守只到晚八点。\n（二）合同审查漏审3份。\n"

REAL = [
    "由于加班补贴没有列支，夜间巡查跟不上。",
    "夜间巡查跟不上，源于加班补贴没有列支。",
    "夜间巡查跟不上。症结是加班补贴没有列支。",
    "夜间巡查跟不上。说到底，还是加班补贴没有列支。",
    "夜间巡查跟不上。究其原因，主要是加班补贴没有列支。",
    "夜间巡查跟不上，系加班补贴没有列支所致。",
    "夜间巡查跟不上（原因：加班补贴没有列支），投诉37件。",
    "夜间巡查跟不上。之所以如此，是因为加班补贴没有列支。",
    "夜间巡查跟不上。这与加班补贴没有列支有关。",
    "受加班补贴没有列支制约，夜间巡查跟不上。",
    "加班补贴没有列支，导致夜间巡查跟不上。",
    "夜间巡查跟不上。从客观上看，加班补贴没有列支。",
    ITEMS + "上述问题的根源在于：一是加班补贴没有列支；二是招商办签约不走公文系统。",
    ITEMS + "主要原因有以下几方面。一是加班补贴没有列支。二是招商办签约不走公文系统。",
    ITEMS + "（三）问题成因\n1.加班补贴没有列支。\n2.招商办签约不走公文系统。",
    "| 问题 | 成因 |\n| 夜间巡查跟不上 | 加班补贴没有列支 |\n| 合同漏审 | 招商办签约不走公文系统 |",
    "问题\t表现\t成因\n夜间巡查\t只到晚八点\t加班补贴没有列支\n合同漏审\t3份\t招商办签约不走公文系统",
    "夜间巡查跟不上。主要原因是2台车辆的更新计划排到了后年。",
    "夜间巡查跟不上。追根溯源，加班补贴没有列支。",
    "夜间巡查跟不上。其中缘由，是加班补贴没有列支。",
    "夜间巡查跟不上。问题出在加班补贴没有列支。",
    "夜间巡查跟不上。原因不外乎加班补贴没有列支、车辆少。",
    "夜间巡查跟不上。这是加班补贴长期没有列支带来的。",
    "值班人员只有3名，所以夜间巡查跟不上。",
    "夜间巡查跟不上，背后是加班补贴没有列支。",
    "夜间巡查跟不上。剖析个中原委，加班补贴没有列支。",
    "加班补贴没有列支，这是夜间巡查跟不上的直接原因。",
    ITEMS + "（三）原因分析。上述问题的成因，一方面是加班补贴没有列支，另一方面是签约不走公文系统。",
    "加班补贴没有列支，这直接影响了夜间巡查。",
    ITEMS + "存在上述不足，既因为加班补贴没有列支，也因为招商办签约不走公文系统。",
    "夜间巡查偏少，全年只排2班。主要原因是这2班人员还要兼顾窗口。",
    "夜间巡查跟不上，系因加班补贴没有列支。",
    "夜间巡查跟不上，既有加班补贴没有列支的因素，也有车辆报废的因素。",
    "夜间巡查跟不上。逐项分析，加班补贴都没有列支。",
    "夜间巡查跟不上。这里面有加班补贴没有列支的问题，也有车辆报废的问题。",
    "夜间巡查跟不上。制约这项工作的，是加班补贴没有列支。",
    "夜间巡查跟不上。加班补贴没有列支，是车辆停驶的直接原因。",
    "夜间巡查跟不上，与加班补贴没有列支有直接关系。",
    "一来加班补贴没有列支，二来车辆报废，夜间巡查跟不上。",
    "夜间巡查跟不上。其一在于加班补贴没有列支；其二在于车辆报废。",
    "夜间巡查跟不上。追溯到源头，是加班补贴没有列支。",
    "夜间巡查跟不上。原因方面：一是加班补贴没有列支；二是车辆报废。",
    "夜间巡查跟不上。症结有二：补贴没有列支，车辆报废。",
    "夜间巡查跟不上。从客观条件看，全县只有两台车。",
    "夜间巡查跟不上，系加班补贴没有列支。",
]
HOLLOW = [
    "夜间巡查跟不上。主要原因是思想认识不到位、责任心不够强。",
    "夜间巡查跟不上。究其根源，在于能力素质跟不上形势发展要求。",
    "夜间巡查跟不上。根子在思想上的弦绷得不紧。",
    "夜间巡查跟不上。原因是抓工作的韧劲还差那么一点。",
    "夜间巡查跟不上。归根到底是作风不够扎实。",
    "夜间巡查跟不上。根子在于夜间巡查跟不上。",
    "夜间巡查跟不上。主要原因是应当尽快建立健全制度。",
    ITEMS + "上述问题的存在，既有客观因素，也有主观因素，归根结底是思想认识不够深刻、责任落实不够到位。",
    ITEMS + "（三）原因分析\n1.要坚持疏堵结合，进一步加大力度。\n2.要进一步改进方式。",
    ITEMS + "取得成绩的主要原因是领导高度重视、全局齐心协力。",
    ITEMS + "产生上述问题的原因：\n1.重视不够、浅尝辄止。\n2.争先进位的劲头不足。",
    "| 问题 | 原因 |\n| 夜间巡查跟不上 | 重视不够 |\n| 合同漏审 | 认识不到位 |",
    "夜间巡查偏少，全年只排2班。主要原因是夜间巡查只有2班。",
    "夜间巡查跟不上。主要原因是形势更加严峻、任务艰巨繁重。",
    "夜间巡查跟不上。主要原因是时间紧、任务重、精力有限。",
]
UNSAID = [
    "夜间巡查跟不上。主要原因：不详。",
    "夜间巡查跟不上。主要原因：正在分析中。",
    "夜间巡查跟不上。主要原因是……。",
    "夜间巡查跟不上。主要原因是多方面的。",
    "夜间巡查跟不上。没有特别的原因。",
    "夜间巡查跟不上。这一问题的原因有待进一步研究。",
    ITEMS + "（三）原因分析\n详见有关材料，此处从略。",
    ITEMS + "上述问题的具体原因还在进一步查找研究，待理清后再行报告。",
    "夜间巡查跟不上。主要原因是影响了商户正常经营。",
    ITEMS + "上述问题的原因与往年大体相同，此处不再展开。",
    ITEMS + "上述问题的原因不言自明，属发展中的正常现象。",
]


@every_row("text", REAL)
def test_a_cause_is_seen_in_every_form(judged, text):
    items = {item.rule.id: item.state for item in judged(HEAD + LACKING + text).items}
    assert items["part-causes"] == "pass"


@every_row("text", HOLLOW)
def test_words_that_fit_every_unit_are_no_cause(judged, text):
    item = next(item for item in judged(HEAD + LACKING + text).items if item.rule.id == "part-causes")
    assert (item.state, item.credit) == ("partial", 0.25)
    assert item.values["quote"]


@every_row("text", UNSAID)
def test_nothing_said_is_a_failure(judged, text):
    item = next(item for item in judged(HEAD + LACKING + text).items if item.rule.id == "part-causes")
    assert (item.state, item.reason) == ("fail", "unsaid")


def test_causes_of_all_shortcomings_are_counted_by_their_items(observed):
    found = statements_of(
        observed(HEAD + LACKING + ITEMS + "上述问题的根源在于：一是补贴没有列支；二是签约不走系统。"), "causes"
    )
    assert len(found.items) == 2
    assert [one.item for one in found.real] == [None, None]


def test_an_amount_begins_no_list(observed):
    text = "（一）夜间巡查跟不上。主要原因是每台灯塔车约1.8万元，没有列支。\n（二）漏审3份。主要原因是招商办签约不走公文系统。"
    assert [one.item for one in statements_of(observed(HEAD + LACKING + text), "causes").real] == [0, 1]


NOTHING = {"zh": "无", "en": "nothing"}


@every_row(
    ("text", "left"),
    [
        ("思想认识不到位，责任心不够强", [NOTHING]),
        ("编制少", ["编制少"]),
        ("聚力开新局", [NOTHING]),
        ("有决心做得更好，不辜负群众的期望", [NOTHING]),
        ("加强应急工作", ["应急"]),
        ("宣传载体单一", ["宣传载体单一"]),
        ("更新不及时", ["更新"]),
        ("2024年6月底前", [NOTHING]),
        ("6人", ["6"]),
        ("发现3个难题", ["发现"]),
        ("没有执行《行政处罚法》", ["《行政处罚法》"]),
    ],
)
def test_what_is_left(observed, text, left):
    assert residue(observed(text), Span(0, len(text)))["left"] == left


@every_row(
    ("text", "little"),
    [
        ("编制少", False),
        ("责任重大，编制少", False),
        ("责任重大，我们要提高思想认识，进一步加强应急工作", True),
        ("责任重大，查处6人", False),
        ("责任重大，6人", True),
    ],
)
def test_little_is_left(text, little):
    assert says_little(text, frozenset()) is little


def test_what_took_the_rest_is_told_in_both_languages(observed):
    text = "思想认识不到位"
    values = residue(observed(text), Span(0, len(text)))
    assert {tuple(sorted(one)) for one in values["taken"]} == {("en", "zh")}
    assert values["left"] == [NOTHING]


@given(st.text(alphabet="甲乙丙丁戊己庚辛壬癸", min_size=2, max_size=40))
def test_unlisted_words_are_substance(text):
    assert without(text, "phrases", "nouns", "words", "particles") == text
    assert not says_nothing(text)


@given(st.lists(st.sampled_from(["思想", "认识", "不够", "进一步", "加强", "力度", "，", "的"]), max_size=40))
def test_listed_words_are_found_wherever_they_stand(pieces):
    text = "".join(pieces)
    assert without(text, "phrases", "nouns", "words", "particles").replace(" ", "") == "，" * text.count("，")


def test_one_sentence_with_other_names_is_the_same(observed):
    line = "强化{0}建设。高标准谋划、高质量推进，力争取得新突破，完成{1}项。"
    text = line.format("执法", 4) + line.format("普法", 7) + "加强培训，6月底前完成。清理文件，9月底前完成。"
    report = observed(text)
    ends = [at + 1 for at, char in enumerate(text) if char == "。"]
    one, other = (skeleton(report, Span(*span)) for span in ((0, ends[1]), (ends[1], ends[3])))
    assert is_same_sentence(one, other)
    short = [skeleton(report, Span(*span)) for span in ((ends[3], ends[4]), (ends[4], ends[5]))]
    assert not is_same_sentence(*short)


def test_lists_are_words_of_folded_texts():
    names = (
        "phrases",
        "nouns",
        "words",
        "particles",
        "singles",
        "lack",
        "nothing",
        "counted",
        "objects",
        "abstains",
        "done",
        "coming",
    )
    odd = [word for name in names for word in words(f"hollow.{name}") if not word.isalnum()]
    assert odd == []


SAYING_NOTHING = from_yaml(Path(__file__).parent.parent / "data" / "saying_nothing.yaml")


@every_row("name", SAYING_NOTHING)
def test_a_text_that_says_nothing_is_told(judged: Callable[..., Assessment], name: str) -> None:
    """Score and verdict tell, and it is the first thing said."""
    found = judged(SAYING_NOTHING[name])
    assert found.score is not None
    assert (found.verdict, found.score.points <= 59, ranked(found.items)[0].rule.id) == ("fail", True, "substance")
    assert next(item for item in found.items if item.rule.id == "substance").evidence


STOCK_CAUSES = from_yaml(Path(__file__).parent.parent / "data" / "stock_causes.yaml")


@every_row("name", STOCK_CAUSES)
def test_causes_that_fit_every_unit_bar_the_best_grade(judged: Callable[..., Assessment], name: str) -> None:
    found = judged(STOCK_CAUSES[name])
    assert found.score is not None
    assert found.score.uncapped > found.score.points
    assert (found.score.cap, found.score.grade) == ((89, "part-causes"), "good")


@pytest.mark.parametrize("name", ["most-complete", "causes-promised", "headings-lost-in-one-line"])
def test_a_report_that_says_something_is_left_alone(
    judged: Callable[..., Assessment], sample: Callable[[str], str], name: str
) -> None:
    found = judged(sample(name))
    assert next(item.state for item in found.items if item.rule.id == "substance") == "pass"
