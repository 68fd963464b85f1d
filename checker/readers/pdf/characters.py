"""The characters of a page of a pdf with their places, put together to pieces of text.

The order in which a page draws its characters is not the order in which they are read: quotation marks come from another
font and follow their line, cells come by columns.  So only places count here.  All characters are fetched in two bulk
calls; what costs a call each is asked once for a run of characters.
"""

from __future__ import annotations

import ctypes
import math
from itertools import repeat
from typing import TYPE_CHECKING, Any, NamedTuple

import pypdfium2.raw as pdfium

from checker.errors import UnreadableError
from checker.readers.limits import MAX_CHARACTERS, MAX_PDF_PAGE_CHARACTERS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from checker.readers.layout.model import Rule

_SAMPLE = 24
_MANY = 40  # characters from which on text that is turned another way than the rest of the page is read, too
_RIGHT_ANGLE = math.pi / 2
_ASKEW = 0.09  # radians from the nearest right angle
_GAP = 0.45  # ems between characters of different runs; rows put close ones together again
_BACK = 0.25
_HYPHENS = {0x02: "-", 0xFFFE: "-"}  # what pdfium gives for a hyphen at the end of a line
_BLANK = 1.3
_TWICE = 0.3  # ems between two prints of a character that is made bold by printing it twice


def _function(name: str, *arguments: Any) -> Callable[..., int]:
    """A function of pdfium that takes addresses as plain numbers: a third of the time of the generated binding."""
    address = ctypes.cast(getattr(pdfium, name), ctypes.c_void_p).value
    return ctypes.CFUNCTYPE(ctypes.c_int, *arguments)(address or 0)


_unicode = _function("FPDFText_GetUnicode", ctypes.c_void_p, ctypes.c_int)
_box = _function("FPDFText_GetLooseCharBox", ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)


class Run(NamedTuple):
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
    runs: list[Run]


class Characters:
    """Text and boxes of a loaded text page (a handle of pdfium)."""

    def __init__(self, page: Any) -> None:
        self.handle = page
        self.count = max(0, pdfium.FPDFText_CountChars(page))
        if self.count > MAX_PDF_PAGE_CHARACTERS:
            raise UnreadableError("too-long", length=self.count, limit=MAX_CHARACTERS)
        self.text = self._characters()
        self._boxes: list[float] | None = None

    def _characters(self) -> str:
        """One code point for each index."""
        count = self.count
        units = (ctypes.c_ushort * (count + 1))()
        if pdfium.FPDFText_GetText(self.handle, 0, count, units) == count + 1:
            text = bytes(units)[: 2 * count].decode("utf-16-le", "replace")
            if len(text) == count:
                return text.translate(_HYPHENS)
        address = ctypes.cast(self.handle, ctypes.c_void_p).value
        codes = map(_unicode, repeat(address), range(count))
        chars = (chr(code) if 0 <= code < 0xD800 or 0xE000 <= code < 0x110000 else "\ufffd" for code in codes)
        return "".join(chars).translate(_HYPHENS)

    def boxes(self) -> list[float]:
        """Left, top, right and bottom of each character, in points from the lower left corner, one after the other."""
        if self._boxes is None:
            count = self.count
            floats = (ctypes.c_float * (4 * count))()
            start = ctypes.addressof(floats)
            page = ctypes.cast(self.handle, ctypes.c_void_p).value
            for _ in map(_box, repeat(page), range(count), range(start, start + 16 * count, 16)):
                pass
            self._boxes = list(floats)
        return self._boxes

    def turns(self, index: int) -> int | None:
        """How many right angles the character is turned; ``None`` for one that stands askew."""
        angle = pdfium.FPDFText_GetCharAngle(self.handle, index)
        turns = round(angle / _RIGHT_ANGLE)
        return -turns % 4 if angle >= 0 and abs(angle - turns * _RIGHT_ANGLE) <= _ASKEW else None

    def is_generated(self, index: int) -> bool:
        """Whether a blank stands in no font but was put in for a gap."""
        return bool(pdfium.FPDFText_IsGenerated(self.handle, index) == 1)

    def object(self, index: int) -> int:
        """Address of the text object that draws the character, 0 for none."""
        return ctypes.cast(pdfium.FPDFText_GetTextObject(self.handle, index), ctypes.c_void_p).value or 0

    def font(self, index: int) -> str:
        """Name of the font without the tag of a subset, and its weight."""
        name = ctypes.create_string_buffer(80)
        flags = ctypes.c_int()
        length = pdfium.FPDFText_GetFontInfo(self.handle, index, name, len(name), flags)
        plain = name.value.decode("utf-8", "replace").rpartition("+")[2] if 0 < length <= len(name) else ""
        return f"{plain} {pdfium.FPDFText_GetFontWeight(self.handle, index)}"


def turned_runs(
    characters: Characters, box: tuple[float, float, float, float], leave_out: frozenset[int], walls: Sequence[Rule]
) -> tuple[list[Turned], int]:
    """The runs inside *box* (the visible part of the page), by direction, and how many characters were left out.

    *leave_out* are addresses of text objects.  A run ends at *walls*, the upright lines between cells.
    """
    text, count = characters.text, characters.count
    wanted: Iterable[int] = range(count)
    skipped = 0
    if leave_out:
        wanted = [index for index in wanted if characters.object(index) not in leave_out]
        skipped += sum(not text[index].isspace() for index in set(range(count)).difference(wanted))
    visible = [index for index in range(0, count, max(1, count // _SAMPLE)) if not text[index].isspace()]
    if all(characters.turns(index) == 0 for index in visible):
        runs, outside = _runs(characters, wanted, 0, box, walls)
        straight = [run for run in runs if characters.turns(run.first) == 0]
        askew = sum(len(run.text) for run in runs) - sum(len(run.text) for run in straight)
        return [Turned(0, straight)], skipped + outside + askew
    ways: dict[int | None, list[int]] = {}
    way: int | None = 0
    for index in wanted:
        if not text[index].isspace():
            way = characters.turns(index)
        ways.setdefault(way, []).append(index)
    found = []
    most = max((len(indices) for way, indices in ways.items() if way is not None), default=0)
    for way, indices in sorted(ways.items(), key=lambda pair: -len(pair[1])):
        if way is not None and len(indices) >= min(_MANY, most):
            runs, outside = _runs(characters, indices, way, box, walls if way == 0 else ())
            skipped += outside
            found.append(Turned(way, runs))
        else:
            skipped += sum(not text[index].isspace() for index in indices)
    return found, skipped


def turn(box: Sequence[float], turns: int, frame: tuple[float, float, float, float]) -> tuple[float, ...]:
    """A box of the page as left, right, top and bottom in the direction of reading, from the corner of *frame*."""
    left, top, right, bottom = box
    if turns == 0:
        return left - frame[0], right - frame[0], frame[3] - top, frame[3] - bottom
    if turns == 1:  # lines run upwards
        return bottom - frame[1], top - frame[1], left - frame[0], right - frame[0]
    if turns == 2:
        return frame[2] - right, frame[2] - left, bottom - frame[1], top - frame[1]
    return frame[3] - top, frame[3] - bottom, frame[2] - right, frame[2] - left


def _runs(
    characters: Characters,
    wanted: Iterable[int],
    turns: int,
    frame: tuple[float, float, float, float],
    walls: Sequence[Rule],
) -> tuple[list[Run], int]:
    """Runs of the characters with the indices *wanted*; and how many of them stand outside of *frame*."""
    text, boxes = characters.text, characters.boxes()
    runs: list[Run] = []
    open_run: _Open | None = None
    blank = -1  # index of the blank before this character
    outside = 0
    x0, y0, x1, y1 = frame
    for index in wanted:
        char = text[index]
        if char.isspace():
            if char in "\r\n" and open_run is not None:
                runs.append(open_run.close())
                open_run = None
            blank = index
            continue
        box = boxes[4 * index : 4 * index + 4]
        if not (x0 <= (box[0] + box[2]) / 2 <= x1 and y0 <= (box[1] + box[3]) / 2 <= y1):
            outside += 1
            continue
        if turns:
            left, right, top, bottom = turn(box, turns, frame)
        else:
            left, right, top, bottom = box[0] - x0, box[2] - x0, y1 - box[1], y1 - box[3]
        spaced = blank >= 0 and open_run is not None and open_run.blank(char, left, characters.is_generated(blank))
        if open_run is not None and not open_run.takes(left, top, bottom, walls):
            runs.append(open_run.close())
            open_run = None
        if open_run is None:
            open_run = _Open(index, top, bottom)
        elif open_run.repeats(char, left):
            continue
        if spaced:
            open_run.chars.append(" ")
        open_run.add(char, (left, right, top, bottom), index)
        blank = -1
    if open_run is not None:
        runs.append(open_run.close())
    return runs, outside


class _Open:
    """A run that is being put together."""

    __slots__ = ("bottom", "chars", "first", "last", "last_left", "left", "right", "size", "top", "wide")

    def __init__(self, index: int, top: float, bottom: float) -> None:
        self.chars: list[str] = []
        self.first = self.last = index
        self.left = math.inf
        self.right = self.last_left = -math.inf
        self.top, self.bottom = top, bottom
        self.size = bottom - top
        self.wide: list[float] = []

    def takes(self, left: float, top: float, bottom: float, walls: Sequence[Rule]) -> bool:
        """Whether a character there goes on with this run."""
        middle = (top + bottom) / 2
        if not self.top - 1 <= middle <= self.bottom + 1:
            return False
        gap = left - self.right
        size = max(self.size, bottom - top)
        if gap > _GAP * size or left < self.last_left - _BACK * size:
            return False
        return not (walls and gap > -1 and crosses(walls, self.right, left, middle))

    def blank(self, char: str, left: float, generated: bool) -> bool:
        """Whether the blank before *char* is one: it was typed, or parts Latin words; not several that make room."""
        if left - self.right > _BLANK * self.size:
            return False
        return not generated or (char < "\u0370" and self.chars[-1] < "\u0370")

    def repeats(self, char: str, left: float) -> bool:
        """Whether this is the second print of the last character, a little aside."""
        return char == self.chars[-1] and abs(left - self.last_left) < _TWICE * self.size

    def add(self, char: str, box: tuple[float, float, float, float], index: int) -> None:
        """Take a character; *box* is left, right, top, bottom."""
        left, right, top, bottom = box
        self.chars.append(char)
        self.last = index
        self.last_left = left
        self.left = min(self.left, left)
        self.right = max(self.right, right)
        self.top = min(self.top, top)
        self.bottom = max(self.bottom, bottom)
        if char >= "\u3000":
            self.wide.append(right - left)

    def close(self) -> Run:
        wide = sorted(self.wide)
        size = wide[len(wide) * 3 // 4] if wide else 0.0
        return Run("".join(self.chars), self.left, self.right, self.top, self.bottom, size, self.first, self.last)


def crosses(walls: Sequence[Rule], left: float, right: float, middle: float) -> bool:
    """Whether an upright line stands between two characters at that height."""
    low, high = min(left, right) - 1, max(left, right) + 1
    return any(low <= wall.at <= high and wall.start <= middle <= wall.end for wall in walls)
