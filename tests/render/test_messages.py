"""The catalogue is complete in both languages, and every error has a remedy."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

import checker
from checker.engine import judge
from checker.i18n import AREAS, LANGUAGES, fill, say
from checker.presentation.items import message
from checker.readers import read_path
from checker.rulebook.load import load_pack

CATALOGUE = {area: import_module(f"checker.i18n.{area}").MESSAGES for area in AREAS}
MESSAGES = {key: texts for area in CATALOGUE.values() for key, texts in area.items()}
_BRACES = re.compile(r"\{(\w+)\}")
_HANZI = re.compile(r"[\u4e00-\u9fff]")
SOURCES = sorted(Path(checker.__file__).parent.rglob("*.py"))


def test_every_area_is_listed_and_no_key_stands_in_two():
    folder = Path(checker.__file__).parent / "i18n"
    assert {path.stem for path in folder.glob("*.py")} == {"__init__", *AREAS}
    assert len(MESSAGES) == sum(map(len, CATALOGUE.values()))


@pytest.mark.parametrize("key", MESSAGES)
def test_both_languages_with_the_same_braces(key):
    texts = MESSAGES[key]
    assert len(texts) == len(LANGUAGES)
    assert all(texts)
    assert sorted(set(_BRACES.findall(texts[0]))) == sorted(set(_BRACES.findall(texts[1])))
    assert not _HANZI.search(texts[1])


@pytest.mark.parametrize("key", [key for key in MESSAGES if key.startswith(("error.", "problem."))])
def test_every_error_has_a_remedy(key):
    assert f"remedy.{key.removeprefix('error.')}" in MESSAGES


@pytest.mark.parametrize("key", [key for key in MESSAGES if key.startswith("remedy.")])
def test_every_remedy_has_an_error(key):
    name = key.removeprefix("remedy.")
    assert f"error.{name}" in MESSAGES or name in MESSAGES


def raised(pattern):
    found = re.compile(pattern)
    return sorted({name for source in SOURCES for name in found.findall(source.read_text(encoding="utf-8"))})


@pytest.mark.parametrize("key", raised(r'(?:UnreadableError|UsageError|PackError|WaiverError)\(\s*"([\w-]+)"'))
def test_every_error_that_the_code_raises_is_told(key):
    assert f"error.{key}" in MESSAGES


@pytest.mark.parametrize("key", raised(r'(?:PackProblem|Fault|_stop|_problem|_bound)\(\s*"([\w-]+)"'))
def test_every_fault_of_a_pack_is_told(key):
    assert f"problem.{key}" in MESSAGES


@pytest.mark.parametrize("key", raised(r'say\(\s*"([\w.-]+)"'))
def test_every_key_that_the_code_says_is_there(key):
    assert key in MESSAGES


@pytest.mark.parametrize(
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
    pack = load_pack("national")
    for sample in sorted((Path(__file__).parents[2] / "samples").glob("*.txt")):
        for item in judge(read_path(str(sample)), pack).items:
            assert not re.search(r"[{}]|None", message(item, lang) or ""), item.rule.id
