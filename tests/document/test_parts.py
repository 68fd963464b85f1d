"""Which parts of the report a heading, or the text, fulfils."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checker.document.parts import items_of, part_view
from tests.tables import every_row

if TYPE_CHECKING:
    from collections.abc import Callable

    from checker.document.report import Report

MEASURES, DEFICIENCIES, CAUSES, FIRST, PLAN = "measures", "deficiencies", "causes", "first-responsible", "next-plan"
TEXT = "甲乙丙丁戊己庚辛壬癸。"

HEADINGS: dict[str, tuple[str, ...]] = {
    # ① measures and results
    "主要举措和成效": (MEASURES,),
    "2024年推进法治政府建设的主要举措和成效": (MEASURES,),
    "主要工作成效": (MEASURES,),
    "工作开展情况": (MEASURES,),
    "2024年工作情况": (MEASURES,),
    "主要做法及成效": (MEASURES,),
    "主要工作及成效": (MEASURES,),
    "法治政府建设主要成效": (MEASURES,),
    "取得的主要成绩": (MEASURES,),
    "工作亮点和成效": (MEASURES,),
    # ② shortcomings and their causes
    "存在的不足和原因": (DEFICIENCIES, CAUSES),
    "2024年推进法治政府建设存在的不足和原因": (DEFICIENCIES, CAUSES),
    "存在的问题和不足": (DEFICIENCIES,),
    "存在问题": (DEFICIENCIES,),
    "存在的主要问题": (DEFICIENCIES,),
    "主要问题": (DEFICIENCIES,),
    "困难和问题": (DEFICIENCIES,),
    "存在的短板弱项": (DEFICIENCIES,),
    "面临的困难": (DEFICIENCIES,),
    "存在的差距及原因分析": (DEFICIENCIES, CAUSES),
    # ③ the first responsible person
    "党政主要负责人履行推进法治建设第一责任人职责情况": (FIRST,),
    "2024年党政主要负责人履行推进法治建设第一责任人职责,加强法治政府建设的有关情况": (FIRST,),
    "党政主要负责人履行法治建设第一责任人职责情况": (FIRST,),
    "党政主要负责人履行推进法治政府建设第一责任人责任情况": (FIRST,),
    "主要负责同志履行第一责任人职责情况": (FIRST,),
    "区政府主要负责同志落实第一责任人法治建设职责情况": (FIRST,),
    "局党组书记履行第一责任人职责": (FIRST,),
    "局主要领导履行推进法治建设职责情况": (FIRST,),
    "主要负责人履行职责,加强法治政府建设情况": (FIRST,),
    "紧抓“关键少数”不放松,切实履行推进法治建设第一责任人职责": (FIRST,),
    # ④ the next year
    "下一年度推进法治政府建设的主要安排": (PLAN,),
    "2025年推进法治政府建设的主要安排": (PLAN,),
    "2025年工作安排": (PLAN,),
    "2025年工作计划": (PLAN,),
    "下一步工作打算": (PLAN,),
    "下步工作措施": (PLAN,),
    "下一阶段工作重点": (PLAN,),
    "明年工作思路": (PLAN,),
    "今后努力方向": (PLAN,),
    "改进措施": (PLAN,),
    "2025年重点任务": (PLAN,),
    # one heading, two parts
    "存在的问题和下一步打算": (DEFICIENCIES, PLAN),
    "存在问题及下步工作计划": (DEFICIENCIES, PLAN),
    "存在的问题、原因及2025年工作安排": (DEFICIENCIES, CAUSES, PLAN),
}

TRAPS: tuple[str, ...] = (
    "坚持问题导向,补齐短板弱项",
    "聚焦群众急难愁盼,着力解决突出问题",
    "强化问题整改,推动工作落实",
    "健全依法化解矛盾纠纷机制,破解执法困难",
    "落实安全生产第一责任人职责",
    "认真落实工作计划,统筹推进各项任务",
    "严格执法,维护公平正义",
)
"""Thematic headings that hold words of a part and are not its heading."""


def parts_of(report: Report, heading: str) -> set[str]:
    return next(set(s.parts) for s in report.outline.walk() if heading in report.quote(s.heading))


@every_row(("heading", "parts"), HEADINGS.items())
def test_accepted_wordings(observed: Callable[..., Report], heading: str, parts: tuple[str, ...]) -> None:
    report = observed(f"一、某某\n{TEXT}\n二、{heading}\n{TEXT}\n")
    assert parts_of(report, heading) == set(parts)


@every_row("heading", TRAPS)
def test_headings_that_only_hold_such_words(observed: Callable[..., Report], heading: str) -> None:
    report = observed(f"一、主要举措和成效\n（一）{heading}\n{TEXT}\n二、存在的不足\n{TEXT}\n")
    assert parts_of(report, heading) == set()


@pytest.mark.parametrize("wording", ["总体情况", "基本情况", "工作总结", "2024年回顾", "主要工作"])
def test_weak_words_name_a_part_where_no_strong_ones_do(observed: Callable[..., Report], wording: str) -> None:
    report = observed(f"一、{wording}\n{TEXT}\n二、存在的不足\n{TEXT}\n")
    assert parts_of(report, wording) == {MEASURES}
    report = observed(f"一、{wording}\n{TEXT}\n二、主要举措和成效\n{TEXT}\n三、存在的不足\n{TEXT}\n")
    assert parts_of(report, wording) == set()


def test_thematic_headings_together_are_measures(observed: Callable[..., Report]) -> None:
    themes = ("坚持党的领导", "依法全面履行政府职能", "健全完善依法行政制度体系")
    report = observed(
        "".join(f"{n}、{theme}\n{TEXT}\n" for n, theme in zip("一二三", themes, strict=True))
        + f"四、存在的不足\n{TEXT}\n"
    )
    assert [parts_of(report, theme) for theme in themes] == [{MEASURES}] * 3
    view = part_view(report, MEASURES)
    assert (view.how, len(view.headings)) == ("heading", 3)


def test_two_thematic_headings_are_too_few(observed: Callable[..., Report]) -> None:
    report = observed(f"一、坚持党的领导\n{TEXT}\n二、依法全面履行政府职能\n{TEXT}\n三、存在的不足\n{TEXT}\n")
    assert part_view(report, MEASURES).how != "heading"


def test_a_study_section_before_the_statutory_ones_is_none(observed: Callable[..., Report]) -> None:
    study = "深入学习贯彻党的二十大精神"
    report = observed(f"一、{study}\n{TEXT}\n二、主要举措和成效\n{TEXT}\n三、存在的不足\n{TEXT}\n")
    assert parts_of(report, study) == set()


def test_a_part_deeper_down_is_embedded(observed: Callable[..., Report]) -> None:
    report = observed(
        f"一、主要举措和成效\n（一）切实履行推进法治建设第一责任人职责\n局长召开会议4次。\n（二）规范执法\n{TEXT}\n"
    )
    view = part_view(report, FIRST)
    assert view.how == "embedded"
    assert [report.quote(span).strip() for span in view.spans] == ["局长召开会议4次。"]


def test_a_passage_in_running_text_is_embedded(observed: Callable[..., Report]) -> None:
    sentence = "一是局长认真履行推进法治建设第一责任人职责，召开会议4次"
    report = observed(f"一、主要举措和成效\n{sentence}。二是规范执法。\n")
    view = part_view(report, FIRST)
    assert view.how == "embedded"
    assert [report.quote(span)[: len(sentence)] for span in view.spans] == [sentence]
    assert [report.quote(heading) for heading in view.headings] == ["局长认真履行推进法治建设第一责任人"]


@pytest.mark.parametrize(
    "sentence",
    [
        "落实《党政主要负责人履行推进法治建设第一责任人职责规定》",
        "学习《某市〈党政主要负责人履行推进法治建设第一责任人职责规定〉实施办法》",
        "企业主要负责人落实安全生产第一责任人职责",
    ],
)
def test_a_title_that_is_cited_is_no_passage(observed: Callable[..., Report], sentence: str) -> None:
    report = observed(f"一、主要举措和成效\n{sentence}，开展检查40次。\n")
    assert part_view(report, FIRST).how == "absent"


def test_absent(observed: Callable[..., Report]) -> None:
    report = observed(f"一、主要举措和成效\n{TEXT}\n")
    for part in (DEFICIENCIES, CAUSES, FIRST, PLAN):
        view = part_view(report, part)
        assert (view.how, view.headings, view.spans, view.words) == ("absent", (), (), 0)


def test_no_such_part(observed: Callable[..., Report]) -> None:
    assert part_view(observed("一、主要举措和成效\n甲。\n"), "no-such-part").how == "absent"


def test_a_section_of_two_parts_is_narrowed_to_its_subsections(observed: Callable[..., Report]) -> None:
    report = observed(
        "一、存在的问题和下一步打算\n（一）存在的问题\n1.人员不足。\n2.能力不足。\n（二）下一步打算\n1.补充人员。\n2.提升能力。\n3.加强普法。\n"
    )
    assert [report.quote(s.heading) for s in part_view(report, DEFICIENCIES).sections] == ["（一）存在的问题"]
    assert [report.quote(item).strip() for item in items_of(report, PLAN)] == [
        "1.补充人员。",
        "2.提升能力。",
        "3.加强普法。",
    ]
    assert len(items_of(report, DEFICIENCIES)) == 2


def test_a_section_of_two_parts_without_subsections_is_shared(observed: Callable[..., Report]) -> None:
    report = observed("一、存在的问题和下一步打算\n执法力量不足，普法形式单一。\n下一步，我局将补充人员，创新普法。\n")
    [deficiencies], [plan] = part_view(report, DEFICIENCIES).spans, part_view(report, PLAN).spans
    assert "力量不足" in report.quote(deficiencies)
    assert "补充人员" not in report.quote(deficiencies)
    assert "补充人员" in report.quote(plan)
    assert "力量不足" not in report.quote(plan)


@every_row(
    ("body", "count"),
    [
        ("（一）人员不足。甲。\n（二）能力不足。乙。\n", 2),
        ("一是人员不足。二是能力不足。三是装备不足。\n", 3),
        ("1.人员不足。\n2.能力不足。\n", 2),
        ("（1）人员不足；（2）能力不足；（3）装备不足。\n", 3),
        ("①人员不足；②能力不足。\n", 2),
        ("首先，人员不足。其次，能力不足。最后，装备不足。\n", 3),
        ("执法人员不足，检查难以做到全面覆盖。\n普法形式单一，企业负责人知晓率不高。\n", 2),
        ("主要有以下问题：\n执法人员不足，检查难以做到全面覆盖。\n普法形式单一，企业负责人知晓率不高。\n", 2),
        ("（一）主要问题\n1.人员不足。\n2.能力不足。\n3.装备不足。\n", 3),
        ("执法力量还有不足，需要加强。\n", 0),
        ("执法检查的覆盖面不够广，检查人员仅6人；预算绩效的约束力不强，部分单位重分配轻管理。\n", 2),
        ("力量不足；普法不深。\n", 0),
        ("一是人员不足，表现为：第一，编制少；第二，流动大。二是能力不足。三是装备不足。\n", 3),
    ],
)
def test_items(observed: Callable[..., Report], body: str, count: int) -> None:
    report = observed(f"一、存在的不足\n{body}")
    assert len(items_of(report, DEFICIENCIES)) == count


DONE = [
    "强化学习教育，组织集体学法5次，参加考试的全部合格。",
    "依法履行职责，办理行政许可214件，查处违法案件18件。",
    "加强普法宣传，开展宣传活动16场次，发放宣传资料8000份。",
]
REST = "工作中仍存在一些问题：执法人员偏少，持证人员仅11人。\n下一步，我局将补充执法人员，加强业务培训。\n"
OPENED = "2024年，我局认真落实各项部署。现将有关情况报告如下：\n"


@pytest.mark.parametrize(
    "done",
    [
        "".join(f"{number}是{one}\n" for number, one in zip("一二三", DONE, strict=True)),
        "".join(f"{number}是{one}" for number, one in zip("一二三", DONE, strict=True)) + "\n",
        "".join(f"{one}\n" for one in DONE),
    ],
)
def test_items_of_a_text_without_headings_are_measures(observed: Callable[..., Report], done: str) -> None:
    report = observed(OPENED + done + REST)
    assert not report.outline.sections
    view = part_view(report, MEASURES)
    assert view.how == "embedded"
    assert all(one in report.quote(view.spans[0]) for one in DONE)
    assert "偏少" not in report.quote(view.spans[0])


@pytest.mark.parametrize("done", ["".join(DONE[:2]) + "\n", f"一是{DONE[0]}二是{DONE[1]}\n", ""])
def test_two_items_are_none(observed: Callable[..., Report], done: str) -> None:
    assert part_view(observed(OPENED + done + REST), MEASURES).how == "absent"


def test_what_the_head_did_is_told_on_in_words_of_the_year(observed: Callable[..., Report]) -> None:
    report = observed(
        "一、主要举措和成效\n（一）坚持党的领导。局长切实履行推进法治建设第一责任人职责。全年召开专题会议3次，听取汇报2次。\n（二）规范执法。办案15件。\n"
    )
    [span] = part_view(report, FIRST).spans
    assert "听取汇报2次" in report.quote(span)
    assert "办案15件" not in report.quote(span)


def test_thematic_headings_without_numbers_are_measures(observed: Callable[..., Report]) -> None:
    themes = ["坚持高位推动 责任不断强化", "深化普法教育，法治意识不断增强", "规范执法行为 执法效能不断提升"]
    rest = f"存在的问题和不足\n执法力量与任务不匹配。\n下一步工作打算\n{DONE[0]}\n"
    told = [f"加强工作的统筹谋划。{one}" for one in DONE]
    report = observed(OPENED + "".join(f"{theme}\n{one}\n" for theme, one in zip(themes, told, strict=True)) + rest)
    assert [report.quote(s.heading) for s in report.sections_of(MEASURES)] == themes
    fewer = observed(OPENED + "".join(f"{theme}\n{one}\n" for theme, one in zip(themes[:2], told, strict=False)) + rest)
    assert fewer.sections_of(MEASURES) == []


def test_headings_without_numbers_right_below_one_that_names_a_part_are_its_items(
    observed: Callable[..., Report],
) -> None:
    lacks = ["执法力量不足", "案卷质量不高"]
    below = "".join(f"{one}\n持证人员和案卷都没有达到要求的数目。{TEXT}\n" for one in lacks)
    report = observed(f"{OPENED}主要举措和成效\n{DONE[0]}\n存在的不足\n{below}下一年度主要安排\n{DONE[1]}\n")
    assert [report.quote(s.heading) for s in report.outline.sections] == [
        "主要举措和成效",
        "存在的不足",
        "下一年度主要安排",
    ]
    [section] = report.sections_of(DEFICIENCIES)
    assert [report.quote(one.heading) for one in section.children] == lacks
    apart = observed(f"{OPENED}存在的不足\n{TEXT}\n{below}")
    assert [one.level for one in apart.outline.sections] == [1, 1, 1]
