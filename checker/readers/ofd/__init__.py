"""OFD (GB/T 33190-2016): the pages of China's fixed-layout format by the places of their characters.

Templates (running headers, page numbers, watermarks), background layers, invisible objects, annotations, signatures and
stamps are no part of a report's text; custom tags repeat what the pages show.

Raises :class:`~checker.errors.UnreadableError` with these keys, beside those of all readers and of packages:

====================  =========================  ====================================================================
key                   values                     when
====================  =========================  ====================================================================
``encrypted``         ``format``                 a password or a certificate is needed to open it
``too-many-pages``    ``pages``, ``limit``       more pages than allowed
``ofd-without-text``  ``pages``                  pages that are pictures, or whose characters mean nothing
====================  =========================  ====================================================================
"""

from __future__ import annotations

from collections import Counter

from checker.document.model import Document
from checker.errors import UnreadableError
from checker.readers.glyphs import quality
from checker.readers.layout.document import Remarks, document_of
from checker.readers.layout.model import Page, TextPiece
from checker.readers.limits import current
from checker.readers.ofd.container import Container
from checker.readers.ofd.objects import Content, content_of

_NEGLIGIBLE = 40  # characters: less above a picture of the whole page is a stamp or a page number
_WHOLE = 0.5  # share of a page that pictures cover when it is a scan
_LARGE = 0.05  # share of a page from which on a picture is worth mentioning
_NAMED = 20  # pages in a message


def read(source: bytes, path: str) -> Document:
    """Return document of an OFD file; its places are pages."""
    container = Container(source)
    limits = current()
    found: list[Page] = []
    unread: list[int] = []
    warnings: set[str] = set()
    skipped: Counter[str] = Counter()
    length = number = 0
    for number, page in enumerate(container.pages, 1):
        content = content_of(container, page)
        length += sum(len(piece.text) for piece in content.pieces)
        if length > limits.characters:
            raise UnreadableError("too-long", length=length, limit=limits.characters)
        pieces, recognised = _usable_text(content, warnings)
        if pieces is None:
            unread.append(number)
            continue
        skipped += content.skipped
        skipped["image"] += sum(share >= _LARGE for share in content.pictures) if not recognised else 0
        skipped["hidden"] += len(content.hidden) if not recognised else 0
        if content.turned:
            warnings.add("turned-text")
        found.append(Page(number, page.width, page.height, pieces, content.rules, recognised=recognised))
    if unread:
        raise UnreadableError("ofd-without-text", pages=unread[:_NAMED])
    skipped["signature"] += container.signatures
    return document_of(found, "ofd", path, Remarks(number, skipped, sorted(warnings)))


def _usable_text(content: Content, warnings: set[str]) -> tuple[tuple[TextPiece, ...] | None, bool]:
    """Return the pieces of a page that are its text, ``None`` where they cannot be had, and whether they were recognised.

    A scanned page that was recognised when it was made has its text, unseen, behind the picture.
    """
    scanned = sum(content.pictures) >= _WHOLE
    recognised = scanned and _length(content.pieces) < _NEGLIGIBLE <= _length(content.hidden)
    pieces = content.pieces + content.hidden if recognised else content.pieces
    if scanned and _length(pieces) < _NEGLIGIBLE:
        return None, False
    judged = quality("".join("".join(piece.text.split()) for piece in pieces))
    if not judged.usable:
        return None, False
    if judged.broken:
        warnings.add("unreadable-glyphs")
    if recognised:
        warnings.add("recognised-text")
    return pieces, recognised


def _length(pieces: tuple[TextPiece, ...]) -> int:
    return sum(len("".join(piece.text.split())) for piece in pieces)
