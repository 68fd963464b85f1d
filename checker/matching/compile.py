"""Lists of patterns → their compiled form: words with their slots, chains, and regular expressions with their gates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.matching.patterns import check_pattern
from checker.matching.syntax import Gap, Shape, shapes
from checker.text.fold import fold_pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.matching.patterns import PatternList


def compile_lexicon(lists: Sequence[PatternList]) -> dict[str, Any]:
    """The compiled form (JSON values) of numbered lists of patterns.

    A *slot* collects hits of words.  A *search* is what is no plain word: a chain ``[slot, [least, most], slot, …]``, or
    a regular expression with the slot (or null) without whose hits it need not run.  An entry (a list of patterns) has a
    slot, searches, and pairs of an entry with the entries that exclude its hits.

    :raises PatternError: for a pattern that cannot be used.
    """
    return _Builder().build(lists)


class _Builder:
    def __init__(self) -> None:
        self.atoms: dict[str, list[int]] = {}
        self.slots = 0
        self.searches: list[dict[str, Any]] = []
        self._search_of: dict[str, int] = {}
        self._slot_of: dict[frozenset[str], int] = {}
        self._single_of: dict[str, dict[str, Any]] = {}

    def build(self, lists: Sequence[PatternList]) -> dict[str, Any]:
        entries = [self._entry(patterns) for patterns in lists]
        return {
            "atoms": list(self.atoms),
            "owners": list(self.atoms.values()),
            "slots": self.slots,
            "searches": self.searches,
            "lists": entries,
        }

    def _entry(self, patterns: PatternList) -> dict[str, Any]:
        entry: dict[str, Any] = {"slot": self._new_slot(), "searches": [], "excluding": []}
        for pattern, exclusions in patterns:
            if exclusions:
                outs = [self._single(exclusion) for exclusion in exclusions]
                entry["excluding"].append([self._single(pattern), outs])
            else:
                self._add(pattern, entry)
        return entry

    def _new_slot(self) -> int:
        self.slots += 1
        return self.slots - 1

    def _single(self, pattern: str) -> dict[str, Any]:
        """An entry of one pattern, shared by all that use it."""
        if pattern not in self._single_of:
            self._single_of[pattern] = self._entry([(pattern, ())])
        return self._single_of[pattern]

    def _add(self, pattern: str, entry: dict[str, Any]) -> None:
        pattern = fold_pattern(pattern)
        check_pattern(pattern)
        for alternative, shape in shapes(pattern):
            links = shape.links
            if links is not None and len(links) == 1 and not isinstance(links[0], Gap):
                self._own(links[0], entry["slot"])
            else:
                entry["searches"].append(self._search(alternative, shape))

    def _search(self, pattern: str, shape: Shape) -> int:
        if pattern not in self._search_of:
            self._search_of[pattern] = len(self.searches)
            links = shape.links
            if links and not isinstance(links[0], Gap) and not isinstance(links[-1], Gap):
                self.searches.append({"chain": self._chain(links)})
            else:
                gate = self._shared_slot(shape.factor) if shape.factor is not None else None
                self.searches.append({"regex": pattern, "gate": gate})
        return self._search_of[pattern]

    def _chain(self, links: tuple[frozenset[str] | Gap, ...]) -> list[Any]:
        chain: list[Any] = []
        for link in links:
            if isinstance(link, Gap):
                chain.append([link.least, link.most])
            else:
                if chain and isinstance(chain[-1], int):
                    chain.append([0, 0])
                chain.append(self._shared_slot(link))
        return chain

    def _shared_slot(self, words: frozenset[str]) -> int:
        if words not in self._slot_of:
            self._slot_of[words] = self._new_slot()
            self._own(words, self._slot_of[words])
        return self._slot_of[words]

    def _own(self, words: frozenset[str], slot: int) -> None:
        for word in sorted(words):
            owners = self.atoms.setdefault(word, [])
            if slot not in owners:
                owners.append(slot)
