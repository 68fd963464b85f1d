"""Libraries of this package that are not always installed, and how a user is told."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from checker.errors import UsageError

_EXTRAS = {"docx": "docx", "numpy": "audit", "rapidfuzz": "audit", "xlsxwriter": "xlsx"}


def library(name: str) -> Any:
    """The library *name*.  :raises UsageError: ``extra-missing``, where its extra is not installed."""
    try:
        return import_module(name)
    except ImportError:
        raise UsageError("extra-missing", extra=_EXTRAS[name]) from None
