"""Skeletons: unfilled they are as good as empty, filled in as they say they pass; for any pack."""

from __future__ import annotations

import io
import re

import pytest

from checker.document.model import bare_document
from checker.drafting import DraftRequest, draft
from checker.drafting.brief import LONGEST, MOST, previous_report
from checker.drafting.skeleton import FORMS, is_recognised
from checker.engine import judge, observe_by
from checker.readers import read_bytes
from checker.rulebook.load import load_pack
from tests.conftest import shipped
from tests.drafting.filling import BLANK, filled
from tests.rulebook.test_docs import DOCS
from tests.tables import every_row

PACKS = ["national", "guangdong", "hubei", "shenzhen", "county"]
WANTED = DraftRequest("某市某局", 2026)


@pytest.fixture(scope="module", params=PACKS)
def pack(request):
    return load_pack(request.param)


def states(text, pack):
    return {item.rule.id: (item.state, item.reason) for item in judge(bare_document(text), pack).items}


def test_the_skeleton_itself_fails_as_if_it_were_empty(pack):
    skeleton = draft(pack, WANTED)
    assessment = judge(bare_document(skeleton.text), pack)
    came = {item.rule.id: item for item in assessment.items}
    assert assessment.verdict == "fail"
    assert is_recognised(pack, skeleton)
    assert came["placeholder"].values["count"] == skeleton.text.count("【")
    asked = {rule.id for rule in pack.rules if rule.check == "part"}
    assert {came[rule].reason for rule in asked} == {"empty"}
    parts = [item for item in came.values() if {"part", "by"} & set(item.rule.options) and item.rule.id not in asked]
    assert {item.state for item in parts} <= {"skip", "fail"}
    assert not any("【" in quote.text for item in came.values() if item.state != "fail" for quote in item.evidence)


def test_filled_in_as_it_says_it_passes(pack):
    text = filled(draft(pack, WANTED).text)
    assert "【" not in text
    assessment = judge(bare_document(text), pack)
    gaps = [(item.rule.id, item.reason) for item in assessment.items if item.state in ("fail", "partial")]
    assert assessment.verdict == "pass", gaps
    assert gaps == []
    assert assessment.score.points >= 90


def test_its_parts_are_those_of_the_pack_in_their_order(pack):
    report = observe_by(bare_document(draft(pack, WANTED).text), pack)
    wanted = [name for name, part in pack.parts.items() if not part.get("within")]
    found = [[name for name in section.parts if name in wanted] for section in report.outline.sections]
    assert found == [[name] for name in wanted]


@pytest.mark.parametrize("suffix", FORMS)
def test_every_form_is_read_as_the_same_report(national, suffix):
    if suffix == ".docx":
        pytest.importorskip("docx", reason="PYTHON-DOCX IS NOT INSTALLED: documents are not written")
    skeleton = draft(national, WANTED)
    data = FORMS[suffix](skeleton)
    assert FORMS[suffix](skeleton) == data
    read = read_bytes(data, f"某市某局{suffix}")
    text = read.text
    assert len(BLANK.findall(text)) == skeleton.text.count("【")
    assert states(text, national) == states(skeleton.text, national)
    assert judge(bare_document(filled(text)), national).verdict == "pass"


def test_a_document_of_word_filled_in_by_word_passes(national):
    docx = pytest.importorskip("docx", reason="PYTHON-DOCX IS NOT INSTALLED: documents are not written")
    opened = docx.Document(io.BytesIO(FORMS[".docx"](draft(national, WANTED))))
    lines = filled("\n".join(paragraph.text for paragraph in opened.paragraphs)).split("\n")
    for paragraph, line in zip(opened.paragraphs, lines, strict=True):
        if paragraph.runs:
            paragraph.runs[0].text = line
    out = io.BytesIO()
    opened.save(out)
    assert judge(read_bytes(out.getvalue(), "某市某局.docx"), national).verdict == "pass"


@pytest.mark.parametrize(("filer", "least"), [("department", 5), ("township", 4), ("government", 7)])
def test_what_is_asked_for_depends_on_the_filer(national, filer, least):
    assert f"至少写{least}个方面" in draft(national, DraftRequest("某市某局", 2026, filer)).text


@pytest.mark.parametrize(
    ("unit", "day"),
    [("某市某局", "3月1日前"), ("某县人民政府", "3月1日前"), ("某市人民政府", "4月1日前"), ("某单位", None)],
)
def test_the_day_it_is_due_is_that_of_its_kind_of_unit(national, unit, day):
    date = draft(national, DraftRequest(unit, 2026)).blocks[-1].text
    assert (day in date) if day else ("前报" not in date)


def test_guidance_in_english_is_recognised_too(national):
    skeleton = draft(national, WANTED, "en")
    assert "【To write: " in skeleton.text
    assert is_recognised(national, skeleton)
    assert states(skeleton.text, national)["part-measures"] == ("fail", "empty")


def test_a_pack_for_another_report_needs_no_code(tmp_path):
    path = tmp_path / "jieneng.yaml"
    path.write_text(DOCS.split("```yaml\n")[1].split("```")[0], encoding="utf-8")
    pack = load_pack(str(path), cache=False)
    skeleton = draft(pack, DraftRequest("某市", 2025))
    assert skeleton.title == "某市2025年节能工作年度报告"
    headings = ["一、用能情况", "二、节能措施", "三、2026年节能工作安排"]
    assert [block.text for block in skeleton.blocks if block.level == 1] == headings
    assert "现将2025年节能工作情况报告如下。" in skeleton.text
    assert "| 用电 |  |  |" in skeleton.text
    assert is_recognised(pack, skeleton)


LAST = """某市某局2025年度法治政府建设情况报告
一、主要举措和成效
开展检查40次，办案12件。
二、存在的不足和原因
（一）执法力量不足。主要原因是编制紧张。
（二）联系人13812345678没有公开【内部】。主要原因是疏忽。
四、2026年主要安排
一是充实执法力量，6月底前调配4人。二是创新普法形式，开展宣讲12场。三是{long}。
某市某局
2026年1月15日
"""


def test_last_years_plan_and_shortcomings_are_to_be_answered(national):
    last = judge(bare_document(LAST.format(long="很" * 200)), national).report
    earlier = previous_report(last, national)
    assert earlier.year == 2025
    assert earlier.items["next-plan"][:2] == ("充实执法力量，6月底前调配4人", "创新普法形式，开展宣讲12场")
    assert all(len(words) <= LONGEST + 2 for words in earlier.items["next-plan"])
    skeleton = draft(national, DraftRequest("某市某局", 2026, None, earlier))
    measures = skeleton.text.partition("二、存在")[0]
    assert "“充实执法力量，6月底前调配4人”" in measures
    assert "“执法力量不足”" in measures
    assert "13812345678" not in skeleton.text
    assert is_recognised(national, skeleton)
    assert states(skeleton.text, national)["part-measures"] == ("fail", "empty")
    assert judge(bare_document(filled(skeleton.text)), national).verdict == "pass"


def test_of_a_long_list_only_the_first_are_taken_up(national):
    plan = "".join(
        f"（{number}）安排第{number}件事，按时完成。\n" for number in "一二三四五六七八九十" for _ in range(1)
    )
    text = LAST.format(long="完成").replace("一是充实", plan * 3 + "一是充实")
    earlier = previous_report(judge(bare_document(text), national).report, national)
    assert all(len(items) <= MOST for items in earlier.items.values())


@every_row("nasty", ["】【待填：x】", "\x00\x1b[31m", "<b>&", "\u202e", "]](", "$base", "{year}"])
def test_what_an_earlier_report_says_stays_guidance(national, nasty):
    text = LAST.format(long=f"推进{nasty}工作")
    last = judge(bare_document(text), national).report
    skeleton = draft(national, DraftRequest("某市某局", 2026, None, previous_report(last, national)))
    assert is_recognised(national, skeleton)
    assert states(skeleton.text, national)["part-measures"] == ("fail", "empty")
    for form in FORMS.values():
        assert form(skeleton)


@pytest.mark.parametrize("suffix", [".txt", ".docx", ".md"])
def test_tables_of_a_pack_are_printed_and_read_back(suffix):
    openness = shipped("xinxi-gongkai")
    data = FORMS[suffix](draft(openness, WANTED))
    name = f"提纲{suffix}"
    found = {item.rule.id: (item.state, item.reason) for item in judge(read_bytes(data, name), openness).items}
    assert found["table-proactive"] == found["table-requests"] == ("fail", "empty")
    if suffix == ".txt":
        text = re.sub(r"\|  (?=\|)", "| 0 ", data.decode())
        came = states(text, openness)
        tables = ("table-proactive", "table-requests", "table-disputes", "requests-balance", "requests-results")
        assert {came[rule][0] for rule in tables} == {"pass"}
