"""What authors are told of the checks: all of them, in both languages, the same for people, editors and lint."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from checker.checks.manual import manuals, option_about
from checker.checks.registry import CHECKS
from checker.cli.rules import command
from checker.errors import PackError
from checker.i18n import LANGUAGES, has_message
from checker.rulebook.load import load_pack
from checker.rulebook.schema import Schema, editor_schema
from checker.rulebook.source import Table, read_yaml
from tests.checks.packs import tiny

if TYPE_CHECKING:
    from collections.abc import Callable


def test_every_check_is_explained() -> None:
    assert set(manuals()) == set(CHECKS)
    missing = [name for name in CHECKS if not has_message(f"check.{name}")]
    missing += [
        f"{name}.{option}"
        for name, check in CHECKS.items()
        for option in check.options["properties"]
        for lang in LANGUAGES
        if not option_about(name, option, lang)
    ]
    assert missing == []


def test_every_example_is_one() -> None:
    wrong = {
        name: [
            problem.message for problem in Draft202012Validator(Schema(dict(check.options)).schema).iter_errors(given)
        ]
        for name, check in CHECKS.items()
        if (given := manuals()[name].example) is not None
    }
    assert {name: found for name, found in wrong.items() if found} == {}


@pytest.mark.parametrize(
    ("old", "new", "key", "nearest"),
    [
        ("fail: {zh: 不好", "few-many: {zh: 不好", "unknown-reason", "few"),
        ("fail: {zh: 不好", "few: {zh: '{coutn}不好'", "unknown-placeholder", "count"),
        ("fix: {zh: 改", "fix: {zh: '改{lest}'", "unknown-placeholder", "least"),
        ("{state: fail, text: 乙}", "{state: fail, reason: feew, text: 乙}", "unknown-reason", "few"),
        ("fix: {zh: 改", "caps: {feew: 79}\n    fix: {zh: 改", "unknown-reason", "few"),
    ],
)
def test_lint_refuses_what_is_never_said(write: Callable[..., str], old: str, new: str, key: str, nearest: str) -> None:
    source = tiny("figures", "{part: done, min: 2}")
    path = write(tiny=source.replace(old, new))
    if key == "unknown-placeholder":
        load_pack(path, cache=False)
    with pytest.raises(PackError) as refused:
        load_pack(path, lint=True)
    assert key in [problem.key for problem in refused.value.problems]
    assert nearest in [problem.values.get("nearest") for problem in refused.value.problems]


def test_editors_know_what_lint_knows() -> None:
    schema = editor_schema("zh")
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    pack, _ = read_yaml(tiny("figures", "{part: done, min: 2}").encode(), "tiny.yaml", Table)
    assert list(validator.iter_errors(pack)) == []
    rule = pack["rules"]["only"]
    for wrong in (
        {"check": "figure"},
        {"options": {"part": "done"}},
        {"message": {"pass": {"zh": "a", "en": "a"}, "feew": {"zh": "a", "en": "a"}}},
    ):
        assert list(validator.iter_errors({**pack, "rules": {"only": {**rule, **wrong}}})) != []


def test_the_commands() -> None:
    def run(*args: str, lang: str = "zh") -> str:
        result = CliRunner().invoke(command(lang), list(args), catch_exceptions=False, standalone_mode=False)
        return result.output

    assert all(name in run("checks") for name in CHECKS)
    shown = run("checks", "table-filled")
    assert all(word in shown for word in ("table", "必填", "incomplete", "{blank}", "options: {table: requests}"))
    told = json.loads(run("checks", "part", "--format", "json"))["checks"][0]
    assert next(one for one in told["options"] if one["name"] == "thin")["default"] == 0
    assert json.loads(run("schema"))["title"]
