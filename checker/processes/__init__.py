"""Child processes: started, spoken to in frames, bounded and ended.  Knows nothing of what they do.

What passes between two processes of the checker are frames of JSON and bytes, never code.  A frame is two lengths (head,
body), a head in JSON and a body of bytes.  The other end may have been taken over by the file that it reads, so what comes
back is checked before it is believed: :class:`FrameError` is all it can cause.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Sequence
from typing import IO, Any

Frame = tuple[dict[str, Any], bytes]
"""Head and body."""

_LENGTHS = struct.Struct(">II")
_LONGEST = 512 * 1024 * 1024  # bytes of a frame: above any document within the limits on characters


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
