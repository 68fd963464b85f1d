"""PDF: the text layer by the places of its characters, and scanned pages by recognition where it is installed.

Raises :class:`~checker.errors.UnreadableError` with these keys, beside those of all readers:

====================  =========================  ====================================================================
key                   values                     when
====================  =========================  ====================================================================
``needs-extra``       ``format``, ``extra``      the library that reads the format is not installed
``pdf-broken``                                   damaged or cut off
``encrypted``                                    a password is needed to open it
``too-many-pages``    ``pages``, ``limit``       more pages than allowed
``pdf-too-complex``   ``limit``                  a page with more objects than any real one
``needs-ocr``         ``pages``, ``extra``       scanned pages, and recognition is not installed
``too-many-scans``    ``pages``, ``limit``       more scanned pages than allowed
====================  =========================  ====================================================================
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
