"""The folder of cached results: what is damaged, foreign or somebody else's is not there, and nothing ever fails."""

from __future__ import annotations

import os
import stat
import time
from typing import TYPE_CHECKING

import pytest

from checker.results import cache as module
from checker.results.cache import Store, open_store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

BODY = '{"某局": 1}'.encode()


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Store | None]:
    monkeypatch.setenv("CHECKER_CACHE", str(tmp_path / "user"))
    return lambda: open_store(str(tmp_path / "cache"))


@pytest.fixture
def store(opened: Callable[[], Store | None]) -> Store:
    found = opened()
    assert found is not None
    return found


def entry(folder: Path) -> Path:
    (found,) = (folder / "cache").glob("*.result")
    return found


def test_what_is_written_is_read(store: Store, opened: Callable[[], Store | None]) -> None:
    name = store.key_of(b"a", b"b")
    assert store.fetched(name) is None
    store.save(name, BODY)
    again = opened()
    assert again is not None
    assert again.fetched(again.key_of(b"a", b"b")) == BODY
    assert again.key_of(b"ab", b"") != name
    assert again.fetched(store.key_of(b"a")) is None


def test_only_the_user_may_look(store: Store, tmp_path: Path) -> None:
    store.save(store.key_of(b"a"), BODY)
    assert stat.S_IMODE((tmp_path / "cache").stat().st_mode) == 0o700
    assert stat.S_IMODE(entry(tmp_path).stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "user" / "results.key").stat().st_mode) == 0o600
    assert (tmp_path / "cache" / ".gitignore").read_text(encoding="utf-8") == "*\n"


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(path.read_bytes()[:-1]),
        lambda path: path.write_bytes(path.read_bytes().replace(b"1", b"2")),
        lambda path: path.write_bytes(path.read_bytes().partition(b"\n")[2]),
        lambda path: path.write_bytes(b"\n" + BODY),
        lambda path: path.write_bytes(b"x" * 1000),
        lambda path: (path.unlink(), path.mkdir()),
        lambda path: (path.unlink(), os.mkfifo(path)),
        lambda path: path.chmod(0),
    ],
)
def test_a_damaged_entry_is_not_there(damage: Callable[[Path], object], store: Store, tmp_path: Path) -> None:
    name = store.key_of(b"a")
    store.save(name, BODY)
    damage(entry(tmp_path))
    found = store.fetched(name)
    assert found is None or (os.geteuid() == 0 and found == BODY)  # nothing is closed to root


def test_an_entry_that_is_a_link_is_not_there(store: Store, tmp_path: Path) -> None:
    name = store.key_of(b"a")
    store.save(name, BODY)
    entry(tmp_path).rename(tmp_path / "elsewhere")
    (tmp_path / "cache" / f"{name}.result").symlink_to(tmp_path / "elsewhere")
    assert store.fetched(name) is None
    store.save(name, BODY)  # the link is replaced, not followed
    assert not entry(tmp_path).is_symlink()
    assert store.fetched(name) == BODY


def test_an_entry_under_another_name_is_not_there(store: Store, tmp_path: Path) -> None:
    store.save(store.key_of(b"a"), BODY)
    other = store.key_of(b"b")
    entry(tmp_path).rename(tmp_path / "cache" / f"{other}.result")
    assert store.fetched(other) is None


def test_an_entry_of_somebody_else_is_not_there(
    store: Store, opened: Callable[[], Store | None], tmp_path: Path
) -> None:
    """As in a folder that came with a repository: names and checksums need the secret of who asks."""
    store.save(store.key_of(b"a"), BODY)
    (tmp_path / "user" / "results.key").write_bytes(b"x" * 32)
    other = opened()
    assert other is not None
    assert other.key_of(b"a") != store.key_of(b"a")
    entry(tmp_path).rename(tmp_path / "cache" / f"{other.key_of(b'a')}.result")
    assert other.fetched(other.key_of(b"a")) is None


def test_an_entry_that_is_too_large_is_not_there(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = store.key_of(b"a")
    store.save(name, BODY)
    monkeypatch.setattr(module, "MAX_BYTES", 20)
    assert store.fetched(name) is None
    assert entry(tmp_path).exists()


def test_a_folder_that_is_a_link_is_not_used(opened: Callable[[], Store | None], tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "cache").symlink_to(tmp_path / "real")
    assert opened() is None
    assert list((tmp_path / "real").iterdir()) == []


def test_a_folder_that_holds_something_else_is_not_touched(opened: Callable[[], Store | None], tmp_path: Path) -> None:
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "report.txt").touch()
    assert opened() is None
    assert [path.name for path in (tmp_path / "cache").iterdir()] == ["report.txt"]


def test_a_folder_in_which_others_write_is_not_used(
    store: Store, opened: Callable[[], Store | None], tmp_path: Path
) -> None:
    assert store
    (tmp_path / "cache").chmod(0o770)
    assert opened() is None


def test_a_folder_of_somebody_else_is_not_used(
    store: Store, opened: Callable[[], Store | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert store
    monkeypatch.setattr(os, "geteuid", lambda: 12345)
    assert opened() is None


def test_a_file_where_the_folder_should_be(opened: Callable[[], Store | None], tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("甲", encoding="utf-8")
    assert opened() is None
    assert (tmp_path / "cache").read_text(encoding="utf-8") == "甲"


def test_nowhere_to_keep_the_secret(
    opened: Callable[[], Store | None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "user").write_text("no folder", encoding="utf-8")
    assert opened() is None
    monkeypatch.setenv("CHECKER_CACHE", "off")
    assert opened() is None
    assert not (tmp_path / "cache").exists()


@pytest.mark.parametrize("damaged", [b"", b"short", b"x" * 33])
def test_a_damaged_secret_is_made_anew(
    damaged: bytes, store: Store, opened: Callable[[], Store | None], tmp_path: Path
) -> None:
    store.save(store.key_of(b"a"), BODY)
    (tmp_path / "user" / "results.key").write_bytes(damaged)
    again = opened()
    assert again is not None
    assert again.fetched(again.key_of(b"a")) is None
    assert len((tmp_path / "user" / "results.key").read_bytes()) == 32


def test_a_secret_that_others_can_change_is_made_anew(
    store: Store, opened: Callable[[], Store | None], tmp_path: Path
) -> None:
    (tmp_path / "user" / "results.key").chmod(0o666)
    again = opened()
    assert again is not None
    assert again.key_of(b"a") != store.key_of(b"a")


def test_nothing_can_be_written(store: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    store.save(store.key_of(b"a"), BODY)
    store.tidy()
    assert store.fetched(store.key_of(b"a")) is None
    assert sorted(path.name for path in (tmp_path / "cache").iterdir()) == [".gitignore", "CACHEDIR.TAG"]


def test_what_was_not_used_for_long_is_forgotten(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, opened: Callable[[], Store | None]
) -> None:
    names = [store.key_of(bytes([number])) for number in range(6)]
    for number, name in enumerate(names):
        store.save(name, BODY)
        used = time.time() - number * 86400 * 40
        os.utime(tmp_path / "cache" / f"{name}.result", (used, used))
    (tmp_path / "cache" / "left.result.1.tmp").touch()
    os.utime(tmp_path / "cache" / "left.result.1.tmp", (0, 0))
    assert store.fetched(names[2]) == BODY  # it is used again
    store.tidy()
    assert [name for name in names if store.fetched(name)] == names[:3]
    assert not list((tmp_path / "cache").glob("*.tmp"))
    monkeypatch.setattr(module, "KEEP", 1)
    again = opened()
    assert again is not None
    again.tidy()  # has written nothing: it does not look
    assert len(list((tmp_path / "cache").glob("*.result"))) == 3
    store.tidy()
    assert len(list((tmp_path / "cache").glob("*.result"))) == 1
