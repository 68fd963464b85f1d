"""Sentences and paragraphs around an offset, and how much text there is."""

from __future__ import annotations

from checker.text.lazy_re import lazy
from checker.text.span import Span

_END = lazy(r"[。!?;\n]")
_SENTENCE = lazy(r"[^。!?;\n]+")
_PARAGRAPH = lazy(r"[^\n]+")
_WORD = lazy(r"[^\W_]")
_OTHER = lazy(r"[\W_]")
_REACH = 200
"""Most sentences are shorter than so many code points."""


def sentence_at(text: str, offset: int) -> Span:
    """The sentence that holds the character at *offset*; a semicolon ends one, as in enumerations."""
    start, reach = offset, _REACH
    before = -1
    while start and before < 0:  # step by step: each mark that a long line has not would be looked for in all of it
        end, start = start, max(0, start - reach)
        before = max(text.rfind(mark, start, end) for mark in "\n。!?;")
        reach *= 2
    start = before + 1
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
    return [Span(*match.span()) for match in _SENTENCE.finditer(text, start, end) if has_words(text, *match.span())]


def first_sentence(text: str, start: int, end: int) -> Span | None:
    """The first of the :func:`sentences` between two offsets."""
    for match in _SENTENCE.finditer(text, start, end):
        if has_words(text, *match.span()):
            return Span(*match.span())
    return None


def paragraphs(text: str, start: int, end: int) -> list[Span]:
    """The lines between two offsets that hold words."""
    return [Span(*match.span()) for match in _PARAGRAPH.finditer(text, start, end) if has_words(text, *match.span())]


def has_words(text: str, start: int, end: int) -> bool:
    """Whether there is a character of words (Han, letter, digit) between two offsets."""
    return _WORD.search(text, start, end) is not None


def words_in(text: str, start: int, end: int) -> int:
    """How many characters of words stand between two offsets."""
    return end - start - len(_OTHER.findall(text, start, end))
