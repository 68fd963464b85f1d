"""Which of many sets of shingles may be alike, without comparing each with each.

One-permutation MinHash: the range of the numbers is divided into bins, and the least number of each bin is kept; two
sets agree in as large a share of bins as they have elements in common (Li, Owen and Zhang 2012; empty bins borrow from
the next, Shrivastava and Li 2014).  Sets that agree in two neighbouring bins at least are candidates.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from checker.similarity.shingles import Shingles, each_once

if TYPE_CHECKING:
    from numpy.typing import NDArray

BINS = 512
_EDGES = (np.arange(BINS, dtype=np.uint64) << np.uint64(32 - 9)).astype(np.uint32)
_KEPT = np.uint32(32 - 9 - 16)  # lower bits of a number that a sketch has not; the upper ones are those of its bin
_BORROWED = np.uint32(0x9E3779B1)
_WIDTHS = (2, 3, 4)
_MOST = 4_000_000
"""Where bands of two bins bring more pairs together, by chance or by phrases that many use, three bins must agree."""
_CROWD = 64
_NEIGHBOURS = 16
_CHUNK = 1 << 8
"""Pairs that are compared at once: ten times as many no longer fit near the processor, and take ten times as long each."""


def sketch(found: Shingles) -> NDArray[np.uint16]:
    """The sketch of a set: the least element of each bin, of which 16 bits are kept; zeros for an empty set."""
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
    """Pairs (two columns, the smaller number first) of which one may hold *least* of the other, by their sketches.

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
        if len(found) <= _MOST:
            break
    found = _promising(found, sketches, np.asarray(sizes, np.float64), least)
    return np.stack([found // count, found % count], axis=1)


def _by_bands(sketches: NDArray[np.uint16], there: NDArray[np.int64], width: int, end: int) -> NDArray[np.int64]:
    """The pairs, as numbers below *end*, that agree in a band.

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
        pairs = _together(band, there, count)
        waiting.append(pairs[pairs < end])
        if sum(map(len, waiting)) > _MOST // 4 or first + 2 * width > BINS:
            found = each_once(np.concatenate([found, *waiting]))
            waiting = []
            if len(found) > _MOST and width != _WIDTHS[-1]:
                break
    return found


def _together(band: NDArray[np.uint64], there: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    """The pairs of texts that have the same value of a band, as numbers (first * count + second)."""
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
    """Of *pairs* (numbers) those whose sketches agree enough, with room for chance, to be worth counting.

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
