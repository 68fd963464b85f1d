"""Words looked for in texts: all places of all of them, or the longest at each place, in one pass."""

from __future__ import annotations

from collections.abc import Sequence
from operator import add

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

_FEW = 60_000
"""Whoever has read so many code points, some five reports, is worth an automaton of all words."""
_EACH = 2_000
"""A text costs as much as so many code points before its first one is read."""
Hit = tuple[int, int, int]
"""Number of a word, start and end."""


class WordFinder:
    """A list of words, ready to be looked for.

    An automaton of all words takes longer to build than a report takes to judge.  The first text is often the only one:
    it is read for those words of which it has the first and the last two characters, a tenth of all.
    """

    __slots__ = ("_all", "_by_head", "_overlapping", "_read", "_words")

    def __init__(self, words: Sequence[str], *, overlapping: bool) -> None:
        """Of words that overlap all are found, or, where they are not *overlapping*, the first and longest."""
        self._words, self._overlapping = words, overlapping
        self._all: AhoCorasick | None = None
        self._by_head: dict[str, list[int]] = {}
        self._read = 0

    def find(self, text: str) -> list[Hit]:
        """Return the hits in *text*."""
        self._read += _EACH + len(text)
        if self._all is None and self._read <= _FEW:
            numbers = self._possible(text)
            hits = self._find(self._automaton([self._words[number] for number in numbers]), text)
            return [(numbers[at], start, end) for at, start, end in hits]
        if self._all is None:
            self._all = self._automaton(self._words)
        return self._find(self._all, text)

    def _possible(self, text: str) -> list[int]:
        """The numbers of the words of which *text* has the first and the last two characters."""
        if not self._by_head:
            for number, word in enumerate(self._words):
                self._by_head.setdefault(word[:2], []).append(number)
        pairs = {*text, *map(add, text, text[1:])}
        found = (number for pair in pairs.intersection(self._by_head) for number in self._by_head[pair])
        return [number for number in found if self._words[number][-2:] in pairs]

    def _automaton(self, words: Sequence[str]) -> AhoCorasick:
        kind = MatchKind.Standard if self._overlapping else MatchKind.LeftmostLongest
        return AhoCorasick(words, matchkind=kind, implementation=Implementation.ContiguousNFA)

    def _find(self, automaton: AhoCorasick, text: str) -> list[Hit]:
        hits: list[Hit] = automaton.find_matches_as_indexes(text, overlapping=self._overlapping)
        return hits
