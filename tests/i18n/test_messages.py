"""What the code says and raises stands in the catalogues, every error has a remedy, and templates are filled safely."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import checker
from checker.engine import judge
from checker.i18n import fill, say
from checker.presentation.items import message
from checker.readers import read_path
from tests.conftest import shipped
from tests.i18n.test_catalogue import messages
from tests.tables import every_row

SOURCES = sorted(Path(checker.__file__).parent.rglob("*.py"))


def test_every_error_has_a_remedy_and_every_remedy_an_error():
    errors = {key.removeprefix("error.") for key in messages("zh") if key.startswith(("error.", "problem."))}
    remedies = {key.removeprefix("remedy.") for key in messages("zh") if key.startswith("remedy.")}
    assert errors ^ remedies == set()


def raised(pattern):
    found = re.compile(pattern)
    return sorted({name for source in SOURCES for name in found.findall(source.read_text(encoding="utf-8"))})


def test_what_the_code_raises_and_says_is_in_the_catalogues():
    errors = raised(r'(?:UnreadableError|UsageError|PackError|WaiverError)\(\s*"([\w-]+)"')
    problems = raised(r'(?:PackProblem|SchemaIssue|_stop|_problem|_bound)\(\s*"([\w-]+)"')
    keys = (
        [f"error.{key}" for key in errors]
        + [f"problem.{key}" for key in problems]
        + raised(r'(?<![.\w])say\(\s*"([\w.-]+)"')
    )
    assert [key for key in keys if key not in messages("zh")] == []


@every_row(
    ("template", "values", "filled"),
    [
        ("{a} 和 {b}", {"a": 1, "b": "二"}, "1 和 二"),
        ("{a}", {"a": 3.0}, "3"),
        ("{a}", {"a": 3.25}, "3.2"),
        ("{a}", {"a": ["甲", "乙"]}, "甲、乙"),
        ("{missing}", {}, "{missing}"),
        ("{a:>999999999}", {"a": 1}, "{a:>999999999}"),  # a template of a pack is no format string
        ("{a.__class__}", {"a": 1}, "{a.__class__}"),
        ("{a}", {"a": "{b}", "b": "x"}, "{b}"),  # what a report says is not filled again
        ("末尾{", {}, "末尾{"),
    ],
)
def test_fill(template, values, filled):
    assert fill(template, values, "zh") == filled


def test_an_unknown_key_is_told_as_it_is():
    assert say("error.new-one", "zh", path="a") == "error.new-one path=a"


def test_values_are_told_in_the_readers_language():
    values = {"open": (1, 3), "missing": ({"zh": "行政决策", "en": "decisions"}, {"zh": "普法", "en": "publicity"})}
    assert fill("{open}：{missing}", values, "zh") == "1、3：行政决策、普法"
    assert fill("{open}: {missing}", values, "en") == "1, 3: decisions, publicity"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_message_of_a_real_report_shows_its_inside(lang):
    pack = shipped("national")
    for sample in sorted((Path(__file__).parents[2] / "samples").glob("*.txt")):
        for item in judge(read_path(str(sample)), pack).items:
            assert not re.search(r"[{}]|None", message(item, lang) or ""), item.rule.id
