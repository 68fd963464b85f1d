"""The end of a report: signature, date, attachments, and the page's furniture below them; what its head bears."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checker.document.boilerplate import find_tail, is_page_furniture
from checker.text.fold import fold
from tests.tables import every_row

if TYPE_CHECKING:
    from collections.abc import Callable

    from checker.document.report import Report

LAST = "加强培训，规范执法。"


def tail(text: str) -> tuple[str, str | None, str | None, str | None, bool]:
    """What the last line before the tail is, then signature, date, attachment label, and whether it is filled."""
    text = fold(text).text
    found = find_tail(text)
    words = [text[span.start : span.end] if span else None for span in (found.signature, found.attachment)]
    return (
        text[: found.start].rstrip().rsplit("\n", 1)[-1].strip(),
        words[0],
        found.date.iso if found.date else None,
        words[1],
        found.attachment_filled,
    )


@every_row(
    ("below", "signature", "date"),
    [
        ("某某市水利局\n2025年1月6日\n", "某某市水利局", "2025-01-06"),
        ("　　　　某某市水利局\n　　　　2025年1月6日\n\n\n", "某某市水利局", "2025-01-06"),
        ("某某县人民政府\n二〇二五年三月六日\n", "某某县人民政府", "2025-03-06"),
        ("某某镇人民政府（盖章）\n2025年3月6日", "某某镇人民政府(盖章)", "2025-03-06"),
        ("某某街道办事处\n2025年3月6日", "某某街道办事处", "2025-03-06"),
        ("2025年1月6日\n某某市水利局\n", "某某市水利局", "2025-01-06"),
        ("某某市水利局\n", "某某市水利局", None),
        ("2025年1月6日\n", None, "2025-01-06"),
        (
            "某某市水利局\n2025年1月6日\n责任编辑：张某\n上一篇：甲\n下一篇：乙\n版权所有：某某市水利局\n",
            "某某市水利局",
            "2025-01-06",
        ),
        ("某某市水利局\n2025年1月6日\n（此件公开发布）\n", "某某市水利局", "2025-01-06"),
        ("某某市水利局\n2025年1月6日\n抄送：市委依法治市办\n", "某某市水利局", "2025-01-06"),
        ("某某市水利局\n2025年1月6日\n附件：执法统计表.xlsx\n", "某某市水利局", "2025-01-06"),
        ("附件：执法统计表.xlsx\n某某市水利局\n2025年1月6日\n", "某某市水利局", "2025-01-06"),
        ("某某市水利局\n2025年1月6日\n抄送：市委依法治市办，市司法局。\n", "某某市水利局", "2025-01-06"),
        (
            "某某市水利局\n2025年1月6日\n抄送：市司法局。\n某某市水利局办公室　　2025年1月7日印发\n",
            "某某市水利局",
            "2025-01-06",
        ),
        ("某某市水利局\n2025年1月6日\n某某市水利局办公室 2025年1月7日印发\n", "某某市水利局", "2025-01-06"),
        ("某某市水利局\n2025年1月6日\n抄送：市司法局，\n市委依法治市办，市人大。\n", "某某市水利局", "2025-01-06"),
        ("单位：某某市水利局\n日期：2025年1月6日\n", "某某市水利局", "2025-01-06"),
        ("填报单位：某某市水利局（盖章）\n填报日期：2025年1月6日\n", "某某市水利局(盖章)", "2025-01-06"),
        ("日期：2025年1月6日\n", None, None),
        ("打印 关闭\n", None, None),
        ("", None, None),
    ],
)
def test_signature_and_date(below: str, signature: str | None, date: str | None) -> None:
    assert tail(f"一、甲\n{LAST}\n{below}")[:3] == (LAST.replace("，", ","), signature, date)


@every_row(
    ("below", "label", "filled"),
    [
        ("附件：\n", "附件:", False),
        ("相关附件：", "相关附件:", False),
        ("附件：执法统计表.xlsx\n", "附件:执法统计表.xlsx", True),
        ("附件：\n执法统计表.xlsx\n", "附件:", True),
        ("附件1：执法统计表\n", "附件1:执法统计表", True),
        ("某某局\n2025年1月6日\n附件：\n", "附件:", False),
    ],
)
def test_attachments(below: str, label: str, filled: bool) -> None:
    assert tail(f"一、甲\n{LAST}\n{below}")[3:] == (label, filled)


def test_where_the_line_ends_were_lost() -> None:
    assert tail(f"一、甲 {LAST} 某某市水利局 2025年1月6日")[1:3] == ("某某市水利局", "2025-01-06")
    assert tail(f"一、甲 {LAST}相关附件：")[3] == "相关附件:"


@pytest.mark.parametrize(
    "line", ["加强全市水利局。", "全面落实水利局", "2025年1月6日起施行，规范执法。", "附件所列事项，由各单位办理。"]
)
def test_a_sentence_is_no_tail(line: str) -> None:
    text = f"一、甲\n{line}\n{LAST}\n"
    assert find_tail(fold(text).text).start >= text.index(LAST) + len(LAST)


@every_row(
    "line",
    ["当前位置：首页 > 政务公开", "首页 > 政务公开 > 法治", "来源：某某局", "发布时间：2025-01-22", "点击次数：12", "字号：大 中 小", "打印本页", "版权所有 某某局",
     "粤ICP备12345号", "上一篇：甲", "扫一扫在手机打开当前页", "索引号：123", "分享到：", "责任编辑：甲"],
)  # fmt: skip
def test_furniture(line: str) -> None:
    assert is_page_furniture(fold(line).text)


@pytest.mark.parametrize(
    "line", ["加强打击力度。", "一、主要举措和成效", "某某市水利局", "合格率>95%，满意率>90%。", "2024年，我局推进。"]
)
def test_no_furniture(line: str) -> None:
    assert not is_page_furniture(fold(line).text)


@every_row(
    ("head", "date", "published"),
    [
        ("某某市水利局2024年度法治政府建设情况报告\n（2025年1月6日）\n", "2025-01-06", None),
        ("发布时间：2025-01-22\n某某市水利局2024年度法治政府建设情况报告\n", None, "2025-01-22"),
        ("某某市水利局2024年度法治政府建设情况报告\n发布日期：2025-01-22 来源：某某市水利局\n", None, "2025-01-22"),
        ("2025-01-22\n某某市水利局2024年度法治政府建设情况报告\n", None, "2025-01-22"),
        ("某某市水利局2024年度法治政府建设情况报告\n2025-01-22 09:17\n", None, "2025-01-22"),
        ("某某市水利局2024年度法治政府建设情况报告\n", None, None),
    ],
)
def test_dates_of_the_head(observed: Callable[..., Report], head: str, date: str | None, published: str | None) -> None:
    report = observed(f"{head}2024年，我局推进法治政府建设。现将情况报告如下：\n一、主要举措和成效\n{LAST}\n")
    assert (report.date.iso if report.date else None, report.published) == (date, published)


def test_a_date_of_publication_below_the_text(observed: Callable[..., Report]) -> None:
    report = observed(f"现将2024年法治政府建设情况报告如下：\n一、主要举措和成效\n{LAST}\n发布时间：2025-01-22\n")
    assert (report.date, report.published) == (None, "2025-01-22")


@every_row(
    "line",
    [
        "某县水务局　　2026年1月20日",
        "2026年1月20日 某县水务局",
        "        某县水务局（盖章）  2026年1月20日",
        "某县水务局　二〇二六年一月二十日",
        "（某县水务局 2026年1月20日）",
        "某县水务局\n二◯二六年元月二十日",
        "某县水务局\n二О二六年一月廿日",
    ],
)
def test_both_on_one_line_and_other_spellings(line: str) -> None:
    text = fold(f"一、主要举措\n开展检查4次。\n{line}\n").text
    found = find_tail(text)
    assert found.date is not None
    assert found.date.iso == "2026-01-20"
    assert found.signature is not None
    assert text[slice(*found.signature)].removesuffix("(盖章)") == "某县水务局"
    assert text[: found.start].rstrip().endswith("4次。")
