"""Recognition of scanned pages, where the extra ``ocr`` is installed.

The engine brings its models along and fetches nothing.  It is loaded once for a process, which takes half a second.  It
is asked to find lines only on pages that are not plain (:mod:`checker.readers.ink`); dark lines that it has missed are looked
for again, in their place alone and more closely.  Results are kept (:mod:`checker.readers.kept_pages`): a change of them is a new ``FORMAT`` there.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from importlib.util import find_spec
from statistics import median
from typing import Any, NamedTuple

from checker.processes import threads_for
from checker.readers.ink import Box, lines_of_print, unread_rows, without_seals
from checker.readers.layout.model import Page, TextPiece
from checker.readers.limits import MAX_OCR_SIDE

_DPI = 150
_MOST_THREADS = 4
_POINTS = 72
_MOST_SCALE = 6.0
_CLOSELY = (2400, 2048, 1792, 1536)  # pixels: sides to which an image is brought down when the engine looks closely
_MOST_AT_ONCE = 2_400_000  # pixels in which it looks for lines: it takes some 250 MB for each million
_QUICKLY = 960
_POOR = 0.75  # mean certainty below which a page may lie upside down
_THINNEST = 8  # pixels: no line of text fits in, and the engine fails
_NO_MEMORY = ("bad_alloc", "allocate memory")
_NARROW = 0.5  # width of Latin letters and digits in Han characters
_HEIGHT = 48  # pixels: of a line as the engine reads it
_NARROWED = 0.5
_WIDER = 0.8
_SHORT = 200  # pixels: no line is brought down to less
_SURE = 0.6  # of a character
_LEAST_SURE = 0.5  # what is less sure is not taken for text
_PLAINLY_SURE = 0.8  # what is less sure on a plain page is looked for by the engine
_UPRIGHT = 1.5  # height to width: the characters stand one below another


class Recognised(NamedTuple):
    """A page as recognised; ``missed`` counts lines that seem to be there and were not read."""

    page: Page
    missed: int


class _Line(NamedTuple):
    """A line as read: where it stands, its text, and how sure the engine is of it (0 to 1)."""

    box: Box
    text: str
    score: float


def is_installed() -> bool:
    """Return whether scanned pages can be recognised."""
    return all(find_spec(name) is not None for name in ("rapidocr", "onnxruntime"))


def scale_for(width: float, height: float) -> float:
    """Return the pixels for each point at which a page of that size (in points) is best recognised."""
    side = max(width, height, 1.0)
    return min(_DPI / _POINTS, MAX_OCR_SIDE / side) if side > _POINTS else min(_MOST_SCALE, MAX_OCR_SIDE / side)


def recognise(image: Any, number: int, scale: float) -> Recognised:
    """Read *image* (rows of blue, green and red), which has *scale* pixels for each point, as page *number*."""
    image, found, doubtful = _upright(without_seals(image, scale))
    rows = [(round(top), round(bottom)) for line in doubtful for top, bottom in [_extent(line.box)[1]]]
    missed = unread_rows(image, [line.box for line in (*found, *doubtful)])
    if rows or missed:
        found = _read_closely(image, found, sorted(rows + missed))
        known = [_extent(line.box) for line in found]
        found += [line for line in doubtful if not _is_known(line.box, known)]
        missed = missed and unread_rows(image, [line.box for line in found])
    height, width = image.shape[:2]
    pieces = tuple(_level_pieces(found, scale))
    return Recognised(Page(number, width / scale, height / scale, pieces, recognised=True), len(missed))


def _upright(image: Any) -> tuple[Any, list[_Line], list[_Line]]:
    """Return the image turned so that its lines run from left to right, and what is read in it then, surely and in doubt."""
    for level in (0, 1):
        turned = _quarter_turned(image, level)
        if boxes := lines_of_print(turned):
            found = _read_plain(turned, boxes)
            if not found:
                turned = _quarter_turned(turned, 2)
                found = _read_plain(turned, lines_of_print(turned))
            if found:
                doubtful = [line for line in found if line.score < _PLAINLY_SURE]
                return turned, [line for line in found if line.score >= _PLAINLY_SURE], doubtful
            break
    found = _detect(image, _QUICKLY)
    sizes = [_size(line.box) for line in found]
    if sum(high > 2 * wide for wide, high in sizes) > sum(wide > 2 * high for wide, high in sizes):
        sideways = [
            (turned, _detect(turned, _QUICKLY)) for turned in (_quarter_turned(image, 1), _quarter_turned(image, 3))
        ]
        image, found = max(sideways, key=lambda pair: _certainty(pair[1]))
    elif found and _certainty(found) < _POOR:
        turned = _quarter_turned(image, 2)
        other = _detect(turned, _QUICKLY)
        if _certainty(other) > _certainty(found) + 0.1:
            image, found = turned, other
    return image, found, []


def _quarter_turned(image: Any, turns: int) -> Any:
    """Return the image after *turns* quarters to the left."""
    from numpy import ascontiguousarray, rot90

    return ascontiguousarray(rot90(image, turns))


def _read_plain(image: Any, boxes: Sequence[Box]) -> list[_Line]:
    """Return the lines in the *boxes* of a plain page, the widest ones first; none where so many are in doubt that they are no such lines."""
    found: list[_Line] = []
    doubtful = 0
    for box in sorted(boxes, key=lambda box: _size(box)[0], reverse=True):
        line = _read_line(image, box)
        if line.text.strip():
            found.append(line)
        doubtful += line.score < _PLAINLY_SURE
        if doubtful > 2 + len(found) / 8:
            return []
    return found


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
        again = _shifted(_detect(strip, _close_side(*strip.shape[:2])), first)
        known = [_extent(line.box) for line in found]
        found = [*found, *(line for line in again if not _is_known(line.box, known))]
    return found


def _is_known(box: Box, known: Sequence[tuple[tuple[float, float], tuple[float, float]]]) -> bool:
    """Return whether the middle of *box* lies in one of the *known* extents."""
    x, y = (sum(edge) / 2 for edge in _extent(box))
    return any(x0 <= x <= x1 and y0 <= y <= y1 for (x0, x1), (y0, y1) in known)


def _shifted(found: list[_Line], down: int) -> list[_Line]:
    return [line._replace(box=[(x, y + down) for x, y in line.box]) for line in found]


def _certainty(found: list[_Line]) -> float:
    """Return how sure the engine is of all it has read (0 to 1)."""
    return sum(line.score for line in found) / len(found) if found else 0.0


def _close_side(height: int, width: int) -> int:
    """Return the longest side at which an image of that shape is looked at closely without taking too much memory."""
    longer, shorter = max(height, width, 1), min(height, width)
    fitting = (side for side in _CLOSELY if min(side, longer) ** 2 * shorter / longer <= _MOST_AT_ONCE)
    return next(fitting, _CLOSELY[-1])


@lru_cache(maxsize=2)  # the quick one, and the close one for the pages at hand
def _engine(side: int) -> Any:
    """Return the engine that looks for lines in an image brought down to *side* pixels."""
    from rapidocr import RapidOCR

    engine = RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.use_cls": False,
            "Global.max_side_len": 2 * MAX_OCR_SIDE,  # ours are not larger
            "Det.limit_type": "max",
            "Det.limit_side_len": side,
            "EngineConfig.onnxruntime.intra_op_num_threads": threads_for(_MOST_THREADS),
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )
    logging.getLogger("RapidOCR").setLevel(logging.CRITICAL)
    return engine


@lru_cache(maxsize=1)
def _reader() -> Any:
    """Return the part of the engine that reads a line: it is used by itself, for the engine tells no scores of characters."""
    from numpy import uint8, zeros

    engine = _engine(_QUICKLY)
    engine(zeros((_HEIGHT, _HEIGHT, 3), uint8), use_det=False, use_cls=False, use_rec=True)  # now it is loaded
    return engine.text_rec


def _detect(image: Any, side: int) -> list[_Line]:
    """Return the lines of an image that is brought down to *side* pixels to look for them; they are read as they are."""
    if min(image.shape[:2]) < _THINNEST:
        return []
    with _memory_told():
        boxes = _engine(side)(image, use_det=True, use_cls=False, use_rec=False).boxes
    read = [_read_line(image, [(float(x), float(y)) for x, y in box]) for box in (boxes if boxes is not None else ())]
    return [line for line in read if line.text.strip() and line.score >= _LEAST_SURE]


@contextmanager
def _memory_told() -> Iterator[None]:
    """Tell that memory is short as that: the engine wraps what went wrong in errors of its own, and tells it in words."""
    try:
        yield
    except Exception as error:
        if any(words in str(error) for words in _NO_MEMORY):
            raise MemoryError from error
        raise


def _read_line(image: Any, box: Box) -> _Line:
    """Return the line in a box as it is read.

    Reading takes as long as the line is wide, and print is read as well at half its width.  Where the engine is in doubt
    about a character then, the line is read once more, wider: whatever is wrong in it, some character is in doubt nearly
    always (measured: of 11 wrong characters in 14 pages 8 stood in the 18 lines of 308 in which one was).
    """
    text, scores = _characters_of_line(_cut_out(image, box, _NARROWED))
    if min(scores, default=0.0) < _SURE:
        again, others = _characters_of_line(_cut_out(image, box, _WIDER))
        if sum(others) * len(scores) > sum(scores) * len(others):
            text, scores = again, others
    return _Line(box, text, sum(scores) / max(1, len(scores)))


def _characters_of_line(line: Any) -> tuple[str, list[float]]:
    """Return the characters of a line as it was cut out, and how sure the engine is of each."""
    import numpy

    reader = _reader()
    with _memory_told():
        found = reader.session((line.astype(numpy.float32) / 127.5 - 1).transpose(2, 0, 1)[None])[0]
    best, scores = found.argmax(axis=1), found.max(axis=1)
    fresh = (best != 0) & numpy.concatenate(([True], best[1:] != best[:-1]))  # 0: nothing, or what comes is another one
    characters = reader.postprocess_op.character
    return "".join(characters[number] for number in best[fresh].tolist()), scores[fresh].tolist()


def _cut_out(image: Any, box: Box, narrower: float) -> Any:
    """Return what is in a box, set level, as high as the engine reads it and as wide as it is by that factor."""
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
    whole = width * _HEIGHT / height
    wanted = max(1, round(max(whole * narrower, min(whole, _SHORT))))
    if wanted < width:
        line = cv2.resize(line, (wanted, height), interpolation=cv2.INTER_AREA)
    return cv2.resize(line, (wanted, _HEIGHT), interpolation=cv2.INTER_AREA if height > _HEIGHT else cv2.INTER_LINEAR)


def _extent(box: Box) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return left and right, top and bottom."""
    xs, ys = zip(*box, strict=True)
    return (min(xs), max(xs)), (min(ys), max(ys))


def _size(box: Box) -> tuple[float, float]:
    """Return width and height."""
    (left, right), (top, bottom) = _extent(box)
    return right - left, bottom - top


def _level_pieces(found: list[_Line], scale: float) -> list[TextPiece]:
    """Return boxes as pieces of text, set level where the page was scanned askew."""
    slopes = [
        (box[1][1] - box[0][1]) / (box[1][0] - box[0][0])
        for box, _, _ in found
        for wide, high in [_size(box)]
        if wide > 8 * high and box[1][0] > box[0][0]
    ]
    slope = median(slopes) if slopes else 0.0
    pieces = []
    for box, text, _ in found:
        if not text.strip():
            continue
        level = [((x + slope * y) / scale, (y - slope * x) / scale) for x, y in box]
        (left, right), (top, bottom) = _extent(level)
        wide = sum(1.0 if char >= "\u2e80" else _NARROW for char in text)
        size = (right - left) / wide if len(text) > 3 else (bottom - top) * 0.85
        pieces.append(TextPiece(text, left, right, top, bottom, size))
    return pieces
