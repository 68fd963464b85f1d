"""How fast the checker is on this machine, in one run; ratios outlast the machine.  Nothing here is a test.

``python benchmarks/run.py`` takes some three minutes; ``--quick`` only shows that it works.  ``--against COMMIT`` runs
that commit's code and textlint over the same reports, in turns with today's, and nothing else.
"""

from __future__ import annotations

import argparse
import gc
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

import corpus
import pairs
import tenfold

from checker.engine import judge
from checker.patterns import Lexicon
from checker.readers import read_path
from checker.rulebook.load import load_pack

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from checker.rulebook.model import Pack

ONE = corpus.SAMPLES / "most-complete.txt"
"""Judged by the national pack."""
OTHER = corpus.SAMPLES / "empty-plan.txt"
"""From a province with a pack of its own: two packs are loaded."""
LENGTHS = (1, 4, 16)


class Row(NamedTuple):
    """One line of the table; *aim* is what the project wants, where it wants something."""

    what: str
    value: str
    ratio: str
    aim: str = ""


class Size(NamedTuple):
    """How much is measured."""

    starts: int
    reports: int
    repeats: int


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer runs and reports")
    parser.add_argument(
        "--against", metavar="COMMIT", help="pair today's code with that of a commit, and with textlint"
    )
    chosen = parser.parse_args()
    size = Size(3, 100, 1) if chosen.quick else Size(15, 1000, 3)
    system = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores"
    print(f"{platform.python_implementation()} {platform.python_version()} on {system}; {size.starts} starts, "
          f"{size.reports} reports, {size.repeats} repeats; the matcher is {Lexicon.__module__}")  # fmt: skip
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["CHECKER_CACHE"] = str(folder / "cache")
        corpus.write(folder / "reports", size.reports)
        if chosen.against:
            rounds = (size.starts, min(size.repeats, 2))
            cells = pairs.compared(folder, folder / "reports", ONE, chosen.against, rounds)
            show([Row(*row) for row in cells], Row("measured", chosen.against, "now", "ratio"))
            return
        counts = tenfold.write(folder / "tenfold.yaml")
        rows = [*starts(folder, size), *throughput(folder, size), *linearity(size), *patterns(folder, size, counts)]
    show(rows)


def show(rows: Sequence[Row], head: Row | None = None) -> None:
    """Print the table as Markdown."""
    table = [head or Row("measured", "value", "ratio", "aim"), *rows]
    widths = [max(len(row[at]) for row in table) for at in range(4)]
    for number, row in enumerate(table):
        print("| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |")
        if number == 0:
            print("|" + "|".join("-" * (width + 2) for width in widths) + "|")


def starts(folder: Path, size: Size) -> list[Row]:
    """A process for one report, against a bare interpreter; the runs of all commands are interleaved."""
    python, entry = sys.executable, Path(sys.executable).with_name("checker")
    commands: dict[str, list[str]] = {"python -c pass": [python, "-c", "pass"]}
    commands["python -m checker check one.txt"] = [python, "-m", "checker", "check", str(ONE)]
    if entry.exists():
        commands["checker check one.txt"] = [str(entry), "check", str(ONE)]
        commands["checker check one.txt --format json"] = [str(entry), "check", str(ONE), "--format", "json"]
        commands["checker check one.txt (two packs)"] = [str(entry), "check", str(OTHER)]
        commands["checker check one.txt (10x patterns)"] = [
            str(entry), "check", str(ONE), "--rules", str(folder / "tenfold.yaml"),
        ]  # fmt: skip
    commands["python -m checker …, pack cache cold"] = commands["python -m checker check one.txt"]
    times: dict[str, list[float]] = {name: [] for name in commands}
    for number in range(size.starts + 1):
        for name, command in commands.items():
            cache = folder / (f"cold-{number}" if name.endswith("cold") else "warm")
            taken = _timed(partial(_run, command, cache))
            if number:  # the first round fills the caches
                times[name].append(taken)
    medians = {name: statistics.median(taken) for name, taken in times.items()}
    bare = medians["python -c pass"]
    aims = {"python -m checker check one.txt": "≤ 5", "checker check one.txt": "≤ 5"}
    return [
        Row(f"start: {name}", f"{value * 1000:.0f} ms", f"{value / bare:.1f} × bare", aims.get(name, ""))
        for name, value in medians.items()
    ]


def throughput(folder: Path, size: Size) -> list[Row]:
    """All reports in one process: through the API and through the command line, with the peak of its memory."""
    paths = sorted((folder / "reports").iterdir())
    pack = load_pack("national")
    reading = min(_timed(lambda: [path.read_bytes() for path in paths]) for _ in range(size.repeats))
    reader = min(_timed(lambda: [read_path(path) for path in paths]) for _ in range(size.repeats))
    api = statistics.median(_timed(lambda: _judge_all(paths, pack)) for _ in range(size.repeats))
    command = [sys.executable, "-m", "checker", "check", "--format", "json"]
    cache = folder / "warm"
    many = statistics.median(
        _timed(lambda: _run([*command, str(folder / "reports")], cache, folder / "out.json"))
        for _ in range(size.repeats)
    )
    rows = [
        Row(f"{len(paths)} reports: bytes only", f"{reading:.3f} s", "1"),
        Row(f"{len(paths)} reports: read", f"{reader:.3f} s", f"{reader / reading:.1f} × bytes"),
        Row(f"{len(paths)} reports: read + judge", f"{api:.2f} s", f"{api / reading:.0f} × bytes", "≤ 1.0 s for 1,000"),
        Row(f"{len(paths)} reports: command line, JSON", f"{many:.2f} s", f"{many / api:.1f} × read + judge"),
    ]
    peaks = [_peak([*command, str(path)], cache, folder / "out.json") for path in (ONE, folder / "reports")]
    if all(peaks):
        one, all_of_them = peaks
        rows.append(
            Row(f"peak memory over {len(paths)} files", f"{all_of_them:.0f} MiB", f"{all_of_them / one:.1f} × one file")
        )
    return rows


def linearity(size: Size) -> list[Row]:
    """Time a character for reports of several lengths."""
    pack = load_pack("national")
    rows = []
    first = 0.0
    for times in LENGTHS:
        texts = [corpus.lengthened(text, times, seed) for text in corpus.originals() for seed in range(4)]
        with tempfile.TemporaryDirectory() as name:
            paths = []
            for number, text in enumerate(texts):
                paths.append(Path(name) / f"{number}.txt")
                paths[-1].write_text(text, encoding="utf-8")
            taken = min(_timed(partial(_judge_all, paths, pack)) for _ in range(size.repeats + 2))
        each = taken / sum(map(len, texts))
        first = first or each
        length = sum(map(len, texts)) // len(texts)
        what = f"length: {times} × ({length} characters)"
        rows.append(Row(what, f"{each * 1e9:.0f} ns a character", f"{each / first:.2f} × the shortest", "≈ 1"))
    return rows


def patterns(folder: Path, size: Size, counts: tuple[int, int]) -> list[Row]:
    """The same reports by a pack with ten times the patterns."""
    paths = sorted((folder / "reports").iterdir())[:300]
    packs = {
        count: load_pack(ref) for count, ref in zip(counts, ("national", str(folder / "tenfold.yaml")), strict=True)
    }
    times: dict[int, list[float]] = {count: [] for count in counts}
    for _ in range(size.repeats):
        for count, pack in packs.items():
            times[count].append(_timed(partial(_judge_all, paths, pack)))
    medians = {count: statistics.median(taken) for count, taken in times.items()}
    base = medians[counts[0]]
    return [
        Row(
            f"{count} patterns, {len(paths)} reports",
            f"{taken:.2f} s",
            f"{taken / base:.2f} × {counts[0]} patterns",
            "" if count == counts[0] else "≤ 3",
        )
        for count, taken in medians.items()
    ]


def _judge_all(paths: Sequence[Path], pack: Pack) -> None:
    for path in paths:
        judge(read_path(path), pack)


def _timed(work: Callable[[], object]) -> float:
    gc.collect()
    began = perf_counter()
    work()
    return perf_counter() - began


def _environment(cache: Path) -> dict[str, str]:
    return {**os.environ, "CHECKER_CACHE": str(cache)}


def _run(command: Sequence[str], cache: Path, out: Path | None = None) -> None:
    with Path(out or os.devnull).open("wb") as stream:
        done = subprocess.run(command, env=_environment(cache), stdout=stream, stderr=subprocess.DEVNULL, check=False)
    assert done.returncode in (0, 1), f"{command} was not judged"


def _peak(command: Sequence[str], cache: Path, out: Path) -> float:
    """The most memory that *command* held, in MiB; 0 where the system does not tell."""
    if not hasattr(os, "wait4"):
        return 0.0
    with out.open("wb") as stream:
        process = subprocess.Popen(command, env=_environment(cache), stdout=stream, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    main()
