"""Texts that are too much alike among many, and among those of an earlier year.

1. Each text becomes a set of shingles (:mod:`~checker.audit.likeness.shingles`), names and numbers taken out.
2. What stands in many texts is nobody's own: set phrases, the words of the law, a template that was handed out.
3. Sketches bring together what may be alike (:mod:`~checker.audit.likeness.sketches`); a unit's own earlier text is
   always looked at.
4. The shingles of such a pair are counted, and what is found is shown side by side.

Time grows with the number of texts and of pairs that are alike.  The same texts give the same result.
"""

from __future__ import annotations

import zlib
from math import sqrt
from typing import TYPE_CHECKING, NamedTuple

from checker.audit.likeness.masking import own_names, unnamed
from checker.audit.model import Similar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    import numpy as np
    from numpy.typing import NDArray

    from checker.audit.likeness.shingles import Frequencies, Shingles

_FEW = 5.0
_ROOTS = 2.0
"""A shingle is common from more than five texts on, or two square roots of their number: of ten reports three that copy
each other are found, and a template given to all of them is not; of 10,000 a text may stand in 200."""
_OWN = 0.25
"""A text of which less than this is its own is compared whole: a template is a skeleton, not the report."""
_SHOWN = 12


class Text(NamedTuple):
    """One report: its path, its words, its unit on the roster, and the names (issuer, aliases, places) that it may use."""

    path: str
    text: str
    unit: str | None = None
    names: tuple[str, ...] = ()


class Settings(NamedTuple):
    """From where on texts are too much alike; the defaults are those of the national pack.

    ``peer`` and ``last`` are shares (0 to 1) of a text's own words that stand in another unit's text, or in the unit's
    own earlier one; ``changed`` the share from which on a text is an earlier one with its years changed; ``characters``
    how many characters must be shared at least; ``phrases`` are not counted; of the texts most like one, ``most`` are told.
    """

    peer: float = 0.35
    last: float = 0.5
    changed: float = 0.9
    characters: int = 300
    phrases: tuple[str, ...] = ()
    most: int = 3


WORDED = 1_000
"""So many pairs, the most alike, are told with their passages: nobody reads more, and each costs as much as a report."""


class _Known(NamedTuple):
    """What is kept of a text: its shingles beside what else is known of it."""

    path: str
    unit: str | None
    names: tuple[str, ...]
    earlier: bool
    every: Shingles


def find_similar(
    texts: Iterable[Text],
    earlier: Iterable[Text] = (),
    settings: Settings | None = None,
    words: Callable[[str], str] | None = None,
) -> Iterator[Similar]:
    """Pairs of *texts* that are too much alike, and of a text and an *earlier* one, in the order of the texts.

    Each text is read once; *words* gives the words of a path again when passages are to be shown (without it they are
    kept, packed).  Of two texts of this year one pair is told, under the one of which more stands in the other.
    """
    settings = settings or Settings()
    collection = _Collection(settings, words)
    for text in texts:
        collection.add(text, earlier=False)
    for text in earlier:
        collection.add(text, earlier=True)
    yield from collection.similar()


class _Collection:
    def __init__(self, settings: Settings, words: Callable[[str], str] | None) -> None:
        from checker.audit.likeness.shingles import Frequencies, of_phrases

        self._settings = settings
        self._words = words
        self._kept: dict[tuple[str, bool], bytes] = {}
        self._phrases = of_phrases(settings.phrases)
        self._frequencies: tuple[Frequencies, Frequencies] = (Frequencies(), Frequencies())
        self._texts: list[_Known] = []
        self._sizes: list[int] = []
        self._last: tuple[int, Shingles] = (-1, self._phrases)

    def add(self, text: Text, *, earlier: bool) -> None:
        """Take in one text, of this year or an *earlier* one."""
        import numpy as np

        from checker.audit.likeness.shingles import shingles

        names = own_names((text.unit, *text.names))
        found = shingles(unnamed(text.text, names))
        if len(self._phrases) and len(found):
            found = found[~np.isin(found, self._phrases, assume_unique=True)]
        self._frequencies[earlier].add(found)
        self._texts.append(_Known(text.path, text.unit, names, earlier, found))
        if self._words is None:
            self._kept[text.path, earlier] = zlib.compress(text.text.encode("utf-8", "surrogatepass"), 1)

    def similar(self) -> Iterator[Similar]:
        """What is alike, the texts most like each first."""
        found: dict[int, list[tuple[float, int]]] = {}
        for one, other in self._pairs():
            share, shared = self._share(one, other)
            if share >= self._least(one, other) and shared >= self._settings.characters:
                found.setdefault(one, []).append((share, other))
        chosen: list[tuple[float, int, int]] = []
        for one in sorted(found):
            best = sorted(found[one], key=lambda pair: (-pair[0], self._texts[pair[1]].path))
            chosen += [(share, one, other) for share, other in best[: self._settings.most]]
        worded = {pair[1:] for pair in sorted(chosen, key=lambda pair: (-pair[0], pair[1:]))[:WORDED]}
        for share, one, other in chosen:
            yield self._told(one, other, share, worded=(one, other) in worded)

    def _own(self, number: int) -> Shingles:
        """The shingles of a text that are its own; all but the last are made anew, for memory is scarcer."""
        if self._last[0] == number:
            return self._last[1]
        text = self._texts[number]
        frequencies = self._frequencies[text.earlier]
        own = frequencies.own(text.every, max(_FEW, _ROOTS * sqrt(frequencies.texts)))
        self._last = (number, own if len(own) >= _OWN * len(text.every) else text.every)
        return self._last[1]

    def _least(self, one: int, other: int) -> float:
        return self._settings.last if self._is_own_earlier(one, other) else self._settings.peer

    def _is_own_earlier(self, one: int, other: int) -> bool:
        unit = self._texts[one].unit
        return self._texts[other].earlier and unit is not None and self._texts[other].unit == unit

    def _pairs(self) -> Iterator[tuple[int, int]]:
        """Pairs to look at, the text first that is told of; none of two earlier ones."""
        import numpy as np

        from checker.audit.likeness.sketches import BINS, candidates, sketch

        texts = self._texts
        sketches: NDArray[np.uint32] = np.zeros((len(texts), BINS), np.uint32)
        for number in range(len(texts)):
            shingles = self._own(number)
            sketches[number] = sketch(shingles)
            self._sizes.append(len(shingles))
        own = self._own_earlier()
        yield from sorted(own)
        asked = sum(not text.earlier for text in texts)  # they come first
        for one, other in candidates(sketches, self._sizes, min(self._settings.peer, self._settings.last), asked):
            first, second = int(one), int(other)
            if (first, second) in own:
                continue
            if not texts[second].earlier:
                first, second = self._ordered(first, second)
            yield first, second

    def _own_earlier(self) -> set[tuple[int, int]]:
        """Each text with the earlier ones of its unit."""
        known: dict[str, list[int]] = {}
        for number, text in enumerate(self._texts):
            if text.earlier and text.unit is not None:
                known.setdefault(text.unit, []).append(number)
        return {
            (number, other)
            for number, text in enumerate(self._texts)
            if not text.earlier and text.unit is not None
            for other in known.get(text.unit, ())
        }

    def _ordered(self, one: int, other: int) -> tuple[int, int]:
        """Two texts of one year, that one first of which more stands in the other: the shorter."""
        return (one, other) if self._sizes[one] <= self._sizes[other] else (other, one)

    def _share(self, one: int, other: int) -> tuple[float, int]:
        """How much of a text's own words stands in another, and how many characters that is."""
        from checker.audit.likeness.shingles import count_shared

        own = self._own(one)
        shared = count_shared(own, self._texts[other].every)
        return (shared / len(own) if len(own) else 0.0), shared

    def _told(self, one: int, other: int, share: float, *, worded: bool) -> Similar:
        from checker.audit.likeness.passages import shared_passages
        from checker.audit.likeness.shingles import count_shared

        here, there = self._texts[one], self._texts[other]
        names = tuple(sorted({*here.names, *there.names}, key=lambda name: (-len(name), name)))
        whole = max(len(here.every), len(there.every))
        same = count_shared(here.every, there.every) / whole if whole else 0.0
        return Similar(
            report=here.path,
            other=there.path,
            share=round(share, 4),
            last_year=there.earlier,
            year_changed=there.earlier and same >= self._settings.changed,
            passages=shared_passages(self._read(there), self._read(here), names=names, most=_SHOWN) if worded else (),
        )

    def _read(self, text: _Known) -> str:
        if self._words is not None:
            return self._words(text.path)
        return zlib.decompress(self._kept[text.path, text.earlier]).decode("utf-8", "surrogatepass")
