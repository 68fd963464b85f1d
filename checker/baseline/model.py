"""What a baseline knows of a gap, and whether a gap of today is that one.

No words of a report are kept, for drafts are not published; only hashes of them, made with path and rule, so that equal
words of two reports cannot be told to be equal.  Whoever guesses the very words can tell that they were there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from hashlib import sha256

from checker.checks.outcome import FAIL, PARTIAL
from checker.engine.model import Item
from checker.records import NamedTuple
from checker.text.fold import normalize_for_match

PRINT = 32
"""Letters of a print."""

_FORM = "checker-baseline/1"  # changes with what prints are made of
_RANK = {PARTIAL: 1, FAIL: 2}
# A search of a file for a private number must not be answered by the digits of a hash.
_LETTERS = str.maketrans("0123456789", "ghijklmnop")
_LEAST_CUT = 8  # places: checks show at least so many before they leave some out


class Gap(NamedTuple):
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
        """The places that were not shown."""
        return self.places - len(self.prints)


def gap_of(item: Item, path: str) -> Gap | None:
    """The gap that *item* of the report at *path* is; ``None`` where there is nothing to mend."""
    if item.state not in _RANK:
        return None
    prints = sorted(
        _print(path, item.rule.id, item.reason or "", normalize_for_match(quote.text)) for quote in item.evidence
    )
    return Gap(path, item.rule.id, item.state, item.reason, _places(len(prints), item.values), tuple(prints))


def covers(known: Gap, found: Gap) -> bool:
    """Whether *found* is no more than *known*: of no worse state, for the same reason, at no other and no more places.

    Of places that a check counted and did not show, the count is all there is to go by.
    """
    if (known.path, known.rule, known.reason) != (found.path, found.rule, found.reason):
        return False
    if _RANK[found.state] > _RANK[known.state] or found.places > known.places:
        return False
    return (Counter(found.prints) - Counter(known.prints)).total() <= known.hidden


def tightened(known: Gap, found: Gap | None) -> Gap | None:
    """What is left of *known* where *found* is all that is still there."""
    if found is None:
        return None
    if covers(known, found):
        return found
    if known.reason != found.reason:
        return None
    prints = tuple(sorted((Counter(known.prints) & Counter(found.prints)).elements()))
    return known._replace(prints=prints, places=len(prints) + known.hidden) if prints or known.hidden else None


def _places(shown: int, values: Mapping[str, object]) -> int:
    count = values.get("count")
    return count if shown >= _LEAST_CUT and isinstance(count, int) and count > shown else shown


def _print(*parts: str) -> str:
    key = "\0".join((_FORM, *parts)).encode("utf-8", "surrogatepass")
    return sha256(key).hexdigest()[:PRINT].translate(_LETTERS)
