"""Slips in proper names: which known name an unknown one is a misspelling of, if any.

A slip is told from another real name by what it does to the language.  Writing one character for another that sounds or
looks alike, two in the wrong order, one too many or too few leaves a pair of characters that no known name has (条列);
another real name (水路 for 铁路) consists of words that others have too.  Of laws all names are known: none is another's
with a word put into it.  Everything here is bounded: a name is compared with the few known ones that share half of it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from checker.records import NamedTuple
from checker.text.lazy_re import lazy
from checker.text.span import occurrences

SHORTEST = 3
LONGEST = 60
_SHORTEST_UNLIKE = 5
"""From this length on a slip is recognised that is no writing of a like character."""
_SHORTEST_COMPLETE = 4
"""The same for a character that is missing in a name of a kind of which all are known."""
_SHORTEST_WITHOUT = 8
_SHORTEST_NATIONAL = 6
_SHORTEST_WITHOUT_TWO = 10
"""From these lengths on a name may lack one character that leaves a good pair behind, of a place or not, or a word of two."""
_SPECIFIC = 12
"""A name of so many characters has no namesake that only lacks a qualifier."""
_LONGEST_ALIKE = 10
"""Up to this length two characters may be like ones; in longer names one."""
_LONGEST_WORD = 4
"""A word that is left out has up to so many characters."""
_LEAST_WITH_WORD = 5
"""From this length on a name of a kind of which all are known is no other's with a word of two put into it."""
_SHORTEST_ODD, _SHORTEST_ELSE = 6, 8
"""From these lengths on a name of a kind of which not all are known may lack a word of two: where that shows, and where not."""
_LONGEST_MOVED = 3
_PLACE_FROM, _PLACE_TO = 2, 6
_REMEMBERED = 4096
_NUMBERS = lazy(r"[0-9A-Za-z一二三四五六七八九十百第〇]")


class Wording(NamedTuple):
    """What a language has to say about names.

    ``kinds``: words that names of different kinds end with; ``alike``: groups of characters that are taken for each
    other; ``places``: characters that end the name of a place at the head of a name; ``qualifiers``: words that make
    another name by being there or not; ``complete``: kinds of which all names are known.
    """

    kinds: tuple[str, ...]
    alike: tuple[str, ...]
    places: str
    qualifiers: tuple[str, ...]
    complete: tuple[str, ...] = ()


class _Difference(NamedTuple):
    """How a name differs from a known one: what they share at the head and the tail, what it lost, what was put in."""

    name: str
    known: str
    start: int
    end: int
    lost: str
    put: str


class NameIndex:
    """Known names, to be asked for the one that a misspelt name stands for."""

    __slots__ = (
        "_ends",
        "_is_of_names",
        "_kinds",
        "_known",
        "_mates",
        "_ordered",
        "_text",
        "_wording",
        "closest_remembered",
    )

    def __init__(self, columns: Iterable[str], wording: Wording) -> None:
        """*columns* hold the names, one a line."""
        self._text = "\n" + "\n".join(columns) + "\n"
        self._ordered = sorted(self._text.split("\n"))
        self._known = frozenset(self._ordered)
        self._wording = wording
        self._kinds = tuple(sorted(wording.kinds, key=len, reverse=True))
        self._mates: dict[str, str] = {}
        for group in wording.alike:
            for char in group:
                self._mates[char] = self._mates.get(char, "") + group.replace(char, "")
        self._ends = {one for char in "".join(wording.kinds) for one in char + self._mates.get(char, "")}
        self._is_of_names = lru_cache(_REMEMBERED)(self._text.__contains__)
        """Tells of a pair of characters whether a known name has it."""
        self.closest_remembered = lru_cache(_REMEMBERED)(self.closest)
        """:meth:`closest`, remembered: reports of one year cite the same plans and notices."""

    def __contains__(self, name: str) -> bool:
        """Return whether *name* is a known name."""
        return name in self._known

    def kind(self, name: str) -> str:
        """Return the word for a kind of instrument that *name* ends with, the longest; or an empty string."""
        if not name.endswith(self._kinds):
            return ""
        return next(kind for kind in self._kinds if name.endswith(kind))

    def closest(self, name: str, words: str = "") -> str | None:
        """Return the known name that the unknown *name* misspells, or None; what stands in *words* is the language, no slip."""
        if not SHORTEST <= len(name) <= LONGEST:
            return None
        kind = self.kind(name)
        for variant in self._reordered(name):
            if variant in self._known and self._place_before(variant) == self._place_before(name):
                return variant
        if not kind and self._ends.isdisjoint(name[-2:]):
            return None
        for variant in self._with_mates(name):
            if variant in self._known and self._place_before(variant) == self._place_before(name):
                return variant
        ending = self._ending_with(name[1:])
        shortest = _SHORTEST_COMPLETE if kind in self._wording.complete else _SHORTEST_UNLIKE
        if len(name) >= shortest:
            nearby = self._names_nearby(name, ending)
            found = [known for known in nearby if self._is_slip(_difference(name, known), kind, words)]
            if found:
                return min(found, key=lambda known: (abs(len(known) - len(name)), known))
        return self._only_completion(name, kind, ending) or (None if kind else self._with_kind(name))

    def unknown_pairs(self, name: str, words: str) -> str:
        """Return the pairs of characters of *name* that no known name has but *words* do, one a line: all that these can tell."""
        pairs = [name[at : at + 2] for at in range(len(name) - 1)]
        return "\n".join(pair for pair in pairs if not self._is_of_names(pair) and pair in words)

    def _only_completion(self, name: str, kind: str, ending: list[str]) -> str | None:
        """Return the only known name of which *name* is what is left without a word, or without the end of its kind.

        *ending* are the known names that end with it, the first character aside.
        """
        if len(name) < _SHORTEST_COMPLETE or self._place_before(name) or self._is_local(name, ending):
            return None
        least, most = len(name) + 1, len(name) + _LONGEST_WORD
        known_names = {*self._beginning_with(name[0]), *(known for known in ending if known.endswith(name))}
        found = [
            known
            for known in known_names
            if least <= len(known) <= most and self._lacks_word(_difference(name, known), kind)
        ]
        return found[0] if len(found) == 1 else None

    def _beginning_with(self, char: str) -> list[str]:
        """Return the known names that begin with a character."""
        ordered = self._ordered
        return ordered[bisect_left(ordered, char) : bisect_left(ordered, chr(ord(char) + 1))]

    def _ending_with(self, name: str) -> list[str]:
        """Return the known names that end with *name*."""
        ends = [at + len(name) for at in occurrences(self._text, f"{name}\n")]
        return [self._text[self._text.rfind("\n", 0, end) + 1 : end] for end in ends]

    def _is_local(self, name: str, ending: list[str]) -> bool:
        """Return whether a known name of a place has *name* behind the place: cited so, it is no slip of a national name.

        *ending* are the known names that end with it.
        """
        return any(_without_place(known, self._wording.places) == name for known in ending)

    def _lacks_word(self, at: _Difference, kind: str) -> bool:
        """Return whether all that a name has is that it lacks a word of a known one, or the rest of its kind."""
        own = self.kind(at.known)
        if at.put or _NUMBERS.search(at.lost) or self._place_before(at.known):
            return False
        head = len(at.known) - len(own)  # where the kind begins
        if not kind:  # 地下水管例, 兽药管理条: it ends as no instrument does, for what is lost reaches into its kind
            return at.start < head < at.start + len(at.lost) < len(at.known) or head < at.start == len(at.name)
        if kind != own:  # 生态环境法, 消毒管理法: no law is called so
            return kind in self._wording.complete and kind in own and at.start >= head
        return self._is_missing_word(at, kind)

    def _is_missing_word(self, at: _Difference, kind: str) -> bool:
        """Return whether the word that a name lacks, of two to four characters, makes no other name by not being there."""
        lost, complete = at.lost, self._wording.complete
        if len(lost) < 2 or len(lost) > len(at.name) // 2 or any(one in lost for one in complete):
            return False  # 食品安全条例 is not 食品安全法实施条例
        if lost in self._wording.qualifiers and len(at.known) < _SPECIFIC:
            return False
        shortest = _SHORTEST_ODD if self._odd(at, "") else _SHORTEST_ELSE
        return kind in complete or (len(lost) == 2 and len(at.name) >= shortest)

    def _reordered(self, name: str) -> Iterator[str]:
        """Yield *name* with two neighbours of up to three characters each changed over, a single pair of characters first.

        Nothing, where no known name has the same characters.
        """
        if not self._may_be_reordered(name):
            return
        for first in range(1, _LONGEST_MOVED + 1):
            for second in range(1, _LONGEST_MOVED + 1):
                for at in range(len(name) - first - second + 1):
                    middle, end = at + first, at + first + second
                    yield name[:at] + name[middle:end] + name[at:middle] + name[end:]

    def _may_be_reordered(self, name: str) -> bool:
        """Return whether a known name has the characters of *name*, and begins with one of those that can come first."""
        letters, size = sorted(name), len(name)
        for char in {*name[: _LONGEST_MOVED + 1]}:
            for known in self._beginning_with(char):
                if len(known) == size and sorted(known) == letters:
                    return True
        return False

    def _with_mates(self, name: str) -> Iterator[str]:
        """Yield a short *name* with one or two like characters put in."""
        if len(name) > _LONGEST_ALIKE:
            return
        single = [
            (at, name[:at] + mate + name[at + 1 :])
            for at, char in enumerate(name)
            for mate in self._mates.get(char, "")
        ]
        for at, variant in single:
            yield variant
            for later in range(at + 1, len(name)):
                for mate in self._mates.get(name[later], ""):
                    yield variant[:later] + mate + variant[later + 1 :]

    def _names_nearby(self, name: str, ending: list[str]) -> list[str]:
        """Return known names that share the first character and the first or last half, or all but the first character.

        *ending* are those that share all but the first character, and longer ones.
        """
        half = max(2, (len(name) - 2) // 2)
        head, tail = name[:half], name[-half:]
        least, most = len(name) - 2, len(name) + 2
        found = [
            known
            for known in self._beginning_with(name[0])
            if least <= len(known) <= most and (known.endswith(tail) or known.startswith(head))
        ]
        return found + [known for known in ending[:1] if len(known) == len(name)]

    def _is_slip(self, at: _Difference, kind: str, words: str) -> bool:
        """Return whether one name is another with a slip, and not a name of its own, which ends with *kind*."""
        lost, put = at.lost, at.put
        if len(lost) > 2 or len(put) > 2 or (put and len(at.name) < _SHORTEST_UNLIKE) or not self._may_be_one(at, kind):
            return False
        if self._is_alike(at):
            return True
        odd = self._odd(at, words)
        if not put:
            return self._is_omission(at, odd)
        if not lost:
            return self._is_addition(at, odd)
        if len(lost) == len(put) == 1:
            return odd > 0
        return len(lost) == 2 and lost == put[::-1] and odd > 0

    def _is_alike(self, at: _Difference) -> bool:
        return len(at.lost) == len(at.put) == 1 and at.put in self._mates.get(at.lost, "")

    def _may_be_one(self, at: _Difference, kind: str) -> bool:
        """Return whether nothing says that these are two instruments: kind, place, number or a qualifier."""
        own = self.kind(at.known)
        one_for_one = len(at.lost) == len(at.put) == 1
        inside_kind = at.start >= len(at.known) - len(own)
        if not kind:
            # It ends as no instrument does: because of this slip, or it is no instrument.
            if not self._is_alike(at) and (at.start + len(own) < len(at.known) - 1 or (len(own) == 1 == len(at.put))):
                return False
        elif kind != own and not (one_for_one and own.endswith(kind) and inside_kind):
            return False
        if self._place_before(at.name) != self._place_before(at.known) or _NUMBERS.search(at.lost + at.put):
            return False
        qualifiers = self._wording.qualifiers
        if self._has_word_more(at):
            return True
        if not at.put:
            return at.lost not in qualifiers or len(at.known) >= _SPECIFIC
        return at.put not in qualifiers or not (one_for_one or not at.lost)

    def _is_omission(self, at: _Difference, odd: int) -> bool:
        """Return whether a name has lost one or two characters by a slip, inside it."""
        size, count = len(at.name), len(at.lost)
        if at.start < count:
            return False
        if not at.end:
            return count == 1 and size >= _SHORTEST_WITHOUT - 1 and len(self.kind(at.known)) > 1
        if count == 1:
            national = not self._place_before(at.name) and not self._is_local(at.name, self._ending_with(at.name))
            shortest = _SHORTEST_NATIONAL if national else _SHORTEST_WITHOUT
            return odd > 0 or size >= shortest or self.kind(at.known) in self._wording.complete
        return size >= _SHORTEST_WITHOUT_TWO

    def _is_addition(self, at: _Difference, odd: int) -> bool:
        """Return whether a name has one or two characters too many by a slip: written twice, or inside it and odd there."""
        before, after = at.name[: at.start], at.name[at.start + len(at.put) :]
        if not before:
            return False
        # What follows a name makes another title of it: a commentary, say.
        return (
            before.endswith(at.put)
            or after.startswith(at.put)
            or self._has_word_more(at)
            or (bool(after) and len(at.put) == 1 and odd == 2)
        )

    def _has_word_more(self, at: _Difference) -> bool:
        """Return whether a name of a kind of which all are known has a word inside that none of them has: 行政处罚实施法."""
        inside = at.start > 0 and at.end > 0 and not at.lost and len(at.put) == 2
        return inside and len(at.known) >= _LEAST_WITH_WORD and self.kind(at.known) in self._wording.complete

    def _odd(self, at: _Difference, words: str) -> int:
        """Return how many pairs of neighbours, at and around the difference, no known name has, nor *words*."""
        last = min(at.start + len(at.put), len(at.name) - 1)
        pairs = (at.name[one : one + 2] for one in range(max(0, at.start - 1), last))
        return sum(not self._is_of_names(pair) and pair not in words for pair in pairs)

    def _place_before(self, name: str) -> str:
        """Return the place at the head of a name."""
        for at in range(_PLACE_FROM, min(_PLACE_TO, len(name))):
            if name[at] in self._wording.places:
                return name[: at + 1]
        return ""

    def _with_kind(self, name: str) -> str | None:
        """Return an unknown name whose last word is a misspelt kind of instrument, with the right one."""
        for kind in self._kinds:
            size = len(kind)
            if size == 1 or len(name) <= 2 * size or not (name[-1] == kind[-1] or name[-size] == kind[0]):
                continue
            if _differing_characters(name[-size:], kind, self._mates) == 1:
                return name[:-size] + kind
        return None


def _without_place(name: str, places: str) -> str:
    """Return a name without the place that it begins with; empty where there is none."""
    last = max((name.rfind(char, 1, _PLACE_TO + 4) for char in places), default=-1)
    return name[last + 1 :] if last > 0 else ""


def _difference(name: str, known: str) -> _Difference:
    start, end = _shared_ends(name, known)
    return _Difference(name, known, start, end, known[start : len(known) - end], name[start : len(name) - end])


def _shared_ends(name: str, other: str) -> tuple[int, int]:
    """Return how many characters two names share at the head, and then at the tail."""
    shorter = min(len(name), len(other))
    start = end = 0
    while start < shorter and name[start] == other[start]:
        start += 1
    while end < shorter - start and name[-1 - end] == other[-1 - end]:
        end += 1
    return start, end


def _differing_characters(word: str, other: str, mates: dict[str, str]) -> int:
    """Return in how many characters two words of one length differ, where each is taken for the other; else 0."""
    different = [(a, b) for a, b in zip(word, other, strict=True) if a != b]
    return len(different) if all(b in mates.get(a, "") for a, b in different) else 0


def wrong_head(name: str, head: str, names: NameIndex) -> Sequence[str]:
    """Return the known name behind a *head* that is misspelt by one character, else nothing."""
    for size in (len(head), len(head) - 1, len(head) + 1):
        rest = name[size:]
        if rest in names and name[:2] == head[:2]:
            start, end = _shared_ends(name[:size], head)
            if len(head) - start - end <= 1 and size - start - end <= 1:
                return (head + rest,)
    return ()
