"""A text as a set of numbers: one for each run of four characters that stands in it.

Four are enough to tell texts apart (two different reports share 5 to 10 % of them, nearly all set phrases) and few
enough to survive a word changed here and there.  The numbers have 25 bits, the upper ones of 32: two texts have less than one
of them in common by chance, and many thousand texts fit into memory (:class:`Packed`).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from checker.similarity.masking import GONE, LEVEL, LEVELS, NUMBER, NUMERALS

Shingles = NDArray[np.uint32]
"""Sorted, each once."""

WIDTH = 4
_SPREAD = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xBF58476D1CE4E5B9)
_EMPTY = np.zeros(0, np.uint32)
_SPARE = 7  # lower bits of a number that are not used
_LOW = 16  # bits of a number that are kept as they are when it is packed
_HIGH = np.arange(1 << (32 - _LOW - _SPARE), dtype=np.uint32) << np.uint32(_LOW + _SPARE)


def _table() -> NDArray[np.uint16]:
    """What each character counts as: letters and digits themselves, everything else nothing."""
    table = np.zeros(0x10000, np.uint16)
    for code in range(0x10000):
        char = chr(code)
        if char.isalnum():
            wide = code - 0xFEE0 if 0xFF01 <= code <= 0xFF5E else code
            table[code] = ord(chr(wide).lower()) if wide < 0x80 else wide
    for char in LEVELS:
        table[ord(char)] = ord(LEVEL)
    for char in NUMERALS:
        table[ord(char)] = ord(NUMBER)
    table[ord(GONE)] = 0
    return table


_TABLE = _table()


def shingles(words: str) -> Shingles:
    """The shingles of a text whose names are taken out; a number of any length is one character."""
    codes = _TABLE[np.frombuffer(words.encode("utf-16-le", "surrogatepass"), np.uint16).astype(np.intp)]
    codes = codes[codes > 0]
    number = codes == ord(NUMBER)
    more = number[1:] & number[:-1]
    if more.any():
        codes = codes[np.append(True, ~more)]
    if len(codes) < WIDTH:
        return _EMPTY
    wide = codes.astype(np.uint64)
    runs = wide[: len(wide) - WIDTH + 1].copy()
    for at in range(1, WIDTH):
        runs <<= np.uint64(16)
        runs |= wide[at : len(wide) - WIDTH + 1 + at]
    runs *= _SPREAD
    runs ^= runs >> np.uint64(29)
    runs *= _MIX
    return each_once((runs >> np.uint64(32 + _SPARE)).astype(np.uint32)) << np.uint32(_SPARE)


def _places(found: Shingles, bits: int) -> NDArray[np.intp]:
    """Places in a table by the upper bits, as the machine counts: with other numbers the table takes five times as long."""
    return (found >> np.uint32(bits)).astype(np.intp)


def each_once(found: NDArray[Any]) -> NDArray[Any]:
    """*found* sorted (in its own place), each once; ``np.unique`` takes three times as long, and far longer for some."""
    found.sort()
    new = np.empty(len(found), np.bool_)
    new[:1] = True
    np.not_equal(found[1:], found[:-1], out=new[1:])
    return found[new]


def of_phrases(phrases: Iterable[str]) -> Shingles:
    """The shingles of all *phrases*."""
    found = [shingles(phrase) for phrase in phrases]
    return each_once(np.concatenate(found)) if found else _EMPTY


def count_shared(one: Shingles, other: Shingles) -> int:
    """How many shingles two texts share."""
    if len(one) > len(other):
        one, other = other, one
    if not len(one):
        return 0
    at = np.searchsorted(other, one)
    at[at == len(other)] = 0
    return int(np.count_nonzero(other[at] == one))


class Packed(NamedTuple):
    """The shingles of a text in half the memory: the lower bits of each, and how many have the same upper bits."""

    low: NDArray[np.uint16]
    counts: NDArray[np.uint8] | NDArray[np.uint32]


def packed(found: Shingles) -> Packed:
    """*found* to be kept."""
    counts = np.bincount(_places(found, _LOW + _SPARE), minlength=len(_HIGH))
    small = counts.max() <= np.iinfo(np.uint8).max
    return Packed(
        (found >> np.uint32(_SPARE)).astype(np.uint16), counts.astype(np.uint8) if small else counts.astype(np.uint32)
    )


def unpacked(kept: Packed) -> Shingles:
    """What was packed."""
    found: Shingles = np.repeat(_HIGH, kept.counts)
    found |= kept.low.astype(np.uint32) << np.uint32(_SPARE)
    return found


class Phrases:
    """Shingles that are nobody's own, to be left out of texts."""

    _BITS = 16

    def __init__(self, phrases: Iterable[str]) -> None:
        self._all = of_phrases(phrases)
        self._near = np.zeros(1 << self._BITS, np.bool_)
        self._near[_places(self._all, 32 - self._BITS)] = True

    def left_out(self, found: Shingles) -> Shingles:
        """*found* without them."""
        at = np.flatnonzero(self._near[_places(found, 32 - self._BITS)])
        if not len(at):
            return found
        places = np.minimum(np.searchsorted(self._all, found[at]), len(self._all) - 1)
        return np.delete(found, at[self._all[places] == found[at]])


class Among:
    """How many shingles of one text stand in each of several others."""

    def __init__(self) -> None:
        self._own = np.zeros(1 << (32 - _SPARE), np.bool_)

    def counts(self, own: Shingles, others: Iterable[Shingles]) -> list[int]:
        """The count for each of *others*."""
        at = _places(own, _SPARE)
        self._own[at] = True
        found = [int(np.count_nonzero(self._own[_places(other, _SPARE)])) for other in others]
        self._own[at] = False
        return found


class Frequencies:
    """In how many texts each shingle stands.

    Counters are shared by shingles whose first 22 bits are the same; a count is never too small, and seldom much too large.
    """

    _BITS = 22

    def __init__(self) -> None:
        self._counts: NDArray[np.uint16] | NDArray[np.uint32] = np.zeros(1 << self._BITS, np.uint16)
        self.texts = 0

    def add(self, found: Shingles) -> None:
        """Count one more text."""
        if self.texts == np.iinfo(np.uint16).max:
            self._counts = self._counts.astype(np.uint32)
        self._counts[_places(found, 32 - self._BITS)] += 1
        self.texts += 1

    def rare(self, found: Shingles, most: float) -> NDArray[np.bool_]:
        """Of each shingle of a text, whether it stands in no more than so many texts."""
        kept: NDArray[np.bool_] = self._counts[_places(found, 32 - self._BITS)] <= most
        return kept
