"""``pairs``: none of the words occurs that are known to be wrong; what is right is told.

The text 建设法治社会 passes, and so does 《关于法制社会的批复》, which cites words as they are; 建设法制社会 fails, ``found``, with
``words`` (the different faults), ``wrong`` and ``right`` of the first of them.  A pair may hold for some report years, or not
in a sentence with other words; docs/packs.md tells the keys of one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from checker.checks.outcome import SHOWN, Correction, Outcome, failed, passed
from checker.document.report import Report
from checker.document.sentences import sentence_at
from checker.i18n import say
from checker.records import Any, NamedTuple
from checker.text.span import Span, inside

_CORRECTED = 200
_NAMED = 3
"""So many different faults are put into words; the evidence shows more."""


class _Fault(NamedTuple):
    span: Span
    pair: Mapping[str, Any]


def pairs(report: Report, options: Mapping[str, Any]) -> Outcome:
    """None of the ``wrong`` words of any pair occurs."""
    found = sorted(_faults(report, options["pairs"]), key=lambda fault: (fault.span.start, -fault.span.end))
    if not found:
        return passed()
    faults = found[:1]
    for fault in found[1:]:
        if fault.span.start >= faults[-1].span.end:  # of overlapping ones the first and longest
            faults.append(fault)
    by_words = {report.quote(fault.span): fault.pair for fault in reversed(faults)}
    named = list(reversed(by_words.items()))
    return failed(
        "found",
        [fault.span for fault in faults[:SHOWN]],
        count=len(faults),
        words=[_correction(wrong, pair) for wrong, pair in named[:_NAMED]],
        wrong=named[0][0],
        right=_right(*named[0]),
    )._replace(corrections=tuple(_sure(report, faults)))


def _faults(report: Report, entries: Sequence[Mapping[str, Any]]) -> Iterator[_Fault]:
    start = report.title.span.start if report.title else 0
    end = report.tail.start
    year = report.reported_year
    names: list[Span] | None = None
    for pair in entries:
        if not _applies_in(pair, year):
            continue
        for span in report.scan.within(pair["wrong"], start, end):
            if not pair.get("names", False):
                if names is None:
                    names = report.citations
                if inside(names, span.start):
                    continue
            if "unless" in pair and _is_excepted(report, pair["unless"], span):
                continue
            yield _Fault(span, pair)


def _sure(report: Report, faults: Sequence[_Fault]) -> Iterator[Correction]:
    """Yield what to write instead where that is certain: what is right is told, or the same stands twice."""
    for fault in faults[:_CORRECTED]:
        wrong = report.text[slice(*fault.span)]
        half = wrong[: len(wrong) // 2]
        if "right" in fault.pair:
            right = _right(wrong, fault.pair)
            if right != wrong and fault.pair.get("sure", True):
                yield Correction(fault.span, right)
        elif wrong == half + half:
            yield Correction(fault.span, half)


def _is_excepted(report: Report, patterns: int, span: Span) -> bool:
    """Return whether the sentence around a span has a hit of *patterns* beside it."""
    start, end = sentence_at(report.text, span.start)
    return report.scan.any_within(patterns, start, span.start) or report.scan.any_within(patterns, span.end, end)


def _applies_in(pair: Mapping[str, Any], year: int | None) -> bool:
    """Return whether a pair counts for a report on *year*."""
    first, last = pair.get("first"), pair.get("last")
    if first is None and last is None:
        return True
    return year is not None and (first is None or year >= first) and (last is None or year <= last)


def _correction(wrong: str, pair: Mapping[str, Any]) -> Any:
    """Return a fault in words: what is wrong, what is right, and the pair's note in each of its languages."""
    words = f"{wrong}→{_right(wrong, pair)}" if "right" in pair else wrong
    note = pair.get("note")
    return {lang: say("mark.aside", lang, words=words, aside=said) for lang, said in note.items()} if note else words


def _right(wrong: str, pair: Mapping[str, Any]) -> str:
    right: str = pair.get("right", "")
    return wrong.replace(pair["replaces"], right) if "replaces" in pair else right
