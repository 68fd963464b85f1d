"""A run over many files: counts are exact whatever the files are, and it goes on from wherever it was stopped."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import time
from collections import Counter
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from checker.audit import dispatch, rows
from checker.audit.basis import AuditBasis
from checker.audit.dispatch import Pool
from checker.audit.run import Run, Shard
from checker.audit.sources import search_area
from checker.audit.store import NAME, Store
from checker.audit.stores import bring_in, locked, merged, shard_from
from checker.audit.wording import unreadable
from checker.errors import UsageError
from checker.readers.limits import DEFAULT, MIB
from tests.audit import misbehaving
from tests.audit.auditing import TEXTS, Told, checker, dump, judged_so_far, query, reports, run, start, text
from tests.readers.packages import packed
from tests.tables import every_row

MODULE = f"{__package__}.misbehaving"
LINUX = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="told by /proc")
ONE = ("--shard", "1/1")
"""The single files alone, without what concerns all of them."""

BAD = {
    "空.txt": (b"", "empty"),
    "白.txt": (b" \r\n\t ", "empty"),
    "零.txt": (b"\0" * 400, "binary"),
    "散.docx": (b"PK\x03\x04 nothing", "file-broken"),
    "断.docx": (packed({"[Content_Types].xml": "<a/>", "word/document.xml": "<a/>"})[:-30], "file-broken"),
    "别.docx": (packed({"[Content_Types].xml": "<a/>", "word/document.xml": "<w>"}), "file-broken"),
    "表.docx": (packed({"[Content_Types].xml": "<a/>", "xl/workbook.xml": "<a/>"}), "format-not-supported"),
    "无.zip": (packed({"照片.jpg": b"x"}), "archive-empty"),
    "坏.zip": (packed({"报告.txt": TEXTS[0]})[:-10], "file-broken"),
    "包.rar": (b"Rar!\x1a\x07\x00 something", "archive"),
    "包.7z": (b"7z\xbc\xaf\x27\x1c something", "file-broken"),
    "大.txt": (b"x" * (2 * MIB), "too-large"),
    "图.txt": (b"\x89PNG\r\n\x1a\n" + bytes(100), "picture-broken"),
    "旧.ofd": (packed({"OFD.xml": "<a/>"}), "file-broken"),
}
MISCHIEF = {
    "卡.txt": (misbehaving.HANG, "took-too-long"),
    "崩.txt": (misbehaving.CRASH, "crashed"),
    "撑.txt": (misbehaving.EAT, "out-of-memory"),
    "错.txt": (misbehaving.STUMBLE, "internal"),
}
OURS = "pack: ours\nversion: '{}'\ntitle: {{zh: 我们的, en: ours}}\nextends: national\n"
QUICK = DEFAULT._replace(seconds=12, memory=300 * MIB, size=MIB)


def test_every_file_is_counted_once_whatever_it_is(tmp_path, monkeypatch):
    monkeypatch.setattr(dispatch, "MODULE", MODULE)
    folder, out = reports(tmp_path / "reports", 30), tmp_path / "out"
    for name, (data, _) in BAD.items():
        (folder / name).write_bytes(data)
    for name, (word, _) in MISCHIEF.items():
        (folder / "02片" / name).write_text(TEXTS[0] + word, encoding="utf-8")
    bomb = packed({"炸.txt": b"0" * (40 * MIB), "好.txt": TEXTS[0]})
    (folder / "弹.zip").write_bytes(bomb)
    (folder / "略.jpg").write_bytes(b"\xff\xd8\xff")
    audited = run(folder, out, jobs=2, limits=QUICK)
    wanted = Counter(key for _, key in BAD.values()) + Counter(key for _, key in MISCHIEF.values())
    wanted["archive-bomb"] += 1
    assert dict(query(out, "SELECT error, count(*) FROM reports WHERE error IS NOT NULL GROUP BY 1")) == wanted
    assert query(out, "SELECT count(*) FROM reports WHERE state = 'judged'") == [31]
    assert audited.files == audited.fresh == 31 + wanted.total()
    told = dict(query(out, "SELECT path, error FROM reports WHERE error IS NOT NULL"))
    assert {name: told[f"02片/{name}"] for name in MISCHIEF} == {name: key for name, (_, key) in MISCHIEF.items()}
    assert {name: told[name] for name in BAD} == {name: key for name, (_, key) in BAD.items()}
    failures = query(out, "SELECT error, error_values FROM reports WHERE error IS NOT NULL")
    for lang in ("zh", "en"):
        assert all(all(unreadable(*row, lang)[1:3]) for row in failures)


def test_what_has_been_judged_is_not_judged_again(tmp_path):
    folder, out = reports(tmp_path / "reports", 20), tmp_path / "out"
    (folder / "包.zip").write_bytes(packed({"甲.txt": text(100), "乙.txt": text(101)}))
    assert run(folder, out) == (22, 22, 0)
    before = dump(out)
    assert run(folder, out) == (22, 0, 22)
    assert dump(out) == before


@pytest.mark.parametrize("change", [{"filer": "township"}, {"rules": "national"}])
def test_another_way_of_judging_judges_again(tmp_path, change):
    folder, out = reports(tmp_path / "reports", 2), tmp_path / "out"
    run(folder, out)
    assert run(folder, out, **change) == (2, 2, 0)


def test_a_changed_file_is_judged_again_and_one_that_is_gone_is_forgotten(tmp_path):
    folder, out = reports(tmp_path / "reports", 10), tmp_path / "out"
    (folder / "包.zip").write_bytes(packed({"甲.txt": text(100), "乙.txt": text(101)}))
    run(folder, out)
    first, second, *_ = sorted(folder.rglob("*.txt"))
    first.unlink()
    second.write_text(text(77), encoding="utf-8")
    (folder / "包.zip").write_bytes(packed({"甲.txt": text(100), "丙.txt": text(102)}))
    assert run(folder, out) == (11, 2, 9)
    fresh = tmp_path / "fresh"
    run(folder, fresh)
    assert dump(out) == dump(fresh)


def test_a_pack_that_changed_judges_again(tmp_path):
    folder, out = reports(tmp_path / "reports", 2), tmp_path / "out"
    pack = tmp_path / "pack.yaml"
    pack.write_text(OURS.format(1), encoding="utf-8")
    assert run(folder, out, rules=str(pack)).fresh == 2
    assert run(folder, out, rules=str(pack)).fresh == 0
    pack.write_text(OURS.format(2), encoding="utf-8")
    assert run(folder, out, rules=str(pack)).fresh == 2
    assert query(out, "SELECT DISTINCT pack LIKE 'ours 2 %' FROM rules") == [1]


def test_what_the_machine_could_not_read_is_tried_again(tmp_path, monkeypatch):
    folder, out = reports(tmp_path / "reports", 1), tmp_path / "out"
    (folder / "报告.rtf").write_bytes(rb"{\rtf1 report}")
    monkeypatch.setenv("CHECKER_SOFFICE", "off")
    run(folder, out)
    assert query(out, "SELECT error FROM reports WHERE error IS NOT NULL") == ["needs-office"]
    assert run(folder, out) == (2, 1, 1)


def test_names_of_every_kind(tmp_path):
    folder, out = tmp_path / "报告 2025", tmp_path / "out"
    folder.mkdir()
    names = ["某局 报告.txt", "换\n行.txt", "引'号\".txt", "-破折.txt", "%41#?.txt", "ＡＢ　全.txt", "\u202e倒.txt"]
    for number, name in enumerate(names):
        (folder / name).write_text(text(number), encoding="utf-8")
    raw = os.fsencode(folder) + b"/\xb7\xa8\xd6\xce.txt"
    try:
        Path(os.fsdecode(raw)).write_bytes(text(9).encode())
        names.append("\\xb7\\xa8\\xd6\\xce.txt")
    except OSError:
        pass  # a system whose names are always characters
    assert run(folder, out) == (len(names), len(names), 0)
    assert sorted(query(out, "SELECT path FROM reports WHERE state = 'judged'")) == sorted(names)
    assert run(folder, out).fresh == 0


def test_the_folder_of_the_results_is_not_looked_at(tmp_path):
    folder = reports(tmp_path / "reports", 1)
    out = folder / "结果"
    out.mkdir()
    (out / "index.html").write_text("<html><body>别的</body></html>", encoding="utf-8")
    assert run(folder, out).files == 1


def test_shares_put_together_are_the_whole(tmp_path):
    folder, whole = reports(tmp_path / "reports", 12), tmp_path / "whole"
    (folder / "包.zip").write_bytes(packed({"甲.txt": text(100), "乙.txt": text(101)}))
    run(folder, whole, jobs=2)
    parts = [tmp_path / f"part{number}" for number in (1, 2, 3)]
    files = []
    for number, out in enumerate(parts, 1):
        files.append(run(folder, out, shard=Shard(number, 3)).files)
        with closing(Store(str(out / NAME), writable=True)) as store:
            store.keep_facts(shard=[number, 3], checker="1", packs=[], options={})
    assert sum(files) == 14
    assert max(files) < 14
    together = tmp_path / "together"
    together.mkdir()
    stores = [str(out / NAME) for out in parts]
    with closing(Store(str(together / NAME), writable=True)) as store:
        merged(store, stores)
    tables = ("reports", "items", "texts", "rules")
    assert dump(together, *tables) == dump(whole, *tables)
    with closing(Store(str(together / NAME), writable=True)) as store:
        for wrong, key in (
            (stores[:2], "merge-incomplete"),
            ([*stores, stores[0]], "merge-twice"),
            ([stores[0], str(whole / NAME)], "merge-checker"),
        ):
            with pytest.raises(UsageError) as told:
                merged(store, wrong)
            assert told.value.key == key


@every_row("word", ["0/2", "3/2", "1", "a/b", "1/2/3", "1/00"])
def test_a_share_that_is_none(word):
    with pytest.raises(UsageError):
        shard_from(word)


def test_one_run_at_a_time(tmp_path):
    folder, out = reports(tmp_path / "reports", 1), tmp_path / "out"
    out.mkdir()
    with locked(str(out)):
        status, _, err = checker(folder, "--out", out, *ONE)
    assert (status, "另一个检查" in err) == (2, True)
    assert checker(folder, "--out", out, *ONE)[0] in (0, 1)
    assert [path.name for path in out.iterdir()] == [NAME]


def test_killed_at_any_moment_it_goes_on_and_loses_nothing(tmp_path):
    folder, calm = reports(tmp_path / "reports", 24), tmp_path / "calm"
    assert checker(folder, "--out", calm, *ONE)[0] == 1
    chance = random.Random(7)  # noqa: S311 - no secret
    out = tmp_path / "killed"
    for _ in range(3):
        process = start(folder, "--out", out, *ONE)
        least = min(20, judged_so_far(out) + chance.randint(1, 8))
        while process.poll() is None and judged_so_far(out) < least:
            time.sleep(0.01)
        before = judged_so_far(out)
        process.kill()
        process.communicate()
        assert judged_so_far(out) >= before
    before = judged_so_far(out)
    _, told, _ = checker(folder, "--out", out, *ONE)
    assert before == 24 or f"这次检查 {24 - before} 份，其余 {before} 份" in told
    assert dump(out) == dump(calm)


def children(number: int) -> list[int]:
    """The process with all that it started."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            _, _, rest = stat.read_text(encoding="utf-8", errors="replace").rpartition(")")
        except OSError:
            continue
        parents[int(stat.parent.name)] = int(rest.split()[1])
    found, last = [], [number]
    while last:
        found += last
        last = [child for child, parent in parents.items() if parent in last]
    return found


def gone(numbers: list[int]) -> bool:
    end = time.monotonic() + 10
    while time.monotonic() < end:
        if not any(Path(f"/proc/{number}").exists() for number in numbers):
            return True
        time.sleep(0.05)
    return False


@LINUX
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_stopped_it_leaves_no_process_and_a_store_that_can_be_read(tmp_path, how):
    folder, out = reports(tmp_path / "reports", 400), tmp_path / "out"
    process = start(folder, "--out", out, *ONE, start_new_session=True)
    while judged_so_far(out) < 3:
        assert process.poll() is None
        time.sleep(0.02)
    family = children(process.pid)
    assert len(family) > 1
    process.send_signal(how)
    _, err = process.communicate(timeout=30)
    assert gone(family)
    files = judged_so_far(out)
    assert 3 <= files < 400
    assert query(out, "PRAGMA integrity_check") == ["ok"]
    if how == signal.SIGINT:
        assert process.returncode == 130
        assert f"已有 {files} 份" in err.decode()
        assert "同一条命令" in err.decode()
        assert [path.name for path in out.iterdir()] == [NAME]


def rtf(words: str) -> str:
    shown = (char if char.isascii() and char not in "\\{}\n" else f"\\u{ord(char)}?" for char in words)
    return "{\\rtf1\\ansi\\uc1 " + "".join(shown).replace("\\u10?", "\\par\n") + "}"


@LINUX
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")
def test_stopped_while_files_are_converted_it_leaves_nothing_behind(tmp_path):
    folder, out, scratch = tmp_path / "reports", tmp_path / "out", tmp_path / "scratch"
    folder.mkdir()
    scratch.mkdir()
    for number in range(3):
        (folder / f"{number}.rtf").write_text(rtf(text(number)[:2000]), encoding="ascii")
    process = start(folder, "--out", out, *ONE, "--jobs", 1, tmp=scratch)
    while len(children(process.pid)) < 4 or not list(scratch.glob("fazhi-checker-*/*/made")):
        assert process.poll() is None
        time.sleep(0.02)
    family = children(process.pid)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=60)
    assert process.returncode == 130
    assert gone(family)
    assert list(scratch.iterdir()) == []
    status, told, _ = checker(folder, "--out", out, *ONE)
    assert (status, "检查了 3 份" in told) == (1, True)


def test_a_full_disk_is_told_as_what_it_is(tmp_path):
    folder, out = reports(tmp_path / "reports", 40), tmp_path / "out"
    out.mkdir()
    places = [search_area([str(folder)], str(out))]
    with closing(Store(str(out / NAME), writable=True)) as store:
        store.connection.execute("PRAGMA max_page_count = 60")
        with pytest.raises(UsageError) as told:
            Run(store, AuditBasis(DEFAULT), places, None, partial(Pool, 1)).judge_files(40, Told())
    assert (told.value.key, told.value.values["reason"]) == ("store-failed", "database or disk is full")
    assert run(folder, out).files == len(query(out, "SELECT id FROM reports WHERE state = 'judged'")) == 40


@pytest.mark.skipif(os.name == "nt", reason="no such limit")
def test_a_file_that_may_not_grow_is_told_as_what_it_is(tmp_path):
    import resource

    folder = reports(tmp_path / "reports", 40)
    process = start(
        "--out", tmp_path / "out", folder, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (300_000,) * 2)
    )
    told = process.communicate()[1].decode()
    assert process.returncode == 2
    assert "I/O error" in told or "disk is full" in told
    assert "no transaction" not in told


def test_the_processes_end_where_the_last_commit_fails(tmp_path, monkeypatch):
    folder, out = reports(tmp_path / "reports", 3), tmp_path / "out"
    out.mkdir()
    pools = []

    class Known(Pool):
        def __init__(self, *args):
            super().__init__(*args)
            pools.append(self)

    def refused(_store):
        raise UsageError("store-failed", path="x", reason="disk I/O error")

    with closing(Store(str(out / NAME), writable=True)) as store, monkeypatch.context() as broken:
        broken.setattr(Store, "commit", refused)
        run_of_three = Run(store, AuditBasis(DEFAULT), [search_area([str(folder)], str(out))], None, partial(Known, 1))
        with pytest.raises(UsageError, match="store-failed"):
            run_of_three.judge_files(3, Told())
    (left,) = pools
    assert [process.child is None or not process.child.is_running() for process in left._processes] == [True]
    assert not any(thread.is_alive() for thread in left._threads)


def test_a_store_of_an_earlier_version_is_judged_anew_and_serves_as_last_year_s(tmp_path):
    reports(tmp_path / "in", 2)
    run(tmp_path / "in", tmp_path / "out", jobs=1)
    old = sqlite3.connect(tmp_path / "out" / NAME)
    old.executescript("ALTER TABLE reports DROP COLUMN recognised; PRAGMA user_version = 2;")
    old.close()
    with pytest.raises(UsageError, match="store-version"):
        query(tmp_path / "out", "SELECT count(*) FROM reports")
    (tmp_path / "new").mkdir()
    with closing(Store(str(tmp_path / "new" / NAME), writable=True)) as store:
        bring_in(store, str(tmp_path / "out" / NAME))
        assert store.connection.execute("SELECT count(*) FROM reports WHERE earlier").fetchone() == (2,)
    assert run(tmp_path / "in", tmp_path / "out", jobs=1).fresh == 2
    assert query(tmp_path / "out", "PRAGMA user_version") == [rows.VERSION]


def test_another_language_judges_nothing_again(tmp_path):
    folder = reports(tmp_path / "in", 2)
    assert checker(folder, "--out", tmp_path / "out")[0] in (0, 1)
    _, said, _ = checker(folder, "--out", tmp_path / "out", "--lang", "en")
    assert "0 were judged now" in said
    status, said, _ = checker("query", tmp_path / "out", "failing", "--rule", "part-causes", "--lang", "en")
    assert status in (0, 1)
    assert "The heading" in said
