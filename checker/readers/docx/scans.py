"""A document that consists of pictures.

Scans or screenshots of its pages, read by recognition where that is installed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from checker.document.model import Document, Extraction, Place
from checker.errors import UnreadableError
from checker.readers import ocr, picture
from checker.readers.limits import MAX_OCR_PAGES
from checker.readers.sniff import binary_format
from checker.readers.source_maps import PlaceMap

if TYPE_CHECKING:
    from checker.readers.docx.parts import Parts

_RASTER = frozenset(("png", "jpg", "tif"))


def recognised(parts: Parts, pictures: Sequence[str], path: str, skipped: Mapping[str, int]) -> Document:
    """Return the document of the *pictures* (ids of relations) in their order; its places are pages, one a picture.

    :raises UnreadableError: ``only-pictures``, where recognition is not installed or finds nothing; ``too-many-scans``.
    """
    scans = [data for key in dict.fromkeys(pictures) if (data := parts.related(key)) and binary_format(data) in _RASTER]
    if not scans or not ocr.is_installed():
        raise UnreadableError("only-pictures", count=len(pictures))
    if len(scans) > MAX_OCR_PAGES:
        raise UnreadableError("too-many-scans", pages=len(scans), limit=MAX_OCR_PAGES)
    texts: list[str] = []
    starts, places, at = [], [], 0
    warnings: list[str] = []
    for number, data in enumerate(scans, 1):
        found = picture.read(data, path)
        if found.text:
            starts.append(at)
            places.append(Place(page=number))
            texts.append(found.text)
            at += len(found.text) + 1
        warnings += found.extraction.warnings if found.extraction else ()
    if not texts:
        raise UnreadableError("only-pictures", count=len(pictures))
    extraction = Extraction(len(scans), 1.0, skipped=skipped, warnings=tuple(dict.fromkeys(warnings)))
    return Document("\n".join(texts), "docx", path, PlaceMap(starts, places), {}, extraction)
