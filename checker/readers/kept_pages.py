"""A page is recognised once: what came of it is kept under the hash of its picture, by whoever offers to keep it.

What is kept is sealed by the picture itself: its key is another hash of the picture, so whoever holds what was kept and
not the page reads nothing in it, the private numbers that nobody has masked yet included.  (The key stream is SHAKE-256,
an extendable-output function of FIPS 202; a key seals one text only, for the engine's versions are part of it.)
"""

from __future__ import annotations

import json
from hashlib import sha256, shake_256
from typing import Any, Protocol

from checker import __version__
from checker.readers import ocr
from checker.readers.layout.model import Page, Stroke, Strokes, TextPiece
from checker.readers.ocr import Recognised
from checker.readers.registry import packages

FORMAT = 3
"""Changes with every change of what is recognised in the same picture, or of how that is kept."""


class PageMemory(Protocol):
    """Who keeps pages."""

    def recall(self, name: str) -> bytes:
        """Return what was kept under *name*, nothing where nothing was."""
        ...

    def keep(self, name: str, sealed: bytes) -> None:
        """Keep *sealed* under *name*."""
        ...


_memory: PageMemory | None = None


def keep_in(memory: PageMemory) -> None:
    """Have *memory* keep the pages that this process recognises from now on."""
    global _memory  # noqa: PLW0603 - one for a process
    _memory = memory


def recognise_once(image: Any, number: int, scale: float) -> Recognised:
    """Return what :func:`checker.readers.ocr.recognise` does, from what was kept where the same picture came before."""
    if _memory is None:
        return ocr.recognise(image, number, scale)
    name, key = _hashes(image, scale)
    kept = _unsealed(_memory.recall(name), key)
    if kept is not None:
        return kept._replace(page=kept.page._replace(number=number))
    found = ocr.recognise(image, number, scale)
    _memory.keep(name, _seal(found, key))
    return found


def _hashes(image: Any, scale: float) -> tuple[str, bytes]:
    """Return under what name a picture is kept, and the key that seals it; neither leads to the other."""
    whole = sha256(f"{__version__}\n{FORMAT}\n{packages()}\n{image.shape} {image.dtype} {scale!r}\n".encode())
    whole.update(image.tobytes())
    picture = whole.digest()
    return sha256(b"name" + picture).hexdigest(), sha256(b"key" + picture).digest()


def _seal(found: Recognised, key: bytes) -> bytes:
    return _veiled(json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass"), key)


def _unsealed(sealed: bytes, key: bytes) -> Recognised | None:
    """Return the page in *sealed*; ``None`` where there is none, or none of this picture."""
    if not sealed:
        return None
    try:
        (number, width, height, pieces, (level, upright), *more), *rest = json.loads(_veiled(sealed, key))
        rules = Strokes(tuple(Stroke(*one) for one in level), tuple(Stroke(*one) for one in upright))
        page = Page(number, width, height, tuple(TextPiece(*one) for one in pieces), rules, *more)
        return Recognised(page, *rest)
    except (ValueError, TypeError, RecursionError):
        return None


def _veiled(data: bytes, key: bytes) -> bytes:
    """Return *data* with the key stream laid over it; done twice, it is *data* again."""
    stream = int.from_bytes(shake_256(key).digest(len(data)), "big")
    return (int.from_bytes(data, "big") ^ stream).to_bytes(len(data), "big")
