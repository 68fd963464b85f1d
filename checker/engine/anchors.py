"""Where a gap is shown: at its evidence, and, for what is absent, at the place where it belongs."""

from __future__ import annotations

from checker.checks.outcome import END, START, Correction
from checker.document.parts import part_view
from checker.document.report import Report
from checker.engine.model import Quote, Replacement
from checker.records import new
from checker.text.span import Span

LONGEST = 120
"""A quote is no longer than so many code points; the offsets are those of the whole."""
_NARROW = str.maketrans("（）", "()")
_WIDE = str.maketrans("()", "（）")


def quotes(report: Report, spans: tuple[Span, ...]) -> tuple[Quote, ...]:
    """Return the evidence of an outcome as words with their places."""
    return tuple([_quote_at(report, span) for span in spans])


def anchor(report: Report, near: str | None) -> Quote:
    """Return a place for something absent: the section that should hold it, else between its neighbours, else the title.

    What belongs to the end of a report is anchored behind its last sentence.
    """
    return _quote_at(report, _point(report, near))


def _point(report: Report, near: str | None) -> Span:
    if near == END:
        return Span(report.tail.start, report.tail.start)
    if near is not None and near != START:
        part = report.vocabulary.part_called(near)
        for name in filter(None, (near, part and part.within)):
            view = part_view(report, name)
            if view.headings:
                return Span(view.headings[0].end, view.headings[0].end)
        between = _between_neighbours(report, near)
        if between is not None:
            return Span(between, between)
    if report.title is not None:
        return Span(report.title.span.start, report.title.span.start)
    first = len(report.text) - len(report.text.lstrip())
    return Span(first, first)


def _between_neighbours(report: Report, part: str) -> int | None:
    """Return the place behind the nearest part that stands before *part* in the pack's order, else before the nearest after it."""
    names = [one.id for one in report.vocabulary.parts]
    at = names.index(part) if part in names else 0
    before = next(filter(None, map(report.sections_of, reversed(names[:at]))), None)
    behind = next(filter(None, map(report.sections_of, names[at + 1 :])), None) if before is None else None
    return before[-1].end if before else behind[0].start if behind else None


def replacements(report: Report, corrections: tuple[Correction, ...]) -> tuple[Replacement, ...]:
    """Return the certain corrections of an outcome in the spelling of the text: what is right already stays as published."""
    found = []
    for (start, end), right in corrections:
        folded = report.text[start:end]
        begin, stop = report.original(Span(start, end))
        words = report.document.text[begin:stop]
        if len(words) != len(folded):
            continue
        plain = right.translate(_NARROW)
        head = _common(folded, plain)
        tail = _common(folded[head:][::-1], plain[head:][::-1])
        spelt = right[head : len(right) - tail].translate(_WIDE)
        found.append(Replacement(words, begin, stop, words[:head] + spelt + words[len(words) - tail :]))
    return tuple(found)


def _common(text: str, other: str) -> int:
    """Return how many characters two texts share at the head."""
    pairs = enumerate(zip(text, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(text), len(other)))


def _quote_at(report: Report, span: Span) -> Quote:
    start, end = report.original(span)
    text = report.document.text
    words = text[start:end] if end - start <= LONGEST else text[start : start + LONGEST] + "…"
    return new(Quote, (words, start, end, report.source))
