"""Broken packs, as data: what is told, and where."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from checker.errors import PackError
from checker.i18n import LANGUAGES, say
from tests.tables import from_yaml

from .samples import PACK

if TYPE_CHECKING:
    from collections.abc import Callable

    from checker.errors import PackProblem

TABLE: list[dict[str, Any]] = from_yaml(Path(__file__).with_name("broken.yaml"))


def problems_of(loaded: Callable[..., Any], *texts: Any, **others: Any) -> tuple[PackProblem, ...]:
    with pytest.raises(PackError) as caught:
        loaded(*texts, **others)
    assert caught.value.key == "pack-invalid"
    assert caught.value.problems
    return caught.value.problems


@pytest.mark.parametrize("row", TABLE, ids=[f"{row['key']}:{row['new'].strip()[:30]}" for row in TABLE])
def test_broken(row: dict[str, Any], loaded: Callable[..., Any]) -> None:
    assert PACK.count(row["old"]) >= 1, "the row no longer fits the pack"
    text = PACK.replace(row["old"], row["new"], 1)
    wanted = row.get("at", row["new"].strip())
    near = max(0, PACK.index(row["old"]) - 200)
    offset = text.rindex(wanted) if row.get("last") else text.index(wanted, near if wanted in text[near:] else 0)
    told = problems_of(loaded, text)
    found = [problem for problem in told if problem.key == row["key"]]
    assert found, [(problem.key, problem.line, problem.values) for problem in told]
    if row["key"] not in {"yaml-syntax", "tab-indent", "full-width-colon", "empty-value"}:
        line = text.count("\n", 0, offset) + 1
        column = offset - (text.rfind("\n", 0, offset) + 1) + 1
        assert (line, column) in [(problem.line, problem.column) for problem in found]
    else:
        assert text.count("\n", 0, offset) + 1 in [problem.line for problem in found]
    assert found[0].file.endswith("pack.yaml")
    assert found[0].path == row.get("path", found[0].path)
    assert row.get("values", {}).items() <= found[0].values.items()
    for problem in told:
        for lang in LANGUAGES:
            assert say(f"problem.{problem.key}", lang, **problem.values)
            assert say(f"remedy.problem.{problem.key}", lang, **problem.values)


def test_all_problems_are_told_at_once(loaded: Callable[..., Any]) -> None:
    text = PACK.replace("severity: error", "severity: fatal").replace("check: mention", "check: mentoin")
    text = text.replace("[其他]}", "['(']}").replace("x-note", "note")
    told = problems_of(loaded, text)
    assert [problem.key for problem in told] == ["bad-pattern", "unknown-check", "not-allowed-value", "unknown-key"]
    assert [problem.line for problem in told] == sorted(problem.line for problem in told)


def test_an_empty_file_lacks_all(loaded: Callable[..., Any]) -> None:
    told = problems_of(loaded, "")
    assert {problem.key for problem in told} == {"missing-key"}
    assert [problem.values["name"] for problem in told] == ["groups", "pack", "rules", "title", "version"]


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"[" * 100_000, "too-deep"),
        (b"{a: " * 25_000, "too-deep"),
        (b"- " * 50_000, "too-deep"),
        (b"a: " + b"[" * 41 + b"]" * 41, "too-deep"),
        (b"pack: \xff\xfe", "not-utf8"),
        ("pack: 某某市".encode("gb18030"), "not-utf8"),
        (b"a: 1\nb: \x00", "control-character"),
        (b"- a\n- b\n", "not-a-mapping"),
        (b"x", "not-a-mapping"),
        (b"a: " + b"x" * (2 * 1024 * 1024), "file-too-large"),
        (b"a: b: c", "yaml-syntax"),
    ],
)
def test_hostile_bytes(data: bytes, key: str, loaded: Callable[..., Any]) -> None:
    assert problems_of(loaded, data)[0].key == key


def test_many_problems_are_bounded(loaded: Callable[..., Any]) -> None:
    text = PACK + "".join(f"key{number}: 1\n" for number in range(3000))
    assert 100 < len(problems_of(loaded, text)) <= 1000


def test_a_long_chain_of_vocabulary_needs_no_recursion(loaded: Callable[..., Any]) -> None:
    chain = "".join(f"  v{number}: [$v{number + 1}]\n" for number in range(5000)) + "  v5000: [末]\n"
    pack = loaded(PACK.replace("vocabulary:\n", f"vocabulary:\n{chain}"))
    assert pack.vocabulary["v0"] == pack.vocabulary["v5000"]


def test_lists_that_double_each_other_are_refused(loaded: Callable[..., Any]) -> None:
    words = "".join(f"  w{number}: [{', '.join(f'词{number}甲{i}' for i in range(900))}]\n" for number in range(7))
    doubling = words + "  d0: [" + ", ".join(f"$w{number}" for number in range(7)) + "]\n"
    doubling += "".join(f"  d{number}: [$d{number - 1}, $d{number - 1}]\n" for number in range(1, 40))
    told = problems_of(loaded, PACK.replace("vocabulary:\n", f"vocabulary:\n{doubling}"))
    assert told[0].key == "too-many-patterns"
