"""Each primitive by itself: a text, the options, and how it comes out with which words as evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from checker.checks import CHECKS
from checker.checks.manual import manuals
from checker.document.model import bare_document
from checker.document.report import observe
from checker.engine.judge import run_rule
from checker.rulebook.load import vocabulary_of
from tests.tables import every_row

from .packs import tiny

if TYPE_CHECKING:
    from collections.abc import Callable

    from checker.checks.outcome import Outcome
    from checker.rulebook.model import Pack


class Expected(NamedTuple):
    """A text and how the rule comes out: ``quotes`` is the evidence in full, None where it does not matter."""

    text: str
    state: str
    reason: str | None = None
    quotes: tuple[str, ...] | None = None
    values: dict[str, Any] | None = None
    credit: float | None = None


@pytest.fixture(scope="module")
def run(make_pack: Callable[[str], Pack]) -> Callable[..., tuple[Outcome, list[str]]]:
    """Run one primitive with its options on a text; the outcome and the words of its evidence."""
    packs: dict[tuple[str, str], Pack] = {}

    def run(check: str, options: str, text: str, **given: Any) -> tuple[Outcome, list[str]]:
        pack = packs.get((check, options)) or packs.setdefault((check, options), make_pack(tiny(check, options)))
        document = bare_document(text)
        report = observe(document, vocabulary_of(pack), year=given.get("year"), filer=given.get("filer"))
        outcome = run_rule(report, pack.rules[0])
        return outcome, [report.quote(span).strip() for span in outcome.evidence]

    return run


@pytest.fixture(scope="module")
def hold(run: Callable[..., tuple[Outcome, list[str]]]) -> Callable[..., None]:
    def hold(check: str, options: str, expected: Expected, **given: Any) -> None:
        outcome, quotes = run(check, options, expected.text, **given)
        assert (outcome.state, outcome.reason) == (expected.state, expected.reason)
        manual = manuals()[check]
        assert outcome.reason in (None, *manual.reasons)
        assert set(outcome.values) <= set(manual.fills)
        if expected.quotes is not None:
            assert tuple(quotes) == expected.quotes
        if expected.values is not None:
            assert {name: outcome.values.get(name) for name in expected.values} == expected.values
        if expected.credit is not None:
            assert outcome.credit == pytest.approx(expected.credit)
        assert {"pass": outcome.credit == 1, "partial": 0 < outcome.credit < 1}.get(outcome.state, outcome.credit == 0)

    return hold


TITLED = "某县气象局2024年观测年报\n"
READINGS = "|季节|春|秋|全年|\n|雨量|12|8|20|\n|雪量|0|1|1|\n|合计|12|9|21|\n"
NUMBERS = "召开会议6次，检查40家，办案15件，合格率98%。"


def table(check: str, options: str, *rows: Expected) -> list[tuple[str, str, Expected]]:
    return [(check, options, row) for row in rows]


OUTCOMES = [
    *table(  # more of the figures in test_figures.py
        "sums",
        "{}",
        Expected("观测5次(雷达3次、探空2次)。", "pass"),
        Expected("观测6次(雷达3次、探空2次)。", "fail", "sum", ("观测6次", "雷达3次、探空2次")),
    ),
    *table(
        "ratios",
        "{}",
        Expected("预报20次,准确18次,准确率90%。", "pass"),
        Expected("预报20次,准确18次,准确率95%。", "fail", "ratio", ("预报20次", "准确18次", "准确率95%")),
    ),
    *table(
        "agree",
        "{}",
        Expected("订正雷达资料3份。共订正雷达资料3份。", "pass"),
        Expected("订正雷达资料3份。共订正雷达资料4份。", "fail", "conflict", ("订正雷达资料3份", "共订正雷达资料4份")),
    ),
    *table(
        "ordered",
        "{pairs: {mended: {less: [修复], more: [损坏]}}}",
        Expected("损坏设备5台,修复4台。", "pass"),
        Expected("损坏设备3台,修复4台。", "fail", "order", ("损坏设备3台", "修复4台")),
    ),
    *table(
        "zero",
        "{kinds: {failures: {claim: [零故障], against: [故障]}}}",
        Expected("零故障。", "pass", None, ("零故障",)),
        Expected("零故障。雷达故障3起。", "fail", "contradicted", ("零故障", "雷达故障3起")),
    ),
    *table(
        "genre",
        "{}",
        Expected(TITLED, "pass", None, (TITLED.strip(),)),
        Expected("现将观测情况如下：\n一、完成情况\n甲。\n", "pass", None, ("观测情况如下",)),
        Expected("某县2024年观测方案\n为推进观测，制定本方案。\n", "fail", "other", ("某县2024年观测方案", "制定本方案"), {"genre": "tiny-plan"}),
        Expected("今天天气很好。\n", "fail", "unknown", (), {"genre": ""}),
        Expected("", "fail", "unknown"),
    ),
    *table(
        "title",
        "{}",
        Expected(TITLED, "pass", None, (TITLED.strip(),), {"title": TITLED.strip()}),
        Expected("某县气象局\n2024年观测年报\n", "pass", None, ("某县气象局", "2024年观测年报")),
        Expected("一、完成情况\n甲。\n", "fail", "missing", ()),
    ),
    *table(
        "title-form",
        "{}",
        Expected(TITLED, "pass"),
        Expected("某县气象局观测年报\n", "partial", "no-year", credit=0.5),
        Expected("2024年观测年报\n", "partial", "no-unit", credit=0.5),
        Expected("观测年报\n", "fail", "bare", ("观测年报",)),
        Expected("一、完成情况\n甲。\n", "skip", "no-title"),
    ),
    *table(
        "title-named",
        "{patterns: [观测年报]}",
        Expected(TITLED, "pass", None, (TITLED.strip(),)),
        Expected("一、完成情况\n甲。\n", "skip", "no-title"),
    ),
    *table("title-named", "{patterns: [观测年度报告]}", Expected(TITLED, "fail", "other-name", (TITLED.strip(),))),
    *table(
        "signature",
        "{}",
        Expected("甲乙丙丁。\n某县气象局\n2025年1月6日\n", "pass", None, ("某县气象局",)),
        Expected("甲乙丙丁。\n2025年1月6日\n", "fail", "missing", ()),
    ),
    *table(
        "date",
        "{}",
        Expected("甲乙丙丁。\n某县气象局\n2025年1月6日\n", "pass", None, ("2025年1月6日",), {"date": "2025-01-06"}),
        Expected("发布时间：2025-01-22\n" + TITLED + "甲乙丙丁。\n", "partial", "web-only", (), {"date": "2025-01-22"}, 0.5),
        Expected("甲乙丙丁。\n", "fail", "missing", ()),
    ),
    *table(
        "date-window",
        "{published: 04-01, early: 12-01}",
        Expected(TITLED + "甲乙。\n2025年2月14日\n", "pass", None, ("2025年2月14日",), {"deadline": "2025-02-15"}),
        Expected(TITLED + "甲乙。\n2025年2月15日\n", "fail", "late", ("2025年2月15日",)),
        Expected(TITLED + "甲乙。\n2024年12月31日\n", "partial", "early", credit=0.5),
        Expected(TITLED + "甲乙。\n2024年11月30日\n", "fail", "early"),
        Expected("某县水利局2024年观测年报\n甲乙。\n2025年3月31日\n", "pass", values={"deadline": "2025-04-01"}),
        Expected("发布时间：2025-03-31\n" + TITLED + "甲乙。\n", "pass", None, ()),
        Expected("发布时间：2025-04-01\n" + TITLED + "甲乙。\n", "fail", "late", ()),
        Expected(TITLED + "甲乙。\n", "skip", "no-date"),
    ),
    *table(
        "date-window",
        "{published: 04-01, early: 11-01, opens: 12-01}",
        Expected(TITLED + "甲乙。\n2024年12月1日\n", "pass", None, ("2024年12月1日",)),
        Expected(TITLED + "甲乙。\n2024年11月30日\n", "partial", "early", credit=0.5),
        Expected(TITLED + "甲乙。\n2024年10月31日\n", "fail", "early"),
        Expected(TITLED + "甲乙。\n2025年2月15日\n", "fail", "late"),
    ),
    *table(
        "year",
        "{part: coming, offset: 1}",
        Expected(TITLED + "一、2025年打算\n加强观测，提高质量。\n", "pass", None, ("2025",), {"year": 2025}),
        Expected(TITLED + "一、下一步打算\n2025年加强观测，提高质量。\n", "pass", None, ("2025",)),
        Expected(TITLED + "一、2024年打算\n加强观测，提高质量。\n", "fail", "other-year", ("2024",), {"found": 2024}),
        Expected(TITLED + "一、2026年打算\n2025年加强观测，提高质量。\n", "fail", "other-year", ("2026",)),
        Expected(TITLED + "一、下一步打算\n落实《规划（2021－2025年）》，加强观测。\n", "skip", "names-no-year"),
        Expected(TITLED + "一、完成情况\n2025年加强观测。\n", "skip", "no-part"),
        Expected("一、打算\n加强观测，提高质量，规范管理。\n", "skip", "no-year"),
    ),
    *table(
        "own-name",
        "{beside: [学习, 联合]}",
        Expected(TITLED + "甲乙。\n白水县气象局加强观测。2024年，泾县气象局做了预报。\n", "fail", "found", ("白水县气象局", "泾县气象局"), {"count": 2}),
        Expected(TITLED + "甲乙。\n赴白水县气象局学习。全县气象局系统加强观测，某市气象局指导。\n", "pass", None, ()),
        Expected("甲乙。\n", "skip", "no-issuer"),
    ),
    *table(
        "part",
        "{part: lacking, thin: 20}",
        Expected("一、不足\n观测人员不足，设备老化，数据质量有待提高，还需要加强培训。\n", "pass", None, ("一、不足",), {"words": 25}),
        Expected("一、不足\n观测人员不足，设备老化。\n", "partial", "thin", ("一、不足",), {"words": 10, "least": 20}, 0.5),
        Expected("一、不足\n二、打算\n加强观测，提高质量。\n", "fail", "empty", ("一、不足",)),
        Expected("一、不足\n某县气象局\n2025年1月6日\n", "fail", "empty", ("一、不足",)),
        Expected("一、完成情况\n（一）不足\n观测人员不足，设备老化。\n", "partial", "embedded", ("（一）不足",), credit=0.5),
        Expected("一、完成情况\n做了观测，但还有不足，需要改进。\n", "partial", "embedded", ("还有不足",)),
        Expected("一、完成情况\n做了观测。\n", "fail", "missing", ()),
    ),
    *table(
        "part",
        "{part: done}",
        Expected("一、抓观测\n观测了很多东西。\n二、抓预报\n预报了很多东西。\n三、不足\n甲。\n", "pass", None, ("一、抓观测", "二、抓预报")),
        Expected("一、抓观测\n观测了很多东西。\n二、不足\n甲。\n", "fail", "missing"),
        Expected("一、总体情况\n观测了许许多多东西。\n二、不足\n甲。\n", "pass", None, ("一、总体情况",)),
        Expected("一、收到申请情况\n观测了很多东西。\n二、不足\n甲。\n", "fail", "missing"),
    ),
    *table(
        "statements",
        "{part: why}",
        Expected("一、不足和原因\n人员不足，主要原因是编制少。\n", "pass", None, ("编制少",), {"count": 1}),
        Expected("一、不足\n人员不足，由于编制少；设备不足，主要原因是钱少。\n", "pass", None, ("由于编制少", "钱少")),
        Expected("一、不足\n人员不足。\n（一）原因\n编制少，钱也少，人都走了。\n", "pass", None, ("（一）原因", "编制少，钱也少，人都走了")),
        Expected("一、不足\n人员不足（原因：编制少），设备不足。\n", "pass", None, ("编制少",)),
        Expected("一、不足\n人员不足系编制少、待遇低所致。\n", "pass"),
        Expected("一、不足和原因\n人员不足，主要是编制少。\n", "pass", None, ("编制少",)),
        Expected("一、不足和原因\n站里编制少导致人员不足。\n", "pass"),
        Expected("一、不足\n站里编制少导致人员不足。\n", "fail", "missing"),
        Expected("一、不足\n人员不足。\n上述不足的原因：一是编制少；二是待遇低。\n", "pass", None, ("编制少", "待遇低"), {"count": 2}),
        Expected("一、不足和原因\n| 问题 | 原因 |\n| 人员不足 | 编制少 |\n| 设备不足 | 钱少 |\n", "pass", None, ("编制少", "钱少")),
        Expected("一、不足\n受编制影响，人员不足。\n", "partial", "implicit", ("受编制影响",), credit=0.5),
        Expected("一、不足\n人员不足，主要原因是认识不到位。\n", "partial", "hollow", ("认识不到位",), credit=0.25),
        Expected("一、不足\n（一）缺人手。主要原因是缺人手。\n（二）缺钱。主要原因是缺钱。\n", "partial", "hollow"),
        Expected("一、不足\n人员不足，主要原因是今后要多招人。\n", "partial", "remedy", ("今后要多招人",)),
        Expected("一、不足\n取得成绩的主要原因是大家拼搏。\n", "partial", "success"),
        Expected("一、不足\n人员不足，主要原因：不详。\n", "fail", "unsaid", ("不详",)),
        Expected("一、不足\n人员不足，主要原因是……。\n", "fail", "unsaid"),
        Expected("一、不足\n人员不足，原因没有分析。\n", "fail", "unsaid"),
        Expected("一、不足和主要原因\n人员不足，设备不足。\n", "fail", "promised", ("一、不足和主要原因",)),
        Expected("一、不足\n人员不足，设备不足。\n", "fail", "missing", ()),
        Expected("一、完成情况\n做得好，主要原因是努力。\n二、不足\n人员不足。\n", "fail", "missing", ()),
    ),
    *table(
        "order",
        "{orders: [[done, lacking, coming], [lacking, done, coming]]}",
        Expected("一、完成情况\n甲。\n二、不足\n乙。\n三、打算\n丙。\n", "pass", None, ("一、完成情况", "二、不足", "三、打算")),
        Expected("一、不足\n乙。\n二、完成情况\n甲。\n", "pass"),
        Expected("一、打算\n丙。\n二、完成情况\n甲。\n", "fail", "other-order", ("一、打算", "二、完成情况")),
        Expected("一、完成情况\n甲。\n", "skip", "too-few-parts"),
    ),
    *table(
        "year",
        "{patterns: ['观测期自[^。]{1,30}']}",
        Expected("一、完成情况\n观测期自2024年1月1日起至2024年12月31日止。\n", "pass", values={"year": 2024}),
        Expected("某县气象局2024年观测年报\n观测期自2023年1月1日起至2024年12月31日止。\n", "fail", "other-year", values={"year": 2024, "found": 2023}),
        Expected("某县气象局2024年观测年报\n甲乙丙丁。\n", "skip", "names-no-year"),
    ),
    *table(
        "part",
        "{part: done}",
        Expected("一、完成情况\n一、合计数是合计\n甲乙丙丁戊己庚辛。\n", "pass", values={"words": 15}),
    ),
    *table(  # a part that another one holds
        "part",
        "{part: why, thin: 12}",
        Expected("二、不足\n（一）表现\n甲乙丙丁戊己庚辛。\n（二）原因分析\n甲乙丙丁戊己庚辛壬癸子丑寅卯。\n", "pass", None, ("（二）原因分析",)),
        Expected("二、不足\n（一）表现\n甲乙丙丁戊己庚辛。\n（二）原因分析\n甲乙丙丁戊己庚辛。\n", "partial", "thin", ("（二）原因分析",)),
        Expected("二、不足\n（一）表现\n甲乙丙丁戊己庚辛。\n（二）原因分析\n三、打算\n甲。\n", "fail", "empty", ("（二）原因分析",)),
        Expected("二、不足\n（一）表现\n甲乙丙丁戊己庚辛。\n三、打算\n甲。\n", "fail", "missing"),
        Expected("二、不足\n甲乙丙丁。\n上述不足的原因在于甲乙丙丁戊己庚辛壬癸子丑寅卯。\n", "partial", "embedded"),
    ),
    *table(  # on two lines
        "title-named",
        "{patterns: ['气象局2024年观测年报$']}",
        Expected("某县气象局\n2024年观测年报\n一、完成情况\n甲。\n", "pass"),
    ),
    *table(  # one section for both parts: an item is no answer to itself, what it says behind its first sentence may be
        "answered",
        "{part: lacking, by: coming, least: 0.3}",
        Expected("一、不足和打算\n（一）雷达陈旧老化。\n（二）预报质量不高。\n", "fail", "open"),
    ),
    *table(  # an unnumbered heading right below the title
        "part",
        "{part: lacking}",
        Expected("某县气象局2024年观测年报\n还有不足\n雷达陈旧老化的站点还有三处。\n明年打算\n更换雷达，维修站点，培训人员。\n", "pass"),
    ),
    *table(
        "length",
        "{part: done, max: 8}",
        Expected("一、完成情况\n甲乙丙丁，戊己庚辛。\n", "pass", None, ("一、完成情况",), {"count": 8, "most": 8}),
        Expected("一、完成情况\n甲乙丙丁，戊己庚辛壬。\n", "fail", "long", ("一、完成情况",), {"count": 9}),
        Expected("二、不足\n甲乙丙丁，戊己庚辛。\n", "skip", "no-part"),
    ),
    *table("length", "{max: 8}", Expected("甲乙丙丁，戊己庚辛。\n", "pass"), Expected("甲乙丙丁，戊己庚辛壬。\n", "fail", "long")),
    *table(
        "share",
        "{part: lacking, of: [done, lacking], min: 0.25}",
        Expected("一、完成情况\n甲甲甲甲甲甲甲甲甲甲甲甲。\n二、不足\n乙乙乙乙乙乙乙乙。\n", "pass", None, None, {"percent": 40.0, "least": 25}),
        Expected("一、完成情况\n" + "甲" * 40 + "。\n二、不足\n乙乙乙乙乙乙乙乙。\n", "fail", "token", ("二、不足",), {"percent": 16.7}),
        Expected("一、完成情况\n甲甲甲甲甲甲甲甲甲甲。\n", "skip", "no-part"),
    ),
    *table(
        "items",
        "{part: coming, min: 3}",
        Expected("一、打算\n一是加强观测。二是校准雷达。三是巡检风塔。\n", "pass", None, ("一是加强观测", "二是校准雷达", "三是巡检风塔"), {"count": 3}),
        Expected("一、打算\n（一）加强观测\n甲。\n（二）校准雷达\n乙。\n", "partial", "too-few", ("一、打算",), {"count": 2}, 2 / 3),
        Expected("一、打算\n加强观测，提高质量，规范管理。\n", "fail", "too-few", ("一、打算",), {"count": 0}),
        Expected("一、打算\n一是加强工作。二是再上新台阶。三是规范案卷。\n", "partial", "hollow", ("一是加强工作。", "二是再上新台阶。"), {"count": 1}, 1 / 3),
        Expected("一、打算\n一是不再观测。二是暂不维修。三是规则另行制定。\n", "fail", "hollow", None, {"count": 0}),
        *(
            Expected(f"一、打算\n{first}不再观测。\n{second}暂不维修。\n", "fail", "hollow", None, {"count": 0})
            for first, second in (("①", "②"), ("1.", "2."), ("㈠", "㈡"), ("首先，", "其次，"), ("第一，", "第二，"))
        ),
        Expected("一、打算\n一是不再观测，退还仪器4台。二是校准雷达。三是巡检风塔。\n", "pass"),
        Expected("一、打算\n一是已校准雷达。二是已巡检风塔。三是已观测台风。\n", "fail", "hollow"),
        Expected("一、打算\n| 任务 | 时限 |\n| 校准雷达 | 6月 |\n| 巡检风塔 | 7月 |\n| 观测台风 | 8月 |\n", "pass", None, None, {"count": 3}),
        Expected("一、打算\n", "skip", "no-part"),
        Expected("一、完成情况\n甲。\n", "skip", "no-part"),
    ),
    *table(
        "matched",
        "{part: lacking, by: why}",
        Expected("一、不足\n（一）缺人。原因是编制少。\n（二）缺钱。原因是预算紧。\n", "pass", None, ("编制少", "预算紧"), {"count": 2, "items": 2}),
        Expected("一、不足\n（一）缺人。原因是编制少。\n（二）缺钱。\n", "partial", "unmatched", ("（二）缺钱",), credit=0.5),
        Expected("一、不足\n（一）缺人。原因是编制少。\n（二）缺钱。原因是认识不到位。\n", "partial", "unmatched", ("（二）缺钱",), credit=0.5),
        Expected("一、不足\n（一）缺人。原因是认识不到位。\n（二）缺钱。\n", "fail", "unmatched", values={"count": 0}),
        Expected("一、不足\n（一）缺人。\n（二）缺钱。\n上述不足的原因：一是编制少；二是预算紧。\n", "pass", None, None, {"count": 2}),
        Expected("一、不足和原因\n（一）不足\n1.缺人。\n2.缺钱。\n（二）原因\n1.编制少。\n2.预算紧。\n", "pass", None, ("编制少", "预算紧")),
        Expected("一、不足和原因\n（一）缺人手。\n（二）缺经费。\n（三）原因\n1.编制少。\n2.预算紧。\n", "pass", None, None, {"items": 2}),
        Expected("一、不足和原因\n（一）不足\n1.缺人。\n2.缺钱。\n（二）原因\n编制少，预算也紧，都不够用。\n", "partial", "unmatched", credit=0.5),
        Expected("一、不足\n（一）缺人。\n（二）缺钱。\n", "skip", "nothing-to-match"),
    ),
    *table(
        "answered",
        "{part: lacking, by: coming, least: 0.3}",
        Expected("一、不足\n一是雷达老化。二是预报不准。\n二、打算\n一是更新雷达。二是提升预报。三是其他。\n", "pass", None, ("一是雷达老化", "二是预报不准")),
        Expected("一、不足\n一是雷达老化。二是预报不准。\n二、打算\n一是更新雷达。二是其他事情。\n", "partial", "open", ("二是预报不准",), {"open": (2,)}, 0.5),
        Expected("一、不足\n一是雷达老化。二是预报不准。\n二、打算\n一是做别的。二是其他事情。\n", "fail", "open", values={"count": 0, "items": 2}),
        Expected("一、不足\n一是雷达老化。二是预报不准。\n", "skip", "no-part"),
    ),
    *table(
        "acts",
        "{part: done, min: 2, subject: [$chief], whole: [两个亲手], formula: [大事亲手定],"
        " kinds: {meets: {title: {zh: 会, en: M}, patterns: [主持]}, does: {title: {zh: 做, en: D}, patterns: [亲手定, 调试]}}}",
        Expected("一、完成情况\n站长主持例会，调试雷达。\n", "pass", None, ("站长主持例会", "调试雷达"), {"count": 2}),
        Expected("一、完成情况\n站长落实两个亲手的要求，有始有终。\n", "pass", None, ("两个亲手",)),
        Expected("一、完成情况\n站长主持例会，大事亲手定。\n", "partial", "few", ("一、完成情况",), credit=0.5),
        Expected("一、完成情况\n站长主持例会。副站长调试雷达，副手调试风塔。\n", "partial", "few", None, {"count": 1}),
        Expected("一、完成情况\n站长没有主持例会，应当调试雷达。\n", "fail", "none", None, {"count": 0}),
        Expected("一、完成情况\n我站主持例会，调试雷达。所长好。\n", "fail", "none"),
        Expected("一、缺什么不足\n缺人。\n", "skip", "no-part"),
    ),
    *table(
        "counted-acts",
        "{part: done, min: 1, subject: [$chief], acts: [主持], units: [次]}",
        Expected("一、完成情况\n站长主持例会4次，上岗。\n", "pass", None, ("站长主持例会4次",), {"count": 1}),
        Expected("一、完成情况\n站长主持例会并讲话，全年4次。\n", "pass", None, ("全年4次",), {"count": 1}),
        Expected("一、完成情况\n站长主持例会并讲话。雷达转动4次，风塔转动5次。\n", "fail", "none", None, {"count": 0}),
        Expected("一、完成情况\n站长没有主持例会4次，上岗。\n", "fail", "none"),
        Expected("一、缺什么不足\n缺人。\n", "skip", "no-part"),
    ),
    *table(
        "kinds",
        "{part: done, min: 2, kinds: {meets: {title: {zh: 会, en: M}, patterns: [主持]},"
        " hears: {title: {zh: 听, en: H}, patterns: ['听取.{0,6}汇报']}}}",
        Expected("一、完成情况\n站长主持会议，听取专题汇报。\n", "pass", None, ("站长主持会议", "听取专题汇报"), {"count": 2}),
        Expected("一、完成情况\n站长主持会议，成效明显。\n", "partial", "few", ("一、完成情况",), {"missing": ({"zh": "听", "en": "H"},)}, 0.5),
        Expected("一、完成情况\n我站认真学习，有始有终。\n", "fail", "none", ("一、完成情况",), {"count": 0}),
        Expected("一、不足\n站长主持会议，听取专题汇报。\n", "skip", "no-part"),
    ),
    *table(
        "kinds",
        "{min: 1, whole: [四个亲自], kinds: {meets: {title: {zh: 会, en: M}, patterns: [亲自部署]}}}",
        Expected("落实四个亲自要求。\n", "pass", None, ("四个亲自",)),
        Expected("亲自部署工作。\n", "pass", None, ("亲自部署工作",)),
        Expected("不亲自。\n", "fail", "none", ()),
    ),
    *table(
        "figures",
        "{part: done, min: 3, units: [次, 家, 件]}",
        Expected(f"一、完成情况\n{NUMBERS}\n", "pass", None, ("召开会议6次", "检查40家", "办案15件"), {"count": 3}),
        Expected("一、完成情况\n召开会议6次，合格率98%。\n", "partial", "few", values={"count": 1, "least": 3}, credit=1 / 3),
        Expected("一、完成情况\n多次召开会议，合格率98%。\n", "fail", "none", ("一、完成情况",), {"count": 0}),
        Expected(f"一、不足\n{NUMBERS}\n", "skip", "no-part"),
    ),
    *table(
        "amount",
        "{patterns: [研究], min: 3, units: [次]}",
        Expected("一、完成\n召开会议12次，研究观测工作4次。\n", "pass", None, ("研究观测工作4次",), {"count": 4}),
        Expected("一、完成\n研究观测工作4次，其中专题研究2次。\n", "pass", None, ("研究观测工作4次",)),
        Expected("一、完成\n研究观测工作2次，检查9次。\n", "partial", "too-few", ("研究观测工作2次",), {"least": 3}, 2 / 3),
        Expected("一、完成\n研究观测问题9件。\n", "partial", "uncounted", ("研究观测问题9件",), credit=0.5),
        Expected("一、完成\n检查9次，整改3次。\n", "fail", "unmentioned", ()),
    ),
    *table(
        "amount",
        "{patterns: [研究], min: 3, part: coming}",
        Expected("一、完成\n研究观测工作4次，检查9次。\n", "skip", "no-part"),
    ),
    *table(
        "any-of",
        "{part: lacking, patterns: [例如], figures: true, citations: true, lesser: [“]}",
        Expected("一、不足\n能力不足，例如不会操作雷达。\n", "pass"),
        Expected("一、不足\n6名观测员中仅1名会操作。\n", "pass"),
        Expected("一、不足\n没有落实《观测规程》的要求。\n", "pass", None, ("没有落实《观测规程》的要求",)),
        Expected("一、不足\n“观测”能力有待提高，还需加强。\n", "partial", "lesser", ("“",), credit=0.5),
        Expected("一、不足\n能力有待提高，还需加强培训。\n", "fail", "none", ("一、不足",)),
    ),
    *table(
        "heading-numbers",
        "{}",
        Expected("一、完成情况\n（一）甲乙\n1.丙丁\n2.戊己\n（二）庚辛\n二、不足\n1.壬癸\n", "pass"),
        Expected("一、完成情况\n甲。\n三、打算\n乙。\n", "fail", "gap", ("三、打算",), {"count": 1}),
        Expected("一、完成情况\n甲。\n一、打算\n乙。\n", "fail", "repeat", ("一、打算",)),
        Expected("二、完成情况\n甲。\n三、打算\n乙。\n", "fail", "first", ("二、完成情况",)),
        Expected("一、完成情况\n（一）甲乙\n1.丙丁\n（二）戊己\n（四）庚辛\n", "fail", "gap", ("（四）庚辛",)),
        Expected("一、完成情况\n（一）甲乙\n1.丙丁\n2.戊己\n（二）庚辛\n3.壬癸\n4.子丑\n", "pass"),
        Expected("甲乙丙丁。\n", "skip", "no-headings"),
    ),
    *table(
        "enumerations",
        "{}",
        Expected("一是甲。二是乙。三是丙。", "pass", None, None, {"count": 3}),
        Expected("一是甲：一是乙；二是丙。二是丁。", "pass"),
        Expected("一是甲。二是乙。六是丙。", "fail", "gap", ("六是",), {"marker": "六是"}),
        Expected("一是甲。二是乙。二是丙。", "fail", "repeat", ("二是",)),
        Expected("甲。二是乙。三是丙。", "fail", "first", ("二是",)),
        Expected("一、完成情况\n一是甲。二是乙。\n二、不足\n一是丙。二是丁。\n", "pass"),
        Expected("甲乙丙丁。", "pass", None, (), {"count": 0}),
    ),
    *table(
        "absent",
        "{patterns: [某某, {match: 草稿, not: [草稿纸]}]}",
        Expected("甲乙，用草稿纸。\n", "pass", None, ()),
        Expected("某某站的草稿。\n", "fail", "found", ("某某", "草稿"), {"count": 2, "words": "某某"}),
    ),
    *table(
        "absent",
        "{patterns: [甲], anywhere: [乙]}",
        Expected("某站2024年观测年报\n丙。\n某某省气象局\n2025年1月2日\n", "pass", None, ()),
        Expected("乙\n某站2024年观测年报\n丙。\n", "fail", "found", ("乙",)),
        Expected("某站2024年观测年报\n甲乙。\n", "fail", "found", ("甲", "乙"), {"count": 2}),
    ),
    *table(
        "pairs",
        "{pairs: [{wrong: [气像, {match: 像片, not: [录像片]}], replaces: 像, right: 象}, {wrong: [雷雷], note: {zh: 重复, en: twice}},"
        " {wrong: [旧规程], right: 新规程, first: 2024, last: 2025}, {wrong: [《规程》], right: 《新规程》, names: true}]}",
        Expected("某站2024年观测年报\n气象录像片，《气像与雷雷》。\n", "pass", None, ()),
        Expected("气像观测，像片。\n", "fail", "found", ("气像", "像片"), {"count": 2, "words": ["气像→气象", "像片→象片"], "wrong": "气像", "right": "气象"}),
        Expected("打雷雷。\n", "fail", "found", ("雷雷",), {"words": [{"zh": "雷雷（重复）", "en": "雷雷 (twice)"}], "right": ""}),
        Expected("某站2024年观测年报\n旧规程。\n", "fail", "found", ("旧规程",)),
        Expected("某站2023年观测年报\n旧规程。\n", "pass", None, ()),
        Expected("某站2026年观测年报\n旧规程。\n", "pass", None, ()),
        Expected("旧规程。\n", "pass", None, ()),
        Expected("执行《规程》。\n", "fail", "found", ("《规程》",)),
    ),
    *table(
        "repeats",
        "{least: 10, formulas: [按照上级关于观测工作的统一部署]}",
        Expected("一、完成情况\n全站职工轮流值守雷达观测天气，没有缺测。\n二、不足\n值守雷达的职工不足，缺测较多。\n", "pass", None, ()),
        Expected("一、完成情况\n全站职工轮流值守雷达观测。\n二、不足\n一是全站职工轮流值守雷达观测。\n", "fail", "repeated", values={"words": "全站职工轮流值守雷达观测"}),
        Expected("一、完成情况\n全站职工轮流值守雷达观测，甲，全站职工轮流值守雷达观测，乙。\n", "fail", "repeated", values={"count": 1}),
        Expected("一、完成情况\n全站职工轮流值守雷达观测，甲。\n二、不足\n全站职工轮流值守雷达观测，乙。\n", "pass", None, ()),
        Expected("一、完成情况\n按照上级关于观测工作的统一部署，完成任务。\n二、打算\n按照上级关于观测工作的统一部署，完成任务。\n", "pass", None, ()),
        Expected("一、全站职工轮流值守雷达观测的情况\n全站职工轮流值守雷达观测的情况。\n", "pass", None, ()),
        Expected("一、完成情况\n全站职工轮流值守雷达观测12次。\n二、打算\n全站职工轮流值守雷达观测15次。\n", "partial", "alike", values={"count": 1}, credit=0.5),
        Expected("执行《观测规程总则与各省实施细则》《各省地面气象观测站雷达值守与报告办法》，甲，执行《各省地面气象观测站雷达值守与报告办法》，乙。\n", "fail", "repeated"),
    ),
    *table(
        "same-year",
        "{places: {title: {zh: 题, en: T}, opening: {zh: 头, en: O}, heading: {zh: 目, en: H}}, opening: ['20[0-9][0-9]年,我站'],"
        " announces: ['现将.{0,20}如下'], ahead: [重点], unless: [整改]}",
        Expected("某站2024年观测年报\n2024年，我站观测。\n一、2024年工作完成情况\n甲。\n二、2025年打算\n乙。\n", "pass", values={"year": 2024}),
        Expected("某站2024年观测年报\n2023年，我站观测。\n一、完成情况\n甲。\n", "fail", "other-year", ("2023年，我站", "某站2024年观测年报"), {"year": 2024, "found": 2023}),
        Expected("某站2024年观测年报\n现将2023年观测情况报告如下：\n一、完成情况\n甲。\n", "fail", "other-year"),
        Expected("某站2024年观测年报\n一、2023年工作完成情况\n甲。\n", "fail", "other-year", ("一、2023年工作完成情况", "某站2024年观测年报")),
        Expected("某站2024年观测年报\n一、2023年不足的整改完成情况\n甲。\n", "pass"),
        Expected("某站2024年观测年报\n一、完成情况\n甲。\n二、2025年重点工作完成情况\n乙。\n", "pass"),
        Expected("某站2024年观测年报\n2022年12月，我站建成。2023年，我站获奖。现将2024年观测情况报告如下：\n一、完成情况\n甲。\n", "pass"),
        Expected("某站2021-2025年观测年报\n2021年，我站建成。\n一、2025年工作完成情况\n甲。\n", "skip", "several-years"),
        Expected("某站观测年报\n一、完成情况\n甲。\n", "skip", "names-no-year"),
        Expected("一、2024年工作完成情况\n甲。\n二、2023年不足\n乙。\n三、2025年打算\n丙。\n", "fail", "other-year", values={"year": 2024, "found": 2023}),
    ),
    *table(
        "characters",
        "{markup: ['</?[a-z]+>']}",
        Expected("甲，\u3000乙\u00a0丙＞95％。\n", "pass", None, ()),
        Expected("甲\ufffd乙。\n", "fail", "found", values={"count": 1}),
        Expected("甲\ue000乙\u200e。\n", "fail", "found"),
        Expected("甲\u0007乙\u2800丙。\n", "fail", "found"),
        Expected("甲<span>乙</span>。\n", "fail", "found", ("<span>", "</span>")),
        Expected("甲⠼</span>乙。\n", "fail", "found", ("⠼</span>",), {"count": 1}),
    ),
    *table(
        "brackets",
        "{}",
        Expected("《甲〈乙〉（丙）》“丁‘戊’”【己】〔庚〕。\n", "pass", None, ()),
        Expected("1）甲；2）乙；a)丙。\n", "pass", None, ()),
        Expected("《甲（乙》丙。\n", "fail", "unpaired", values={"count": 1}),
        Expected("甲）乙。\n", "fail", "unpaired"),
        Expected("《甲\x81乙。\n", "fail", "unpaired", values={"count": 1}),
        Expected("“甲。\n乙”。\n", "fail", "unpaired", values={"count": 2}),
        Expected("规定“甲乙。\n”丙丁。\n", "pass"),
        Expected("写道：“甲乙。\n“丙丁。\n“戊己。”\n", "pass"),  # a quotation of several paragraphs
        Expected("写道：“甲乙。\n丙丁。\n", "fail", "unpaired", values={"count": 1}),
        Expected("做到“甲\n乙\n丙”丁。\n", "pass"),
        Expected("做到“甲\n乙\n丙\n丁\n戊”己。\n", "fail", "unpaired", values={"count": 2}),
        Expected("《关于印发〈《甲》〉的通知》\n", "fail", "doubled"),
    ),
    *table(
        "table-filled",
        "{table: readings}",
        Expected(f"一、完成情况\n{READINGS}", "pass", None, ("季节",), {"cells": 9, "blank": 0}),
        Expected("一、完成情况\n甲。\n", "fail", "missing"),
        Expected("一、完成情况\n甲。\n二、不足\n" + READINGS, "pass"),
        Expected("一、完成情况\n" + READINGS.replace("|12|8|", "| |8|"), "partial", "blank", ("",), {"count": 1, "row": "雨量", "column": "春"}),
        Expected("一、完成情况\n" + READINGS.replace("|雪量|0|1|1|\n", ""), "partial", "incomplete", values={"missing": ["雪量"]}),
        Expected("一、完成情况\n|季节|春|秋|全年|\n|雨量| | | |\n|雪量| | | |\n|合计| | | |\n", "fail", "empty"),
    ),
    *table("table-filled", "{table: readings, marks: false}", Expected("一、完成情况\n" + READINGS.replace("0", "/"), "partial", "blank")),
    *table(
        "table-filled",
        "{table: readings, rows: [rain], columns: [spring]}",
        Expected("一、完成情况\n" + READINGS.replace("8", " "), "pass", values={"cells": 1}),
    ),
    *table(
        "table-sums",
        "{table: readings, rows: [rain + snow = all], columns: [spring + autumn = year]}",
        Expected(f"一、完成情况\n{READINGS}", "pass"),
        Expected(
            "一、完成情况\n" + READINGS.replace("|12|9|21|", "|12|9|20|"), "fail", "sum", ("20", "1", "20", "12", "9"),
            {"count": 2, "where": "全年", "left": "21", "right": "20", "difference": "1", "balance": "雨量 + 雪量 = 合计"},
        ),
        Expected("一、完成情况\n" + READINGS.replace("|0|", "|/|"), "pass"),
        Expected("一、完成情况\n" + READINGS.replace("|9|", "| |"), "pass"),
        Expected("一、完成情况\n甲。\n", "skip", "no-table"),
        Expected("一、完成情况\n季节 春 秋 全年\n雨量 12 8 20\n雪量 0 1 1\n合计 12 9 22\n", "fail", "sum", values={"where": "全年"}),
        Expected("一、完成情况\n季节\n春\n秋\n全年\n雨量\n12\n8\n20\n雪量\n０\n1\n1\n合计\n12\n9\n21\n", "pass"),
    ),
    *table(
        "figure-matches",
        "{table: readings, figures: {rain: {patterns: [全年降雨], row: rain, column: year}}}",
        Expected(f"一、完成情况\n全年降雨20次。\n{READINGS}", "pass", values={"count": 2}),
        Expected(
            f"一、完成情况\n全年降雨21次。\n{READINGS}", "fail", "differs", ("全年降雨21次", "20"),
            {"figure": "全年降雨21次", "cell": "20", "row": "雨量", "column": "全年", "count": 1},
        ),
        Expected(f"一、完成情况\n全年降雨约21次。\n{READINGS}", "skip", "nothing-to-compare"),
    ),
    *table(
        "line-breaks",
        "{longest: 60}",
        Expected("一、完成情况\n甲乙丙丁。\n二、不足\n戊己。\n", "pass"),
        Expected("一、完成情况 " + NUMBERS + " 二、存在不足 " + NUMBERS, "fail", "collapsed", ("一、完成情况", "二、存在不足"), {"count": 2}),
        Expected("甲" * 61, "fail", "collapsed"),
        Expected("甲" * 60, "pass"),
    ),
    *table(
        "substance",
        "{parts: [lacking], least: 3}",
        Expected("一、完成情况\n观测雨量41次，检测设备6台，培训人员18人次。\n", "pass", None, ()),
        Expected("一、完成情况\n骏马奔腾50匹，雄鹰展翅28只，星星数过88颗。\n", "fail", "figures"),
        Expected("一、完成情况\n擦拭了全部的观测仪器和设备。擦拭了全部的观测仪器和设备。\n", "fail", "repeated", values={"percent": 50}),
    ),
    *table(
        "attachment",
        "{}",
        Expected("甲乙丙丁。\n", "pass", None, ()),
        Expected("甲乙丙丁。\n附件：表.xlsx\n", "pass", None, ("附件：表.xlsx",)),
        Expected("甲乙丙丁。\n附件：\n", "fail", "empty", ("附件：",)),
    ),
    *table(
        "id-number",
        "{context: [工作证]}",
        Expected("工号110101190001010012。\n", "pass", None, ()),
        Expected("工号110101190001010014。\n", "fail", "found", ("110101190001010014",), {"count": 1}),
        Expected("工作证110101000101001。\n", "fail", "found", ("110101000101001",)),
        Expected("工号110101000101001。\n", "pass"),
    ),
    *table(
        "mobile-number",
        "{before: ['站号$'], after: ['^毫米']}",
        Expected("站号13800138000，雨量13800138000毫米。\n", "pass", None, ()),
        Expected("站长13800138000，138-0013-8000。\n", "fail", "found", ("13800138000", "138-0013-8000"), {"count": 2}),
    ),
    *table(
        "card-number",
        "{context: [存折]}",
        Expected("编号6222000000001239。\n", "pass", None, ()),
        Expected("存折6222000000001239。\n", "fail", "found", ("6222000000001239",), {"count": 1}),
    ),
    *table(
        "marking",
        "{levels: [密件], labels: [等级], beside: [火急], notes: [阅后即焚]}",
        Expected("某县气象局2024年观测年报\n一、完成情况\n密件3份，阅后即焚的1份。\n", "pass", None, ()),
        Expected("密件★3年\n某县气象局2024年观测年报\n", "fail", "level", ("密件★3年",), {"count": 1}),
        Expected("等级：密件 火急\n某县气象局2024年观测年报\n", "fail", "level"),
        Expected("某县气象局2024年观测年报\n（阅后即焚）\n", "fail", "note", ("阅后即焚",)),
    ),
]  # fmt: skip


@every_row(("check", "options", "expected"), OUTCOMES)
def test_outcomes(hold: Callable[..., None], check: str, options: str, expected: Expected) -> None:
    hold(check, options, expected)


def test_each_primitive_has_its_table() -> None:
    """A primitive that is added is tested here too; one that reads data files, in test_instruments.py."""
    states: dict[str, set[str]] = {}
    for check, _, expected in OUTCOMES:
        states.setdefault(check, set()).add(expected.state)
    with_data = {name for name, check in CHECKS.items() if "x-columns" in str(check.options)}
    assert with_data == {"instrument-names", "instrument-dates"}
    assert set(states) == set(CHECKS) - with_data
    assert [name for name, found in states.items() if "pass" not in found or not found & {"fail", "partial"}] == []


def test_a_year_and_a_filer_that_are_given(hold: Callable[..., None]) -> None:
    text = "一、2025年打算\n加强观测，提高质量。\n2025年3月20日\n"
    hold("year", "{part: coming, offset: 1}", Expected(text, "pass"), year=2024)
    hold("year", "{part: coming, offset: 1}", Expected(text, "fail", "other-year"), year=2023)
    hold("date-window", "{published: 04-01}", Expected(text, "fail", "late"), year=2024, filer="station")
    hold("date-window", "{published: 04-01}", Expected(text, "pass"), year=2024, filer="other")
    hold("date-window", "{published: 03-20}", Expected(text, "fail", "late"), year=2024, filer="other")
    included = Expected(text, "pass")
    hold("date-window", "{published: by 03-20}", included, year=2024, filer="other")
    hold(
        "date-window",
        "{published: by 03-19}",
        Expected(text, "fail", "late", values={"deadline": "2025-03-19"}),
        year=2024,
    )
    inferred = "{published: 04-01, inferred: [station]}"
    hold("date-window", inferred, Expected(text, "partial", "late-upwards"), year=2024, filer="station")
    hold("date-window", inferred, Expected(text.replace("3月", "4月"), "fail", "late"), year=2024, filer="station")


def test_the_table_of_answers(run: Callable[..., tuple[Outcome, list[str]]]) -> None:
    text = "一、不足\n一是雷达老化。二是预报不准。\n二、打算\n一是提升预报。二是其他事情。\n"
    outcome, _ = run("answered", "{part: lacking, by: coming, least: 0.3}", text)
    assert [(row["item"], row["answers"], row["words"]) for row in outcome.table] == [
        (1, [], "一是雷达老化"),
        (2, [1], "二是预报不准"),
    ]


def test_common_words_answer_nothing(run: Callable[..., tuple[Outcome, list[str]]]) -> None:
    text = "一、不足\n一是雷达老化。二是预报不准。\n二、打算\n一是提升预报。二是其他事情。\n"
    outcome, _ = run("answered", "{part: lacking, by: coming, least: 0.3, common: [预报]}", text)
    assert (outcome.state, outcome.values["count"]) == ("fail", 0)


@pytest.mark.parametrize(("answer", "answers"), [("维修|更新", [1]), ("停用", [])])
def test_what_concerns_the_same_matter_answers(
    run: Callable[..., tuple[Outcome, list[str]]], answer: str, answers: list[int]
) -> None:
    text = "一、不足\n一是雷达老化。二是预报不准。\n二、打算\n一是尽快维修仪器。二是提升预报。\n"
    matters = f"{{age: {{asked: [老化], answer: ['{answer}']}}}}"
    outcome, _ = run("answered", f"{{part: lacking, by: coming, least: 0.3, matters: {matters}}}", text)
    assert [row["answers"] for row in outcome.table] == [answers, [2]]
