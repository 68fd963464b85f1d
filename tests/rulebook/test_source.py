"""The YAML reader: safe types, places, and no input that it cannot bear."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from checker.rulebook import source
from checker.rulebook.source import Table, mark_at, read_yaml
from tests.tables import every_row


@pytest.fixture(params=["C", "Python"], autouse=True)
def _both_parsers(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "Python":
        monkeypatch.setattr(source, "_LOADER", yaml.SafeLoader)


@every_row(
    ("text", "value"),
    [
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("True", "True"),
        ("012", "012"),
        ("0x1F", "0x1F"),
        ("1_000", "1_000"),
        ("1:30", "1:30"),
        ("1e3", "1e3"),
        (".5", ".5"),
        (".inf", ".inf"),
        ("2025-01-01", "2025-01-01"),
        ("'12'", "12"),
        ('"true"', "true"),
        ("~", "~"),
        ("9" * 5000, "9" * 5000),
        ("true", True),
        ("false", False),
        ("12", 12),
        ("-3", -3),
        ("0", 0),
        ("1.50", 1.5),
        ("null", None),
        ("", None),
        ("|\n  一\n  二\n", "一\n二\n"),
    ],
)
def test_types(text: str, value: Any) -> None:
    document, problems = read_yaml(f"a: {text}".encode(), "f", Table)
    assert not problems
    assert document["a"] == value
    assert type(document["a"]) is type(value)


def test_keys_are_text() -> None:
    document, _ = read_yaml(b"{12: a, true: b, 2025-01-01: c, 24.1: d}", "f", Table)
    assert list(document) == ["12", "true", "2025-01-01", "24.1"]


def test_places() -> None:
    text = "\ufeffa: 1\n键:\n  - 一\n  - {b: 二, c: [x, y]}\n"
    document, problems = read_yaml(text.encode(), "f", Table)
    assert not problems
    assert mark_at(document, ("键",), key=True)[1:] == (2, 1)
    assert mark_at(document, ("键", 0))[1:] == (3, 5)
    assert mark_at(document, ("键", 1, "c"), key=True)[1:] == (4, 12)
    assert mark_at(document, ("键", 1, "c", 1))[1:] == (4, 19)
    assert mark_at(document, ("键", 1, "d", 5))[1:] == (4, 5), "what is absent stands at the nearest place above"


@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    _bear(data)


@given(st.text(st.sampled_from("ab:-[]{},\"'|>&*!%@`#?~\\ \n\t\r\ufeff\x85\u2028一：0.1"), max_size=120))
def test_any_text(text: str) -> None:
    _bear(text.encode())


@given(
    st.recursive(
        st.text(max_size=8) | st.integers() | st.booleans(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
        max_leaves=12,
    )
)
def test_what_yaml_writes(value: Any) -> None:
    _bear(yaml.safe_dump({"a": value}, allow_unicode=True).encode("utf-8", "replace"))


def _bear(data: bytes) -> None:
    document, problems = read_yaml(data, "f", Table)
    assert isinstance(document, dict)
    lines = data.count(b"\n") + data.count(b"\r") + data.count("\x85".encode()) + data.count("\u2028".encode()) + 2
    for problem in problems:
        assert problem.file == "f"
        assert 1 <= problem.line <= lines
        assert problem.column >= 1
