"""A text as a set of numbers: one for each run of four characters that stands in it.

Four are enough to tell texts apart (two different reports share 5 to 10 % of them, nearly all set phrases) and few
enough to survive a word changed here and there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from checker.audit.likeness.masking import GONE, LEVEL, LEVELS, NUMBER, NUMERALS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    Shingles = NDArray[np.uint32]
    """Sorted, each once."""

WIDTH = 4
_SPREAD = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xBF58476D1CE4E5B9)
_EMPTY = np.zeros(0, np.uint32)


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
    points = np.frombuffer(words.encode("utf-32-le", "replace"), np.uint32)
    codes = _TABLE[points & 0xFFFF]
    codes = codes[codes > 0]
    number = codes == ord(NUMBER)
    codes = np.delete(codes, np.flatnonzero(number[1:] & number[:-1]))
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
    return _each_once((runs >> np.uint64(32)).astype(np.uint32))


def _each_once(found: NDArray[np.uint32]) -> Shingles:
    """*found* sorted, each once; a third of the time of ``np.unique``."""
    found.sort()
    new = np.empty(len(found), np.bool_)
    new[:1] = True
    np.not_equal(found[1:], found[:-1], out=new[1:])
    return found[new]


def of_phrases(phrases: Iterable[str]) -> Shingles:
    """The shingles of all *phrases*."""
    found = [shingles(phrase) for phrase in phrases]
    return _each_once(np.concatenate(found)) if found else _EMPTY


def count_shared(one: Shingles, other: Shingles) -> int:
    """How many shingles two texts share."""
    if len(one) > len(other):
        one, other = other, one
    if not len(one):
        return 0
    at = np.searchsorted(other, one)
    at[at == len(other)] = 0
    return int(np.count_nonzero(other[at] == one))


class Frequencies:
    """In how many texts each shingle stands.

    Counters are shared by shingles whose first 22 bits are the same; a count is never too small, and seldom much too large.
    """

    _BITS = 22

    def __init__(self) -> None:
        self._counts = np.zeros(1 << self._BITS, np.uint32)
        self.texts = 0

    def add(self, found: Shingles) -> None:
        """Count one more text."""
        self._counts[found >> np.uint32(32 - self._BITS)] += 1
        self.texts += 1

    def own(self, found: Shingles, most: float) -> Shingles:
        """Those shingles of a text that stand in no more than so many texts."""
        kept: Shingles = found[self._counts[found >> np.uint32(32 - self._BITS)] <= most]
        return kept
