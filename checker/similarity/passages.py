"""What two texts have in common, as passages that can be laid side by side.

What they may have in common by right is taken out: years and numbers, names of units and places, cited titles.  Each
character keeps its place, so that what is found can be quoted from the text as published.  First comes what
is the same word for word; then, in sentences of which little is left, the one sentence of the other text that is nearly
the same.  For two texts; many are searched by :mod:`checker.similarity.search`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import accumulate
from operator import itemgetter
from typing import NamedTuple

from checker.document.regions import leading_divisions
from checker.similarity import Passage
from checker.text.lazy_re import lazy
from checker.words import when_extended
from checker.words import words as listed

GONE = "\0"
"""Stands for a character that does not count."""
NUMBER = "0"
"""Stands for any number, whatever its length; what is left of its characters is :data:`GONE`."""
NUMERALS = "0123456789０１２３４５６７８９〇零一二三四五六七八九十百千万亿两"

_TITLE = lazy(r"《[^《》\n]{1,80}》")
_NUMBER = lazy(rf"[{NUMERALS}][{NUMERALS}.,．，]*")
_LEAST_NAME = 2

_SEED = 8
_NEARBY = 64
_STRETCH = 256
"""Characters that are compared at once: a run is seldom longer."""
_GAP = 12
"""Characters that may differ inside a passage: another figure, a word put in."""
_NEAR = 70.0
"""Sentences this alike (0 to 100, rapidfuzz) are one that was reworded."""
_COVERED = 0.5
_MOST_SENTENCES = 800
"""Of each text so many sentences are held against each other; a report has 60 to 200."""
_RUN = lazy(r"[^\W_]+")  # letters and digits: what counts
_SENTENCE = lazy(r"[^。；;！!？?\n]+")
_EDGES = " \t\r\n\u3000,，。;；:：、.)）"

LEAST = 20
MOST = 30


def unnamed(text: str, names: Sequence[str] = ()) -> str:
    """Return *text*, no character longer or shorter, with cited titles and *names* (longest first) taken out."""
    for name in names:
        if name in text:
            text = text.replace(name, GONE * len(name))
    return _TITLE.sub(lambda match: GONE * len(match.group()), text) if "《" in text else text


def without_numbers(text: str, names: Sequence[str] = ()) -> str:
    """Return the same with each number made one character."""
    return _NUMBER.sub(lambda match: NUMBER + GONE * (len(match.group()) - 1), unnamed(text, names))


def own_names(names: Iterable[str | None]) -> tuple[str, ...]:
    """Return what a text may call its own unit and place by, longest first: the *names* of units and regions, and their parts.

    Of ``某市某区教育局`` also ``某市``, ``某区`` and ``教育局``, where the places are known ones.
    """
    found = {part for name in dict.fromkeys(names) if name for part in _name_parts(name)}
    return tuple(sorted((name for name in found if len(name) >= _LEAST_NAME), key=lambda name: (-len(name), name)))


def levels() -> tuple[str, ...]:
    """Return the characters for levels of places and bodies, which are one; the first stands for all."""
    return tuple(one for one in listed("units.same-levels") if len(one) == 1)


def bare_name(name: str) -> str:
    """Return the name of a unit without what a government is called after its place: 某县 of 某县人民政府."""
    ending = next((one for one in listed("units.government-endings") if name.endswith(one)), "")
    return name.removesuffix(ending)


@lru_cache(1024)  # regions and units come again
def _name_parts(name: str) -> frozenset[str]:
    divisions, end = leading_divisions(name)
    short = [division[:-1] for division in divisions]
    bare = (name.removesuffix(ending) for ending in listed("units.government-endings"))
    return frozenset((name, *divisions, *short, name[end:], *bare))


when_extended(_name_parts.cache_clear)


class _Compared(NamedTuple):
    """A text as it is compared: what counts of it in place (``shown``), those characters alone, and where their runs are.

    ``runs`` has the places in ``words`` where the runs of such characters begin, ``places`` those in the text.
    """

    text: str
    shown: str
    words: str
    runs: list[int]
    places: list[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return a range of ``words`` as offsets of the text as published."""
        return self._place(start), self._place(end - 1) + 1

    def _place(self, at: int) -> int:
        run = bisect_right(self.runs, at) - 1
        return self.places[run] + at - self.runs[run]


class _SharedBlock(NamedTuple):
    """A run that stands in both: where it begins and ends here and there."""

    here: int
    here_end: int
    there: int
    there_end: int


def shared_passages(
    old: str, new: str, *, names: Sequence[str] = (), least: int = LEAST, most: int = MOST
) -> tuple[tuple[Passage, ...], float]:
    """Return the passages that *new* (here) has taken over from *old* (there), in the order of *new*, and how much of it they are.

    Of those with at least *least* characters that count, the *most* longest; all of them are counted (0 to 1).  *names* of units and places, longest
    first, count as nothing (:func:`checker.similarity.passages.own_names`).
    """
    there, here = _compared(old, names), _compared(new, names)
    blocks = [block for block in _shared_blocks(there, here) if block[1] >= least]
    longest = sorted(blocks, key=lambda block: (-block[1], block[0]))[:most]
    share = min(1.0, sum(count for _, count in blocks) / len(here.words)) if here.words else 0.0
    return tuple(_passage_at(old, new, span) for span, _ in sorted(longest)), share


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Return where each sentence of *text* begins and ends."""
    return [match.span() for match in _SENTENCE.finditer(text)]


def _compared(text: str, names: Sequence[str]) -> _Compared:
    """Return a text as it is compared where *names* count as nothing."""
    return _prepared(text, tuple(name for name in names if name in text))


@lru_cache(4)  # several pairs in a row have a text in common
def _prepared(text: str, names: tuple[str, ...]) -> _Compared:
    shown = _normalized(text, names)
    found = list(_RUN.finditer(shown))
    runs = [run.group() for run in found]
    starts = list(accumulate(map(len, runs), initial=0))[:-1]
    return _Compared(text, shown, "".join(runs), starts, [run.start() for run in found])


def _normalized(text: str, names: Sequence[str]) -> str:
    """Return a text as it counts, no character longer or shorter: letters and digits do, and those that count as the same are."""
    shown = without_numbers(text, names)
    level, *others = levels()
    for other in others:
        shown = shown.replace(other, level)
    small = shown.lower()
    return small if len(small) == len(shown) else shown  # some letters are two when small


_Span = tuple[int, int, int, int]


def _shared_blocks(there: _Compared, here: _Compared) -> list[tuple[_Span, int]]:
    """Return all passages, as offsets of the texts as published, and how many characters of each count."""
    joined = _joined_blocks(_equal_blocks(here.words, there.words))
    found = [
        ((*here.span(block.here, block.here_end), *there.span(block.there, block.there_end)), _block_length(block))
        for block in joined
    ]
    return found + _reworded(there, here, [span for span, _ in found])


def _block_length(block: _SharedBlock) -> int:
    return min(block.here_end - block.here, block.there_end - block.there)


def _equal_blocks(here: str, there: str) -> list[_SharedBlock]:
    """Return the runs that are the same, from left to right in *here*, the longest at each place."""
    last = len(there) - _SEED
    places = {there[at : at + _SEED]: at for at in range(last, -1, -1)}
    found: list[_SharedBlock] = []
    at = end = 0
    while at <= len(here) - _SEED:
        seed = here[at : at + _SEED]
        first = places.get(seed)
        if first is None:
            at += 1
            continue
        near = there.find(seed, end, end + _NEARBY)  # what repeats itself goes on where it was
        length, place = _match_length(here, there, at, first), first
        if near not in (-1, first):
            length, place = max((_match_length(here, there, at, near), near), (length, first), key=itemgetter(0))
        found.append(_SharedBlock(at, at + length, place, place + length))
        at, end = at + length, place + length
    return found


def _match_length(here: str, there: str, at: int, place: int) -> int:
    """Return how far two texts stay the same from here on."""
    from rapidfuzz.distance import Prefix

    length, same = 0, _STRETCH
    while same == _STRETCH:
        start, other = at + length, place + length
        same = Prefix.similarity(here[start : start + _STRETCH], there[other : other + _STRETCH])
        length += same
    return length


def _joined_blocks(blocks: list[_SharedBlock]) -> list[_SharedBlock]:
    """Return blocks with little between them, here and there, made one."""
    joined: list[_SharedBlock] = []
    for block in blocks:
        last = joined[-1] if joined else block
        if joined and block.here - last.here_end <= _GAP and 0 <= block.there - last.there_end <= _GAP:
            joined[-1] = _SharedBlock(last.here, block.here_end, last.there, block.there_end)
        else:
            joined.append(block)
    return joined


def _reworded(old: _Compared, new: _Compared, taken: list[_Span]) -> list[tuple[_Span, int]]:
    """Return the sentences of *new* that are mostly left, each with the sentence of *old* that is nearly the same."""
    from rapidfuzz import fuzz, process

    covered = bytearray(len(new.text))
    for start, end, *_ in taken:
        covered[start:end] = b"\1" * (end - start)
    spans = sentence_spans(new.text)
    left = _counted_sentences(
        new, [span for span in spans if covered.count(1, *span) <= _COVERED * (span[1] - span[0])]
    )
    offered = _counted_sentences(old, sentence_spans(old.text)) if left else []
    choices = [words for _, words in offered[:_MOST_SENTENCES]]
    found = []
    for span, words in left[:_MOST_SENTENCES]:
        best = process.extractOne(words, choices, scorer=fuzz.ratio, score_cutoff=_NEAR)
        if best is not None:
            other, alike, number = best
            shared = round(min(len(words), len(other)) * alike / 100)
            found.append(((*span, *offered[number][0]), shared))
    return found


def _counted_sentences(compared: _Compared, spans: list[tuple[int, int]]) -> list[tuple[tuple[int, int], str]]:
    """Return the sentences of a text at *spans*, each with its characters that count, where these are enough."""
    found = [(span, "".join(_RUN.findall(compared.shown, *span))) for span in spans]
    return [(span, words) for span, words in found if len(words) >= LEAST // 2]


def _passage_at(old: str, new: str, span: _Span) -> Passage:
    start, end, there, there_end = span
    mine, other = (
        new[start : _whole_number(new, end)].rstrip(_EDGES),
        old[there : _whole_number(old, there_end)].rstrip(_EDGES),
    )
    here_words, there_words = mine.lstrip(_EDGES), other.lstrip(_EDGES)
    starts = start + len(mine) - len(here_words), there + len(other) - len(there_words)
    return Passage(here_words, there_words, *starts)


def _whole_number(text: str, end: int) -> int:
    """Return where a passage ends that ends with the first character of a number."""
    while end and end < len(text) and text[end - 1] in NUMERALS and text[end] in NUMERALS:
        end += 1
    return end
