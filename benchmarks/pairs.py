"""Today's build beside an older commit, and beside textlint: the same texts, taking turns, in one run.

Each is a copy of its tree with its own cache, run by this interpreter; processor time is counted, not the clock.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tarfile
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
WORDS = (
    "的的", "了了", "和和", "法制政府", "法制建设", "执发", "行证", "复义", "按装", "报消", "布署", "部暑",
    "渡过难关", "份内", "复盖", "既使", "竟争", "决对", "刻不容援", "脉博", "名符其实", "迫不急待", "气慨", "谈笑风声",
    "五州四海", "宣泄", "一幅对联", "再接再励", "针贬", "座阵",
)  # fmt: skip
"""Thirty words for textlint's rule of terms: as many as it is usually given."""

Cells = tuple[str, str, str, str]


class Used(NamedTuple):
    """What a process used: seconds of processor time and MiB of memory at its peak."""

    seconds: float
    memory: float


def tree(folder: Path, commit: str | None) -> Path:
    """Return a copy of the packages at *commit*, or as they are now, in *folder*."""
    folder.mkdir()
    if commit is None:
        for name in ("checker", "rules"):
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    else:
        archive = [shutil.which("git") or "git", "archive", commit, "checker", "rules"]
        packed = subprocess.run(archive, cwd=ROOT, capture_output=True, check=True)
        with tarfile.open(fileobj=BytesIO(packed.stdout)) as files:
            files.extractall(folder, filter="data")
    return folder


def used(command: list[str], where: Path, out: Path) -> Used:
    """Run *command* for the tree at *where*."""
    environment = {**os.environ, "PYTHONPATH": str(where), "CHECKER_CACHE": str(where / "cache")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    with out.open("wb") as stream:
        process = subprocess.Popen(command, env=environment, stdout=stream, stderr=subprocess.DEVNULL, cwd=where)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode in (0, 1), f"{command} ended with {process.returncode}"
    scale = 1024 * 1024 if sys.platform == "darwin" else 1024
    return Used(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / scale)


def compared(folder: Path, reports: Path, one: Path, commit: str, rounds: tuple[int, int]) -> list[Cells]:
    """Return rows on cold starts and on all *reports*, so many rounds of each: what, then, now, the ratio of the two."""
    starts, repeats = rounds
    trees = {name: tree(folder / name, at) for name, at in (("then", commit), ("now", None))}
    check = [sys.executable, "-m", "checker", "check", "--no-config", "--no-cache"]
    calls = {"one report, text": [*check, str(one)], "one report, JSON": [*check, str(one), "--format", "json"]}
    rows = []
    bare = statistics.median(
        used([sys.executable, "-c", "pass"], folder, folder / "out").seconds for _ in range(starts)
    )
    for what, call in calls.items():
        then, now = _turns(trees, call, folder, starts)
        value = (f"{then.seconds / bare:.1f} × bare", f"{now.seconds / bare:.1f} × bare")
        rows.append((what, *value, f"{now.seconds / then.seconds:.2f}"))
    then, now = _turns(trees, [*check, str(reports), "--format", "json"], folder, repeats)
    rows.append(
        ("all reports, JSON", f"{then.seconds:.2f} s", f"{now.seconds:.2f} s", f"{now.seconds / then.seconds:.2f}")
    )
    memory = (f"{then.memory:.0f} MiB", f"{now.memory:.0f} MiB", f"{now.memory / then.memory:.2f}")
    rows.append(("  memory at its peak", *memory))
    return [*rows, _textlint(folder, reports, now)]


def _turns(trees: dict[str, Path], call: list[str], folder: Path, times: int) -> list[Used]:
    found: dict[str, list[Used]] = {name: [] for name in trees}
    for number in range(times + 1):
        for name, where in trees.items():
            one = used(call, where, folder / "out")
            if number:  # the first round fills the caches
                found[name].append(one)
    return [
        Used(statistics.median(one.seconds for one in all_), max(one.memory for one in all_)) for all_ in found.values()
    ]


def _textlint(folder: Path, reports: Path, now: Used) -> Cells:
    """Return the row on textlint with thirty terms over the same reports; what is missing is told instead."""
    npm, lint = shutil.which("npm"), folder / "textlint"
    if npm is None:
        return ("textlint, 30 terms", "skipped: no npm", "", "")
    lint.mkdir()
    terms = "".join(f"  - pattern: {word}\n    expected: （{word}）\n" for word in WORDS)
    (lint / "terms.yml").write_text(f"version: 1\nrules:\n{terms}", encoding="utf-8")
    (lint / ".textlintrc.json").write_text('{"rules": {"prh": {"rulePaths": ["terms.yml"]}}}', encoding="utf-8")
    install = [npm, "install", "--silent", "--no-audit", "--no-fund", "textlint@14.8.4", "textlint-rule-prh@6.1.0"]
    if subprocess.run(install, cwd=lint, capture_output=True, check=False, timeout=120).returncode:
        return ("textlint, 30 terms", "skipped: npm could not install it", "", "")
    command = [str(lint / "node_modules" / ".bin" / "textlint"), "--format", "json", str(reports)]
    taken = used(command, lint, folder / "out")
    return (
        "textlint, 30 terms, no score",
        f"{taken.seconds:.2f} s",
        f"{now.seconds:.2f} s",
        f"{now.seconds / taken.seconds:.2f}",
    )
