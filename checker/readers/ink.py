"""What can be told of a scanned page by its ink alone: lines of print where it holds nothing else, seals, unread lines.

The engine takes half a second of a core to find the lines of a page; where they are plain, dark marks of one height in
level rows on a light ground, a few sums find them as well.  Whatever else a page holds (tables, pictures, writing by hand,
shadows of a photograph, two columns out of step) makes it not plain, and nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

Box = Sequence[tuple[float, float]]
"""Four corners in pixels, from the upper left one clockwise along the text."""

_SIDE = 1400  # pixels to which a page is brought down: characters of 9 points have 15 of them
_DARKER = 25  # of 255: by so much ink is darker than what surrounds it
_AROUND = 28  # part of a page's side that surrounds a spot
_STEEPEST = 0.04  # slope of lines: what is more askew is not plain
_SPECK = 3  # pixels
_EDGE = 0.05  # part of a page: shadows of the lid along its edges
_LOWEST = 8  # pixels: print that is lower cannot be told from dirt
_MOST_RULES = 2  # level ones: under the head and above the foot
_DIRT = 0.3  # in the height of a line: marks that are smaller are no line by themselves
_BOX = 1.45  # height of a box in that of its ink, as the engine draws it: it reads such lines best
_APART = 1.5  # width of a gap in the height of a line: what stands behind it is a line of its own

_RED = 50  # of 255: by so much red exceeds the other colours in the ink of a seal
_REDDISH = 20  # likewise where it is mixed with other ink
_SEAL = (70, 200)  # points: seals of organs are 42 to 50 mm wide (国发〔1999〕25号), of a picture the scale is a guess
_PALE = 190  # of 255, in the light of a seal's colour

_DARK = 110  # of 255


class _Band(NamedTuple):
    """Rows with ink, from *top* to before *bottom*."""

    top: int
    bottom: int

    @property
    def height(self) -> int:
        return self.bottom - self.top


def without_seals(image: Any, scale: float) -> Any:
    """Return *image* with red shapes as large as seals as they look in light of their colour, in which they are pale.

    *image* has rows of blue, green and red, and *scale* pixels for each point.
    """
    import numpy

    if image.ndim != 3:
        return image
    found = list(_seals(image, scale))
    if found:
        image = image.copy()
    for rows, columns in found:
        there = image[rows, columns]
        blue, green, red = (there[:, :, channel].astype(numpy.int16) for channel in range(3))
        light = numpy.minimum(red * (255 / _PALE), 255).astype(numpy.uint8)
        reddish = red - numpy.maximum(blue, green) > _REDDISH
        there[reddish] = light[reddish][:, None]
    return image


def _seals(image: Any, scale: float) -> Iterator[tuple[slice, slice]]:
    """Yield rows and columns of red shapes as large as seals."""
    import cv2
    import numpy

    step = max(1, round(scale))
    blue, green, red = (image[::step, ::step, channel].astype(numpy.int16) for channel in range(3))
    inked = (red - numpy.maximum(blue, green) > _RED).astype(numpy.uint8)
    if not inked.any():
        return
    joined = cv2.dilate(inked, numpy.ones((9, 9), numpy.uint8))
    for x, y, width, height, _ in cv2.connectedComponentsWithStats(joined)[2][1:].tolist():
        if all(_SEAL[0] <= side * step / scale <= _SEAL[1] for side in (width, height)):
            yield slice(y * step, (y + height) * step), slice(x * step, (x + width) * step)


def lines_of_print(image: Any) -> list[Box]:
    """Return the boxes of all lines of a page that holds nothing but lines of print, none where it is not plain."""
    import cv2

    height, width = image.shape[:2]
    shrunk = min(1.0, _SIDE / max(height, width))
    if min(height, width) * shrunk < _LOWEST * 4:
        return []
    light = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY) if image.ndim == 3 else image
    if shrunk < 1:
        light = cv2.resize(light, None, fx=shrunk, fy=shrunk, interpolation=cv2.INTER_AREA)
    around = max(light.shape) // _AROUND | 1
    ink = cv2.adaptiveThreshold(light, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, around, _DARKER)
    slope = _slope(ink)
    level = _sheared(ink, slope)
    middle = level.shape[1] / 2
    return [
        [
            (x / shrunk, (y + slope * (x - middle)) / shrunk)
            for x, y in ((left, top), (right, top), (right, bottom), (left, bottom))
        ]
        for left, top, right, bottom in _level_lines(level)
    ]


def _sheared(ink: Any, slope: float) -> Any:
    """Return *ink* with lines of that slope made level about its middle."""
    import cv2
    import numpy

    height, width = ink.shape
    moved = numpy.array([[1, 0, 0], [-slope, 1, slope * width / 2]], dtype=numpy.float32)
    return cv2.warpAffine(ink, moved, (width, height), flags=cv2.INTER_NEAREST)


def _slope(ink: Any) -> float:
    """Return the slope of lines at which rows with and without ink differ most."""
    import cv2
    import numpy

    small = cv2.resize(ink, None, fx=0.25, fy=0.5, interpolation=cv2.INTER_AREA)

    def contrast(slope: float) -> float:
        rows = _sheared(small, 2 * slope).sum(axis=1, dtype=numpy.float64)  # it is half as wide as it is high
        return float((numpy.diff(rows) ** 2).sum())

    best = max(numpy.linspace(-_STEEPEST, _STEEPEST, 21), key=contrast)
    for step in (0.002, 0.001, 0.0005):
        best = max((best, best - step, best + step), key=contrast)
    return float(best)


def _level_lines(ink: Any) -> list[tuple[float, float, float, float]]:
    """Return left, top, right and bottom of the lines, where *ink* is level and holds nothing else."""
    import cv2
    import numpy

    height, width = ink.shape
    _, labels, shapes, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    x, y, wide, high, area = shapes.T
    rules = (wide > width / 8) & (high < height / 100)
    edges = ((x == 0) | (x + wide == width)) & (wide < width * _EDGE)
    edges |= ((y == 0) | (y + high == height)) & (high < height * _EDGE)
    kept = ~rules & ~edges & (area > _SPECK)
    kept[0] = False
    if rules[1:].sum() > _MOST_RULES or not kept.any():
        return []
    ink = kept[labels]
    bands = [_Band(start, end) for start, end in _stretches_of_true(ink.any(axis=1))]
    heights = numpy.array([band.height for band in bands])
    weights = numpy.array([ink[band.top : band.bottom].sum() for band in bands])
    order = heights.argsort()
    usual = int(heights[order][weights[order].cumsum().searchsorted(weights.sum() / 2)])
    if usual < _LOWEST or usual > height / 12:
        return []
    x, y, wide, high = x[kept], y[kept], wide[kept], high[kept]
    if ((wide > 5 * usual) & (high > usual / 3) | (high > 1.3 * usual) & (wide < usual / 5)).any():
        return []  # drawn lines, frames and pictures
    large = (numpy.maximum(wide, high) >= _DIRT * usual).nonzero()[0]
    bands = [
        band
        for band in _joined_bands(bands, usual)
        if ((y[large] < band.bottom) & (y[large] + high[large] > band.top)).any()
    ]
    for band in bands:
        inside = high[(y >= band.top) & (y < band.bottom)]
        if band.height > 2.6 * usual or (band.height > 1.5 * usual and inside.max() < 0.6 * band.height):
            return []  # two lines that touch, or no print
    return _boxes(ink, bands, usual)


def _stretches_of_true(there: Any) -> list[tuple[int, int]]:
    """Return where *there* is true without a break: the first and the one behind the last."""
    import numpy

    edges = numpy.flatnonzero(numpy.diff(numpy.concatenate(([False], there, [False])).astype(numpy.int8)))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def _joined_bands(bands: Sequence[_Band], usual: int) -> Iterator[_Band]:
    """Yield *bands*, those together that are parts of one line: 二 alone has two."""
    last: _Band | None = None
    for band in bands:
        if last is not None and band.bottom - last.top <= 1.1 * usual:
            last = _Band(last.top, band.bottom)
            continue
        if last is not None:
            yield last
        last = band
    if last is not None:
        yield last


def _boxes(ink: Any, bands: Sequence[_Band], usual: int) -> list[tuple[float, float, float, float]]:
    """Return the lines in *bands*; none where they run from top to bottom."""
    import numpy

    width = ink.shape[1]
    between = [after.top - before.bottom for before, after in pairwise(bands)]
    found, inside = [], []
    for number, band in enumerate(bands):
        size = max(band.height, usual)
        marks = _stretches_of_true(ink[band.top : band.bottom].any(axis=0))
        inside += [right[0] - left[1] for left, right in pairwise(marks)]
        above = between[number - 1] if number else usual
        below = between[number] if number < len(between) else usual
        more = (_BOX * size - band.height) / 2
        top, bottom = band.top - min(more, above), band.bottom + min(more, below)
        for left, right in _joined_marks(marks, _APART * size):
            found.append((max(0.0, left - size / 4), top, min(float(width), right + size / 2), bottom))
    if between and inside and numpy.median(inside) > numpy.median(between):
        return []
    return found


def _joined_marks(marks: Sequence[tuple[int, int]], apart: float) -> Iterator[tuple[int, int]]:
    """Yield *marks* (first, behind the last) joined where less than *apart* is between them."""
    start, end = marks[0]
    for left, right in marks[1:]:
        if left - end >= apart:
            yield start, end
            start = left
        end = right
    yield start, end


def unread_rows(image: Any, boxes: Sequence[Box]) -> list[tuple[int, int]]:
    """Return the rows (first, behind the last) of dark lines, as high and a quarter as wide as lines of text, outside of all *boxes*."""
    import cv2
    import numpy

    darkest = cv2.min(cv2.min(image[:, :, 0], image[:, :, 1]), image[:, :, 2]) if image.ndim == 3 else image
    dark = darkest < _DARK
    heights = sorted(max(y for _, y in box) - min(y for _, y in box) for box in boxes)
    usual = heights[len(heights) // 2] if heights else image.shape[0] / 60
    for box in boxes:
        x0, x1 = (int(edge(x for x, _ in box)) for edge in (min, max))
        y0, y1 = (int(edge(y for _, y in box)) for edge in (min, max))
        dark[max(0, y0 - 4) : y1 + 5, max(0, x0 - 4) : x1 + 5] = False
    share = dark.mean(axis=1)
    missed = []
    for start, end in _stretches_of_true((share > 0.02) & (share < 0.5)):
        if 0.4 * usual <= end - start <= 1.6 * usual:
            columns = numpy.flatnonzero(dark[start:end].any(axis=0))
            if len(columns) > image.shape[1] * 0.12 and columns[-1] - columns[0] > image.shape[1] / 4:
                missed.append((start, end))
    return missed
