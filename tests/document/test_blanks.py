"""What is still to be written: told by the words of the pack, left out of everything that is seen."""

from __future__ import annotations

import re

from checker.document.boilerplate import with_numbers
from checker.document.model import bare_document
from checker.document.parts import part_view
from checker.engine import judge
from checker.text.span import Span
from tests.tables import every_row

HEAD = "某市某局2026年度法治政府建设情况报告\n一、主要举措和成效\n"


@every_row(
    "line",
    [
        "【待填：全年开展检查多少次】",
        "（一）【待填：小标题】",
        "1.【请填写办案件数】。",
        "一是【待填】；",
        "  （二）[请填写情况]",
        "（请在此填写全年情况）",
        "**【待填：小标题】**",
        "- 【待填：第一条】【待填：第二条】",
    ],
)
def test_a_line_of_guidance_holds_no_word(observed, line):
    report = observed(HEAD + line)
    assert report.blanks
    assert part_view(report, "measures").words == 0
    assert len(report.text) == len(HEAD + line)


@every_row(
    "line",
    [
        "核实线索2条（待核实1条）。",
        "印发《条例（草案）》【征求意见稿】。",
        "建立“请写一封家书”活动台账（写明参加人数）。",
        "完善[2026]12号文件，填写检查记录40份。",
        "【导语】全年开展检查40次。",
        "推行“待填报事项清单”（填报单位：某局）。",
    ],
)
def test_other_words_between_brackets_are_words(observed, line):
    report = observed(HEAD + line)
    assert report.blanks == ()
    assert report.with_blanks() is report


def test_what_is_written_beside_a_blank_stays(observed):
    report = observed(HEAD + "（一）规范执法。开展检查[请填写次数]次，培训4期。")
    assert "规范执法。开展检查□" in report.text
    assert "次,培训4期" in report.text


def test_a_line_is_taken_whole_only_where_nothing_else_stands_in_it():
    text = "1.aa,bb。\ncc aa\n(1)aa"
    blanks = [Span(2, 4), Span(5, 7), Span(12, 14), Span(18, 20)]
    assert with_numbers(text, blanks) == (Span(0, 8), Span(12, 14), Span(15, 20))


def test_guidance_is_evidence_of_nothing(national):
    guided = (
        HEAD
        + "【待填：局主要负责人主持会议6次，开展检查40次，办案12件；主要原因是编制紧张；2025年重复，法制观念】\n" * 3
    )
    said = {item.rule.id: item for item in judge(bare_document(guided), national).items}
    assert said["part-measures"].reason == "empty"
    assert said["placeholder"].state == "fail"
    assert "3" in str(said["placeholder"].values["count"])
    assert {said[rule].state for rule in ("fr-acts", "sum-consistency", "figure-conflict")} == {"skip"}
    assert {said[rule].reason for rule in ("measures-figures", "measures-areas")} == {"none"}
    assert {said[rule].state for rule in ("repeated-text", "term-fazhi", "year-consistency")} == {"pass"}


def test_a_private_number_in_a_blank_is_private(national):
    text = HEAD + "【待填：联系电话13812345678】\n开展检查40次。"
    assessment = judge(bare_document(text), national)
    assert {item.rule.id: item.state for item in assessment.items}["privacy-phone"] == "fail"
    assert "13812345678" not in assessment.document.text
    assert not any("13812345678" in quote.text for item in assessment.items for quote in item.evidence)


def test_a_signature_above_an_unwritten_date_is_seen(observed):
    report = observed(HEAD + "开展检查40次。\n某市某局\n【待填：成文日期，如2027年2月20日】")
    assert report.tail.signature is not None
    assert report.date is None


def test_many_blanks_take_linear_time(observed):
    report = observed(HEAD + "【待填：" * 20000 + "】\n" + "（一）【待填】" * 20000)
    assert report.blanks


def test_what_the_pack_says_to_authors_is_no_report(national, observed):
    """What rules tell authors to write, pasted without brackets, is not taken for what a report says."""
    said = [text["zh"] for rule in national.rules for text in (rule.prompt, rule.fix) if text]
    pieces = [piece for words in said for piece in re.split("[。；;]", words) if len(piece) > 16 and "{" not in piece]
    assert len(pieces) > 40
    assert re.findall(r"[^\W\d_]{2,}", observed("\n".join(pieces)).text) == []


def test_a_part_that_holds_guidance_alone_is_judged(judged):
    items = {
        item.rule.id: item
        for item in judged(HEAD + "检查40次。\n四、2027年主要安排\n（一）第1条，写法同第一条。").items
    }
    assert (items["plan-measurable"].state, items["plan-measurable"].reason) == ("fail", "none")
    assert items["placeholder"].state == "fail"
