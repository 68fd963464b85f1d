"""Files that are no text are read in a child process, which may crash, hang or eat memory and takes nothing with it.

One child serves a whole run: it starts with the first such file, reads one after the other, and is replaced after a
mishap, or after so many files that what libraries leak does not add up.  There is one level: a process that is a child
itself and is watched by its parent (an audit's worker) says so by :func:`enter` and reads where it is.
"""

from __future__ import annotations

import atexit
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from threading import Lock
from typing import TYPE_CHECKING, Any

from checker.document.model import Document
from checker.errors import CheckerError, UnreadableError
from checker.processes.frames import Frame, FrameError, cut
from checker.readers import transfer
from checker.readers.limits import MIB, Limits, enforce
from checker.readers.registry import Converted

if TYPE_CHECKING:
    from checker.processes.process import Child, Fate

_MOST_FILES = 200  # that one process reads
_SPARE = 15  # seconds for a converter that keeps the time itself, so that it can end the program that it runs
FOR_PROGRAMS = 4
"""Times the limit on memory: programs that convert take more than a reader may."""


def read(module: str, data: bytes, path: str, limits: Limits) -> Document:
    """Return what the reader in *module* makes of *data*.

    :raises UnreadableError: what the reader raises, and ``took-too-long``, ``out-of-memory``, ``crashed``, ``internal``.
    """
    if _here.is_entered:
        return _here.read(module, data, path, limits)
    answer = _other.ask({"module": module, "path": path}, data, limits, limits.seconds)
    with _other.distrust():
        return transfer.document_from(answer, path)


def convert(
    module: str, sources: Sequence[bytes], kinds: Sequence[str], limits: Limits
) -> list[Converted | UnreadableError]:
    """Return what the converter in *module* makes of each of *sources*, files of the formats *kinds*, in one go.

    :raises UnreadableError: as :func:`read`, where it is about all of them.
    """
    if _here.is_entered:
        return _here.convert(module, sources, kinds, limits)
    head = {"module": module, "kinds": list(kinds), "sizes": [len(source) for source in sources]}
    answer = _other.ask(head, b"".join(sources), limits, (limits.seconds + _SPARE) * (len(sources) + 1))
    with _other.distrust():
        return transfer.conversions_from(answer, len(sources))


def enter() -> None:
    """Make this process the sandbox: somebody else watches it, and limits it before each step."""
    _here.is_entered = True


def is_worn() -> bool:
    """Return whether this process, which is a sandbox, has read so much that it is to be replaced."""
    return _here.count >= _MOST_FILES


def failure(fate: Fate, limits: Limits) -> UnreadableError:
    """Return what is said of a file whose process met this *fate*."""
    if fate == "late":
        return UnreadableError("took-too-long", limit=limits.seconds)
    return UnreadableError("out-of-memory", limit=limits.memory // MIB) if fate == "killed" else UnreadableError(fate)


def tidy() -> None:
    """End programs that were started here and remove what they wrote, for good."""
    close = getattr(sys.modules.get("checker.readers.office"), "close", None)
    if close is not None:
        close(for_good=True)


class _Here:
    """Reading in this process, whatever happens that Python can still see."""

    def __init__(self) -> None:
        self.is_entered = False
        self.count = 0

    def read(self, module: str, data: bytes, path: str, limits: Limits) -> Document:
        with self._told(limits):
            document: Document = import_module(module).read(data, path)
            return document

    def convert(
        self, module: str, sources: Sequence[bytes], kinds: Sequence[str], limits: Limits
    ) -> list[Converted | UnreadableError]:
        with self._told(limits):
            converted: list[Converted | UnreadableError] = import_module(module).convert(sources, kinds)
            return converted

    @contextmanager
    def _told(self, limits: Limits) -> Iterator[None]:
        """Tell what went wrong as an error of the file."""
        self.count += 1
        enforce(limits)
        try:
            yield
        except CheckerError:
            raise
        except MemoryError:
            self.count = _MOST_FILES
            raise UnreadableError("out-of-memory", limit=limits.memory // MIB) from None
        except Exception as error:
            if os.environ.get("CHECKER_DEBUG"):
                sys.excepthook(*sys.exc_info())
            self.count = _MOST_FILES
            raise UnreadableError("internal", kind=type(error).__name__) from None


class _Other:
    """The child: started when it is first asked, replaced when it must be."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._child: Child | None = None
        self._asked = 0

    def ask(self, head: dict[str, Any], body: bytes, limits: Limits, seconds: float) -> Frame:
        """Return the answer to a frame, which is to come within *seconds*.  :raises UnreadableError: where none comes."""
        with self._lock:
            child = self._running()
            try:
                child.allow(seconds)
                child.send(head | {"limits": list(limits), "seconds": seconds}, body)
                answer = child.receive()
            except OSError:
                answer = None
            except BaseException:  # the user interrupts: the child must not go on with a file that nobody waits for
                child.end()
                raise
            if answer is None:
                raise failure(child.fate(), limits)
            child.allow(None)
            self._asked += 1
            if self._asked >= _MOST_FILES or answer[0].get("error") in ("out-of-memory", "internal"):
                self.close()
        return answer

    def _running(self) -> Child:
        from checker.processes.process import Child

        if self._child is None or not self._child.is_running():
            self._child, self._asked = Child(__name__), 0
        return self._child

    @contextmanager
    def distrust(self) -> Iterator[None]:
        """End the child where its answer is none."""
        try:
            yield
        except FrameError:
            self.close()
            raise UnreadableError("crashed") from None

    def close(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.end()


_here = _Here()
_other = _Other()


@atexit.register
def close() -> None:
    """End the child; the next file starts another."""
    _other.close()


def main() -> None:
    """Answer the frames of the process that started this one until there are no more."""
    from checker.processes.child import Parent, limit, release

    parent = Parent(tidy)
    while True:
        head, body = parent.frame()
        limits = Limits(*head["limits"])
        limit(head["seconds"], limits.memory * (FOR_PROGRAMS if "sizes" in head else 1))
        try:
            if "sizes" in head:
                sources = cut(body, head["sizes"])
                answer = transfer.pack_conversions(_here.convert(head["module"], sources, head["kinds"], limits))
            else:
                answer = transfer.pack_document(_here.read(head["module"], body, head["path"], limits))
        except CheckerError as error:
            answer = transfer.pack_error(error), b""
        except Exception as error:  # the reader returned something else than a document
            answer = {"error": "internal", "values": {"kind": type(error).__name__}}, b""
        release()
        parent.say(*answer)
