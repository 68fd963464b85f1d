"""How much two pieces of Chinese text are about the same thing.

Pairs of neighbouring characters stand for words (no segmentation, so nothing to get wrong about names).  A pair weighs
the less the more often the report itself uses it, so that in a report on enforcement 执法 says little and 智慧监管
much.  Of pairs that two texts share side by side (安全生产: 安全, 全生, 生产) only the weightiest counts: it is one
word that they share, not three.  Deterministic.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from operator import add

from checker.document.enumerations import without_markers
from checker.document.report import Report
from checker.records import Any
from checker.text.lazy_re import lazy

_RUN = lazy(r"[^\W\d_]+")
_NUMBER = lazy(r"^\W{0,3}\w{1,3}[、.)]")
_SAME = lazy(r"([^\W\d_])\1+")
_TERM = 4
_LEAD = 16
_COVERED = 0.25
_NAMED = 8  # characters that name what a text is about
_FEW = 200
"""So many pairs are counted one by one, which takes less than counting all that a report has."""
_MOST = 3
"""So many answers are named for one item."""


def best_answers(  # noqa: PLR0913 - two sides, and what counts of them
    report: Report,
    asked: Sequence[str],
    offered: Sequence[str],
    least: float,
    lists: Mapping[str, int],
    *,
    own: Sequence[Container[int]] = (),
) -> list[dict[str, Any]]:
    """Return for each text asked those of the texts *offered*, pieces of the report, that take it up, most alike first.

    *own* has for each text asked the numbers of those offered that are it itself.  None is less alike than *least* (a sum of weights), nor half as much as the first.
    The likeness is the sum of the weights of the words shared: a word that the report uses twice weighs a half.  A long
    word in both first clauses is enough.  Of the *lists* of patterns words of ``common`` weigh nothing, and those of
    ``general`` do not make a long word.
    All texts are folded.
    """
    weights, vague = (_Weights(report, lists.get(name)) for name in ("common", "general"))
    runs_offered = map(_runs_of_words, offered)
    answers = [(frozenset(_pairs_of_neighbours("\n".join(runs))), _terms_of_lead(runs)) for runs in runs_offered]
    rows: list[dict[str, Any]] = []
    for number, runs in enumerate(map(_runs_of_words, asked), 1):
        pairs, terms = _pairs_of_neighbours("\t".join(runs)), _terms_of_lead(runs)  # other blanks are never shared
        ranked = sorted(
            (-weights.shared(pairs, other) - (least if _is_telling(terms & others, vague) else 0.0), index)
            for index, (other, others) in enumerate(answers, 1)
            if not own or index not in own[number - 1]
        )
        enough = max(least, -ranked[0][0] / 2) if ranked else least
        kept = [index for likeness, index in ranked if -likeness >= enough]
        rows.append({"item": number, "answers": kept[:_MOST], "likeness": round(-ranked[0][0], 3) if ranked else 0.0})
    return rows


def taken_up(report: Report, asked: Sequence[str], offered: Sequence[str], common: int | None) -> list[bool]:
    """Tell for each text asked, of another report, whether one of *offered*, pieces of this one, speaks of it again.

    It does where it holds a quarter of the words that the text begins with, common ones left out, or a term of them.
    Who is told that something was forgotten will look for it: this errs on the side of what is there.
    """
    weights = _Weights(report, common)
    pieces = [(text, frozenset(_pairs_of_neighbours("\n".join(_runs_of_words(text))))) for text in offered]
    return [_is_taken_up(_first_words(text), weights, pieces) for text in asked]


def _is_taken_up(named: str, weights: _Weights, pieces: Sequence[tuple[str, frozenset[str]]]) -> bool:
    pairs = [named[at : at + 2] for at in range(len(named) - 1)]
    telling = [pair for pair in pairs if not weights.is_common(pair)]
    terms = [
        named[at : at + _TERM]
        for at in range(len(named) - _TERM + 1)
        if sum(pair in telling for pair in pairs[at : at + _TERM - 1]) >= _TERM / 2
    ]
    if not telling:
        return True
    return any(
        sum(pair in have for pair in telling) >= _COVERED * len(telling) or any(term in text for term in terms)
        for text, have in pieces
    )


def _first_words(text: str) -> str:
    """Return the words that a text begins with, its number left out: as many as name what it is about."""
    named = ""
    for run in _RUN.findall(_NUMBER.sub("", without_markers(text))):
        named += run
        if len(named) >= _NAMED:
            break
    return named


def _is_telling(terms: Iterable[str], vague: _Weights) -> bool:
    """Return whether one of some terms has a pair of characters that is not *vague*."""
    return any(not all(vague.is_common(term[at : at + 2]) for at in range(_TERM - 1)) for term in terms)


def _runs_of_words(text: str) -> list[str]:
    """Return what stands of a text between its marks and digits, the numbers of items left out."""
    return _RUN.findall(without_markers(text))


def _terms_of_lead(runs: Sequence[str]) -> frozenset[str]:
    """Return all that is long enough to be a term (执法人员) of a text's first clause, where that is short enough to name one thing."""
    first = next((run for run in runs if len(run) > 1), "")
    last = len(first) - _TERM if len(first) <= _LEAD else -1
    return frozenset([first[at : at + _TERM] for at in range(last + 1)])


def _pairs_of_neighbours(text: str) -> list[str]:
    """Return the pairs of characters of a text in order."""
    return list(map(add, text, text[1:]))


def _pair_counts(text: str) -> Counter[str]:
    """Return how often each two neighbouring characters occur; 哈哈哈 holds 哈哈 once."""
    found = Counter(_pairs_of_neighbours(text))
    for run in _SAME.finditer(text):
        length = run.end() - run.start()
        found[run[1] * 2] -= length - 1 - length // 2
    return found


@lru_cache(maxsize=1_000)  # reports share their common words
def _weightless(word: str) -> dict[str, float]:
    """Return the pairs of characters of a word, each with no weight."""
    return dict.fromkeys(map(add, word, word[1:]), 0.0)


class _Weights:
    """The pairs of characters of a report and what they weigh; pairs of common words weigh nothing."""

    def __init__(self, report: Report, common: int | None) -> None:
        self._report = report
        self._common = common
        self._counts: Counter[str] = Counter()
        self._asked = 0

    @cached_property
    def _known(self) -> dict[str, float]:
        known: dict[str, float] = {}
        for word in self._report.scan.words(self._common) if self._common is not None else ():
            known.update(_weightless(word))
        return known

    def is_common(self, pair: str) -> bool:
        """Return whether the pack says that it tells little."""
        return self._known.get(pair) == 0.0

    def weight_of(self, pair: str) -> float:
        """Return the weight of a pair that occurs in the report."""
        weight = self._known.get(pair)
        if weight is None:
            weight = self._known[pair] = 1.0 / self._count_pairs(pair)
        return weight

    def _count_pairs(self, pair: str) -> int:
        if self._asked < _FEW:
            self._asked += 1
            return self._report.text.count(pair)
        self._counts = self._counts or _pair_counts(self._report.text)
        return self._counts[pair]

    def shared(self, pairs: Sequence[str], other: frozenset[str]) -> float:
        """Return the weights of the words that a text with *pairs* in this order shares with another; each word counts once."""
        words: dict[str, float] = {}
        best, heaviest, last = "", 0.0, -2
        for place, pair in enumerate(pairs):
            if pair not in other:
                continue
            weight = self.weight_of(pair)
            if place != last + 1:  # a new word
                if best:
                    words[best] = heaviest
                best, heaviest = pair, weight
            elif weight > heaviest:
                best, heaviest = pair, weight
            last = place
        if best:
            words[best] = heaviest
        return sum(words.values())
