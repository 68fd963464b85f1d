"""Processes that judge: as many as there are cores, each given portions of files, watched, and replaced when one dies.

A file that crashes its process, or keeps it longer than it may, is answered with an error; the rest of its portion is
given out again.  Nothing outlives :meth:`Pool.close`, and where the checker itself is killed, the processes end with
their input.
"""

from __future__ import annotations

import queue
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from threading import Event, Thread
from time import monotonic
from typing import Any, NamedTuple

from checker.audit.sources import Task
from checker.errors import UnreadableError, UsageError
from checker.processes import frames as wire
from checker.processes import process as isolation
from checker.readers.limits import MIB, Limits

MODULE = "checker.audit.worker"
"""Whose ``main`` a process runs."""

_ALSO = ("CHECKER_CACHE", "XDG_CACHE_HOME")
_KILLED = -9  # by the system, where it was not by us: it had no memory left
_AHEAD = 2  # portions that wait for each process
_ANSWERS = 64  # that wait for the store
_TO_START = 120  # seconds
_TO_END = 12  # seconds: LibreOffice is ended, and its files are removed
_LOOK = 0.2  # seconds between looks at the clock
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
        """Whether another portion is of use now."""
        return self._portions.qsize() < self._room

    def give(self, portion: list[Task]) -> None:
        """Have *portion* judged; its answers come in no order."""
        self._given += len(portion)
        self._portions.put(portion)

    def is_idle(self) -> bool:
        """Whether every task has been answered."""
        return self._given == 0

    def answers(self) -> Iterator[Answer]:
        """What is there, at least one unless nothing comes for a moment.  :raises UsageError: ``audit-workers``."""
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
        now = monotonic()
        for worker in self._workers:
            worker.look(now)

    def close(self) -> None:
        """End all processes, and all that they started."""
        self._stopped.set()
        for worker in self._workers:
            worker.let_go()
            self._portions.put(None)
        end = monotonic() + _TO_END
        for worker in self._workers:
            worker.end(max(0.1, end - monotonic()))
        with suppress(queue.Empty):
            while True:  # make room, should a thread wait for it
                self._answers.get_nowait()
        for worker in self._workers:
            worker.thread.join(1)


class _Worker:
    """One process and the thread that speaks to it."""

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
        self._process: subprocess.Popen[bytes] | None = None
        self._deadline: float | None = None
        self._late = False
        self.thread = Thread(target=self._run, daemon=True)

    def look(self, now: float) -> None:
        """End the process where it takes longer than it may."""
        deadline, process = self._deadline, self._process
        if deadline is not None and process is not None and now > deadline:
            self._late, self._deadline = True, None
            isolation.kill_tree(process)

    def let_go(self) -> None:
        """Let the process end, for its input does."""
        process = self._process
        if process is not None and process.stdin is not None:
            with suppress(OSError, ValueError):
                process.stdin.close()

    def end(self, seconds: float) -> None:
        """See to it that the process is gone."""
        process = self._process
        if process is None:
            return
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            isolation.kill_tree(process)
            process.wait()

    def _run(self) -> None:
        try:
            while not self._stopped.is_set() and (portion := self._portions.get()) is not None:
                self._do(portion)
        except Exception as error:
            self._put(error)

    def _put(self, answer: Answer | BaseException) -> None:
        while not self._stopped.is_set():
            with suppress(queue.Full):
                self._answers.put(answer, timeout=_LOOK)
                return

    def _do(self, portion: list[Task]) -> None:
        """Have one portion judged, and say what becomes of each task of it whatever happens."""
        if self._stopped.is_set():
            return
        waiting = dict(enumerate(portion))
        step: dict[str, Any] = {"at": None}
        process = self._running()
        try:
            wire.send(_stream(process.stdin), {"tasks": portion})
            while (frame := wire.receive(_stream(process.stdout))) is not None:
                head, body = frame
                if "seconds" in head:
                    step, self._deadline = head, monotonic() + head["seconds"]
                elif "rules" in head:
                    self._put(Answer(None, head))
                elif "done" in head:
                    self._deadline = None
                    return
                else:
                    self._put(Answer(waiting.pop(head["at"]), head, body))
        except (OSError, ValueError, KeyError, TypeError, wire.WireError):
            isolation.kill_tree(process)
        self._deadline = None
        if not self._stopped.is_set():
            self._mishap(process, waiting, step)

    def _mishap(self, process: subprocess.Popen[bytes], waiting: dict[int, Task], step: dict[str, Any]) -> None:
        """The process is gone: the task that it was at is answered with why, the others are to be given out again."""
        try:
            process.wait(1)
        except subprocess.TimeoutExpired:
            isolation.kill_tree(process)
            process.wait()
        guilty = waiting.pop(step["at"], None)
        if guilty is None and len(waiting) == 1 and waiting[next(iter(waiting))].alone:
            _, guilty = waiting.popitem()  # nobody else can have done it
        if guilty is not None:
            self._put(Answer(guilty, step, error=self._why(process.returncode)))
        for task in waiting.values():
            self._put(Answer(task, {}, again=True))

    def _why(self, status: int) -> UnreadableError:
        if self._late:
            return UnreadableError("took-too-long", limit=self._limits.seconds)
        if status == _KILLED:
            return UnreadableError("out-of-memory", limit=self._limits.memory // MIB)
        return UnreadableError("crashed")

    def _running(self) -> subprocess.Popen[bytes]:
        """The process, started where there is none.  :raises UsageError: ``audit-workers`` where it does not start."""
        for _ in range(_MOST_FALSE_STARTS):
            if self._process is not None and self._process.poll() is None:
                return self._process
            self._late = False
            process = self._process = isolation.start(MODULE, also=_ALSO)
            self._deadline = monotonic() + _TO_START
            try:
                wire.send(_stream(process.stdin), self._setup)
                if wire.receive(_stream(process.stdout)) is not None:
                    self._deadline = None
                    return process
            except (OSError, ValueError, wire.WireError):
                pass
            isolation.kill_tree(process)
            process.wait()
            if self._stopped.is_set():
                break
        raise UsageError("audit-workers")


def _stream(stream: Any) -> Any:
    if stream is None:
        raise wire.WireError
    return stream
