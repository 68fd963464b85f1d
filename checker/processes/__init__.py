"""Child processes: started, spoken to in frames, bounded and ended; how far long work is.  Knows nothing of what they do.

What passes between two processes of the checker are frames of JSON and bytes, never code.  A frame is two lengths (head,
body), a head in JSON and a body of bytes.  The other end may have been taken over by the file that it reads, so what comes
back is checked before it is believed: :class:`FrameError` is all it can cause.
"""

from __future__ import annotations

import json
import os
import struct
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import IO, Any, TypeVar

_T = TypeVar("_T")

Frame = tuple[dict[str, Any], bytes]
"""Head and body."""

_LENGTHS = struct.Struct(">II")
_LONGEST = 512 * 1024 * 1024  # bytes of a frame: above any document within the limits on characters

ProgressCallback = Callable[[str, int, int], None]
"""Called with the stage (the last word of its message's key), how many of its steps are done, and of how many."""

_sharers = 1


class FrameError(Exception):
    """What came is no frame, or no answer to what was asked."""


def send(stream: IO[bytes], head: dict[str, Any], body: bytes = b"") -> None:
    """Write one frame to *stream*."""
    packed = json.dumps(head, ensure_ascii=True, separators=(",", ":")).encode("ascii")
    stream.write(_LENGTHS.pack(len(packed), len(body)) + packed)
    stream.write(body)
    stream.flush()


def receive(stream: IO[bytes]) -> Frame | None:
    """Return the next frame of *stream*, or ``None`` where the other end has closed.

    :raises FrameError: for half a frame, for one beyond all measure, for a head that is no JSON object.
    """
    lengths = stream.read(_LENGTHS.size)
    if not lengths:
        return None
    if len(lengths) < _LENGTHS.size:
        raise FrameError
    first, second = _LENGTHS.unpack(lengths)
    if first + second > _LONGEST:
        raise FrameError
    packed, body = stream.read(first), stream.read(second)
    if len(packed) < first or len(body) < second:
        raise FrameError
    try:
        head = json.loads(packed)
    except (ValueError, RecursionError):
        raise FrameError from None
    if not isinstance(head, dict):
        raise FrameError
    return head, body


def cut(body: bytes, sizes: Sequence[int]) -> list[bytes]:
    """Return *body* cut into pieces of so many bytes.  :raises FrameError: where they are not all of it."""
    if any(size < 0 for size in sizes) or sum(sizes) != len(body):
        raise FrameError
    ends = [sum(sizes[: number + 1]) for number in range(len(sizes))]
    return [body[end - size : end] for end, size in zip(ends, sizes, strict=True)]


def no_progress(stage: str, done: int, total: int) -> None:
    """Tell nobody."""


def with_progress(items: Iterable[_T], progress: ProgressCallback, stage: str, total: int) -> Iterator[_T]:
    """Yield *items*, and tell *progress* of each that is dealt with."""
    progress(stage, 0, total)
    for done, item in enumerate(items, 1):
        yield item
        progress(stage, done, total)


def usable_cores() -> int:
    """Return how many cores of the machine this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def share_cores(count: int) -> None:
    """Take it that *count* processes like this one, it among them, work on this machine at once."""
    global _sharers  # noqa: PLW0603 - one number for a process
    _sharers = count


def threads_for(most: int) -> int:
    """Return how many threads this process may keep busy: its share of the cores, alone half of them, at *most* so many."""
    return max(1, min(most, usable_cores() // max(_sharers, 2)))
