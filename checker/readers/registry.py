"""Which module reads which format, and what the reading depends on beside a file's bytes and our code.

A new format is one line here, and its mark in :mod:`checker.readers.sniff`.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cache
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


PACKAGES = ("pypdfium2", "rapidocr", "onnxruntime", "pillow")
"""The distributions of the extras that read."""


def fingerprint(data: bytes) -> str:
    """Return a text that changes with what may change the reading of *data*; empty where only our own code reads it."""
    from checker.readers.sniff import binary_format

    try:
        kind = binary_format(data) if data else None
    except UnreadableError:
        return ""
    if kind is None:
        return ""
    return packages() + (_program(CONVERTERS[kind]) if kind in CONVERTERS else "")


@cache
def packages() -> str:
    """Return the versions of :data:`PACKAGES`, one a line."""
    from importlib.metadata import PackageNotFoundError, version

    found = []
    for name in PACKAGES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            found.append(f"{name} -")
    return "\n".join(found)


@cache
def _program(module: str) -> str:
    """Return where the program of a converter is and when it was put there; it is not started to be asked."""
    path = import_module(module).program()
    if path is None:
        return "\n-"
    real = os.path.realpath(path)
    return f"\n{real} {os.stat(real).st_mtime_ns}"  # noqa: PTH116
