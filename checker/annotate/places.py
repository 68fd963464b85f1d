"""Which words a comment marks: those of the gap, and for what is absent the words nearest to where it belongs."""

from __future__ import annotations

from checker.engine.model import Assessment, Quote

_NEAR = 40
"""Code points that are marked before or behind a place where something is absent: a heading has fewer."""


def covered(quote: Quote, text: str) -> tuple[int, int]:
    """Start and end of the words in *text* that *quote* is about; they are some, and none but white space only if all is."""
    if text[quote.start : quote.end].strip():
        return _trimmed(quote.start, quote.end, text)
    return _near(quote.start, text)


def head(assessment: Assessment) -> tuple[int, int]:
    """Where the comment on the whole belongs: the title, all its lines; else the first words."""
    report = assessment.report
    text = assessment.document.text if assessment.document is not None else ""
    if report is not None and report.title is not None and report.title.pieces:
        pieces = [report.original(piece) for piece in report.title.pieces]
        return _trimmed(pieces[0].start, pieces[-1].end, text)
    return _near(len(text) - len(text.lstrip()), text)


def _near(at: int, text: str) -> tuple[int, int]:
    """The words before *at* on its line, else those behind it, else the nearest before, else the nearest at all."""
    at = min(at, len(text))
    begin, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    end = len(text) if end < 0 else end
    if text[begin:at].strip():
        return _trimmed(max(begin, at - _NEAR), at, text)
    if text[at:end].strip():
        return _trimmed(at, min(end, at + _NEAR), text)
    before = len(text[:at].rstrip())
    if before:
        return _trimmed(max(text.rfind("\n", 0, before) + 1, before - _NEAR), before, text)
    start = len(text) - len(text.lstrip())
    end = text.find("\n", start)
    return start, min(start + _NEAR, len(text) if end < 0 else end)


def _trimmed(start: int, end: int, text: str) -> tuple[int, int]:
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), end - (len(words) - len(words.rstrip()))
