"""Functions of pdfium that are called once for every character or object, without the cost of the generated bindings."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

import pypdfium2.raw as pdfium


def function(name: str, result: Any, *arguments: Any) -> Callable[..., Any]:
    """The function *name*; handles and places to write to are addresses, plain numbers: a third of the time."""
    address = ctypes.cast(getattr(pdfium, name), ctypes.c_void_p).value
    return ctypes.CFUNCTYPE(result, *arguments)(address or 0)
