"""Words looked for in texts: all places of all of them, or the longest at each place.

An automaton of all words takes longer to build than a report takes to judge, and the first text is often the only one:
it is read without.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import add

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

_FEW = 60_000
"""Whoever has read so many code points, some five reports, is worth an automaton of all words."""
_EACH = 2_000
"""A text costs as much as so many code points before its first one is read."""
_HEAD = 2
Hit = tuple[int, int, int]
"""Number of a word, start and end."""
Place = tuple[int, int, str]
"""Start, end and list of a word."""


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
    """Lists of words, at most thirty, looked for at each place of a text: the longest word, none overlapping another.

    The first texts are read place by place: where a word may begin, its lengths are tried, the longest first.
    """

    __slots__ = ("_all", "_bits", "_lengths", "_lists", "_read")

    def __init__(self, lists: dict[str, str]) -> None:
        """Take lists by their names, each with one word a line."""
        self._bits = {name: 1 << number for number, name in enumerate(lists)}
        self._lists: dict[str, int] = {}  # a bit for each list that has the word
        for name, lines in lists.items():
            for word in filter(None, lines.split("\n")):
                self._lists[word] = self._lists.get(word, 0) | self._bits[name]
        self._lengths = {word[:_HEAD]: len(word) for word in sorted(self._lists, key=len)}
        self._all: dict[int, tuple[AhoCorasick, list[int]]] = {}
        self._read = 0

    def without(
        self, text: str, names: tuple[str, ...], kept: tuple[str, ...] = (), places: list[Place] | None = None
    ) -> str:
        """Return *text* with blanks in place of the words of the lists *names*; no such word begins inside one that is *kept*.

        To *places* start, end and list of each word are added; of a word of several lists, the first in *names*.
        """
        out = sum(self._bits[name] for name in names)
        wanted = out | sum(self._bits[name] for name in kept)
        self._read += len(text)
        found = self._tried(text, wanted) if self._read <= _FEW else self._searched(text, wanted)
        pieces: list[str] = []
        behind = 0
        for at, end, lists in found:
            if lists & out:
                pieces += (text[behind:at], " " * (end - at))
                behind = end
                if places is not None:
                    places.append((at, end, next(name for name in names if lists & self._bits[name])))
        return "".join([*pieces, text[behind:]])

    def _searched(self, text: str, wanted: int) -> list[tuple[int, int, int]]:
        if wanted not in self._all:
            words = [word for word, lists in self._lists.items() if lists & wanted]
            self._all[wanted] = (_automaton(words, MatchKind.LeftmostLongest), [self._lists[word] for word in words])
        automaton, lists_of = self._all[wanted]
        return [(start, end, lists_of[at]) for at, start, end in automaton.find_matches_as_indexes(text)]

    def _tried(self, text: str, wanted: int) -> list[tuple[int, int, int]]:
        found = []
        behind = 0
        for at in range(len(text)):
            if at < behind:
                continue
            longest = self._lengths.get(text[at : at + _HEAD]) or self._lengths.get(text[at], 0)
            for end in range(min(at + longest, len(text)), at, -1):
                lists = self._lists.get(text[at:end], 0)
                if lists & wanted:
                    found.append((at, end, lists))
                    behind = end
                    break
        return found


def _automaton(words: Sequence[str], kind: MatchKind) -> AhoCorasick:
    return AhoCorasick(words, matchkind=kind, implementation=Implementation.ContiguousNFA)
