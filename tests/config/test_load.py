"""Configurations: what a valid one says, and what is told of one that is not."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
import yaml

from checker.config.load import Basis, Config, Override, config_schema, load_config
from checker.errors import ConfigError
from checker.i18n import LANGUAGES, say
from checker.readers.limits import Limits
from checker.render import RENDERERS

if TYPE_CHECKING:
    from checker.errors import PackProblem

HERE = Path(__file__).parent
VALID = (HERE / "full.yaml").read_text(encoding="utf-8")
_SOURCE = (HERE / "broken.yaml").read_text(encoding="utf-8")
TABLE: list[dict[str, Any]] = yaml.load(_SOURCE, yaml.BaseLoader)  # noqa: S506 - numbers stay text


def loaded(text: str | bytes, folder: Path) -> Config:
    path = folder / ".checker.yaml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return load_config(str(path), RENDERERS)


def problems(text: str | bytes, folder: Path) -> tuple[PackProblem, ...]:
    with pytest.raises(ConfigError) as caught:
        loaded(text, folder)
    assert caught.value.key == "config-invalid"
    assert caught.value.values["count"] == len(caught.value.problems)
    return caught.value.problems


def test_a_valid_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert loaded(VALID, tmp_path) == Config(
        file=".checker.yaml",
        folder=str(tmp_path),
        basis=Basis("national", 2025, "department"),
        include=("reports/**",),
        exclude=("reports/往年/", "**/附件*"),
        overrides=(
            Override(("reports/乡镇/**",), Basis(None, None, "township")),
            Override(("reports/2024/**",), Basis(None, 2024, None)),
        ),
        fail_on="error",
        min_score=60,
        waivers=".checker-waivers.yaml",
        baseline=".checker-baseline.json",
        formats=("sarif=checker.sarif", "junit=checker-junit.xml"),
        limits=("seconds=120",),
        cache=True,
    )


def test_paths_are_joined_to_the_folder_of_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "own.yaml").write_text("id: own\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path / "sub")
    text = "rules: own.yaml\nwaivers: w.yaml\nformats: {json: out/r.json}\n"
    found = loaded(text, tmp_path)
    assert Path(found.basis.rules or "").resolve() == tmp_path / "own.yaml"
    assert Path(found.waivers or "").resolve() == tmp_path / "w.yaml"
    (written,) = found.formats
    assert Path(written.removeprefix("json=")).resolve() == tmp_path / "out" / "r.json"


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "{}\n", "x-note: 备注\n"])
def test_a_file_that_says_nothing(text: str, tmp_path: Path) -> None:
    found = loaded(text, tmp_path)
    assert found._replace(file="", folder="") == Config("", "")


def test_other_names_of_keys(tmp_path: Path) -> None:
    found = loaded("pack: guangdong\nwrite: {json: a.json}\nfail-on: never\nmin-score: 7.5\n", tmp_path)
    assert (found.basis.rules, found.fail_on, found.min_score, len(found.formats)) == ("guangdong", "never", 7.5, 1)


@pytest.mark.parametrize("row", TABLE, ids=[f"{row['key']}:{row['new'].strip()[:30]}" for row in TABLE])
def test_broken(row: dict[str, Any], tmp_path: Path) -> None:
    assert VALID.count(row["old"]) == 1, "the row no longer fits the file"
    text = VALID.replace(row["old"], row["new"])
    told = problems(text, tmp_path)
    found = [problem for problem in told if problem.key == row["key"]]
    assert found, [(problem.key, problem.line, problem.values) for problem in told]
    if "at" in row:
        offset = text.index(row["at"])
        place = text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
        assert place in [(problem.line, problem.column) for problem in found]
    values = {name: str(value) for name, value in row.get("values", {}).items()}
    assert values.items() <= {name: str(value) for name, value in found[0].values.items()}.items()
    for problem in told:
        assert problem.file.endswith(".checker.yaml")
        for lang in LANGUAGES:
            assert "=" not in say(f"problem.{problem.key}", lang, **problem.values)
            assert "=" not in say(f"remedy.problem.{problem.key}", lang, **problem.values)


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"- a\n", "not-a-mapping"),
        (b"just words", "not-a-mapping"),
        ("# 配置\nfail_on： error\n".encode(), "full-width-colon"),
        (b"\xff\xfe\x00", "not-utf8"),
        (b"a: \x07", "control-character"),
        (b"[" * 100_000, "too-deep"),
        (b"{a: " * 100_000, "too-deep"),
        (b"a: [", "yaml-syntax"),
        (b"# " + b"x" * 2**21, "file-too-large"),
        (b"year: 2025\n---\nyear: 2024\n", "several-documents"),
        (b"overrides: 5\n", "list-expected"),
        (b"overrides: [5, {files: x}]\n", "mapping-expected"),
        (b"overrides: {files: x}\n", "list-expected"),
        (b"formats: [json]\n", "mapping-expected"),
        (b'formats: {json: "a\\0b"}\n', "control-character"),
        (b"include: [" + b"a," * 300 + b"]\n", "too-many-items"),
    ],
)
def test_hostile_bytes(data: bytes, key: str, tmp_path: Path) -> None:
    assert key in [problem.key for problem in problems(data, tmp_path)]


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    for path in (tmp_path / "nowhere.yaml", tmp_path):
        with pytest.raises(ConfigError) as caught:
            load_config(str(path), RENDERERS)
        assert caught.value.key == "config-unreadable"


def test_a_link_does_not_lead_results_out(tmp_path: Path) -> None:
    folder = tmp_path / "repository"
    folder.mkdir()
    (folder / "out").symlink_to(tmp_path)
    assert [one.key for one in problems("formats: {json: out/r.json}\n", folder)] == ["config-leads-out"]


def test_the_schema_is_one_and_knows_every_limit() -> None:
    jsonschema.Draft202012Validator.check_schema(config_schema())
    assert set(config_schema()["properties"]["limits"]["properties"]) == set(Limits._fields)
    jsonschema.validate(yaml.safe_load(VALID), config_schema())
