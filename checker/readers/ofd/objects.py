"""The objects of an OFD page: pieces of text with their places, drawn lines, pictures."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from math import atan2, hypot, pi
from typing import TYPE_CHECKING, NamedTuple

from checker.errors import UnreadableError
from checker.readers.layout.model import PALE, Matrix, Stroke, Strokes, TextPiece, moved, times
from checker.readers.limits import MAX_PDF_OBJECTS, MAX_PDF_RULES
from checker.readers.ofd.container import (
    POINTS,
    Container,
    PageFile,
    children,
    first,
    first_number,
    is_set,
    local,
    numbers,
)

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


_ASCENT, _DESCENT = 0.88, 0.12  # of the size, above and below the base line
_LATIN = 0.5  # width of a character that is no Han character, of the size
_WIDE, _FULL = "\u2e80", "“”‘’…—"  # from here on as wide as high, and so are these
_ACROSS = (1.0, 0.0, -1.0, 0.0)  # of a step, by right angles
_PART = 0.8  # of the size: a wider gap parts two pieces
_BLANK = 0.22  # of the size: a wider gap between Latin words is a blank
_AS_FAR = 1.1
_NUMBER = frozenset("0123456789.,:%‰")
_SLANT = 0.05  # of a matrix: less is no slant
_LEVEL = 0.5  # points by which a level or upright line may deviate
_DEEPEST = 8  # composites within composites
_TOO_SMALL = 0.1  # points
_WHITE = 248  # of 255
_DIRECTIONS = frozenset(("ReadDirection", "CharDirection"))


class Content(NamedTuple):
    """What stands on one page: shown and hidden pieces, drawn lines, the shares of the page that pictures cover.

    ``turned`` are pieces that are read with the page turned, by how many right angles anticlockwise.  ``left_out``
    counts characters that stand in columns, or turned in a way that no page is; ``askew`` are words that stand so.
    """

    pieces: tuple[TextPiece, ...]
    hidden: tuple[TextPiece, ...]
    turned: dict[int, list[TextPiece]]
    strokes: Strokes
    pictures: tuple[float, ...]
    left_out: int
    askew: tuple[str, ...]
    skipped: Counter[str]


class _Object(NamedTuple):
    """An object of a page: its element, the ways from its space and that around it to the page's (mm), whether it is shown."""

    element: Element
    matrix: Matrix
    around: Matrix
    shown: bool


def content_of(container: Container, page: PageFile) -> Content:
    """Return the content of one page.  :raises UnreadableError: ``too-much-markup`` for more objects than any has."""
    pieces: list[TextPiece] = []
    hidden: list[TextPiece] = []
    turned: dict[int, list[TextPiece]] = defaultdict(list)
    level: list[Stroke] = []
    upright: list[Stroke] = []
    grounds: list[tuple[float, ...]] = []
    pictures: list[float] = []
    skipped: Counter[str] = Counter()
    left_out = 0
    askew: list[str] = []
    whole = page.width * page.height
    skipped["template"] += any(
        container.is_repeated(one.get("TemplateID", "")) for one in children(page.root, "Template")
    )
    for thing in _objects(container, page, skipped):
        kind = local(thing.element)
        if kind == "TextObject":
            turns = _turns(thing)
            if turns is None:
                left_out += _count_left_out(thing, askew)
                continue
            light = _paleness(thing.element)
            found = _on_page(_text_pieces(_levelled(thing, turns, page), light), page, turns)
            white = turns == 0 and light >= _WHITE and _is_bare(thing, grounds)
            seen = thing.shown and _is_painted(thing.element) and not white
            (hidden if not seen else turned[turns] if turns else pieces).extend(found)
        elif kind == "PathObject" and thing.shown:
            if is_set(thing.element, "Fill") and _paleness(thing.element) < _WHITE:
                grounds.append(_boundary(thing))
            if len(level) + len(upright) < MAX_PDF_RULES:
                _add_rules(thing, level, upright)
        elif kind == "ImageObject" and thing.shown and whole > 0:
            grounds.append(_boundary(thing))
            pictures.append(_picture_area(thing, page) / whole)
    skipped["watermark"] += len(askew)
    rules = Strokes(tuple(level), tuple(upright))
    return Content(
        tuple(pieces), tuple(hidden), turned, rules, tuple(pictures), left_out, tuple(askew), skipped
    )  # fmt: skip


def _objects(container: Container, page: PageFile, skipped: Counter[str]) -> Iterator[_Object]:
    """Yield the objects of all layers but those in the background, those of blocks, composites and own templates too."""
    start = _shift(-page.left, -page.top)
    waiting: list[tuple[Element, Matrix, bool, int]] = [
        (note, _way_to_page(note, start), True, 0) for note in reversed(list(container.notes(page)))
    ]
    contents = [*container.own_templates(page), *children(page.root, "Content")]
    for layer in reversed([layer for content in contents for layer in children(content, "Layer")]):
        if layer.get("Type", "Body") == "Background":
            skipped["background"] += 1
        else:
            waiting.append((layer, start, True, 0))
    count = 0
    while waiting:
        element, matrix, shown, depth = waiting.pop()
        count += 1
        if count > MAX_PDF_OBJECTS:
            raise UnreadableError("too-much-markup", limit=MAX_PDF_OBJECTS)
        shown = (
            shown and is_set(element, "Visible", usual=True) and element.get("Alpha", "").strip() not in ("0", "0.0")
        )
        kind = local(element)
        if kind in ("Layer", "PageBlock", "Content", "Appearance"):
            waiting += [(child, matrix, shown, depth) for child in reversed(element)]
        elif kind == "CompositeObject":
            content = container.graphic(element.get("ResourceID", ""))
            if content is not None and depth < _DEEPEST:
                waiting.append((content, _way_to_page(element, matrix), shown, depth + 1))
            elif shown:
                container.broken = True
        elif kind in ("TextObject", "PathObject", "ImageObject"):
            yield _Object(element, _way_to_page(element, matrix), matrix, shown)


def _way_to_page(element: Element, matrix: Matrix) -> Matrix:
    """Return the way from the space of an object to the page's: its own matrix, then the corner of its boundary."""
    boundary = numbers(element.get("Boundary"))
    if len(boundary) >= 2:
        matrix = times(_shift(boundary[0], boundary[1]), matrix)
    own = numbers(element.get("CTM"))
    return times((own[0], own[1], own[2], own[3], own[4], own[5]), matrix) if len(own) == 6 else matrix


def _shift(right: float, down: float) -> Matrix:
    return 1.0, 0.0, 0.0, 1.0, right, down


def _at(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """Return a place on the page, in points."""
    right, down = moved(x, y, matrix)
    return right * POINTS, down * POINTS


def _turns(thing: _Object) -> int | None:
    """Return by how many right angles anticlockwise the page is to be turned for the text to be level.

    ``None``: it is askew, mirrored, or in columns (GB/T 33190, ``ReadDirection`` and ``CharDirection``).
    """
    a, b, c, d, *_ = thing.matrix
    if a > 0 and abs(b) <= _SLANT * a and _DIRECTIONS.isdisjoint(thing.element.keys()):
        return 0
    reads, stands = (numbers(thing.element.get(name)) or [0.0] for name in ("ReadDirection", "CharDirection"))
    if reads[0] != stands[0] or reads[0] % 90:
        return None
    turns = round(atan2(b, a) / (pi / 2))
    if abs(atan2(b, a) - turns * pi / 2) > _SLANT:
        return None
    turns = int(turns + reads[0] // 90) % 4
    return turns if not turns or a * d - b * c > 0 else None


def _levelled(thing: _Object, turns: int, page: PageFile) -> _Object:
    """Return the object on a page that is turned so that its text is level."""
    wide, high = page.width / POINTS, page.height / POINTS
    way: dict[int, Matrix] = {
        1: (0.0, -1.0, 1.0, 0.0, 0.0, wide),
        2: (-1.0, 0.0, 0.0, -1.0, wide, high),
        3: (0.0, 1.0, -1.0, 0.0, high, 0.0),
    }
    return thing._replace(matrix=times(thing.matrix, way[turns])) if turns else thing


def _count_left_out(thing: _Object, askew: list[str]) -> int:
    """Return how many characters are not read; words that stand *askew* are kept there and count as none."""
    a, b, c, d, *_ = thing.matrix
    if not thing.shown or abs(a * d - b * c) < 1e-9:
        return 0
    words = "".join((code.text or "").strip() for code in children(thing.element, "TextCode"))
    if min(abs(a), abs(b)) <= _SLANT * max(abs(a), abs(b)):
        return len(words)
    askew.append(words)
    return 0


def _paleness(element: Element) -> float:
    """Return how light an object is filled: 0 for black, 255 for white or so thin that it is not seen."""
    fill = first(element, "FillColor")
    return _lightness(element.get("Alpha"), *(() if fill is None else (fill.get("Alpha"), fill.get("Value"))))


@lru_cache(maxsize=256)
def _lightness(alpha: str | None, inner: str | None = None, value: str | None = None) -> float:
    values = numbers(value)
    if len(values) == 4:  # cyan, magenta, yellow, black
        values = [255 - min(255.0, one + values[3]) for one in values[:3]]
    light = min(values) if len(values) in (1, 3) else 0.0
    for share in (alpha, inner):
        light = 255 - (255 - light) * min(first_number(share, 255.0), 255.0) / 255
    return light


def _boundary(thing: _Object) -> tuple[float, ...]:
    """Return left, top, right and bottom of an object, in points."""
    box = numbers(thing.element.get("Boundary"))
    if len(box) < 4:
        return 0.0, 0.0, 0.0, 0.0
    return *_at(thing.around, box[0], box[1]), *_at(thing.around, box[0] + box[2], box[1] + box[3])


def _is_bare(thing: _Object, grounds: Sequence[tuple[float, ...]]) -> bool:
    """Return whether nothing else lies behind a text."""
    left, top, right, bottom = _boundary(thing)
    x, y = (left + right) / 2, (top + bottom) / 2
    return not any(ground[0] <= x <= ground[2] and ground[1] <= y <= ground[3] for ground in grounds)


def _is_painted(element: Element) -> bool:
    """Return whether characters are filled or drawn: the text that lies behind a scanned page is neither."""
    return is_set(element, "Fill", usual=True) or is_set(element, "Stroke")


def _text_pieces(thing: _Object, light: float) -> Iterator[TextPiece]:
    """Yield the characters of a text object as pieces, parted where a gap parts them; *light* is its paleness."""
    size = first_number(thing.element.get("Size"), 0.0)
    a, b, c, d, e, f = thing.matrix
    wide, tall = size * hypot(a, b) * POINTS, size * hypot(c, d) * POINTS
    wide *= first_number(thing.element.get("HScale"), 1.0)
    if wide < _TOO_SMALL or tall < _TOO_SMALL:
        return
    font, pale = thing.element.get("Font", ""), light >= PALE
    down = int(first_number(thing.element.get("ReadDirection"), 0.0) // 90) % 4
    across, along = size * _ACROSS[down], size * _ACROSS[down - 1]

    def piece(text: str, left: float, right: float, base: float) -> TextPiece:
        top, bottom = base - _ASCENT * tall, base + _DESCENT * tall
        return TextPiece(text, left, right, top, bottom, wide, font, font, pale)

    x = y = 0.0
    for code in children(thing.element, "TextCode"):
        text = code.text or ""
        x, y = first_number(code.get("X"), x), first_number(code.get("Y"), y)
        # TextLine ends are those of a file that was laid out for reading; a blank of a text is a character.
        text = text.strip("\r\n\t") if "\n" in text else text
        rights, downs = _advances(code.get("DeltaX"), text, across), _advances(code.get("DeltaY"), text, along)
        if b == 0.0 and text and min(text) >= _WIDE and not any(downs) and _is_even(rights, a * POINTS, wide):
            left, base = (a * x + c * y + e) * POINTS, (d * y + f) * POINTS
            x = sum(rights, x)
            yield piece(text, left, (a * x + c * y + e) * POINTS + wide, base)
            continue
        ways = zip(text, rights, downs, strict=True)
        gathered, left, right, base = "", 0.0, 0.0, 0.0
        for char, right_by, down_by in ways:
            x += right_by
            y += down_by
            at, line = (a * x + c * y + e) * POINTS, (b * x + d * y + f) * POINTS
            gap = at - right
            if gathered and (gap > _PART * wide or gap < -wide or abs(line - base) > _PART * tall):
                yield piece(gathered, left, right, base)
                gathered = ""
            if not gathered:
                left, base = at, line
            elif gap > _BLANK * wide and char < _WIDE and gathered[-1] < _WIDE:
                # Digits may stand as far apart as Han characters do.
                is_number = gap <= _LATIN * wide * _AS_FAR and _NUMBER.issuperset((char, gathered[-1]))
                gathered += "" if is_number else " "
            gathered += char
            right = at + (1.0 if char >= _WIDE or char in _FULL else _LATIN) * wide
        if gathered:
            yield piece(gathered, left, right, base)


def _is_even(steps: list[float], scale: float, wide: float) -> bool:
    """Return whether no gap parts characters as wide as high; the first of *steps* leads to the first of them."""
    return len(steps) < 2 or (min(steps[1:]) * scale >= 0 and max(steps[1:]) * scale <= (1 + _PART) * wide)


def _advances(steps: str | None, text: str, usual: float) -> list[float]:
    """Return how far each character of *text* stands behind the one before it: by *steps*, then by the *usual* one."""
    known = _steps(steps, len(text) - 1)
    left = text[len(known) : -1]
    rest = (
        [usual if char >= _WIDE or char in _FULL else usual * _LATIN for char in left] if usual else [0.0] * len(left)
    )
    return [0.0, *known, *rest] if text else []


def _steps(text: str | None, most: int) -> list[float]:
    """Return distances from character to character; ``g 3 5.6`` stands for three times 5.6."""
    if not text or "g" not in text:
        return numbers(text)[: max(most, 0)]
    steps: list[float] = []
    words = text.split()
    at = 0
    while at < len(words) and len(steps) < most:
        if words[at] == "g" and at + 2 < len(words):
            again, step = numbers(words[at + 1]), numbers(words[at + 2])
            if not again or not step:
                break
            steps += step * int(min(max(again[0], 0), most - len(steps)))
            at += 3
            continue
        step = numbers(words[at])
        if not step:
            break
        steps += step
        at += 1
    return steps


def _on_page(pieces: Iterator[TextPiece], page: PageFile, turns: int) -> Iterator[TextPiece]:
    """Yield those of *pieces* that can be seen on the page, so turned."""
    width, height = (page.height, page.width) if turns % 2 else (page.width, page.height)
    for piece in pieces:
        if piece.right > 0 and piece.left < width and piece.bottom > 0 and piece.top < height:
            yield piece


def _picture_area(thing: _Object, page: PageFile) -> float:
    """Return how much of the page a picture covers, in square points."""
    box = numbers(thing.element.get("Boundary"))
    if len(box) < 4:
        return 0.0
    left, top = (box[0] - page.left) * POINTS, (box[1] - page.top) * POINTS
    right, bottom = min(left + box[2] * POINTS, page.width), min(top + box[3] * POINTS, page.height)
    return max(0.0, right - max(left, 0.0)) * max(0.0, bottom - max(top, 0.0))


def _add_rules(thing: _Object, level: list[Stroke], upright: list[Stroke]) -> None:
    """Keep the level and upright strokes of a path: the lines of tables."""
    data = first(thing.element, "AbbreviatedData")
    words = (data.text or "").split() if data is not None else []
    for (x, y), (u, v) in _strokes(words):
        (left, top), (right, bottom) = _at(thing.matrix, x, y), _at(thing.matrix, u, v)
        if abs(top - bottom) <= _LEVEL < abs(left - right):
            level.append(Stroke((top + bottom) / 2, min(left, right), max(left, right)))
        elif abs(left - right) <= _LEVEL < abs(top - bottom):
            upright.append(Stroke((left + right) / 2, min(top, bottom), max(top, bottom)))


_Point = tuple[float, float]
_TAKES = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}


def _strokes(words: Sequence[str]) -> Iterator[tuple[_Point, _Point]]:
    """Yield the straight strokes of a path (GB/T 33190 9.1), from point to point."""
    here: _Point = (0.0, 0.0)
    begun = here
    at = 0
    while at < len(words) and words[at] in _TAKES:
        takes = _TAKES[words[at]]
        values = numbers(" ".join(words[at + 1 : at + 1 + takes]))
        if len(values) < takes:
            return
        there = (values[-2], values[-1]) if takes else begun
        if words[at] in ("L", "C"):
            yield here, there
        elif words[at] in ("S", "M"):
            begun = there
        here = there
        at += 1 + takes
