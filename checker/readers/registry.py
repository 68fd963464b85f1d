"""Which module reads which format, and what the reading depends on beside a file's bytes and our code.

Where else a new format is told of: docs/architecture.md, "Where to add".
"""

from __future__ import annotations

import os
from functools import cache
from importlib import import_module

from checker.document.model import Document
from checker.errors import UnreadableError
from checker.records import NamedTuple


class Converted(NamedTuple):
    """A file in another format: its bytes, which format it is, and the name of the program that made it."""

    data: bytes
    kind: str
    by: str


TEXT_READERS = {
    "txt": "checker.readers.plain",
    "markdown": "checker.readers.markdown",
    "html": "checker.readers.html",
}
"""Their ``read`` takes the characters of a file and its path."""

BINARY_READERS: dict[str, str] = {
    "docx": "checker.readers.docx",
    "pdf": "checker.readers.pdf",
    "ofd": "checker.readers.ofd",
    **dict.fromkeys(("png", "jpg", "tif"), "checker.readers.picture"),
}
"""Their ``read`` takes the bytes of a file and its path, in a process of its own."""

CONVERTERS: dict[str, str] = dict.fromkeys(("doc", "rtf", "odt", "works", "word-xml", "fodt"), "checker.readers.office")
"""Formats that another program turns into one of :data:`BINARY_READERS`.

``convert`` of such a module takes the bytes of files and their formats, and returns :class:`Converted` or an error for each.
"""


def read_text(kind: str, source: str, path: str) -> Document:
    """Return what the reader of the text format *kind*, imported when first asked for, makes of *source*."""
    document: Document = import_module(TEXT_READERS[kind]).read(source, path)
    return document


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
    return packages() + (_state_of_program(CONVERTERS[kind]) if kind in CONVERTERS else "")


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
def _state_of_program(module: str) -> str:
    """Return where the program of a converter is and when it was put there; it is not started to be asked."""
    path = import_module(module).program()
    if path is None:
        return "\n-"
    real = os.path.realpath(path)
    return f"\n{real} {os.stat(real).st_mtime_ns}"  # noqa: PTH116
