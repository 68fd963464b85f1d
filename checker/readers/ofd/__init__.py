"""OFD (GB/T 33190-2016): the pages of China's fixed-layout format by the places of their characters.

Templates of several pages (running headers, page numbers, watermarks), background layers, invisible objects, signatures
and stamps are no part of a report's text; what notes show is.  Custom tags repeat what the pages show; attachments are named, not read.

The errors that it raises stand with all others in :mod:`checker.readers`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from checker.document.model import Document
from checker.errors import UnreadableError
from checker.readers.glyphs import quality
from checker.readers.layout.document import Remarks, document_of
from checker.readers.layout.model import LARGE, MANY_TURNED, WHOLE, Page, TextPiece, is_watermark
from checker.readers.limits import NEGLIGIBLE_TEXT, current
from checker.readers.ofd.container import Container, PageFile
from checker.readers.ofd.objects import Content, content_of

_NAMED = 20  # pages in a message


def read(source: bytes, path: str) -> Document:
    """Return the document of an OFD file; its places are pages."""
    container = Container(source)
    limits = current()
    found: list[Page] = []
    unread: list[int] = []
    warnings: list[tuple[str, int]] = []
    skipped: Counter[str] = Counter()
    margins: list[str] = []
    length = number = 0
    for number, page in enumerate(container.pages, 1):
        content = content_of(container, page)
        length += sum(len(piece.text) for piece in content.pieces)
        if length > limits.characters:
            raise UnreadableError("too-long", length=length, limit=limits.characters)
        pieces, keys = _usable_text(content)
        if pieces is None:
            unread.append(number)
            continue
        recognised = "recognised-text" in keys
        skipped += content.skipped
        if not recognised:
            skipped["image"] += sum(share >= LARGE for share in content.pictures)
            skipped["hidden"] += len(content.hidden)
        turned, left_out = _turned_pages(content, page, number)
        is_turned = left_out or not is_watermark(content.askew)
        warnings += [(key, number) for key in (*keys, *(["turned-text"] if is_turned else []))]
        margins += content.askew
        if pieces or not turned:
            found.append(Page(number, page.width, page.height, pieces, content.strokes, recognised=recognised))
        found += turned
        if container.broken:
            warnings.append(("unread-parts", number))
            container.broken = False
    if unread:
        raise UnreadableError("ofd-without-text", pages=unread[:_NAMED])
    skipped["signature"] += container.signatures
    remarks = Remarks(number, skipped, warnings, container.attachments, [*container.template_lines(), *margins])
    return document_of(found, "ofd", path, remarks)


def _turned_pages(content: Content, page: PageFile, number: int) -> tuple[list[Page], int]:
    """Return a page once more for each way in which much of its text is turned, and how many characters are left out."""
    most = max((_characters_in(pieces) for pieces in (content.pieces, *content.turned.values())), default=0)
    found, left_out = [], content.left_out
    for turns, pieces in sorted(content.turned.items()):
        if _characters_in(pieces) >= min(MANY_TURNED, most):
            wide, high = (page.height, page.width) if turns % 2 else (page.width, page.height)
            found.append(Page(number, wide, high, tuple(pieces)))
        else:
            left_out += _characters_in(pieces)
    return found, left_out


def _usable_text(content: Content) -> tuple[tuple[TextPiece, ...] | None, list[str]]:
    """Return the pieces of a page that are its text, ``None`` where they cannot be had, and keys of warnings.

    A scanned page that was recognised when it was made has its text, unseen, behind the picture.
    """
    scanned = sum(content.pictures) >= WHOLE
    recognised = scanned and _characters_in(content.pieces) < NEGLIGIBLE_TEXT <= _characters_in(content.hidden)
    pieces = content.pieces + content.hidden if recognised else content.pieces
    turned = [piece for some in content.turned.values() for piece in some]
    if scanned and _characters_in((*pieces, *turned)) < NEGLIGIBLE_TEXT:
        return None, []
    judged = quality("".join("".join(piece.text.split()) for piece in (*pieces, *turned)))
    if not judged.usable:
        return None, []
    keys = (["unreadable-glyphs"] if judged.broken else []) + (["recognised-text"] if recognised else [])
    return pieces, keys


def _characters_in(pieces: Sequence[TextPiece]) -> int:
    return sum(len("".join(piece.text.split())) for piece in pieces)
