"""A text as a set of numbers: one for each run of four characters that stands in it.

Four are enough to tell texts apart (two different reports share 5 to 10 % of them, nearly all set phrases) and few
enough to survive a word changed here and there.  The numbers have 25 bits, the upper ones of 32: two texts have less than one
of them in common by chance, and many thousand texts fit into memory (:class:`Packed`).

Which sets may be alike is found without comparing each with each, by one-permutation MinHash: the range of the numbers is
divided into bins, and the least number of each bin is kept; two sets agree in as large a share of bins as they have
elements in common (Li, Owen and Zhang 2012; empty bins borrow from the next, Shrivastava and Li 2014).  Sets that agree in
two neighbouring bins at least are candidates.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from checker.similarity.passages import GONE, NUMBER, NUMERALS, levels
from checker.words import when_extended

Shingles = NDArray[np.uint32]
"""Sorted, each once."""

WIDTH = 4
_SPREAD = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xBF58476D1CE4E5B9)
_EMPTY = np.zeros(0, np.uint32)
_SPARE = 7  # lower bits of a number that are not used
_LOW = 16  # bits of a number that are kept as they are when it is packed
_HIGH = np.arange(1 << (32 - _LOW - _SPARE), dtype=np.uint32) << np.uint32(_LOW + _SPARE)

BINS = 512
_EDGES = (np.arange(BINS, dtype=np.uint64) << np.uint64(32 - 9)).astype(np.uint32)
_KEPT = np.uint32(32 - 9 - 16)  # lower bits of a number that a sketch has not; the upper ones are those of its bin
_BORROWED = np.uint32(0x9E3779B1)
_WIDTHS = (2, 3, 4)
_MOST_PAIRS = 4_000_000
"""Where bands of two bins bring more pairs together, by chance or by phrases that many use, three bins must agree."""
_CROWD = 64
_NEIGHBOURS = 16
_CHUNK = 1 << 8
"""Pairs that are compared at once: ten times as many no longer fit near the processor, and take ten times as long each."""


@cache
def _character_table() -> NDArray[np.uint16]:
    """Return what each character counts as: letters and digits themselves, everything else nothing."""
    table = np.zeros(0x10000, np.uint16)
    for code in range(0x10000):
        char = chr(code)
        if char.isalnum():
            wide = code - 0xFEE0 if 0xFF01 <= code <= 0xFF5E else code
            table[code] = ord(chr(wide).lower()) if wide < 0x80 else wide
    level, *others = levels()
    for char in others:
        table[ord(char)] = ord(level)
    for char in NUMERALS:
        table[ord(char)] = ord(NUMBER)
    table[ord(GONE)] = 0
    return table


when_extended(_character_table.cache_clear)


def shingles(words: str) -> Shingles:
    """Return the shingles of a text whose names are taken out; a number of any length is one character."""
    codes = _character_table()[np.frombuffer(words.encode("utf-16-le", "surrogatepass"), np.uint16).astype(np.intp)]
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


def _table_places(found: Shingles, bits: int) -> NDArray[np.intp]:
    """Return places in a table by the upper bits, as the machine counts: with other numbers the table takes five times as long."""
    return (found >> np.uint32(bits)).astype(np.intp)


def each_once(found: NDArray[Any]) -> NDArray[Any]:
    """Return *found* sorted (in its own place), each once; ``np.unique`` takes three times as long, and far longer for some."""
    found.sort()
    new = np.empty(len(found), np.bool_)
    new[:1] = True
    np.not_equal(found[1:], found[:-1], out=new[1:])
    return found[new]


def count_shared(one: Shingles, other: Shingles) -> int:
    """Return how many shingles two texts share."""
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


def pack_shingles(found: Shingles) -> Packed:
    """Return *found* to be kept."""
    counts = np.bincount(_table_places(found, _LOW + _SPARE), minlength=len(_HIGH))
    small = counts.max() <= np.iinfo(np.uint8).max
    return Packed(
        (found >> np.uint32(_SPARE)).astype(np.uint16), counts.astype(np.uint8) if small else counts.astype(np.uint32)
    )


def unpack_shingles(kept: Packed) -> Shingles:
    """Return what was packed."""
    found: Shingles = np.repeat(_HIGH, kept.counts)
    found |= kept.low.astype(np.uint32) << np.uint32(_SPARE)
    return found


class Phrases:
    """Shingles that are nobody's own, to be left out of texts."""

    _BITS = 16

    def __init__(self, phrases: Iterable[str]) -> None:
        found = [shingles(phrase) for phrase in phrases]
        self._all = each_once(np.concatenate(found)) if found else _EMPTY
        self._near = np.zeros(1 << self._BITS, np.bool_)
        self._near[_table_places(self._all, 32 - self._BITS)] = True

    def left_out(self, found: Shingles) -> Shingles:
        """Return *found* without them."""
        at = np.flatnonzero(self._near[_table_places(found, 32 - self._BITS)])
        if not len(at):
            return found
        places = np.minimum(np.searchsorted(self._all, found[at]), len(self._all) - 1)
        return np.delete(found, at[self._all[places] == found[at]])


class Among:
    """How many shingles of one text stand in each of several others."""

    def __init__(self) -> None:
        self._own = np.zeros(1 << (32 - _SPARE), np.bool_)

    def count_in(self, own: Shingles, others: Iterable[Shingles]) -> list[int]:
        """Return the count for each of *others*."""
        at = _table_places(own, _SPARE)
        self._own[at] = True
        found = [int(np.count_nonzero(self._own[_table_places(other, _SPARE)])) for other in others]
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

    def count_text(self, found: Shingles) -> None:
        """Count one more text."""
        if self.texts == np.iinfo(np.uint16).max:
            self._counts = self._counts.astype(np.uint32)
        self._counts[_table_places(found, 32 - self._BITS)] += 1
        self.texts += 1

    def rare(self, found: Shingles, most: float) -> NDArray[np.bool_]:
        """Return of each shingle of a text whether it stands in no more than so many texts."""
        kept: NDArray[np.bool_] = self._counts[_table_places(found, 32 - self._BITS)] <= most
        return kept


def sketch(found: Shingles) -> NDArray[np.uint16]:
    """Return the sketch of a set: the least element of each bin, of which 16 bits are kept; zeros for an empty set."""
    if not len(found):
        return np.zeros(BINS, np.uint16)
    at = np.searchsorted(found, _EDGES)
    ends = np.append(at[1:], len(found))
    filled = np.flatnonzero(ends > at)
    values = np.zeros(BINS, np.uint32)
    values[filled] = found[at[filled]] >> _KEPT
    empty = np.flatnonzero(ends == at)
    if len(empty):
        lenders = filled[np.searchsorted(filled, empty) % len(filled)]
        distance = ((lenders - empty) % BINS).astype(np.uint32)
        values[empty] = values[lenders] + distance * _BORROWED
    return values.astype(np.uint16)


def candidates(
    sketches: NDArray[np.uint16], sizes: Sequence[int] | NDArray[np.int64], least: float, asked: int | None = None
) -> NDArray[np.int64]:
    """Return pairs (two columns, the smaller number first) of which one may hold *least* of the other, by their sketches.

    Those that may hold most come first.  Of each pair one is of the first *asked* sets (without it, any).  Of a crowd that agree in a band each is compared
    with some neighbours only: what they share is no secret between two.
    """
    count = len(sketches)
    if count < 2:
        return np.zeros((0, 2), np.int64)
    there = np.flatnonzero(np.asarray(sizes) > 0)
    end = (count if asked is None else asked) * count
    for width in _WIDTHS:
        found = _by_bands(sketches, there, width, end)
        if len(found) <= _MOST_PAIRS:
            break
    found = _promising(found, sketches, np.asarray(sizes, np.float64), least)
    return np.stack([found // count, found % count], axis=1)


def _by_bands(sketches: NDArray[np.uint16], there: NDArray[np.int64], width: int, end: int) -> NDArray[np.int64]:
    """Return the pairs, as numbers below *end*, that agree in a band.

    Too many are not gathered to the end, unless there are no wider bands left to try.
    """
    count = len(sketches)
    found = np.zeros(0, np.int64)
    waiting: list[NDArray[np.int64]] = []
    for first in range(0, BINS - width + 1, width):
        band = np.zeros(len(there), np.uint64)
        for at in range(first, first + width):
            band <<= np.uint64(16)
            band |= sketches[there, at]
        pairs = _agreeing_pairs(band, there, count)
        waiting.append(pairs[pairs < end])
        if sum(map(len, waiting)) > _MOST_PAIRS // 4 or first + 2 * width > BINS:
            found = each_once(np.concatenate([found, *waiting]))
            waiting = []
            if len(found) > _MOST_PAIRS and width != _WIDTHS[-1]:
                break
    return found


def _agreeing_pairs(band: NDArray[np.uint64], there: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    """Return the pairs of texts that have the same value of a band, as numbers (first * count + second)."""
    order = np.argsort(band, kind="stable")
    values, members = band[order], there[order]
    size = len(values)
    found = []
    starts = np.flatnonzero(np.append(True, values[1:] != values[:-1]))
    sizes = np.diff(np.append(starts, size))
    group = np.repeat(sizes, sizes)
    for step in range(1, min(int(sizes.max()), _CROWD)):
        same = values[step:] == values[:-step]
        if step >= _NEIGHBOURS:
            same &= group[step:] <= _CROWD
        at = np.flatnonzero(same)
        if not len(at):
            break
        found.append(members[at] * count + members[at + step])
    return np.concatenate(found) if found else np.zeros(0, np.int64)


def _promising(
    pairs: NDArray[np.int64], sketches: NDArray[np.uint16], sizes: NDArray[np.float64], least: float
) -> NDArray[np.int64]:
    """Return those of *pairs* (numbers) whose sketches agree enough, with room for chance, to be worth counting.

    Those that agree most come first.
    """
    shares = np.zeros(len(pairs), np.float32)
    for at in range(0, len(pairs), _CHUNK):
        part = pairs[at : at + _CHUNK]
        first, second = part // len(sketches), part % len(sketches)
        same = (sketches[first] == sketches[second]).view(np.uint64).sum(axis=1)  # eight counts in a number,
        agree = same.view(np.uint8).reshape(-1, 8).sum(axis=1) / BINS  # each of them 64 at most
        one, other = sizes[first], sizes[second]
        shares[at : at + _CHUNK] = agree / (1 + agree) * (one + other) / np.minimum(one, other)
    kept = shares >= least / 2
    return pairs[kept][np.argsort(-shares[kept], kind="stable")]
