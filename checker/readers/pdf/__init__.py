"""PDF: the text layer by the places of its characters, and scanned pages by recognition where it is installed.

The errors that it raises stand with all others in :mod:`checker.readers`.
"""

from __future__ import annotations

from checker.document.model import Document
from checker.errors import UnreadableError

__all__ = ["read"]


def read(source: bytes, path: str) -> Document:
    """Return document of a pdf; its places are pages."""
    try:
        import pypdfium2  # noqa: F401
    except ImportError:
        raise UnreadableError("needs-extra", format="pdf", extra="pdf") from None
    from checker.readers.pdf.reading import read_pdf

    return read_pdf(source, path)
