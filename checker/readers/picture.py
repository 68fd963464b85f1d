"""Pictures of pages: png, jpg, and tif with one page or several; read by recognition.

Raises :class:`~checker.errors.UnreadableError` with the keys ``needs-ocr``, ``picture-broken``, ``picture-too-large``
(``pixels`` and ``limit`` in millions) and ``too-many-scans``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from warnings import catch_warnings

from checker.document.model import Document
from checker.errors import UnreadableError
from checker.readers import ocr
from checker.readers.kept_pages import recognise_once
from checker.readers.layout.document import Remarks, document_of
from checker.readers.limits import MAX_OCR_PAGES, MAX_OCR_PIXELS, MAX_OCR_SIDE

_KINDS = {"PNG": "png", "JPEG": "jpg", "TIFF": "tif", "MPO": "jpg"}
_WIDTH = 595.0  # points: a page as wide as A4
_MILLION = 1_000_000


def read(source: bytes, path: str) -> Document:
    """Return the document of a picture; its places are pages."""
    if not ocr.is_installed():
        raise UnreadableError("needs-ocr", pages=[1], extra="ocr")
    pages = []
    warnings = []
    kind = "png"
    for number, (format_name, image) in enumerate(_images(source), start=1):
        kind = format_name
        scale = min(image.shape[:2]) / _WIDTH
        recognised = recognise_once(image, number, scale)
        pages.append(recognised.page)
        warnings.append(("recognised-text", number))
        if recognised.missed:
            warnings.append(("missed-lines", number))
    return document_of(pages, kind, path, Remarks(len(pages), Counter(), warnings))


def _images(source: bytes) -> Iterator[tuple[str, Any]]:
    """Yield format and pixels of each page, brought down to a size that is recognised well."""
    import numpy
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with catch_warnings(action="ignore"), Image.open(BytesIO(source), formats=["PNG", "JPEG", "TIFF"]) as picture:
            kind = _KINDS.get(picture.format or "", "png")
            frames = _frames(picture) if picture.format == "TIFF" else iter((picture,))
            for frame in frames:
                _check_size(frame.width, frame.height)
                upright = ImageOps.exif_transpose(frame).convert("RGB")
                upright.thumbnail((MAX_OCR_SIDE, MAX_OCR_SIDE))
                yield kind, numpy.ascontiguousarray(numpy.asarray(upright)[:, :, ::-1])
    except UnreadableError:
        raise
    except Image.DecompressionBombError:
        raise UnreadableError(
            "picture-too-large", pixels=f">{MAX_OCR_PIXELS // _MILLION}", limit=MAX_OCR_PIXELS // _MILLION
        ) from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, KeyError, TypeError, IndexError):
        raise UnreadableError("picture-broken") from None


def _frames(picture: Any) -> Iterator[Any]:
    """Yield the pages of a tif, one after the other."""
    number = 0
    while True:
        try:
            picture.seek(number)
        except EOFError:
            return
        if number >= MAX_OCR_PAGES:
            raise UnreadableError("too-many-scans", pages=number + 1, limit=MAX_OCR_PAGES)
        yield picture
        number += 1


def _check_size(width: int, height: int) -> None:
    if width * height > MAX_OCR_PIXELS:
        raise UnreadableError(
            "picture-too-large", pixels=round(width * height / _MILLION), limit=MAX_OCR_PIXELS // _MILLION
        )
