"""What an audit costs beside judging: rate, memory of all its processes, and processor time against bare judging.

    python benchmarks/audit.py [COUNT] [--jobs N]

Processor time outlasts a machine on which others work too; the rates are those of the moment.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import closing
from functools import partial
from pathlib import Path

import corpus

from checker.audit.basis import AuditBasis
from checker.audit.dispatch import Pool
from checker.audit.run import Outlook, Run, count
from checker.audit.sources import search_area
from checker.audit.store import NAME, Store
from checker.engine.assessor import Assessor
from checker.readers.limits import DEFAULT, MIB

_BARE = 500  # reports that are judged in one process, for comparison
_LOOK = 0.2  # seconds


class Silent:
    """A watch that counts."""

    files = 0

    def total(self, files: int) -> None:
        """So many in all."""

    def done(self, *, fresh: bool) -> None:
        """One more."""
        self.files += fresh

    def ahead(self, _outlook: Outlook) -> None:
        """Some is left."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", nargs="?", type=int, default=10_000)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--part", choices=("bare", "run"), help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    if wanted.part is not None:
        {"bare": bare, "run": run}[wanted.part](wanted.folder, wanted.jobs)
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["CHECKER_CACHE"] = str(folder / "cache")
        paths = corpus.write(folder / "reports", wanted.count)
        Assessor()  # the packs are compiled once
        alone, _ = measured("bare", folder, wanted.jobs)
        whole, most = measured("run", folder, wanted.jobs)
        seconds, processor = map(float, whole.split())
        each = float(alone.split()[1]) / min(len(paths), _BARE)
        kept = (folder / "out" / NAME).stat().st_size
    print(f"reports            {len(paths)}, {wanted.jobs} processes")
    print(f"rate               {len(paths) / seconds:.0f} a second ({seconds:.0f} s)")
    print(f"processor time     {processor / len(paths) * 1000:.2f} ms a report; bare judging {each * 1000:.2f} ms")
    print(f"ratio              {processor / len(paths) / each:.2f} of bare judging")
    print(f"memory             {most / MIB:.0f} MiB at most, all processes together")
    print(f"store              {kept / MIB:.1f} MiB, {kept / len(paths) / 1024:.1f} KiB a report")


def bare(folder: Path, _: int) -> None:
    """Read and judge in one process, and keep nothing."""
    paths = [str(path) for path in sorted((folder / "reports").iterdir())[:_BARE]]
    assessor = Assessor()
    assessor.read(paths[0])
    begin, before = time.perf_counter(), time.process_time()
    for _assessment in assessor.read_many(paths):
        pass
    print(time.perf_counter() - begin, time.process_time() - before)


def run(folder: Path, jobs: int) -> None:
    """Run an audit over single files."""
    out = folder / "out"
    out.mkdir()
    begin = time.perf_counter()
    places = [search_area([str(folder / "reports")], str(out))]
    with closing(Store(str(out / NAME), writable=True)) as store:
        Run(store, AuditBasis(DEFAULT), places, None, partial(Pool, jobs)).judge_files(
            count(places, None, []), Silent()
        )
    used = [resource.getrusage(which) for which in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print(time.perf_counter() - begin, sum(one.ru_utime + one.ru_stime for one in used))


def measured(part: str, folder: Path, jobs: int) -> tuple[str, int]:
    """What *part* prints in a process of its own, and the memory that it took with all that it started, in bytes."""
    command = [sys.executable, __file__, "--part", part, "--folder", str(folder), "--jobs", str(jobs)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    most = [0]
    done = threading.Event()

    def look() -> None:
        while not done.wait(_LOOK):
            most[0] = max(most[0], resident(process.pid))

    thread = threading.Thread(target=look)
    thread.start()
    out, _ = process.communicate()
    done.set()
    thread.join()
    return out, most[0]


def resident(number: int) -> int:
    """Memory of a process and of all that it started, in bytes; shared pages are shared out among those that map them."""
    parents: dict[int, int] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(stat.parent.name)] = int(stat.read_text(errors="replace").rpartition(")")[2].split()[1])
        except (OSError, ValueError):
            continue
    family, last = [], [number]
    while last:
        family += last
        last = [child for child, parent in parents.items() if parent in last]
    return sum(map(share, family))


def share(number: int) -> int:
    """Memory of one process, in bytes."""
    try:
        lines = Path(f"/proc/{number}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


if __name__ == "__main__":
    main()
