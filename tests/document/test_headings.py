"""Headings in all their shapes, and the tree that they make."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import pytest

from tests.tables import every_row

if TYPE_CHECKING:
    from collections.abc import Callable

    from checker.document.report import Report

LONG = "局党组高度重视法治工作，全年召开会议6次，听取汇报3次，开展检查40次，办案15件，培训4期260人次，宣传18场。"


def outline(report: Report) -> list[str]:
    """The headings, set in by their level."""
    return ["  " * (section.level - 1) + report.quote(section.heading).strip() for section in report.outline.walk()]


@pytest.fixture(scope="module")
def check(observed: Callable[..., Report]) -> Callable[[str, str], None]:
    """Hold the outline of a text against one written with two spaces a level."""

    def check(text: str, expected: str) -> None:
        report = observed(textwrap.dedent(text))
        lines = textwrap.dedent(expected) if expected.startswith("\n") else expected
        assert outline(report) == lines.strip("\n").splitlines()

    return check


def test_four_levels(check: Callable[[str, str], None]) -> None:
    check(
        """\
        一、主要举措和成效
        （一）强化领导
        1.加强学习
        （1）党组学习
        甲乙丙。
        （2）科室学习
        2.加强考核
        （二）规范执法
        二、存在的不足
        """,
        """
        一、主要举措和成效
          （一）强化领导
            1.加强学习
              （1）党组学习
              （2）科室学习
            2.加强考核
          （二）规范执法
        二、存在的不足
        """,
    )


@pytest.mark.parametrize(
    ("one", "two", "three"),
    [
        ("一.", "㈠", "⒈"),
        ("一)", "(一)", "1、"),
        ("一、", "（一）", "1．"),
        ("一．", "( 一 )", "1."),
        ("一 、", "㈠", "1、"),
    ],
)
def test_other_spellings(check: Callable[[str, str], None], one: str, two: str, three: str) -> None:
    check(
        f"{one}主要举措和成效\n{two}强化领导\n{three}加强学习\n甲乙丙。\n",
        f"{one}主要举措和成效\n  {two}强化领导\n    {three}加强学习\n",
    )


def test_headings_that_run_into_their_text(check: Callable[[str, str], None]) -> None:
    check(
        f"""\
        一、主要举措和成效。{LONG}
        （一）强化组织领导。一是加强学习。二是{LONG}
        （二）规范执法：{LONG}
        （三）加强“双随机”监管一是{LONG}
        二、存在的不足：{LONG}
        """,
        """
        一、主要举措和成效。
          （一）强化组织领导。
          （二）规范执法：
          （三）加强“双随机”监管
        二、存在的不足：
        """,
    )


def test_headings_inside_one_line(check: Callable[[str, str], None]) -> None:
    check(
        f"现将有关情况报告如下： 一、主要举措和成效 （一）强化领导。{LONG} （二）规范执法。{LONG} 二、存在的不足和原因 {LONG}"
        f" 三、下一年度主要安排 {LONG}",
        """
        一、主要举措和成效
          （一）强化领导。
          （二）规范执法。
        二、存在的不足和原因
        三、下一年度主要安排
        """,
    )


def test_headings_behind_stray_markup(check: Callable[[str, str], None]) -> None:
    check(
        "一、主要举措和成效\n甲。\n/span>二、存在的不足\n乙。\n</strong>三、下一年度主要安排\n丙。\n",
        "一、主要举措和成效\n二、存在的不足\n三、下一年度主要安排\n",
    )


def test_headings_in_emphasis(check: Callable[[str, str], None]) -> None:
    check("**一、主要举措和成效**\n甲。\n\n## 二、存在的不足\n乙。\n", "一、主要举措和成效\n二、存在的不足\n")


@pytest.mark.parametrize(
    "opening",
    [
        "2024年，我局推进法治政府建设。现将情况报告如下：",
        "2024年，我局推进法治政府建设，现将情况报告如下：",
    ],
)
def test_headings_without_numbers(check: Callable[[str, str], None], opening: str) -> None:
    check(
        f"某局2024年度法治政府建设情况报告\n{opening}\n主要举措和成效\n{LONG}\n存在的不足和原因\n{LONG}\n下一年度主要安排\n{LONG}\n",
        "主要举措和成效\n存在的不足和原因\n下一年度主要安排\n",
    )


def test_a_number_lost_among_others(check: Callable[[str, str], None]) -> None:
    check(
        f"一、主要举措和成效\n{LONG}\n存在的不足和原因\n{LONG}\n三、下一年度主要安排\n{LONG}\n",
        "一、主要举措和成效\n存在的不足和原因\n三、下一年度主要安排\n",
    )


def test_one_bracket_stands_below_a_comma(check: Callable[[str, str], None]) -> None:
    check(
        f"一、主要举措和成效\n一）加强学习\n{LONG}\n二）规范执法\n{LONG}\n二、存在的不足\n一）力量不足\n{LONG}\n三）下一步打算\n{LONG}\n",
        "一、主要举措和成效\n  一）加强学习\n  二）规范执法\n二、存在的不足\n  一）力量不足\n三）下一步打算\n",
    )


def test_no_first_level(check: Callable[[str, str], None]) -> None:
    check(
        f"（一）主要举措和成效\n1.加强学习\n{LONG}\n（二）存在的不足\n{LONG}\n",
        "  （一）主要举措和成效\n    1.加强学习\n  （二）存在的不足\n",
    )


def test_digits_alone_are_the_first_level(check: Callable[[str, str], None]) -> None:
    check("1.主要举措和成效\n甲乙。\n2.存在的不足\n丙。\n", "1.主要举措和成效\n2.存在的不足\n")


@every_row(("upper", "lower"), [("、", "."), (".", "、"), ("、", "、")])
def test_digits_on_two_levels(check: Callable[[str, str], None], upper: str, lower: str) -> None:
    """Where sections and their items are both counted with digits, the items count from 1 in each section."""
    items = f"1{lower}执法力量不足。甲乙。\n2{lower}培训不多。丙。\n"
    check(
        f"1{upper}主要举措和成效\n甲乙。\n2{upper}存在的不足\n{items}3{upper}下一年度主要安排\n{items}",
        f"1{upper}主要举措和成效\n"
        f"2{upper}存在的不足\n      1{lower}执法力量不足。\n      2{lower}培训不多。\n"
        f"3{upper}下一年度主要安排\n      1{lower}执法力量不足。\n      2{lower}培训不多。\n",
    )


def test_chapters_stand_above(check: Callable[[str, str], None]) -> None:
    check(
        "第一部分 主要举措和成效\n一、强化领导\n甲。\n二、规范执法\n第二部分 存在的不足\n一、人员不足\n",
        "第一部分 主要举措和成效\n  一、强化领导\n  二、规范执法\n第二部分 存在的不足\n  一、人员不足\n",
    )


def test_a_heading_printed_twice_counts_once(check: Callable[[str, str], None]) -> None:
    check(
        "一、主要举措和成效\n一、主要举措和成效\n甲乙丙。\n二、存在的不足\n丁。\n",
        "一、主要举措和成效\n二、存在的不足\n",
    )


def test_a_table_of_contents_is_no_outline(check: Callable[[str, str], None]) -> None:
    check(
        """\
        目录
        一、主要举措和成效......1
        二、存在的不足…………5
        三、下一年度主要安排 8
        一、主要举措和成效
        甲乙丙。
        二、存在的不足
        丁。
        三、下一年度主要安排
        戊。
        """,
        "一、主要举措和成效\n二、存在的不足\n三、下一年度主要安排\n",
    )


@every_row(
    "line",
    [
        "学习《中华人民共和国刑法修正案（十一）》，组织宣讲，开展培训，全年共开展培训4期，培训260人次，覆盖全体执法人员。",
        "落实“一、二级”响应制度，一、二季度开展检查40次，办案15件，培训4期260人次，宣传18场，发放资料5000份，公开信息300条。",
        "全年检查1.5万家次，办案12.3件，罚款3.2亿元，培训4.5期，宣传1.8场，发放资料5.0份，公开信息30.0条，满意度98.5%。",
        "一是强化领导。二是规范执法。三是加强普法，全年共开展宣传活动18场，发放资料5000份，公开信息300条，满意度达98%。",
        "依照《条例》第五条第（二）项、第十条第（三）项，办案15件，培训4期260人次，宣传18场，发放资料5000份，公开信息300条。",
        "| 一、 | 行政许可 | 12件 |",
        "根据“三定”规定，一体推进，十个方面，第一责任人，四个亲自，两手抓，全年召开会议6次，听取汇报3次，开展检查40次。",
    ],
)
def test_numbers_that_are_no_headings(check: Callable[[str, str], None], line: str) -> None:
    check(f"一、主要举措和成效\n{line}\n二、存在的不足\n甲。\n", "一、主要举措和成效\n二、存在的不足\n")


def test_a_number_inside_a_line_needs_its_sequence(check: Callable[[str, str], None]) -> None:
    check(
        f"一、主要举措和成效\n{LONG} 九、这里不是标题，{LONG}\n二、存在的不足\n甲。\n",
        "一、主要举措和成效\n二、存在的不足\n",
    )


def test_the_tail_holds_no_headings(check: Callable[[str, str], None]) -> None:
    check("一、主要举措和成效\n甲乙丙。\n某市某某局\n2025年1月6日\n附件：1.统计表.xlsx\n", "一、主要举措和成效\n")


def test_bodies_and_ends(observed: Callable[..., Report]) -> None:
    text = "前言。\n一、主要举措和成效\n甲。\n（一）强化领导\n乙。\n二、存在的不足\n丙。\n某市某某局\n2025年1月6日\n"
    report = observed(text)
    one, two = report.outline.sections
    assert report.quote(one.body) == "\n甲。\n（一）强化领导\n乙。\n"
    assert report.quote(one.children[0].body) == "\n乙。\n"
    assert report.quote(two.body).strip() == "丙。"
    assert report.outline.start == one.start == text.index("一、")
    assert (one.end, two.end) == (two.start, report.outline.tail)
