"""Processes of this machine that judge: as many as are asked for, each with a thread that hands it portions.

Nothing outlives :meth:`Pool.close`, and where the checker itself is killed, the processes end with their input.
"""

from __future__ import annotations

import queue
from collections.abc import Iterator
from contextlib import suppress
from threading import Event, Thread
from typing import Any

from checker.audit.dispatch import Answer, JudgingProcess
from checker.audit.page_store import PageLookup
from checker.audit.sources import Task
from checker.readers.limits import Limits

_AHEAD = 2  # portions that wait for each process
_ANSWERS = 64  # that wait for the store
_LOOK = 0.2  # seconds between looks at whether the run has been stopped


class Pool:
    """*count* processes that judge by *setup* (see :class:`checker.audit.dispatch.Workers`)."""

    def __init__(self, count: int, setup: dict[str, Any], limits: Limits, pages: PageLookup) -> None:
        self._portions: queue.Queue[list[Task] | None] = queue.Queue()
        self._answers: queue.Queue[Answer | BaseException] = queue.Queue(_ANSWERS)
        self._stopped = Event()
        self._given = 0
        self._room = count * _AHEAD
        self._processes = [JudgingProcess(setup, limits, self._stopped, pages) for _ in range(count)]
        self._threads = [Thread(target=self._serve, args=(one,), daemon=True) for one in self._processes]
        for thread in self._threads:
            thread.start()

    def size(self) -> int:
        """See :class:`checker.audit.dispatch.Workers`."""
        return len(self._processes)

    def has_room(self) -> bool:
        """See :class:`checker.audit.dispatch.Workers`."""
        return self._portions.qsize() < self._room

    def give(self, portion: list[Task]) -> None:
        """See :class:`checker.audit.dispatch.Workers`."""
        self._given += len(portion)
        self._portions.put(portion)

    def is_idle(self) -> bool:
        """See :class:`checker.audit.dispatch.Workers`."""
        return self._given == 0

    def answers(self) -> Iterator[Answer]:
        """See :class:`checker.audit.dispatch.Workers`.  :raises UsageError: ``audit-workers``."""
        wait = _LOOK
        while True:
            try:
                answer = self._answers.get(timeout=wait) if wait else self._answers.get_nowait()
            except queue.Empty:
                break
            if isinstance(answer, BaseException):
                raise answer
            self._given -= answer.task is not None
            yield answer
            wait = 0

    def close(self) -> None:
        """See :class:`checker.audit.dispatch.Workers`."""
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
            process.end()

    def _serve(self, process: JudgingProcess) -> None:
        try:
            while not self._stopped.is_set() and (portion := self._portions.get()) is not None:
                if self._stopped.is_set():
                    return
                for answer in process.answers(portion):
                    self._put(answer)
        except Exception as error:
            self._put(error)

    def _put(self, answer: Answer | BaseException) -> None:
        while not self._stopped.is_set():
            with suppress(queue.Full):
                self._answers.put(answer, timeout=_LOOK)
                return
