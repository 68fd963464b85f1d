"""One spelling for what a reader takes as the same, and the way back to the offsets of the original."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from checker.text.fold import fold, fold_pattern
from tests.tables import every_row

PIECES = st.sampled_from(
    [
        "统(tǒng)",
        "籌(chóu)",
        "执(zhí)行",
        "(一)",
        "（二）",
        "，",
        "甲",
        "2０2４",
        "—",
        "～",
        "\u3000",
        "\n",
        "(a)",
        "(ABC)",
        "推進(jìn)",
        "😀",
        "％",
    ]
)
TEXTS = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=25).map("".join))


@every_row(
    ("text", "folded"),
    [
        ("（一）甲，乙；丙：丁！戊？", "(一)甲,乙;丙:丁!戊?"),
        ("２０２４年９８．５％", "2024年98.5%"),
        ("2021—2025、2021－2025、2021～2025、2021–2025", "2021-2025、2021-2025、2021-2025、2021-2025"),
        ("\u3000\u3000一、\u00a0甲\t乙", "  一、 甲 乙"),
        ("「甲」『乙』", "“甲”‘乙’"),
        ("《甲》〈乙〉“丙”、。…·〔1〕", "《甲》〈乙〉“丙”、。…·〔1〕"),
        ("［甲］﹝乙﹞", "[甲]〔乙〕"),
        ("法治政府建設年度報告", "法治政府建设年度报告"),
        ("依法治縣，國務院", "依法治县,国务院"),
        ("統(tǒng)籌(chóu)推進(jìn)", "统筹推进"),
        ("實(shí)施情況的報告", "实施情况的报告"),
        ("(一)统筹(a)推进(PPP)", "(一)统筹(a)推进(PPP)"),
        ("國(guó)家", "国家"),
        ("(tǒng)甲", "(tǒng)甲"),
        ("①㈠⒈⑴", "①㈠⒈⑴"),
        ("⼈⺠政府、⻄藏", "人民政府、西藏"),
        ("行\ufa08政\uf9e4", "行行政理"),
        ("负\U000e0101责\ufe00人", "负责人"),
        ("公\u200b安\u00ad局\ufeff", "公安局"),
        ("二◯二六年一月\ue78d甲\ue78e", "二○二六年一月,甲。"),
        ("某 县 水 务 局 2025 年 法 治 政 府 建 设 情 况 报 告", "某县水务局2025年法治政府建设情况报告"),
        (
            "某局关于法治政府建设情况的报　告\n汇报 告知\n工作总  结 \n",
            "某局关于法治政府建设情况的报告\n汇报 告知\n工作总结 \n",
        ),
        ("索 引 号:0001  名 称:某", "索引号:0001  名 称:某"),
        ("某局2 0 2 5年报告\n2 0 2 6年1月1 6日 1 2 3", "某局2025年报告\n2026年1月16日 1 2 3"),
        ("共1 2 件 前1 2年 表1 2月 12 2025年", "共1 2 件 前1 2年 表1 2月 12 2025年"),
        ("首页 走进某区 新闻中心 政务 服务", "首页 走进某区 新闻中心 政务 服务"),
        ("一、 总体情况 全年办理120 件", "一、 总体情况 全年办理120 件"),
        (
            f"1 总体{'情况' * 99}\n截至 2025 年 12 月，办理 8 件。附件1 某表",
            f"1 总体{'情况' * 99}\n截至2025年12月,办理8件。附件1 某表",
        ),
        (
            f"{'情况' * 99}\n某局报告 2025-01-22 来源：某局 2025年，共 9 起",
            f"{'情况' * 99}\n某局报告 2025-01-22 来源:某局 2025年,共9起",
        ),
        ("甲局\n— 3 —\n\n2026年", "甲局\n\n2026年"),
        ("甲，\n第 3 页 共 9 页\n\n乙", "甲,乙"),
        ("甲。\n- 1 -\n机密\n乙。\n- 2 -\n机密\n丙", "甲。\n机密\n乙。\n丙"),
        ("页眉\n甲。\n- 1 -\n页眉\n乙。\n- 2 -\n页眉\n丙", "页眉\n甲。\n乙。\n丙"),
        (f"甲{'。' * 400}\n1\n乙{'。' * 400}\n2\n丙", f"甲{'。' * 400}\n乙{'。' * 400}\n丙"),
        ("甲\n1\n乙\n2\n丙", "甲\n1\n乙\n2\n丙"),
        ("", ""),
    ],
)
def test_folded(text: str, folded: str) -> None:
    assert fold(text).text == folded


SPREAD = (
    "某县 水务 局坚 持依 法行 政 ，深入 学习 贯彻 宪法 和法 律法 规，认真 落实 各项 任务 。\n"
    "一、推进 法治 政府 建设 的主 要举 措\n"
    "（一）局党 组全 年召 开党 组会 12次，研究 法治 建设 议题 9个，印发 要点 1份 。"
)


def test_blanks_that_recognition_has_put_between_characters() -> None:
    folded = fold(SPREAD)
    assert folded.text.replace("(", "（").replace(")", "）") == SPREAD.replace(" ", "").replace("，", ",")
    at = folded.text.index("宪法")
    assert SPREAD[folded.origin(at) : folded.origin_end(at + 2)] == "宪法"


@every_row("indent", ["", "　　"])
def test_lines_wrapped_at_a_width_of_which_digits_take_half(indent: str) -> None:
    paragraph = indent + "全年共开展各类检查1234次，发现问题567个，出动执法人员2345人次，办理案件89件。"
    text = "\n".join([paragraph * 6] if not indent else [paragraph] * 12)
    lines = []
    for whole in text.split("\n"):
        lines.append("")
        room = 20.0
        for char in whole:
            if room < 1:
                lines.append("")
                room = 20.0
            lines[-1] += char
            room -= 0.5 if char.isascii() else 1
    assert fold("\n".join(lines)).text == fold(text).text


def test_lines_stay_lines() -> None:
    assert fold("甲\r\n乙\n丙\u2028丁").text.count("\n") == 2


@given(TEXTS)
def test_each_character_leads_back_to_its_own(text: str) -> None:
    folded = fold(text)
    origins = [folded.origin(offset) for offset in range(len(folded.text))]
    assert origins == sorted(set(origins)), "in order, none twice"
    for offset, origin in enumerate(origins):
        assert fold(text[origin]).text in (folded.text[offset], text[origin])
    assert folded.keeps_offsets == (len(folded.text) == len(text))


@given(TEXTS, st.integers(0, 60), st.integers(0, 60))
def test_a_range_leads_back_to_a_range(text: str, one: int, other: int) -> None:
    folded = fold(text)
    start, end = sorted((min(one, len(folded.text)), min(other, len(folded.text))))
    if start < end:
        first, last = folded.origin(start), folded.origin_end(end)
        assert 0 <= first < last <= len(text)
        assert folded.text[start:end] in fold(text[first:last]).text or not folded.keeps_offsets
        assert last - first >= end - start


@given(TEXTS)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    once = fold(text).text
    if "(" not in once:  # a reading that another one hid may come to light
        assert fold(once).text == once


def test_offsets_behind_a_reading() -> None:
    text = "統(tǒng)籌(chóu)推進"
    folded = fold(text)
    assert [folded.origin(offset) for offset in range(4)] == [text.index(char) for char in "統籌推進"]
    assert folded.origin_end(2) == text.index("籌") + 1
    assert folded.origin_end(0) == 0


def test_a_simplified_text_keeps_its_characters() -> None:
    """Characters that only look traditional (于, 征, 干) stay in a text that is simplified."""
    text = "关于征收干部乾隆著作"
    assert fold(text).text == text


def test_syntax_of_patterns_stays() -> None:
    for pattern in (r"^(一|二)[^甲]{0,3}\d+$", "法 ?治 ?政 ?府 ?(部门|机关)? ?建 ?设"):
        assert fold_pattern(pattern) == pattern
