"""What stands before a report in its own file: lists of contents and covering letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checker.document.front import front_matter
from tests.tables import every_row

if TYPE_CHECKING:
    from collections.abc import Callable

    from checker.document.report import Report

REPORT = (
    "某市某局2025年度法治政府建设情况报告\n2025年，我局推进法治政府建设。现将情况报告如下：\n一、主要举措和成效\n（一）开展检查40次。\n"
    "二、存在的不足和原因\n一是力量不足，原因是编制少。\n三、2026年主要安排\n（一）增加人员2名。\n某市某局\n2026年1月20日\n"
)
HEADINGS = ["一、主要举措和成效", "二、存在的不足和原因", "三、2026年主要安排"]
CONTENTS = {
    "with pages": "目  录\n一、主要举措和成效…………1\n二、存在的不足和原因…………2\n三、党政主要负责人履职情况…………3\n",
    "pages without a heading": "一、主要举措和成效......1\n二、存在的不足和原因......2\n三、2026年主要安排......3\n",
    "links": "目录\n一、主要举措和成效\n二、存在的不足和原因\n三、2026年主要安排\n",
    "links to what is not there": "目录\n一、主要举措和成效\n二、存在的不足和原因\n三、2026年主要安排\n四、其他情况\n",
    "links without a heading": "一、主要举措和成效\n二、存在的不足和原因\n三、2026年主要安排\n",
    "entries of two lines": "目录\n一、主要举措和成效………… 1\n二、存在的不足和原因，党政主要负责人履行推进法治建设第一\n责任人职责情况………… 3\n",
    "entries joined": "目录\n一、主要举措和成效………… 1二、存在的不足和原因………… 2\n三、2026年主要安排 ……… 4\n",
    "blanks before the page": "目录\n一、主要举措和成效      1\n二、存在的不足和原因      2\n三、2026年主要安排      4\n",
}
LETTERS = {
    "to a leading group": "某市法治政府建设工作领导小组办公室：\n按照要求，现将报告报上（见附件），请审阅。\n附件：某局报告\n某市某局\n2026年1月22日\n附件\n",
    "with its own title": "某市某局关于报送2024年度法治政府建设情况报告的函\n市人民政府：\n现将有关情况报上，请审阅。\n某市某局\n2026年2月1日\n附件：\n",
}


def seen(report: Report) -> tuple[object, ...]:
    headings = [report.quote(section.heading) for section in report.outline.sections]
    date = report.date.iso if report.date else None
    return headings, report.title_text, report.year and report.year.value, date


@every_row("front", [*CONTENTS.values(), *LETTERS.values()])
def test_what_stands_before_it_is_not_the_report(observed: Callable[..., Report], front: str) -> None:
    assert seen(observed(front + "\n" + REPORT)) == seen(observed(REPORT))
    assert seen(observed(REPORT))[0] == HEADINGS


def test_a_list_at_the_end_of_a_title_page(observed: Callable[..., Report]) -> None:
    text = (
        "某市某局2025年度法治政府建设情况报告\n目 录\n一、主要举措和成效………1\n二、存在的不足和原因………2\n"
        + REPORT.partition("\n")[2]
    )
    assert seen(observed(text)) == seen(observed(REPORT))


@pytest.mark.parametrize(
    "text",
    [
        REPORT,
        "一、主要举措\n二、主要成效\n三、不足\n",
        "目录\n某局按照权责清单目录办理事项。\n",
        "县人民政府：\n" + REPORT,
        "县人民政府：\n现将2025年度法治政府建设情况报告如下。\n一、主要举措\n办案3件。\n某县某局\n2026年1月10日\n",
    ],
)
def test_a_report_is_no_front_matter(text: str) -> None:
    assert front_matter(text) == ()


def test_what_must_not_be_public_is_found_in_a_letter_as_well(observed: Callable[..., Report]) -> None:
    report = observed(LETTERS["to a leading group"] + REPORT)
    assert report.front
    assert "请审阅" not in report.text
    assert "请审阅" in report.with_blanks().text


PAGES = {
    "source, day and time on one line": "{}\n来源：县水务局  2026-01-25 10:02  点击数：12\n",
    "three lines": "2026\n01/25\n10:02\n{}\n",
    "behind the title": "{} 2026-01-25\n",
    "behind the title, with a time": "{} 2026年01月25日 10:22\n",
    "below a menu": "首   页 走进某区 新闻中心 政府信息公开 政务服务 互动交流\n{}\n发布时间：2026-01-25\n",
    "below a record": "索引号 0000/2026-01\n组配分类 法治政府建设年度报告 发布机构 某镇\n{}\n发布日期：2026-01-25\n",
}


@every_row("head", PAGES.values())
def test_title_and_day_of_a_page(observed: Callable[..., Report], head: str) -> None:
    title, _, rest = REPORT.partition("\n")
    report = observed(head.format(title) + rest)
    assert (report.title_text, report.published) == (title, "2026-01-25")
    assert seen(report) == seen(observed(REPORT))


SHAPES = {
    "numbers above （一）": "{}. ",
    "numbers and a comma": "{}、",
    "the numeral is lost": "、",
    "no numeral": "",
}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_shapes_of_headings(observed: Callable[..., Report], shape: str) -> None:
    text = REPORT
    for number, han in enumerate("一二三", 1):
        text = text.replace(f"\n{han}、", "\n" + shape.format(number))
    report = observed(text)
    assert [section.parts for section in report.outline.sections] == [
        section.parts for section in observed(REPORT).outline.sections
    ]
    assert [section.level for section in report.outline.sections] == [1, 1, 1]


def test_a_letter_without_a_day_ends_where_it_labels_what_it_sends(observed: Callable[..., Report]) -> None:
    letter = "县司法局：\n现将《某县水利局2025年度法治政府建设情况报告》呈上，请审阅。\n附件：报告\n某县水利局\n附件\n"
    report = observed(
        f"{letter}某县水利局2025年度\n法治政府建设情况报告\n2025年，我局依法行政。\n一、主要举措和成效\n甲。\n"
    )
    assert [report.quote(section.heading).strip() for section in report.outline.sections] == ["一、主要举措和成效"]
    assert report.title_text == "某县水利局2025年度法治政府建设情况报告"
