"""The characters of a page of a pdf with their places, put together to pieces of text.

The order in which a page draws its characters is not the order in which they are read: quotation marks come from another
font and follow their line, cells come by columns.  So only places count here.  All characters are fetched in two bulk
calls; what costs a call each is asked once for a run of characters.
"""

from __future__ import annotations

import ctypes
import math
from array import array
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import groupby, repeat
from operator import add
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from checker.errors import UnreadableError
from checker.readers.layout.model import MANY_TURNED, Stroke
from checker.readers.limits import DEFAULT, MAX_PDF_PAGE_CHARACTERS, current
from checker.readers.pdf.objects import Box, function
from checker.text.lazy_re import lazy

_SAMPLE = 24
_RIGHT_ANGLE = math.pi / 2
_ASKEW = 0.09  # radians from the nearest right angle
_GAP = 0.45  # ems between characters of different runs; rows put close ones together again
_BACK = 0.25
_HYPHENS = {0x02: "-", 0xFFFE: "-"}  # what pdfium gives for a hyphen at the end of a line
_BLANK = 1.3
_CELL = 0.1  # ems at least between characters of two cells
_TWICE = 0.3  # ems between two prints of a character that is made bold by printing it twice
_WIDE = 0.7  # of its height: no blank of Latin text is so wide
_NARROWEST = 0.35  # of its height: no digit is narrower, many a blank is
_FULL = 0.85  # of its height: no Latin character is so wide but for
_LATIN = lazy(r"[!-$'-?A-LN-VX-ln-vx-~]+")  # but M, W, m, w, @, %, &
_SEVERAL = 3
_LATIN_BLANKS = " \u00a0"
_UNKNOWN = "\ufffd"
_HAN = r"\u2e80-\u2fff\u3001-\u9fff\uff01-\uffef"
_INNER_HAN = lazy(rf"[{_HAN}][ \u00a0]+[{_HAN}]")
_BLANKS = lazy(r"[ \t\u00a0\u3000]+")
_INNER = lazy(
    rf"(?<=[{_HAN}])[ \t\u00a0\u3000]+(?=\S)|(?<=\S)[ \t\u00a0\u3000]+(?=[{_HAN}])"  # between characters
    r"|(?<=\S)\u3000+(?=[\r\n]|\Z)|(?:(?<=[\r\n])|\A)\u3000(?=\S)"  # at the end of a line; alone at its start
)
_unicode = function("FPDFText_GetUnicode", ctypes.c_uint, ctypes.c_void_p, ctypes.c_int)
_map_error = function("FPDFText_HasUnicodeMapError", ctypes.c_int)  # of untyped arguments: asked of each character
_angle = function("FPDFText_GetCharAngle", ctypes.c_float, ctypes.c_void_p, ctypes.c_int)
_generated = function("FPDFText_IsGenerated", ctypes.c_int, ctypes.c_void_p, ctypes.c_int)
_font = function(
    "FPDFText_GetFontInfo",
    ctypes.c_ulong,
    ctypes.c_void_p,
    ctypes.c_int,
    ctypes.c_void_p,
    ctypes.c_ulong,
    ctypes.c_void_p,
)
_box = function("FPDFText_GetLooseCharBox", ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)


class GlyphRun(NamedTuple):
    """Characters that are drawn one after the other on a line; ``first`` and ``last`` are their indices on the page."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float
    first: int
    last: int


class Turned(NamedTuple):
    """The runs of a page that are read in one direction; ``turns`` of a right angle, anticlockwise."""

    turns: int
    runs: list[GlyphRun]


class LeftOut(NamedTuple):
    """What of a page is in no run: how many characters are not seen, how many are turned, and the words that stand askew."""

    unseen: int
    turned: int
    askew: list[str]


class Characters:
    """Text and boxes of a loaded text page (a handle of pdfium).

    :raises UnreadableError: ``too-long``.
    """

    def __init__(self, page: Any) -> None:
        self.handle = page
        self.count = max(0, pdfium.FPDFText_CountChars(page))
        allowed = current().characters
        most = MAX_PDF_PAGE_CHARACTERS if allowed <= DEFAULT.characters else allowed
        if self.count > most:
            raise UnreadableError("too-long", length=self.count, limit=min(most, allowed))
        self.address = ctypes.cast(page, ctypes.c_void_p).value
        self.text = self._code_points()
        self._name = ctypes.create_string_buffer(120)
        self._name_at = ctypes.addressof(self._name)
        self._boxes: tuple[list[float], ...] | None = None

    def _code_points(self) -> str:
        """Return one code point for each index."""
        count = self.count
        units = (ctypes.c_ushort * (count + 1))()
        if pdfium.FPDFText_GetText(self.handle, 0, count, units) == count + 1:
            text = bytes(units)[: 2 * count].decode("utf-16-le", "replace")
            if len(text) == count:
                nought = [index for index in _indices(text, "\ufffe") if _unicode(self.address, index) == 0]
                text = text.translate(_HYPHENS)
                for index in nought:
                    text = text[:index] + "\0" + text[index + 1 :]
                return text
        codes = map(_unicode, repeat(self.address), range(count))
        chars = (chr(code) if 0 <= code < 0xD800 or 0xE000 <= code < 0x110000 else "\ufffd" for code in codes)
        return "".join(chars).translate(_HYPHENS)

    def boxes(self) -> tuple[list[float], ...]:
        """Return lefts, tops, rights and bottoms of all characters, in points from the lower left corner."""
        if self._boxes is None:
            count = self.count
            floats = (ctypes.c_float * (4 * count))()
            start = ctypes.addressof(floats)
            deque(map(_box, repeat(self.address), range(count), range(start, start + 16 * count, 16)), maxlen=0)
            whole = array("f", bytes(floats)).tolist()
            self._boxes = tuple(whole[edge::4] for edge in range(4))
        return self._boxes

    def find_unknown(self, has_ink: Callable[[Box], bool]) -> None:
        """Let characters that a person sees, and of which the file does not tell what they mean, read as unknown.

        That is so where the table of their font has no entry for them, has nought, or has a blank for a character with
        ink, and where a font without a table has Latin characters as wide as Han characters.  Nobody can look at a font
        that is not embedded: there a Latin blank that is as wide as a Han character is none where it stands between two
        of them, or where Latin characters are narrower.  *has_ink* tells whether something is drawn in a box.
        """
        without, blanks, wide = self._without_meaning(), self._odd_blanks(), self._wide_latin()
        if not without and not blanks and not wide:
            return
        chars = list(self.text)
        for index in wide:
            chars[index] = _UNKNOWN
        for index in without | blanks:
            if self._is_embedded(index):
                left, top, right, bottom = (edge[index] for edge in self.boxes())
                chars[index] = _UNKNOWN if has_ink((left, bottom, right, top)) else " "
            elif index in without or self._is_no_blank(index):
                chars[index] = _UNKNOWN
        self.text = "".join(chars)

    def _without_meaning(self) -> set[int]:
        errors = list(map(_map_error, repeat(self.handle), range(self.count)))
        found = {index for index, error in enumerate(errors) if error == 1} if 1 in errors else set()
        return found | set(_indices(self.text, "\0"))

    def _wide_latin(self) -> set[int]:
        """Return the indices of Latin characters as wide as Han characters in fonts of the file, if there are several.

        Codes of a font that tells nothing of them are read as Latin characters.
        """
        lefts, tops, rights, bottoms = self.boxes()
        found = {
            index
            for match in _LATIN.finditer(self.text)
            for index in range(*match.span())
            if 0 < (tops[index] - bottoms[index]) * _FULL <= rights[index] - lefts[index]
        }
        if len(found) < _SEVERAL:
            return set()
        found = {index for index in found if self._width(index) >= _FULL and self._is_embedded(index)}
        return found if len({self.text[index] for index in found}) >= _SEVERAL else set()

    def _odd_blanks(self) -> set[int]:
        """Return the indices of blanks that may stand for a character: beside Han characters, or as wide as one."""
        found = set()
        for match in _BLANKS.finditer(self.text):
            for index in range(*match.span()):
                width = self._width(index)
                if width >= _NARROWEST and not _generated(self.address, index):
                    alone = width >= _WIDE and self.text[index] in _LATIN_BLANKS
                    if alone or _INNER.match(self.text, match.start()):
                        found.add(index)
        return found

    def _width(self, index: int) -> float:
        """Return the width of a character as a share of its height, as it is read."""
        lefts, tops, rights, bottoms = self.boxes()
        width, height = rights[index] - lefts[index], tops[index] - bottoms[index]
        if (self.turns(index) or 0) % 2:
            width, height = height, width
        return width / height if height > 0 else 0.0

    def _is_wide(self, index: int) -> bool:
        return self._width(index) >= _WIDE

    def _is_no_blank(self, index: int) -> bool:
        if self.text[index] not in _LATIN_BLANKS or not self._is_wide(index):
            return False
        return self._has_narrow or _INNER_HAN.match(self.text, index - 1) is not None

    @cached_property
    def _has_narrow(self) -> bool:
        """Return whether there are Latin characters narrower than Han characters."""
        return any(char.isascii() and char.isalnum() and not self._is_wide(at) for at, char in enumerate(self.text))

    def _is_embedded(self, index: int) -> bool:
        """Return whether the font of a character is part of the file."""
        thing = pdfium.FPDFText_GetTextObject(self.handle, index)
        return bool(thing) and pdfium.FPDFFont_GetIsEmbedded(pdfium.FPDFTextObj_GetFont(thing)) == 1

    def turns(self, index: int) -> int | None:
        """Return how many right angles the character is turned; ``None`` for one that stands askew."""
        angle = _angle(self.address, index)
        turns = round(angle / _RIGHT_ANGLE)
        return -turns % 4 if angle >= 0 and abs(angle - turns * _RIGHT_ANGLE) <= _ASKEW else None

    def is_generated(self, index: int) -> bool:
        """Return whether a blank stands in no font but was put in for a gap."""
        return bool(_generated(self.address, index) == 1)

    def object(self, index: int) -> int:
        """Return the address of the text object that draws the character, 0 for none."""
        return ctypes.cast(pdfium.FPDFText_GetTextObject(self.handle, index), ctypes.c_void_p).value or 0

    def objects(self) -> Iterator[int]:
        """Yield the addresses of the text objects of all characters that are no blanks."""
        return (self.object(index) for index, char in enumerate(self.text) if not char.isspace())

    def font(self, index: int) -> str:
        """Return the name of the font without the tag of a subset."""
        name = self._name
        length = _font(self.address, index, self._name_at, len(name), None)
        return name.value.decode("utf-8", "replace").rpartition("+")[2] if 0 < length <= len(name) else ""


def _indices(text: str, char: str) -> Iterator[int]:
    at = text.find(char)
    while at >= 0:
        yield at
        at = text.find(char, at + 1)


def turned_runs(
    characters: Characters, box: tuple[float, float, float, float], leave_out: frozenset[int], walls: Sequence[Stroke]
) -> tuple[list[Turned], LeftOut]:
    """Return the runs inside *box* (the visible part of the page), by direction, and what was left out.

    *leave_out* are addresses of text objects.  A run ends at *walls*, the upright lines between cells.
    """
    text, count = characters.text, characters.count
    wanted: Sequence[int] = range(count)
    unseen = 0
    if leave_out:
        wanted = [index for index in wanted if characters.object(index) not in leave_out]
        unseen += sum(not text[index].isspace() for index in set(range(count)).difference(wanted))
    visible = [index for index in range(0, count, max(1, count // _SAMPLE)) if not text[index].isspace()]
    if all(characters.turns(index) == 0 for index in visible):
        runs, outside = _glyph_runs(characters, wanted, 0, box, walls)
        ways_of_runs = [characters.turns(run.first) for run in runs]
        straight = [run for run, way in zip(runs, ways_of_runs, strict=True) if way == 0]
        askew = [
            index for run, way in zip(runs, ways_of_runs, strict=True) if way is None for index in _indices_of(run)
        ]
        turned = sum(len(run.text) for run, way in zip(runs, ways_of_runs, strict=True) if way)
        return [Turned(0, straight)], LeftOut(unseen + outside, turned, _as_drawn(characters, askew))
    ways: dict[int | None, list[int]] = {None: []}
    way: int | None = 0
    for index in wanted:
        if not text[index].isspace():
            way = characters.turns(index)
        ways.setdefault(way, []).append(index)
    askew, turned = ways.pop(None), 0
    found = []
    most = max(map(len, ways.values()), default=0)
    for turns, indices in sorted(ways.items(), key=lambda pair: -len(pair[1])):
        if turns is not None and len(indices) >= min(MANY_TURNED, most):
            runs, outside = _glyph_runs(characters, indices, turns, box, walls if turns == 0 else ())
            unseen += outside
            found.append(Turned(turns, runs))
        else:
            turned += sum(not text[index].isspace() for index in indices)
    return found, LeftOut(unseen, turned, _as_drawn(characters, askew))


def _indices_of(run: GlyphRun) -> range:
    return range(run.first, run.last + 1)


def _as_drawn(characters: Characters, indices: Sequence[int]) -> list[str]:
    """Return the characters with *indices* as their text objects part them."""
    parts = groupby((index for index in indices if not characters.text[index].isspace()), characters.object)
    return ["".join(characters.text[index] for index in part) for _, part in parts]


def _glyph_runs(
    characters: Characters,
    wanted: Sequence[int],
    turns: int,
    frame: tuple[float, float, float, float],
    walls: Sequence[Stroke],
) -> tuple[list[GlyphRun], int]:
    """Return runs of the characters with the indices *wanted*; and how many of them stand outside of *frame*."""
    wanted, outside = _glyphs_in_frame(characters, wanted, frame)
    text = characters.text
    places = _oriented(characters, turns, frame)
    runs: list[GlyphRun] = []
    members: list[int] = []  # of the open run
    blanks: set[int] = set()  # characters of the open run with a blank before them
    blank = -1  # index of the blank before this character
    cut = True
    before = ""
    top = bottom = size = near = back = last_left = last_right = 0.0
    lefts, rights, uppers, lowers = places
    middles = [height / 2 for height in map(add, uppers, lowers)]
    for index, char, left, right, middle in _with_places(wanted, text, lefts, rights, middles):
        if char.isspace():
            cut = cut or char in "\r\n"
            blank = index
            continue
        gap = left - last_right
        spaced = blank >= 0 and not cut and gap <= _BLANK * size
        if spaced and characters.is_generated(blank):
            spaced = char < "\u0370" and before < "\u0370"
        if (
            cut
            or gap > near
            or left < last_left - back
            or not top <= middle <= bottom
            or (walls and gap > _CELL * size and crosses(walls, last_right, left, middle))
        ):
            if members:
                runs.append(_glyph_run(text, members, blanks, places))
            members, blanks, cut = [], set(), False
            top, bottom = uppers[index] - 1, lowers[index] + 1
            size = bottom - top - 2
            near, back = _GAP * size, _BACK * size
        elif char == before and abs(left - last_left) < _TWICE * size:
            continue
        if spaced:
            blanks.add(index)
        members.append(index)
        before, last_left, last_right = char, left, right
        blank = -1
    if members:
        runs.append(_glyph_run(text, members, blanks, places))
    return runs, outside


def _with_places(wanted: Sequence[int], text: str, *places: list[float]) -> Iterator[tuple[Any, ...]]:
    """Yield index, character and places of each of *wanted*."""
    if len(wanted) == len(text):
        return zip(wanted, text, *places, strict=True)
    return zip(wanted, *([column[index] for index in wanted] for column in (text, *places)), strict=True)


def _oriented(characters: Characters, turns: int, frame: tuple[float, float, float, float]) -> tuple[list[float], ...]:
    """Return lefts, rights, tops and bottoms of all characters in the direction of reading, from the corner of *frame*."""
    x0, y0, x1, y1 = frame
    lefts, tops, rights, bottoms = characters.boxes()
    if turns == 0:
        along, down = (lefts, rights, x0, 1), (tops, bottoms, y1, -1)
    elif turns == 1:  # lines run upwards
        along, down = (bottoms, tops, y0, 1), (lefts, rights, x0, 1)
    elif turns == 2:
        along, down = (rights, lefts, x1, -1), (bottoms, tops, y0, 1)
    else:
        along, down = (tops, bottoms, y1, -1), (rights, lefts, x1, -1)
    return tuple(
        ([value - start for value in values] if start else values) if sign > 0 else [start - value for value in values]
        for one, other, start, sign in (along, down)
        for values in (one, other)
    )


def _glyphs_in_frame(
    characters: Characters, wanted: Sequence[int], frame: tuple[float, float, float, float]
) -> tuple[Sequence[int], int]:
    """Return those of *wanted* that stand in *frame*, and how many others are no blanks."""
    lefts, tops, rights, bottoms = characters.boxes()
    x0, y0, x1, y1 = frame
    if lefts and min(lefts) >= x0 and max(rights) <= x1 and min(bottoms) >= y0 and max(tops) <= y1:
        return wanted, 0
    inside = [
        index
        for index in wanted
        if x0 <= (lefts[index] + rights[index]) / 2 <= x1 and y0 <= (tops[index] + bottoms[index]) / 2 <= y1
    ]
    text = characters.text
    blank = sum(text[index].isspace() for index in inside)
    return inside, sum(not text[index].isspace() for index in wanted) - len(inside) + blank


def _glyph_run(text: str, members: Sequence[int], blanks: set[int], places: tuple[list[float], ...]) -> GlyphRun:
    first, last = members[0], members[-1]
    if last - first == len(members) - 1:  # none was passed over, so there is no blank either
        words = text[first : last + 1]
        lefts, rights, tops, bottoms = (column[first : last + 1] for column in places)
    else:
        words = "".join([" " + text[index] if index in blanks else text[index] for index in members])
        lefts, rights, tops, bottoms = ([column[index] for index in members] for column in places)
    chars = [text[index] for index in members] if blanks else words
    wide = sorted([right - left for char, left, right in zip(chars, lefts, rights, strict=True) if char >= "\u3000"])
    size = wide[len(wide) * 3 // 4] if wide else 0.0
    return GlyphRun(words, min(lefts), max(rights), min(tops), max(bottoms), size, first, last)


def crosses(walls: Sequence[Stroke], left: float, right: float, middle: float) -> bool:
    """Return whether an upright line stands between two characters at that height."""
    low, high = min(left, right) - 1, max(left, right) + 1
    return any(low <= wall.at <= high and wall.start <= middle <= wall.end for wall in walls)
