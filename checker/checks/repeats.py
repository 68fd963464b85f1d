"""What is said twice: sentences anywhere in a report, long clauses within one of its items."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Any, NamedTuple

from checker.checks.outcome import Outcome, failed, partial, passed
from checker.text.lazy import lazy
from checker.text.span import Span

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Mapping

    from checker.document.report import Report

_LEAST = 20
_SHOWN = 20
_KEY = 12
"""Two texts whose last so many characters differ are not the same: the quick way for most reports."""
_SENTENCE = lazy(r"[^。;!?\n]{12,}[。;!?]")
_CLAUSE = lazy(r"[^,。;:!?\n]{12,}")
_DIGITS = lazy(r"\d+(?:\.\d+)?")
_WORDS = lazy(r"[^\W_]+")
_LEAD = lazy(
    r"[ #*]*(?:\(?[一二三四五六七八九十\d]{1,3}[、.)](?!\d) ?|[一二三四五六七八九十]{1,2}是|第[一二三四五六七八九十][,、]|[①-⑳])?[ ,]*"
)
_LISTED = lazy(r"《[^《》]{2,80}(?:〈[^《》]{1,80}〉[^《》]{0,40})?》")


class _Piece(NamedTuple):
    """A sentence or clause: where it stands without its number, and its words."""

    span: Span
    words: str


def repeats(report: Report, options: Mapping[str, Any]) -> Outcome:
    """No sentence stands twice, and no long clause twice under one heading.

    ``least`` is the number of words' characters from which on a text counts; those of the ``formulas`` in it do not, and
    those of cited names count by half.  Headings are not held against anything.  Sentences that are alike but for their
    figures are ``alike``: partial.
    """
    text = report.text
    start, end = report.body
    digits = _DIGITS.sub("0", text[start:end])
    if not (_some_twice(_SENTENCE, digits) or _some_twice(_CLAUSE, digits) or "》《" in digits or "》、《" in digits):
        return passed()
    search = _Search(report, options)
    same = search.sentences() + search.clauses()
    if same:
        first, second = same[0]
        places = sorted({span for pair in _outermost(same) for span in pair})
        words = report.quote(second).strip()
        return failed("repeated", [second, first, *places[:_SHOWN]][:_SHOWN], count=len(_outermost(same)), words=words[:40])
    alike = search.alike()
    if alike:
        first, second = alike[0]
        return partial("alike", 0.5, [second, first], count=len(alike), words=report.quote(second).strip()[:40])
    return passed()


def _some_twice(pattern: Any, text: str) -> bool:
    ends = [piece[-_KEY:] for piece in pattern.findall(text)]
    return len(set(ends)) < len(ends)


def _outermost(pairs: list[tuple[Span, Span]]) -> list[tuple[Span, Span]]:
    """The pairs of which the second does not lie within the second of another: a sentence holds its clauses."""
    kept: list[tuple[Span, Span]] = []
    for pair in pairs:
        if not any(other[1].start <= pair[1].start and pair[1].end <= other[1].end for other in kept):
            kept.append(pair)
    return kept


class _Search:
    """The repetitions of one report, as pairs of the first place and a later one."""

    def __init__(self, report: Report, options: Mapping[str, Any]) -> None:
        self._text = report.text
        self._body = report.body
        self._least: int = options.get("least", _LEAST)
        formulas = options.get("formulas")
        self._formulas = report.scan.hits(formulas) if formulas is not None else []
        self._headings = [section.heading for section in report.outline.walk()]
        self._starts = [heading.start for heading in self._headings]
        self._sentences: list[_Piece] = []

    def sentences(self) -> list[tuple[Span, Span]]:
        """Sentences that stand twice, wherever."""
        self._sentences = [piece for piece in self._pieces(_SENTENCE) if self._counts(piece)]
        return _twice((piece.words, piece.span) for piece in self._sentences)

    def alike(self) -> list[tuple[Span, Span]]:
        """Sentences that differ in their figures alone."""
        return _twice(
            (words, piece.span)
            for piece in self._sentences
            if len(words := _DIGITS.sub("0", piece.words)) - words.count("0") >= self._least and "0" in words
        )

    def clauses(self) -> list[tuple[Span, Span]]:
        """Long clauses that stand twice under one heading; a verb goes with each of the names listed behind it."""
        found = []
        for piece in self._pieces(_CLAUSE):
            for part in _listed(piece, self._text):
                if self._counts(part):
                    found.append(((self._item(part.span.start), part.words), part.span))
        return _twice(found)

    def _pieces(self, pattern: re.Pattern[str]) -> Iterator[_Piece]:
        text = self._text
        for match in pattern.finditer(text, *self._body):
            lead = _LEAD.match(text, *match.span())
            span = Span(lead.end() if lead else match.start(), match.end())
            if span.end - span.start >= self._least and text[span.start] != "|":
                words = "".join(_WORDS.findall(text, *span))
                if len(words) >= self._least:
                    yield _Piece(span, words)

    def _item(self, at: int) -> tuple[int, int]:
        """The item that an offset lies in: its heading and its paragraph."""
        return bisect_right(self._starts, at), self._text.count("\n", 0, at)

    def _counts(self, piece: _Piece) -> bool:
        """Whether a piece says enough of its own: no heading, and long without formulas and names."""
        span = piece.span
        at = bisect_right(self._starts, span.start) - 1
        if at >= 0 and self._headings[at].end > span.start:
            return False
        if at + 1 < len(self._starts) and self._starts[at + 1] < span.end:
            return False
        counted = float(len(piece.words))
        for hit in self._formulas:
            if span.start <= hit.start and hit.end <= span.end:
                counted -= hit.end - hit.start
        for name in _LISTED.finditer(self._text, *span):
            counted -= (name.end() - name.start()) / 2
        return counted >= self._least


def _listed(piece: _Piece, text: str) -> Iterator[_Piece]:
    """A clause, or where it lists several names, its words before them with each of the names."""
    names = list(_LISTED.finditer(text, *piece.span)) if text.find("》", *piece.span) >= 0 else []
    if len(names) < 2:
        yield piece
        return
    verb = "".join(_WORDS.findall(text, piece.span.start, names[0].start()))
    for name in names:
        yield _Piece(Span(*name.span()), verb + "".join(_WORDS.findall(name.group())))


def _twice(pieces: Any) -> list[tuple[Span, Span]]:
    first: dict[Any, Span] = {}
    found = []
    for key, span in pieces:
        if key in first:
            found.append((first[key], span))
        else:
            first[key] = span
    return found
