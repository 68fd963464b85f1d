"""An audit by the workers of a Dask cluster: the same as by processes of this machine, whatever happens to the workers."""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from threading import Event, Thread
from typing import IO, Any, NamedTuple

import pytest

if find_spec("distributed") is None:  # importing it would take each process of the tests half a second
    pytest.skip(
        "the extra cluster (dask[distributed]) is not installed: NO TEST OF CLUSTERS RUNS", allow_module_level=True
    )

from checker.audit import basis, cluster_connection, dispatch
from checker.audit.cluster import Cluster
from checker.audit.cluster_connection import ClusterAddress
from checker.audit.store import Store
from checker.cli.stdio import error_lines
from checker.errors import UsageError
from checker.readers.limits import DEFAULT, MIB
from tests.audit import misbehaving, recognising
from tests.audit.auditing import ROOT, TEXTS, checker, dump, judged_so_far, query, reports, run, start, text
from tests.audit.test_kept_pages import pdf as scan
from tests.readers.packages import packed

QUICK = DEFAULT._replace(seconds=12, memory=300 * MIB, size=MIB)
PACK = "pack: ours\nversion: '1'\ntitle: {zh: 我们的, en: ours}\nextends: national\n"
WAIVERS = """- {rule: part-causes, path: "**/*.txt", reason: 试行, approver: 某办, granted: 2026-01-15, expires: 2026-12-31}
"""
LINUX = pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")


class Machines(NamedTuple):
    """A scheduler, and workers of one thread each by their names."""

    address: str
    scheduler: subprocess.Popen[bytes]
    workers: dict[str, subprocess.Popen[bytes]]
    log: Path

    def start_worker(self, name: str, *more: str) -> None:
        """Start one, as its user would."""
        self.workers[name] = _dask(
            "worker", self.address, "--name", name, "--nthreads", "1", "--no-dashboard",
            "--preload", "tests.audit.misbehaving_worker", *more,
        )  # fmt: skip


def _dask(*args: str, log: int | IO[bytes] = subprocess.DEVNULL) -> subprocess.Popen[bytes]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CHECKER_")}
    known = {"PYTHONPATH": str(ROOT), "DASK_DISTRIBUTED__SCHEDULER__WORKER_TTL": "10s"}
    return subprocess.Popen(
        [sys.executable, "-m", "dask", *args],
        cwd=ROOT, env=kept | known, stdout=log, stderr=log, start_new_session=True,
    )  # fmt: skip


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    """A scheduler and two workers, one of them without a nanny, on free ports."""
    folder = tmp_path_factory.mktemp("office")
    file, log = folder / "scheduler.json", folder / "scheduler.log"
    where = ("--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(file))
    with log.open("wb") as kept:
        scheduler = _dask("scheduler", *where, log=kept)
    found = Machines(str(file), scheduler, {}, log)
    try:
        while not file.exists():
            assert scheduler.poll() is None
            time.sleep(0.1)
        found = found._replace(address=_address_in(file))
        found.start_worker("甲机")
        found.start_worker("乙机", "--no-nanny")
        yield found
    finally:
        for process in (*found.workers.values(), scheduler):
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _address_in(file: Path) -> str:
    import json

    return str(json.loads(file.read_text(encoding="utf-8"))["address"])


def at(address: str, seen: list[str] | None = None) -> Any:
    return partial(Cluster, ClusterAddress(address, 2, seen))


def test_the_rows_are_those_of_this_machine(tmp_path, office, monkeypatch):
    monkeypatch.setattr(dispatch, "MODULE", recognising.__name__)
    folder = reports(tmp_path / "reports", 5)
    (folder / "崩.txt").write_text(TEXTS[0] + misbehaving.CRASH, encoding="utf-8")
    inner = packed({"丙.txt": text(102), "丁.docx": b"PK\x03\x04 nothing"})
    (folder / "包.zip").write_bytes(packed({"甲.txt": text(100), "乙.txt": text(101), "内.zip": inner}))
    (folder / "大.txt").write_bytes(b"x" * (2 * MIB))
    (folder / "空.txt").write_bytes(b"")
    (folder / "扫.pdf").write_bytes(scan(400, 410))
    pack, waivers = tmp_path / "rules" / "pack.yaml", tmp_path / "waivers.yaml"
    pack.parent.mkdir()
    pack.write_text(PACK, encoding="utf-8")
    waivers.write_text(WAIVERS, encoding="utf-8")
    how = {"limits": QUICK, "rules": str(pack), "waivers": str(waivers), "today": "2026-03-01"}
    here = run(folder, tmp_path / "here", **how)
    there = run(folder, tmp_path / "there", start=at(office.address), **how)
    seen = run(folder, tmp_path / "seen", start=at(office.address, [str(folder)]), **how)
    assert here == there == seen
    assert here.files == 5 + 1 + 4 + 2 + 1
    log = office.log.read_text(encoding="utf-8")
    failed = set(re.findall(r"^(\w[\w.]*Error)\b", log, re.MULTILINE))
    assert ("Remove client" in log, failed - {"distributed.comm.core.CommClosedError"}) == (True, set())
    rows = dump(tmp_path / "here")
    assert any(item[-1] for item in rows["items"])  # waived by a file that came along
    assert dump(tmp_path / "there") == rows
    assert dump(tmp_path / "seen") == rows
    assert [len(rows[name]) for name in ("pages", "pictures")] == [2, 2]
    with monkeypatch.context() as nothing_new:
        nothing_new.setattr(Store, "put_page", None)  # what was recognised travels with the task
        again = run(folder, tmp_path / "there", start=at(office.address), **how)
        assert again.fresh <= 1  # what crashed its process
        assert run(folder, tmp_path / "there", start=at(office.address), limits=QUICK).fresh == here.files


def test_what_differs_is_refused_by_name(tmp_path, office, monkeypatch):
    folder = reports(tmp_path / "reports", 1)
    monkeypatch.setattr(basis, "FORMAT", 99)
    with pytest.raises(UsageError, match="workers-differ") as told:
        run(folder, tmp_path / "out", start=at(office.address))
    (difference,) = told.value.values["differences"]
    assert "机" in difference
    assert difference.endswith(" 99")
    monkeypatch.undo()
    with pytest.raises(UsageError, match="cluster-unseen") as told:
        run(folder, tmp_path / "out", start=at(office.address, [str(tmp_path / "nowhere")]))
    assert "机" in told.value.values["worker"]


@pytest.mark.parametrize(
    ("address", "key"), [("nonsense", "cluster-address"), ("tcp://127.0.0.1:9", "cluster-unreachable")]
)
def test_no_cluster_is_told_as_what_it_is(tmp_path, address, key, monkeypatch):
    monkeypatch.setattr(cluster_connection, "TO_CONNECT", 1)
    with pytest.raises(UsageError, match=key) as told:
        run(reports(tmp_path / "reports", 1), tmp_path / "out", start=at(address))
    assert all(address in error_lines(told.value, lang)[0] for lang in ("zh", "en"))


def test_shared_needs_a_cluster(tmp_path):
    status, _, err = checker(reports(tmp_path / "reports", 1), "--out", tmp_path / "out", "--shared")
    assert (status, "--shared 只与 --cluster 一起用" in err) == (2, True)


@LINUX
def test_workers_that_die_lose_nothing_and_give_up_nobody(tmp_path, office):
    folder, calm = reports(tmp_path / "reports", 32), tmp_path / "calm"
    run(folder, calm)
    chance, over, kills = random.Random(3), Event(), []  # noqa: S311 - no secret

    def kill() -> None:
        while len(kills) < 2 and not over.wait(chance.uniform(0.3, 1.5)):
            name = chance.choice(sorted(office.workers))
            victims = office.workers[name]
            os.killpg(victims.pid, signal.SIGKILL)
            victims.wait()
            office.start_worker(name, *(["--no-nanny"] if name == "乙机" else []))
            kills.append(name)

    killer = Thread(target=kill)
    killer.start()
    try:
        told = run(folder, tmp_path / "out", start=at(office.address))
    finally:
        over.set()
        killer.join()
    assert kills
    assert told == (32, 32, 0)
    assert dump(tmp_path / "out") == dump(calm)


@LINUX
def test_a_worker_that_stalls_does_not_hold_up_the_run(tmp_path, office):
    folder = reports(tmp_path / "reports", 24)
    stalled = office.workers["乙机"]
    timer = Thread(target=lambda: (time.sleep(1), os.killpg(stalled.pid, signal.SIGSTOP)))
    timer.start()
    try:
        assert run(folder, tmp_path / "out", start=at(office.address)) == (24, 24, 0)
    finally:
        timer.join()
        os.killpg(stalled.pid, signal.SIGKILL)
    assert query(tmp_path / "out", "SELECT count(*) FROM reports WHERE state = 'judged'") == [24]


def test_a_cluster_of_this_machine_makes_the_same_files(tmp_path):
    folder = reports(tmp_path / "reports", 4)
    made = {}
    for name, more in (("here", ()), ("there", ("--cluster", "local", "--jobs", 1))):
        out = tmp_path / name
        status, _, err = checker(folder, "--out", out, "--today", "2026-03-01", *more)
        assert status == 1, err
        files = [path for path in out.rglob("*") if path.is_file() and path.suffix != ".sqlite"]
        made[name] = {path.relative_to(out): path.read_bytes() for path in files}
        assert dump(out, "reports", "items", "texts", "rules", "standings")["reports"]
    assert made["here"].keys() == made["there"].keys()
    assert made["here"] == made["there"]


@LINUX
def test_a_lost_scheduler_ends_the_run_and_the_next_one_goes_on(tmp_path, office):
    """The last of all: there is no cluster any more."""
    folder, out = reports(tmp_path / "reports", 150), tmp_path / "out"
    process = start(folder, "--out", out, "--cluster", office.address, "--shard", "1/1")
    while judged_so_far(out) < 3:
        assert process.poll() is None
        time.sleep(0.05)
    os.killpg(office.scheduler.pid, signal.SIGKILL)
    _, err = process.communicate(timeout=120)
    assert (process.returncode, "调度器断了" in err.decode(), "Traceback" in err.decode()) == (2, True, False)
    before = judged_so_far(out)
    assert 3 <= before < 150
    assert run(folder, out) == (150, 150 - before, before)
