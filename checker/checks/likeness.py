"""How much two pieces of Chinese text are about the same thing.

Pairs of neighbouring characters stand for words (no segmentation, so nothing to get wrong about names).  A pair weighs
the less the more often the report itself uses it, so that in a report on enforcement 执法 says little and 智慧监管
much.  Of pairs that two texts share side by side (安全生产: 安全, 全生, 生产) only the weightiest counts: it is one
word that they share, not three.  Deterministic.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.text.lazy import lazy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.document.report import Report

_HAN = lazy(r"[^\W\d_]+")
_MARKER = lazy(r"(?<!\w)[一二三四五六七八九十]{1,2}[是、要]|第[一二三四五六七八九十]")
_TERM = 4
_LEAD = 16
_MOST = 3
"""So many answers are named for one item."""


def best_answers(
    report: Report, asked: Sequence[str], offered: Sequence[str], common: int | None, least: float
) -> list[dict[str, Any]]:
    """For each text asked those of the texts *offered*, pieces of the report, that take it up, most alike first.

    None is less alike than *least* (a sum of weights), nor half as much as the first.
    The likeness is the sum of the weights of the words shared: a word that the report uses twice weighs a half.
    All texts are folded.
    """
    weights = _Weights(report, common)
    answers = [(frozenset(_pairs(text)) - {""}, _lead(text)) for text in offered]
    rows: list[dict[str, Any]] = []
    for number, text in enumerate(asked, 1):
        pairs, lead = _pairs(text), _lead(text)
        ranked = sorted(
            (-weights.shared(pairs, other) - (least if _long_word_in_both(lead, head) else 0.0), index)
            for index, (other, head) in enumerate(answers, 1)
        )
        enough = max(least, -ranked[0][0] / 2) if ranked else least
        kept = [index for likeness, index in ranked if -likeness >= enough]
        rows.append({"item": number, "answers": kept[:_MOST], "likeness": round(-ranked[0][0], 3) if ranked else 0.0})
    return rows


def _long_word_in_both(one: str, other: str) -> bool:
    """Whether two leads share a run of characters long enough to be a term (执法人员), common words included."""
    return any(one[at : at + _TERM] in other for at in range(len(one) - _TERM + 1))


def _lead(text: str) -> str:
    """The first clause of a text, its number left out, where it is short enough to name one thing."""
    words = _HAN.findall(_MARKER.sub(" ", text))
    first = next((run for run in words if len(run) > 1), "")
    return first if len(first) <= _LEAD else ""


def _pairs(text: str) -> list[str]:
    """The pairs of a text in order, an empty one between two runs of characters."""
    found: list[str] = []
    for run in _HAN.findall(_MARKER.sub(" ", text)):
        found += [run[at : at + 2] for at in range(len(run) - 1)]
        found.append("")
    return found


class _Weights:
    """The pairs of characters of a report and what they weigh; pairs of common words weigh nothing."""

    def __init__(self, report: Report, common: int | None) -> None:
        self._text = report.text
        self._known: dict[str, float] = {}
        for word in report.scan.words(common) if common is not None else ():
            for at in range(len(word) - 1):
                self._known[word[at : at + 2]] = 0.0

    def of(self, pair: str) -> float:
        """The weight of a pair that occurs in the report."""
        weight = self._known.get(pair)
        if weight is None:
            weight = self._known[pair] = 1.0 / self._text.count(pair)
        return weight

    def shared(self, pairs: list[str], other: frozenset[str]) -> float:
        """The weights of the words that a text, as *pairs* in order, shares with another; each word counts once."""
        words: dict[str, float] = {}
        best, heaviest = "", 0.0
        for pair in pairs:
            if pair in other:
                weight = self.of(pair)
                if not best or weight > heaviest:
                    best, heaviest = pair, weight
            elif best:
                words[best] = heaviest
                best = ""
        return sum(words.values())
