"""What each session has brought, in memory alone, and the reading and judging of it, in turns.

A session is known by a number that nobody can guess.  It ends when its user says so, when nothing was asked of it for
:data:`IDLE` seconds, or with the server; nothing of it is left then.  Files that are no text are read by processes of
their own (``readers/sandbox.py``), one more than there are cores, so that a scan that takes minutes does not keep others
waiting.
"""

from __future__ import annotations

import logging
import secrets
from asyncio import Task, create_task, gather, wait
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import lru_cache
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from anyio import CapacityLimiter, to_thread

from checker.config.load import Basis
from checker.document.model import Document, bare_document
from checker.engine.assessor import Assessor
from checker.engine.model import Assessment
from checker.errors import CheckerError, UnreadableError, UsageError
from checker.readers import caught, read_bytes, sandbox
from checker.readers.limits import MIB, Limits
from checker.readers.registry import CONVERTERS
from checker.readers.sniff import binary_format
from checker.rulebook.load import DEFAULT_PACK, load_pack
from checker.rulebook.locate import available
from checker.web.guard import RefusedError
from checker.web.turns import Turns

if TYPE_CHECKING:
    from checker.render.filled import FilledTable
    from checker.web.audits import AuditRun

_T = TypeVar("_T")
Upload = tuple[str, "bytes | UnreadableError"]
"""A name, and the bytes of the file or why they cannot be had."""
IDLE = 2 * 60 * 60  # seconds
MOST_SHEETS = 200  # reports of a session
MOST_SESSIONS = 200
MOST_BYTES = 1024 * MIB  # that all reports of all sessions take
_TOGETHER = 4  # files of a user that wait for their turn
_KEPT = 32  # ways of judging that are kept
_OF_A_CHARACTER = 256  # bytes that a judged report takes, by the code point of its text
_LONG = frozenset(("pdf", "png", "jpg", "tif", "gif", "bmp", *CONVERTERS))
"""Formats that may take minutes: they are recognised, or converted by another program."""


class Objection(NamedTuple):
    """What an author says to a reviewer: that the rule is met, by which words, and why."""

    rule: str
    passage: str
    reason: str


class Said(NamedTuple):
    """What a person says of a report beside its basis: whose it is, and where its parts stand."""

    unit: str | None = None
    parts: tuple[tuple[str, str], ...] = ()


class Sheet:
    """One report of a session: the file as it came, within which *limits*, what was read of it, how it was judged."""

    def __init__(
        self, name: str, data: bytes, basis: Basis, document: Document | UnreadableError, limits: Limits
    ) -> None:
        self.id = secrets.token_urlsafe(9)
        self.name, self.data, self.basis, self.document, self.limits = name, data, basis, document, limits
        self.assessment = Assessment(name)
        self.objections: list[Objection] = []
        self.said = Said()
        self.draft: str | None = None  # the text as it has been changed here
        self.earlier: Assessment | None = None  # last year's report
        self.filled: tuple[FilledTable, ...] = ()  # what was written into an earlier checklist
        self.round = 0  # those of one round were put in together

    @property
    def original(self) -> str:
        """Return the text as it was read."""
        return self.document.text if isinstance(self.document, Document) else ""

    @property
    def text(self) -> str:
        """Return the text as it is now."""
        return self.original if self.draft is None else self.draft

    @property
    def current(self) -> Document | UnreadableError:
        """Return what is judged: the file as it was read, else the text that it has become here."""
        return self.document if self.draft is None else bare_document(self.draft, self.name)

    @property
    def held_bytes(self) -> int:
        """Return about how many bytes it takes."""
        earlier = self.earlier.document.text if self.earlier is not None and self.earlier.document is not None else ""
        return len(self.data) + _OF_A_CHARACTER * (max(len(self.original), len(self.draft or "")) + len(earlier))


class Batch:
    """Several files of a session, which are read and judged while their user looks on."""

    def __init__(self, total: int) -> None:
        self.total, self.done = total, 0
        self.passed_over: Sequence[str] = ()  # what else was in the archives among them
        self.refusal: RefusedError | None = None  # why it did not go on
        self.task: Task[None] | None = None

    @property
    def is_running(self) -> bool:
        """Return whether there is something to wait for."""
        return self.task is not None and not self.task.done()

    async def wait(self, seconds: float) -> None:
        """Wait for its end, not longer than *seconds*."""
        if self.task is not None:
            await wait([self.task], timeout=seconds)

    def stop(self) -> None:
        """Let the files be that nobody has begun with."""
        self.refusal = self.refusal or RefusedError(409, "stopped")


class Session:
    """The sheets of one user, the newest last."""

    def __init__(self) -> None:
        self.key = secrets.token_urlsafe(32)
        self.sheets: dict[str, Sheet] = {}
        self.rounds = 0
        self.batch: Batch | None = None
        self.audit: AuditRun | None = None
        self.used = monotonic()

    @property
    def held_bytes(self) -> int:
        """Return about how many bytes its reports take."""
        return sum(sheet.held_bytes for sheet in self.sheets.values()) + (
            self.audit.held_bytes if self.audit is not None else 0
        )

    def stop_work(self) -> None:
        """Stop what is going on for it."""
        for work in (self.batch, self.audit):
            if work is not None:
                work.stop()


class Desk:
    """All sessions, and whose turn it is; *cores* are those that the server may use."""

    def __init__(self, basis: Basis, limits: Limits, cores: int) -> None:
        self.basis, self.limits = basis, limits
        self.audits = Turns(1)
        self._reading, self._judging = Turns(cores + 1), Turns(cores)
        self._threads = CapacityLimiter(2 * cores + 1)
        self._assessor = lru_cache(_KEPT)(self._new_assessor)  # a typist's text is judged many times by the same packs
        self._sessions: dict[str, Session] = {}
        # A pack that is built for the first time takes a second, and twenty users would have it built.
        self._loading = Lock()
        sandbox.provide(cores + 1)

    def warm_up(self) -> None:
        """Load the packs, so that the first user does not wait for them."""
        for name in dict.fromkeys([self.basis.rules or DEFAULT_PACK, *available()]):
            with self._loading, suppress(CheckerError):  # whoever asks for it is told
                load_pack(name, cases=False)

    def session(self, key: str | None) -> Session | None:
        """Return the session of a *key*, if there is one; those that nobody uses end here."""
        now = monotonic()
        for old in [one for one in self._sessions.values() if now - one.used > IDLE]:
            self.forget_session(old)
        found = self._sessions.get(key) if key is not None else None
        if found is not None:
            found.used = now
        return found

    def open_session(self) -> Session:
        """Return a new session.  :raises RefusedError: where there are too many."""
        if len(self._sessions) >= MOST_SESSIONS:
            raise RefusedError(503, "busy")
        session = Session()
        self._sessions[session.key] = session
        return session

    def forget_session(self, session: Session) -> None:
        """Forget all that a session has brought."""
        self._sessions.pop(session.key, None)
        session.stop_work()

    def close(self) -> None:
        """End all sessions, and what is read for them."""
        for session in list(self._sessions.values()):
            self.forget_session(session)
        sandbox.close()

    async def put_sheet(
        self, session: Session, name: str, data: bytes | UnreadableError, basis: Basis | None = None
    ) -> Sheet:
        """Read and judge a file and lay it on the desk of a session.  :raises RefusedError: where there is no room."""
        session.rounds += 1
        return await self._put_one(session, name, data, basis)

    async def _put_one(
        self, session: Session, name: str, data: bytes | UnreadableError, basis: Basis | None = None
    ) -> Sheet:
        self.check_room(session)
        found = data if isinstance(data, UnreadableError) else await self._read_in_turn(session.key, data, name)
        kept = b"" if isinstance(data, UnreadableError) or len(data) > self.limits.size else data
        sheet = Sheet(name, kept, basis or self.basis, found, self.limits)
        sheet.assessment = await self._judge_in_turn(session.key, name, sheet.document, sheet.basis)
        sheet.round = session.rounds
        session.sheets[sheet.id] = sheet
        return sheet

    def put_all(self, session: Session, files: Sequence[Upload]) -> Batch:
        """Begin to read and judge *files*.  :raises RefusedError: where there is no room, or others are under way."""
        if session.batch is not None and session.batch.is_running:
            raise RefusedError(409, "under-way")
        self.check_room(session, len(files))
        session.rounds += 1
        batch = session.batch = Batch(len(files))
        batch.task = create_task(self._put_each(session, batch, files))
        return batch

    async def _put_each(self, session: Session, batch: Batch, files: Sequence[Upload]) -> None:
        left = iter(files)

        async def put_some() -> None:
            for name, content in left:
                if batch.refusal is not None:
                    return
                try:
                    await self._put_one(session, name, content)
                except RefusedError as refusal:
                    batch.refusal = refusal
                except Exception:  # the page tells; it concerns these files alone
                    logging.getLogger("uvicorn.error").exception("a file among several")
                    batch.refusal = RefusedError(500, "internal")
                batch.done += 1

        await gather(*(put_some() for _ in range(_TOGETHER)))

    def check_room(self, session: Session, count: int = 1) -> None:
        """See that *count* more reports have room.  :raises RefusedError: where they have not."""
        if len(session.sheets) + count > MOST_SHEETS:
            raise RefusedError(422, "too-many", limit=MOST_SHEETS)
        if sum(one.held_bytes for one in self._sessions.values()) > MOST_BYTES:
            raise RefusedError(503, "full")

    async def judge_again(self, session: Session, sheet: Sheet, basis: Basis, said: Said) -> None:
        """Judge a sheet by what a person says of it.

        :raises CheckerError: where it cannot be; the sheet stays as it was.
        """
        sheet.assessment = await self._judge_in_turn(session.key, sheet.name, sheet.current, basis, said)
        sheet.basis, sheet.said = basis, said

    async def revise(self, session: Session, sheet: Sheet, text: str) -> None:
        """Keep another text of a sheet and judge it; passages that it has no more are forgotten.

        :raises RefusedError: where there is no room.  :raises UnreadableError: ``too-long``.
        """
        if len(text) > self.limits.characters:
            raise UnreadableError("too-long", length=len(text), limit=self.limits.characters, path=sheet.name)
        self.check_room(session, 0)
        document = sheet.document if text == sheet.original else bare_document(text, sheet.name)
        try:
            judged = await self._judge_in_turn(session.key, sheet.name, document, sheet.basis, sheet.said)
        except UsageError as error:
            if error.key != "part-passage":
                raise
            sheet.said = Said(sheet.said.unit)
            judged = await self._judge_in_turn(session.key, sheet.name, document, sheet.basis, sheet.said)
        sheet.draft, sheet.assessment = (None if text == sheet.original else text), judged

    async def judge(self, name: str, data: bytes, basis: Basis, user: str = "") -> Assessment:
        """Judge a file that is not kept, in the turn of *user*.  :raises CheckerError: where the *basis* cannot be used."""
        return await self._judge_in_turn(user, name, await self._read_in_turn(user, data, name), basis)

    async def in_thread(self, function: Callable[..., _T], *given: Any) -> _T:
        """Return what *function* returns in a thread."""
        return await to_thread.run_sync(function, *given, limiter=self._threads)

    async def _read_in_turn(self, user: str, data: bytes, name: str) -> Document | UnreadableError:
        kind = caught(binary_format, data) if data else None
        turns = self._judging if kind is None else self._reading
        async with turns.turn(user, long=kind in _LONG):
            return await self.in_thread(lambda: caught(read_bytes, data, name, limits=self.limits))

    def _new_assessor(self, basis: Basis, said: Said) -> Assessor:
        return Assessor(**basis._asdict(), **said._asdict(), limits=self.limits)

    async def _judge_in_turn(
        self,
        user: str,
        name: str,
        document: Document | UnreadableError,
        basis: Basis,
        said: Said = Said(),  # noqa: B008 - it is immutable
    ) -> Assessment:
        def judged() -> Assessment:
            with self._loading:
                assessor = self._assessor(basis, said)
            return assessor.judge(name, document)

        async with self._judging.turn(user):
            return await self.in_thread(judged)
