"""``substance``: whether a report as a whole says something, whatever its single parts pass for.

Five ways of saying nothing are told apart, the first that holds is the outcome:

* ``repeated``: much of the text stands there before already, figures aside;
* ``figures``: many of its figures count nothing: the same words with other figures three times and more, the same frame with
  other words in it, words of no thing that an office does or counts (list ``hollow.deeds``), or no words but those that fit
  any report;
* ``slogans``: much of it are clauses without a figure or a cited instrument of which nothing is left when the terms of every
  report (list ``hollow.stock``) are taken away;
* ``empty``: much of it are clauses with no word of anything that an office does, counts or deals with; this and ``slogans``
  are asked only of a text that has all parts;
* ``hollow``: several parts say nothing, as ``part`` and ``statements`` judge them.

Sentences that differ, of which half the figures count inspections, cases or contracts, pass.  聚焦党建，召开推进会5次；
聚焦执法，召开推进会7次；… fails, ``figures``; so does 骏马奔腾50匹，雄鹰展翅28只….
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter

from checker.checks.counting import hollow_items
from checker.checks.outcome import SHOWN, Outcome, failed, passed, skipped
from checker.checks.repeats import said_before
from checker.checks.residue import FRAMING, frame_of, lines_left, lines_with, without
from checker.checks.statements import statements_of
from checker.document.parts import part_view
from checker.document.report import Report
from checker.records import Any, NamedTuple
from checker.text.lazy_re import lazy
from checker.text.span import Cover, Span, cut_at, pieces_at

_ENDS = "\n,。;:、!?()|"
_COUNT = lazy(
    r"[0-9](?<![0-9.].)[0-9]{0,14}+(?:\.[0-9]{1,9}+)?+«figures.over»?[万亿千百]?«figures.over»?(?! ?[年月日号时点])[\u3400-\u9fff%]"
)
_DIGITS = lazy(r"\d[\d.]*")
_WORD = lazy(r"[\u3400-\u9fff]{3}")
_EDGES = " #*·-“”"
_REPEATED, _EMPTY, _LEAST, _OFTEN, _MOST = 0.2, 0.35, 8, 3, 2
_STOCK, _NOTHING = 0.4, 0.2
_WORDS, _FRAME_OFTEN = 4, 4
"""So many characters has a clause that is known again, and so often stands a frame that only gets other words."""
_LITTLE, _FRAME = 3, 0.25
"""That share of a frame at least are words of degree and function."""
_SAMPLE, _DOUBT = 60, 0.75
"""So many clauses are looked at first; all of them only where those say so large a share of what would be too little."""
_SHORT = 300
"""A text with fewer characters shows too little of how it goes on."""


class _Clauses(NamedTuple):
    """The clauses of a report, each known by its number: those in which something is counted, and the others."""

    report: Report
    pieces: list[str]
    counted: list[int]
    others: list[int]

    def joined(self, numbers: Sequence[int]) -> str:
        """Return some of them, a line each."""
        return "\n".join(map(self.pieces.__getitem__, numbers))

    def length(self, numbers: Iterable[int]) -> int:
        """Return how long some of them are together."""
        return sum(map(len, map(self.pieces.__getitem__, numbers)))

    def spans(self, numbers: Iterable[int]) -> dict[int, Span]:
        """Return where some of them stand."""
        wanted = set(numbers)
        found = enumerate(filter(itemgetter(1), pieces_at(self.report.text, _ENDS, *self.report.body)))
        return {number: Span(at, at + len(piece)) for number, (at, piece) in found if number in wanted}


def substance(report: Report, options: Mapping[str, Any]) -> Outcome:
    """The report as a whole says something."""
    share, places = said_before(report, options.get("repeated", _REPEATED))
    if places:
        return failed("repeated", places[:SHOWN], percent=round(100 * share), words=report.beginning(places[0]))
    clauses = _clauses_of_report(report)
    if len(clauses.counted) >= options.get("least", _LEAST):
        empty = _empty(clauses, options.get("often", _OFTEN))
        if len(empty) >= options.get("share", _EMPTY) * len(clauses.counted):
            spans = list(clauses.spans(empty).values())
            words, whole = report.beginning(spans[0]), len(clauses.counted)
            return failed("figures", spans[:SHOWN], count=len(empty), all=whole, words=words)
    if all(part_view(report, part).is_there for part in options.get("whole", ())):
        least = {"slogans": options.get("stock", _STOCK), "empty": options.get("empty", _NOTHING)}
        doubted = _doubted(clauses, least)
        told = _telling_clauses(clauses) if doubted else {}
        for reason in doubted:
            part, spans = _said_of_all(clauses, told, reason)
            if spans and part >= least[reason]:
                return failed(reason, spans[:SHOWN], percent=round(100 * part), words=report.beginning(spans[0]))
    hollow = dict(filter(None, (_hollow(report, name) for name in options["parts"])))
    if len(hollow) >= options.get("most", _MOST):
        return failed("hollow", [span for span in hollow.values() if span], parts=tuple(hollow))
    if not clauses.counted and not any(part_view(report, name).is_there for name in options["parts"]):
        return skipped("no-part")
    return passed()


def _clauses_of_report(report: Report) -> _Clauses:
    pieces = list(filter(None, cut_at(report.text, _ENDS, *report.body)))
    lines = "\n".join(pieces)
    counted: dict[int, None] = {}
    at = number = 0
    for match in _COUNT.finditer(lines):
        number += lines.count("\n", at, match.start())
        at = match.start()
        counted[number] = None
    others = [number for number, piece in enumerate(pieces) if len(piece) >= _WORDS and number not in counted]
    return _Clauses(report, pieces, list(counted), others)


def _doubted(clauses: _Clauses, least: Mapping[str, float]) -> list[str]:
    """Return the ways of saying nothing for which a sample shows that all of the text is to be looked at, and closely."""
    total = clauses.length(clauses.counted) + clauses.length(clauses.others)
    step = 1 + len(clauses.others) // _SAMPLE
    sample = clauses.others[::step] if total >= _SHORT else []
    return [
        reason
        for reason in least
        if step * clauses.length(_saying_nothing(clauses, sample, reason)) >= _DOUBT * least[reason] * total
    ]


def _telling_clauses(clauses: _Clauses) -> dict[int, Span]:
    """Return where the clauses without a figure stand that have words and are no headings."""
    headings = Cover(section.heading for section in clauses.report.outline.walk())
    spans = clauses.spans(clauses.others)
    return {
        number: span
        for number, span in spans.items()
        if _WORD.search(clauses.pieces[number]) and not headings.holds(*span)
    }


def _said_of_all(clauses: _Clauses, told: Mapping[int, Span], reason: str) -> tuple[float, list[Span]]:
    """Return how much of the text says nothing, and where, the longest first."""
    found = _saying_nothing(clauses, list(told), reason)
    part = clauses.length(found) / max(1, clauses.length((*clauses.counted, *told)))
    return part, [told[number] for number in sorted(found, key=lambda number: -len(clauses.pieces[number]))]


def _saying_nothing(clauses: _Clauses, numbers: list[int], reason: str) -> list[int]:
    if not numbers:
        return []
    lines = clauses.joined(numbers)
    if reason == "slogans":
        return [number for number, left in zip(numbers, lines_left(lines, "stock"), strict=True) if not left]
    deeds = zip(numbers, lines_with("deeds", lines), strict=True)
    return [number for number, has_deed in deeds if not has_deed and "《" not in clauses.pieces[number]]


def _empty(clauses: _Clauses, often: int) -> list[int]:
    """Return those of the clauses with figures that count nothing."""
    lines = _DIGITS.sub("0", clauses.joined(clauses.counted))
    texts = [line.strip(_EDGES) for line in lines.split("\n")]
    known = Counter(text for text in texts if len(text) > _WORDS)
    each = zip(lines.split("\n"), without(lines, *FRAMING).split("\n"), texts, strict=True)
    frames = [
        frame_of(line, left) if left.count(" ") - line.count(" ") >= max(_LITTLE, _FRAME * len(text)) else ""
        for line, left, text in each
    ]
    framed = Counter(frames)
    rows = zip(clauses.counted, texts, frames, lines_with("deeds", lines), lines_left(lines), strict=True)
    return [
        number
        for number, text, frame, has_deed, is_left in rows
        if known[text] >= often or (frame and framed[frame] >= _FRAME_OFTEN) or not has_deed or not is_left
    ]


def _hollow(report: Report, part: str) -> tuple[str, Span | None] | None:
    """Return a part of which nothing is said, and where; None where something is, or where it is missing."""
    known = report.vocabulary.part_called(part)
    if known is not None and known.within is not None:
        stated = statements_of(report, part).stated
        spans: Iterable[Span] = [one.span for one in stated]
        empty = bool(stated) and all(one.doubt is not None for one in stated)
    else:
        spans = [one.span for one in hollow_items(report, part)]
        empty = bool(spans)
    return (part, next(iter(spans), None)) if empty else None
