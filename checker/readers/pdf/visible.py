"""What a viewer shows of a page: what stands in form fields and typed notes, and nothing of layers that are off.

pdfium draws as viewers do, but gives the text of everything that is in the file.  So it is asked to draw: what can be
left out without a change to the picture is not seen.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pypdfium2.raw as pdfium

from checker.readers.pdf.objects import Box, function

_ALONE = 6  # places that are drawn one by one: a hundredth of a page takes a tenth of its time
_MARGIN = 2.0  # points around them
_SMALL = 0.25  # share of the page
_MOST_GROUPS = 40  # of objects of a page that are left out one by one
_CONTRAST = 48  # of 255: what is fainter is no ink
_SIDE, _BELOW, _ABOVE = 0.2, 0.25, 0.15  # shares of a box in which its neighbours may reach, and a line below
_HIDDEN = pdfium.FPDF_ANNOT_FLAG_HIDDEN | pdfium.FPDF_ANNOT_FLAG_NOVIEW
_TYPED = (pdfium.FPDF_FORMFIELD_TEXTFIELD, pdfium.FPDF_FORMFIELD_COMBOBOX, pdfium.FPDF_FORMFIELD_LISTBOX)
_COMMENTS = (
    pdfium.FPDF_ANNOT_TEXT,
    pdfium.FPDF_ANNOT_HIGHLIGHT,
    pdfium.FPDF_ANNOT_UNDERLINE,
    pdfium.FPDF_ANNOT_STRIKEOUT,
)

_activate = function("FPDFPageObj_SetIsActive", ctypes.c_int, ctypes.c_void_p, ctypes.c_int)

_font = function("FPDFTextObj_GetFont", pdfium.FPDF_FONT, ctypes.c_void_p)

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


def install_boxes() -> None:
    """Make it the only font of the system for pdfium in this process."""
    pdfium.FPDF_SetSystemFontInfo(ctypes.byref(_system))


class Picture:
    """A page as drawn, at so many pixels for a point, in grey; with *part* only what stands around that box."""

    def __init__(self, page: Any, scale: float = 1.0, part: Box | None = None) -> None:
        left, bottom, right, top = page.get_cropbox()
        cut = (0, 0, 0, 0)
        if part is not None:
            beside = (part[0] - left, part[1] - bottom, right - part[2], top - part[3])
            west, south, east, north = (max(0, math.floor(one - _MARGIN)) for one in beside)
            cut = (west, south, east, north)
        drawing = page.render(scale=scale, crop=cut, grayscale=True, may_draw_forms=False, draw_annots=False)
        with closing(drawing) as bitmap:
            self.pixels = bytes(bitmap.buffer)
            self._stride, self._width, self._height = bitmap.stride, bitmap.width, bitmap.height
        self._scale = scale
        self._left, self._top = left + cut[0], top - cut[3]

    def has_ink(self, box: Box) -> bool:
        """Return whether the middle of *box* has something darker than the lightest place in it."""
        left, bottom, right, top = box
        wide, tall = right - left, top - bottom
        inner = self._pixels_of(left + _SIDE * wide, bottom + _BELOW * tall, right - _SIDE * wide, top - _ABOVE * tall)
        return bool(inner) and max(self._pixels_of(*box), default=0) - min(inner) > _CONTRAST

    def _pixels_of(self, left: float, bottom: float, right: float, top: float) -> bytes:
        x0, x1 = (round((x - self._left) * self._scale) for x in (left, right))
        y0, y1 = (round((self._top - y) * self._scale) for y in (top, bottom))
        x0, x1, y0, y1 = max(x0, 0), min(x1, self._width), max(y0, 0), min(y1, self._height)
        return b"".join(self.pixels[y * self._stride + x0 : y * self._stride + x1] for y in range(y0, y1) if x0 < x1)


class Ink:
    """Where something is drawn on a page: the places that are asked for first by themselves, then the page as a whole."""

    def __init__(self, page: Any, scale: float) -> None:
        self._page, self._scale = page, scale
        self._left = _ALONE if page.get_rotation() == 0 else 0
        self._whole: Picture | None = None

    def __call__(self, box: Box) -> bool:
        """Return whether the middle of *box* has ink."""
        if self._left > 0:
            self._left -= 1
            try:
                return Picture(self._page, self._scale, box).has_ink(box)
            except ValueError:  # outside of the page
                return False
        if self._whole is None:
            self._whole = Picture(self._page, self._scale)
        return self._whole.has_ink(box)


class FormFields:
    """The form of a document, if it has one; a context."""

    def __init__(self, pdf: Any) -> None:
        self._form = None
        if pdf.get_formtype() != pdfium.FORMTYPE_NONE:
            self._config = pdfium.FPDF_FORMFILLINFO(version=2)
            self._form = pdfium.FPDFDOC_InitFormFillEnvironment(pdf, self._config)

    def __enter__(self) -> FormFields:
        return self

    def __exit__(self, *_: object) -> None:
        if self._form is not None:
            pdfium.FPDFDOC_ExitFormFillEnvironment(self._form)

    def flatten(self, page: Any, skipped: Counter[str]) -> bool | None:
        """Make what was typed into fields and notes a part of *page*, which is to be loaded again where this is true.

        ``None``: something was typed that could not be made part of it.
        """
        typed = failed = False
        for index in reversed(range(pdfium.FPDFPage_GetAnnotCount(page.raw))):
            annotation = pdfium.FPDFPage_GetAnnot(page.raw, index)
            try:
                kind = self._kind_of_field(annotation)
                shows = (
                    bool(kind)
                    and pdfium.FPDFAnnot_GetAP(annotation, pdfium.FPDF_ANNOT_APPEARANCEMODE_NORMAL, None, 0) > 2
                )
                failed = failed or (kind == "typed" and not shows and self._has_text(annotation))
                typed = typed or (kind == "typed" and shows)
            finally:
                pdfium.FPDFPage_CloseAnnot(annotation)
            if kind != "typed":
                pdfium.FPDFPage_RemoveAnnot(page.raw, index)
                skipped[kind] += bool(kind)
        if typed and pdfium.FPDFPage_Flatten(page.raw, pdfium.FLAT_NORMALDISPLAY) != pdfium.FLATTEN_SUCCESS:
            failed = True
        return None if failed else typed

    def _kind_of_field(self, annotation: Any) -> str:
        """Return ``typed``, or as what it is counted among what is left out; empty: it has no text or is not shown."""
        kind = pdfium.FPDFAnnot_GetSubtype(annotation)
        if pdfium.FPDFAnnot_GetFlags(annotation) & _HIDDEN:
            return ""
        if kind == pdfium.FPDF_ANNOT_WIDGET:
            field = pdfium.FPDFAnnot_GetFormFieldType(self._form, annotation) if self._form is not None else -1
            return "typed" if field in _TYPED else "signature" if field == pdfium.FPDF_FORMFIELD_SIGNATURE else ""
        if kind == pdfium.FPDF_ANNOT_STAMP:
            return "typed" if _holds_text(annotation) else "stamp"
        return "typed" if kind == pdfium.FPDF_ANNOT_FREETEXT else "comment" if kind in _COMMENTS else ""

    def _has_text(self, annotation: Any) -> bool:
        if pdfium.FPDFAnnot_GetSubtype(annotation) == pdfium.FPDF_ANNOT_WIDGET:
            return bool(pdfium.FPDFAnnot_GetFormFieldValue(self._form, annotation, None, 0) > 2)
        return bool(pdfium.FPDFAnnot_GetStringValue(annotation, b"Contents", None, 0) > 2)


def _holds_text(annotation: Any) -> bool:
    """Return whether what an annotation shows has text and not a picture alone."""
    things = (pdfium.FPDFAnnot_GetObject(annotation, n) for n in range(pdfium.FPDFAnnot_GetObjectCount(annotation)))
    return any(pdfium.FPDFPageObj_GetType(thing) == pdfium.FPDF_PAGEOBJ_TEXT for thing in things)


def hide_substitutes(texts: Sequence[int]) -> None:
    """Deactivate text in fonts that are not embedded: nobody recognises boxes."""
    for text in texts:
        if pdfium.FPDFFont_GetIsEmbedded(_font(text)) != 1:
            _activate(text, 0)


def hide_unseen(page: Any, groups: Sequence[tuple[Sequence[int], Box | None]]) -> None:
    """Deactivate those of *groups* (addresses of objects: a layer, a form with its box) that nobody sees.

    An object that is not active is neither drawn nor found among the text of the page.  A page may take seconds to draw,
    so a small group is first looked for where it stands.
    """
    whole = b""
    width, height = page.get_size()
    for group, box in groups[:_MOST_GROUPS]:
        if box is not None and page.get_rotation() == 0 and _area(box) < _SMALL * width * height:
            before = _pixels(page, box)
            if _pixels_without(page, group, box) != before:
                continue
        whole = whole or _pixels(page)
        if _pixels_without(page, group) == whole:
            for thing in group:
                _activate(thing, 0)


def _pixels_without(page: Any, group: Sequence[int], part: Box | None = None) -> bytes:
    for thing in group:
        _activate(thing, 0)
    pixels = _pixels(page, part)
    for thing in group:
        _activate(thing, 1)
    return pixels


def _pixels(page: Any, part: Box | None = None) -> bytes:
    """Return the page as drawn, or *part* of it; nothing for a part outside of it."""
    try:
        return Picture(page, part=part).pixels
    except ValueError:
        return b""


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])
