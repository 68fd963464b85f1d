"""Lists of words: those that come with the checker, and what an office adds."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from jsonschema import Draft202012Validator

from checker import words
from checker.cache import rules_folder
from checker.config.words import load_words, words_schema
from checker.errors import ConfigError
from checker.text.lazy_re import lazy
from tests.commands import checker

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(rules_folder()) / "words"


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv(words.VARIABLE, "")
    words.extend({})
    yield
    words.extend({})


def test_every_list_holds_words_and_says_what_for() -> None:
    faults = []
    validator = Draft202012Validator(words_schema())
    for path in sorted(FOLDER.glob("*.yaml")):
        source = path.read_text(encoding="utf-8")
        lists = yaml.safe_load(source)
        faults += [f"{path.name}: {error.message}" for error in validator.iter_errors({path.stem: lists})]
        lines = source.splitlines()
        for name, found in lists.items():
            at, *again = [number for number, line in enumerate(lines) if line.startswith(f"{name}:")]
            if again:
                faults.append(f"{path.name}: {name} stands twice")
            if not lines[at - 1].strip():
                faults.append(f"{path.name}: {name} has no comment")
            if isinstance(found, list):
                faults += [f"{path.name}: {name}: {word} twice" for word in set(found) if found.count(word) > 1]
    assert faults == []


def test_every_list_is_asked_for() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in Path(words.__file__).parent.rglob("*.py"))
    asked = {name for name in words.list_names() if f'"{name}"' in code or f"{name}»" in code}
    asked |= {name for name in words.list_names() if f'f"{name.partition(".")[0]}.{{' in code}  # all lists of a topic
    assert sorted(set(words.list_names()) - asked) == []


def test_patterns_of_packs_name_no_list() -> None:
    """There «topic.list» would be looked for as it stands."""
    named = re.compile(r"«~?\w+\.")
    assert [
        path.name for path in FOLDER.parent.glob("*/*.yaml") if named.search(path.read_text(encoding="utf-8"))
    ] == []


def test_braces_are_those_of_a_shell() -> None:
    assert words.expanded("办公{室,厅}") == ["办公室", "办公厅"]
    assert words.expanded("{,信息}公开{时间,}") == ["公开时间", "公开", "信息公开时间", "信息公开"]


def test_a_pattern_knows_the_words_that_are_added() -> None:
    label = lazy("«~page.labels»:")
    assert label.search("发 文 机 关:某市某局")
    assert not label.search("承办科室:某科")
    words.extend({"page.labels": ["承办科室"]})
    assert label.search("承办科室:某科")
    words.extend({})
    assert not label.search("承办科室:某科")


def added(text: str, folder: Path) -> dict[str, object]:
    path = folder / "words.yaml"
    path.write_text(text, encoding="utf-8")
    return load_words(str(path))


def test_what_an_office_adds(tmp_path: Path) -> None:
    text = "page:\n  navigation:\n    - 智能{问答,客服}\nx-note: 备注\n"
    assert added(text, tmp_path) == {"page.navigation": ["智能问答", "智能客服"]}


@pytest.mark.parametrize(
    ("text", "line", "key"),
    [
        ("page:\n  navigatoin: [智能问答]\n", 2, "unknown-key"),
        ("pages:\n  navigation: [智能问答]\n", 1, "unknown-key"),
        ("page:\n  navigation: 智能问答\n", 2, "list-expected"),
        ("page:\n  navigation:\n    - 智能问答\n    - 2024\n", 4, "needs-quotes"),
        ("page:\n  navigation:\n    - 智能{问答\n", 3, "wrong-form"),
        ("page:\n  navigation:\n    - ''\n", 3, "empty-text"),
        ("page:\n  navigation: [\n", 3, "yaml-syntax"),
    ],
)
def test_faults_are_told_with_their_place(text: str, line: int, key: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        added(text, tmp_path)
    assert caught.value.key == "words-invalid"
    assert [(one.line, one.key) for one in caught.value.problems] == [(line, key)]


def test_no_more_words_than_an_environment_holds(tmp_path: Path) -> None:
    listed = "".join(f"    - {'某' * 50}{number}\n" for number in range(1_000))
    with pytest.raises(ConfigError, match="words-too-many"):
        added(f"page:\n  navigation:\n{listed}", tmp_path)


def test_braces_that_stand_for_too_many_words(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="words-too-many"):
        added(f"page:\n  navigation:\n    - 某{'{甲,乙}' * 40}\n", tmp_path)


def test_a_variable_that_is_not_ours_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = words.words("page.navigation")
    for value in ("[", "3", '{"page.none": ["某"]}', '{"page.navigation": 3}'):
        words.extend({})
        monkeypatch.setenv(words.VARIABLE, value)
        assert words.words("page.navigation") == plain


def test_a_configuration_names_the_file(tmp_path: Path) -> None:
    (tmp_path / "words.yaml").write_text("page: {navigations: [某]}\n", encoding="utf-8")
    (tmp_path / ".checker.yaml").write_text("words: words.yaml\n", encoding="utf-8")
    (tmp_path / "报告.txt").write_text("某市某局2024年度法治政府建设工作报告\n", encoding="utf-8")
    run = checker("check", "报告.txt", "--lang", "zh", cwd=tmp_path)
    assert run.status == 2
    assert "words.yaml:1" in run.err
    assert "navigation" in run.err
    (tmp_path / "words.yaml").write_text("page: {navigation: [智能问答]}\n", encoding="utf-8")
    assert checker("check", "报告.txt", cwd=tmp_path).status == 1
    assert words.VARIABLE not in os.environ or os.environ[words.VARIABLE] == "{}"
