"""What a worker of a cluster does: it has files judged by processes of its own, so that no file can take it down.

Everything passes as bytes: an *order* says how a run judges, once for all its tasks, and brings the packs and waivers that
are files of the user; a portion is tasks and, unless the workers see the same folders, the bytes of their files.
"""
# names of files are strings here, as the system and the wire have them:
# ruff: noqa: PTH100, PTH103, PTH116, PTH118, PTH120, PTH123, S301

from __future__ import annotations

import os
import pickle
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from tempfile import TemporaryDirectory
from threading import Event, Lock, Thread
from typing import Any, NamedTuple

from checker import words
from checker.audit.basis import AuditBasis
from checker.audit.dispatch import JudgingProcess
from checker.audit.sources import Task, below
from checker.errors import CheckerError, library, reason_of
from checker.readers.limits import Limits
from checker.rulebook.locate import available, find_pack, read_chain

_MOST_PAGES = 10_000  # recognised ones that a worker remembers, some 2 KB each
_IDLE = 120  # seconds after which a process ends that nobody has asked for anything


class _Order(NamedTuple):
    """How a run judges: what its processes are told, and the user's *files* by their names in a folder of their own.

    ``names`` leads from what packs and waivers are called in the run to such a name.  ``seen`` are folders that a worker
    has to see, where it reads the files itself.
    """

    setup: dict[str, Any]
    limits: Limits
    makeup: dict[str, list[str]]
    files: dict[str, bytes]
    names: dict[str, str]
    seen: tuple[str, ...]


def order_of(judging: AuditBasis, setup: dict[str, Any], refs: Sequence[str], seen: Sequence[str]) -> bytes:
    """Return the order of a run that judges by the packs *refs*, each a name of the checker's or a path."""
    names = {ref: find_pack(ref) for ref in dict.fromkeys(refs) if ref not in available()}
    paths = [file.path for path in names.values() for pack in read_chain(path) for file in pack.files]
    paths = [path for path in paths if not any(below(path, ours) for ours in available().values())]
    if judging.waivers is not None:
        names[judging.waivers] = judging.waivers
        paths.append(judging.waivers)
    whole = [os.path.abspath(path) for path in dict.fromkeys(paths)]
    base = os.path.dirname(os.path.commonpath(whole)) if whole else ""
    files = {}
    for path in whole:
        with open(path, "rb") as file:
            files[os.path.relpath(path, base).replace(os.sep, "/")] = file.read()
    there = {ref: os.path.relpath(os.path.abspath(path), base).replace(os.sep, "/") for ref, path in names.items()}
    setup = setup | {"words": words.added()}
    return pickle.dumps(_Order(setup, judging.limits, judging.makeup(), files, there, tuple(seen)))


def judge_portion(order: bytes, portion: bytes) -> dict[str, Any]:
    """Return what comes of a portion (see :func:`portion_of`): ``answers`` by names of tasks, or who is not fit for it.

    An answer is the name (``None``: about rules of a pack), head and body, key and values of an error, whether the task is
    to be given out again, and the seconds it took.
    """
    tasks, bodies, pages = pickle.loads(portion)
    try:
        desk = _desk(order)
        desk.know(pages)
        with desk.process() as process:
            found = [
                (
                    answer.task and answer.task.name, answer.head, answer.body,
                    answer.error and (answer.error.key, answer.error.values), answer.again, answer.seconds,
                )
                for answer in process.answers([desk.here(Task(*fields)) for fields in tasks], bodies)
            ]  # fmt: skip
    except (CheckerError, OSError) as error:
        return {"worker": _worker_name(library("distributed").get_worker()), "failed": _key_and_values(error)}
    return {"answers": found}


def portion_of(tasks: Sequence[Task], bodies: Sequence[bytes], pages: dict[str, bytes]) -> bytes:
    """Return *tasks* as a worker takes them, with the bytes of their files, if they come along, and pages that are known."""
    return pickle.dumps(([tuple(task) for task in tasks], list(bodies), pages))


def look(order: bytes, dask_worker: Any = None) -> dict[str, Any]:
    """Return whether *dask_worker* is fit for a run, as :func:`judge_portion` does, without judging anything."""
    try:
        with _desk(order).process() as process:
            process.running()
    except (CheckerError, OSError) as error:
        return {"worker": _worker_name(dask_worker), "failed": _key_and_values(error)}
    return {"worker": _worker_name(dask_worker)}


def leave(order: bytes) -> None:
    """End the processes of a run that is over, those at work too; the worker's own loop calls this and must not wait."""
    with _lock:
        desk = _desks.pop(order, None)
    if desk is not None:
        Thread(target=desk.close, daemon=True).start()


class _RunHere:
    """The processes of one run on this worker, as many as it has threads, and the files that came with the order."""

    def __init__(self, order: _Order) -> None:
        self._order = order
        self._stopped = Event()
        self._processes: list[JudgingProcess] = []
        self._idle: list[JudgingProcess] = []
        self._pages: dict[str, bytes] = {}
        self._folder = TemporaryDirectory(prefix="fazhi-checker-") if order.files else None
        for name, data in order.files.items():
            path = self._path(name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "wb") as file:
                file.write(data)
        setup = order.setup
        named = {"rules": self._ref(setup["rules"]), "named": [self._ref(one) for one in setup["named"]]}
        self._setup = setup | named | {"waivers": self._ref(setup["waivers"])}

    @contextmanager
    def process(self) -> Iterator[JudgingProcess]:
        """Give a process that nobody else speaks to meanwhile, and keep it for the next portion, if that comes soon."""
        with _lock:
            if not self._idle:
                made = JudgingProcess(self._setup, self._order.limits, self._stopped, self, self._order.makeup)
                self._idle.append(made)
                self._processes.append(made)
            one = self._idle.pop()
        try:
            yield one
        finally:
            if one.child is not None:
                one.child.allow(_IDLE)
            with _lock:
                self._idle.append(one)

    def know(self, pages: dict[str, bytes]) -> None:
        """Take note of recognised pages, as many as have room."""
        with _lock:
            if len(self._pages) + len(pages) > _MOST_PAGES:
                self._pages.clear()
            self._pages |= pages

    def known_page(self, name: str) -> bytes:
        """See :class:`checker.audit.dispatch.PageLookup`."""
        return self._pages.get(name, b"")

    def remember_page(self, name: str, body: bytes) -> None:
        """See :class:`checker.audit.dispatch.PageLookup`."""
        self.know({name: body})

    def here(self, task: Task) -> Task:
        """Return *task* with the pack that it is judged by as it is called here."""
        return task if task.basis is None else task._replace(basis=(self._ref(task.basis[0]), *task.basis[1:]))

    def close(self) -> None:
        """End all processes."""
        self._stopped.set()
        for process in self._processes:
            process.end_child()
        if self._folder is not None:
            self._folder.cleanup()

    def _ref(self, ref: str | None) -> str | None:
        return self._path(self._order.names[ref]) if ref in self._order.names else ref

    def _path(self, name: str) -> str:
        return os.path.join(self._folder.name if self._folder is not None else "", *name.split("/"))


_lock = Lock()
_desks: dict[bytes, _RunHere] = {}


def _desk(order: bytes) -> _RunHere:
    """Return the desk of a run.  :raises OSError: where a folder of the run is not seen from here."""
    with _lock:
        if order not in _desks:
            read: _Order = pickle.loads(order)
            for path in read.seen:
                os.stat(path)
            _desks[order] = _RunHere(read)
        return _desks[order]


def _key_and_values(error: CheckerError | OSError) -> tuple[str, dict[str, Any]]:
    if isinstance(error, CheckerError):
        return error.key, error.values
    return "cluster-unseen", {"path": error.filename, "reason": reason_of(error)}


def _worker_name(worker: Any) -> str:
    return f"{worker.name} ({worker.address})" if str(worker.name) != worker.address else str(worker.address)
