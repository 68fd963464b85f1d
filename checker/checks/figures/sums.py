"""``sums``: parts that are listed with their total add up to it, in sentences and in tables.

A list that says it is complete must add up; of one that names some parts (其中) no part, and no sum of parts that exclude
each other, may be more than the total.  It is quiet where a part is approximate or in another unit, where the list is open,
and where a person can be counted under two of its parts (党员, 女).

37件，其中维持20件、撤销17件 passes; with 撤销13件、其他5件 it fails, ``sum``; 37件，其中涉及土地的39件 fails, ``part``, and parts
that together are too many fail, ``parts``.  A table whose total is not the sum of its rows fails, ``table-sum``; one whose 增减
is not the difference of two years fails, ``table-change`` (:mod:`checker.checks.figures.table_totals`).
"""

from __future__ import annotations

from collections.abc import Mapping

from checker.checks.counting import counts_of
from checker.checks.figures import ENOUGH, printed, says, scaled, slack_of
from checker.checks.figures.table_totals import find_disagreements
from checker.checks.outcome import SHOWN, Outcome, failed, passed, skipped
from checker.document.figures import Counts, alike
from checker.document.listings import Listing, find_listings
from checker.document.report import Report
from checker.records import Any, NamedTuple
from checker.text.span import Span
from checker.words import words

_SUFFIX = 2


class _Wrong(NamedTuple):
    reason: str
    listing: Listing
    amount: float


def sums(report: Report, options: Mapping[str, Any]) -> Outcome:
    """Totals agree with the parts listed with them."""
    counts = counts_of(report)
    judge = _Judge(report, counts, options)
    listings = find_listings(counts, *report.body)
    good: list[Span] = []
    faults: list[_Wrong] = []
    for listing in listings:
        if len(listing.parts) > 1 and judge.meets(listing):
            good.append(_sum_words(counts, listing))
            continue
        fault = judge.fault(listing)
        if fault is not None:
            faults.append(fault)
            if len(faults) >= ENOUGH:
                break
    cells = find_disagreements(report, options)
    if cells and not faults:
        evidence = [span for one in cells for span in (one.cell.span, *one.others)]
        values: dict[str, Any] = {
            "label": cells[0].label,
            "total": cells[0].cell.words,
            "sum": cells[0].due,
            "count": len(cells),
        }
        return failed(cells[0].reason, list(dict.fromkeys(evidence))[:SHOWN], **values)
    if faults:
        first = faults[0]
        spans = ((counts.thing(fault.listing.total).span, fault.listing.span) for fault in faults)
        evidence = [span for both in spans for span in both]
        return failed(
            first.reason,
            evidence[:SHOWN],
            count=len(faults),
            total=printed(report, first.listing.total),
            sum=scaled(first.amount, report, first.listing.total),
            parts=tuple(printed(report, part.figure) for part in first.listing.parts),
        )
    return passed(good[:SHOWN], count=len(good)) if good else skipped("nothing-to-compare")


class _Judge:
    """What is wrong with one listing."""

    def __init__(self, report: Report, counts: Counts, options: Mapping[str, Any]) -> None:
        self._report = report
        self._counts = counts
        self._crossing = options.get("crossing")
        self._classes = options.get("classes")

    def fault(self, listing: Listing) -> _Wrong | None:
        """Return the fault of a listing that does not add up; None where it need not, or it cannot be decided."""
        figures = [part.figure for part in listing.parts]
        if not listing.clear or not all(map(self._counts.exact, [listing.total, *figures])):
            return None
        others = self._figures_before(listing)
        if listing.closed:
            undecided = self._is_counted_twice(listing) or (listing.among and others)
            return None if undecided else _Wrong("sum", listing, sum(figure.value for figure in figures))
        return self._excess(listing, listing.total.value + sum(others) + self._slack(listing))

    def _excess(self, listing: Listing, most: float) -> _Wrong | None:
        """Return the fault of a list of some parts only, where one of them or all are above *most*."""
        figures = [part.figure for part in listing.parts]
        single = figures[:1] if listing.commas else figures  # behind a comma another matter may begin
        for figure in single:
            if figure.value > most:
                return _Wrong("part", listing, figure.value)
        amount = sum(figure.value for figure in figures)
        if len(figures) > 1 and amount > most and self._exclusive(listing):
            return _Wrong("parts", listing, amount)
        return None

    def meets(self, listing: Listing) -> bool:
        """Return whether the parts make the total; those of a list with commas may end before its last figure."""
        total, slack = listing.total.value, self._slack(listing)
        amount = 0.0
        for number, part in enumerate(listing.parts, 1):
            amount += part.figure.value
            whole = number == len(listing.parts)
            if number > 1 and (whole or listing.commas) and abs(amount - total) <= slack:
                return True
        return self._total_of_another(listing, amount, slack)

    def _total_of_another(self, listing: Listing, amount: float, slack: float) -> bool:
        """Return whether the parts belong to another total before, or to two: 收到45件、办结42件,分别为…."""
        others = self._figures_before(listing)
        return any(abs(amount - value) <= slack for value in (*others, sum(others) + listing.total.value))

    def _figures_before(self, listing: Listing) -> list[float]:
        """Return the values of other figures in the sentence of the total that might be what the parts are parts of."""
        sentence = self._counts.sentence_around(*listing.total.span, "。!?\n")
        before = self._counts.between(sentence.start, min(listing.total.span.start, listing.span.start))
        return [figure.value for figure in before if alike(figure.unit, listing.total.unit)]

    def _slack(self, listing: Listing) -> float:
        """Return by how much rounded figures may miss: half of the last digit of each that is a decimal or in 万 and 亿."""
        return slack_of(map(self._counts.step_of, (listing.total, *(part.figure for part in listing.parts))))

    def _is_counted_twice(self, listing: Listing) -> bool:
        return self._crossing is not None and says(self._report, self._crossing, *listing.span)

    def _exclusive(self, listing: Listing) -> bool:
        """Return whether nothing can be counted under two of the parts: all are kinds of one thing, or named classes."""
        words = [part.words.strip() for part in listing.parts]
        if len(words) == 2 and _opposite(*words):
            return True
        if self._is_counted_twice(listing):
            return False
        if all(len(word) >= _SUFFIX for word in words) and len({word[-_SUFFIX:] for word in words}) == 1:
            return len(set(words)) == len(words)
        return self._classes is not None and all(
            says(self._report, self._classes, *self._counts.thing(part.figure).span) for part in listing.parts
        )


def _opposite(one: str, other: str) -> bool:
    """Return whether of two parts one is what the other is not: 持证 and 未持证."""
    one, other = sorted((one.removeprefix("已"), other.removeprefix("已")), key=len)
    return (
        len(one) >= _SUFFIX and len(other) == len(one) + 1 and other[0] in words("figures.negated") and other[1:] == one
    )


def _sum_words(counts: Counts, listing: Listing) -> Span:
    start = min(counts.thing(listing.total).span.start, listing.span.start)
    return Span(start, max(listing.span.end, listing.total.span.end))
