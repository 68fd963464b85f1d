"""One font in place of all that a pdf does not embed, so that its text is the same on every machine.

pdfium takes a font of the system in place of one that is not embedded, and drops an object whose characters that font
does not have.  ``boxes.ttf`` has every character of Unicode, each of them a box as high and wide as a Han character
(``docs/build_boxes.py`` makes it); the widths of characters come from the pdf in any case.
"""

from __future__ import annotations

import ctypes
from pathlib import Path
from typing import Any

import pypdfium2.raw as pdfium

_ONLY = 1  # the handle of the font: there is one
_BOXES = (Path(__file__).parent / "boxes.ttf").read_bytes()


def _font_data(_info: Any, _font: Any, table: int, buffer: int | None, size: int) -> int:
    """Hand out the file; a *table* by itself, which only collections of fonts need, is not there."""
    if table:
        return 0
    if buffer and size >= len(_BOXES):
        ctypes.memmove(buffer, _BOXES, len(_BOXES))
    return len(_BOXES)


_CALLS = {
    "Release": lambda *_: None,
    "EnumFonts": lambda *_: None,
    "MapFont": lambda *_: _ONLY,
    "GetFont": lambda *_: _ONLY,
    "GetFontData": _font_data,
    "GetFaceName": lambda *_: 0,
    "GetFontCharset": lambda *_: 0,
    "DeleteFont": lambda *_: None,
}
_types = dict(pdfium.FPDF_SYSFONTINFO._fields_)
_system = pdfium.FPDF_SYSFONTINFO(2, *(_types[name](call) for name, call in _CALLS.items()))
"""Kept for as long as the process lives: pdfium calls it."""


def install() -> None:
    """Make it the only font of the system for pdfium in this process."""
    pdfium.FPDF_SetSystemFontInfo(ctypes.byref(_system))
