"""Markdown, read as forges read it: what a report says is never more than text."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from markdown_it import MarkdownIt

from checker.engine.model import Waived
from checker.render import RenderOptions, create
from tests.render.assessments import CAPPED, assessment, extracted, item, quote, text
from tests.render.outputs import BROKEN, HOSTILE, THIRD_PAGE, WAIVED, hostile, render, titled
from tests.tables import every_row

PARSER = MarkdownIt("gfm-like")
PARSER.linkify.set({"fuzzy_link": True, "fuzzy_email": True, "fuzzy_ip": True})
OURS = {
    "h2",
    "h3",
    "p",
    "strong",
    "em",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "code",
    "details",
    "summary",
    "ul",
    "li",
}
# What a forge looks for in the text of a page when Markdown has been read (GitHub and GitLab).
REFERENCES = re.compile(
    r"@[A-Za-z0-9]|(?:#|!|\$|&|~|%|\^)\w|\b[A-Z]+-\d|:[\w+-]+:|https?://|www\.|\w@\w|\b(?=\d*[a-f])[0-9a-f]{7,40}\b"
)


class Page(HTMLParser):
    """The elements of a page and its text outside code."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.text, self.attributes, self.code = set(), "", [], 0
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes += [name for name, _ in attrs]
        self.code += tag == "code"

    def handle_endtag(self, tag):
        self.code -= tag == "code"

    def handle_data(self, data):
        if not self.code:
            self.text += data


def page(*assessments, **view):
    return Page(PARSER.render(render("markdown", *assessments, **view)))


def test_a_report():
    output = render("markdown", assessment(item("causes", severity="error"), item("b", "pass")))
    assert "### ❌ 不通过（有 1 处必改） · 71.5 分 合格 · `reports/a.txt`" in output
    (row,) = [line for line in output.split("\n") if "`causes`" in line]
    assert row == (
        "| ✗ 必改：要求causes `causes` +5 分 | 第5行第1字 | “执法力量不足” | 没有原因依据：《督察工作规定》第二十四条。"
        " | 整改（几小时）：补上原因 |"
    )
    assert output.count("<details>") == 1


def test_the_whole_checklist_is_there():
    output = render("markdown", assessment(item("a"), item("b", "pass"), item("c", "skip"), item("d", group="safety")))
    assert "<details><summary>检查清单（✓ 符合 1，△ 部分 0，✗ 不符合 2，– 不适用 1）</summary>" in output
    assert "**结构 5/10** ✗ 要求a · ✓ 要求b · – 要求c\n" in output
    assert "**安全" in output


def test_what_bounds_the_score_and_how_well_it_was_read():
    part = item("part", title=text("下一年度主要安排"))
    output = render("markdown", extracted(assessment(part, score=CAPPED), recognised=0.5, pages=3))
    assert "封顶 59 分（不封顶 82.2 分）：下一年度主要安排" in output
    assert "50% 的文字是从图片识别的" in output


def test_many_gaps_are_folded_and_none_is_left_out():
    gaps = [item(f"r{number}") for number in range(30)]
    shown = page(assessment(*gaps))
    output = render("markdown", assessment(*gaps))
    assert "其余 22 处" in shown.text
    assert all(f"`r{number}`" in output for number in range(30))


def test_the_table_of_what_is_compared():
    rows = (
        {"item": 1, "words": "力量不足", "answers": [2, 3], "answer_words": ["充实队伍", "购买服务"]},
        {"item": 2, "words": "培训不够", "answers": [], "answer_words": []},
    )
    output = render("markdown", assessment(item("a", "partial", table=rows)))
    assert "| 1 | 力量不足 | 2 充实队伍；3 购买服务 |" in output
    assert "| 2 | 培训不够 | 没有回应 |" in output


def test_what_cannot_be_read():
    shown = page(BROKEN, assessment(item("a", "pass"), verdict="pass"))
    assert "共 2 份：通过 1，不通过 0，无法读取 1。" in shown.text
    assert "文件是空的" in shown.text
    assert "没有发现要改的地方" in shown.text


def test_a_pass_that_misses_the_gate_is_told():
    made = assessment(item("a"), verdict="pass")
    renderer = create("markdown", RenderOptions(min_score=90))
    output = renderer.add(made, met=False) + renderer.end()
    assert "❗ 未达到本次要求：总分不低于 90 分。" in output
    assert "未达到" not in render("markdown", made)


def test_a_waived_gap_is_told_with_its_reason():
    made = assessment(item("a", waived=WAIVED))
    shown = page(made._replace(score=made.score._replace(with_waivers=Waived(90.0, "excellent"))))
    told = "要求a · 第5行第1字 “执法力量不足” · 豁免理由：主管部门同意另行报送（批准：某局办公室；有效期至 2026-12-31）"
    assert told in shown.text
    assert "有 1 处豁免，计入后 90 分 优秀" in shown.text
    assert "已豁免（1 处，不影响是否通过）" in shown.text


def test_a_page_of_a_layout_and_english():
    shown = page(assessment(item("a", evidence=(quote(place=THIRD_PAGE),))), lang="en")
    assert "page 3" in shown.text
    assert "Mend (hours): add 原因" in shown.text


def test_a_comment_holds_it_however_many_reports_there_are():
    many = [assessment(*[item(f"r{number}") for number in range(40)], path=f"{name}.txt") for name in range(900)]
    output = render("markdown", *many)
    assert 50_000 < len(output) < 65_536
    brief, dropped = re.search(r"最后 (\d+) 份报告只列出了结论。\n\n另有 (\d+) 份报告没有列出。", output).groups()
    assert output.count("\n### ") == 900 - int(dropped)
    assert output.count("<details>") == 2 * (900 - int(dropped) - int(brief)) > 0  # the other gaps, and the checklist
    assert "共 900 份" in output
    assert page(*many).tags <= OURS


@every_row("words", HOSTILE)
@every_row("make", [hostile, titled])
def test_hostile_words_are_only_text(words, make):
    plain, shown = page(make("无害")), page(make(words))
    assert shown.tags <= plain.tags | {"code"}
    assert shown.attributes == []
    assert not REFERENCES.search(shown.text), REFERENCES.search(shown.text)
    output = render("markdown", make(words))
    assert output.count("\n") == render("markdown", make("无害")).count("\n")
    assert not re.search(r"^/", output, re.MULTILINE)
    visible = shown.text.replace("\u2060", "")
    told = " ".join(words.split())
    if told.isprintable():
        assert told in visible


@pytest.mark.parametrize("words", ["0123456789abcdef0123456789abcdef01234567", "someone@evil.example", "a|b\\|c"])
def test_words_are_the_same_but_for_what_takes_no_room(words):
    assert words in page(hostile(words)).text.replace("\u2060", "")


def test_a_number_is_left_alone():
    assert "12345678.5元，占98.6%。" in render("markdown", hostile("12345678.5元，占98.6%。"))
