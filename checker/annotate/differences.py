"""How one text becomes another, paragraph by paragraph: what a person would strike out and write in between.

A line of the text is a paragraph.  Lines that are alike are changed inside; others go, or are new.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import accumulate, zip_longest
from typing import NamedTuple

_ALIKE = 0.5
"""Lines that share less are two lines."""
_LONGEST = 3000  # code points of a line that is compared character by character
_MOST_LINES = 3000  # that are compared with each other
_APART = 2
"""Changes with fewer unchanged characters between them are read as one."""


class WordChange(NamedTuple):
    """The words from ``start`` to ``end`` of the earlier text become ``right``; inside one line."""

    start: int
    end: int
    right: str


class LineChange(NamedTuple):
    """Whole lines: those from ``first`` to before ``last`` of the earlier text, by number, give way to ``new`` ones."""

    first: int
    last: int
    new: tuple[str, ...]


class Differences(NamedTuple):
    """All that changes, in the order of the text: inside lines, and whole lines."""

    changes: tuple[WordChange, ...]
    lines: tuple[LineChange, ...]


def differences(before: str, after: str) -> Differences:
    """Return what changes from one text to the other; blank lines count for nothing."""
    old = before.split("\n")
    new = [line.strip() for line in after.split("\n") if line.strip()]
    starts = list(accumulate((len(line) + 1 for line in old), initial=0))
    kept = [number for number, line in enumerate(old) if line.strip()]
    changes: list[WordChange] = []
    lines: list[LineChange] = []
    for first, last, begin, end in _blocks([old[number].strip() for number in kept], new):
        for number, wanted in _paired([old[kept[at]] for at in range(first, last)], new[begin:end]):
            if isinstance(number, int) and len(wanted) == 1:
                at = kept[first + number]
                changes += _changes_in_line(starts[at], old[at], wanted[0])
            else:
                low, high = number if isinstance(number, tuple) else (number, number + 1)
                at = kept[first + low] if first + low < len(kept) else len(old)
                until = kept[first + high - 1] + 1 if high > low else at
                lines.append(LineChange(at, until, tuple(wanted)))
    return Differences(tuple(changes), tuple(lines))


def _blocks(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """Yield the stretches of lines that differ."""
    shorter = min(len(old), len(new))
    head = next((at for at in range(shorter) if old[at] != new[at]), shorter)
    tail = next((at for at in range(shorter - head) if old[-1 - at] != new[-1 - at]), shorter - head)
    low, high = old[head : len(old) - tail], new[head : len(new) - tail]
    if max(len(low), len(high)) > _MOST_LINES:
        yield head, len(old) - tail, head, len(new) - tail
        return
    for kind, *ends in SequenceMatcher(None, low, high, autojunk=False).get_opcodes():
        if kind != "equal":
            yield ends[0] + head, ends[1] + head, ends[2] + head, ends[3] + head


def _paired(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int | tuple[int, int], Sequence[str]]]:
    """Yield the number of each line with the one that it becomes, and stretches of lines with those in their place."""
    if len(old) == len(new) <= _MOST_LINES and all(map(_share_alike, old, new)):
        yield from ((number, [wanted]) for number, wanted in enumerate(new))
        return
    at, added = 0, 0
    for place, wanted in enumerate(new):
        found = next(
            (number for number in range(at, min(len(old), at + 20)) if _share_alike(old[number], wanted)), None
        )
        if found is None:
            continue
        if found > at or place > added:
            yield (at, found), new[added:place]
        yield found, [wanted]
        at, added = found + 1, place + 1
    if at < len(old) or added < len(new):
        yield (at, len(old)), new[added:]


def _share_alike(line: str, other: str) -> bool:
    matcher = SequenceMatcher(None, line[:_LONGEST], other[:_LONGEST], autojunk=False)
    return matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE


def _changes_in_line(start: int, line: str, wanted: str) -> Iterator[WordChange]:
    """Yield the changes of one line; those that nearly touch are one."""
    space = len(line) - len(line.lstrip())
    words = line.strip()
    if words.startswith("| ") and wanted.startswith("| ") and words.count(" | ") == wanted.count(" | "):
        at = start + space
        for cell, other in zip_longest(words.split(" | "), wanted.split(" | "), fillvalue=""):
            yield from _of_words(at, cell, other)
            at += len(cell) + 3
        return
    yield from _of_words(start + space, words, wanted)


def _of_words(start: int, words: str, wanted: str) -> Iterator[WordChange]:
    if words == wanted:
        return
    if max(len(words), len(wanted)) > _LONGEST:
        yield WordChange(start, start + len(words), wanted)
        return
    changes: list[list[int]] = []
    for kind, *ends in SequenceMatcher(None, words, wanted, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        if changes and ends[0] - changes[-1][1] < _APART:
            changes[-1][1], changes[-1][3] = ends[1], ends[3]
        else:
            changes.append(ends)
    for first, last, begin, end in changes:
        yield WordChange(start + first, start + last, wanted[begin:end])
