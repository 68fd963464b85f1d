"""The title, wherever it stands and on however many lines; the genre that it and the opening show."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.tables import every_row

if TYPE_CHECKING:
    from collections.abc import Callable

    from checker.document.report import Report

OPENING = "2024年，我局扎实推进法治政府建设。现将有关情况报告如下：\n一、主要举措和成效\n甲乙丙。\n"
NAME = "某某市水利局2024年度法治政府建设情况报告"


@every_row(
    "head",
    [
        f"{NAME}\n",
        f"\n\n　　{NAME}　　\n\n",
        f"当前位置：首页 > 政务公开 > 法治政府建设\n{NAME}\n发布时间：2025-01-22 09:17 来源：某某市水利局\n",
        f"索引号：11420000/2025-00012\n发布机构：某某市水利局\n{NAME}\n",
        f"某水发〔2025〕3号\n{NAME}\n",
        f"标题：{NAME}\n",
        f"信息名称：{NAME}\n索引号：1/2025\n",
        f"政务公开 - 某某市水利局\n名　　称　{NAME}\n发文字号　某水〔2025〕3号\n",
        f"发文单位：某某市水利局\n标　　题：{NAME}\n",
        f"[信息分类] 政府信息公开 \\ 法治政府建设年度报告\n[信息名称] {NAME}\n",
        f"发布机构|某某市水利局\n标题|{NAME}\n",
        f"{NAME} [2025-02-06]\n",
        f"# {NAME}\n",
        f"**{NAME}**\n",
        f"{NAME}-某某市水利局\n",
        f"{NAME}_政府信息公开\n",
        f"关于报送报告的函\n市委依法治市办：\n现将我局报告呈上，请审阅。\n{NAME}\n",
        f"关于报送《{NAME}》的函\n市委依法治市办：\n现将我局报告呈上，请审阅。\n{NAME}\n",
        f"{NAME}\n{NAME}\n",
        f"| {NAME} |\n",
        f"{NAME}2024年，我局全面落实各项部署，持续提升依法行政能力，严格规范公正文明执法，加强行政执法监督，化解矛盾纠纷，开展普法宣传教育，办好民生实事，优化营商环境。",
    ],
)
def test_on_one_line(observed: Callable[..., Report], head: str) -> None:
    title = observed(head + OPENING).title
    assert title is not None
    assert title.name == NAME
    assert (title.has_year, title.has_unit, title.genre) == (True, True, "annual-report")


@every_row(
    ("lines", "pieces"),
    [
        ("某某市水利局\n关于2024年度法治政府建设情况的报告\n", 2),
        ("某某市水利局2024年度\n法治政府建设\n情况报告\n", 3),
        ("某某市水利局\n2024年度法治政府建设情况的\n报告\n", 3),
        ("中共某某县委\n某某县人民政府\n关于2024年度法治政府建设情况的报告\n", 3),
        ("某某市水利局2024年度\n法治政府建设情况报告\n", 2),
        ("某某市水利局\n2024年法治政府建设年度总结报告\n", 2),
        ("　　某某市水利局\n\n　　2024年法治政府建设年度报告\n", 2),
    ],
)
def test_on_several_lines(observed: Callable[..., Report], lines: str, pieces: int) -> None:
    report = observed(lines + OPENING)
    assert report.title is not None
    assert report.title_text == "".join(lines.split())
    assert len(report.title.pieces) == pieces
    assert report.title.has_unit


@every_row(
    ("title", "year", "unit"),
    [
        ("关于2024年度法治政府建设情况的报告", True, False),
        ("法治政府建设情况报告", False, False),
        ("某某市水利局法治政府建设情况报告", False, True),
        ("某某市水利局二〇二四年度法治政府建设情况报告", True, True),
        ("2024年某某县法治政府建设工作总结", True, True),
        ("某某县2021-2025年法治政府建设工作报告", True, True),
    ],
)
def test_what_it_names(observed: Callable[..., Report], title: str, year: bool, unit: bool) -> None:
    found = observed(f"{title}\n{OPENING}").title
    assert found is not None
    assert (found.name, found.has_year, found.has_unit) == (title, year, unit)


@pytest.mark.parametrize(
    "text", [OPENING, "一、主要举措和成效\n甲。\n", "", "\n\n", f"在审议{NAME}时，会议指出。\n{OPENING}"]
)
def test_none(observed: Callable[..., Report], text: str) -> None:
    assert observed(text).title_text is None


def test_below_a_cover_with_a_month(observed: Callable[..., Report]) -> None:
    unit, title = "某某市水利局", "2025年法治政府建设年度报告"
    report = observed(f"{unit}\n{title}\n二〇二六年一月\n{unit}\n{title}\n{OPENING}")
    assert report.title_text == unit + title
    assert report.issuer is not None
    assert report.issuer.name == unit


def test_at_the_head_of_one_long_line(observed: Callable[..., Report]) -> None:
    report = observed(f"{NAME} 2025-01-22 来源：某某市水利局 {OPENING.replace(chr(10), ' ')}二、存在的不足 丁戊。")
    assert report.title_text == NAME


REPORTS = (
    NAME,
    "某某县人民政府关于2024年度法治政府建设情况的报告",
    "某某镇2024年法治政府建设工作总结",
    "某某局2024年度推进法治政府建设年度工作报告",
    "某某市2024年法治政府建设年度报告",
    "某某委2023年度依法行政工作报告",
)
OTHERS = {
    "政府工作报告\n各位代表：\n现在，我代表县人民政府，向大会报告工作，请予审议。\n一、2024年工作回顾\n": "work-report",
    "某某局2024年政府信息公开工作年度报告\n本报告根据《政府信息公开条例》编制。\n一、总体情况\n": "disclosure",
    "某某县2025年法治政府建设实施方案\n为推进法治政府建设，制定本方案。\n一、总体要求\n": "plan",
    "某某县2025年法治政府建设工作要点\n为推进法治政府建设，制定本要点。\n一、总体要求\n": "plan",
    "在全县法治政府建设工作推进会上的讲话\n同志们：\n今天召开推进会。\n一、肯定成绩\n": "news",
    "某某局2024年“八五”普法工作总结\n我局认真落实普法责任制。\n一、主要做法和成效\n": "other-report",
    "某某镇2024年平安建设工作总结\n现将平安建设工作总结如下：\n一、主要工作\n": "other-report",
    "某某县司法局2024年工作总结\n2024年，县司法局围绕中心。现将工作总结如下：\n一、全面依法治县\n统筹推进法治政府建设。\n": "other-report",
    "某某县行政执法公示办法\n根据有关规定，制定本办法。\n第一章 总则\n": "instrument",
}
MISTAKEN = {
    "各市人民政府：\n2020年，各地推进法治政府建设，取得新成效。现将考核优秀等次单位通报如下：\n一、市政府\n某市。\n": "who was rated",
    "让法治政府建设见实效\n近年来，某市推进法治政府建设，取得成效，屡获荣誉。\n决策制度日益完备，做到依法行政。\n": "an article",
    "2024年，我局落实法治宣传教育和依法治理各项任务。现将有关情况总结如下：\n一、定好全年普法安排\n推进依法治理。\n": "publicity of law",
    "现将2024年度行政复议应诉工作情况报告如下：\n一、基本情况\n推进依法行政，建设法治政府。\n": "reviews",
    "2024年度述职述法报告\n王某某\n2024年，本人认真履行推进法治建设第一责任人职责，现将2024年度履行推进法治建设第一责任人职责情况报告如下：\n"
    "一、2024年度推进法治政府建设主要举措和成效\n（一）带头学法。我坚持把学习习近平法治思想摆在首位。\n二、存在的不足和原因\n"
    "三、下一步工作安排\n": "a personal account in the words of the report",
    "某某县2024年度依法治县工作总结\n2024年，全县扎实推进依法治县。现将工作情况总结如下：\n一、主要工作及成效\n（一）推进法治政府建设。\n": "rule of law of a whole county",
    "关于做好2024年度法治政府建设年度报告工作的通知\n各乡镇人民政府：\n现就有关事项通知如下：\n"
    "一、报告内容\n（一）推进法治政府建设的主要举措和成效；\n": "a notice about the report",
    "某某镇2025年法治政府建设工作计划\n2025年，将深入推进法治政府建设，制定如下计划：\n一、指导思想\n二、主要措施\n": "a plan",
    "某某县关于法治政府建设督察反馈问题整改情况的报告\n根据反馈意见，现将整改情况报告如下：\n一、整改工作总体情况\n": "a report on mending",
    "2024年度行政复议和行政应诉工作情况报告\n2024年，行政复议在推进法治政府建设中发挥作用，现将情况报告如下：\n一、主要做法和成效\n": "a report on reviews",
    "某某中学2024年度依法治校工作总结\n2024年，我校坚持依法治校，现将工作总结如下：\n一、主要做法和成效\n": "a school",
}


@every_row("title", REPORTS)
def test_reports(observed: Callable[..., Report], title: str) -> None:
    report = observed(f"{title}\n{OPENING}")
    assert (report.genre.id, report.genre.report) == ("annual-report", True)
    assert report.genre.evidence


@every_row(("text", "genre"), OTHERS.items())
def test_other_kinds(observed: Callable[..., Report], text: str, genre: str) -> None:
    report = observed(text)
    assert (report.genre.id, report.genre.report) == (genre, False)


@every_row("text", MISTAKEN)
def test_kinds_that_are_easily_mistaken_for_a_report(observed: Callable[..., Report], text: str) -> None:
    assert not observed(text).genre.report


def test_no_kind_at_all(observed: Callable[..., Report]) -> None:
    report = observed("今天天气很好。\n一、早饭\n粥。\n")
    assert (report.genre.id, report.genre.report, report.genre.evidence) == (None, False, ())
