"""Reading in the test's own process, without the worker: what a test replaces or forbids holds for the reader."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from checker.readers.registry import BINARY_READERS
from checker.readers.sniff import binary_format

if TYPE_CHECKING:
    from checker.document.model import Document


def read_here(data: bytes, path: str) -> Document:
    kind = binary_format(data)
    assert kind is not None
    return import_module(BINARY_READERS[kind]).read(data, path)
