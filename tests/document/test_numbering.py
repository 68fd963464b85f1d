"""Numbers that may begin a heading: every spelling, and what looks like one and is none."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from checker.document.headings import marks_at_lines, marks_inside
from checker.text.fold import fold
from tests.tables import every_row


def at_line(text: str) -> list[tuple[str, int]]:
    return [(mark.style, mark.value) for mark in marks_at_lines(fold(text).text)]


@every_row(
    ("line", "style", "value"),
    [
        ("一、甲", "one", 1),
        ("一 、甲", "one", 1),
        ("十二、甲", "one", 12),
        ("一.甲", "one", 1),
        ("一．甲", "one", 1),
        ("一)甲", "one", 1),
        ("一）甲", "one", 1),
        ("　　三、甲", "one", 3),
        ("（一）甲", "two", 1),
        ("（二）项目审批提速", "two", 2),
        ("（三）目标考核", "two", 3),
        ("(一)甲", "two", 1),
        ("（ 十一 ）甲", "two", 11),
        ("㈠甲", "two", 1),
        ("㈩甲", "two", 10),
        ("1.甲", "three", 1),
        ("1．甲", "three", 1),
        ("1、甲", "three", 1),
        ("12.甲", "three", 12),
        ("1.2024年甲", "three", 1),
        ("⒈甲", "three", 1),
        ("（1）甲", "four", 1),
        ("(12)甲", "four", 12),
        ("⑴甲", "four", 1),
        ("①甲", "five", 1),
        ("⑩甲", "five", 10),
        ("第一章 甲", "chapter", 1),
        ("第十二章甲", "chapter", 12),
        ("第一部分 甲", "chapter", 1),
        ("第 二 部分：甲", "chapter", 2),
        ("/span>三、甲", "one", 3),
        ("</p>（二）甲", "two", 2),
        ("## 一、甲", "one", 1),
        ("**一、甲**", "one", 1),
        ("> 一、甲", "one", 1),
        ("• （三）甲", "two", 3),
    ],
)
def test_spellings(line: str, style: str, value: int) -> None:
    assert at_line(line) == [(style, value)]


@every_row(
    ("text", "expected"),
    [
        ("报告\n1 甲乙\n1.1 丙\n1.2 丁\n2 戊\n2.1 己\n3 2026年庚\n3.1 辛", "one1 two1 two2 one2 two1 one3 two1"),
        ("报告\n1. 甲乙\n1.1. 丙\n1.1.1 丁\n1.1.2 戊\n1.2. 己\n2. 庚", "one1 two1 three1 three2 two2 one2"),
        ("报告\n1．甲乙\n1.1 丙\n1.3 丁\n2．戊", "one1 two1 two3 one2"),
        ("报告\n1.甲乙\n1.5万元用于执法\n2.丙", "three1 three2"),
        ("一、甲\n1.1 丙\n1.2 丁", "one1"),
        ("报告\n1 月份检查\n12 家企业\n1.1 倍", ""),
    ],
)
def test_decimal_numbers(text: str, expected: str) -> None:
    assert " ".join(f"{style}{value}" for style, value in at_line(text)) == expected


@every_row(
    "line",
    [
        "一二季度",
        "一、二季度开展检查",
        "一、二级单位",
        "一是强化领导",
        "一、二是有的",
        "一方面加强",
        "第一责任人",
        "第一，加强领导",
        "2024年，我局推进",
        "1.5万件",
        "3.2亿元",
        "12345热线",
        "2025.1.6",
        "（一）项规定",
        "(一)款所列",
        "《刑法修正案（十一）》",
        "| 一、 | 甲 |",
        "（2024年度）",
        "第三方评估",
        "十件实事",
    ],
)
def test_what_is_none(line: str) -> None:
    assert at_line(line) == []


def test_a_number_inside_a_line_is_a_candidate_only_in_two_spellings() -> None:
    text = "甲。一、乙。（一）丙。㈡丁。1.戊。(1)己。①庚。"
    found = marks_inside(fold(text).text)
    assert [(mark.style, mark.value) for mark in found] == [("one", 1), ("two", 1), ("two", 2)]
    assert not any(mark.at_line for mark in found)


@given(st.integers(1, 99), st.sampled_from(["{}、", "({})", "（{}）", "{}.", "第{}章 "]))
def test_values(value: int, form: str) -> None:
    tens, ones = divmod(value, 10)
    digits = " 一二三四五六七八九"
    han = ("" if tens == 0 else "十" if tens == 1 else digits[tens] + "十") + (digits[ones] if ones else "")
    [mark] = marks_at_lines(fold(form.format(han) + "甲").text)
    assert mark.value == value
