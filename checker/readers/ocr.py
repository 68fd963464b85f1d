"""Recognition of scanned pages, where the extra ``ocr`` is installed.

The engine brings its models along and fetches nothing.  It is loaded once for a process, which takes half a second.
What it may miss is looked for again, and there alone: dark lines outside of all boxes, more closely; the words under a
seal, without its colour.  Results are kept (:mod:`checker.readers.kept_pages`): a change of them is a new ``FORMAT`` there.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Sequence
from functools import lru_cache
from importlib.util import find_spec
from operator import itemgetter
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
_RED = 50  # of 255: by so much red exceeds the other colours in the ink of a seal
_SEAL = (70, 200)  # points: seals of organs are 42 to 50 mm wide (国发〔1999〕25号), of a picture the scale is a guess
_AROUND_SEAL = 24  # points
_NARROWED = 0.5
_SURE = 0.9
_LEAST_SURE = 0.5  # what is less sure is not taken for text
_LEAST_RATIO = 7  # width to height: shorter lines are filled up to it by the engine
_UPRIGHT = 1.5  # height to width: the characters stand one below another
_PALE = 190  # of 255, in the light of a seal's colour


class Recognised(NamedTuple):
    """A page as recognised; ``missed`` counts lines that seem to be there and were not read."""

    page: Page
    missed: int


_Box = Sequence[tuple[float, float]]
"""Four corners, from the upper left one clockwise."""


class _Line(NamedTuple):
    """A line as read: where it stands, its text, and how sure the engine is of it (0 to 1)."""

    box: _Box
    text: str
    score: float


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
    for seal in _seals(image, scale):
        found = _read_under(seal, image, found, scale)
    missed = _missed(image, found)
    if missed:
        found = _read_closely(image, found, missed)
        missed = _missed(image, found)
    height, width = image.shape[:2]
    pieces = tuple(_level_pieces(found, scale))
    return Recognised(Page(number, width / scale, height / scale, pieces, recognised=True), len(missed))


def _seals(image: Any, scale: float) -> list[tuple[int, int, int, int]]:
    """Return where red shapes as large as seals are: left, top, right and bottom in pixels."""
    import cv2
    import numpy

    if image.ndim != 3:
        return []
    step = max(1, round(scale))
    blue, green, red = (image[::step, ::step, channel].astype(numpy.int16) for channel in range(3))
    inked = (red - numpy.maximum(blue, green) > _RED).astype(numpy.uint8)
    if not inked.any():
        return []
    joined = cv2.dilate(inked, numpy.ones((9, 9), numpy.uint8))
    found = []
    for x, y, width, height, _ in cv2.connectedComponentsWithStats(joined)[2][1:].tolist():
        if all(_SEAL[0] <= side * step / scale <= _SEAL[1] for side in (width, height)):
            found.append((x * step, y * step, (x + width) * step, (y + height) * step))
    return found


def _read_under(seal: tuple[int, int, int, int], image: Any, found: list[_Line], scale: float) -> list[_Line]:
    """Return *found* with the lines that a *seal* touches as they are read in light of its colour, in which it is pale."""
    import numpy

    left, top, right, bottom = seal
    margin = round(_AROUND_SEAL * scale)
    first, last = max(0, top - margin), min(len(image), bottom + margin)
    light = numpy.minimum(image[first:last, :, 2].astype(numpy.float32) * (255 / _PALE), 255).astype(numpy.uint8)
    again = _detect(numpy.repeat(light[:, :, None], 3, axis=2), _QUICKLY)

    def touches(box: _Box) -> bool:
        (x0, x1), (y0, y1) = _extent(box)
        return x0 < right and x1 > left and y0 < bottom and y1 > top

    again = [line for line in _moved(again, first) if touches(line.box)]
    known = [*(_extent(line.box) for line in again), ((left, right), (top, bottom))]
    # What stood there before is read anew, or it is the seal's own.
    return [*(line for line in found if not (touches(line.box) and _is_known(line.box, known))), *again]


def _read_closely(image: Any, found: list[_Line], rows: list[tuple[int, int]]) -> list[_Line]:
    """Return *found* with the lines that are seen in those *rows* (first, last) of the image when looked at closely."""
    margin = 2 * max(end - start for start, end in rows)
    strips: list[list[int]] = []
    for start, end in rows:
        first, last = max(0, start - margin), min(len(image), end + margin)
        if strips and first <= strips[-1][1]:
            strips[-1][1] = last
        else:
            strips.append([first, last])
    for first, last in strips:
        strip = image[first:last]
        again = _moved(_detect(strip, _close_side(*strip.shape[:2])), first)
        known = [_extent(line.box) for line in found]
        found = [*found, *(line for line in again if not _is_known(line.box, known))]
    return found


def _is_known(box: _Box, known: Sequence[tuple[tuple[float, float], tuple[float, float]]]) -> bool:
    """Return whether the middle of *box* lies in one of the *known* extents."""
    x, y = (sum(edge) / 2 for edge in _extent(box))
    return any(x0 <= x <= x1 and y0 <= y <= y1 for (x0, x1), (y0, y1) in known)


def _moved(found: list[_Line], down: int) -> list[_Line]:
    return [line._replace(box=[(x, y + down) for x, y in line.box]) for line in found]


def _certainty(found: list[_Line]) -> float:
    """Return how sure the engine is of all it has read (0 to 1)."""
    return sum(line.score for line in found) / len(found) if found else 0.0


def _upright(image: Any, found: list[_Line]) -> tuple[Any, list[_Line]]:
    """Return the image turned so that its lines run from left to right, and what is found in it then."""
    from numpy import ascontiguousarray, rot90

    tall = sum(_height(line.box) > 2 * _width(line.box) for line in found)
    if tall > sum(_width(line.box) > 2 * _height(line.box) for line in found):
        turned = [ascontiguousarray(rot90(image, turns)) for turns in (1, 3)]
        return max(((one, _detect(one, _QUICKLY)) for one in turned), key=lambda pair: _certainty(pair[1]))
    if found and _certainty(found) < _POOR:
        turned_over = ascontiguousarray(rot90(image, 2))
        other = _detect(turned_over, _QUICKLY)
        if _certainty(other) > _certainty(found) + 0.1:
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


def _detect(image: Any, side: int) -> list[_Line]:
    """Return the lines of an image that is brought down to *side* pixels to look for them; they are read as they are."""
    if min(image.shape[:2]) < _THINNEST:
        return []
    engine = _engine(side)
    try:
        boxes = engine(image, use_det=True, use_cls=False, use_rec=False).boxes
        read = [
            _Line([(float(x), float(y)) for x, y in box], *_read_line(engine, image, box))
            for box in (boxes if boxes is not None else ())
        ]
    except Exception as error:  # the engine wraps what went wrong in errors of its own, and tells it in words
        if any(words in str(error) for words in _NO_MEMORY):
            raise MemoryError from error
        raise
    return [line for line in read if line.text.strip() and line.score >= _LEAST_SURE]


def _read_line(engine: Any, image: Any, box: Any) -> tuple[str, float]:
    """Return the text in a box and how sure the engine is of it.

    Reading takes as long as the line is wide, and print is read as well at half its width; a line of which the engine is
    not sure then is read as it is.
    """
    best = ("", 0.0)
    for narrower in (_NARROWED, 1.0):
        result = engine(_cut_out(image, box, narrower), use_det=False, use_cls=False, use_rec=True)
        if result.txts:
            best = max(best, (result.txts[0], float(result.scores[0])), key=itemgetter(1))
        if best[1] >= _SURE:
            break
    return best


def _cut_out(image: Any, box: Any, narrower: float) -> Any:
    """Return what is in a box, set level, as wide as it is by that factor, but no narrower than the engine reads at least."""
    import cv2
    import numpy

    corners = numpy.asarray(box, dtype=numpy.float32)
    upper, right, lower, left = numpy.linalg.norm(corners - numpy.roll(corners, -1, axis=0), axis=1)
    width, height = max(1, int(max(upper, lower))), max(1, int(max(left, right)))
    target = numpy.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=numpy.float32)
    turned = cv2.getPerspectiveTransform(corners, target)
    line = cv2.warpPerspective(image, turned, (width, height), borderMode=cv2.BORDER_REPLICATE, flags=cv2.INTER_CUBIC)
    if height >= width * _UPRIGHT:
        line = numpy.ascontiguousarray(numpy.rot90(line))
    height, width = line.shape[:2]
    wanted = max(round(width * narrower), min(width, round(height * _LEAST_RATIO)))
    if wanted < width:
        line = cv2.resize(line, (wanted, height), interpolation=cv2.INTER_AREA)
        line = cv2.copyMakeBorder(line, 0, 0, 0, height // 2, cv2.BORDER_REPLICATE)  # for a full stop at the edge
    return line


def _extent(box: _Box) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return left and right, top and bottom."""
    xs, ys = zip(*box, strict=True)
    return (min(xs), max(xs)), (min(ys), max(ys))


def _width(box: _Box) -> float:
    return max(x for x, _ in box) - min(x for x, _ in box)


def _height(box: _Box) -> float:
    return max(y for _, y in box) - min(y for _, y in box)


def _level_pieces(found: list[_Line], scale: float) -> list[TextPiece]:
    """Return boxes as pieces of text, set level where the page was scanned askew."""
    slopes = [
        (box[1][1] - box[0][1]) / (box[1][0] - box[0][0])
        for box, _, _ in found
        if _width(box) > 8 * _height(box) and box[1][0] > box[0][0]
    ]
    slope = median(slopes) if slopes else 0.0
    pieces = []
    for box, text, _ in found:
        if not text.strip():
            continue
        level = [((x + slope * y) / scale, (y - slope * x) / scale) for x, y in box]
        left, right = min(x for x, _ in level), max(x for x, _ in level)
        top, bottom = min(y for _, y in level), max(y for _, y in level)
        wide = sum(1.0 if char >= "\u2e80" else _NARROW for char in text)
        size = (right - left) / wide if len(text) > 3 else (bottom - top) * 0.85
        pieces.append(TextPiece(text, left, right, top, bottom, size))
    return pieces


def _missed(image: Any, found: list[_Line]) -> list[tuple[int, int]]:
    """Return the rows (first, last) of dark lines, as high and a quarter as wide as lines of text, outside of all boxes."""
    import numpy

    dark = image[:, :, :3].min(axis=2) < _DARK if image.ndim == 3 else image < _DARK
    dark = dark.copy()
    heights = sorted(_height(line.box) for line in found)
    usual = heights[len(heights) // 2] if heights else image.shape[0] / 60
    for box, _, _ in found:
        x0, x1 = (int(edge(x for x, _ in box)) for edge in (min, max))
        y0, y1 = (int(edge(y for _, y in box)) for edge in (min, max))
        dark[max(0, y0 - 4) : y1 + 5, max(0, x0 - 4) : x1 + 5] = False
    share = dark.mean(axis=1)
    inked = (share > 0.02) & (share < 0.5)
    edges = numpy.flatnonzero(numpy.diff(numpy.concatenate(([False], inked, [False])).astype(numpy.int8)))
    missed = []
    for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        if 0.4 * usual <= end - start <= 1.6 * usual:
            columns = numpy.flatnonzero(dark[start:end].any(axis=0))
            if len(columns) > image.shape[1] * 0.12 and columns[-1] - columns[0] > image.shape[1] / 4:
                missed.append((start, end))
    return missed
