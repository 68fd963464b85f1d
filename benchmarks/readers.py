"""How fast each format is read on this machine, against a well-known library where there is one.  Nothing is asserted.

    python benchmarks/readers.py            # some minutes
    python benchmarks/readers.py --quick    # only to see that it works
    python benchmarks/readers.py --against COMMIT    # that commit's readers and today's, in turns over the same files

The libraries to compare with are no part of the project: ``pip install python-docx trafilatura``.  Ratios outlast the
machine: they are of processor time, the best of several rounds in which all rows take turns.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import statistics
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from time import perf_counter, process_time
from typing import TYPE_CHECKING

import corpus

sys.path.insert(0, str(Path(__file__).parents[1]))

import formats
import pairs

from checker.readers import read_bytes, sandbox
from checker.readers.docx import read as read_docx
from tests.readers import layouts, ofds

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from formats import Row

_FIRST = 100  # files after which memory is measured the first time


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer files and rounds")
    parser.add_argument("--against", metavar="COMMIT", help="compare with the readers of a commit, and nothing else")
    chosen = parser.parse_args()
    quick = chosen.quick
    count, rounds = (5, 1) if quick else (20, 7)
    texts = list(corpus.reports(count))
    print(f"{count} reports of {sum(map(len, texts)) // count} characters; best of {rounds} rounds")
    if chosen.against:
        print_against(formats.rows(texts), chosen.against, rounds)
        return
    print_rows(formats.rows(texts), rounds)
    for line in (*worker_lines(texts, rounds), *memory_lines(texts, 2 * _FIRST if quick else 10 * _FIRST)):
        print(line)
    for line in start_lines(rounds):
        print(line)


def print_rows(rows: Sequence[Row], rounds: int) -> None:
    """One table; the ratio is to the first row of the group."""
    times: dict[Row, list[float]] = {row: [] for row in rows}
    for _ in range(rounds):
        for row in rows:
            times[row].append(_timed(row.read, row.files))
    first: dict[str, float] = {}
    print("| format | read by | ms a file | ratio | aim |\n|---|---|---|---|---|")
    for row, taken in times.items():
        each = min(taken) / len(row.files)
        base = first.setdefault(row.group, each)
        aim = f"{row.aim:.1f}" if row.aim else ""
        print(f"| {row.group} | {row.what} | {each * 1000:.2f} | {each / base:.2f} | {aim} |")


def print_against(rows: Sequence[Row], commit: str, rounds: int) -> None:
    """One table: what each format takes at *commit* and now, each in a process of its own, and the ratio."""
    with tempfile.TemporaryDirectory() as name, ExitStack() as started:
        folder = Path(name)
        readers = [
            started.enter_context(_reader_of(pairs.tree(folder / which, at)))
            for which, at in (("then", commit), ("now", None))
        ]
        print("| format | ms a file then | now | ratio |\n|---|---|---|---|")
        for number, row in enumerate(row for row in rows if row.suffix):
            paths = _written(row, folder / str(number))
            times: list[list[float]] = [[], []]
            for _ in range(rounds + 1):
                for taken, reader in zip(times, readers, strict=True):
                    taken.append(_asked(reader, paths) * 1000 / len(paths))
            then, now = (min(taken[1:]) for taken in times)  # the first round imports
            print(f"| {row.group} | {then:.2f} | {now:.2f} | {now / then:.2f} |", flush=True)


def _reader_of(tree: Path) -> subprocess.Popen[str]:
    command = [sys.executable, str(Path(__file__).with_name("reading.py"))]
    environment = {**os.environ, "PYTHONPATH": str(tree), "CHECKER_CACHE": str(tree / "cache")}
    return subprocess.Popen(
        command, env=environment, cwd=tree, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def _asked(reader: subprocess.Popen[str], paths: Sequence[str]) -> float:
    assert reader.stdin is not None
    assert reader.stdout is not None
    reader.stdin.write(json.dumps(paths) + "\n")
    reader.stdin.flush()
    return float(reader.stdout.readline())


def _written(row: Row, folder: Path) -> list[str]:
    folder.mkdir()
    paths = [folder / f"{number}.{row.suffix}" for number in range(len(row.files))]
    for path, data in zip(paths, row.files, strict=True):
        path.write_bytes(data)
    return list(map(str, paths))


def _timed(read: Callable[[bytes], object], files: Sequence[bytes]) -> float:
    gc.collect()
    began = process_time()
    for data in files:
        read(data)
    return process_time() - began


def worker_lines(texts: Sequence[str], rounds: int) -> list[str]:
    """What the process in which files are read adds, by the clock: to a run when it starts, and to each file."""
    files = [layouts.plain(text) for text in texts]
    starts: list[float] = []
    there: list[float] = []
    here: list[float] = []
    for _ in range(rounds):
        sandbox.close()
        began = perf_counter()
        read_bytes(files[0], "in.docx")
        starts.append(perf_counter() - began)
        for taken, read in ((there, read_bytes), (here, read_docx)):
            began = perf_counter()
            for data in files:
                read(data, "in.docx")
            taken.append((perf_counter() - began) / len(files))
    each, start = min(there) - min(here), min(starts) - min(there)
    return [
        f"worker: {start * 1000:.0f} ms to start, {each * 1000:.2f} ms a file; a docx takes {min(there) / min(here):.2f} ×"
        " what it takes without"
    ]


def memory_lines(texts: Sequence[str], count: int) -> list[str]:
    """Memory of both processes after some files and after many, of the formats that need no other program to make."""
    files = [make(text) for text in texts[:5] for make in (layouts.one_run_each, layouts.numbered, _ofd)]
    sandbox.close()
    sizes: list[tuple[int, int]] = []
    last = count - 1  # with the next file the worker has read as many as it may, and ends
    try:
        for number in range(1, last + 1):
            read_bytes(files[number % len(files)], "in")
            if number in {_FIRST, last}:
                sizes.append((_resident("self"), _resident(str(_worker()))))
    except OSError:
        return ["memory: this system has no /proc, nothing was measured"]
    (parent, worker), (later, worker_later) = sizes
    return [
        f"memory after {last} files against {_FIRST}: checker {later / parent:.2f} × ({later} MiB), "
        f"worker {worker_later / worker:.2f} × ({worker_later} MiB)"
    ]


def _ofd(text: str) -> bytes:
    return ofds.document(layouts.paragraphs(text))


def _worker() -> int:
    child = sandbox._state.places[0].child
    assert child is not None
    return child._process.pid


def _resident(process: str) -> int:
    """MiB of *process* that are in memory."""
    status = Path("/proc", process, "status").read_text(encoding="utf-8")
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS:")).split()[1]) // 1024


def start_lines(rounds: int) -> list[str]:
    """What importing a reader adds to the start of a process that reads plain text."""
    modules = {
        "plain text": "checker.readers.plain",
        "docx": "checker.readers.docx",
        "python-docx": "docx",
        "html": "checker.readers.html",
        "trafilatura": "trafilatura",
    }
    commands = {name: f"import checker.readers, re\nimport {module}" for name, module in modules.items()}
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            began = perf_counter()
            done = subprocess.run([sys.executable, "-c", command], check=False, capture_output=True)
            if not done.returncode:
                times[name].append(perf_counter() - began)
    base = statistics.median(times["plain text"])
    return [
        f"start with {name}: {statistics.median(taken) / base:.2f} × that with plain text"
        for name, taken in times.items()
        if taken
    ]


if __name__ == "__main__":
    main()
