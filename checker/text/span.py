"""Ranges of text."""

from collections.abc import Iterable
from typing import NamedTuple, TypeVar


class Span(NamedTuple):
    """A half-open range of offsets in code points."""

    start: int
    end: int


Range = TypeVar("Range", bound=tuple[int, int])


def disjoint(ranges: Iterable[Range]) -> list[Range]:
    """*ranges* in order, of overlapping ones the first and longest."""
    kept: list[Range] = []
    last = -1
    for found in sorted(ranges):
        if found[0] >= last:
            kept.append(found)
        elif found[0] == kept[-1][0]:  # sorted: it is longer
            kept[-1] = found
        else:
            continue
        last = found[1]
    return kept
