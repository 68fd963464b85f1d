"""What is easily taken for such a report, and openings of reports that are easily taken for something else."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tests.tables import every_row

if TYPE_CHECKING:
    from collections.abc import Callable

    from checker.document.report import Report

TITLES = Path(__file__).parent.parent / "data" / "genres.tsv"
"""Titles and first sentences of papers that offices write about the law, each with whether it is such a report (+, -)."""
SECTIONS = "\n一、主要工作开展情况\n（一）加强组织领导。召开会议4次。\n二、存在的问题\n力量不足。\n三、下一步工作\n加强培训。\n"
OTHERS = {
    "news of a meeting": (
        "3月21日，某区召开年度述法会，各单位主要负责人就履行推进法治建设第一责任人职责情况述法。\n"
        "会议听取了2023年法治政府建设工作的情况，扎实推进法治政府建设。\n"
    ),
    "news of a report": (
        "法治动态\n\n某委发布2020年度法治政府建设报告\n\n发布时间：2021-04-06\n\n"
        "某委日前发布《2020年度法治政府建设工作报告》（以下简称《报告》），《报告》指出，2020年法治政府建设成效明显。\n"
    ),
    "news of a plan": (
        "为落实党政主要负责人履行推进法治建设第一责任人职责的要求，某市近日印发《述法工作方案》，对2024年述法工作作出部署。\n"
        "《方案》明确述法主体，《方案》要求推进法治政府建设。\n"
    ),
    "list of duties": (
        "为推进法治政府建设，根据《党政主要负责人履行推进法治建设第一责任人职责规定》《法治政府建设与责任落实督察工作规定》，制定某市党政主要负责人职责清单如下。"
        "\n一、基本原则\n依法履职。\n二、基本要求\n以身作则。\n"
    ),
    "guide to reports": (
        "为规范法治政府建设年度报告工作，扎实推进依法行政，根据《法治政府建设与责任落实督察工作规定》，制定本工作指引。\n一、报告名称。法治政府建设年度报告。\n"
        "二、报告主体。县级以上各级政府及其部门。\n"
    ),
    "list of what is public": (
        "主动公开事项目录\n\n根据政府信息公开条例，现将目录公布。\n\n事项名称 公开内容 公开依据 公开时限\n法治政府建设年度报告\n"
        "上一年度推进法治政府建设的主要举措和成效，党政主要负责人履行推进法治建设第一责任人职责的情况\n"
    ),
    "study": (
        "法治政府建设年度报告制度的生成逻辑\n——基于一百份年度报告的实证考察\n关键词：年度报告；法治政府\n引言\n"
        "年度报告制度是指政府将上年度法治政府建设情况进行总结并报告的制度，是推进法治政府建设的动力。\n"
    ),
    "samples": (
        "为了总结在推进法治政府建设方面取得的成效，本文将呈现三篇《法治政府建设工作总结》范文。\n篇一：《法治政府建设工作总结》\n"
        "一、2023年法治政府建设工作回顾\n我单位落实依法行政各项要求。\n"
    ),
    "court": (
        "主任、各位副主任、各位委员：\n现将某市法院近年来的行政审判工作情况报告如下：\n一、行政审判工作的主要做法\n促进依法行政，推进法治政府建设。\n"
    ),
    "comment": (
        "建设法治政府是重点任务。今年8月，新的实施纲要发布，是2021年至2025年推进法治政府建设的路线图。\n这些年来，法治政府建设取得重大进展。\n"
    ),
    "review of a report": (
        "关于某县水利局2024年度法治政府建设年度报告的审核意见\n某县水利局：\n你局报送的报告收悉。经审核，提出如下意见：\n一、主要举措部分\n补充数字。\n"
    ),
    "who published": "某县2024年度法治政府建设年度报告公开情况\n某县教育局 2025-01-10\n某县财政局 2025-01-12\n",
    "speech": (
        "同志们：\n今天的会议很重要，主要是动员全县上下推进法治建设。刚才，县司法局通报了2024年度法治政府建设情况和存在的不足，"
        "请大家抓好落实。我再强调几点：\n一、深刻认识法治政府建设的重大意义\n各级一把手是第一责任人。\n"
    ),
    "opinion of a congress": (
        "某市人民代表大会常务委员会对区人民政府法治政府建设情况报告的审议意见\n区人民政府：\n2024年，会议听取和审议了报告。"
        "会议认为，区政府推进法治政府建设，主要举措有力，成效明显。现提出如下审议意见：\n一、压实主体责任\n"
    ),
    "report of a party group": (
        "中共某市自然资源局党组关于2024年度履行全面从严治党主体责任情况的报告\n市委：\n2024年，局党组落实主体责任，现将有关情况报告如下：\n"
        "一、履行主体责任的主要举措和成效\n局党组书记认真履行第一责任人职责。\n二、存在的不足和原因\n三、2025年主要安排\n"
    ),
    "notice without a title": (
        "为贯彻《法治政府建设与责任落实督察工作规定》，现就做好2024年度法治政府建设年度报告有关事项通知如下：\n一、报告内容\n推进法治政府建设的主要举措和成效；"
        "存在的不足和原因；党政主要负责人履行推进法治建设第一责任人职责情况。\n二、报送时间\n1月20日前。\n"
    ),
    "reading without a title": (
        "按照法治政府建设工作要求，我县总结2023年全县法治政府建设工作，印发报告，现解读如下：\n一、起草背景\n推进法治政府建设。\n二、报告框架\n四个部分。\n"
    ),
    "opinion without a title": (
        "会议听取和审议了区政府2021年度法治政府建设情况的报告，认为区政府扎实推进法治政府建设，取得成效。现提出如下审议意见：\n一、强化责任落实\n"
    ),
    "publicity of law without a title": (
        "自2021年“八五”普法启动以来，某州坚持全面依法治州，推进法治建设。现将五年来情况总结如下：\n一、普法工作基本情况\n二、主要举措和成效\n"
    ),
    "party group without a title": (
        "2022年，局党组落实全面从严治党主体责任，现将有关情况报告如下：\n一、主要举措和成效\n局党组书记认真履行第一责任人职责。\n二、存在的不足和原因\n"
    ),
    "abstract": "2021年，某市深入推进依法行政，推动法治政府建设迈上新台阶。展望来年，将打造一流的营商环境。\n",
}
REPORTS = {
    "no title, no statement": (
        "2024年，某县坚持依法行政，推进法治政府建设，取得成效。\n一、依法全面履行政府职能\n办理事项40件。\n"
    ),
    "no heading": "现将我局2024年度法治政府建设工作情况报告如下：2024年，我局组织学法4次，办案15件。\n",
    "a day at the head of a paragraph": (
        "现将我局2024年度法治政府建设工作情况报告如下：\n一、主要举措和成效\n12月4日，我局召开宪法宣传日活动部署会，会议强调要扎实推进。\n"
    ),
    "a document that was issued": (
        "某县水利局2024年度法治政府建设情况报告\n近日印发《某县水利局执法规程》。现将有关情况报告如下：\n一、主要举措和成效\n办案15件。\n"
    ),
    "words of notices": (
        "2024年，某县拓宽政务公开渠道，按照《方案》要求推进法治政府建设，常务会议召开前学法6次。\n"
        "一、依法全面履行政府职能\n推进法治建设第一责任人职责落实。\n"
    ),
    "told to the public": (
        "2024年，某旗人民政府坚持依法治旗、依法行政共同推进，现将法治政府建设情况向社会公布如下：\n一、抓统筹，压实主体责任。召开会议3次。\n"
    ),
    "a draft was laid out": (
        "现将我省2016年度法治政府建设情况报告如下。\n一、基本情况\n（一）加强制度建设。公开征求意见，提高立法质量。\n"
    ),
    "the year inside": "某县林业局法治政府建设2024年度工作情况报告\n2024年，我局依法行政。\n一、主要举措\n学法4次。\n",
    "a research institute": "某市经济研究院2024年法治政府建设工作报告\n2024年，我院依法履职。\n一、工作情况\n学法4次。\n",
    "reported with 将": (
        "2024年，我局推进依法行政，将2024年法治政府建设情况报告如下：\n一、主要工作成效\n办案15件。\n"
    ),
}


@every_row("kind", OTHERS)
def test_others_are_no_reports(observed: Callable[..., Report], kind: str) -> None:
    assert not observed(OTHERS[kind]).genre.report


@every_row("kind", REPORTS)
def test_reports_are_reports(observed: Callable[..., Report], kind: str) -> None:
    assert observed(REPORTS[kind]).genre.report


def test_titles_of_papers_on_the_law(observed: Callable[..., Report]) -> None:
    rows = [line.split("\t") for line in TITLES.read_text(encoding="utf-8").splitlines()]
    assert len(rows) > 100
    wrong = [
        title for sign, title, first in rows if observed(f"{title}\n{first}{SECTIONS}").genre.report != (sign == "+")
    ]
    assert wrong == []


@every_row(
    ("line", "published"),
    [
        ("2021年12月03日 来源：某区门户网", "2021-12-03"),
        ("2023-01-10 20:58文章来源：某局", "2023-01-10"),
        ("2024/3/28 09:18:00 浏览次数：12", "2024-03-28"),
        ("  • 2026-01-29 09:57\n  • 来源：某局", "2026-01-29"),
        ("| 索引号 | 620702103 | 发文字号 | |\n| 生成日期 | 2026-03-18 14:54:13 | 是否有效 |", "2026-03-18"),
        ("2019年10月31日 星期三 农历十月初七", None),
    ],
)
def test_a_date_before_a_label(observed: Callable[..., Report], line: str, published: str | None) -> None:
    text = "某镇2021年度法治政府建设情况报告\n\n{}\n\n现将有关情况报告如下：\n一、主要做法\n组织学法4次。\n"
    assert observed(text.format(line)).published == published


def test_records_of_one_width_are_no_wrapped_text(observed: Callable[..., Report]) -> None:
    records = "• 索引号：SL08112-0100-2026-00001\n    • 文号：某水法〔2026〕1号甲乙丙丁\n    • 发布机构：某某县某某水利局\n    • 生成日期：2026-02-28甲\n"
    title = "某某县水利局关于2025年度法治政府建设情况的报告"
    long = (
        "2025年，县水利局全面落实各项部署，扎实推进法治政府建设，办理行政许可和行政处罚案件，化解矛盾纠纷，开展普法宣传。"
        * 2
    )
    headings = "\n".join(f"（{number}）加强组织领导，压实法治责任链条\n{long}" for number in "一二三四")
    report = observed(f"{records}    {title}\n    时间：2026-02-28 16:51甲\n{long}\n一、主要成效\n{headings}\n")
    assert report.title_text == title
