"""Folders of reports to audit, runs over them, and what a store holds."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from checker.audit.basis import AuditBasis
from checker.audit.dispatch import Pool, Start
from checker.audit.run import Outlook, Run, Shard, count
from checker.audit.sources import search_area
from checker.audit.store import NAME, Store
from checker.errors import UsageError
from checker.readers.limits import DEFAULT
from tests import commands
from tests.commands import Done

ROOT = Path(__file__).parents[2]
SAMPLES = sorted((ROOT / "samples").glob("*.txt"))
TEXTS = [path.read_text(encoding="utf-8") for path in SAMPLES]


class Told:
    """A watch that counts."""

    def __init__(self) -> None:
        self.files = self.fresh = self.kept = 0

    def total(self, files: int) -> None:
        self.files = files

    def done(self, *, fresh: bool) -> None:
        self.fresh += fresh
        self.kept += not fresh

    def ahead(self, outlook: Outlook) -> None:
        self.outlook = outlook


class Audited(NamedTuple):
    files: int
    fresh: int
    kept: int


def text(number: int) -> str:
    """A report that differs from all others."""
    return f"{TEXTS[number % len(TEXTS)]}\n编号第{number}号。\n"


def reports(folder: Path, count: int) -> Path:
    """A folder of so many reports in folders of ten."""
    for number in range(count):
        path = folder / f"{number // 10:02}片" / f"某局 {number:03}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text(number), encoding="utf-8")
    return folder


def run(
    folder: Path, out: Path, *, shard: Shard | None = None, jobs: int = 1, start: Start | None = None, **judging: Any
) -> Audited:
    """Judge all of *folder* into the store of *out*, as the command does, by *jobs* processes or whom *start* gives."""
    out.mkdir(exist_ok=True)
    told = Told()
    with closing(Store(str(out / NAME), writable=True)) as store:
        places = [search_area([str(folder)], str(out))]
        files = count(places, shard, [])
        Run(
            store, AuditBasis(**{"limits": DEFAULT, **judging}), places, shard, start or partial(Pool, jobs)
        ).judge_files(files, told)
        store.keep_facts(finished=True)
    return Audited(told.files, told.fresh, told.kept)


def query(out: Path, question: str, *values: Any) -> list[Any]:
    """Rows of the store of *out*; where there is one column, its values."""
    with closing(Store(str(out / NAME))) as store:
        found = store.connection.execute(question, values).fetchall()
    return [row[0] for row in found] if found and len(found[0]) == 1 else found


def dump(out: Path, *tables: str) -> dict[str, list[Any]]:
    """What the store of *out* holds, whatever the order in which it came."""
    with closing(Store(str(out / NAME))) as store:
        names = tables or [
            row[0] for row in store.connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1")
        ]
        return {name: sorted(store.connection.execute(f"SELECT * FROM {name}"), key=repr) for name in names}  # noqa: S608


def judged_so_far(out: Path) -> int:
    """How many files the store of *out* has rows on; none where there is no store yet."""
    try:
        return query(out, "SELECT count(*) FROM reports")[0]
    except UsageError:
        return 0


def start(*args: object, tmp: Path | None = None, **rest: Any) -> subprocess.Popen[bytes]:
    """The command line in a process of its own, with *tmp* for temporary files."""
    whole = {key: value for key, value in os.environ.items() if not key.startswith("CHECKER_")}
    whole |= {"TMPDIR": str(tmp)} if tmp is not None else {}
    command = [sys.executable, "-m", "checker", "audit", *map(str, args)]
    return subprocess.Popen(command, cwd=ROOT, env=whole, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **rest)


def checker(*args: object) -> Done:
    """The same in the process of the tests, which imports what an audit needs only once."""
    return commands.checker("audit", *args, cwd=ROOT)
