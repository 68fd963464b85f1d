"""Data files of packs: what a check gets of them, where they are looked for, and what is told of bad ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from checker.errors import PackError
from checker.i18n import LANGUAGES, say
from checker.rulebook import load, locate
from checker.rulebook.data_files import MAX_CELL, MAX_ROWS
from tests.checks.packs import tiny

if TYPE_CHECKING:
    from pathlib import Path

    from checker.rulebook.model import Pack

PACK = tiny("instrument-dates", "{data: [DATA], applied: [按照], unless: [草案]}")
GOOD = "# 说明\n# 再说明\nname,from,until,note\n甲法,2020-01-01,,随便\n乙法,,2021-01-01,\n"


def write(folder: Path, data: str | bytes | None, name: str = "days.csv", pack: str = PACK, ref: str = "") -> str:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "pack.yaml").write_text(pack.replace("DATA", ref or name), encoding="utf-8")
    if data is not None:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return str(folder)


def tables(pack: Pack) -> list[Any]:
    return [pack.data[number] for number in pack.rules[0].options["data"]]


@pytest.fixture(autouse=True)
def _own_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CHECKER_CACHE", str(tmp_path / "cache"))


@pytest.mark.parametrize("cache", [True, False])
def test_a_check_gets_its_columns(tmp_path: Path, cache: bool) -> None:
    path = write(tmp_path / "p", GOOD)
    for _ in range(2):
        load._loaded.clear()
        found = tables(load.load_pack(path, cache=cache))
        assert found == [{"name": "甲法\n乙法", "from": "2020-01-01\n", "until": "\n2021-01-01"}]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_marks_line_ends_and_quotes(tmp_path: Path, end: str) -> None:
    text = '\ufeffname,from\n"甲,乙法",2020-01-01\n丙法,\n\n'.replace("\n", end)
    assert tables(load.load_pack(write(tmp_path / "p", text.encode())))[0]["name"] == "甲,乙法\n丙法"


def test_a_base_keeps_its_files_and_a_derived_pack_may_have_its_own(tmp_path: Path) -> None:
    write(tmp_path / "base", GOOD, "data/days.csv")
    derived = 'pack: d\nversion: "1"\ntitle: {zh: 二, en: Two}\nextends: ../base\n'
    same = write(tmp_path / "same", None, pack=derived)
    assert tables(load.load_pack(same))[0]["name"] == "甲法\n乙法"
    more = derived + "change: {only: {options: {data: [$base, more.csv]}}}\n"
    both = write(tmp_path / "both", "name\n丙法\n", "more.csv", more)
    assert [table["name"] for table in tables(load.load_pack(both))] == ["甲法\n乙法", "丙法"]
    other = write(tmp_path / "other", "name\n丁法\n", "data/days.csv", derived)
    assert tables(load.load_pack(other))[0]["name"] == "丁法"


def test_a_change_of_a_file_is_a_change_of_the_pack(tmp_path: Path) -> None:
    path = write(tmp_path / "p", GOOD)
    before = load.load_pack(path).digest, locate.fingerprint(locate.read_chain(path))
    write(tmp_path / "p", GOOD + "丙法,,,\n")
    after = load.load_pack(path)
    assert tables(after)[0]["name"] == "甲法\n乙法\n丙法"
    assert before[0] != after.digest
    assert before[1] != locate.fingerprint(locate.read_chain(path))


@pytest.mark.parametrize(
    ("data", "key", "line", "values"),
    [
        (None, "unknown-data", None, {"name": "days.csv"}),
        ("", "data-column", 1, {"name": "name"}),
        ("# 说明\ntitle\n甲法\n", "data-column", 2, {"name": "name", "allowed": "title"}),
        ("name,name\n甲法,乙法\n", "data-column-twice", 1, {"name": "name"}),
        ("name,from\n甲法,2020-01-01\n乙法\n", "data-row", 3, {"count": 1, "wanted": 2}),
        ("name\n甲,乙\n", "data-row", 2, {"count": 2, "wanted": 1}),
        ("name,from\n甲法,\n,2020-01-01\n", "data-empty", 3, {"name": "name"}),
        ("name,from\n甲法,2020年\n", "data-date", 2, {"name": "from", "value": "2020年"}),
        ("name,from\n甲法,2020-13-01\n", "data-date", 2, {"value": "2020-13-01"}),
        (f"name\n{'甲' * (MAX_CELL + 1)}\n", "data-cell", 2, {"limit": MAX_CELL}),
        ("name,from,until\n甲法,2021-01-01,2020-01-01\n", "data-ends-first", 2, {"name": "甲法"}),
        (
            "# 说明\nname,from,until,by\n甲法,,2021-01-01,乙法\n乙法,2021-02-01,,\n",
            "data-gap",
            3,
            {"name": "甲法", "successor": "乙法", "start": "2021-02-01", "end": "2021-01-01"},
        ),
        ("name,until\n甲法,2021-01-01\n乙法,\n甲法,2021-01-02\n", "data-otherwise", 4, {"name": "甲法"}),
        ("name,until,by\n甲法,2021-01-01,丙法\n乙法,,\n", "data-unlisted", 2, {"name": "丙法"}),
        ("name\n甲\u0007法\n", "data-cell", 2, {"name": "name"}),
        ('name\n"甲\n法"\n', "data-cell", 3, {"name": "name"}),
        ('name\n"甲"法\n', "data-syntax", 2, {}),
        ("name\n" + "甲法\n" * (MAX_ROWS + 1), "data-too-long", MAX_ROWS + 2, {"limit": MAX_ROWS}),
        (b"name\n" + b"\xff\xfe\n", "not-utf8", 2, {}),
        (b"name\n" + b"a\n" * 1024 * 1024, "file-too-large", 1, {"limit": 2}),
    ],
)
def test_broken_data(
    tmp_path: Path, data: str | bytes | None, key: str, line: int | None, values: dict[str, Any]
) -> None:
    path = write(tmp_path / "p", data)
    with pytest.raises(PackError) as caught:
        load.load_pack(path)
    assert [problem.key for problem in caught.value.problems] == [key]
    problem = caught.value.problems[0]
    assert values.items() <= problem.values.items()
    assert problem.file.endswith("pack.yaml" if line is None else "days.csv")
    if line is not None:
        assert problem.line == line
    for lang in LANGUAGES:
        assert say(f"problem.{key}", lang, **problem.values)
        assert say(f"remedy.problem.{key}", lang, **problem.values)


def test_names_of_laws_stand_in_a_table_of_names(tmp_path: Path) -> None:
    """A table of an office's own laws belongs to both rules: a name of one that no name table has is told."""
    pack = tmp_path / "ours"
    row = "某市养犬管理条例,,2027-01-01,\n"
    change = "change:\n  law-dates: {options: {data: [$base, ours.csv]}}\n"
    header = 'pack: ours\nversion: "1"\ntitle: {zh: 本市, en: Ours}\nextends: national\n'
    with pytest.raises(PackError) as caught:
        load.load_pack(write(pack, f"# 截至：2027-06-30\nname,from,until,by\n{row}", "ours.csv", header + change))
    assert [(one.key, one.line) for one in caught.value.problems] == [("data-unlisted", 3)]
    change += "  law-name: {options: {names: [$base, ours.csv]}}\n"
    both = load.load_pack(write(pack, None, pack=header + change))
    assert {sheet.name: (sheet.rows, sheet.horizon) for sheet in both.sheets}["ours.csv"] == (1, "2027-06-30")
    assert both.horizon == load.load_pack("national").horizon


def test_a_file_outside_the_pack_is_no_file_of_it(tmp_path: Path) -> None:
    (tmp_path / "days.csv").write_text(GOOD, encoding="utf-8")
    with pytest.raises(PackError) as caught:
        load.load_pack(write(tmp_path / "p", None, ref="../days.csv"))
    assert [problem.key for problem in caught.value.problems] == ["unknown-data"]


def test_files_that_no_rule_names_are_not_read(tmp_path: Path) -> None:
    path = write(tmp_path / "p", GOOD)
    (tmp_path / "p" / "notes.csv").write_bytes(b"\xff")
    assert len(load.load_pack(path).data) == 1
