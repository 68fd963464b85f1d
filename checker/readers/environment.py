"""What the reading of a file depends on beside its bytes and our code: other packages and programs of this machine."""

from __future__ import annotations

import os
from functools import cache
from importlib import import_module

from checker.errors import UnreadableError
from checker.readers.registry import CONVERTERS
from checker.readers.sniff import binary_format

PACKAGES = ("pypdfium2", "rapidocr", "onnxruntime", "pillow")
"""The distributions of the extras that read."""


def fingerprint(data: bytes) -> str:
    """Return a text that changes with what may change the reading of *data*; empty where only our own code reads it."""
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
