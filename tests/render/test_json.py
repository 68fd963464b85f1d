"""The JSON document, held against its published schema."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema

import checker.render
from checker.engine.model import Assessment
from checker.errors import UnreadableError
from checker.render import RenderOptions, create
from checker.rulebook.model import Basis
from checker.waivers import Ledger, Waiver
from tests.render.assessments import CAPPED, TEXT, assessment, extracted, item
from tests.tables import every_row

SCHEMA = json.loads((Path(checker.render.__file__).parent / "result.schema.json").read_text(encoding="utf-8"))
BROKEN = Assessment("b.txt", UnreadableError("empty", path="b.txt"))


def text(*assessments, **view):
    renderer = create("json", RenderOptions(**view))
    return "".join([renderer.add(one, met=one.verdict == "pass") for one in assessments] + [renderer.end()])


def valid(*assessments, **view):
    result = json.loads(text(*assessments, **view))
    jsonschema.Draft202012Validator(SCHEMA).validate(result)
    return result


def test_schema_is_one():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@every_row(
    "assessments",
    [
        [],
        [BROKEN],
        [assessment(item("a"), item("b", "pass"), item("c", "skip", evidence=()))],
        [assessment(item("a"), score=None), BROKEN],
        [assessment(item("part"), score=CAPPED)],
        [assessment(item("a", table=({"item": 1, "answers": [2]},), basis=(Basis("", ""),)))],
    ],
)
def test_every_document_is_valid(assessments):
    result = valid(*assessments)
    assert result["summary"]["files"] == len(assessments)


def test_contract_of_a_judged_report():
    result = valid(assessment(item("causes", severity="error"), score=CAPPED))
    (report,) = result["reports"]
    assert result["schema"] == "checker-result/1"
    assert result["summary"] == {"files": 1, "passed": 0, "failed": 1, "unreadable": 0}
    assert (report["path"], report["state"], report["verdict"]) == ("reports/a.txt", "judged", "fail")
    assert report["pack"] == {"id": "fake", "version": "1.0", "digest": "sha256:" + "ab" * 32}
    assert report["document"] == {
        "format": "txt", "genre": "annual-report", "title": "某局2025年度法治政府建设情况报告", "issuer": "某局",
        "filer": "department", "region": "广东省", "year": 2025, "date": None, "published": None,
        "characters": len("".join(TEXT.split())), "extraction": None,
    }  # fmt: skip
    assert report["score"] == {
        "points": 59.0, "of": 100, "grade": "不合格", "cap": {"points": 59.0, "rule": "part"}, "uncapped": 82.25,
        "with_waivers": None,
    }  # fmt: skip
    (section,) = report["sections"]
    assert (section["number"], section["heading"], section["line"], section["column"]) == (
        "一",
        "一、主要举措和成效",
        2,
        1,
    )
    (found,) = report["items"]
    assert found == {
        "rule": "causes", "group": "structure", "title": "要求causes", "state": "fail", "reason": "missing",
        "severity": "error", "credit": 0.0, "earned": 0.0, "possible": 5.0, "gain": 5.0, "waived": None, "baseline": None,
        "message": "没有原因", "note": None, "fix": "补上原因", "effort": "hours",
        "basis": [{"instrument": "督察工作规定", "clause": "第二十四条", "standing": "regulation"}],
        "evidence": [
            {"quote": "执法力量不足", "start": 44, "end": 50, "line": 5, "column": 1, "page": None, "paragraph": None}
        ],
    }  # fmt: skip


def test_what_is_waived_stays_and_says_why():
    ledger = Ledger([Waiver("causes", "**", None, "甲", "某局", None, "2026-12-31", 3)], "w.yaml", "2026-03-01")
    made = ledger.apply(assessment(item("causes"), item("order")))
    result = valid(made, ledger=ledger)
    (report,) = result["reports"]
    first, second = report["items"]
    assert first["waived"] == {"reason": "甲", "approver": "某局", "granted": None, "expires": "2026-12-31"}
    assert (first["state"], first["fix"], first["effort"], second["waived"]) == ("fail", "补上原因", "hours", None)
    assert report["score"]["points"] == 71.5
    assert report["score"]["with_waivers"] == {"points": 76.5, "grade": "合格"}
    assert result["waivers"] == [
        {"rule": "causes", "path": "**", "quote": None, "reason": "甲", "approver": "某局", "granted": None,
         "expires": "2026-12-31", "line": 3, "state": "used", "reports": 1, "items": 1},
    ]  # fmt: skip


def test_no_waivers_are_no_list_of_them():
    assert valid(assessment(item("causes")))["waivers"] is None
    assert valid(BROKEN, ledger=Ledger([], "w.yaml", "2026-03-01"))["waivers"] == []


def test_how_the_text_was_taken_out():
    made = extracted(
        assessment(item("causes"), item("order", "pass")), pages=3, recognised=0.51234, warnings=("turned-text",)
    )
    (report,) = valid(made)["reports"]
    assert report["document"]["extraction"] == {
        "pages": 3, "recognised": 0.5123, "joined": 0, "skipped": {"image": 1}, "converter": None, "doubtful": True,
        "warnings": [{"code": "turned-text", "message": "有竖排或转了方向的文字，没有读", "pages": []}],
    }  # fmt: skip
    first, second = report["items"]
    assert "请先对照原文件" in first["note"]
    assert second["note"] is None


def test_a_text_taken_out_well_is_no_excuse():
    (report,) = valid(extracted(assessment(item("causes")), converter="LibreOffice 7.4"))["reports"]
    assert report["document"]["extraction"]["converter"] == "LibreOffice 7.4"
    assert report["items"][0]["note"] is None


def test_contract_of_an_unreadable_report():
    (report,) = valid(BROKEN)["reports"]
    assert (report["state"], report["reason"]) == ("unreadable", "文件是空的，没有任何文字。")
    assert report["error"]["code"] == "empty"
    assert {name for name, value in report.items() if value is None} == {
        "pack", "document", "sections", "score", "verdict", "met", "items",
    }  # fmt: skip


def test_english():
    (report,) = valid(assessment(item("causes")), lang="en")["reports"]
    assert report["items"][0]["message"] == "no 原因"
    assert report["items"][0]["basis"][0]["clause"] == "Article 24"


@every_row("hostile", ["\x1b[31m", "\x9b2J", "\x7f", "\u202e", "\u2028", "\ud800"])
def test_nothing_that_a_terminal_would_act_upon(hostile):
    made = assessment(item("causes", values={"what": hostile}), path=f"a{hostile}.txt")
    output = text(made)
    assert output.replace("\n", "").isprintable()
    output.encode("utf-8")
    if hostile != "\ud800":
        assert json.loads(output)["reports"][0]["path"] == f"a{hostile}.txt"


def test_same_input_same_bytes():
    made = [assessment(item("a"), item("b", "pass")), BROKEN]
    assert text(*made) == text(*made)
