"""Lists of patterns → their compiled form: words with their slots, chains, and regular expressions with their gates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from checker.patterns.patterns import PatternList, check_pattern
from checker.patterns.syntax import Anchor, Chain, Gap, Words, shapes, words_alone
from checker.text.fold import fold_pattern

MARKS = {"^": -1, "$": -2, "": -3}
"""What stands for the ends of a paragraph, or any place, in a chain."""


def compile_lexicon(lists: Sequence[PatternList]) -> dict[str, Any]:
    """Return the compiled form (JSON values) of numbered lists of patterns.

    =============  ===================================================================================================
    ``words``      what the automaton looks for: words of two characters and more, one a line, in groups with a NUL between
                   them
    ``owners``     the slots of each group of words, with -1 behind them; a *slot* stands for the words that some pattern
                   has in one place
    ``chars``      slot → the single characters among its words, which are everywhere and looked for when asked for
    ``searches``   what is no plain word: a chain of slots with gaps between them, ``[slot, gap, search]`` with the search for
                   the rest of it, ``[slot]`` for the last, where -1 (``^``), -2 (``$``) or -3 (any place) may stand for a slot;
                   or a regular expression with the slot (or null) of words of which each match contains one and other such
                   slots, ``[regex, gate, slot, …]``.  Where the automaton, which alone fills it, has found nothing for one of
                   the slots, there is no hit
    ``gaps``       the different gaps in chains, ``[least, most, stops, members]``
    ``slots``      of each list of patterns, by its number, the slot of its words, or null; behind them of others that
                   exclude or are excluded
    ``searching``  list → its searches, where it has any
    ``excluding``  list → ``[[list, lists that exclude its hits], …]``, where it has any
    =============  ===================================================================================================

    :raises PatternError: for a pattern that cannot be used.
    """
    return _Builder().build(lists)


class _Builder:
    def __init__(self) -> None:
        self.owners: dict[str, list[int]] = {}
        self.chars: dict[str, str] = {}
        self.gaps: list[list[Any]] = []
        self.entries: list[list[Any]] = []
        self._search_of: dict[tuple[Any, ...], int] = {}
        self._slot_of: dict[Words, int] = {}
        self._single_of: dict[str, int] = {}

    def build(self, lists: Sequence[PatternList]) -> dict[str, Any]:
        self.entries = [[] for _ in lists]
        for number, patterns in enumerate(lists):
            self.entries[number] = self._entry(patterns)
        groups: dict[tuple[int, ...], list[str]] = {}
        for word, slots in self.owners.items():
            groups.setdefault(tuple(slots), []).append(word)
        return {
            "words": "\0".join(map("\n".join, groups.values())),
            "owners": [slot for slots in groups for slot in (*slots, -1)],
            "chars": self.chars,
            "searches": list(map(list, self._search_of)),
            "gaps": self.gaps,
            "slots": [slot for slot, _, _ in self.entries],
            "searching": {str(number): entry[1] for number, entry in enumerate(self.entries) if entry[1]},
            "excluding": {str(number): entry[2] for number, entry in enumerate(self.entries) if entry[2]},
        }

    def _entry(self, patterns: PatternList) -> list[Any]:
        words: set[str] = set()
        searches: list[int] = []
        excluding: list[Any] = []
        for pattern, exclusions in patterns:
            if exclusions:
                outs = [self._single(exclusion) for exclusion in exclusions]
                excluding.append([self._single(pattern), outs])
            else:
                words |= self._taken_apart(pattern, searches)
        return [self._slot(frozenset(words)) if words else None, searches, excluding]

    def _single(self, pattern: str) -> int:
        """Return the entry of one pattern, shared by all that use it."""
        if pattern not in self._single_of:
            entry = self._entry([(pattern, ())])
            self._single_of[pattern] = len(self.entries)
            self.entries.append(entry)
        return self._single_of[pattern]

    def _taken_apart(self, pattern: str, searches: list[int]) -> Words:
        """Return the words among the alternatives of *pattern*; the numbers of the others are added to *searches*."""
        pattern = fold_pattern(pattern)
        check_pattern(pattern)
        words: Words = frozenset()
        for alternative, shape in shapes(pattern):
            if shape.chains is None:
                gate = None if shape.factor is None else self._slot(shape.factor)
                searches.append(self._search([alternative, gate, *[self._slot(factor) for factor in shape.factors]]))
                continue
            for links in shape.chains:
                alone = words_alone(links)
                if alone is None:
                    searches.append(self._chain(links))
                else:
                    words |= alone
        return words

    def _search(self, search: list[Any]) -> int:
        """Return the number of a search, the same for all patterns that need it."""
        return self._search_of.setdefault(tuple(search), len(self._search_of))

    def _chain(self, links: Chain) -> int:
        """Return the number of the search for *links*, each with the search for those behind it."""
        search: list[int] = []
        gap = Gap(0, 0)
        for link in reversed(links):
            if isinstance(link, Gap):
                gap = link
                continue
            behind = [self._gap(gap), self._search(search)] if search else []
            search = [MARKS[link.mark] if isinstance(link, Anchor) else self._slot(link), *behind]
            gap = Gap(0, 0)
        return self._search(search)

    def _gap(self, gap: Gap) -> int:
        """Return the number of a gap, the same for all that are alike."""
        if list(gap) not in self.gaps:
            self.gaps.append(list(gap))
        return self.gaps.index(list(gap))

    def _slot(self, words: Words) -> int:
        """Return the slot of a set of words, the same for all patterns that have it."""
        number = self._slot_of.get(words)
        if number is None:
            number = self._slot_of[words] = len(self._slot_of)
            # No hit runs across the end of a paragraph; NUL, which no text has, stands between groups.
            words = frozenset(word for word in words if "\n" not in word and "\0" not in word)
            longer = sorted(word for word in words if len(word) > 1)
            for word in longer:
                self.owners.setdefault(word, []).append(number)
            if len(longer) < len(words):
                self.chars[str(number)] = "".join(sorted(words.difference(longer)))
        return number
