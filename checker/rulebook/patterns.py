"""Lists of patterns as written in a pack → numbered lists for the lexicon.

``$name`` alone stands for the list ``name`` of the vocabulary.  Each list may be long, but what it becomes is bounded:
lists that name each other could otherwise grow without end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from checker.patterns import PatternError, check_pattern
from checker.records import NamedTuple
from checker.rulebook.assemble import BASE
from checker.rulebook.source import PathKey
from checker.rulebook.translate import choices

MAX_PATTERNS = 5000
_REFERENCE = re.compile(r"\$([A-Za-z0-9][A-Za-z0-9_.-]*)")

Entry = tuple[str, tuple[str, ...]]


class PatternFault(NamedTuple):
    """What is wrong with one pattern: a key of the catalogue, the path inside its list, values for the message."""

    key: str
    path: PathKey
    values: dict[str, Any]


class PatternLists:
    """All lists of patterns of a pack, each distinct list under one number."""

    def __init__(self, vocabulary: Mapping[str, Any]) -> None:
        self._vocabulary = vocabulary
        self._checked: dict[str, str | None] = {}
        self._expanded: dict[str, tuple[Entry, ...]] = {}
        self._numbers: dict[tuple[Entry, ...], int] = {}

    @property
    def lists(self) -> list[list[Entry]]:
        """The lists by their numbers."""
        return [list(entries) for entries in self._numbers]

    def number(self, patterns: list[Any]) -> int:
        """Return the number of a valid list of patterns."""
        entries = tuple(dict.fromkeys(self._entries_of(patterns)))
        return self._numbers.setdefault(entries, len(self._numbers))

    def faults(self, patterns: list[Any]) -> Iterator[PatternFault]:
        """Yield what is wrong with the patterns of one list; what is no pattern at all is left to the schema."""
        for path, text in _strings(patterns):
            if name := _vocabulary_name(text):
                if name not in self._vocabulary and text != BASE:  # that one is told elsewhere
                    yield PatternFault("unknown-vocabulary", path, {"name": name, **choices(name, self._vocabulary)})
            elif detail := self._detail(text):
                yield PatternFault("bad-pattern", path, {"pattern": text, "detail": detail})

    def cycles(self) -> list[str]:
        """Return lists of the vocabulary that contain themselves, directly or through others."""
        return self._order()[1]

    def too_long(self, patterns: list[Any]) -> bool:
        """Return whether a valid list stands for more patterns than are allowed."""
        return len(self._entries_of(patterns)) > MAX_PATTERNS

    def _detail(self, pattern: str) -> str | None:
        """Return what is wrong with one pattern, or ``None``."""
        if pattern not in self._checked:
            self._checked[pattern] = None
            try:
                check_pattern(pattern)
            except PatternError as error:
                self._checked[pattern] = error.detail
        return self._checked[pattern]

    def _entries_of(self, patterns: list[Any]) -> list[Entry]:
        entries: list[Entry] = []
        for item in patterns:
            if isinstance(item, dict):
                exclusions = tuple([text for text, _ in self._spliced(_as_list(item.get("not")))])
                found = self._spliced(_as_list(item["match"]))
                entries += [(text, tuple(dict.fromkeys((*own, *exclusions)))) for text, own in found]
            else:
                entries += self._spliced([item])
            if len(entries) > MAX_PATTERNS:
                break
        return entries

    def _spliced(self, texts: list[str]) -> list[Entry]:
        entries: list[Entry] = []
        for text in texts:
            entries += self._of_vocabulary(name) if (name := _vocabulary_name(text)) else [(text, ())]
        return entries[: MAX_PATTERNS + 1]

    def _of_vocabulary(self, name: str) -> tuple[Entry, ...]:
        if not self._expanded:
            # Those that others name first, so that a long chain of names needs no deep recursion.
            for each in self._order()[0]:
                self._expanded[each] = ()
                self._expanded[each] = tuple(dict.fromkeys(self._entries_of(self._vocabulary[each])))
        return self._expanded[name]

    def _order(self) -> tuple[list[str], list[str]]:
        """Return the lists of the vocabulary, each after those that it names, and those found to contain themselves."""
        refers = {
            name: [one for _, text in _strings(patterns) if (one := _vocabulary_name(text)) and one in self._vocabulary]
            for name, patterns in self._vocabulary.items()
        }
        done: dict[str, bool] = {}  # False while the lists that it names are being looked at
        cycles = []
        for start in refers:
            waiting = [start]
            while waiting:
                name = waiting[-1]
                if name not in done:
                    done[name] = False
                    cycles += [other for other in refers[name] if done.get(other) is False]
                    waiting += [other for other in refers[name] if other not in done]
                else:
                    # Once more on top: all that it names is done.
                    waiting.pop()
                    if not done[name]:
                        del done[name]
                        done[name] = True
        return list(done), list(dict.fromkeys(cycles))


def _vocabulary_name(text: str) -> str | None:
    found = _REFERENCE.fullmatch(text)
    return found.group(1) if found else None


def _as_list(value: Any) -> list[str]:
    return [] if value is None else [value] if isinstance(value, str) else list(value)


def _strings(patterns: Any) -> Iterator[tuple[PathKey, str]]:
    """Yield each string of a list of patterns with its path in the list."""
    if not isinstance(patterns, list):
        return
    for number, item in enumerate(patterns):
        if isinstance(item, str):
            yield (number,), item
        elif isinstance(item, dict):
            for key in ("match", "not"):
                value = item.get(key)
                if isinstance(value, str):
                    yield (number, key), value
                elif isinstance(value, list):
                    yield from (
                        ((number, key, place), text) for place, text in enumerate(value) if isinstance(text, str)
                    )
