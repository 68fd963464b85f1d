"""Which module reads which format.  A new format is one line here, and its mark in :mod:`checker.readers.sniff`."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Protocol, cast

from checker.document.model import Document
from checker.errors import UnreadableError
from checker.records import NamedTuple


class Reader(Protocol):
    """What every module of :data:`TEXT_READERS` and :data:`BINARY_READERS` offers under the name ``read``."""

    def __call__(self, source: str, path: str) -> Document:
        """Read the decoded *source* of the file shown as *path*."""
        ...


class BinaryReader(Protocol):
    """Same for formats that are not text: they get the bytes, and run in a process of their own."""

    def __call__(self, source: bytes, path: str) -> Document:
        """Read the bytes of the file shown as *path*."""
        ...


class Converted(NamedTuple):
    """A file in another format: its bytes, which format it is, and the name of the program that made it."""

    data: bytes
    kind: str
    by: str


class Converter(Protocol):
    """What every module of :data:`CONVERTERS` offers under the name ``convert``."""

    def __call__(self, sources: Sequence[bytes], kinds: Sequence[str]) -> list[Converted | UnreadableError]:
        """Return each of *sources*, which are of the formats *kinds*, in a format that has a reader."""
        ...


TEXT_READERS = {
    "txt": "checker.readers.plain",
    "markdown": "checker.readers.markdown",
    "html": "checker.readers.html",
}

BINARY_READERS: dict[str, str] = {
    "docx": "checker.readers.docx",
    "pdf": "checker.readers.pdf",
    "png": "checker.readers.picture",
    "jpg": "checker.readers.picture",
    "tif": "checker.readers.picture",
    "ofd": "checker.readers.ofd",
}

CONVERTERS: dict[str, str] = dict.fromkeys(("doc", "rtf", "odt", "works", "word-xml", "fodt"), "checker.readers.office")
"""Formats that another program turns into one of :data:`BINARY_READERS`."""


def text_reader(kind: str) -> Reader:
    """Reader of the text format *kind*, imported when first asked for."""
    return cast("Reader", import_module(TEXT_READERS[kind]).read)
