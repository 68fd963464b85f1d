"""The inside of a child process: its pipes to the parent, how it ends, and the limits that it sets itself.

The limits hold even where the parent is gone.  A child ends when its input does, even in the middle of a file, so that
it does not outlive a checker that was killed.
"""

from __future__ import annotations

import faulthandler
import gc
import os
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from queue import SimpleQueue
from threading import Thread
from time import monotonic
from typing import IO, Any

from checker.processes import Frame, FrameError, receive, send

_GRACE = 10  # seconds beyond the limit after which the process ends itself, should nobody have ended it
_LONGEST_WAIT = 1_000_000  # seconds
_MOMENT = 1.0  # seconds, a tenth of the grace
_OBJECTS = 50_000  # before Python looks for circles, as the command line has it (cli/main.py)
_ADDRESSES = 4  # room for addresses by room for data: libraries map files and reserve more than they touch

_bound: tuple[float, int] | None = None
"""When this process ends itself, and its memory in bytes."""


class Parent:
    """The process that started this one, as this one sees it.

    A thread listens, so that the end of the input is noticed whatever the main thread does; *tidy* runs then.
    """

    def __init__(self, tidy: Callable[[], object] = lambda: None) -> None:
        gc.set_threshold(_OBJECTS)
        self._tidy = tidy
        self._frames: SimpleQueue[Frame] = SimpleQueue()
        self._incoming, self._outgoing = _take_pipes()
        Thread(target=self._listen, daemon=True).start()

    def frame(self) -> Frame:
        """Wait for the next frame and return it."""
        return self._frames.get()

    def say(self, head: dict[str, Any], body: bytes = b"") -> None:
        """Send one frame; end the process where nobody listens any more."""
        try:
            send(self._outgoing, head, body)
        except OSError:
            self._end_process()

    def _listen(self) -> None:
        try:
            while (frame := receive(self._incoming)) is not None:
                self._frames.put(frame)
        except (OSError, FrameError):
            pass
        finally:
            self._end_process()

    def _end_process(self) -> None:
        try:
            self._tidy()
        finally:
            with suppress(AttributeError, OSError):  # what libraries started and left running; no groups on Windows
                if os.getpgrp() == os.getpid():
                    os.killpg(0, 9)
            os._exit(0)


def _take_pipes() -> tuple[IO[bytes], IO[bytes]]:
    """Move the pipes to the parent out of reach of libraries that print or that read standard input."""
    pipes = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    return pipes


def limit(seconds: float, memory: int) -> None:
    """Bound this process: *seconds* from now, and on POSIX processor time, *memory* (bytes) and core dumps.

    The same bound a moment ago still holds: to set it takes a thread, twice a report a thirtieth of its time.
    """
    global _bound  # noqa: PLW0603 - of this process
    last = min(seconds + _GRACE, _LONGEST_WAIT)
    ends = monotonic() + last
    if _bound is not None and memory == _bound[1] and 0 <= ends - _bound[0] < _MOMENT:
        return
    _bound = ends, memory
    # A thread of C that ends the process, even one that is caught in a library; it writes its trace nowhere.
    faulthandler.dump_traceback_later(last, exit=True, file=_nowhere())
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    processors = os.cpu_count() or 1
    _lower(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime + last * processors) + 1)
    _lower(resource.RLIMIT_CORE, 0)  # a core would hold the report
    _lower(resource.RLIMIT_DATA, memory)
    _lower(resource.RLIMIT_AS, memory * _ADDRESSES)
    _lower(resource.RLIMIT_FSIZE, memory)


def release() -> None:
    """Lift the time limit: the work that :func:`limit` bounded is done."""
    global _bound  # noqa: PLW0603
    _bound = None
    faulthandler.cancel_dump_traceback_later()


def _lower(kind: int, value: int) -> None:
    """Set the soft limit, as far as the hard one allows; a system that knows no such limit goes without."""
    import resource

    try:
        _, hard = resource.getrlimit(kind)
        resource.setrlimit(kind, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))
    except (OSError, ValueError):
        return


@cache
def _nowhere() -> IO[bytes]:
    """Return an open file that takes what nobody reads."""
    return open(os.devnull, "wb")  # noqa: PTH123
