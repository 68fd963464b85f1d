"""Which module reads which format.  A new format is one line here, and its mark in :mod:`checker.readers.sniff`."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from checker.document.model import Document


class Reader(Protocol):
    """What every module of :data:`TEXT_READERS` and :data:`BINARY_READERS` offers under the name ``read``."""

    def __call__(self, source: str, path: str) -> Document:
        """Read the decoded *source* of the file shown as *path*."""
        ...


class BinaryReader(Protocol):
    """Same for formats that are not text: they get the bytes."""

    def __call__(self, source: bytes, path: str) -> Document:
        """Read the bytes of the file shown as *path*."""
        ...


TEXT_READERS = {
    "txt": "checker.readers.plain",
    "markdown": "checker.readers.markdown",
    "html": "checker.readers.html",
}

BINARY_READERS: dict[str, str] = {
    "pdf": "checker.readers.pdf",
    "png": "checker.readers.picture",
    "jpg": "checker.readers.picture",
    "tif": "checker.readers.picture",
}


def text_reader(kind: str) -> Reader:
    """Reader of the text format *kind*, imported when first asked for."""
    return cast("Reader", import_module(TEXT_READERS[kind]).read)


def binary_reader(kind: str) -> BinaryReader | None:
    """Reader of the binary format *kind*; ``None`` if there is none."""
    module = BINARY_READERS.get(kind)
    return None if module is None else cast("BinaryReader", import_module(module).read)
