"""The engine: the gate, options by filer and year, anchors of what is absent, severities, order, determinism."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from checker.document import sentences
from checker.document.model import bare_document
from checker.engine import gate
from checker.engine.assessor import Assessor
from checker.engine.judge import LOWER, options_for
from checker.results import packed
from tests.tables import every_row

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from checker.document.report import Report
    from checker.engine.model import Assessment, Item, Quote
    from checker.rulebook.model import Pack
    from checker.text.span import Span

SAMPLES = Path(__file__).parents[2] / "samples"
LONG = (
    "局党组全年召开会议6次，听取汇报3次，开展检查40次，办案15件，培训4期260人次，宣传18场，发放资料5000份，公开信息300条。"
    "全年清理文件12份，出具法律意见书20份，受理许可申请86件，办结率100%，答复人大代表建议3件，应诉案件2件，评查案卷30宗。"
    "全年调解水事纠纷9起，受理热线投诉45件，公示处罚信息15条，巡查河道120次，整改隐患33处，约谈企业6家，聘请监督员8名。"
)
MEASURES = f"一、2024年推进法治政府建设的主要举措和成效\n{LONG}\n"
DEFICIENCIES = "二、存在的不足和原因\n一是执法力量不足，6名人员中仅1人有证，主要原因是编制少。二是普法形式单一，主要原因是经费不足。\n"
FIRST = (
    "三、党政主要负责人履行推进法治建设第一责任人职责情况\n局长主持召开党组会6次，听取汇报3次，带头述法，"
    "亲自部署重要工作、亲自督办重大案件，带队督导基层执法，全年批示案件5件。\n"
)
PLAN = "四、2025年主要安排\n一是充实执法力量，6月底前配齐执法人员。二是创新普法形式，开展宣讲12场。三是完善监督机制，每季度开展评查。\n"
TITLE = "榆中县水利局2024年度法治政府建设情况报告\n"
OPENING = "2024年，我局推进法治政府建设。现将情况报告如下：\n"
TAIL = "榆中县水利局\n2025年1月6日\n"
WHOLE = TITLE + OPENING + MEASURES + DEFICIENCIES + FIRST + PLAN + TAIL

ELSEWHERE = WHOLE.replace("8名。", "8名，赴广东学习2次。")
HERE = WHOLE.replace("榆中县", "开平市").replace("8名。", "8名，经验在广东推广。")
OPENNESS = (SAMPLES / "openness" / "complete.txt").read_text(encoding="utf-8") + "赴广东学习。"


def item(assessment: Assessment, rule: str) -> Item:
    return next(item for item in assessment.items if item.rule.id == rule)


def states(assessment: Assessment) -> dict[str, tuple[str, str | None]]:
    return {item.rule.id: (item.state, item.reason) for item in assessment.items if item.state in ("fail", "partial")}


def test_a_good_report(judged: Callable[..., Assessment]) -> None:
    assessment = judged(WHOLE)
    assert assessment.verdict == "pass"
    assert assessment.score is not None
    assert assessment.score.points >= 90
    assert states(assessment) == {}


# The gate


@every_row(
    ("text", "fail_on", "min_score", "met"),
    [
        (WHOLE, "error", None, True),
        (WHOLE, "error", 80, True),
        (WHOLE.replace(TAIL, ""), "error", 100, False),
        (WHOLE.replace(FIRST, ""), "error", None, False),
        (WHOLE.replace(FIRST, ""), "never", None, True),
        (WHOLE.replace(FIRST, ""), "never", 60, False),
        (WHOLE.replace(TAIL, ""), "error", None, True),
        (WHOLE.replace(TAIL, ""), "warning", None, False),
        (WHOLE.replace("编制少", "编制少（略"), "warning", None, False),
    ],
)
def test_gate(judged: Callable[..., Assessment], text: str, fail_on: str, min_score: float | None, met: bool) -> None:
    assert gate(judged(text), fail_on, min_score) == met


def test_no_score_meets_no_least_score(judged: Callable[..., Assessment]) -> None:
    assert not gate(judged("今天天气很好。\n"), "never", 0)


def test_a_waived_item_does_not_count(judged: Callable[..., Assessment]) -> None:
    assessment = judged(WHOLE.replace(FIRST, ""))
    waived = tuple(one._replace(waived={"reason": "甲"}) for one in assessment.items)
    assert gate(assessment._replace(items=waived))


# Options by filer and year


PACK = """\
pack: years
version: "1"
title: {zh: 年, en: Years}
parts:
  done: {title: {zh: 做, en: Done}, heading: {strong: [情况]}}
filers:
  township: {title: {zh: 镇, en: Town}, issuer: [镇]}
  department: {title: {zh: 局, en: Department}, issuer: [局]}
groups: {main: {title: {zh: 主, en: Main}, weight: 1}}
rules:
  figures:
    group: main
    title: {zh: 数, en: Figures}
    basis: practice
    severity: warning
    weight: 1
    check: figures
    options: {part: done, min: 5, units: [次]}
    when:
      - {filers: [township], first: 2024, options: {min: 1}}
      - {filers: [township], options: {min: 2}}
      - {first: 2021, last: 2022, options: {min: 3}}
    message: {pass: {zh: 好, en: Good}, few: {zh: 少, en: Few}, none: {zh: 无, en: None}}
    fix: {zh: 改, en: Mend}
    effort: minutes
    cases: [{state: pass, text: 甲}, {state: fail, text: 乙}]
"""


@pytest.mark.parametrize(
    ("filer", "year", "least"),
    [("township", 2024, 1), ("township", 2030, 1), ("township", 2023, 2), ("department", 2021, 3), ("department", 2022, 3), ("department", 2023, 5),
     ("department", 2020, 5), (None, 2021, 3), ("township", None, 2), (None, None, 5)],
)  # fmt: skip
def test_options(
    make_pack: Callable[[str], Pack], judged: Callable[..., Assessment], filer: str | None, year: int | None, least: int
) -> None:
    pack = make_pack(PACK)
    assessment = judged("一、情况\n甲乙丙丁戊己庚辛壬癸。\n", pack=pack, filer=filer, year=year)
    assert assessment.report is not None
    options: Mapping[str, Any] = options_for(pack.rules[0], assessment.report)
    assert (options["min"], options["part"], options["units"]) == (least, "done", ["次"])


@pytest.mark.parametrize(
    ("filer", "year", "outcome"),
    [("township", 2024, ("pass", None)), ("department", 2024, ("skip", "other-filer")), (None, 2024, ("skip", "other-filer")),
     ("township", 2020, ("skip", "other-year")), ("township", None, ("skip", "other-year"))],
)  # fmt: skip
def test_whom_a_rule_is_for(
    make_pack: Callable[[str], Pack],
    judged: Callable[..., Assessment],
    filer: str | None,
    year: int | None,
    outcome: tuple[str, str | None],
) -> None:
    pack = make_pack(
        PACK.replace("    check: figures", "    only: {filers: [township], first: 2021}\n    check: figures")
    )
    assessment = judged("一、情况\n开会6次，培训7次。\n", pack=pack, filer=filer, year=year)
    found = assessment.items[0]
    assert (found.state, found.reason) == outcome
    assert (assessment.score is None) == (outcome[0] == "skip")


def test_a_township_needs_less(judged: Callable[..., Assessment]) -> None:
    text = WHOLE.replace("发放资料5000份，公开信息300条", "发放资料")
    assert item(judged(text, filer="township"), "measures-areas").values["least"] == 4
    assert item(judged(text, filer="department"), "measures-areas").values["least"] == 5
    assert item(judged(text, filer="government"), "measures-areas").values["least"] == 7


# Anchors


def anchor(assessment: Assessment, rule: str) -> Quote:
    found = item(assessment, rule)
    assert found.state in ("fail", "partial")
    return found.evidence[0]


@pytest.mark.parametrize(
    ("missing", "rule", "behind"),
    [
        (DEFICIENCIES, "part-deficiencies", MEASURES),
        (FIRST, "part-first-responsible", DEFICIENCIES),
        (PLAN, "part-next-plan", FIRST),
    ],
    ids=["deficiencies", "first-responsible", "next-plan"],
)
def test_an_absent_part_is_shown_behind_its_neighbour(
    judged: Callable[..., Assessment], missing: str, rule: str, behind: str
) -> None:
    text = WHOLE.replace(missing, "")
    found = anchor(judged(text), rule)
    assert (found.text, found.end) == ("", found.start)
    assert text[: found.start].rstrip() == text[: text.index(behind) + len(behind)].rstrip()
    assert found.place.line is not None
    assert found.place.line > 1


def test_an_absent_first_part_is_shown_before_its_neighbour(judged: Callable[..., Assessment]) -> None:
    text = WHOLE.replace(MEASURES, "")
    assert anchor(judged(text), "part-measures").start == text.index(DEFICIENCIES)


def test_absent_causes_are_shown_in_the_section_that_should_hold_them(judged: Callable[..., Assessment]) -> None:
    text = (
        WHOLE.replace("，主要原因是编制少", "")
        .replace("，主要原因是经费不足", "")
        .replace("存在的不足和原因", "存在的不足")
    )
    heading = "二、存在的不足"
    assert anchor(judged(text), "part-causes").start == text.index(heading) + len(heading)


def test_what_has_no_place_is_shown_at_the_title(judged: Callable[..., Assessment]) -> None:
    text = "当前位置：首页 > 政务公开\n\n" + WHOLE.replace(TAIL, "")
    found = anchor(judged(text), "signature")
    assert found.start >= text.index(TITLE), "never at the page's furniture"
    assert found.place.line != 1


def test_nothing_is_shown_at_the_very_beginning_by_default(judged: Callable[..., Assessment]) -> None:
    text = "\n\n　　" + OPENING + MEASURES
    for one in judged(text).items:
        if one.state in ("fail", "partial"):
            assert one.evidence
            place = one.evidence[0].place
            assert (place.line, place.column) != (1, 1), one.rule.id


def test_evidence_is_the_words_at_its_offsets(judged: Callable[..., Assessment]) -> None:
    for text in (WHOLE, WHOLE.replace(FIRST, ""), "國務院統(tǒng)籌推進(jìn)。\n" + WHOLE):
        for one in judged(text).items:
            for quote in one.evidence:
                assert 0 <= quote.start <= quote.end <= len(text)
                words = text[quote.start : quote.end]
                assert quote.text == words or (len(words) > 120 and quote.text == words[:120] + "…")


# Genre


OTHER = "政府工作报告\n各位代表：\n现在，我代表县人民政府，向大会报告工作，请予审议。\n一、2024年工作回顾\n推进法治政府建设。\n"


@pytest.mark.parametrize("text", [OTHER, "今天天气很好。\n", ""])
def test_another_kind_is_not_judged_further(judged: Callable[..., Assessment], text: str) -> None:
    assessment = judged(text)
    assert item(assessment, "genre").state == "fail"
    assert {(one.state, one.reason) for one in assessment.items if one.rule.check != "genre"} == {
        ("skip", "other-genre")
    }
    assert assessment.score is None
    assert assessment.verdict == "fail"
    assert all((one.earned, one.possible, one.gain) == (0, 0, 0) for one in assessment.items)


# Severity, order, points


def test_a_partial_counts_one_step_lower(judged: Callable[..., Assessment]) -> None:
    seen = set()
    for text in (WHOLE, TITLE + OPENING + MEASURES + "二、存在问题\n人员不足，普法不深。\n"):
        for one in judged(text).items:
            expected = LOWER[one.rule.severity] if one.state == "partial" else one.rule.severity
            assert one.severity == expected
            seen.add((one.state, one.rule.severity))
    assert {("partial", "error"), ("fail", "error"), ("pass", "error"), ("fail", "warning")} <= seen


def test_a_section_that_is_only_embedded_does_not_fail_the_gate(judged: Callable[..., Assessment]) -> None:
    text = WHOLE.replace(FIRST, "").replace("局党组全年", "局长履行推进法治建设第一责任人职责，全年", 1)
    assessment = judged(text)
    found = item(assessment, "part-first-responsible")
    assert (found.state, found.reason, found.severity) == ("partial", "embedded", "warning")
    assert assessment.verdict == "pass"
    assert assessment.score is not None
    assert assessment.score.cap is None


@pytest.mark.parametrize("text", [WHOLE, WHOLE.replace(FIRST, ""), OTHER, ""])
def test_items_stand_in_the_order_of_the_catalogue(
    judged: Callable[..., Assessment], national: Pack, text: str
) -> None:
    assert [one.rule.id for one in judged(text).items] == [rule.id for rule in national.rules]


def test_points_add_up(judged: Callable[..., Assessment]) -> None:
    for text in (WHOLE, WHOLE.replace(FIRST, ""), TITLE + OPENING + MEASURES):
        assessment = judged(text)
        assert assessment.score is not None
        assert sum(one.earned for one in assessment.items) == pytest.approx(assessment.score.uncapped, abs=0.01)
        assert sum(one.possible for one in assessment.items) == pytest.approx(100, abs=0.01)
        assert all(one.gain == 0 for one in assessment.items if one.state in ("pass", "skip"))


def test_the_cap_names_its_rule(judged: Callable[..., Assessment]) -> None:
    assessment = judged(WHOLE.replace(FIRST, ""))
    assert assessment.score is not None
    assert assessment.score.cap == (59, "part-first-responsible")
    assert assessment.score.points == 59


def test_the_same_text_comes_out_the_same(judged: Callable[..., Assessment]) -> None:
    def flat(assessment: Assessment) -> list[Any]:
        return [
            (one[1:8], [quote[:3] for quote in one.evidence], dict(one.values), one.table) for one in assessment.items
        ]

    one, other = judged(WHOLE), judged(WHOLE)
    assert flat(one) == flat(other)
    assert one.score == other.score


def test_a_given_year_and_filer(judged: Callable[..., Assessment]) -> None:
    report: Report | None = judged(WHOLE, year=2023, filer="township").report
    assert report is not None
    assert report.year is not None
    assert (report.year.value, report.filer) == (2023, "township")
    assert item(judged(WHOLE, year=2023), "plan-year").state == "fail"


def test_the_cited_instruments_are_looked_for_once(judged: Callable[[str], Assessment], monkeypatch: Any) -> None:
    looked: list[int] = []
    really = sentences.find_citations

    def counted(text: str) -> list[Span]:
        looked.append(len(text))
        return really(text)

    text = (SAMPLES / "no-first-responsible-section.txt").read_text(encoding="utf-8")  # three modules ask
    judged(text)  # so that every module is there
    for module in [module for name, module in sys.modules.items() if name.startswith("checker.")]:
        if getattr(module, "find_citations", None) is really:
            monkeypatch.setattr(module, "find_citations", counted)
    judged(text)
    assert len(looked) == 1


def test_it_is_all_the_same_which_packs_have_been_in_use() -> None:
    """A text that names a province is observed by the pack of that one first, where an earlier one was judged by it."""

    def judge(assessor: Assessor, text: str) -> Assessment:
        return assessor.judge("x", bare_document(text, "x"))

    texts, assessor = [HERE, ELSEWHERE, OPENNESS, HERE], Assessor()
    together, alone = [judge(assessor, text) for text in texts], [judge(Assessor(), text) for text in texts]
    assert [one.pack.id for one in together if one.pack] == ["guangdong", "national", "xinxi-gongkai", "guangdong"]
    for one, other in zip(together, alone, strict=True):
        assert (one.pack, packed(one)) == (other.pack, packed(other))
