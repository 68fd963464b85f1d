"""Pages to one document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from checker.document.model import Document, Extraction, Place
from checker.errors import UnreadableError
from checker.readers.glyphs import damaged_to_sign
from checker.readers.layout.boilerplate import without_furniture
from checker.readers.layout.flow import flow
from checker.readers.layout.model import Page
from checker.readers.layout.paragraphs import paragraphs
from checker.readers.layout.rows import mended
from checker.readers.source_maps import PlaceMap

_PICTURES = ("png", "jpg", "tif")


class Remarks(NamedTuple):
    """What the reader of the pages has to say: how many the file has, what it left out by kind, what is doubtful."""

    pages: int
    skipped: Counter[str]
    warnings: Iterable[str]


def document_of(pages: Sequence[Page], kind: str, path: str, remarks: Remarks) -> Document:
    """The document of format *kind* that *pages* hold.

    :raises UnreadableError: ``no-text``, of a picture ``picture-without-text``.
    """
    pages = [_mended(page) for page in pages]
    out, furniture = without_furniture(pages, [[piece.text for piece in page.pieces] for page in pages])
    lines = []
    for page, leave_out in zip(pages, out, strict=True):
        pieces = [piece for index, piece in enumerate(page.pieces) if index not in leave_out]
        lines += flow(page, pieces)
    found = [paragraph for paragraph in paragraphs(lines) if paragraph.text]
    if not found:
        raise UnreadableError("picture-without-text", format=kind) if kind in _PICTURES else UnreadableError("no-text")
    texts: list[str] = []
    starts: list[int] = []
    places: list[Place] = []
    at = recognised = total = joined = 0
    for paragraph in found:
        for offset, page_number in paragraph.starts:
            if not places or places[-1].page != page_number:
                starts.append(at + offset)
                places.append(Place(page=page_number))
        texts.append(damaged_to_sign(paragraph.text))
        at += len(paragraph.text) + 1
        total += len(paragraph.text)
        recognised += paragraph.recognised
        joined += paragraph.lines - 1
    extraction = Extraction(
        pages=remarks.pages,
        recognised=min(1.0, round(recognised / total, 4)),
        joined=joined,
        skipped={key: number for key, number in sorted((remarks.skipped + furniture).items()) if number},
        warnings=tuple(sorted(set(remarks.warnings))),
    )
    return Document("\n".join(texts), kind, path, PlaceMap(starts, places), {}, extraction)


def _mended(page: Page) -> Page:
    """The page with its texts mended, without pieces that hold nothing."""
    pieces = ((piece, mended(piece.text)) for piece in page.pieces)
    return page._replace(pieces=tuple(piece._replace(text=text) for piece, text in pieces if text))
