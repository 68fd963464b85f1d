"""What a baseline knows of gaps, whether a gap of today is one of them, and what becomes of them in a run.

No words of a report are kept, for drafts are not published; only hashes of them, made with path and rule, so that equal
words of two reports cannot be told to be equal.  Whoever guesses the very words can tell that they were there.
"""
# ruff: noqa: PTH100, PTH118, PTH120

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Mapping
from hashlib import sha256

from checker.cache import LETTERS
from checker.checks.outcome import FAIL, PARTIAL
from checker.engine.model import Assessment, Item
from checker.records import NamedTuple
from checker.text.fold import normalize_for_match
from checker.text.globs import spelled

PRINT = 32
"""Letters of a print."""

_FORM = "checker-baseline/1"  # changes with what prints are made of
_RANK = {PARTIAL: 1, FAIL: 2}
_LEAST_CUT = 8  # places: checks show at least so many before they leave some out


class KnownGap(NamedTuple):
    """One rule that a report does not meet.

    ``path`` is that of the report from the folder of the baseline; ``prints`` are the hashes of the places shown,
    sorted, equal ones as often as they occur; ``places`` counts those that are not shown as well.
    """

    path: str
    rule: str
    state: str
    reason: str | None
    places: int
    prints: tuple[str, ...]

    @property
    def hidden(self) -> int:
        """Return how many places were not shown."""
        return self.places - len(self.prints)


def gap_of(item: Item, path: str) -> KnownGap | None:
    """Return the gap that *item* of the report at *path* is; ``None`` where there is nothing to mend."""
    if item.state not in _RANK:
        return None
    prints = sorted(
        _print(path, item.rule.id, item.reason or "", normalize_for_match(quote.text)) for quote in item.evidence
    )
    return KnownGap(path, item.rule.id, item.state, item.reason, _place_count(len(prints), item.values), tuple(prints))


def covers(known: KnownGap, found: KnownGap) -> bool:
    """Return whether *found* is no more than *known*: of no worse state, for the same reason, at no other and no more places.

    Of places that a check counted and did not show, the count is all there is to go by.
    """
    if (known.path, known.rule, known.reason) != (found.path, found.rule, found.reason):
        return False
    if _RANK[found.state] > _RANK[known.state] or found.places > known.places:
        return False
    return (Counter(found.prints) - Counter(known.prints)).total() <= known.hidden


def tightened(known: KnownGap, found: KnownGap | None) -> KnownGap | None:
    """Return what is left of *known* where *found* is all that is still there."""
    if found is None:
        return None
    if covers(known, found):
        return found
    if known.reason != found.reason:
        return None
    prints = tuple(sorted((Counter(known.prints) & Counter(found.prints)).elements()))
    return known._replace(prints=prints, places=len(prints) + known.hidden) if prints or known.hidden else None


def _place_count(shown: int, values: Mapping[str, object]) -> int:
    count = values.get("count")
    return count if shown >= _LEAST_CUT and isinstance(count, int) and count > shown else shown


def _print(*parts: str) -> str:
    key = "\0".join((_FORM, *parts)).encode("utf-8", "surrogatepass")
    return sha256(key).hexdigest()[:PRINT].translate(LETTERS)


def name_of(path: str, file: str) -> str | None:
    """Return the report at *path* as the baseline in *file* names it; ``None`` for standard input, which is no file."""
    if path == "-":
        return None
    try:
        return spelled(os.path.relpath(path, os.path.dirname(os.path.abspath(file))))
    except ValueError:  # another drive
        return spelled(os.path.abspath(path))


def gaps_of(assessment: Assessment, name: str) -> list[KnownGap]:
    """Return the gaps of a report that a baseline may hold: nothing that nobody can waive, and nothing that is waived."""
    closed = closed_groups(assessment)
    found = [gap_of(item, name) for item in assessment.items if item.rule.group not in closed and item.waived is None]
    return [gap for gap in found if gap is not None]


def closed_groups(assessment: Assessment) -> frozenset[str]:
    """Return the groups of rules that nobody can waive, and that no baseline can hold."""
    return assessment.pack.closed if assessment.pack else frozenset()


class Baseline:
    """Tells old gaps from new ones, report by report, and keeps count."""

    def __init__(self, gaps: Iterable[KnownGap], file: str) -> None:
        self.file = file
        self._known: dict[str, dict[str, KnownGap]] = {}
        for gap in gaps:
            self._known.setdefault(gap.path, {})[gap.rule] = gap
        self.old = self.new = 0
        self._gone: list[KnownGap] = []
        self._met: set[str] = set()

    def apply(self, assessment: Assessment) -> Assessment:
        """Return *assessment* with each gap marked as old or new; states, score and verdict stay."""
        name = name_of(assessment.path, self.file)
        if name is not None:
            self._met.add(name)
        if assessment.error is not None:
            return assessment
        known = self._known.get(name, {}) if name is not None else {}
        closed, items, there = closed_groups(assessment), [], set()
        for item in assessment.items:
            found = gap_of(item, name or "-")
            if found is None:
                items.append(item)
                continue
            gap = known.get(found.rule)
            is_old = gap is not None and item.rule.group not in closed and covers(gap, found)
            if gap is not None and tightened(gap, found) is not None:
                there.add(found.rule)
            self.old += is_old
            self.new += not is_old
            items.append(item._replace(baseline=is_old))
        self._gone += [gap for rule, gap in known.items() if rule not in there]
        return assessment._replace(items=tuple(items))

    @property
    def gone(self) -> list[KnownGap]:
        """Return what was known and is not there any more: of the reports met so far, and of those that are no more."""
        folder = os.path.dirname(os.path.abspath(self.file))
        lost = [
            path for path in self._known if path not in self._met and not os.path.lexists(os.path.join(folder, path))
        ]
        return sorted([*self._gone, *(gap for path in lost for gap in self._known[path].values())])
