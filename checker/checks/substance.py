"""``substance``: whether a report as a whole says something, whatever its single parts pass for.

Five ways of saying nothing are told apart, the first that holds is the outcome:

* ``repeated``: so large a ``share`` of the text (default 0.2) stands there before already, figures aside;
* ``figures``: of ``least`` and more clauses with figures (default 8) that ``share`` (default 0.35) counts nothing: the
  same words with other figures three times and more (``often``), the same frame with other words in it, words of no
  thing that an office does or counts (list ``hollow.deeds``), or no words but those that fit any report;
* ``slogans``: so large a ``share`` of the text (``stock``, default 0.4) are clauses without a figure or a cited instrument
  of which nothing is left when the terms of every report (list ``hollow.stock``) are taken away;
* ``empty``: so large a ``share`` of it (``empty``, default 0.2) are clauses with no word of anything that an office does,
  counts or deals with; this and ``slogans`` are asked only of a text that has all parts of ``whole``;
* ``hollow``: so many of the ``parts`` say nothing (``most``, default 2), as ``part`` and ``statements`` judge them.

Sentences that differ, of which half the figures count inspections, cases or contracts, pass.  聚焦党建，召开推进会5次；
聚焦执法，召开推进会7次；… fails, ``figures``; so does 骏马奔腾50匹，雄鹰展翅28只….
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from checker.checks.counting import judged_items
from checker.checks.outcome import Outcome, failed, passed, skipped
from checker.checks.repeats import said_before
from checker.checks.residue import LEAST, fits_any_report, frame_of, index_of, tells_of_nothing, words_left
from checker.checks.statements import statements_of
from checker.document.parts import part_view
from checker.document.report import Report
from checker.text.lazy_re import lazy
from checker.text.span import Cover, Span

_CLAUSE = lazy(r"[^,。;:、!?\n()|]+")
_COUNT = lazy(r"(?<![\d.])\d+(?:\.\d+)?[余多]?[万亿千百]?[余多]?(?! ?[年月日号时点])[\u3400-\u9fff%]")
_DIGITS = lazy(r"\d[\d.]*")
_HAN = lazy(r"[\u3400-\u9fff]")
_WORD = lazy(r"[\u3400-\u9fff]{3}")
_EDGES = " #*·-“”"
_REPEATED, _EMPTY, _LEAST, _OFTEN, _MOST = 0.2, 0.35, 8, 3, 2
_STOCK, _NOTHING = 0.4, 0.2
_WORDS, _FRAME_OFTEN = 4, 4
"""So many characters has a clause that is known again, and so often stands a frame that only gets other words."""
_SHORT = 300
"""A text with fewer characters shows too little of how it goes on."""
_SHOWN = 20
_QUOTED = 40


def substance(report: Report, options: Mapping[str, Any]) -> Outcome:
    """The report as a whole says something."""
    share, places = said_before(report)
    if places and share >= options.get("repeated", _REPEATED):
        return failed("repeated", places[:_SHOWN], percent=round(100 * share), words=_quoted(report, places[0]))
    counted, others = _clauses(report)
    if len(counted) >= options.get("least", _LEAST):
        empty = _empty(report, counted, options.get("often", _OFTEN))
        if len(empty) >= options.get("share", _EMPTY) * len(counted):
            words = _quoted(report, empty[0])
            return failed("figures", empty[:_SHOWN], count=len(empty), all=len(counted), words=words)
    whole = all(part_view(report, part).is_there for part in options.get("whole", ()))
    total = sum(map(_length, (*counted, *others)))
    for reason, find, least in (
        ("slogans", fits_any_report, options.get("stock", _STOCK)),
        ("empty", tells_of_nothing, options.get("empty", _NOTHING)),
    ):
        found = find(report.text, others) if whole and total >= _SHORT else []
        part = sum(map(_length, found)) / max(1, total)
        if part >= least:
            longest = sorted(found, key=_length, reverse=True)
            return failed(reason, longest[:_SHOWN], percent=round(100 * part), words=_quoted(report, longest[0]))
    hollow = dict(filter(None, (_hollow(report, part) for part in options["parts"])))
    if len(hollow) >= options.get("most", _MOST):
        return failed("hollow", [span for span in hollow.values() if span], parts=tuple(hollow))
    if not counted and not any(part_view(report, part).is_there for part in options["parts"]):
        return skipped("no-part")
    return passed()


def _clauses(report: Report) -> tuple[list[Span], list[Span]]:
    """The clauses in which something is counted, and the others that are no headings."""
    text = report.text
    counted: list[Span] = []
    others: list[Span] = []
    headings = Cover(section.heading for section in report.outline.walk())
    for match in _CLAUSE.finditer(text, *report.body):
        if _COUNT.search(text, *match.span()) is not None:
            counted.append(Span(*match.span()))
        elif _WORD.search(text, *match.span()) and not headings.holds(*match.span()):
            others.append(Span(*match.span()))
    return counted, others


def _length(span: Span) -> int:
    return span.end - span.start


def _empty(report: Report, clauses: list[Span], often: int) -> list[Span]:
    """Those of the clauses with figures that count nothing."""
    texts = [_DIGITS.sub("0", report.text[start:end]).strip(_EDGES) for start, end in clauses]
    known = Counter(text for text in texts if len(_HAN.findall(text)) >= _WORDS)
    frames = [frame_of(text, _WORDS - 1) for text in texts]
    framed = Counter(filter(None, frames))
    found: list[Span] = []
    for clause, text, frame in zip(clauses, texts, frames, strict=True):
        again = known[text] >= often or (frame is not None and framed[frame] >= _FRAME_OFTEN)
        if again or not index_of("deeds").finds(text) or words_left(text, frozenset()) < LEAST:
            found.append(clause)
    return found


def _hollow(report: Report, part: str) -> tuple[str, Span | None] | None:
    """A part of which nothing is said, and where; None where something is, or where it is missing."""
    within = next((one.within for one in report.vocabulary.parts if one.id == part), None)
    if within is not None:
        stated = statements_of(report, part).stated
        spans: Iterable[Span] = [one.span for one in stated]
        empty = bool(stated) and all(one.doubt is not None for one in stated)
    else:
        judged = judged_items(report, part)
        spans = [one.span for one in judged]
        empty = bool(judged) and all(one.doubt is not None for one in judged)
    return (part, next(iter(spans), None)) if empty else None


def _quoted(report: Report, span: Span) -> str:
    return report.quote(span).strip()[:_QUOTED]
