"""The process that judges files for an audit: whatever a file does to it, the run goes on.

Started by :mod:`checker.audit.dispatch`, which it answers in frames (:mod:`checker.processes`).  First comes a
frame on how to judge, then frames of tasks, with the bytes of their files where these come along; every task has one
answer.  It is the sandbox of the files that it reads.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from checker import words
from checker.audit import rows
from checker.audit.basis import basis_from_setup
from checker.audit.file_access import Opened, Opener
from checker.audit.sources import INSIDE, Task
from checker.engine.assessor import Assessor
from checker.engine.model import Assessment
from checker.errors import UnreadableError
from checker.processes import cut, share_cores
from checker.processes.child import Parent, limit, release
from checker.readers import TOGETHER, caught, convert_together, read_source, sandbox
from checker.readers.folders import CONVERTED
from checker.readers.kept_pages import keep_in
from checker.readers.limits import MIB, Limits, enforce
from checker.readers.pdf import pages_to_recognise
from checker.readers.registry import CONVERTERS
from checker.readers.sniff import binary_format
from checker.waivers import Ledger

TOGETHER_AT = -1
"""The place of a step that is about several tasks."""

_SPARE = 20  # seconds beyond those that a step may take of itself
_HELD = 64 * MIB  # bytes of files that are converted together
_OWN_MEMORY = 256 * MIB  # what the process takes before it has read anything, and some room


def main() -> None:
    """Answer frames until there are no more."""
    parent = Parent(sandbox.tidy)
    sandbox.enter()
    setup = parent.frame()[0]
    if "words" in setup:  # of the run, whatever this machine has
        words.replace_added(setup["words"])
    share_cores(setup.get("processes", 1))
    judge = _Judge(setup, parent)
    keep_in(judge)
    parent.say({"ready": True, "makeup": basis_from_setup(setup).makeup() if setup["compared"] else None})
    while True:
        head, body = parent.frame()
        judge.all([_task(*fields) for fields in head["tasks"]], cut(body, head["sizes"]), only_open=head["open"])
        release()
        parent.say({"kind": "done", "worn": sandbox.is_worn()})


def _task(path: str, name: str, members: Sequence[int], *rest: Any) -> Task:
    earlier, known, alone, basis, glance = rest
    return Task(path, name, tuple(members), earlier, known, alone, None if basis is None else tuple(basis), glance)


class _Judge:
    """Reads and judges tasks as the run asks for, and says what came of each."""

    def __init__(self, setup: dict[str, Any], parent: Parent) -> None:
        self._parent, self._say = parent, parent.say
        self._at = 0
        self._pictures: list[str] = []
        self._limits = Limits(*setup["limits"])
        self._basis = (setup["rules"], None, setup["filer"])
        self._assessors: dict[tuple[str | None, int | None, str | None], Assessor] = {}
        self._ledger: Ledger | None = None
        if setup["waivers"] is not None:
            from checker.waivers.load import ledger_of

            named = [ref for ref in (setup["rules"], *setup["named"]) if ref is not None]
            self._ledger = ledger_of(setup["waivers"], named, setup["today"])
        self._opener = Opener(self._limits)
        self._folder = setup["folder"]
        self._came_along: Sequence[bytes] = ()
        enforce(self._limits)
        self._packs: set[str] = set()

    def all(self, tasks: Sequence[Task], came_along: Sequence[bytes], *, only_open: bool) -> None:
        """Answer *tasks*, those together that must be converted; their files are opened where they did not come along."""
        self._came_along = came_along
        held: list[tuple[int, Task, Opened]] = []
        for at, task in enumerate(tasks):
            opened = self._opened_or_answered(at, task)
            if opened is None:
                continue
            if only_open:
                head = {"kind": "opened", "at": at, "digest": opened.digest, "size": opened.size}
                self._say(head, opened.data)
                continue
            if task.alone or not task.name.lower().endswith(CONVERTED):
                self._judge_one(at, task, opened, None)
                continue
            held.append((at, task, opened))
            if len(held) >= TOGETHER or sum(len(one.data) for _, _, one in held) > _HELD:
                self._converted(held)
                held = []
        self._converted(held)

    def recall(self, name: str) -> bytes:
        """Return a page that was recognised before, as the run knows it; see :class:`checker.readers.kept_pages.PageMemory`."""
        self._pictures.append(name)
        self._say({"kind": "recall", "name": name})
        return self._parent.frame()[1]

    def keep(self, name: str, sealed: bytes) -> None:
        """Hand a page that was recognised to the run, which keeps it whatever becomes of the file."""
        self._say({"kind": "page", "at": self._at, "name": name}, sealed)

    def _step(self, at: int, seconds: float, opened: Opened | None = None, *, programs: bool = False) -> None:
        """Tell what is done next, and hold this process to it; *programs*: others that take more memory are started."""
        known = {"digest": None, "size": 0} if opened is None else {"digest": opened.digest, "size": opened.size}
        self._say({"kind": "step", "at": at, "seconds": seconds} | known)
        limit(seconds, self._limits.memory * (sandbox.FOR_PROGRAMS if programs else 1) + _OWN_MEMORY)

    def _opened_or_answered(self, at: int, task: Task) -> Opened | None:
        """Return the bytes of a task; ``None`` where it is answered without them."""
        self._step(at, self._limits.seconds + _SPARE)
        looked = caught(self._opened_with_members, at, task)
        if task.glance and (isinstance(looked, UnreadableError) or looked[1] is None):
            # What cannot be told now is told when it is read.
            pages = looked if isinstance(looked, UnreadableError) else caught(pages_to_recognise, looked[0].data)
            self._say({"kind": "glance", "at": at, "pages": 0 if isinstance(pages, UnreadableError) else pages})
            return None
        if isinstance(looked, UnreadableError):
            lasting = looked.key not in ("internal", "out-of-memory")
            self._say_failure(
                at, task, looked, *(self._opener.hash_and_size(task.path, task.members) if lasting else (None, 0))
            )
            return None
        opened, members = looked
        if members is not None:
            others = opened.container.others if opened.container is not None else []
            self._say({"kind": "container", "at": at, "members": members, "others": others})
            return None
        if task.known == opened.digest:
            self._say({"kind": "same", "at": at})
            return None
        return opened

    def _opened_with_members(self, at: int, task: Task) -> tuple[Opened, list[tuple[int, str]] | None]:
        """Return a task's file, and what is in it where it is a container."""
        if self._came_along:
            data = self._came_along[at]
            return Opened(data, sha256(data).hexdigest(), len(data)), None
        opened = self._opener.open(task.path, task.members)
        if opened.container is None:
            return opened, None
        return opened, [(member.number, member.name) for member in opened.container.members()]

    def _converted(self, held: Sequence[tuple[int, Task, Opened]]) -> None:
        """Answer tasks whose bytes are there; what LibreOffice has to convert, in one go."""
        made = {}
        if len(held) > 1:
            self._step(TOGETHER_AT, (self._limits.seconds + _SPARE) * (len(held) + 1), programs=True)
            made = convert_together([(task.name, opened.data) for _, task, opened in held], self._limits)
        for number, (at, task, opened) in enumerate(held):
            self._judge_one(at, task, opened, made.get(number))

    def _judge_one(self, at: int, task: Task, opened: Opened, made: Any) -> None:
        self._at, self._pictures = at, []
        assessment = caught(self._assessment, at, task, opened, made)
        if isinstance(assessment, UnreadableError):
            self._say_failure(at, task, assessment, opened.digest, opened.size)
        else:
            self._say_result(at, assessment, opened)

    def _assessment(self, at: int, task: Task, opened: Opened, made: Any) -> Assessment:
        kind = caught(binary_format, opened.data)
        if isinstance(kind, str):  # no text: the limit on time is for reading it, by way of a converter where need be
            converted = kind in CONVERTERS
            seconds = self._limits.seconds * 3 + _SPARE if converted else self._limits.seconds
            self._step(at, seconds, opened, programs=converted)
            found = read_source(opened.data, task.name, made, self._limits)
            self._step(at, self._limits.seconds + _SPARE, opened)
        else:
            self._step(at, self._limits.seconds + _SPARE, opened)
            found = read_source(opened.data, task.name, made, self._limits)
        assessment = self._assessor(task).judge(task.name, found)
        return assessment if task.earlier else self._waived(assessment, task)

    def _assessor(self, task: Task) -> Assessor:
        """Return what judges *task*, made when it is first needed."""
        basis = self._basis if task.basis is None else task.basis
        if basis not in self._assessors:
            rules, year, filer = basis
            self._assessors[basis] = Assessor(rules, year=year, filer=filer, limits=self._limits)
        return self._assessors[basis]

    def _waived(self, assessment: Assessment, task: Task) -> Assessment:
        """Return the assessment with waivers; their globs see the path as the command line would show it."""
        if self._ledger is None:
            return assessment
        inside = task.name.partition(INSIDE)
        try:
            path = os.path.relpath(task.path, self._folder)
        except ValueError:  # on another drive
            path = task.path
        path = path.replace(os.sep, "/") + "".join(inside[1:])
        return self._ledger.apply(assessment._replace(path=path))._replace(path=assessment.path)

    def _say_result(self, at: int, assessment: Assessment, opened: Opened) -> None:
        pack = assessment.pack
        if pack is not None and pack.digest not in self._packs:
            self._packs.add(pack.digest)
            self._say({"kind": "rules", "pack": rows.label(pack), "rules": rows.rules(pack)})
        head: dict[str, Any] = {"kind": "judged", "at": at, "digest": opened.digest, "size": opened.size}
        head["report"] = list(rows.report_row(assessment).values())
        head |= {"items": rows.items(assessment), "pictures": self._pictures}
        self._say(head, rows.packed_text(assessment))

    def _say_failure(self, at: int, task: Task, error: UnreadableError, digest: str | None, size: int) -> None:
        if task.known is not None and task.known == digest:
            self._say({"kind": "same", "at": at})
            return
        error.values["path"] = task.name
        report = list(rows.unread_report(error).values())
        head = {"kind": "judged", "at": at, "digest": digest or "", "size": size, "report": report}
        self._say(head | {"items": [], "pictures": None})
