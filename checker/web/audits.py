"""An audit of the reports of a session: the run of ``checker audit`` in a process and a private folder of its own.

The folder lives as long as the run does; what was written is kept in memory.  Where the server dies, the process ends
with its input and removes the folder.
"""

from __future__ import annotations

import errno
from asyncio import Task, create_task
from collections.abc import Sequence
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from anyio import CapacityLimiter, to_thread

from checker.audit.outputs import LETTERS, PAGE, WORKBOOK
from checker.office.files import safe_name
from checker.processes.process import Child
from checker.readers.limits import MIB
from checker.web.guard import RefusedError
from checker.web.turns import Turns

MODULE = "checker.cli.audit_child"
"""Whose ``main`` the process runs."""

REPORTS, OUT = "reports", "out"
"""Folders in the private one."""

_MOST_SECONDS = 6 * 60 * 60
_MOST_BYTES = 256 * MIB  # of what a run may write for people


class AuditOrder(NamedTuple):
    """What is asked of a run: the *reports* by their names, the roster by its own, and what ``checker audit`` takes."""

    reports: Sequence[tuple[str, bytes]]
    roster: tuple[str, bytes] | None
    year: int | None
    title: str | None
    rules: str | None
    lang: str
    limits: Sequence[int]


class AuditRun:
    """One run: how far it has come (``stage``, ``done``, ``total``), and at its end ``files``, or why there are none."""

    def __init__(self, order: AuditOrder) -> None:
        self.stage, self.done, self.total = "waiting", 0, 0
        self.files: dict[str, bytes] = {}
        self.failure: tuple[str, str] | None = None  # what, and what to do
        self.faults: list[list[str]] = []  # of the roster: the lines that tell each
        self.is_stopped = False
        self._order = order
        self._is_waiting = True
        self._child: Child | None = None
        self._task: Task[None] | None = None

    @property
    def is_running(self) -> bool:
        """Return whether it has begun and not ended."""
        return self._task is not None and not self._task.done()

    @property
    def held_bytes(self) -> int:
        """Return how many bytes its files have."""
        return sum(map(len, self.files.values()))

    def start(self, turns: Turns, user: str) -> None:
        """Begin as soon as it is the turn of *user*."""
        self._task = create_task(self._run_in_turn(turns, user))

    def stop(self) -> None:
        """Let it be; what it has done so far is gone."""
        self.is_stopped = True
        if self._child is not None:
            self._child.close_input()
        elif self._task is not None and self._is_waiting:
            self._task.cancel()

    async def _run_in_turn(self, turns: Turns, user: str) -> None:
        try:
            async with turns.turn(user):
                self._is_waiting, self.stage = False, "files"
                await to_thread.run_sync(self._run_child, limiter=CapacityLimiter(1))
        except RefusedError:
            self.failure = RefusedError(500, "audit-ended").why_and_remedy(self._order.lang)
        finally:
            self._order = self._order._replace(reports=(), roster=None)

    def _run_child(self) -> None:
        try:
            with TemporaryDirectory(prefix="checker-", ignore_cleanup_errors=True) as name:
                self._run_in(Path(name))
        except OSError as error:
            key = "disk-full" if error.errno in (errno.ENOSPC, errno.EDQUOT) else "audit-ended"
            self.failure = RefusedError(500, key).why_and_remedy(self._order.lang)

    def _run_in(self, folder: Path) -> None:
        """Lay the reports into *folder*, run, and take what was written.  :raises OSError: where the disk is full."""
        order = self._order
        for name, data in _with_own_paths(order.reports):
            path = folder / REPORTS / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        roster = None
        if order.roster is not None:
            roster = safe_path(order.roster[0])
            (folder / roster).write_bytes(order.roster[1])
        head = {"folder": str(folder), "roster": roster} | {
            name: getattr(order, name) for name in ("year", "title", "rules", "lang", "limits")
        }
        child = self._child = Child(MODULE)
        try:
            child.allow(_MOST_SECONDS)
            if not self.is_stopped and self._follow(child, head):
                self.files = _written_files(folder / OUT)
        finally:
            child.end()

    def _follow(self, child: Child, head: dict[str, Any]) -> bool:
        """Note how far the run has come until it ends; return whether it did as it should."""
        with suppress(OSError):  # it has ended: what is received tells
            child.send(head)
        while (frame := child.receive()) is not None:
            said = frame[0]
            if "stage" in said:
                self.stage, self.done, self.total = str(said["stage"]), int(said["done"]), int(said["total"])
            elif "ended" in said:
                return True
            else:
                self.failure, self.faults = (str(said.get("what")), str(said.get("remedy"))), said.get("faults", [])
                return False
        if not self.is_stopped:
            self.failure = RefusedError(500, "audit-ended").why_and_remedy(self._order.lang)
        return False


def safe_path(name: str) -> str:
    """Return a relative path for a name that a stranger gave: nothing of it leads out of a folder or is hidden."""
    parts = (part.strip(" .").rpartition(".") for part in name.replace("\\", "/").split("/") if part.strip(" ."))
    safe = (f"{safe_name(stem)}.{safe_name(last)[:10]}" if stem else safe_name(last) for stem, _, last in parts)
    return "/".join(safe) or "_"


def _with_own_paths(reports: Sequence[tuple[str, bytes]]) -> list[tuple[str, bytes]]:
    """Return *reports* by paths that differ, also where a system does not tell capitals from small letters."""
    taken: set[str] = set()
    named = []
    for name, data in reports:
        path = safe_path(name)
        parent, slash, last = path.rpartition("/")
        number = 1
        while path.casefold() in taken or any(one.startswith(f"{path.casefold()}/") for one in taken):
            number += 1
            path = f"{parent}{slash}{number}-{last}"
        taken.add(path.casefold())
        named.append((path, data))
    return named


def _written_files(out: Path) -> dict[str, bytes]:
    """Return what a run has written for people, the letters as one archive."""
    made = {name: (out / name).read_bytes() for name in (WORKBOOK, PAGE) if (out / name).is_file()}
    letters = sorted(path for path in (out / LETTERS).rglob("*") if path.is_file())
    if letters:
        packed = BytesIO()
        with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
            for path in letters:
                archive.writestr(ZipInfo(path.relative_to(out / LETTERS).as_posix()), path.read_bytes(), ZIP_DEFLATED)
        made[f"{LETTERS}.zip"] = packed.getvalue()
    return made if sum(map(len, made.values())) <= _MOST_BYTES else {}
