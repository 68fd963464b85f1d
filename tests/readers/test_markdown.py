from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.errors import UnreadableError
from checker.readers import read_bytes
from tests.tables import every_row


def _read(source: str):
    return read_bytes(source.encode(), "a.md")


@every_row(
    ("source", "text"),
    [
        ("# 标题 #\n\n正文", "标题\n正文"),
        ("标题\n===\n第一段\n第二段", "标题\n第一段\n第二段"),
        ("**（一）强化领导。**一是落实", "（一）强化领导。一是落实"),
        ("落实**“关键少数”**责任", "落实“关键少数”责任"),
        ("由张**、李某负责，____年__月", "由张**、李某负责，____年__月"),
        ("由某**局、某**局负责", "由某局、某局负责"),
        ("[链接](http://a/b) ![图](a.png)~", "链接 ~"),
        ("1. 甲\n2. 乙\n\n3) 丙\n\n1、丁\n\n一、戊\n(一)己", "1. 甲\n2. 乙\n3) 丙\n1、丁\n一、戊\n(一)己"),
        ("- 甲\n- 乙", "甲\n乙"),
        ("    一、缩进的段落", "一、缩进的段落"),
        ("甲<br>乙&amp;\\*", "甲\n乙&*"),
        ("| 项 | 数 |\n|---|--:|\n| 许可 | **12** |\n| 处罚 | |", "| 项 | 数 |\n| 许可 | 12 |\n| 处罚 |  |"),
        ("<!-- 注释 -->\n甲<!-- 注释 -->乙", "甲乙"),
        ("<!-- 注释 -->\n\n<table><tr><td>甲</td><td>乙</td></tr></table>", "| 甲 | 乙 |"),
        ("```\n甲\n乙\n```\n丙", "甲\n乙\n丙"),
        ("> 甲\n\n---\n\n乙", "甲\n乙"),
        ("甲[^1]\n\n[a]: http://a/b\n\n[^1]: 数据截至年底", "甲[^1]\n[^1]: 数据截至年底"),
        ("甲[^1]。\n\n乙[^b]\n\n[^1]: 注一\n\n[^b]: 注二\n\n丙", "甲[^1]。\n[^1]: 注一\n乙[^b]\n[^b]: 注二\n丙"),
        ("[^1]: 注一\n\n甲[^1]乙[^1]\n\n[^1]: 注二", "[^1]: 注一\n甲[^1]乙[^1]\n[^1]: 注二"),
        ("|甲[^1]|\n|---|\n|乙|\n\n[^1]: 注", "| 甲[^1] |\n| 乙 |\n[^1]: 注"),
        ("1. 甲\n\n1. 乙\n\n1. 丙", "1. 甲\n2. 乙\n3. 丙"),
        ("3) 甲\n3) 乙", "3) 甲\n4) 乙"),
        ("1. 甲\n3. 乙", "1. 甲\n3. 乙"),
        ("1. 甲\n   - 丁\n     1. 戊\n     2. 己", "1. 甲\n丁\n（1） 戊\n（2） 己"),
        ("1. 甲\n   1. 丁\n   1. 戊\n2. 乙", "1. 甲\n（1） 丁\n（2） 戊\n2. 乙"),
    ],
)
def test_text_without_markup(source, text):
    document = _read(source)
    assert document.text == text
    _assert_places(document, source)


def _assert_places(document, source: str) -> None:
    lines = source.split("\n")
    for offset, char in enumerate(document.text):
        place = document.source.place(offset)
        if char not in "\n| &":
            there = lines[place.line - 1][place.column - 1 :]
            counted = char in "（）0123456789" and there[:1] in "0123456789. "  # of an item that is shown otherwise
            assert counted or there.startswith((char, "\\" + char))


def test_front_matter_is_no_text():
    document = _read("---\ntitle: 某局报告\ndate: 2025-1-20\ntags:\n  - 法治\n---\n# 正文")
    assert document.text == "正文"
    assert document.meta == {"title": "某局报告", "published": "2025-01-20"}
    place = document.source.place(0)
    assert (place.line, place.column) == (7, 3)


def test_a_rule_at_the_top_is_no_front_matter():
    assert _read("---\n正文\n---\n").text == "正文"


@given(
    st.lists(
        st.sampled_from(["# 标题", "**粗**体。", "1. 项", "- 点", "", "> 引", "文`码`文", "a*b*", "--"]), min_size=1
    )
)
def test_places(lines):
    source = "一\n" + "\n".join(lines)
    _assert_places(_read(source), source)


@pytest.mark.parametrize(
    "source", ["[" * 20_000, "> " * 9_000 + "x", "*a " * 9_000, "法治，" * 90_000, "<!--" * 9_000 + "\n\nx"]
)
def test_hostile_input_ends(source):
    try:
        document = _read(source)
    except UnreadableError as error:
        found = error.key
    else:
        found = document.format
    assert found in {"markdown", "no-text"}


def test_a_source_far_longer_than_a_report():
    with pytest.raises(UnreadableError, match="too-long"):
        _read("法" * 300_001)


def test_a_form_is_read_as_headings_and_texts():
    text = "认真落实各项部署。" * 12
    source = f"| 项目 | 内容 |\n|---|---|\n| 一、成效 | {text}<br>又一段。 |\n| 二、不足 | {text} |\n"
    document = _read(source)
    assert document.text == f"项目\n内容\n一、成效\n{text}\n又一段。\n二、不足\n{text}"
    _assert_places(document, source)
