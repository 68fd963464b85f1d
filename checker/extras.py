"""Packages that come only with an extra of the distribution, and what a user is told where they are missing."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from checker.errors import UsageError

_EXTRAS = {
    "distributed": "cluster",
    "docx": "docx",
    "lxml.etree": "docx",
    "numpy": "audit",
    "python_calamine": "xlsx",
    "rapidfuzz": "audit",
    "python_multipart": "web",
    "starlette": "web",
    "uvicorn": "web",
    "xlsxwriter": "xlsx",
}


def library(name: str) -> Any:
    """The library *name*.  :raises UsageError: ``extra-missing``, where its extra is not installed."""
    try:
        return import_module(name)
    except ImportError:
        raise UsageError("extra-missing", extra=_EXTRAS[name]) from None
