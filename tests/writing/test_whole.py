"""Files that are written whole or not at all."""

from __future__ import annotations

import os
import threading

import pytest

from checker.errors import UsageError
from checker.writing.whole import whole, write


def test_the_old_stays_until_the_new_is_there(tmp_path):
    path = tmp_path / "结果.txt"
    path.write_text("旧", encoding="utf-8")
    with whole(path) as beside:
        beside.write_text("新", encoding="utf-8")
        assert path.read_text(encoding="utf-8") == "旧"
    assert path.read_text(encoding="utf-8") == "新"
    assert [one.name for one in tmp_path.iterdir()] == ["结果.txt"]


@pytest.mark.parametrize("failure", [KeyboardInterrupt, UsageError("internal", kind="x"), OSError(28, "No space left")])
def test_after_a_failure_nothing_is_left_of_the_new(tmp_path, failure):
    path = tmp_path / "a"
    write("旧", path)
    with pytest.raises((KeyboardInterrupt, UsageError)), whole(path) as beside:  # noqa: PT012 - fails inside
        beside.write_text("新", encoding="utf-8")
        raise failure
    assert path.read_text(encoding="utf-8") == "旧"
    assert [one.name for one in tmp_path.iterdir()] == ["a"]


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "link").symlink_to(tmp_path / "goal")
    write("一\ud800", tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "goal").read_text(encoding="utf-8") == "一?"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with names are of POSIX")
def test_a_pipe_is_written_to_as_it_is(tmp_path):
    path, read = tmp_path / "pipe", []
    os.mkfifo(path)
    reader = threading.Thread(target=lambda: read.append(path.read_bytes()), daemon=True)
    reader.start()
    write(b"abc", path)
    reader.join(20)
    assert read == [b"abc"]
    assert [one.name for one in tmp_path.iterdir()] == ["pipe"]


@pytest.mark.parametrize("name", ["nowhere/a", ""])
def test_what_the_system_refuses_is_told(tmp_path, name):
    with pytest.raises(UsageError, match="write-failed"):
        write("a", tmp_path / name)
