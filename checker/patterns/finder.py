"""Words looked for in texts: all places of all of them, or the longest at each place.

An automaton of all words takes longer to build than a report takes to judge, and the first text is often the only one:
it is read without.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from operator import add

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

_FEW = 60_000
"""Whoever has read so many code points, some five reports, is worth an automaton of all words."""
_EACH = 2_000
"""A text costs as much as so many code points before its first one is read."""
_HEAD = 2
Hit = tuple[int, int, int]
"""Number of a word, start and end."""


class WordFinder:
    """A list of words, ready to be looked for: all are found, also those that overlap.

    The first texts are read for those words of which they have the first and the last two characters, a tenth of all.
    """

    __slots__ = ("_all", "_by_head", "_read", "_words")

    def __init__(self, words: Sequence[str]) -> None:
        self._words = words
        self._all: AhoCorasick | None = None
        self._by_head: dict[str, list[int]] = {}
        self._read = 0

    def find(self, text: str) -> list[Hit]:
        """Return the hits in *text*."""
        self._read += _EACH + len(text)
        if self._all is None and self._read <= _FEW:
            numbers = self._possible(text)
            automaton = _automaton([self._words[number] for number in numbers], MatchKind.Standard)
            hits = automaton.find_matches_as_indexes(text, overlapping=True)
            return [(numbers[at], start, end) for at, start, end in hits]
        if self._all is None:
            self._all = _automaton(self._words, MatchKind.Standard)
        return self._all.find_matches_as_indexes(text, overlapping=True)

    def _possible(self, text: str) -> list[int]:
        """The numbers of the words of which *text* has the first and the last two characters."""
        if not self._by_head:
            for number, word in enumerate(self._words):
                self._by_head.setdefault(word[:_HEAD], []).append(number)
        pairs = {*text, *map(add, text, text[1:])}
        found = (number for pair in pairs.intersection(self._by_head) for number in self._by_head[pair])
        return [number for number in found if self._words[number][-_HEAD:] in pairs]


class LongestFinder:
    """Words with the list that each is of, ready to be looked for: the first and longest, none overlapping another.

    The first texts are read place by place: where a word may begin, its lengths are tried, the longest first.
    """

    __slots__ = ("_all", "_lengths", "_lists", "_numbered", "_read")

    def __init__(self, lists: Mapping[str, str], lengths: Mapping[str, int]) -> None:
        """Take the words with their lists; *lengths* is at least what :func:`lengths_by_head` tells of these words."""
        self._lists, self._lengths = lists, lengths
        self._all: AhoCorasick | None = None
        self._numbered: list[str] = []
        self._read = 0

    def find(self, text: str) -> list[tuple[int, int, str]]:
        """Return start, end and list of the words in *text*."""
        self._read += len(text)
        if self._all is None and self._read <= _FEW:
            return self._tried(text)
        if self._all is None:
            self._all = _automaton(list(self._lists), MatchKind.LeftmostLongest)
            self._numbered = list(self._lists.values())
        return [(start, end, self._numbered[at]) for at, start, end in self._all.find_matches_as_indexes(text)]

    def _tried(self, text: str) -> list[tuple[int, int, str]]:
        found = []
        behind = 0
        for at in range(len(text)):
            if at < behind:
                continue
            longest = self._lengths.get(text[at : at + _HEAD]) or self._lengths.get(text[at], 0)
            for end in range(min(at + longest, len(text)), at, -1):
                name = self._lists.get(text[at:end])
                if name is not None:
                    found.append((at, end, name))
                    behind = end
                    break
        return found


def lengths_by_head(words: Iterable[str]) -> dict[str, int]:
    """Return how long the longest word is that begins with two characters, or is that one."""
    return {word[:_HEAD]: len(word) for word in sorted(words, key=len)}


def _automaton(words: Sequence[str], kind: MatchKind) -> AhoCorasick:
    return AhoCorasick(words, matchkind=kind, implementation=Implementation.ContiguousNFA)
