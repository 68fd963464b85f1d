"""``ratios``: percentages fit the counts beside them, and shares the whole.

Looked at are rates named after what is counted (合格18份，合格率90%), parts of a total (共30件，其中甲12件，占40%；12件，占30件的40%),
rates of change behind two counts (上年200件，今年150件，下降25%), rates that cannot be above 100, and shares of one whole.
抽查20份，合格18份，合格率90% passes; 合格率95% fails, ``ratio``; of 200件 and 150件 下降30% fails, ``change``; 办结率103% fails,
``above``; shares of one whole above 100 % fail, ``shares``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from checker.checks.counting import counts_of
from checker.checks.figures import ENOUGH, in_digits, printed, says
from checker.checks.figures.changes import change_before
from checker.checks.outcome import SHOWN, Outcome, failed, passed, skipped
from checker.document.figures import Counts, Figure, alike
from checker.document.report import Report
from checker.records import Any, NamedTuple
from checker.text.lazy_re import lazy
from checker.text.span import Span
from checker.words import words

_BEFORE = 28
"""The name of a rate, and what is said of it, stand within so many characters before its percentage."""
_AFTER_RATE = lazy(r"(?:«figures.rate-holds»)?(?:«figures.rate-is»)?[:“ ]?")
_LONGEST_NAME = 16
_SHARE = lazy(r"占«figures.share-of»{0,3}«figures.share-is»{0,2} ?\Z")
_UNQUALIFYING = lazy(r"«figures.rate-of-all»")
"""Words in the name of a rate that do not narrow what it is a rate of."""
_OWN_SHARE = lazy(r"[^,。;:!?、\d\n]{0,8}[,(]?[^,。;:!?、\d\n]{0,2}占[^,。;:!?、\d\n]{0,8}\Z")
_OWN_WHOLE = lazy(r"[^,。;:!?、\d\n]{0,4}[,(]占[^,。;:!?、\d\n]{0,14}")
_WHOLE_OF = lazy(r"[^,。;:!?、\d\n]{0,4}的[ ]?«figures.share-is»{0,2}")
_REST = lazy(r"«figures.rest»")
_NEAR = 24
"""Shares of one whole stand no further apart than so many characters."""
_MOST = 8


class _Wrong(NamedTuple):
    reason: str
    spans: tuple[Span, ...]
    values: dict[str, str]


def above_whole(report: Report, counts: Counts, rates: int) -> list[Figure]:
    """Return the percentages above 100 of things that cannot be more than all (the patterns numbered *rates*)."""
    start, end = report.body
    found = []
    for figure in counts.figures:
        if figure.unit == "%" and figure.value > 100 and start <= figure.span.start and figure.span.end <= end:
            hits = report.scan.within(rates, max(start, figure.span.start - _BEFORE), figure.span.start)
            if any(_AFTER_RATE.fullmatch(report.text, hit.end, figure.span.start) for hit in hits):
                found.append(figure)
    return found


def _name_of_rate(before: str) -> tuple[int, int] | None:
    """Return where the name of a rate (without 率) stands in the words before its percentage."""
    end = before.rfind("率")
    if end < 1 or _AFTER_RATE.fullmatch(before, end + 1) is None:
        return None
    start = end
    while start > 0 and end - start < _LONGEST_NAME and before[start - 1].isalpha():
        start -= 1
    return (start, end) if start < end else None


def ratios(report: Report, options: Mapping[str, Any]) -> Outcome:
    """A percentage agrees, as rounded in print, with the counts in its sentence, and none is above the whole."""
    counts = counts_of(report)
    start, end = report.body
    faults: list[_Wrong] = []
    good: list[Span] = []
    if "rates" in options:
        for figure in above_whole(report, counts, options["rates"]):
            span = counts.thing(figure).span
            faults.append(_Wrong("above", (span,), {"rate": printed(report, figure)}))
    percents = [
        at for at, figure in enumerate(counts.figures) if figure.unit == "%" and start <= figure.span.start < end
    ]
    for at in percents:
        found = _look_at(report, counts, at, options.get("unless"))
        if isinstance(found, _Wrong):
            faults.append(found)
            if len(faults) >= ENOUGH:
                break
        elif found is not None:
            good.append(found)
    faults += _shares(report, counts, percents, options.get("crossing"))
    if faults:
        first = faults[0]
        values = {"rate": "", "part": "", "whole": "", "expected": "", "sum": "", **first.values}
        spans = [span for fault in faults for span in fault.spans]
        return failed(first.reason, spans[:SHOWN], count=len(faults), **values)
    return passed(good[:SHOWN], count=len(good)) if good else skipped("nothing-to-compare")


def _look_at(report: Report, counts: Counts, at: int, unless: int | None) -> Span | _Wrong | None:
    """Hold one percentage against the counts of its sentence: the sentence where they agree, the fault, or nothing."""
    figure = counts.figures[at]
    start = figure.span.start
    before = report.text[max(0, start - _BEFORE) : start]
    if "率" in before:
        pairs = _counts_of_rate(counts, at, before)
    elif "占" in before:
        pairs = _counts_of_share(counts, at, before)
    else:
        return _look_at_change(report, counts, at)
    if not pairs or not counts.exact(figure):
        return None
    sentence = counts.sentence_around(*figure.span)
    if any(
        abs(100 * part.value / base - figure.value) < counts.step_of(figure)
        for part, whole in pairs
        for base in (whole.value, part.value + whole.value)
    ):
        return sentence
    pairs = [(part, whole) for part, whole in pairs if whole.value >= part.value]
    if len(pairs) != 1 or (unless is not None and says(report, unless, *sentence)):
        return None
    part, whole = pairs[0]
    values = {
        "rate": printed(report, figure),
        "part": printed(report, part),
        "whole": printed(report, whole),
        "expected": f"{in_digits(round(100 * part.value / whole.value, 2))}%",
    }
    return _Wrong("ratio", tuple(sorted(counts.thing(one).span for one in (whole, part, figure))), values)


def _look_at_change(report: Report, counts: Counts, at: int) -> Span | _Wrong | None:
    """Hold a rate of change against the two counts before it."""
    found = change_before(counts, at, report.reported_year)
    if found is None:
        return None
    change, told = found
    figure = counts.figures[at]
    if abs(change.rate - told) < change.slack:
        return counts.sentence_around(*figure.span)
    values = {
        "rate": printed(report, figure),
        "part": printed(report, change.new),
        "whole": printed(report, change.old),
        "expected": f"{'+' if change.rate > 0 else ''}{in_digits(round(change.rate, 2))}%",
    }
    return _Wrong("change", tuple(sorted(counts.thing(one).span for one in (change.old, change.new, figure))), values)


def _counts_of_rate(counts: Counts, at: int, before: str) -> list[tuple[Figure, Figure]]:
    """Return part and whole of a rate, by its name: the part is what the rate is named after."""
    place = _name_of_rate(before)
    if place is None or "分别" in before[place[1] :] or before[: place[0]].endswith("、"):
        return []
    figure = counts.figures[at]
    name = before[place[0] : place[1]]
    sentence = counts.sentence_around(*figure.span)
    around = _counts_around(counts, at, sentence)
    parts = [one for one in around if _counts_stem(counts, one, name[-2:])]
    pairs = [
        (part, whole)
        for part in parts
        for whole in around
        if whole is not part and whole.value > 0 and alike(part.unit, whole.unit)
    ]
    exact = all(map(counts.exact, {one for pair in pairs for one in pair}))
    wholes = {whole for _, whole in pairs}
    if not exact or not _same_thing(counts, name[:-2], pairs) or any(counts.step_of(one) != 1.0 for one in wholes):
        return []
    return pairs


def _counts_around(counts: Counts, at: int, sentence: Span) -> list[Figure]:
    """Return the counts of a sentence around a percentage, those behind it up to the next percentage."""
    before: list[Figure] = []
    for one in reversed(counts.figures[max(0, at - _MOST) : at]):
        if one.span.start < sentence.start:
            break
        if one.unit != "%":
            before.append(one)
    behind: list[Figure] = []
    for one in counts.figures[at + 1 : at + 1 + _MOST]:
        if one.span.start >= sentence.end or one.unit == "%":
            break
        behind.append(one)
    return before[::-1] + behind


def _counts_stem(counts: Counts, figure: Figure, stem: str) -> bool:
    """Return whether a figure counts what a rate is named after (合格18份, 18份合格), and not its opposite."""
    thing, negations = counts.thing(figure), words("figures.negated")
    for told in (thing.before, thing.after[:8]):
        place = told.find(stem)
        if place >= 0:
            return place == 0 or told[place - 1] not in negations
    return False


def _same_thing(counts: Counts, qualifier: str, pairs: Sequence[tuple[Figure, Figure]]) -> bool:
    """Return whether the counts are of what the name of the rate qualifies: a rate of 重大隐患 is not one of 隐患."""
    qualifier = _UNQUALIFYING.sub("", qualifier)
    for pair in pairs:
        words = "".join(counts.thing(one).before + counts.thing(one).after for one in pair)
        if not all(char in words for char in qualifier):
            return False
    return True


def _counts_of_share(counts: Counts, at: int, before: str) -> list[tuple[Figure, Figure]]:
    """Return part and whole of 共30件,其中甲12件,占40%, and of 甲12件,占全部30件的40%."""
    figures, text = counts.figures, counts.text
    percent = figures[at]
    wholes: list[Figure] = []
    if at > 1 and _WHOLE_OF.fullmatch(text, figures[at - 1].span.end, percent.span.start):
        part, whole = figures[at - 2 : at]
        if alike(whole.unit, part.unit) and _OWN_WHOLE.fullmatch(text, part.span.end, whole.span.start):
            wholes = [whole]
    elif at > 1 and _SHARE.search(before):
        part = figures[at - 1]
        sentence = counts.sentence_around(*percent.span)
        among = max(text.rfind(word, sentence.start, part.span.start) for word in words("listings.among"))
        if among >= 0 and _OWN_SHARE.fullmatch(text, part.span.end, percent.span.start):
            wholes = [one for one in counts.between(sentence.start, among) if alike(one.unit, part.unit)]
    if len(wholes) != 1 or not wholes[0].value or not all(map(counts.exact, (part, wholes[0]))):
        return []
    return [(part, wholes[0])]


def _shares(report: Report, counts: Counts, percents: list[int], crossing: int | None) -> list[_Wrong]:
    """Return shares of one whole, a rest among them, that do not make 100 %."""
    faults: list[_Wrong] = []
    row: list[Figure] = []
    for one, other in pairwise([*(counts.figures[at] for at in percents), None]):
        if one is None:
            break
        row.append(one)
        gap = report.text[one.span.end : other.span.start] if other is not None else "。"
        if other is None or len(gap) > _NEAR or any(mark in gap for mark in "。;!?\n"):
            if len(row) > 1:
                faults += _row_wrong(report, counts, row, crossing)
            row = []
    return faults


def _row_wrong(report: Report, counts: Counts, row: list[Figure], crossing: int | None) -> list[_Wrong]:
    if "占" not in report.text[row[-1].span.start - 6 : row[-1].span.start]:
        return []
    things = [counts.thing(figure) for figure in row]
    shares = [("占" in thing.before) for thing in things]
    if not all(shares) or not _REST.search(things[-1].before) or not all(map(counts.exact, row)):
        return []
    amount = sum(figure.value for figure in row)
    # Whole percentages are rounded, too.
    if abs(amount - 100) <= 0.5 * sum(counts.step_of(figure) for figure in row) + 1e-9:
        return []
    span = Span(things[0].span.start, things[-1].span.end)
    if crossing is not None and says(report, crossing, *span):
        return []
    return [_Wrong("shares", (span,), {"sum": f"{in_digits(amount)}%", "rate": printed(report, row[-1])})]
