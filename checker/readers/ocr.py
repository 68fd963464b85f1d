"""Recognition of scanned pages, where the extra ``ocr`` is installed.

The engine brings its models along and fetches nothing.  It is loaded once for a process, which takes half a second.
What it may miss is looked for: dark lines outside of all boxes make it look again more closely.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Sequence
from functools import lru_cache
from importlib.util import find_spec
from statistics import median
from typing import Any, NamedTuple

from checker.readers.layout.model import Page, TextPiece
from checker.readers.limits import MAX_OCR_SIDE

_DPI = 150
_POINTS = 72
_MOST_SCALE = 6.0
_CLOSELY = (2400, 2048, 1792, 1536)  # pixels: sides to which an image is brought down when the engine looks closely
_MOST_AT_ONCE = 2_400_000  # pixels in which it looks for lines: it takes some 250 MB for each million
_QUICKLY = 960
_POOR = 0.75  # mean certainty below which a page may lie upside down
_DARK = 110  # of 255
_THINNEST = 8  # pixels: no line of text fits in, and the engine fails
_NO_MEMORY = ("bad_alloc", "allocate memory")
_NARROW = 0.5  # width of Latin letters and digits in Han characters


class Recognised(NamedTuple):
    """A page as recognised; ``missed`` counts lines that seem to be there and were not read."""

    page: Page
    missed: int


class _Detected(NamedTuple):
    boxes: list[list[tuple[float, float]]]
    texts: list[str]
    certainty: float


def is_installed() -> bool:
    """Return whether scanned pages can be recognised."""
    return all(find_spec(name) is not None for name in ("rapidocr", "onnxruntime"))


def scale_for(width: float, height: float) -> float:
    """Pixels for each point at which a page of that size (in points) is best recognised."""
    side = max(width, height, 1.0)
    return min(_DPI / _POINTS, MAX_OCR_SIDE / side) if side > _POINTS else min(_MOST_SCALE, MAX_OCR_SIDE / side)


def recognise(image: Any, number: int, scale: float) -> Recognised:
    """Read *image* (rows of blue, green and red), which has *scale* pixels for each point, as page *number*."""
    image, found = _upright(image, _detect(image, _QUICKLY))
    missed = _missed(image, found)
    if missed:
        again = _detect(image, _close_side(*image.shape[:2]))
        left = _missed(image, again)
        if left <= missed:
            found, missed = again, left
    height, width = image.shape[:2]
    pieces = tuple(_level_pieces(found, scale))
    return Recognised(Page(number, width / scale, height / scale, pieces, recognised=True), missed)


def _upright(image: Any, found: _Detected) -> tuple[Any, _Detected]:
    """Return the image turned so that its lines run from left to right, and what is found in it then."""
    from numpy import ascontiguousarray, rot90

    tall = sum(_height(box) > 2 * _width(box) for box in found.boxes)
    if tall > sum(_width(box) > 2 * _height(box) for box in found.boxes):
        turned = [ascontiguousarray(rot90(image, turns)) for turns in (1, 3)]
        return max(((one, _detect(one, _QUICKLY)) for one in turned), key=lambda pair: pair[1].certainty)
    if found.texts and found.certainty < _POOR:
        turned_over = ascontiguousarray(rot90(image, 2))
        other = _detect(turned_over, _QUICKLY)
        if other.certainty > found.certainty + 0.1:
            return turned_over, other
    return image, found


def _close_side(height: int, width: int) -> int:
    """Return the longest side at which an image of that shape is looked at closely without taking too much memory."""
    longer, shorter = max(height, width, 1), min(height, width)
    fitting = (side for side in _CLOSELY if min(side, longer) ** 2 * shorter / longer <= _MOST_AT_ONCE)
    return next(fitting, _CLOSELY[-1])


@lru_cache(maxsize=2)  # the quick one, and the close one for the pages at hand
def _engine(side: int) -> Any:
    """Return the engine that looks for lines in an image brought down to *side* pixels."""
    from rapidocr import RapidOCR

    threads = max(1, min(4, (os.cpu_count() or 1) // 2))
    engine = RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.use_cls": False,
            "Global.max_side_len": 2 * MAX_OCR_SIDE,  # ours are not larger
            "Det.limit_type": "max",
            "Det.limit_side_len": side,
            "Rec.rec_batch_num": 1,  # with others in a batch a line is read a little differently
            "EngineConfig.onnxruntime.intra_op_num_threads": threads,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )
    logging.getLogger("RapidOCR").setLevel(logging.CRITICAL)
    return engine


def _detect(image: Any, side: int) -> _Detected:
    if min(image.shape[:2]) < _THINNEST:
        return _Detected([], [], 0.0)
    try:
        result = _engine(side)(image)
    except Exception as error:  # the engine wraps what went wrong in errors of its own, and tells it in words
        if any(words in str(error) for words in _NO_MEMORY):
            raise MemoryError from error
        raise
    if result.boxes is None or not result.txts:
        return _Detected([], [], 0.0)
    boxes = [[(float(x), float(y)) for x, y in box] for box in result.boxes]
    return _Detected(boxes, list(result.txts), sum(result.scores) / len(result.scores))


def _width(box: Sequence[tuple[float, float]]) -> float:
    return max(x for x, _ in box) - min(x for x, _ in box)


def _height(box: Sequence[tuple[float, float]]) -> float:
    return max(y for _, y in box) - min(y for _, y in box)


def _level_pieces(found: _Detected, scale: float) -> list[TextPiece]:
    """Return boxes as pieces of text, set level where the page was scanned askew."""
    slopes = [
        (box[1][1] - box[0][1]) / (box[1][0] - box[0][0])
        for box in found.boxes
        if _width(box) > 8 * _height(box) and box[1][0] > box[0][0]
    ]
    slope = median(slopes) if slopes else 0.0
    pieces = []
    for box, text in zip(found.boxes, found.texts, strict=True):
        if not text.strip():
            continue
        level = [((x + slope * y) / scale, (y - slope * x) / scale) for x, y in box]
        left, right = min(x for x, _ in level), max(x for x, _ in level)
        top, bottom = min(y for _, y in level), max(y for _, y in level)
        wide = sum(1.0 if char >= "\u2e80" else _NARROW for char in text)
        size = (right - left) / wide if len(text) > 3 else (bottom - top) * 0.85
        pieces.append(TextPiece(text, left, right, top, bottom, size))
    return pieces


def _missed(image: Any, found: _Detected) -> int:
    """Return how many dark lines, as high and at least a quarter as wide as lines of text, lie outside of all boxes."""
    import numpy

    dark = image[:, :, :3].min(axis=2) < _DARK if image.ndim == 3 else image < _DARK
    dark = dark.copy()
    heights = sorted(_height(box) for box in found.boxes)
    usual = heights[len(heights) // 2] if heights else image.shape[0] / 60
    for box in found.boxes:
        x0, x1 = (int(edge(x for x, _ in box)) for edge in (min, max))
        y0, y1 = (int(edge(y for _, y in box)) for edge in (min, max))
        dark[max(0, y0 - 4) : y1 + 5, max(0, x0 - 4) : x1 + 5] = False
    share = dark.mean(axis=1)
    inked = (share > 0.02) & (share < 0.5)
    edges = numpy.flatnonzero(numpy.diff(numpy.concatenate(([False], inked, [False])).astype(numpy.int8)))
    missed = 0
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        if 0.4 * usual <= end - start <= 1.6 * usual:
            columns = numpy.flatnonzero(dark[start:end].any(axis=0))
            missed += int(len(columns) > image.shape[1] * 0.12 and columns[-1] - columns[0] > image.shape[1] / 4)
    return missed
