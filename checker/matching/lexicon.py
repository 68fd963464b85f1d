"""All patterns of a pack as one matcher: scan a text once, then ask for the hits of any list of patterns.

Words go into one Aho–Corasick automaton, which finds every hit, also overlapping ones, in time that grows with the
text and hardly with the number of words.  Patterns that are no words run on RE2, in linear time, and only where a word
that each of their matches contains was found by the scan.  Chinese has no word boundary: a pattern matches wherever its
characters stand, and the exclusions beside it say where it does not count.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Any

import ahocorasick_rs
import re2

from checker.text.span import Span
from checker.matching.syntax import shape
from checker.text.fold import fold_pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

PatternList = list[tuple[str, tuple[str, ...]]]
"""Patterns, each with the patterns that exclude a hit which they overlap."""


class PatternError(ValueError):
    """A pattern that RE2 does not take, or that matches the empty text."""

    def __init__(self, pattern: str, detail: str) -> None:
        super().__init__(f"{pattern!r}: {detail}")
        self.pattern = pattern
        self.detail = detail


def _options() -> re2.Options:
    options = re2.Options()
    options.log_errors = False
    options.never_nl = True  # a hit never runs across the end of a paragraph
    options.never_capture = True
    return options


def _compile(pattern: str) -> Any:
    return re2.compile(f"(?m){pattern}".encode(), _options())


def check_pattern(pattern: str) -> None:
    """Raise :class:`PatternError` where *pattern* is no RE2 expression or matches the empty text."""
    try:
        compiled = _compile(pattern)
    except re2.error as problem:
        detail = problem.args[0] if problem.args else ""
        raise PatternError(pattern, detail.decode() if isinstance(detail, bytes) else str(detail)) from None
    if compiled.search(b"") is not None:
        raise PatternError(pattern, "matches the empty text")


def compile_lexicon(lists: Sequence[PatternList]) -> dict[str, Any]:
    """The compiled form (JSON values) of numbered lists of patterns.

    A *slot* collects hits of words.  Each list has a plain slot for the words without exclusions; a pattern with
    exclusions and the gate of a regular expression have slots of their own.

    :raises PatternError: for a pattern that cannot be used.
    """
    return _Builder().build(lists)


class _Builder:
    def __init__(self) -> None:
        self.atoms: dict[str, list[int]] = {}
        self.slots = 0
        self.regexes: dict[str, tuple[int, int | None]] = {}
        self.patterns: dict[str, dict[str, Any]] = {}

    def build(self, lists: Sequence[PatternList]) -> dict[str, Any]:
        compiled = []
        for patterns in lists:
            plain = self._slot()
            entry: dict[str, Any] = {"plain": plain, "regexes": [], "excluding": []}
            for pattern, exclusions in patterns:
                if exclusions:
                    outs = [self._single(exclusion) for exclusion in exclusions]
                    entry["excluding"].append([self._single(pattern), outs])
                else:
                    self._add(pattern, plain, entry["regexes"])
            compiled.append(entry)
        return {
            "atoms": list(self.atoms),
            "owners": list(self.atoms.values()),
            "slots": self.slots,
            "regexes": [[regex, gate] for regex, (_, gate) in self.regexes.items()],
            "lists": compiled,
        }

    def _slot(self) -> int:
        self.slots += 1
        return self.slots - 1

    def _single(self, pattern: str) -> dict[str, Any]:
        """A list of one pattern, shared by all that use it."""
        if pattern not in self.patterns:
            entry: dict[str, Any] = {"plain": self._slot(), "regexes": []}
            self._add(pattern, entry["plain"], entry["regexes"])
            self.patterns[pattern] = entry
        return self.patterns[pattern]

    def _add(self, pattern: str, slot: int, regexes: list[int]) -> None:
        pattern = fold_pattern(pattern)
        check_pattern(pattern)
        found = shape(pattern)
        if found.strings is not None:
            self._own(found.strings, slot)
            return
        if pattern not in self.regexes:
            gate = None
            if found.factor is not None:
                gate = self._slot()
                self._own(found.factor, gate)
            self.regexes[pattern] = (len(self.regexes), gate)
        regexes.append(self.regexes[pattern][0])

    def _own(self, strings: frozenset[str], slot: int) -> None:
        for string in sorted(strings):
            owners = self.atoms.setdefault(string, [])
            if slot not in owners:
                owners.append(slot)


class Lexicon:
    """A compiled set of pattern lists, ready to scan texts."""

    __slots__ = ("_automaton", "_compiled", "_owners", "_regexes", "lists", "slots")

    def __init__(self, compiled: dict[str, Any]) -> None:
        self._owners: list[list[int]] = compiled["owners"]
        self._automaton = ahocorasick_rs.AhoCorasick(
            compiled["atoms"], implementation=ahocorasick_rs.Implementation.ContiguousNFA
        )
        self._regexes: list[tuple[str, int | None]] = compiled["regexes"]
        self._compiled: dict[int, Any] = {}
        self.lists: list[dict[str, Any]] = compiled["lists"]
        self.slots: int = compiled["slots"]

    def scan(self, text: str) -> Scan:
        """The hits of all words in *text* (one pass)."""
        slots: list[list[Span]] = [[] for _ in range(self.slots)]
        owners = self._owners
        for atom, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            span = Span(start, end)
            for slot in owners[atom]:
                slots[slot].append(span)
        return Scan(self, text, slots)

    def gate(self, number: int) -> int | None:
        """The slot without whose hits regular expression *number* need not run."""
        return self._regexes[number][1]

    def regex(self, number: int) -> Any:
        """Regular expression *number*, compiled when first asked for."""
        compiled = self._compiled.get(number)
        if compiled is None:
            compiled = self._compiled[number] = _compile(self._regexes[number][0])
        return compiled


class Scan:
    """The hits of a lexicon in one text.  Offsets are code points of that text."""

    __slots__ = ("_bytes", "_found", "_lexicon", "_matches", "_slots", "text")

    def __init__(self, lexicon: Lexicon, text: str, slots: list[list[Span]]) -> None:
        self.text = text
        self._lexicon = lexicon
        self._slots = slots
        self._found: dict[int, list[Span]] = {}
        self._matches: dict[int, list[Span]] = {}
        self._bytes: bytes | None = None

    def of(self, text: str) -> Scan:
        """A scan of another *text* for the same lists."""
        return self._lexicon.scan(text)

    def hits(self, number: int) -> list[Span]:
        """All hits of list *number* in the order of the text; of overlapping ones the first and longest."""
        found = self._found.get(number)
        if found is None:
            found = self._found[number] = _disjoint(self._gather(self._lexicon.lists[number]))
        return found

    def within(self, number: int, start: int, end: int) -> list[Span]:
        """The hits of list *number* that lie between two offsets."""
        found = self.hits(number)
        if not found:
            return found
        first = bisect_left(found, (start,))
        last = first
        while last < len(found) and found[last].end <= end:
            last += 1
        return found[first:last]

    def any_within(self, number: int, start: int, end: int) -> bool:
        """Whether list *number* has a hit between two offsets."""
        found = self.hits(number)
        if not found:
            return False
        first = bisect_left(found, (start,))
        return first < len(found) and found[first].end <= end

    def _gather(self, entry: dict[str, Any]) -> list[Span]:
        spans = list(self._slots[entry["plain"]])
        for number in entry["regexes"]:
            spans += self._regex(number)
        for inner, exclusions in entry.get("excluding", ()):
            kept = self._gather(inner)
            for exclusion in exclusions:
                if not kept:
                    break
                kept = _clear_of(kept, self._gather(exclusion))
            spans += kept
        return spans

    def _regex(self, number: int) -> list[Span]:
        found = self._matches.get(number)
        if found is None:
            gate = self._lexicon.gate(number)
            found = [] if gate is not None and not self._slots[gate] else self._run(number)
            self._matches[number] = found
        return found

    def _run(self, number: int) -> list[Span]:
        if self._bytes is None:
            self._bytes = self.text.encode("utf-8", "replace")
        data = self._bytes
        spans = []
        at_byte = at_char = 0
        for match in self._lexicon.regex(number).finditer(data):
            first, last = match.span()
            start = at_char + len(data[at_byte:first].decode("utf-8"))
            end = start + len(data[first:last].decode("utf-8"))
            spans.append(Span(start, end))
            at_byte, at_char = last, end
        return spans


def _clear_of(spans: list[Span], others: list[Span]) -> list[Span]:
    """Those of *spans* that overlap none of *others*; both are walked once, whatever a text repeats."""
    if not others:
        return spans
    others.sort()
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
    spans.sort(key=lambda span: (span.start, -span.end))
    kept = []
    last = -1
    for span in spans:
        if span.start >= last:
            kept.append(span)
            last = span.end
    return kept
