"""What the gate of a repository costs: of many reports only the changed ones, and all of them a second time.

``python benchmarks/gate.py`` takes a few minutes; ``--quick`` only shows that it works.  Nothing here is a test.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import corpus
from run import Row, show

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

CHANGED = 3
CHECKER = [sys.executable, "-m", "checker", "check", "--format", "json"]
GIT = ["git", "-c", "user.name=checker", "-c", "user.email=checker@example.invalid"]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer runs and reports")
    count, repeats = (60, 1) if parser.parse_args().quick else (300, 3)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["CHECKER_CACHE"] = str(folder / "packs")
        repository = _repository(folder / "repository", count)
        rows = [*changed(repository, repeats), *again(repository, repeats)]
    print(f"{count} reports, {CHANGED} changed; medians of {repeats} runs, all commands taking turns")
    show(rows)


def changed(repository: Path, repeats: int) -> list[Row]:
    """Only what changed, against the same reports by their names, and against all."""
    names = [f"reports/{number:05}.txt" for number in range(CHANGED)]
    off = "--no-cache"
    commands: dict[str, list[str]] = {
        f"{CHANGED} reports by name": [*CHECKER, off, *names],
        "--changed-since": [*CHECKER, off, ".", "--changed-since", "main"],
        "nothing changed": [*CHECKER, off, ".", "--changed-since", "HEAD"],
        "all reports": [*CHECKER, off, "."],
    }
    for command in commands.values():
        _run(command, repository)  # packs are compiled, files are in memory
    judged = [one["path"] for one in json.loads(_run(commands["--changed-since"], repository))["reports"]]
    assert judged == names, judged
    times = _in_turns({name: partial(_run, command, repository) for name, command in commands.items()}, repeats)
    base = times[f"{CHANGED} reports by name"]
    aims = {"--changed-since": "≤ 1.5", "nothing changed": "≤ 1"}
    return [_row(name, taken, base, "by name", aims.get(name, "")) for name, taken in times.items()]


def again(repository: Path, repeats: int) -> list[Row]:
    """All reports with nothing kept of an earlier run, and once more."""
    kept = repository.parent / "results"
    command = [*CHECKER, ".", "--cache", str(kept)]
    cold, warm = [], []
    for _ in range(repeats):
        shutil.rmtree(kept, ignore_errors=True)
        first, second = perf_counter(), 0.0
        one = _run(command, repository)
        second = perf_counter()
        other = _run(command, repository)
        cold.append(second - first)
        warm.append(perf_counter() - second)
        assert one == other, "the result from the cache is another"
    base = statistics.median(cold)
    return [
        _row("all reports, nothing kept", base, base, "nothing kept"),
        _row("all reports, results kept", statistics.median(warm), base, "nothing kept", "≤ 0.25"),
    ]


def _row(name: str, taken: float, base: float, yardstick: str, aim: str = "") -> Row:
    return Row(name, f"{taken:.2f} s", f"{taken / base:.2f} × {yardstick}", aim)


def _in_turns(work: dict[str, Callable[[], object]], repeats: int) -> dict[str, float]:
    times: dict[str, list[float]] = {name: [] for name in work}
    for _ in range(repeats):
        for name, one in work.items():
            began = perf_counter()
            one()
            times[name].append(perf_counter() - began)
    return {name: statistics.median(taken) for name, taken in times.items()}


def _repository(folder: Path, count: int) -> Path:
    """So many reports that differ, on ``main``; on the branch that is checked out, some are not as they were."""
    paths = corpus.write(folder / "reports", count)
    for words in (["init", "-q", "-b", "main"], ["add", "--all"], ["commit", "-q", "-m", "reports"]):
        _git(words, folder)
    _git(["checkout", "-q", "-b", "work"], folder)
    for path in paths[:CHANGED]:
        path.write_text(path.read_text(encoding="utf-8") + "\n附：补充说明。\n", encoding="utf-8")
    _git(["commit", "-q", "--all", "-m", "changed"], folder)
    return folder


def _git(words: Sequence[str], folder: Path) -> None:
    subprocess.run([*GIT, *words], cwd=folder, check=True)


def _run(command: Sequence[str], folder: Path) -> bytes:
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    assert done.returncode in (0, 1), done.stderr.decode()
    return done.stdout


if __name__ == "__main__":
    main()
