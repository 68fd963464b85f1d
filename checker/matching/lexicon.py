"""All patterns of a pack as one matcher: scan a text once, then ask for the hits of any list of patterns.

Words go into one Aho–Corasick automaton, which finds every hit, also overlapping ones, in time that grows with the
text and hardly with the number of words.  Words with gaps between them are put together from those hits.  Any other
pattern runs on RE2, in linear time, and only where a word that each of its matches contains was found by the scan.
Chinese has no word boundary: a pattern matches wherever its characters stand, and the exclusions beside it say where
it does not count.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from typing import Any

import ahocorasick_rs

from checker.matching.patterns import expression
from checker.text.span import Span

Hit = tuple[int, int, int]
"""What the automaton yields: the number of a word, start and end."""


class Lexicon:
    """A compiled set of pattern lists, ready to scan texts."""

    __slots__ = ("_automaton", "_needed", "_owners", "_regexes", "lists", "searches", "slots")

    def __init__(self, compiled: dict[str, Any]) -> None:
        self._owners: list[list[int]] = compiled["owners"]
        self._automaton = ahocorasick_rs.AhoCorasick(
            compiled["atoms"], implementation=ahocorasick_rs.Implementation.ContiguousNFA
        )
        self._regexes: dict[str, Any] = {}
        self._needed: dict[int, frozenset[int] | None] = {}
        self.searches: list[dict[str, Any]] = compiled["searches"]
        self.lists: list[dict[str, Any]] = compiled["lists"]
        self.slots: int = compiled["slots"]

    def scan(self, text: str) -> Scan:
        """The hits of all words in *text* (one pass)."""
        by_word: defaultdict[int, list[Hit]] = defaultdict(list)
        for hit in self._automaton.find_matches_as_indexes(text, overlapping=True):
            by_word[hit[0]].append(hit)
        slots: defaultdict[int, list[list[Hit]]] = defaultdict(list)
        for word, hits in by_word.items():  # far fewer than hits
            for slot in self._owners[word]:
                slots[slot].append(hits)
        return Scan(self, text, dict(slots))

    def needed(self, number: int) -> frozenset[int] | None:
        """The slots without any of which list *number* has no hit; None where that cannot be said."""
        try:
            return self._needed[number]
        except KeyError:
            found = self._needed[number] = self._needs(self.lists[number])
            return found

    def _needs(self, entry: dict[str, Any]) -> frozenset[int] | None:
        slots = {entry["slot"]}
        for number in entry["searches"]:
            search = self.searches[number]
            slot = search["chain"][-1] if "chain" in search else search["gate"]
            if slot is None:
                return None
            slots.add(slot)
        for inner, _ in entry["excluding"]:
            within = self._needs(inner)
            if within is None:
                return None
            slots |= within
        return frozenset(slots)

    def regex(self, pattern: str) -> Any:
        """A regular expression of the lexicon, compiled when first asked for."""
        compiled = self._regexes.get(pattern)
        if compiled is None:
            compiled = self._regexes[pattern] = expression(pattern)
        return compiled


class Scan:
    """The hits of a lexicon in one text.  Offsets are code points of that text."""

    __slots__ = ("_bytes", "_ends", "_found", "_gathered", "_lexicon", "_searched", "_slots", "_spans", "text")

    def __init__(self, lexicon: Lexicon, text: str, slots: dict[int, list[list[Hit]]]) -> None:
        self.text = text
        self._lexicon = lexicon
        self._slots = slots
        self._found: dict[int, list[Span]] = {}
        self._searched: dict[int, list[Span]] = {}
        self._ends: dict[int, dict[int, int]] = {}
        self._gathered: dict[int, list[Span]] = {}
        self._spans: dict[tuple[int, int], Scan] = {}
        self._bytes: bytes | None = None

    def of(self, text: str) -> Scan:
        """A scan of another *text* for the same lists."""
        return self._lexicon.scan(text)

    def hits(self, number: int) -> list[Span]:
        """All hits of list *number* in the order of the text; of overlapping ones the first and longest."""
        found = self._found.get(number)
        if found is None:
            needed = self._lexicon.needed(number)
            if needed is not None and self._slots.keys().isdisjoint(needed):
                found = self._found[number] = []
            else:
                found = self._found[number] = _disjoint(self._gather(self._lexicon.lists[number]))
        return found

    def words(self, number: int) -> set[str]:
        """The different words of list *number* that the text has; its patterns that are no plain words are left out."""
        slot = self._lexicon.lists[number]["slot"]
        return {self.text[hits[0][1] : hits[0][2]] for hits in self._slots.get(slot, ())}

    def within(self, number: int, start: int, end: int) -> list[Span]:
        """The hits of list *number* that lie between two offsets."""
        found = self.hits(number)
        if not found:
            return found
        first = bisect_left(found, (start,))
        last = first
        while last < len(found) and found[last][1] <= end:
            last += 1
        if _crosses(found, first, last, start, end):
            return self._by_itself(number, start, end)
        return found[first:last]

    def any_within(self, number: int, start: int, end: int) -> bool:
        """Whether list *number* has a hit between two offsets."""
        found = self.hits(number)
        if not found:
            return False
        first = bisect_left(found, (start,))
        if first < len(found) and found[first][1] <= end:
            return True
        return _crosses(found, first, first, start, end) and bool(self._by_itself(number, start, end))

    def _by_itself(self, number: int, start: int, end: int) -> list[Span]:
        """The hits of a list in a span read alone: one that runs across its end may hide a shorter one inside."""
        if (start, end) not in self._spans:
            self._spans[start, end] = self.of(self.text[start:end])
        return [Span(start + hit.start, start + hit.end) for hit in self._spans[start, end].hits(number)]

    def _gather(self, entry: dict[str, Any]) -> list[Span]:
        """All hits of an entry, in no order; a pattern that several lists exclude by is looked up once."""
        gathered = self._gathered.get(id(entry))
        if gathered is not None:
            return gathered
        spans = [Span(start, end) for hits in self._slots.get(entry["slot"], ()) for _, start, end in hits]
        for number in entry["searches"]:
            spans += self._search(number)
        for inner, exclusions in entry["excluding"]:
            kept = self._gather(inner)
            for exclusion in exclusions:
                if not kept:
                    break
                kept = _clear_of(kept, self._gather(exclusion))
            spans += kept
        self._gathered[id(entry)] = spans
        return spans

    def _search(self, number: int) -> list[Span]:
        found = self._searched.get(number)
        if found is None:
            search = self._lexicon.searches[number]
            if "chain" in search:
                found = self._chained(search["chain"])
            elif search["gate"] is None or search["gate"] in self._slots:
                found = self._matches(search["regex"])
            else:
                found = []
            self._searched[number] = found
        return found

    def _chained(self, chain: list[Any]) -> list[Span]:
        """Hits of words that follow each other within the gaps of *chain*, from the last word backwards.

        Like a greedy expression, a gap reaches as far as it may, but not across the end of a paragraph.
        """
        slots = self._slots
        if any(slot not in slots for slot in chain[::2]):
            return []
        ends = self._last(chain[-1])
        for at in range(len(chain) - 3, -1, -2):
            starts = sorted(ends)
            least, most = chain[at + 1]
            before: dict[int, int] = {}
            for _, start, end in (hit for hits in slots[chain[at]] for hit in hits):
                limit = end + most
                last = bisect_right(starts, limit) - 1
                if last < 0 or starts[last] < end + least:
                    continue
                line_end = self.text.find("\n", end, limit)
                if line_end >= 0:
                    last = bisect_right(starts, line_end) - 1
                    if last < 0 or starts[last] < end + least:
                        continue
                before[start] = max(before.get(start, 0), ends[starts[last]])
            if not before:
                return []
            ends = before
        return [Span(start, end) for start, end in sorted(ends.items())]

    def _last(self, slot: int) -> dict[int, int]:
        """Where the words of a slot end, by their starts: of several at one place the longest; many chains share one."""
        ends = self._ends.get(slot)
        if ends is None:
            ends = self._ends[slot] = _longest_by_start(self._slots[slot])
        return ends

    def _matches(self, pattern: str) -> list[Span]:
        if self._bytes is None:
            self._bytes = self.text.encode("utf-8", "replace")
        data = self._bytes
        spans = []
        at_byte = at_char = 0
        for match in self._lexicon.regex(pattern).finditer(data):
            first, last = match.span()
            start = at_char + len(data[at_byte:first].decode("utf-8"))
            end = start + len(data[first:last].decode("utf-8"))
            spans.append(Span(start, end))
            at_byte, at_char = last, end
        return spans


def _crosses(found: list[Span], first: int, last: int, start: int, end: int) -> bool:
    """Whether a hit runs across an end of a span in which those from *first* to *last* lie."""
    return (last < len(found) and found[last][0] < end) or (first > 0 and found[first - 1][1] > start)


def _longest_by_start(groups: list[list[Hit]]) -> dict[int, int]:
    ends: dict[int, int] = {}
    for hits in groups:
        for _, start, end in hits:
            if end > ends.get(start, 0):
                ends[start] = end
    return ends


def _clear_of(spans: list[Span], others: list[Span]) -> list[Span]:
    """Those of *spans* that overlap none of *others*; both are walked once, whatever a text repeats."""
    if not others:
        return spans
    others = sorted(others)
    kept = []
    at = 0
    reach = -1  # the furthest end of all others that start before the span at hand ends
    for span in sorted(spans, key=_end):
        while at < len(others) and others[at].start < span.end:
            reach = max(reach, others[at].end)
            at += 1
        if reach <= span.start:
            kept.append(span)
    return kept


def _end(span: Span) -> int:
    return span.end


def _disjoint(spans: list[Span]) -> list[Span]:
    if len(spans) < 2:
        return spans
    spans = sorted(spans, key=lambda span: (span.start, -span.end))
    kept = []
    last = -1
    for span in spans:
        if span.start >= last:
            kept.append(span)
            last = span.end
    return kept
