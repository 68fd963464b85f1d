"""All patterns of a pack as one matcher: scan a text once, then ask for the hits of any list of patterns.

Words go into one Aho–Corasick automaton, which finds every hit, also overlapping ones, in time that grows with the
text and hardly with the number of words.  Words with gaps between them are put together from those hits.  Any other
pattern runs on RE2, in linear time, and only in paragraphs in which a word that each of its matches contains was found.
Chinese has no word boundary: a pattern matches wherever its characters stand, and the exclusions beside it say where
it does not count.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from checker.patterns.finder import WordFinder
from checker.patterns.patterns import EncodedText, Range
from checker.records import NamedTuple
from checker.text.span import Span, disjoint

_END, _ANYWHERE = -2, -3
"""Stand in chains for the ends of paragraphs, and for any place."""


class _Search(NamedTuple):
    """What is no plain word, see :func:`checker.patterns.compile.compile_lexicon`."""

    needed: frozenset[int]
    """Slots that only the automaton can fill."""
    link: int
    gap: int | None
    rest: int
    """What follows after the gap; none where the link is the last."""
    regex: str
    gate: int | None


class _Entry(NamedTuple):
    """A list of patterns: its words, what else it looks for, and what counts only clear of other hits."""

    slot: int | None
    searches: list[int]
    excluding: list[tuple[int, list[int]]]


class Lexicon:
    """A compiled set of pattern lists, ready to scan texts."""

    __slots__ = (
        "_group_of", "_needed", "_owners", "_words", "chars", "entries", "gaps", "searches",
    )  # fmt: skip

    def __init__(self, compiled: dict[str, Any]) -> None:
        words: list[str] = []
        self._group_of: list[int] = []  # of each word
        self._owners: list[list[int]] = [[]]  # of each group, and an empty one behind
        for slot in compiled["owners"]:
            if slot < 0:
                self._owners.append([])
            else:
                self._owners[-1].append(slot)
        for group, lines in enumerate(compiled["words"].split("\0") if compiled["words"] else ()):
            words += lines.split("\n")
            self._group_of += [group] * (len(words) - len(self._group_of))
        self._words = WordFinder(words)
        self._needed: dict[int, frozenset[int] | None] = {}
        self.chars: dict[int, str] = {int(slot): chars for slot, chars in compiled["chars"].items()}
        self.gaps = compiled["gaps"]
        self.searches: list[_Search] = []
        for row in compiled["searches"]:
            self.searches.append(self._search(row))
        searching, excluding = compiled["searching"], compiled["excluding"]
        self.entries = [
            _Entry(slot, searching.get(str(number), []), excluding.get(str(number), []))
            for number, slot in enumerate(compiled["slots"])
        ]

    def _search(self, row: list[Any]) -> _Search:
        """Return a search of the compiled form; the rest of a chain stands before it."""
        if not isinstance(row[0], int):
            return _Search(self._filled_by_words(row[2:]), 0, None, 0, *row[:2])
        needed = self._filled_by_words(row[:1])
        if len(row) == 1:
            return _Search(needed, row[0], None, 0, "", None)
        link, gap, rest = row
        return _Search(needed | self.searches[rest].needed, link, gap, rest, "", None)

    def _filled_by_words(self, slots: list[int]) -> frozenset[int]:
        return frozenset(slot for slot in slots if slot >= 0 and slot not in self.chars)

    def scan(self, text: str) -> Scan:
        """Return the hits of all words in *text* (one pass)."""
        group_of = self._group_of
        by_group: defaultdict[int, list[Range]] = defaultdict(list)
        for word, start, end in self._words.find(text):
            by_group[group_of[word]].append((start, end))
        slots: defaultdict[int, list[list[Range]]] = defaultdict(list)
        for group, places in by_group.items():  # far fewer than hits
            for slot in self._owners[group]:
                slots[slot].append(places)
        return Scan(self, text, dict(slots))

    def needed(self, number: int) -> frozenset[int] | None:
        """Return the slots without any of which entry *number* has no hit; None where that cannot be said."""
        try:
            return self._needed[number]
        except KeyError:
            found = self._needed[number] = self._needs(self.entries[number])
            return found

    def _needs(self, entry: _Entry) -> frozenset[int] | None:
        slots: set[int] = set()
        if entry.slot is not None:
            if entry.slot in self.chars:
                return None
            slots.add(entry.slot)
        for number in entry.searches:
            needed = self.searches[number].needed
            if not needed:
                return None
            slots.add(max(needed))
        for inner, _ in entry.excluding:
            within = self.needed(inner)
            if within is None:
                return None
            slots |= within
        return frozenset(slots)


class Scan:
    """The hits of a lexicon in one text.  Offsets are code points of that text."""

    __slots__ = (
        "_encoded", "_ends", "_ends_of_paragraphs", "_found", "_gathered", "_handed_out", "_lexicon", "_places", "_searched", "_slots", "_spans", "text",
    )  # fmt: skip

    def __init__(self, lexicon: Lexicon, text: str, slots: dict[int, list[list[Range]]]) -> None:
        self.text = text
        self._lexicon = lexicon
        self._slots = slots
        self._encoded = EncodedText(text)
        self._found: dict[int, list[Range]] = {}
        self._handed_out: dict[int, list[Span]] = {}
        self._gathered: dict[int, list[Range]] = {}
        self._searched: dict[int, list[Range]] = {}
        self._places: dict[int, list[Range]] = {}
        self._ends: dict[int, tuple[Sequence[int], Mapping[int, int] | Sequence[int]]] = {}
        self._ends_of_paragraphs: list[int] = []
        self._spans: dict[Range, Scan] = {}

    def of(self, text: str) -> Scan:
        """Return a scan of another *text* for the same lists."""
        return self._lexicon.scan(text)

    def hits(self, number: int) -> list[Span]:
        """Return all hits of list *number* in the order of the text; of overlapping ones the first and longest."""
        spans = self._handed_out.get(number)
        if spans is None:
            spans = self._handed_out[number] = [Span(start, end) for start, end in self._disjoint(number)]
        return spans

    def has(self, number: int) -> bool:
        """Return whether list *number* has a hit anywhere."""
        return bool(self._disjoint(number))

    def words(self, number: int) -> set[str]:
        """Return the different words of list *number* that the text has; its patterns that are no plain words are left out."""
        slot = self._lexicon.entries[number].slot
        if slot is None:
            return set()
        chars = {char for char in self._lexicon.chars.get(slot, ()) if char in self.text}
        return chars.union(self.text[start:end] for places in self._slots.get(slot, ()) for start, end in places)

    def within(self, number: int, start: int, end: int) -> list[Span]:
        """Return the hits of list *number* that lie between two offsets."""
        found = self._disjoint(number)
        if not found:
            return []
        first = last = bisect_left(found, (start,))
        while last < len(found) and found[last][1] <= end:
            last += 1
        if _crosses(found, first, last, start, end):
            return self._by_itself(number, start, end)
        return [Span(*hit) for hit in found[first:last]]

    def first_within(self, number: int, start: int, end: int) -> Span | None:
        """Return the first hit of list *number* between two offsets."""
        found = self._disjoint(number)
        if not found:
            return None
        first = bisect_left(found, (start,))
        if first < len(found) and found[first][1] <= end and not (first and found[first - 1][1] > start):
            return Span(*found[first])
        if not _crosses(found, first, first, start, end):
            return None
        return next(iter(self._by_itself(number, start, end)), None)

    def any_within(self, number: int, start: int, end: int) -> bool:
        """Return whether list *number* has a hit between two offsets."""
        return self.first_within(number, start, end) is not None

    def _by_itself(self, number: int, start: int, end: int) -> list[Span]:
        """Return the hits of a list in a span read alone: one that runs across its end may hide a shorter one inside."""
        if (start, end) not in self._spans:
            self._spans[start, end] = self.of(self.text[start:end])
        return [Span(start + hit.start, start + hit.end) for hit in self._spans[start, end].hits(number)]

    def _disjoint(self, number: int) -> list[Range]:
        """Return what :meth:`hits` gives, found once."""
        found = self._found.get(number)
        if found is None:
            needed = self._lexicon.needed(number)
            nothing = needed is not None and self._slots.keys().isdisjoint(needed)
            found = self._found[number] = [] if nothing else disjoint(self._gather(number))
        return found

    def _gather(self, number: int) -> list[Range]:
        """Return all hits of an entry, in no order; a pattern that several lists exclude by is looked up once."""
        gathered = self._gathered.get(number)
        if gathered is not None:
            return gathered
        entry = self._lexicon.entries[number]
        gathered = [] if entry.slot is None else self._of_slot(entry.slot)
        if entry.searches or entry.excluding:
            gathered = gathered.copy()
        for search in entry.searches:
            gathered += self._search(search)
        for inner, exclusions in entry.excluding:
            kept = self._gather(inner)
            for exclusion in exclusions:
                if not kept:
                    break
                kept = _clear_of(kept, self._gather(exclusion))
            gathered += kept
        self._gathered[number] = gathered
        return gathered

    def _of_slot(self, slot: int) -> list[Range]:
        """Return where the words of a slot stand, in the order of the text."""
        places = self._places.get(slot)
        if places is None:
            of_groups = self._slots.get(slot, ())
            chars = self._lexicon.chars.get(slot, "")
            places = [place for of_group in of_groups for place in of_group]
            for char in chars:
                _add_every(char, self.text, places)
            places.sort()
            self._places[slot] = places
        return places

    def _search(self, number: int) -> list[Range]:
        found = self._searched.get(number)
        if found is None:
            search = self._lexicon.searches[number]
            if not self._slots.keys() >= search.needed:
                found = []
            elif search.regex:
                found = self._matched(search)
            else:
                found = self._chained(search)
            self._searched[number] = found
        return found

    def _matched(self, search: _Search) -> list[Range]:
        """Return the matches of a regular expression in paragraphs with a word of each slot; in all where there is none."""
        if search.gate is None:
            return list(self._encoded.matches(search.regex, None))
        ends = [end for end, _ in self._of_link(_END)]
        holding = {bisect_left(ends, start) for start, _ in self._of_slot(search.gate)}
        for slot in search.needed - {search.gate} if holding else ():
            holding = holding and holding & {bisect_left(ends, start) for start, _ in self._of_slot(slot)}
        return list(self._encoded.matches(search.regex, holding)) if holding else []

    def _chained(self, search: _Search) -> list[Range]:
        """Return the hits of words that are followed by those of another search within a gap; of several with one start the longest.

        Like a greedy expression, a gap reaches as far as it may, but not across the end of a paragraph or a stop.
        """
        if search.gap is None:
            return list(
                dict(self._of_link(search.link)).items()
            )  # sorted: of several with one start the longest is the last
        starts, ends = self._longest(search.rest)
        if not starts:
            return []
        least, most, stops, members = self._lexicon.gaps[search.gap]
        longest: dict[int, int] = {}
        for start, end in self._of_link(search.link):
            last = bisect_right(starts, end + most) - 1
            if last < 0 or starts[last] < end + least:
                continue
            bound = starts[last]
            for stop in "\n" + stops:
                found = self.text.find(stop, end, bound)
                bound = bound if found < 0 else found
            if members:
                bound = next((at for at in range(end, bound) if self.text[at] not in members), bound)
            if bound < starts[last]:
                last = bisect_right(starts, bound) - 1
                if last < 0 or starts[last] < end + least:
                    continue
            longest[start] = max(longest.get(start, 0), ends[starts[last]])
        return list(longest.items())

    def _longest(self, number: int) -> tuple[Sequence[int], Mapping[int, int] | Sequence[int]]:
        """Return where a search has hits, and by these where each ends; many chains share one."""
        longest = self._ends.get(number)
        if longest is None:
            if self._lexicon.searches[number].link == _ANYWHERE:
                longest = (range(len(self.text) + 1),) * 2
            else:
                ends = dict(self._search(number))
                longest = (list(ends), ends)
            self._ends[number] = longest
        return longest

    def _of_link(self, link: int) -> list[Range]:
        """Return the hits of a slot, or the empty ranges at the beginnings or the ends of all paragraphs."""
        if link >= 0:
            return self._of_slot(link)
        if not self._ends_of_paragraphs:
            text = self.text
            self._ends_of_paragraphs = [at for at, char in enumerate(text) if char == "\n"] + [len(text)]
        ends = self._ends_of_paragraphs
        return [(at, at) for at in (ends if link == _END else [0, *(end + 1 for end in ends[:-1])])]


def _add_every(char: str, text: str, places: list[Range]) -> None:
    """Add to *places* where *char* stands in *text*."""
    at = text.find(char)
    while at >= 0:
        places.append((at, at + 1))
        at = text.find(char, at + 1)


def _crosses(found: Sequence[Range], first: int, last: int, start: int, end: int) -> bool:
    """Return whether a hit runs across an end of a span in which those from *first* to *last* lie."""
    return (last < len(found) and found[last][0] < end) or (first > 0 and found[first - 1][1] > start)


def _clear_of(ranges: list[Range], others: list[Range]) -> list[Range]:
    """Return those of *ranges* that overlap none of *others*; both are walked once, whatever a text repeats."""
    if not others:
        return ranges
    others = sorted(others)
    kept = []
    at = 0
    reach = -1  # the furthest end of all others that start before the range at hand ends
    for start, end in sorted(ranges, key=lambda found: found[1]):
        while at < len(others) and others[at][0] < end:
            reach = max(reach, others[at][1])
            at += 1
        if reach <= start:
            kept.append((start, end))
    return kept
