"""Processes of this machine that judge: as many as are asked for, each with a thread that hands it portions.

Nothing outlives :meth:`Pool.close`, and where the checker itself is killed, the processes end with their input.
"""

from __future__ import annotations

import queue
from contextlib import suppress
from threading import Thread
from typing import Any

from checker.audit.dispatch import LOOK, Answer, JudgingProcess, Workers
from checker.audit.page_store import PageLookup
from checker.readers.limits import Limits

_AHEAD = 2  # portions that wait for each process
_ANSWERS = 64  # that wait for the store


class Pool(Workers):
    """*count* processes that judge by *setup*.  :raises UsageError: ``audit-workers``, with the answers."""

    def __init__(self, count: int, setup: dict[str, Any], limits: Limits, pages: PageLookup) -> None:
        super().__init__(_ANSWERS)
        setup = setup | {"processes": count}
        self._processes = [JudgingProcess(setup, limits, self._stopped, pages) for _ in range(count)]
        self._threads = [Thread(target=self._serve, args=(one,), daemon=True) for one in self._processes]
        for thread in self._threads:
            thread.start()

    def size(self) -> int:
        """See :class:`checker.audit.dispatch.Workers`."""
        return len(self._processes)

    def has_room(self) -> bool:
        """See :class:`checker.audit.dispatch.Workers`."""
        return self._portions.qsize() < _AHEAD * len(self._processes)

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
            for portion in self._taken_portions():
                for answer in process.answers(portion):
                    self._put(answer)
        except Exception as error:
            self._put(error)

    def _put(self, answer: Answer | Exception) -> None:
        while not self._stopped.is_set():
            with suppress(queue.Full):
                self._events.put(answer, timeout=LOOK)
                return
