"""Annotations of GitHub Actions and Code Quality of GitLab, read as the forges read them."""

from __future__ import annotations

import json
import re

from tests.render.assessments import assessment, item, quote
from tests.render.outputs import BROKEN, HOSTILE, THIRD_PAGE, WAIVED, hostile, render
from tests.tables import every_row

# As the runner reads a line of the log (actions/runner, ActionCommand.TryParseV2).
COMMAND = re.compile(r"^::(?P<level>\w+)(?: (?P<fields>.*?))?::(?P<message>.*)$")
DATA = (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%"))


def decoded(value):
    for code, char in DATA:
        value = value.replace(code, char)
    return value


def annotations(*assessments, **view):
    found = []
    for line in render("github", *assessments, **view).split("\n"):
        match = COMMAND.match(line)
        if match:
            fields = dict(field.split("=", 1) for field in (match["fields"] or "").split(",") if field)
            found.append(
                (match["level"], {key: decoded(value) for key, value in fields.items()}, decoded(match["message"]))
            )
        else:
            assert not line.lstrip().startswith(("::", "##["))
    return found


def test_an_annotation():
    ((level, fields, message),) = annotations(assessment(item("causes", severity="error"), item("b", "pass")))
    assert level == "error"
    assert fields == {"file": "reports/a.txt", "line": "5", "col": "1", "title": "要求causes [causes]"}
    assert message == "“执法力量不足”：没有原因依据：《督察工作规定》第二十四条。整改（几小时）：补上原因"


def test_a_page_is_told():
    ((_, fields, message),) = annotations(assessment(item("a", evidence=(quote(place=THIRD_PAGE),))))
    assert "line" not in fields
    assert message.startswith("第3页 “执法力量不足”")


def test_what_ends_a_value_is_encoded():
    made = assessment(item("a", title={"zh": "甲,乙:丙%2C"}, values={"what": "100%::x"}), path="a,b:c%.txt")
    ((_, fields, message),) = annotations(made)
    assert fields["file"] == "a,b:c%.txt"
    assert fields["title"] == "甲,乙:丙%2C [a]"
    assert "没有100%::x" in message


def test_no_more_than_a_run_shows_and_the_worst_of_each_report_first():
    gaps = [
        item(f"{severity}-{number}", severity=severity)
        for severity in ("advice", "warning", "error")
        for number in range(8)
    ]
    found = annotations(assessment(*gaps), assessment(*gaps, path="b.txt"), BROKEN)
    levels = [level for level, _, _ in found]
    assert {level: levels.count(level) for level in levels} == {"error": 10, "warning": 10, "notice": 10}
    assert levels == sorted(levels, key=["error", "warning", "notice"].index)
    assert found[0][1]["file"] == "b.txt"
    assert found[0][1]["title"] == "未检查"
    assert [one[1]["file"] for one in found[1:5]] == ["reports/a.txt", "b.txt"] * 2
    assert "必改 7，应改 6，建议 7" in found[-1][2]


def test_ten_are_shown_without_a_count():
    assert len(annotations(assessment(*[item(str(number), severity="advice") for number in range(10)]))) == 10


def test_a_waived_gap_is_a_line_of_the_log():
    output = render("github", assessment(item("a", waived=WAIVED)))
    assert (
        output
        == "  reports/a.txt  要求a [a]  豁免理由：主管部门同意另行报送（批准：某局办公室；有效期至 2026-12-31）\n"
    )


@every_row("words", HOSTILE)
def test_hostile_words_are_no_command(words):
    output = render("github", hostile(words))
    assert output.replace("\n", "").isprintable()
    found = annotations(hostile(words))
    assert [level for level, _, _ in found] == ["warning"]
    assert set(found[0][1]) == {"file", "line", "col", "title"}


def quality(*assessments, **view):
    found = json.loads(render("gitlab", *assessments, **view))
    for entry in found:
        assert set(entry) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert entry["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert entry["location"]["lines"]["begin"] >= 1
    assert len({entry["fingerprint"] for entry in found}) == len(found)
    return found


def test_code_quality():
    made = assessment(item("causes", severity="error"), item("b", "pass"), item("c", waived=WAIVED))
    (entry,) = quality(made)
    assert entry["check_name"] == "causes"
    assert entry["severity"] == "critical"
    assert entry["location"] == {"path": "reports/a.txt", "lines": {"begin": 5}}
    assert entry["description"].startswith("要求causes — “执法力量不足”：没有原因")


def test_code_quality_of_nothing_and_of_what_cannot_be_read():
    assert quality() == []
    assert quality(assessment(item("a", "pass"))) == []
    (entry,) = quality(BROKEN)
    assert (entry["check_name"], entry["severity"], entry["location"]["path"]) == ("unreadable", "blocker", "b.txt")


def test_fingerprints_are_unique_and_stay():
    made = assessment(item("a"), item("a"), item("b"))
    names = [entry["fingerprint"] for entry in quality(made, made._replace(path="b.txt"))]
    assert names == [entry["fingerprint"] for entry in quality(made, made._replace(path="b.txt"))]
    moved = assessment(item("a", evidence=(quote(start=90, place=THIRD_PAGE),)))
    assert quality(moved)[0]["fingerprint"] == names[0]


@every_row("words", HOSTILE)
def test_hostile_words_stay_json(words):
    (entry,) = quality(hostile(words))
    assert entry["description"].isprintable()
