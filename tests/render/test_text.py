"""The terminal output."""

from __future__ import annotations

import re

import pytest
from assessments import CAPPED, assessment, extracted, item, quote, text

from checker.document.model import Place
from checker.errors import UnreadableError
from checker.judging.model import Assessment, Score, Waived
from checker.render import words
from checker.render.registry import create
from checker.render.view import View
from checker.text.width import width


def shown(*assessments, met=None, **view):
    renderer = create("text", View(**view))
    met = [one.verdict == "pass" for one in assessments] if met is None else met
    return "".join([renderer.add(one, met=ok) for one, ok in zip(assessments, met, strict=True)] + [renderer.end()])


def test_a_report_with_one_gap():
    assert shown(assessment(item("causes", severity="error"), item("order", "pass"))).splitlines() == [
        "✗ 不通过（有 1 处必改）  71.5 分 合格  reports/a.txt",
        "  某局 · 部门 · 2025 年 · 规则包 fake 1.0 (sha256:abababa)",
        "",
        "要改的地方（1 处，改好后加分多的在前）",
        "✗ 必改 要求causes [causes] +5 分  第5行第1字 “执法力量不足”",
        "  没有原因依据：《督察工作规定》第二十四条。整改（几小时）：补上原因",
        "",
        "检查清单（✓ 符合 1，△ 部分 0，✗ 不符合 1，– 不适用 0）",
        "结构 5/10  ✗ 要求causes  ✓ 要求order",
    ]


@pytest.mark.parametrize(
    ("made", "view", "parts"),
    [
        ({"score": None}, {}, ["不评分"]),
        ({"score": CAPPED}, {}, ["59 分 不合格", "封顶 59 分（不封顶 82.2 分）：要求part [part]"]),
        ({}, {"lang": "en"}, ["✗ FAIL  71.5 points adequate", "Provisions Article 24", "Mend (hours): add"]),
    ],
)
def test_head(made, view, parts):
    output = shown(assessment(item("part"), **made), **view)
    assert [part for part in parts if part not in output] == []


def test_a_text_that_was_recognised_says_so():
    made = extracted(assessment(item("causes")), pages=3, recognised=0.004, warnings=("turned-text",))
    output = shown(made, columns=200)
    assert "  正文提取：共 3 页 · 1% 的文字是从图片识别的，可能有错字 · 有竖排或转了方向的文字，没有读" in output
    assert "没有原因（正文提取得不完全可靠，请先对照原文件。）依据" in output
    assert "Look at the file first" not in shown(made, lang="en")
    assert "look at the file first" in shown(made, lang="en").replace("\n  ", " ")


def test_a_text_that_was_taken_out_well_says_nothing():
    made = assessment(item("causes"))
    assert shown(extracted(made, pages=3, joined=9)) == shown(made)


@pytest.mark.parametrize(
    ("gate", "sentence"),
    [
        ({"min_score": 80.0}, "未达到本次要求：总分不低于 80 分。"),
        ({"fail_on": "warning"}, "未达到本次要求：没有“应改”及以上的问题。"),
    ],
)
def test_a_pass_that_does_not_meet_the_gate_says_so(gate, sentence):
    assert sentence in shown(assessment(item("order"), verdict="pass"), met=[False], **gate)


@pytest.mark.parametrize(
    ("place", "spot"),
    [
        (Place(5, 1), "第5行第1字"),
        (Place(page=3), "第3页"),
        (Place(paragraph=12), "第12段"),
        (Place(), "reports/a.txt “"),
    ],
)
def test_places(place, spot):
    assert spot in shown(assessment(item("causes", evidence=(quote(place=place),))))


def test_order_of_gaps():
    items = [
        item("small", gain=1.0),
        item("large", gain=9.0),
        item("large-error", gain=9.0, severity="error"),
        item("private", gain=0.0, possible=0.0, severity="error", group="safety"),
        item("later", gain=0.0, earned=1.0),
        item("later-more", gain=0.0),
        item("passed", "pass"),
        item("waived", waived={"reason": "x"}),
    ]
    ranked = [one.rule.id for one in words.ranked(items)]
    assert ranked == ["private", "large-error", "large", "small", "later-more", "later"]


def test_an_advice_takes_two_lines():
    lines = shown(assessment(item("balance", severity="advice", message={"fail": text("写得太长" * 20)}))).splitlines()
    assert lines[4].startswith("✗ 要求balance")
    assert lines[5].startswith("  写得太长")
    assert lines[5].endswith("…")
    assert lines[6] == ""


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_no_line_is_wider_than_the_terminal(columns):
    items = [
        item(
            f"rule-{number}",
            title=text("各项要求写得相当长的标题" * 2),
            severity=severity,
            evidence=(quote("引文" * 80),),
        )
        for number, severity in enumerate(["error", "warning", "advice"])
    ]
    output = shown(assessment(*items, path="a.txt"), columns=columns)
    assert [line for line in output.splitlines() if width(line) > columns] == []


def test_the_checklist_breaks_between_cells_and_keeps_its_margin():
    titles = ["甲", "乙乙乙", "ABC", "丁", "戊戊"]
    items = [item(name, "pass", title=text(name)) for name in titles]
    rows = [line for line in shown(assessment(*items), columns=30).splitlines() if "✓" in line][1:]
    assert len(rows) > 1
    assert {width(row[: row.index("✓")]) for row in rows} == {width(rows[0][: rows[0].index("✓")])}
    assert re.findall(r"✓ (\S+)", "\n".join(rows)) == titles


def test_a_dozen_gaps_fit_on_a_screen():
    severities = ["error"] * 3 + ["warning"] * 4 + ["advice"] * 5
    gaps = [item(f"rule-{number}", severity=severity) for number, severity in enumerate(severities)]
    passes = [item(f"ok-{number}", "pass") for number in range(45)]
    assert len(shown(assessment(*gaps, *passes)).splitlines()) <= 45


@pytest.mark.parametrize("hostile", ["\x1b[31m", "\x07", "\u202e", "\x9b2J", "\u2066", "\x00", "\ud800", "\r"])
def test_nothing_of_a_report_acts_on_the_terminal(hostile):
    evil = f"前{hostile}后"
    output = shown(
        assessment(item("causes", evidence=(quote(evil),), values={"what": evil}), path=f"a{hostile}b.txt"),
        Assessment(evil, UnreadableError("read-failed", path=evil, detail=evil)),
    )
    assert hostile not in output.replace("\n", "")
    assert output.replace("\n", "").isprintable()


def test_what_is_replaced_stays_visible():
    output = shown(assessment(item("causes", evidence=(quote("红\x1b[31m\u202e"),))))
    assert "红␛[31m<U+202E>" in output


def test_unreadable_tells_what_why_and_what_to_do():
    assert shown(Assessment("a.txt", UnreadableError("empty", path="a.txt"))).splitlines() == [
        "! 未检查  a.txt",
        "  文件是空的，没有任何文字。",
        "  办法：打开文件看看内容是否保存了，再重新检查。",
    ]


def test_quiet_is_one_line_a_report_and_a_summary():
    broken = Assessment("b.txt", UnreadableError("empty", path="b.txt"))
    assert shown(assessment(item("a")), broken, quiet=True).splitlines() == [
        "✗ 不通过  71.5 分 合格  reports/a.txt",
        "! 未检查  b.txt  文件是空的，没有任何文字。",
        "共 2 份：通过 0，不通过 1，无法读取 1。",
    ]


def test_a_report_without_gaps():
    assert "没有发现要改的地方。" in shown(assessment(item("a", "pass"), verdict="pass"))


def test_colours_only_where_wanted():
    made = assessment(item("a"))
    assert "\x1b" not in shown(made)
    assert "\x1b[31m" in shown(made, colour=True)
    assert re.sub(r"\x1b\[\d+m", "", shown(made, colour=True)) == shown(made)


WAIVED = {"reason": "见专题报告", "approver": "某市司法局", "granted": "2026-01-15", "expires": "2026-12-31"}


def waived(**view):
    one = item("waived", severity="error", waived=WAIVED)
    score = Score(71.5, "passing", None, 71.5, Waived(76.5, "passing"))
    return shown(assessment(item("open"), one, verdict="pass", score=score), **view)


def test_what_is_waived_is_listed_below_the_gaps_with_its_reason():
    output = waived()
    assert "要改的地方（1 处" in output
    gaps, _, rest = output.partition("已豁免（1 处")
    below, _, checks = rest.partition("检查清单")
    assert ("[open]" in gaps, "[waived]" in gaps) == (True, False)
    assert "✗ 必改 要求waived [waived]" in below
    assert "没有原因" in below
    assert "见专题报告（批准：某市司法局，2026-01-15；有效期至 2026-12-31）" in "".join(
        line.strip() for line in below.splitlines()
    )
    assert "✗ 要求waived" in checks
    assert "处必改" not in output.splitlines()[0]
    assert "有 1 处豁免，计入后 76.5 分 合格" in output


def test_one_line_tells_of_waivers_too():
    (line,) = waived(quiet=True).splitlines()
    assert line.endswith("有 1 处豁免，计入后 76.5 分 合格")


def test_waivers_in_english():
    output = waived(lang="en", columns=200)
    assert "Waived (1; they do not count for the verdict)" in output
    assert "Waived: 见专题报告 (approved by 某市司法局, 2026-01-15; valid until 2026-12-31)" in output


@pytest.mark.parametrize("columns", [40, 80])
def test_no_line_about_waivers_is_wider_than_the_terminal(columns):
    assert [line for line in waived(columns=columns).splitlines()[1:] if width(line) > columns] == []


def test_what_a_waiver_says_cannot_reach_the_terminal():
    one = item("waived", waived=WAIVED | {"reason": "\x1b[31m红\u202e"})
    assert shown(assessment(one)).replace("\n", "").isprintable()


def test_the_summary_counts_what_is_waived():
    renderer = create("text", View())
    for path in ("a.txt", "b.txt"):
        renderer.add(assessment(item("waived", waived=WAIVED), path=path), met=True)
    assert "另有 2 处已豁免。" in renderer.end()
