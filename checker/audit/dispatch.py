"""The one interface between a run and whoever judges for it: portions of tasks go out, answers come back in any order.

:class:`Workers` is what a run asks for; the processes of this machine (:mod:`checker.audit.pool`) and the workers of a
cluster (:mod:`checker.audit.cluster`) are its two kinds.  Either has files judged by :class:`JudgingProcess`, so a file
that crashes its process, or keeps it longer than it may, is answered with an error wherever that happens, and the rest of
its portion is given out again.
"""

from __future__ import annotations

import queue
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import chain
from threading import Event
from time import monotonic
from typing import Any, NamedTuple

from checker.audit.page_store import FilePages, PageLookup
from checker.audit.sources import Task
from checker.errors import UnreadableError, UsageError
from checker.processes.process import Child
from checker.readers import sandbox
from checker.readers.limits import Limits

MODULE = "checker.audit.worker"
"""Whose ``main`` a process runs."""

LOOK = 0.2
"""Seconds between looks at whether a run has been stopped."""

_TO_START = 120  # seconds
_MOST_FALSE_STARTS = 3


class Answer(NamedTuple):
    """What came of a task: ``head`` as the process sent it (see the worker) and the packed text.

    Without a task it is about rules of a pack, or about a page that was recognised (``picture``; ``report`` is the task's
    key).  With ``error`` the process did not get to an answer; ``again`` tells that the task is to be given out again.
    ``seconds`` are those that it took, as far as that can be told.
    """

    task: Task | None
    head: dict[str, Any]
    body: bytes = b""
    error: UnreadableError | None = None
    again: bool = False
    seconds: float = 0.0


class Workers(ABC):
    """Whoever judges for a run: portions wait until one is taken, and *most* events until the run looks.

    An event is an answer, what the run's own thread is to do, or why nobody can go on.
    """

    def __init__(self, most: int = 0) -> None:
        self._portions: queue.Queue[list[Task] | None] = queue.Queue()
        self._events: queue.Queue[Answer | Callable[[], None] | Exception] = queue.Queue(most)
        self._stopped = Event()
        self._given = 0

    @abstractmethod
    def size(self) -> int:
        """Return how many tasks are worked on at a time."""

    @abstractmethod
    def has_room(self) -> bool:
        """Return whether another portion is of use now."""

    @abstractmethod
    def close(self) -> None:
        """End all processes that were started, and all that they started."""

    def give(self, portion: list[Task]) -> None:
        """Have *portion* judged; its answers come in no order."""
        self._given += len(portion)
        self._portions.put(portion)

    def is_idle(self) -> bool:
        """Return whether every task has been answered."""
        return self._given == 0

    def answers(self) -> Iterator[Answer]:
        """Yield what is there, at least one unless nothing comes for a moment.  :raises UsageError: where nobody can go on."""
        for answer in chain(self._happened(), self._came_back()):
            self._given -= answer.task is not None
            yield answer

    def _happened(self) -> Iterator[Answer]:
        wait = True
        with suppress(queue.Empty):
            while True:
                event = self._events.get(wait, LOOK)
                wait = False
                if isinstance(event, Exception):
                    raise event
                if isinstance(event, Answer):
                    yield event
                else:
                    event()

    def _came_back(self) -> Iterable[Answer]:
        """Return the answers that are fetched when a look at the events is over."""
        return ()

    def _taken_portions(self) -> Iterator[list[Task]]:
        """Yield portions, for a thread that hands them on, until the run is stopped."""
        while (portion := self._portions.get()) is not None and not self._stopped.is_set():
            yield portion


Start = Callable[[dict[str, Any], Limits, FilePages], Workers]
"""What gives the workers of a run, by what they are told (``AuditBasis.setup``), the limits on one file and the pages known."""


class JudgingProcess:
    """A child that judges by *setup* (see the worker), watched, and replaced when it dies; none is started once *stopped*.

    *pages* knows what was recognised before.  Where *makeup* is given (see ``AuditBasis.makeup``), a child that is made up otherwise judges nothing.
    """

    def __init__(
        self,
        setup: dict[str, Any],
        limits: Limits,
        stopped: Event,
        pages: PageLookup,
        makeup: dict[str, list[str]] | None = None,
    ) -> None:
        self._setup, self._limits, self._stopped, self._pages, self._makeup = setup, limits, stopped, pages, makeup
        self.child: Child | None = None

    def answers(
        self, portion: Sequence[Task], bodies: Sequence[bytes] = (), *, only_open: bool = False
    ) -> Iterator[Answer]:
        """Yield what comes of each task of *portion*, whatever happens; *bodies* are their files, where they came along.

        With *only_open* nothing is judged: a file that could be answers with its bytes (``opened``).

        :raises UsageError: ``audit-workers``, ``workers-differ`` (``differences``).
        """
        waiting = dict(enumerate(portion))
        step: dict[str, Any] = {"at": None}
        child = self.running()
        begun = monotonic()
        with suppress(OSError, ValueError, KeyError, TypeError):
            asked = {"tasks": portion, "sizes": [len(body) for body in bodies], "open": only_open}
            child.send(asked, b"".join(bodies))
            while (frame := child.receive()) is not None:
                head, body = frame
                if "seconds" in head:
                    step = head
                    child.allow(head["seconds"])
                elif "recall" in head:
                    child.send({}, self._pages.page(head["recall"]))
                elif "picture" in head:
                    self._pages.note(head["picture"], body)
                    yield Answer(None, head | {"report": waiting[head["at"]].key}, body)
                elif "rules" in head:
                    yield Answer(None, head)
                elif "done" in head:
                    child.allow(None)
                    if head["worn"]:
                        child.end()
                    return
                else:
                    begun, since = monotonic(), begun
                    yield Answer(waiting.pop(head["at"]), head, body, seconds=begun - since)
        if not self._stopped.is_set():
            yield from self._left_behind(child, waiting, step)

    def end(self) -> None:
        """End the child, if there is one."""
        if self.child is not None:
            self.child.end()

    def _left_behind(self, child: Child, waiting: dict[int, Task], step: dict[str, Any]) -> Iterator[Answer]:
        """Answer for a child that is gone: the task that it was at with why, the others are to be given out again."""
        fate = child.fate()
        guilty = waiting.pop(step["at"], None)
        if guilty is None and len(waiting) == 1 and waiting[next(iter(waiting))].alone:
            _, guilty = waiting.popitem()  # nobody else can have done it
        if guilty is not None:
            yield Answer(guilty, step, error=sandbox.error_of(fate, self._limits))
        for task in waiting.values():
            yield Answer(task, {}, again=True)

    def running(self) -> Child:
        """Return the child, started where there is none.

        :raises UsageError: ``audit-workers`` where it does not start, ``workers-differ``.
        """
        for _ in range(_MOST_FALSE_STARTS):
            if self.child is not None and self.child.is_running():
                return self.child
            child = self.child = Child(MODULE)
            child.allow(_TO_START)
            ready = child.ask(self._setup | {"compared": self._makeup is not None})
            if ready is not None:
                child.allow(None)
                self._compare(ready[0].get("makeup"))
                return child
            child.end(0)
            if self._stopped.is_set():
                break
        raise UsageError("audit-workers")

    def _compare(self, there: dict[str, list[str]] | None) -> None:
        if self._makeup is None or there == self._makeup:
            return
        self.end()
        raise UsageError("workers-differ", differences=differences(self._makeup, there or {}))


def differences(here: dict[str, list[str]], there: dict[str, list[str]]) -> list[str]:
    """Return what two makeups do not share: what is there, and behind ``≠`` what is here instead."""
    found = []
    for name, wanted in here.items():
        had = there.get(name, [])
        if had != wanted:
            other, own = (", ".join(one for one in a if one not in b) or "-" for a, b in ((had, wanted), (wanted, had)))
            found.append(f"{name}: {other} ≠ {own}")
    return found
