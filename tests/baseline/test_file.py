"""The file of a baseline: the same bytes for the same gaps, and every fault told with its line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from checker.baseline import KnownGap
from checker.baseline.file import _parsed_gaps, baseline_schema, dump, load
from checker.errors import BaselineError
from checker.i18n import LANGUAGES, say

if TYPE_CHECKING:
    from checker.errors import PackProblem

A = KnownGap("a.txt", "wording", "fail", "found", 2, ("a" * 32, "b" * 32))
B = KnownGap("b.txt", "wording", "partial", None, 0, ())
VALID = dump([B, A])
_SOURCE = Path(__file__).with_name("broken.yaml").read_text(encoding="utf-8")
TABLE: list[dict[str, Any]] = yaml.safe_load(_SOURCE)

names = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)
prints = st.lists(st.text("abcdefghijklmnop", min_size=32, max_size=32), max_size=3).map(sorted).map(tuple)
gaps = st.builds(
    lambda path, rule, state, reason, seen, more: KnownGap(path, rule, state, reason, len(seen) + more, seen),
    names, names, st.sampled_from(["fail", "partial"]), st.none() | names, prints, st.integers(0, 99),
)  # fmt: skip


@given(st.lists(gaps, unique_by=lambda gap: gap[:2]))
def test_what_is_written_is_read(some: list[KnownGap]) -> None:
    text = dump(some)
    assert dump(reversed(some)) == text
    assert _parsed_gaps(text.encode()) == tuple(sorted(some, key=lambda gap: gap[:2]))


def problems(data: bytes, folder: Path) -> tuple[PackProblem, ...]:
    path = folder / "baseline.json"
    path.write_bytes(data)
    with pytest.raises(BaselineError) as caught:
        load(str(path))
    assert caught.value.key == "baseline-invalid"
    assert caught.value.values["count"] == len(caught.value.problems) > 0
    for problem in caught.value.problems:
        for lang in LANGUAGES:
            assert "=" not in say(f"problem.{problem.key}", lang, **problem.values)
            assert "=" not in say(f"remedy.problem.{problem.key}", lang, **problem.values)
    return caught.value.problems


def test_a_valid_file(tmp_path: Path) -> None:
    jsonschema.Draft202012Validator.check_schema(baseline_schema())
    jsonschema.validate(yaml.safe_load(VALID), baseline_schema())
    path = tmp_path / "baseline.json"
    path.write_text(VALID, encoding="utf-8")
    assert load(str(path)) == (A, B)


@pytest.mark.parametrize("row", TABLE, ids=[f"{row['key']}:{row['new'][:30]}" for row in TABLE])
def test_broken(row: dict[str, Any], tmp_path: Path) -> None:
    assert row["old"] in VALID, "the row no longer fits the file"
    told = problems(VALID.replace(row["old"], row["new"], 1).encode(), tmp_path)
    found = [problem for problem in told if problem.key == row["key"]]
    assert found, [(problem.key, problem.line, problem.values) for problem in told]
    assert "line" not in row or row["line"] in [problem.line for problem in found]


@pytest.mark.parametrize(
    "data",
    [
        b"", b"[]", b"null", b"5", b"\xff", b"[" * 200_000, b'{"schema":' * 50_000, b"x" * 100, b'{"gaps": {}}',
        b'{"schema": "checker-baseline/1", "gaps": null}', b'{"schema": "checker-baseline/1"}', b'{"a": NaN}',
        b'{"schema": "checker-baseline/1", "gaps": [], "checker": "0.1.0"}', b" " * (32 * 1024 * 1024 + 1),
    ],
)  # fmt: skip
def test_hostile_bytes(data: bytes, tmp_path: Path) -> None:
    assert problems(data, tmp_path)


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    for path in (tmp_path / "nowhere.json", tmp_path):
        with pytest.raises(BaselineError) as caught:
            load(str(path))
        assert caught.value.key == "baseline-unreadable"
