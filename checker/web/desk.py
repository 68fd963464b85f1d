"""What each session has brought, in memory alone, and the judging of it, in turns.

A session is known by a number that nobody can guess.  It ends when its user says so, when nothing was asked of it for
:data:`IDLE` seconds, or with the server; nothing of it is left then.
"""

from __future__ import annotations

import secrets
from asyncio import Lock
from collections.abc import Callable
from time import monotonic
from typing import Any, NamedTuple, TypeVar

from anyio import CapacityLimiter, to_thread

from checker.config.model import Basis
from checker.document.model import Document
from checker.engine.assessor import Assessor
from checker.engine.model import Assessment
from checker.errors import UnreadableError
from checker.readers import caught, read_bytes
from checker.readers.limits import Limits
from checker.web.guard import RefusedError

_T = TypeVar("_T")
IDLE = 2 * 60 * 60  # seconds
MOST_SHEETS = 200  # reports of a session
MOST_SESSIONS = 200
MOST_BYTES = 512 * 1024 * 1024  # of all files of all sessions


class Objection(NamedTuple):
    """What an author says to a reviewer: that the rule is met, by which words, and why."""

    rule: str
    passage: str
    reason: str


class Sheet:
    """One report of a session: the file as it came, what was read of it, and how it was judged."""

    def __init__(self, name: str, data: bytes, basis: Basis, document: Document | UnreadableError) -> None:
        self.id = secrets.token_urlsafe(9)
        self.name, self.data, self.basis, self.document = name, data, basis, document
        self.assessment = Assessment(name)
        self.objections: list[Objection] = []


class Session:
    """The sheets of one user, the newest last."""

    def __init__(self) -> None:
        self.key = secrets.token_urlsafe(32)
        self.sheets: dict[str, Sheet] = {}
        self.turn = Lock()  # one job of a session at a time: nobody is made to wait by the hundred files of another
        self.used = monotonic()

    @property
    def size(self) -> int:
        """How many bytes its files have."""
        return sum(len(sheet.data) for sheet in self.sheets.values())


class Desk:
    """All sessions, and the workers that judge for them."""

    def __init__(self, basis: Basis, limits: Limits, workers: int) -> None:
        self.basis, self.limits = basis, limits
        self._workers = CapacityLimiter(workers)
        self._sessions: dict[str, Session] = {}

    def session(self, key: str | None) -> Session | None:
        """Return the session of a *key*, if there is one; those that nobody uses end here."""
        now = monotonic()
        for old in [one.key for one in self._sessions.values() if now - one.used > IDLE]:
            del self._sessions[old]
        found = self._sessions.get(key) if key is not None else None
        if found is not None:
            found.used = now
        return found

    def open(self) -> Session:
        """Return a new session.  :raises RefusedError: where there are too many."""
        if len(self._sessions) >= MOST_SESSIONS:
            raise RefusedError(503, "busy")
        session = Session()
        self._sessions[session.key] = session
        return session

    def end(self, session: Session) -> None:
        """Forget all that a session has brought."""
        self._sessions.pop(session.key, None)

    async def put(self, session: Session, name: str, data: bytes, basis: Basis | None = None) -> Sheet:
        """Read and judge a file and lay it on the desk of a session.  :raises RefusedError: where there is no room."""
        if len(session.sheets) >= MOST_SHEETS:
            raise RefusedError(422, "too-many", limit=MOST_SHEETS)
        if sum(one.size for one in self._sessions.values()) + len(data) > MOST_BYTES:
            raise RefusedError(503, "full")
        async with session.turn:
            sheet = Sheet(name, data, basis or self.basis, await self._run(self._read, data, name))
            sheet.assessment = await self._run(self._judge, name, sheet.document, sheet.basis)
        session.sheets[sheet.id] = sheet
        return sheet

    async def judge_again(self, session: Session, sheet: Sheet, basis: Basis) -> None:
        """Judge a sheet by another *basis*.  :raises CheckerError: where there is none such; the sheet stays as it was."""
        async with session.turn:
            sheet.assessment = await self._run(self._judge, sheet.name, sheet.document, basis)
            sheet.basis = basis

    async def judge(self, name: str, data: bytes, basis: Basis) -> Assessment:
        """Judge a file that is not kept.  :raises CheckerError: where the *basis* cannot be used."""
        document = await self._run(self._read, data, name)
        return await self._run(self._judge, name, document, basis)

    async def _run(self, function: Callable[..., _T], *given: Any) -> _T:
        return await to_thread.run_sync(function, *given, limiter=self._workers)

    def _read(self, data: bytes, name: str) -> Document | UnreadableError:
        return caught(read_bytes, data, name, limits=self.limits)

    def _judge(self, name: str, document: Document | UnreadableError, basis: Basis) -> Assessment:
        return Assessor(basis.rules, year=basis.year, filer=basis.filer, limits=self.limits).judge(name, document)
