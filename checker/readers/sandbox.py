"""Files that are no text are read in a child process, which may crash, hang or eat memory and takes nothing with it.

One child serves a whole run: it starts with the first such file, reads one after the other, and is replaced after a
mishap, or after so many files that what libraries leak does not add up.  A server reads for several at once and asks for
as many as it needs (:func:`provide`).  There is one level: a process that is a child itself and is watched by its parent
(an audit's worker) says so by :func:`enter` and reads where it is.
"""

from __future__ import annotations

import atexit
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from queue import LifoQueue
from typing import TYPE_CHECKING, Any, TypeVar

from checker.document.model import Document
from checker.errors import CheckerError, UnreadableError
from checker.processes import Frame, FrameError, cut, share_cores
from checker.readers import transfer
from checker.readers.limits import MIB, Limits, enforce
from checker.readers.registry import Converted

if TYPE_CHECKING:
    from checker.processes.process import Child, Fate

    _T = TypeVar("_T")

_MOST_FILES = 200  # that one process reads
_SPARE = 15  # seconds for a converter that keeps the time itself, so that it can end the program that it runs
FOR_PROGRAMS = 4
"""Times the limit on memory: programs that convert take more than a reader may."""


def read(module: str, data: bytes, path: str, limits: Limits) -> Document:
    """Return what the reader in *module* makes of *data*.

    :raises UnreadableError: what the reader raises, and ``took-too-long``, ``out-of-memory``, ``crashed``, ``internal``.
    """
    head = {"module": module, "path": path, "seconds": limits.seconds}
    return _ask_child(head, data, limits, lambda answer: transfer.document_from(answer, path))


def convert(
    module: str, sources: Sequence[bytes], kinds: Sequence[str], limits: Limits
) -> list[Converted | UnreadableError]:
    """Return what the converter in *module* makes of each of *sources*, files of the formats *kinds*, in one go.

    :raises UnreadableError: as :func:`read`, where it is about all of them.
    """
    seconds = (limits.seconds + _SPARE) * (len(sources) + 1)
    head = {"module": module, "kinds": list(kinds), "sizes": [len(source) for source in sources], "seconds": seconds}
    return _ask_child(head, b"".join(sources), limits, lambda answer: transfer.conversions_from(answer, len(sources)))


def enter() -> None:
    """Make this process the sandbox: somebody else watches it, and limits it before each step."""
    _state.is_inside = True


def is_worn() -> bool:
    """Return whether this process, a sandbox, is to be replaced: it has read much, or its memory is in question."""
    return _state.here.is_worn()


def provide(count: int) -> None:
    """Let as many as *count* files be read at once, each by a child of its own; to be called before the first."""
    close()
    _state.places, _state.free = [_Place() for _ in range(count)], LifoQueue()
    for place in _state.places:
        _state.free.put(place)


def error_of(fate: Fate, limits: Limits) -> UnreadableError:
    """Return what is said of a file whose process met this *fate*."""
    if fate == "late":
        return UnreadableError("took-too-long", limit=limits.seconds)
    return UnreadableError("out-of-memory", limit=limits.memory // MIB) if fate == "killed" else UnreadableError(fate)


def tidy() -> None:
    """End programs that were started here and remove what they wrote, for good."""
    close = getattr(sys.modules.get("checker.readers.office"), "close", None)
    if close is not None:
        close(for_good=True)


class _Place:
    """Where files are read one after the other: the child that does it, and how many it has read."""

    def __init__(self) -> None:
        self.child: Child | None = None
        self.count = 0

    def is_worn(self) -> bool:
        """Return whether the process has read so much that another is to take its place."""
        return self.count >= _MOST_FILES

    def count_answer(self, answer: Frame) -> None:
        """Count one more file; after some errors nobody knows in what state the process is."""
        self.count = _MOST_FILES if answer[0].get("error") in ("out-of-memory", "internal") else self.count + 1

    def end(self) -> None:
        """End the child; the next file starts another."""
        child, self.child = self.child, None
        if child is not None:
            child.end()


class _State:
    """What this process knows of sandboxes: its places, those where nobody reads, or that it is one itself (``here``)."""

    def __init__(self) -> None:
        self.here = _Place()
        self.is_inside = False
        self.places: list[_Place] = []
        self.free: LifoQueue[_Place] = LifoQueue()  # the one used last is warm


_state = _State()


def _ask_child(head: dict[str, Any], body: bytes, limits: Limits, unpack: Callable[[Frame], _T]) -> _T:
    """Return what a child answers within the seconds of *head*, or this process where it is the sandbox."""
    free = _state.free
    place = _state.here if _state.is_inside else free.get()
    try:
        answer = _answer(head, body, limits) if _state.is_inside else _answer_of_child(place, head, body, limits)
        return unpack(answer)
    except FrameError:
        place.end()
        raise UnreadableError("crashed") from None
    finally:
        if not _state.is_inside:
            free.put(place)


def _answer_of_child(place: _Place, head: dict[str, Any], body: bytes, limits: Limits) -> Frame:
    from checker.processes.process import Child

    if place.child is None or not place.child.is_running():
        place.child, place.count = Child(__name__), 0
    child = place.child
    try:
        child.allow(head["seconds"])
        answer = child.ask(head | {"limits": list(limits), "places": len(_state.places)}, body)
    except BaseException:  # the user interrupts: the child must not go on with a file that nobody waits for
        child.end()
        raise
    if answer is None:
        raise error_of(child.fate(), limits)
    child.allow(None)
    place.count_answer(answer)
    if place.is_worn():
        place.end()
    return answer


def _answer(head: dict[str, Any], body: bytes, limits: Limits) -> Frame:
    """Read or convert here, whatever happens that Python can still see."""
    enforce(limits)
    try:
        module = import_module(head["module"])
        if "sizes" in head:  # noqa: SIM108 - two lines are easier to read
            answer = transfer.pack_conversions(module.convert(cut(body, head["sizes"]), head["kinds"]))
        else:
            answer = transfer.pack_document(module.read(body, head["path"]))
    except CheckerError as error:
        answer = transfer.pack_error(error), b""
    except MemoryError:
        answer = {"error": "out-of-memory", "values": {"limit": limits.memory // MIB}}, b""
    except Exception as error:
        if os.environ.get("CHECKER_DEBUG"):
            sys.excepthook(*sys.exc_info())
        answer = {"error": "internal", "values": {"kind": type(error).__name__}}, b""
    if _state.is_inside:
        _state.here.count_answer(answer)
    return answer


@atexit.register
def close() -> None:
    """End all children; the next file starts another."""
    for place in _state.places:
        place.end()


provide(1)


def main() -> None:
    """Answer the frames of the process that started this one until there are no more."""
    from checker.processes.child import Parent, limit, release

    parent = Parent(tidy)
    while True:
        head, body = parent.frame()
        limits = Limits(*head["limits"])
        share_cores(head["places"])
        limit(head["seconds"], limits.memory * (FOR_PROGRAMS if "sizes" in head else 1))
        answer = _answer(head, body, limits)
        release()
        parent.say(*answer)
