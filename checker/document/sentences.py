"""Sentences, paragraphs and cited titles, and how much text there is."""

from __future__ import annotations

from checker.text.lazy_re import lazy
from checker.text.span import Span, first_of, last_of, pieces_at

_ENDS = "\n。!?;"
_CLAUSE_ENDS = ",\n。!?;"
_WORD = lazy(r"[^\W_]")
_WORDS = lazy(r"\w+")
_OFTEN = ",。、;: ()“”《》.%-_"
"""Most of what stands between words; the underline is none of them, whatever expressions hold."""
_REACH = 200
"""Most sentences are shorter than so many code points."""
_LONGEST_TITLE = 200


def sentence_at(text: str, offset: int) -> Span:
    """Return the sentence that holds the character at *offset*; a semicolon ends one, as in enumerations."""
    return Span(last_of(text, _ENDS, 0, offset) + 1, first_of(text, _ENDS, offset, len(text)))


def clause_at(text: str, offset: int) -> Span:
    """Return the clause, between commas, that holds the character at *offset*."""
    return Span(last_of(text, _CLAUSE_ENDS, 0, offset) + 1, first_of(text, _CLAUSE_ENDS, offset, len(text)))


def around(text: str, start: int, end: int, marks: str, reach: int = _REACH) -> Span:
    """Return what stands around a range of a text up to one of *marks*, but no more than *reach* code points on either side."""
    low, high = max(0, start - reach), min(len(text), end + reach)
    for mark in marks:
        low = max(low, text.rfind(mark, low, start) + 1)
        at = text.find(mark, end, high)
        high = high if at < 0 else at
    return Span(low, high)


def sentences(text: str, start: int, end: int) -> list[Span]:
    """Return the sentences between two offsets that hold words."""
    return [Span(at, at + len(piece)) for at, piece in pieces_at(text, _ENDS, start, end) if _WORD.search(piece)]


def first_sentence(text: str, start: int, end: int) -> Span | None:
    """Return the first of the :func:`sentences` between two offsets."""
    while start < end:
        stop = first_of(text, _ENDS, start, end)
        if _WORD.search(text, start, stop):
            return Span(start, stop)
        start = stop + 1
    return None


def paragraphs(text: str, start: int, end: int) -> list[Span]:
    """Return the lines between two offsets that hold words."""
    return [Span(at, at + len(piece)) for at, piece in pieces_at(text, "\n", start, end) if _WORD.search(piece)]


def has_words(text: str, start: int, end: int) -> bool:
    """Return whether there is a character of words (Han, letter, digit) between two offsets."""
    return _WORD.search(text, start, end) is not None


def words_in(text: str, start: int, end: int) -> int:
    """Return how many characters of words stand between two offsets.

    The marks that a text is full of are taken out first, so that few runs of words are left to be found.
    """
    words = text[start:end]
    for mark in _OFTEN:
        words = words.replace(mark, "\n")
    return len("".join(_WORDS.findall(words.replace("\n", ""))))


def find_citations(text: str) -> list[Span]:
    """Return the outermost 《…》 of a folded *text*, marks included, in order; one that is never closed is none."""
    found = []
    depth = start = 0
    opening, closing = text.find("《"), text.find("》")
    while closing >= 0:  # each mark is looked for once: of one that never comes the search runs through all of the text
        if 0 <= opening < closing:
            if depth == 0 or opening - start > _LONGEST_TITLE:
                start, depth = opening, 0
            depth += 1
            opening = text.find("《", opening + 1)
            continue
        if depth:
            depth -= 1
            if depth == 0 and closing - start <= _LONGEST_TITLE:
                found.append(Span(start, closing + 1))
        closing = text.find("》", closing + 1)
    return found
