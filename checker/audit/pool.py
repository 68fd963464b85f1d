"""Processes that judge: as many as there are cores, each given portions of files, watched, and replaced when one dies.

A file that crashes its process, or keeps it longer than it may, is answered with an error; the rest of its portion is
given out again.  Nothing outlives :meth:`Pool.close`, and where the checker itself is killed, the processes end with
their input.
"""

from __future__ import annotations

import queue
from collections.abc import Iterator
from contextlib import suppress
from threading import Event, Thread
from typing import Any, NamedTuple

from checker.audit.sources import Task
from checker.errors import UnreadableError, UsageError
from checker.processes.process import Child
from checker.readers import sandbox
from checker.readers.limits import Limits

MODULE = "checker.audit.worker"
"""Whose ``main`` a process runs."""

_AHEAD = 2  # portions that wait for each process
_ANSWERS = 64  # that wait for the store
_TO_START = 120  # seconds
_LOOK = 0.2  # seconds between looks at whether the run has been stopped
_MOST_FALSE_STARTS = 3


class Answer(NamedTuple):
    """What came of a task: ``head`` as the process sent it (see the worker) and the packed text.

    With ``error`` the process did not get to an answer; ``again`` tells that the task is to be given out again.
    """

    task: Task | None
    head: dict[str, Any]
    body: bytes = b""
    error: UnreadableError | None = None
    again: bool = False


class Pool:
    """*count* processes that judge by *setup* (see the worker)."""

    def __init__(self, count: int, setup: dict[str, Any], limits: Limits) -> None:
        self._portions: queue.Queue[list[Task] | None] = queue.Queue()
        self._answers: queue.Queue[Answer | BaseException] = queue.Queue(_ANSWERS)
        self._stopped = Event()
        self._given = 0
        self._room = count * _AHEAD
        self._workers = [_Worker(setup, limits, self._portions, self._answers, self._stopped) for _ in range(count)]
        for worker in self._workers:
            worker.thread.start()

    def has_room(self) -> bool:
        """Return whether another portion is of use now."""
        return self._portions.qsize() < self._room

    def give(self, portion: list[Task]) -> None:
        """Have *portion* judged; its answers come in no order."""
        self._given += len(portion)
        self._portions.put(portion)

    def is_idle(self) -> bool:
        """Return whether every task has been answered."""
        return self._given == 0

    def answers(self) -> Iterator[Answer]:
        """Return what is there, at least one unless nothing comes for a moment.  :raises UsageError: ``audit-workers``."""
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
        """End all processes, and all that they started."""
        self._stopped.set()
        children = [worker.child for worker in self._workers if worker.child is not None]
        for child in children:
            child.close_input()
        for _ in self._workers:
            self._portions.put(None)
        for child in children:
            child.end()
        for worker in self._workers:
            worker.thread.join(1)
            if worker.child is not None:  # one that was about to start
                worker.child.end()


class _Worker:
    """One child and the thread that speaks to it."""

    def __init__(
        self,
        setup: dict[str, Any],
        limits: Limits,
        portions: queue.Queue[list[Task] | None],
        answers: queue.Queue[Answer | BaseException],
        stopped: Event,
    ) -> None:
        self._setup, self._limits, self._portions, self._answers = setup, limits, portions, answers
        self._stopped = stopped
        self.child: Child | None = None
        self.thread = Thread(target=self._run, daemon=True)

    def _run(self) -> None:
        try:
            while not self._stopped.is_set() and (portion := self._portions.get()) is not None:
                self._judge(portion)
        except Exception as error:
            self._put(error)

    def _put(self, answer: Answer | BaseException) -> None:
        while not self._stopped.is_set():
            with suppress(queue.Full):
                self._answers.put(answer, timeout=_LOOK)
                return

    def _judge(self, portion: list[Task]) -> None:
        """Have one portion judged, and say what becomes of each task of it whatever happens."""
        if self._stopped.is_set():
            return
        waiting = dict(enumerate(portion))
        step: dict[str, Any] = {"at": None}
        child = self._running()
        with suppress(OSError, ValueError, KeyError, TypeError):
            child.send({"tasks": portion})
            while (frame := child.receive()) is not None:
                head, body = frame
                if "seconds" in head:
                    step = head
                    child.allow(head["seconds"])
                elif "rules" in head:
                    self._put(Answer(None, head))
                elif "done" in head:
                    child.allow(None)
                    if head["worn"]:
                        child.end()
                    return
                else:
                    self._put(Answer(waiting.pop(head["at"]), head, body))
        if not self._stopped.is_set():
            self._give_again(child, waiting, step)

    def _give_again(self, child: Child, waiting: dict[int, Task], step: dict[str, Any]) -> None:
        """Answer for a child that is gone: the task that it was at is answered with why, the others are to be given out again."""
        fate = child.fate()
        guilty = waiting.pop(step["at"], None)
        if guilty is None and len(waiting) == 1 and waiting[next(iter(waiting))].alone:
            _, guilty = waiting.popitem()  # nobody else can have done it
        if guilty is not None:
            self._put(Answer(guilty, step, error=sandbox.failure(fate, self._limits)))
        for task in waiting.values():
            self._put(Answer(task, {}, again=True))

    def _running(self) -> Child:
        """Return the child, started where there is none.  :raises UsageError: ``audit-workers``: it does not start."""
        for _ in range(_MOST_FALSE_STARTS):
            if self.child is not None and self.child.is_running():
                return self.child
            child = self.child = Child(MODULE)
            child.allow(_TO_START)
            if child.ask(self._setup) is not None:
                child.allow(None)
                return child
            child.end(0)
            if self._stopped.is_set():
                break
        raise UsageError("audit-workers")
