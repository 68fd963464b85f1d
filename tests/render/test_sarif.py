"""SARIF, held against its schema and read by a library for it."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import unquote_to_bytes

import jsonschema
import pytest

from checker.document.model import SourceMap
from checker.engine import judge
from checker.engine.model import Quote
from checker.readers import read_path
from tests.conftest import shipped
from tests.render.assessments import FIFTH_LINE, TEXT, assessment, item, quote, rule
from tests.render.outputs import BROKEN, HOSTILE, THIRD_PAGE, WAIVED, hostile, render
from tests.tables import every_row

SCHEMA = json.loads((Path(__file__).parents[1] / "data" / "sarif" / "sarif-2.1.0.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker())
SAMPLES = sorted((Path(__file__).parents[2] / "samples").glob("*.txt"))


def run_of(*assessments, **view):
    log = json.loads(render("sarif", *assessments, **view))
    VALIDATOR.validate(log)
    from sarif_pydantic import Sarif  # only here: every process of the tests reads this file

    assert len(Sarif.model_validate(log).runs) == 1
    (run,) = log["runs"]
    return run


def test_nothing_is_valid_too():
    run = run_of()
    assert run["results"] == []
    assert run["invocations"] == [{"executionSuccessful": True, "toolExecutionNotifications": []}]


def test_a_gap_and_its_rule():
    at = TEXT.index("执法力量")
    found = Quote("执法力量不足", at, at + 6, SourceMap(TEXT))
    pack = assessment().pack._replace(rules=(rule("causes"), rule("other")))
    run = run_of(assessment(item("causes", severity="error", evidence=(found,)), item("b", "pass"), pack=pack))
    (result,) = run["results"]
    assert (result["ruleId"], result["level"]) == ("causes", "error")
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == "causes"
    (location,) = result["locations"]
    assert location["physicalLocation"] == {
        "artifactLocation": {"uri": "reports/a.txt", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 5, "startColumn": 1, "endLine": 5, "endColumn": 7},
    }
    told = run["tool"]["driver"]["rules"][0]
    assert told["shortDescription"]["text"] == "要求causes"
    assert "督察工作规定》第二十四条" in told["help"]["markdown"]
    assert told["help"]["markdown"].endswith("补上{{what}}")
    assert told["defaultConfiguration"] == {"level": "warning"}
    assert told["properties"] == {"group": "structure", "weight": 1.0, "tags": ["结构"]}
    assert [one["id"] for one in run["tool"]["driver"]["rules"]] == ["causes", "other"]
    assert (run["language"], run["columnKind"]) == ("zh-CN", "unicodeCodePoints")


def test_levels():
    gaps = [item(severity, severity=severity) for severity in ("error", "warning", "advice")]
    levels = {one["ruleId"]: one["level"] for one in run_of(assessment(*gaps))["results"]}
    assert levels == {"error": "error", "warning": "warning", "advice": "note"}


def test_what_is_absent_stands_at_a_point():
    (result,) = run_of(assessment(item("a", evidence=(quote("", 44),))))["results"]
    region = result["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 5, "startColumn": 1, "endLine": 5, "endColumn": 1}


def test_a_page_has_no_region_but_a_name():
    (result,) = run_of(assessment(item("a", evidence=(quote(place=THIRD_PAGE), quote("再一处")))))["results"]
    (location,) = result["locations"]
    assert "region" not in location["physicalLocation"]
    (logical,) = location["logicalLocations"]
    assert (logical["name"], logical["fullyQualifiedName"], logical["kind"]) == ("第3页", "page 3", "page")
    assert "第3页 “执法力量不足”" in result["message"]["text"]
    assert result["relatedLocations"][0]["message"]["text"] == "再一处"


def test_a_waived_gap_is_suppressed():
    results = run_of(assessment(item("a", waived=WAIVED), item("b")))["results"]
    assert [one["ruleId"] for one in results] == ["b", "a"]
    assert results[0]["suppressions"] == []
    (suppression,) = results[1]["suppressions"]
    assert (suppression["kind"], suppression["justification"]) == ("external", WAIVED["reason"])
    assert suppression["properties"]["approver"] == WAIVED["approver"]


def test_an_unreadable_input_is_a_notification():
    run = run_of(BROKEN, assessment(item("a")))
    (invocation,) = run["invocations"]
    assert not invocation["executionSuccessful"]
    (notice,) = invocation["toolExecutionNotifications"]
    assert notice["descriptor"] == {"id": "empty"}
    assert "文件是空的" in notice["message"]["text"]
    assert [one["properties"]["verdict"] for one in run["artifacts"]] == ["unreadable", "fail"]


def fingerprint(made):
    (result,) = run_of(made)["results"]
    return result["partialFingerprints"]["checker/v1"]


def test_a_fingerprint_stays_when_lines_move():
    one = fingerprint(assessment(item("a", evidence=(quote(start=44),))))
    assert one == fingerprint(
        assessment(item("a", evidence=(quote("执法 力量\n不足", 90, FIFTH_LINE._replace(line=9)),)))
    )
    assert one != fingerprint(assessment(item("b", evidence=(quote(start=44),))))
    assert one != fingerprint(assessment(item("a", evidence=(quote("经费不足"),))))


def test_a_fingerprint_does_not_depend_on_other_reports():
    made = assessment(item("a"))
    first, second = run_of(made, made._replace(path="b.txt"))["results"]
    assert first["partialFingerprints"] == second["partialFingerprints"]


@every_row(
    ("path", "uri"),
    [
        ("报告/a b.txt", "%E6%8A%A5%E5%91%8A/a%20b.txt"),
        ("a#b?c%d:e.txt", "a%23b%3Fc%25d%3Ae.txt"),
        ("/srv/a.txt", "file:///srv/a.txt"),
        ("C:/报/a.txt", "file:///C:/%E6%8A%A5/a.txt"),
        ("//server/share/a.txt", "file://server/share/a.txt"),
        ("-", "file:///dev/stdin"),
        ("a\udcff.txt", "a%FF.txt"),
    ],
)
def test_uris(path, uri):
    run = run_of(assessment(item("a"), path=path))
    location = run["artifacts"][0]["location"]
    assert location["uri"] == uri
    assert ("uriBaseId" in location) == (not uri.startswith("file:"))


@every_row("words", HOSTILE)
def test_hostile_words_stay_words(words):
    output = render("sarif", hostile(words))
    assert output.replace("\n", "").isprintable()
    output.encode("utf-8")
    run = run_of(hostile(words))
    assert len(run["results"]) == 2
    message = run["results"][0]["message"]["text"]
    assert "](" not in message
    assert not set("{}") & set(message.replace("{{", "").replace("}}", ""))
    assert b".txt" in unquote_to_bytes(run["artifacts"][0]["location"]["uri"])


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_real_reports(lang):
    made = [judge(read_path(str(path)), shipped("national")) for path in SAMPLES]
    run = run_of(*made, lang=lang)
    assert len(run["tool"]["driver"]["rules"]) == len(shipped("national").rules)
    assert len(run["results"]) == sum(one.state in ("fail", "partial") for report in made for one in report.items)
    lines = {path.name: path.read_text(encoding="utf-8-sig").split("\n") for path in SAMPLES}
    for result in run["results"]:
        (location,) = result["locations"]
        region = location["physicalLocation"]["region"]
        text = lines[location["physicalLocation"]["artifactLocation"]["uri"].rpartition("/")[2]]
        if region["startLine"] == region["endLine"] and "message" in location:
            words = text[region["startLine"] - 1][region["startColumn"] - 1 : region["endColumn"] - 1]
            said = location["message"]["text"]
            assert "".join(words.split()).startswith("".join(said.rstrip("…").split())) or "U+" in said


def test_same_input_same_bytes():
    made = [assessment(item("a"), item("b", waived=WAIVED)), BROKEN]
    assert render("sarif", *made) == render("sarif", *made)
