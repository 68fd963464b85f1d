"""Sentences and paragraphs around an offset, and how much text there is."""

from __future__ import annotations

import re

from checker.text.lazy import lazy
from checker.text.span import Span

_END = lazy(r"[。!?;\n]")
_WORDS = lazy(r"[^\W_]")
_OTHER = lazy(r"[\W_]+")


def sentence_at(text: str, offset: int) -> Span:
    """The sentence that holds the character at *offset*; a semicolon ends one, as in enumerations."""
    start = max(text.rfind(mark, 0, offset) for mark in "。!?;\n") + 1
    match = _END.search(text, offset)
    return Span(start, match.start() if match else len(text))


def clause_at(text: str, offset: int) -> Span:
    """The clause, between commas, that holds the character at *offset*."""
    sentence = sentence_at(text, offset)
    start = max(sentence.start, text.rfind(",", sentence.start, offset) + 1)
    end = text.find(",", offset, sentence.end)
    return Span(start, sentence.end if end < 0 else end)


def sentences(text: str, start: int, end: int) -> list[Span]:
    """The sentences between two offsets, blanks stripped, empty ones left out."""
    found = []
    for match in re.compile(r"[^。!?;\n]+").finditer(text, start, end):
        if _WORDS.search(text, *match.span()):
            found.append(Span(*match.span()))
    return found


def paragraphs(text: str, start: int, end: int) -> list[Span]:
    """The lines between two offsets that hold words."""
    found = []
    for match in re.compile(r"[^\n]+").finditer(text, start, end):
        if _WORDS.search(text, *match.span()):
            found.append(Span(*match.span()))
    return found


def words_in(text: str, start: int, end: int) -> int:
    """How many characters of words (Han, letters, digits) stand between two offsets."""
    return end - start - sum(map(len, _OTHER.findall(text, start, end)))
