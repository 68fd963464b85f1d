"""What is drawn on a page of a pdf: lines of tables, pictures, and text that nobody sees."""

from __future__ import annotations

import ctypes
import struct
from collections import defaultdict, deque
from collections.abc import Callable, Sequence
from itertools import compress, repeat
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from checker.errors import UnreadableError
from checker.readers.layout.model import PALE, SAME, Matrix, Stroke, Strokes, moved, times
from checker.readers.limits import MAX_PDF_FORM_DEPTH, MAX_PDF_OBJECTS, MAX_PDF_RULES

_THIN = 3.0  # points: what is thinner is a line
_SHORT = 8.0
_MOST_CLIPPING = 60  # segments of a path that cuts: what is more is a drawing, and cuts nothing off here
_STRAIGHT = 0.7
_WHITE = 248
_INVISIBLE = frozenset((pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP))

_OPTIONAL = "OC\0".encode("utf-16-le")


def function(name: str, result: Any, *arguments: Any) -> Callable[..., Any]:
    """Return the function *name*; handles and places to write to are addresses, plain numbers: a third of the time."""
    address = ctypes.cast(getattr(pdfium, name), ctypes.c_void_p).value
    return ctypes.PYFUNCTYPE(result, *arguments)(address or 0)


_page_object = function("FPDFPage_GetObject", ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)
_form_object = function("FPDFFormObj_GetObject", ctypes.c_void_p, ctypes.c_void_p, ctypes.c_ulong)
_kind = function("FPDFPageObj_GetType", ctypes.c_int, ctypes.c_void_p)
_bounds = function("FPDFPageObj_GetBounds", ctypes.c_int, *[ctypes.c_void_p] * 5)
_render_mode = function("FPDFTextObj_GetTextRenderMode", ctypes.c_int, ctypes.c_void_p)
_count_marks = function("FPDFPageObj_CountMarks", ctypes.c_int, ctypes.c_void_p)
_mark = function("FPDFPageObj_GetMark", ctypes.c_void_p, ctypes.c_void_p, ctypes.c_ulong)
_mark_name = function(
    "FPDFPageObjMark_GetName", ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_ulong, ctypes.c_void_p
)
_clip_path = function("FPDFPageObj_GetClipPath", ctypes.c_void_p, ctypes.c_void_p)
_count_paths = function("FPDFClipPath_CountPaths", ctypes.c_int, ctypes.c_void_p)
_count_segments = function("FPDFClipPath_CountPathSegments", ctypes.c_int, ctypes.c_void_p, ctypes.c_int)
_clip_segment = function("FPDFClipPath_GetPathSegment", ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int, ctypes.c_int)
_point = function("FPDFPathSegment_GetPoint", ctypes.c_int, *[ctypes.c_void_p] * 3)
_fill_colour = function("FPDFPageObj_GetFillColor", ctypes.c_int, *[ctypes.c_void_p] * 5)

Box = tuple[float, float, float, float]
"""Left, bottom, right, top, in points from the lower left corner."""


class Drawn(NamedTuple):
    """The objects of a page.  ``texts``, ``unseen``, ``invisible`` and ``pale`` hold addresses of text objects.

    ``unseen``: white on white.  ``cut_off``: outside of a path that clips it.  ``invisible``: not drawn at all, as scanners put a text behind their picture.
    ``groups``: what a viewer may not show as a whole, the text of a layer (optional content, ISO 32000 8.11) and forms,
    these with their boxes.
    """

    rules: Strokes
    pictures: tuple[Box, ...]
    paths: int
    texts: tuple[int, ...]
    unseen: frozenset[int]
    cut_off: frozenset[int]
    invisible: frozenset[int]
    pale: frozenset[int]
    groups: tuple[tuple[tuple[int, ...], Box | None], ...]


class _Walk:
    """Collects the objects of one page, those of nested forms too."""

    def __init__(self, *, layered: bool) -> None:
        self._layered = layered
        self.level: list[Stroke] = []
        self.upright: list[Stroke] = []
        self.pictures: list[Box] = []
        self.paths = 0
        self.fills: list[tuple[int, Box]] = []
        self.white: list[tuple[int, Box]] = []
        self.cut_off: set[int] = set()
        self.texts: list[int] = []
        self.invisible: set[int] = set()
        self.pale: set[int] = set()
        self.layers: dict[int, list[int]] = defaultdict(list)
        self.forms: list[tuple[tuple[int], Box]] = []
        self._marks: dict[int, bool] = {}
        self.count = 0
        self._numbers = (ctypes.c_float * 4)()
        at = ctypes.addressof(self._numbers)
        self._floats = [at + 4 * index for index in range(4)]
        self._colours = (ctypes.c_uint * 4)()
        at = ctypes.addressof(self._colours)
        self._colour_places = [at + 4 * index for index in range(4)]

    def take_objects(self, page: Any) -> None:
        handle = ctypes.cast(page, ctypes.c_void_p).value
        count = self._count_objects(pdfium.FPDFPage_CountObjects(page))
        self._add_objects(list(map(_page_object, repeat(handle), range(count))), SAME, 0)

    def _count_objects(self, count: int) -> int:
        self.count += max(count, 0)
        if self.count > MAX_PDF_OBJECTS:
            raise UnreadableError("pdf-too-complex", limit=MAX_PDF_OBJECTS)
        return count

    def _add_objects(
        self, objects: Sequence[int], frame: Matrix, depth: int, form: tuple[tuple[int], Box] | None = None
    ) -> None:
        kinds = list(map(_kind, objects))
        texts = [one for one, kind in zip(objects, kinds, strict=True) if kind == pdfium.FPDF_PAGEOBJ_TEXT]
        self._add_texts(texts, frame)
        if form and not self.invisible.issuperset(texts):
            self.forms.append(form)
        for one, kind in zip(objects, kinds, strict=True):
            if kind != pdfium.FPDF_PAGEOBJ_TEXT:
                self._add_object(one, kind, frame, depth)

    def _add_object(self, one: int, kind: int, frame: Matrix, depth: int) -> None:
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            self._add_path(one, frame)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            self.pictures.append(_transform_box(self._box_of(one), frame))
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < MAX_PDF_FORM_DEPTH:
            inner = times(_matrix(one), frame)
            count = self._count_objects(pdfium.FPDFFormObj_CountObjects(_handle(one)))
            form = (one,), _transform_box(self._box_of(one), frame)
            self._add_objects(list(map(_form_object, repeat(one), range(count))), inner, depth + 1, form)

    def _box_of(self, one: int) -> Box:
        if not _bounds(one, *self._floats):
            return 0.0, 0.0, 0.0, 0.0
        left, bottom, right, top = self._numbers
        return left, bottom, right, top

    def _add_texts(self, texts: Sequence[int], frame: Matrix) -> None:
        """Find those that are not seen: in bulk, for a page has thousands and nearly all are black."""
        self.texts += texts
        modes = list(map(_render_mode, texts))
        if not _INVISIBLE.isdisjoint(modes):
            self.invisible.update(one for one, mode in zip(texts, modes, strict=True) if mode in _INVISIBLE)
        if self._layered and self._has_layers(texts):
            for one in texts:
                self._add_layers(one)
        clips = list(map(_clip_path, texts))
        paths = list(map(_count_paths, clips))
        if max(paths, default=0) > 0:
            clipped = zip(texts, clips, paths, strict=True)
            self.cut_off.update(one for one, clip, count in clipped if self._is_cut(one, clip, count))
        size = 4 * len(texts)
        colours = (ctypes.c_uint * size)()
        at = ctypes.addressof(colours)
        deque(map(_fill_colour, texts, *(range(at + 4 * part, at + 4 * size, 16) for part in range(4))), maxlen=0)
        painted = _quadruples(bytes(colours))
        used = set(painted)  # a few, mostly one
        if any(green >= _WHITE or alpha == 0 for _, green, _, alpha in used):
            white = (one for one in texts if one not in self.invisible and self._is_white(one))
            self.white += [(one, _transform_box(self._box_of(one), frame)) for one in white]
        pale = {colour for colour in used if 255 - (255 - min(colour[:3])) * colour[3] / 255 >= PALE}
        if pale:
            self.pale.update(one for one, colour in zip(texts, painted, strict=True) if colour in pale)

    def _has_layers(self, texts: Sequence[int]) -> bool:
        """Return whether any of *texts* belongs to a layer: many have the same marks, each of which is looked at once."""
        number = 0
        while texts:
            marks = list(map(_mark, texts, repeat(number)))  # none behind the last of a text
            if any(map(self._is_layer, set(filter(None, marks)))):
                return True
            texts = list(compress(texts, marks))
            number += 1
        return False

    def _is_cut(self, text: int, clip: int, paths: int) -> bool:
        """Return whether a text lies outside of one of the paths that clip it (ISO 32000, 8.5.4), by the boxes of both."""
        if paths <= 0:
            return False
        left, bottom, right, top = self._box_of(text)
        x, y = self._floats[:2]
        for path in range(paths):
            segments = _count_segments(clip, path)
            if not 1 < segments <= _MOST_CLIPPING:
                continue
            across, upwards = [], []
            for number in range(segments):
                if _point(_clip_segment(clip, path, number), x, y):
                    across.append(self._numbers[0])
                    upwards.append(self._numbers[1])
            if across and (right < min(across) or left > max(across) or top < min(upwards) or bottom > max(upwards)):
                return True
        return False

    def _add_layers(self, text: int) -> None:
        """Keep to which layers a text belongs; most marks say what it is: a paragraph, a title."""
        for number in range(_count_marks(text)):
            mark = _mark(text, number)
            if self._is_layer(mark) and text not in self.invisible:
                self.layers[mark].append(text)

    def _is_layer(self, mark: int) -> bool:
        if mark not in self._marks:
            name, length = ctypes.create_string_buffer(8), ctypes.c_ulong()
            _mark_name(mark, ctypes.addressof(name), len(name), ctypes.addressof(length))
            self._marks[mark] = name.raw[: length.value] == _OPTIONAL
        return self._marks[mark]

    def _is_white(self, one: int) -> bool:
        if not _fill_colour(one, *self._colour_places):
            return False
        red, green, blue, alpha = self._colours
        return alpha == 0 or (red >= _WHITE and green >= _WHITE and blue >= _WHITE)

    def _add_path(self, one: int, frame: Matrix) -> None:
        self.paths += 1
        left, bottom, right, top = box = _transform_box(self._box_of(one), frame)
        width, height = right - left, top - bottom
        if len(self.level) + len(self.upright) > MAX_PDF_RULES:
            return
        if height <= _THIN:
            if width >= _SHORT:
                self.level.append(Stroke((bottom + top) / 2, left, right))
        elif width <= _THIN:
            if height >= _SHORT:
                self.upright.append(Stroke((left + right) / 2, bottom, top))
        else:
            self.fills.append((one, box))
            self._strokes_of_path(one, frame)

    def _strokes_of_path(self, one: int, frame: Matrix) -> None:
        """Take in the level and upright strokes of a path that is more than one line."""
        count = pdfium.FPDFPath_CountSegments(_handle(one))
        if count > MAX_PDF_RULES:
            return
        whole = times(_matrix(one), frame)
        x, y = ctypes.c_float(), ctypes.c_float()
        start = last = (0.0, 0.0)
        for index in range(count):
            segment = pdfium.FPDFPath_GetPathSegment(_handle(one), index)
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            point = moved(x.value, y.value, whole)
            if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO:
                start = point
            else:
                self._stroke(last, point)
            if pdfium.FPDFPathSegment_GetClose(segment):
                self._stroke(point, start)
            last = point

    def _stroke(self, one: tuple[float, float], other: tuple[float, float]) -> None:
        (x0, y0), (x1, y1) = one, other
        if abs(y0 - y1) <= _STRAIGHT and abs(x0 - x1) >= _SHORT:
            self.level.append(Stroke((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
        elif abs(x0 - x1) <= _STRAIGHT and abs(y0 - y1) >= _SHORT:
            self.upright.append(Stroke((x0 + x1) / 2, min(y0, y1), max(y0, y1)))

    def unseen(self) -> frozenset[int]:
        """Return white text, but for that on a picture or a filled shape of another colour."""
        if not self.white:
            return frozenset()
        grounds = [*self.pictures, *(box for path, box in self.fills if self._is_filled(path))]
        return frozenset(
            address
            for address, (left, bottom, right, top) in self.white
            if not any(
                ground[0] <= (left + right) / 2 <= ground[2] and ground[1] <= (bottom + top) / 2 <= ground[3]
                for ground in grounds
            )
        )

    def _is_filled(self, path: int) -> bool:
        mode, stroke = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(_handle(path), mode, stroke)
        return mode.value != pdfium.FPDF_FILLMODE_NONE and not self._is_white(path)


def drawn(page: Any, *, layered: bool = True) -> Drawn:
    """Return the objects of *page* (a handle of pdfium), of a file that may have layers only where *layered*.

    Raises ``UnreadableError('pdf-too-complex')``.
    """
    walk = _Walk(layered=layered)
    walk.take_objects(page)
    few = len(walk.level) + len(walk.upright) <= MAX_PDF_RULES
    return Drawn(
        Strokes(tuple(walk.level), tuple(walk.upright)) if few else Strokes(),
        tuple(walk.pictures),
        walk.paths,
        tuple(walk.texts),
        walk.unseen(),
        frozenset(walk.cut_off),
        frozenset(walk.invisible),
        frozenset(walk.pale),
        (*((tuple(texts), None) for texts in walk.layers.values()), *walk.forms),
    )


def _quadruples(data: bytes) -> list[tuple[int, ...]]:
    """Return the unsigned numbers in *data* by fours; they are mostly the same."""
    if data == data[:16] * (len(data) // 16):
        return [struct.unpack("4I", data[:16])] * (len(data) // 16) if data else []
    return list(struct.iter_unpack("4I", data))


def _handle(one: int) -> Any:
    return ctypes.cast(one, pdfium.FPDF_PAGEOBJECT)


def _matrix(one: int) -> Matrix:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(_handle(one), matrix):
        return SAME
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _transform_box(box: Box, frame: Matrix) -> Box:
    if frame == SAME:
        return box
    (x0, y0), (x1, y1) = moved(box[0], box[1], frame), moved(box[2], box[3], frame)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
