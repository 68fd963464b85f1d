"""The terminal output."""

from __future__ import annotations

import re

import pytest

from checker.document.model import Place
from checker.engine.model import Assessment, Score, Waived
from checker.errors import UnreadableError
from checker.i18n import say
from checker.presentation import build_view
from checker.presentation.items import ranked
from checker.render import RenderOptions, create
from checker.text.width import width
from tests.render.assessments import CAPPED, assessment, extracted, item, quote, text
from tests.tables import every_row


def shown(*assessments, met=None, **view):
    renderer = create("text", RenderOptions(**view))
    met = [one.verdict == "pass" for one in assessments] if met is None else met
    return "".join([renderer.add(one, met=ok) for one, ok in zip(assessments, met, strict=True)] + [renderer.end()])


def test_a_report_with_one_gap():
    assert shown(assessment(item("causes", severity="error"), item("order", "pass"))).splitlines() == [
        "✗ 不通过（有 1 处必改）  71.5 分 合格  reports/a.txt",
        "  某局 · 部门 · 2025 年 · 规则包 fake 1.0 (sha256:abababa)",
        "要改的地方（1 处，改好后加分多的在前）  加 --verbose 显示全部内容",
        "✗ 必改 要求causes [causes] +5 分  第5行第1字 “执法力量不足”  没有原因依据：《督",
        "  察规定》第二十四条。整改（几小时）：补上原因",
        "检查清单（✓ 符合 1，△ 部分 0，✗ 不符合 1，– 不适用 0）",
        "结构 5/10  ✗ 要求causes  ✓ 要求order",
    ]


@pytest.mark.parametrize(
    ("made", "view", "parts"),
    [
        ({"score": None}, {}, ["不评分"]),
        ({"score": CAPPED}, {}, ["59 分 不合格", "封顶 59 分（不封顶 82.2 分）：要求part [part]"]),
        ({}, {"lang": "en"}, ["✗ FAIL  71.5 points adequate", "Provisions Article 24", "Mend (hours): add"]),
        ({}, {"verbose": True, "columns": 200}, ["《督察工作规定》第二十四条"]),
    ],
)
def test_head(made, view, parts):
    output = shown(assessment(item("part"), **made), **view)
    assert [part for part in parts if part not in output] == []


def test_a_text_that_was_recognised_says_so():
    made = extracted(assessment(item("causes")), pages=3, recognised=0.004, warnings=("turned-text",))
    output = shown(made, columns=200)
    assert "  存疑：共 3 页 · 1% 的文字是从图片识别的，可能有错字 · 有竖排或转了方向的文字，没有读" in output
    assert "没有原因（存疑：请先对照原文件。）依据" in output
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
        item("later-error", gain=0.0, earned=2.0, severity="error"),
        item("later-more", gain=0.0),
        item("passed", "pass"),
        item("waived", waived={"reason": "x"}),
    ]
    order = [one.rule.id for one in ranked(items)]
    assert order == ["private", "large-error", "large", "small", "later-more", "later", "later-error"]


def paragraphs(output):
    """Each gap as one line."""
    lines = iter(output.splitlines())
    told = []
    for line in lines:
        if line.startswith(("✗ 必改", "✗ 应改", "✗ 建议", "△")):
            told.append(line)
        elif line.startswith("  ") and told:
            told[-1] += line.removeprefix("  ")
        elif line.startswith("检查清单"):
            break
    return told


LONG = text("写得太长" * 40)
MANY = [
    item(f"rule-{number}", severity="error" if number < 3 else "advice", message={"fail": LONG}, reason=None)
    for number in range(12)
]


@pytest.mark.parametrize("columns", [80, 120])
def test_what_does_not_fit_is_cut_and_place_clause_and_effort_stay(columns):
    output = shown(assessment(*MANY), columns=columns)
    assert len(output.splitlines()) <= 45
    told = paragraphs(output)
    assert len(told) == len(MANY)
    for number, one in enumerate(told):
        assert re.search(
            rf"\[rule-{number}\] \+5 分  第5行第1字 “执法力量不足”  写得太长.*…?依据：《督察规定》第二十四条。整改（几小时）：补",
            one,
        )


@every_row("columns", [40, 60, 80, 100])
@every_row("lang", ["zh", "en"])
@every_row("name", ["headings-lost-in-one-line", "no-first-responsible-section", "empty-plan"])
def test_every_gap_of_a_report_keeps_place_clause_and_effort(judged, sample, name, lang, columns):
    made = judged(sample(name))
    output = "".join(shown(made, lang=lang, columns=columns).split())
    for one in build_view(made, lang).gaps:
        effort = say("report.fix.effort", lang, effort=one.effort)
        told = [one.short_basis + effort, f"[{one.rule.id}]{one.gain}{one.place}"]
        assert [part for part in told if "".join(part.split()) not in output] == []


def test_what_is_left_of_the_lines_goes_to_the_first_gaps():
    whole = [LONG["zh"] in one for one in paragraphs(shown(assessment(*MANY), columns=120))]
    assert whole[0]
    assert not whole[-1]
    assert whole == sorted(whole, reverse=True)


def test_few_gaps_are_told_whole():
    output = shown(assessment(*MANY[:4]))
    assert [LONG["zh"] in one for one in paragraphs(output)] == [True] * 4


def test_verbose_leaves_nothing_out():
    skipped, passed = item("skipped", "skip"), item("passed", "pass")
    output = shown(assessment(*MANY, skipped, passed), verbose=True)
    assert [LONG["zh"] in one for one in paragraphs(output)] == [True] * len(MANY)
    assert "– 要求skipped" in output
    assert "✓ 要求passed" in output
    assert "…" not in output
    assert "--verbose" not in output


def test_words_that_the_message_says_are_not_quoted_again():
    message = {"missing": text("“执法力量不足”写得笼统")}
    assert shown(assessment(item("causes", message=message))).count("执法力量不足") == 1


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
    assert len(shown(assessment(*gaps, *passes)).splitlines()) <= 40


@pytest.mark.parametrize(
    ("lang", "columns", "most"), [("zh", 80, 44), ("zh", 120, 40), ("en", 80, 50), ("en", 120, 40)]
)
def test_a_dozen_gaps_of_a_report_fit_on_a_screen(judged, sample, lang, columns, most):
    made = judged(sample("headings-lost-in-one-line"))
    left = {one.rule.id for one in ranked(made.items)[12:]}
    made = made._replace(items=tuple(one for one in made.items if one.rule.id not in left))
    output = shown(made, lang=lang, columns=columns)
    assert len(ranked(made.items)) == 12
    assert len(output.splitlines()) <= most
    assert [line for line in output.splitlines() if width(line) > columns] == []


def test_what_is_met_is_counted_where_the_gaps_need_the_room():
    passes = [item(f"ok-{number}", "pass") for number in range(9)]
    few, many = shown(assessment(MANY[0], *passes)), shown(assessment(*MANY, *passes))
    assert "✓ 要求ok-8" in few
    assert "✓ 要求ok-8" not in many
    assert "✓ 9 项" in many
    assert few.splitlines()[-1].startswith(("结构", " "))


def test_what_does_not_apply_is_counted():
    output = shown(assessment(item("a", "pass"), item("b", "skip"), item("c", "skip", group="safety")))
    assert output.splitlines()[-2:] == ["结构 5/5  ✓ 要求a  – 1 项", "安全      – 1 项"]


@every_row("hostile", ["\x1b[31m", "\x07", "\u202e", "\x9b2J", "\u2066", "\x00", "\ud800", "\r"])
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
    assert "Waived (1; it does not count for the verdict)" in output
    assert "Waived: 见专题报告 (approved by 某市司法局, 2026-01-15; valid until 2026-12-31)" in output


@pytest.mark.parametrize("columns", [40, 80])
def test_no_line_about_waivers_is_wider_than_the_terminal(columns):
    assert [line for line in waived(columns=columns).splitlines()[1:] if width(line) > columns] == []


def test_what_a_waiver_says_cannot_reach_the_terminal():
    one = item("waived", waived=WAIVED | {"reason": "\x1b[31m红\u202e"})
    assert shown(assessment(one)).replace("\n", "").isprintable()


def test_the_summary_counts_what_is_waived():
    renderer = create("text", RenderOptions())
    for path in ("a.txt", "b.txt"):
        renderer.add(assessment(item("waived", waived=WAIVED), path=path), met=True)
    assert "另有 2 处已豁免。" in renderer.end()
