"""The one interface between a run and whoever judges for it: portions of tasks go out, answers come back in any order.

:class:`Workers` is what a run asks for; the processes of this machine (:class:`Pool`) and the workers of a
cluster (:mod:`checker.audit.cluster`) are its two kinds.  Either has files judged by :class:`JudgingProcess`, so a file
that crashes its process, or keeps it longer than it may, is answered with an error wherever that happens, and the rest of
its portion is given out again.

What a process says, by the ``kind`` of a frame; ``at`` is the place of a task in its portion, the last five are answers:

=============  ========================  =================================================================================
kind           head                      when
=============  ========================  =================================================================================
``step``       at, seconds,              it goes on to what may take so many seconds; ``at`` is -1 for several tasks at once
               digest, size
``recall``     name                      it asks for a page that was recognised before: the body of the answer
``page``       at, name                  it has recognised a page: the body
``rules``      pack, rules               a pack judges for the first time
``done``       worn                      it is through; ``worn`` where it is to be replaced
``opened``     at, digest, size          a file that could be judged: the body
``glance``     at, pages                 so many pages have to be recognised
``container``  at, members, others       an archive: what in it may be reports, and the names of what is none
``same``       at                        there is a result for the content already
``judged``     at, digest, size,         rows on the report and its items; the body is its packed text
               report, items, pictures
=============  ========================  =================================================================================
"""

from __future__ import annotations

import queue
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import chain
from threading import Event, Thread
from time import monotonic
from typing import Any, NamedTuple, Protocol

from checker.audit.sources import Task
from checker.errors import UnreadableError, UsageError
from checker.processes.process import Child
from checker.readers import sandbox
from checker.readers.limits import Limits

MODULE = "checker.audit.worker"
"""Whose ``main`` a process runs."""

LOOK = 0.2
"""Seconds between looks at whether a run has been stopped."""

_AHEAD = 2  # portions that wait for each process
_ANSWERS = 64  # that wait for the store
_TO_START = 120  # seconds
_MOST_FALSE_STARTS = 3


class Answer(NamedTuple):
    """What came of a task: ``head`` and ``body`` as the process sent them.

    Without a task it is about rules of a pack, or about a page of the file with the key ``report``.  With ``error`` the
    process did not get to an answer; ``again`` tells that the task is to be given out again.  ``seconds`` are those that it
    took, as far as that can be told.
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
    def at_a_time(self) -> int:
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


class PageLookup(Protocol):
    """Who knows recognised pages, as :mod:`checker.readers.kept_pages` seals them."""

    def known_page(self, name: str) -> bytes:
        """Return the page under *name*, nothing where there is none."""
        ...

    def remember_page(self, name: str, body: bytes) -> None:
        """Know a page that has just been recognised."""
        ...


class FilePages(PageLookup, Protocol):
    """Who knows which pages a file has, too."""

    def of_file(self, key: int, digest: str) -> dict[str, bytes]:
        """Return the pages, by their names, of the file that the store knows by *key*, or of one with this content."""
        ...


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

        With *only_open* nothing is judged: a file that could be is ``opened``.

        :raises UsageError: ``audit-workers``, ``workers-differ`` (``differences``).
        """
        waiting = dict(enumerate(portion))
        step: dict[str, Any] = {"kind": "step", "at": None}
        child = self.running()
        begun = monotonic()
        with suppress(OSError, ValueError, KeyError, TypeError):
            asked = {"tasks": portion, "sizes": [len(body) for body in bodies], "open": only_open}
            child.send(asked, b"".join(bodies))
            while (frame := child.receive()) is not None:
                head, body = frame
                kind = head["kind"]
                if kind == "step":
                    step = head
                    child.allow(head["seconds"])
                elif kind == "recall":
                    child.send({}, self._pages.known_page(head["name"]))
                elif kind == "page":
                    self._pages.remember_page(head["name"], body)
                    yield Answer(None, head | {"report": waiting[head["at"]].key}, body)
                elif kind == "rules":
                    yield Answer(None, head)
                elif kind == "done":
                    child.allow(None)
                    if head["worn"]:
                        child.end()
                    return
                else:
                    begun, since = monotonic(), begun
                    yield Answer(waiting.pop(head["at"]), head, body, seconds=begun - since)
        if not self._stopped.is_set():
            yield from self._left_behind(child, waiting, step)

    def end_child(self) -> None:
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
                there = ready[0].get("makeup") or {}
                if self._makeup is not None and there != self._makeup:
                    self.end_child()
                    raise UsageError("workers-differ", differences=differences(self._makeup, there))
                return child
            child.end(0)
            if self._stopped.is_set():
                break
        raise UsageError("audit-workers")


class Pool(Workers):
    """*count* processes that judge by *setup*.  :raises UsageError: ``audit-workers``, with the answers."""

    def __init__(self, count: int, setup: dict[str, Any], limits: Limits, pages: PageLookup) -> None:
        super().__init__(_ANSWERS)
        setup = setup | {"processes": count}
        self._processes = [JudgingProcess(setup, limits, self._stopped, pages) for _ in range(count)]
        self._threads = [Thread(target=self._hand_on, args=(one,), daemon=True) for one in self._processes]
        for thread in self._threads:
            thread.start()

    def at_a_time(self) -> int:
        """See :class:`Workers`."""
        return len(self._processes)

    def has_room(self) -> bool:
        """See :class:`Workers`."""
        return self._portions.qsize() < _AHEAD * len(self._processes)

    def close(self) -> None:
        """See :class:`Workers`."""
        self._stopped.set()
        children = [one.child for one in self._processes if one.child is not None]
        for child in children:
            child.close_input()
        for _ in self._threads:
            self._portions.put(None)
        for child in children:
            child.end()
        for thread in self._threads:
            thread.join(1)
        for process in self._processes:  # one that was about to start
            process.end_child()

    def _hand_on(self, process: JudgingProcess) -> None:
        try:
            for portion in self._taken_portions():
                for answer in process.answers(portion):
                    self._hand_over(answer)
        except Exception as error:
            self._hand_over(error)

    def _hand_over(self, answer: Answer | Exception) -> None:
        while not self._stopped.is_set():
            with suppress(queue.Full):
                self._events.put(answer, timeout=LOOK)
                return


def differences(here: dict[str, list[str]], there: dict[str, list[str]]) -> list[str]:
    """Return what two makeups do not share: what is there, and behind ``≠`` what is here instead."""
    found = []
    for name, wanted in here.items():
        had = there.get(name, [])
        if had != wanted:
            other, own = (", ".join(one for one in a if one not in b) or "-" for a, b in ((had, wanted), (wanted, had)))
            found.append(f"{name}: {other} ≠ {own}")
    return found
