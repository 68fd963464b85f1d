"""Rates of change, held against the two counts before them: 上年200件，今年150件，同比下降25%."""

from __future__ import annotations

from checker.document.figures import Counts, Figure, alike
from checker.records import NamedTuple
from checker.text.lazy_re import lazy

_BEHIND = lazy(
    r"(?:«figures.vague-things»)?[,、() ]*(?:(?:«figures.since»|[较比与]20\d\d年度?(?:同期)?)[,、() ]*)*(?:«figures.degree»)*"
    r"(?:(?P<up>«figures.rises»)|«figures.falls»)(?:«figures.change-is»)*[: ]?"
)
"""All that stands between the second count and the rate: with words for another thing the rate is of that."""
_YEAR = lazy(r"(20\d\d)年")
_BEFORE = lazy(r"«figures.year-before»")
_SINCE = "以来"
_FROM = lazy(r"(?:«figures.from»)[^,。;:!?]{0,16}\Z")
_TO = lazy(r"[,、 ]?(?:«figures.changed-to»)")
_TIME = lazy(
    r"«figures.changed-to»|«figures.year-before»|«figures.time»|«figures.joining»|20\d\d年度?|今年|«figures.from»|[,、() 而则较比]"
)
_REACH = 60
"""So many characters before the first count may tell what it is of, and when."""


class Change(NamedTuple):
    """What a rate of change is told of: the two counts, the rate between them in percent, and by how much it may miss."""

    old: Figure
    new: Figure
    rate: float
    slack: float


def change_before(counts: Counts, at: int, year: int | None) -> tuple[Change, float] | None:
    """Return the change that the percentage numbered *at* of a report on *year* tells of, and the signed rate that it gives."""
    if at < 2:
        return None
    first, second, rate = counts.figures[at - 2 : at + 1]
    told = _BEHIND.fullmatch(counts.text, second.span.end, rate.span.start)
    if told is None or not alike(first.unit, second.unit) or not all(map(counts.exact, (first, second, rate))):
        return None
    ordered = _in_order(counts, first, second, counts.figures[at - 3].span.end if at > 2 else 0, year)
    if ordered is None or ordered[0].value <= 0:
        return None
    old, new = ordered
    # A whole number is what was counted; of one with decimals (1.2万件) the last may be rounded.
    steps = [0.0 if step == 1.0 else step for step in map(counts.step_of, (old, new))]
    slack = counts.step_of(rate) + 50 * (steps[1] + steps[0] * new.value / old.value) / old.value
    change = Change(old, new, 100 * (new.value - old.value) / old.value, slack)
    return change, rate.value if told["up"] else -rate.value


def _in_order(
    counts: Counts, first: Figure, second: Figure, behind: int, year: int | None
) -> tuple[Figure, Figure] | None:
    """Return the earlier and the later of two counts of one thing; None where it is not said which is which.

    What stands before *behind* belongs to another count; a count of no named year is of the report's.
    """
    text, sentence = counts.text, counts.sentence_around(*second.span)
    before = text[max(sentence.start, first.span.start - _REACH, behind) : first.span.start]
    between = text[first.span.end : second.span.start]
    if first.span.start < sentence.start or _SINCE in before + between:
        return None
    if any(counts.scope(figure).period or counts.scope(figure).planned for figure in (first, second)):
        return None
    thing, other = _TIME.sub("", before), _TIME.sub("", between)
    if other and not thing.endswith(other):
        return None
    named = [_YEAR.findall(words) for words in (before, between)]
    years = [int(found[-1]) if found else year for found in named]
    past = [_BEFORE.search(words) is not None for words in (before, between)]
    if past[0] != past[1]:
        is_first_old = past[0]
    elif any(named) and None not in years and years[0] != years[1]:
        is_first_old = min(filter(None, years)) == years[0]
    elif not any(past) and _FROM.search(before) and _TO.match(between):
        is_first_old = True
    else:
        return None
    return (first, second) if is_first_old else (second, first)
