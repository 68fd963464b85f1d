"""Files that are written whole or not at all."""

from __future__ import annotations

import os
import stat
import threading

import pytest

from checker.errors import UsageError
from checker.office.files import scratch, whole, write


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


POSIX = pytest.mark.skipif(os.name == "nt", reason="modes of POSIX")
LONG = "报" * 82 + ".txt"  # 250 bytes: the scratch name must not be longer than the name


@pytest.mark.parametrize("name", [LONG, "𠀀" * 60 + ".json", "a" * 251 + ".txt", ".x"])
def test_whatever_name_can_be_written_is_written(tmp_path, name):
    write("一", tmp_path / name)
    write("二", tmp_path / name)
    assert (tmp_path / name).read_text(encoding="utf-8") == "二"
    assert [one.name for one in tmp_path.iterdir()] == [name]


@POSIX
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o444, 0o664, 0o755])
def test_who_might_read_the_old_may_read_the_new(tmp_path, mode):
    path = tmp_path / "a"
    path.write_text("旧", encoding="utf-8")
    path.chmod(mode)
    with whole(path) as beside:
        beside.write_text("新", encoding="utf-8")
        assert stat.S_IMODE(beside.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.stat().st_mode) == mode
    assert path.read_text(encoding="utf-8") == "新"


@POSIX
def test_a_new_file_has_the_mode_that_the_user_gives_new_files(tmp_path):
    before = os.umask(0o027)
    try:
        write("新", tmp_path / "a")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o640


@POSIX
def test_rights_of_one_group_are_not_given_to_another(tmp_path, monkeypatch):
    def refused(*_):
        raise PermissionError

    path = tmp_path / "a"
    path.write_text("旧", encoding="utf-8")
    path.chmod(0o664)
    monkeypatch.setattr(os, "chown", refused)
    write("新", path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o604


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="gives files away: for root alone")
def test_the_owner_stays(tmp_path):
    path = tmp_path / "a"
    path.write_text("旧", encoding="utf-8")
    os.chown(path, 4321, 1234)
    path.chmod(0o600)
    write("新", path)
    assert (path.stat().st_uid, path.stat().st_gid, stat.S_IMODE(path.stat().st_mode)) == (4321, 1234, 0o600)


@POSIX
def test_a_link_where_the_scratch_goes_leads_nowhere(tmp_path):
    (tmp_path / "goal").write_text("别人的", encoding="utf-8")
    scratch(tmp_path / "a").symlink_to(tmp_path / "goal")
    write("新", tmp_path / "a")
    assert (tmp_path / "goal").read_text(encoding="utf-8") == "别人的"
    assert (tmp_path / "a").read_text(encoding="utf-8") == "新"
    assert not (tmp_path / "a").is_symlink()
