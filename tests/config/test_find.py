"""Where a configuration is looked for, and which files it speaks of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checker.config import find_config
from checker.config.load import Basis, Config, Globs, Override

if TYPE_CHECKING:
    from pathlib import Path


def test_the_nearest_one_upwards_is_found(tmp_path: Path) -> None:
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    (tmp_path / ".git").mkdir()
    assert find_config(str(deep)) is None
    (tmp_path / ".checker.yaml").touch()
    assert find_config(str(deep)) == str(tmp_path / ".checker.yaml")
    (deep / ".checker.yaml").mkdir()  # no file
    assert find_config(str(deep)) == str(tmp_path / ".checker.yaml")
    (tmp_path / "a" / ".checker.yaml").touch()
    assert find_config(str(deep)) == str(tmp_path / "a" / ".checker.yaml")


@pytest.mark.parametrize("worktree", [False, True])
def test_the_search_ends_with_the_repository(worktree: bool, tmp_path: Path) -> None:
    repository = tmp_path / "repository"
    repository.mkdir()
    (tmp_path / ".checker.yaml").touch()
    assert find_config(str(repository)) == str(tmp_path / ".checker.yaml")
    (repository / ".git").write_text("gitdir: elsewhere", encoding="utf-8") if worktree else (
        repository / ".git"
    ).mkdir()
    assert find_config(str(repository)) is None


def globs(folder: Path, **values: object) -> Globs:
    return Globs(Config(".checker.yaml", str(folder))._replace(**values))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("path", "taken"),
    [
        ("reports/a.txt", True),
        ("reports/深/a.txt", True),
        ("reports/往年/a.txt", False),
        ("reports/某局附件.txt", True),
        ("reports/附件1.txt", False),
        ("notes/a.txt", False),
        ("../elsewhere/a.txt", True),
        ("-", True),
    ],
)
def test_include_and_exclude(path: str, taken: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    some = globs(tmp_path, include=("reports/**",), exclude=("reports/往年/", "**/附件*"))
    assert some.takes(path) is taken
    assert globs(tmp_path).takes(path)


def test_a_way_through_a_link_is_the_same_way(tmp_path: Path) -> None:
    folder = tmp_path / "real"
    folder.mkdir()
    (tmp_path / "link").symlink_to(folder)
    some = globs(folder, exclude=("a.txt",))
    assert not some.takes(str(tmp_path / "link" / "a.txt"))


def test_the_last_override_that_fits_counts_key_by_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    some = globs(
        tmp_path,
        basis=Basis("national", 2025, None),
        overrides=(
            Override(("**/2024/**",), Basis(None, 2024, "department")),
            Override(("乡镇/**", "街道/**"), Basis("county", None, "township")),
        ),
    )
    assert some.basis("a.txt") == Basis("national", 2025, None)
    assert some.basis("某局/2024/a.txt") == Basis("national", 2024, "department")
    assert some.basis("街道/2024/a.txt") == Basis("county", 2024, "township")
    assert some.basis("-") == Basis("national", 2025, None)
    assert Basis(None, 2020, None).over(some.basis("街道/2024/a.txt")) == Basis("county", 2020, "township")
