"""Texts that are too much alike among many, and among those of an earlier year.

1. Each text becomes a set of shingles (:mod:`~checker.similarity.shingles`), names and numbers taken out.
2. What stands in many texts is nobody's own: set phrases, the words of the law, a template that was handed out.
3. Sketches bring together what may be alike (:func:`~checker.similarity.shingles.candidates`); a unit's own earlier text is
   always looked at.
4. The shingles of such a pair are counted, and what is found is shown side by side.

Time grows with the number of texts and of pairs that are alike.  The same texts give the same result.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from math import sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from checker.processes import ProgressCallback, no_progress, with_progress
from checker.similarity import Passage, Similar
from checker.similarity.passages import own_names, sentence_spans, shared_passages, unnamed
from checker.similarity.shingles import (
    BINS,
    Among,
    Frequencies,
    Packed,
    Phrases,
    Shingles,
    candidates,
    count_shared,
    pack_shingles,
    shingles,
    sketch,
    unpack_shingles,
)

_FEW = 5.0
_ROOTS = 2.0
"""A shingle is common from more than five texts on, or two square roots of their number: of ten reports three that copy
each other are found, and a template given to all of them is not; of 10,000 a text may stand in 200."""
_OWN = 0.25
"""A text of which less than this is its own is compared whole: a template is a skeleton, not the report."""
_SHOWN = 12
_LOOKED_AT = 3
"""Times as many passages are looked at as are shown: some of them many others have too."""
_COUNTED = 32
"""With so many others, those that promise most, a text is compared: where there are more, it is one of a crowd."""


class Text(NamedTuple):
    """One report: its path, its words, the unit that it is of, and the names (issuer, aliases, places) that it may use."""

    path: str
    text: str
    unit: str | None = None
    names: tuple[str, ...] = ()


class Settings(NamedTuple):
    """From where on texts are too much alike; the defaults are those of the national pack.

    ``peer`` and ``last`` are shares (0 to 1) of a text's own words that stand in another unit's text, or in the unit's
    own earlier one; ``changed`` the share from which on a text is an earlier one with its years changed; ``characters``
    how many characters must be shared at least; from ``near`` on a pair is given, though it is not alike enough;
    ``phrases`` are not counted; of the texts most like one, ``most`` are told.
    """

    peer: float = 0.5
    last: float = 0.5
    near: float = 0.4
    changed: float = 0.9
    characters: int = 300
    phrases: tuple[str, ...] = ()
    most: int = 3


WORDED = 1_000
"""So many pairs, the most alike, are told with their passages: nobody reads more, and each costs as much as a report."""


class _KnownText(NamedTuple):
    """What is kept of a text: its shingles beside what else is known of it."""

    path: str
    unit: str | None
    names: tuple[str, ...]
    earlier: bool
    every: Packed


def find_similar(
    texts: Iterable[Text],
    earlier: Iterable[Text],
    settings: Settings,
    words: Callable[[str], str],
    progress: ProgressCallback = no_progress,
) -> Iterator[Similar]:
    """Yield pairs of *texts* that are too much alike, and of a text and an *earlier* one, in the order of the texts.

    Each text is read once; *words* gives the words of a path again when passages are to be shown; *progress* hears how far the
    search has come.  Of two texts of this year one pair is told, under the one of
    which more stands in the other; two of one unit are a draft and its final text, and no pair.  Passages that stand in
    very many texts are not shown, unless there are no others.
    """
    collection = _Collection(settings, words, progress)
    for text in texts:
        collection.take_in(text, earlier=False)
    for text in earlier:
        collection.take_in(text, earlier=True)
    yield from collection.similar()


class _Collection:
    def __init__(self, settings: Settings, words: Callable[[str], str], progress: ProgressCallback) -> None:
        self._settings, self._words, self._progress = settings, words, progress
        self._phrases = Phrases(settings.phrases)
        self._frequencies = (Frequencies(), Frequencies())
        self._texts: list[_KnownText] = []
        self._rare: list[NDArray[np.uint8] | None] = []
        self._among = Among()

    def take_in(self, text: Text, *, earlier: bool) -> None:
        """Take in one text, of this year or an *earlier* one."""
        names = own_names((text.unit, *text.names))
        found = self._phrases.left_out(shingles(unnamed(text.text, names)))
        self._frequencies[earlier].count_text(found)
        self._texts.append(_KnownText(text.path, text.unit, names, earlier, pack_shingles(found)))
        self._progress("texts", len(self._texts), 0)

    def similar(self) -> Iterator[Similar]:
        """Yield what is alike, the texts most like each first."""
        chosen: list[tuple[float, int, int]] = []
        for one, others in self._pairs_to_count():
            found = [
                (share, other)
                for other, share, shared in self._counted_shares(one, others)
                if share >= self._least(one, other) and shared >= self._settings.characters
            ]
            best = sorted(found, key=lambda pair: (-pair[0], self._texts[pair[1]].path))
            chosen += [(share, one, other) for share, other in best[: self._settings.most]]
        worded = {pair[1:] for pair in sorted(chosen, key=lambda pair: (-pair[0], pair[1:]))[:WORDED]}
        for share, one, other in with_progress(chosen, self._progress, "passages", len(chosen)):
            yield self._pair(one, other, share, worded=(one, other) in worded)

    def _every(self, number: int) -> Shingles:
        return unpack_shingles(self._texts[number].every)

    def _sort_out(self, number: int) -> Shingles:
        """Find out which shingles of a text are its own, once all texts are there."""
        every = self._every(number)
        rare = self._rare_among(every, earlier=self._texts[number].earlier)
        own = every[rare]
        if len(own) >= _OWN * len(every):
            self._rare.append(np.packbits(rare))
            return own
        self._rare.append(None)
        return every

    def _rare_among(self, every: Shingles, *, earlier: bool) -> NDArray[np.bool_]:
        """Tell of each shingle whether it stands in few texts of its year."""
        frequencies = self._frequencies[earlier]
        return frequencies.rare(every, max(_FEW, _ROOTS * sqrt(frequencies.texts)))

    def _least(self, one: int, other: int) -> float:
        is_own = self._is_of_one_unit(one, other) and self._texts[other].earlier
        return min(self._settings.near, self._settings.last if is_own else self._settings.peer)

    def _is_of_one_unit(self, one: int, other: int) -> bool:
        unit = self._texts[one].unit
        return unit is not None and self._texts[other].unit == unit

    def _pairs_to_count(self) -> Iterator[tuple[int, list[int]]]:
        """Yield each text of this year with those that it is to be compared with; of two of one year under the shorter one."""
        texts = self._texts
        sketches: NDArray[np.uint16] = np.zeros((len(texts), BINS), np.uint16)
        sizes = np.zeros(len(texts), np.int64)
        for number in with_progress(range(len(texts)), self._progress, "sketches", len(texts)):
            shingles = self._sort_out(number)
            sketches[number] = sketch(shingles)
            sizes[number] = len(shingles)
        asked = sum(not text.earlier for text in texts)  # they come first
        pairs = candidates(sketches, sizes, min(self._settings.peer, self._settings.last, self._settings.near), asked)
        turned = (pairs[:, 1] < asked) & (sizes[pairs[:, 0]] > sizes[pairs[:, 1]])
        pairs[turned] = pairs[turned, ::-1]
        pairs = pairs[np.argsort(pairs[:, 0], kind="stable")]
        starts = np.searchsorted(pairs[:, 0], np.arange(asked + 1))
        own = self._own_earlier()
        for one in with_progress(range(asked), self._progress, "alike", asked):
            mine = own.get(texts[one].unit, [])[:_COUNTED]
            found = pairs[starts[one] : starts[one + 1], 1][:_COUNTED].tolist()
            others = [
                other
                for other in dict.fromkeys([*mine, *found])
                if texts[other].earlier or not self._is_of_one_unit(one, other)
            ]
            if others:
                yield one, others

    def _own_earlier(self) -> dict[str | None, list[int]]:
        """Return the earlier texts of each unit."""
        known: dict[str | None, list[int]] = {}
        for number, text in enumerate(self._texts):
            if text.earlier and text.unit is not None:
                known.setdefault(text.unit, []).append(number)
        return known

    def _counted_shares(self, one: int, others: list[int]) -> Iterator[tuple[int, float, int]]:
        """Yield how much of a text's own words stands in each of *others*, and how many characters that is."""
        own, rare = self._every(one), self._rare[one]
        if rare is not None:
            own = own[np.unpackbits(rare, count=len(own)).view(np.bool_)]
        counts = self._among.count_in(own, map(self._every, others))
        for other, shared in zip(others, counts, strict=True):
            yield other, (shared / len(own) if len(own) else 0.0), shared

    def _pair(self, one: int, other: int, share: float, *, worded: bool) -> Similar:
        here, there = self._texts[one], self._texts[other]
        names = tuple(sorted({*here.names, *there.names}, key=lambda name: (-len(name), name)))
        return Similar(
            report=here.path,
            other=there.path,
            share=round(share, 4),
            last_year=there.earlier,
            year_changed=there.earlier and self._shared_of_longer(one, other) >= self._settings.changed,
            passages=self._passages_shown(one, other, names) if worded else (),
        )

    def _passages_shown(self, one: int, other: int, names: tuple[str, ...]) -> tuple[Passage, ...]:
        """Return what two texts share, without what many others have too."""
        here, there = self._texts[one], self._texts[other]
        old, new = self._words(there.path), self._words(here.path)
        found, _ = shared_passages(old, new, names=names, most=_SHOWN * _LOOKED_AT)
        own = found if self._rare[one] is None else tuple(filter(None, (self._own_part(one, part) for part in found)))
        longest = sorted(own or found, key=lambda passage: -len(passage.here))[:_SHOWN]
        return tuple(sorted(longest, key=lambda passage: passage.here_start))

    def _own_part(self, number: int, passage: Passage) -> Passage | None:
        """Return a passage of a text without the sentences at its ends that very many have; ``None`` where they all do."""
        here, there = (sentence_spans(words) for words in (passage.here, passage.there))
        rare = [at for at, (start, end) in enumerate(here) if self._is_rare(number, passage.here[start:end])]
        if not rare:
            return None
        if len(here) != len(there) or len(rare) == len(here):
            return passage
        (first, _), (_, last) = here[rare[0]], here[rare[-1]]
        (other_first, _), (_, other_last) = there[rare[0]], there[rare[-1]]
        return Passage(
            passage.here[first:last],
            passage.there[other_first:other_last],
            passage.here_start + first,
            passage.there_start + other_first,
        )

    def _is_rare(self, number: int, words: str) -> bool:
        """Return whether at least half of *words*, a part of a text, stands in few texts."""
        known = self._texts[number]
        every = shingles(unnamed(words, known.names))
        rare = self._rare_among(every, earlier=known.earlier)
        return bool(len(every)) and 2 * int(rare.sum()) >= len(every)

    def _shared_of_longer(self, one: int, other: int) -> float:
        """Return the share of the words of the longer of two texts that both have, those of many texts too."""
        here, there = self._every(one), self._every(other)
        whole = max(len(here), len(there))
        return count_shared(here, there) / whole if whole else 0.0


def shared_part(one: str, other: str) -> float:
    """Return the share (0 to 1) of the words of the shorter of two texts that stand in the other too."""
    here, there = shingles(unnamed(one)), shingles(unnamed(other))
    least = min(len(here), len(there))
    return count_shared(here, there) / least if least else 0.0
