"""PDF: the text layer by the places of its characters, and scanned pages by recognition where it is installed.

The errors that it raises stand with all others in :mod:`checker.readers`.
"""

from __future__ import annotations

from contextlib import closing, suppress
from typing import Any

from checker.document.model import Document
from checker.errors import UnreadableError
from checker.readers import ocr
from checker.readers.limits import MAX_OCR_PAGES, NEGLIGIBLE_TEXT
from checker.readers.sniff import PICTURES, binary_format

__all__ = ["pages_to_recognise", "read"]


def read(source: bytes, path: str) -> Document:
    """Return the document of a pdf; its places are pages."""
    try:
        import pypdfium2  # noqa: F401
    except ImportError:
        raise UnreadableError("needs-extra", format="pdf", extra="pdf") from None
    from checker.readers.pdf.reading import read_pdf

    return read_pdf(source, path)


def pages_to_recognise(data: bytes) -> int:
    """Return how many pages of the file *data* are pictures; of a pdf, as its first, middle and last page promise.

    None where recognition is not installed, and none of a file that will be refused for having too many.  Only an order and
    a time depend on the answer, never what is read: a run begins with what will take longest.
    """
    kind = None
    with suppress(UnreadableError):
        kind = binary_format(data) if data else None
    if not ocr.is_installed() or (kind not in PICTURES and kind != "pdf"):
        return 0
    pages = _pages_of_pdf(data) if kind == "pdf" else 1
    return pages if pages <= MAX_OCR_PAGES else 0


def _pages_of_pdf(data: bytes) -> int:
    try:
        from pypdfium2 import PdfDocument, PdfiumError
    except ImportError:
        return 0
    try:
        with closing(PdfDocument(data)) as pdf:
            count = len(pdf)
            looked = sorted({0, count // 2, count - 1}) if count else []
            scans = sum(_is_picture(pdf, index) for index in looked)
            return round(count * scans / len(looked)) if looked else 0
    except PdfiumError:
        return 0


def _is_picture(pdf: Any, index: int) -> bool:
    with closing(pdf[index]) as page, closing(page.get_textpage()) as text:
        return int(text.count_chars()) < NEGLIGIBLE_TEXT
