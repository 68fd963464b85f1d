"""Files of waivers: what a valid one says, and what is told of one that is not."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from checker.errors import WaiverError
from checker.i18n import LANGUAGES, say
from checker.waivers import Waiver
from checker.waivers.load import load_waivers

if TYPE_CHECKING:
    from checker.errors import PackProblem
    from checker.rulebook.model import Pack

TODAY = "2026-03-01"
VALID = """\
- rule: part-causes
  path: reports/a.txt
  quote: 主要原因
  reason: 原因见专题报告
  approver: 某市司法局
  granted: 2026-01-15
  expires: 2026-12-31
- rule: wording
  path: b.txt
  quote: 甲，乙
  reason: 引文如此
  approver: 某市司法局
  expiry: 2027-03-02
  x-note: 366 days from the day of the run
"""
_SOURCE = Path(__file__).with_name("broken.yaml").read_text(encoding="utf-8")
TABLE: list[dict[str, Any]] = yaml.load(_SOURCE, yaml.BaseLoader)  # noqa: S506 - the safest: dates and numbers stay text


def loaded(text: str | bytes, pack: Pack, folder: Path) -> tuple[Waiver, ...]:
    path = folder / "waivers.yaml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return load_waivers(str(path), [pack], TODAY)


def problems(text: str | bytes, pack: Pack, folder: Path) -> tuple[PackProblem, ...]:
    with pytest.raises(WaiverError) as caught:
        loaded(text, pack, folder)
    assert caught.value.key == "waivers-invalid"
    assert caught.value.values["count"] == len(caught.value.problems)
    return caught.value.problems


def test_a_valid_file(national: Pack, tmp_path: Path) -> None:
    assert loaded(VALID, national, tmp_path) == (
        Waiver("part-causes", "reports/a.txt", "主要原因", "原因见专题报告", "某市司法局", "2026-01-15", "2026-12-31", 1),
        Waiver("wording", "b.txt", "甲，乙", "引文如此", "某市司法局", None, "2027-03-02", 8),
    )  # fmt: skip


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "[]\n", "\ufeff[]"])
def test_an_empty_file_waives_nothing(text: str, national: Pack, tmp_path: Path) -> None:
    assert loaded(text, national, tmp_path) == ()


@pytest.mark.parametrize("row", TABLE, ids=[f"{row['key']}:{row['new'].strip()[:30]}" for row in TABLE])
def test_broken(row: dict[str, Any], national: Pack, tmp_path: Path) -> None:
    assert VALID.count(row["old"]) >= 1, "the row no longer fits the file"
    text = VALID.replace(row["old"], row["new"], 1)
    told = problems(text, national, tmp_path)
    found = [problem for problem in told if problem.key == row["key"]]
    assert found, [(problem.key, problem.line, problem.values) for problem in told]
    if "at" in row:
        offset = text.index(str(row["at"]))
        place = text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
        assert place in [(problem.line, problem.column) for problem in found]
    values = {name: str(value) for name, value in row.get("values", {}).items()}
    assert values.items() <= {name: str(value) for name, value in found[0].values.items()}.items()
    for problem in told:
        assert problem.file.endswith("waivers.yaml")
        for lang in LANGUAGES:
            assert "=" not in say(f"problem.{problem.key}", lang, **problem.values)
            assert "=" not in say(f"remedy.problem.{problem.key}", lang, **problem.values)


def test_all_problems_are_told_at_once(national: Pack, tmp_path: Path) -> None:
    text = VALID.replace("part-causes", "part-couses").replace("  reason: 引文如此\n", "").replace("2027-03-02", "明年")
    told = problems(text, national, tmp_path)
    assert [(problem.key, problem.line) for problem in told] == [
        ("unknown-rule", 1),
        ("missing-key", 8),
        ("wrong-form", 12),
    ]


def test_each_missing_key_is_told_once(national: Pack, tmp_path: Path) -> None:
    told = problems("- path: a.txt\n", national, tmp_path)
    assert [problem.values["name"] for problem in told] == ["rule", "reason", "approver", "expires"]


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"waivers: []\n", "not-a-list"),
        (b"just words", "not-a-list"),
        (b"\xff\xfe\x00", "not-utf8"),
        (b"- a\x07", "control-character"),
        (b"[" * 100_000, "too-deep"),
        (b"- {a: [", "yaml-syntax"),
        (b"# " + b"x" * 2**21, "file-too-large"),
        (b"- {rule: a}\n---\n- {rule: b}\n", "several-documents"),
    ],
)
def test_hostile_bytes(data: bytes, key: str, national: Pack, tmp_path: Path) -> None:
    assert problems(data, national, tmp_path)[0].key == key


def test_an_endless_text(national: Pack, tmp_path: Path) -> None:
    told = problems(VALID.replace("reports/a.txt", "a*" * 100_000), national, tmp_path)
    assert [problem.key for problem in told] == ["text-too-long"]
    assert all(len(str(value)) < 100 for value in told[0].values.values())


def test_a_file_that_is_not_there(national: Pack, tmp_path: Path) -> None:
    for path in (tmp_path / "nowhere.yaml", tmp_path):
        with pytest.raises(WaiverError) as caught:
            load_waivers(str(path), [national], TODAY)
        assert caught.value.key == "waivers-unreadable"


def test_no_more_packs_are_asked_for_than_needed(national: Pack, tmp_path: Path) -> None:
    path = tmp_path / "waivers.yaml"
    path.write_text(VALID, encoding="utf-8")

    def packs() -> Any:
        yield national
        raise AssertionError

    assert len(load_waivers(str(path), packs(), TODAY)) == 2


@pytest.mark.parametrize(
    ("today", "standing"),
    [
        ("2026-01-14", "pending"),
        ("2026-01-15", "active"),
        ("2026-12-31", "active"),
        ("2027-01-01", "expired"),
    ],
)
def test_both_days_are_included(today: str, standing: str) -> None:
    waiver = Waiver("a", "b", None, "c", "d", "2026-01-15", "2026-12-31", 1)
    assert waiver.standing(today) == standing
    assert waiver._replace(granted=None).standing(today) == ("active" if standing == "pending" else standing)
