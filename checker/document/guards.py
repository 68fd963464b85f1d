"""Why words that would tell an act or a fact do not: they deny it, plan it, retell a rule, or speak of somebody else.

Every check that credits a hit asks here first, so that one idea of what counts holds for all.  The words are lists of
the pack's vocabulary (``guard-…``); without them everything counts.  A text is cut into clauses once; each question is
then answered by bisection, so that time grows with the text and the hits.

=============  ======================================================================================================
``denied``     没有主持, 未听取: a denial before the hit in its clause, no 的 and few characters between; 述法没有开展 behind it,
               述法等工作，均未开展 in the next clause
``nought``     会议0次: the first count behind the hit in its clause is none
``modal``      应当, 拟, 将要, 争取: from that word to the end of its sentence
``retold``     《…规定》要求: from there to the end of the sentence; everything between 《 and 》; the name of a system (述法制度)
``announced``  全文包括…, 现将…报告如下: what is said of the text itself, in the sentence
``past``       去年, at the head of the sentence: another year; so does a year before that of the report where its paragraph
               names both: 2024年，局长主持会议5次。2025年，局长高度重视
``template``   words of the checker's own advice in the sentence (写明…各几次)
``ordinal``    八次全会: a number that counts nothing
=============  ======================================================================================================
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator

from checker.document.report import Report, once
from checker.records import new
from checker.text.lazy_re import lazy
from checker.text.numerals import ITEM_NUMBER, ORDINAL
from checker.text.span import Cover, Span, inside, line_around, marks_at, occurrences

_THOUSANDS = lazy(r",(?<=[0-9],)(?=[0-9])")
"""A comma that parts no clauses."""
_DENIED_REACH = 8
_UNDONE_REACH = 8
_LONGEST_DENIAL = 12
_FEW = 2
"""Paragraphs are few where they are less than this part of the text."""
_NUMERAL = lazy(r"[0-9.,]")
_DIGIT = lazy(r"[0-9一二两三四五六七八九十]")
_LINK = "的"
_LEAD = lazy(rf"(?:«guards.lead»|{ORDINAL}|[一二三四]季度|{ITEM_NUMBER}|(?:19|20)\d\d ?年|\d{{1,2}}月|[^\w\n]){{0,12}}")
"""What stands in a clause before its subject."""
_YEAR = lazy(r"[^\w\n]{0,4}((?:19|20)\d\d) ?年(?!度?(?:以来|[起至到底末初-]))")
"""A year at the head of a sentence."""
_KEEPING = (
    "guard-denied", "guard-undone", "guard-nought", "guard-modal", "guard-system", "guard-retold", "guard-template",
    "guard-announced", "guard-past", "guard-ordinal",
)  # fmt: skip
_TELLING = ("guard-other", "guard-handed", "guard-unit")
_UNIT = lazy(r"(?:«guards.unit»){0,4}")


class Guards:
    """What keeps hits in one report, or in some paragraphs of it, from counting (made once, by :func:`guards_of`)."""

    __slots__ = (
        "_above", "_citations", "_clause_ends", "_found", "_issuer", "_lists", "_scan", "_sentence_ends", "_start", "_text", "_told",
        "_words", "_year",
    )  # fmt: skip

    def __init__(self, report: Report, within: Span) -> None:
        # The report itself is not kept: it keeps its guards, and what keeps each other is freed late.
        self._text = report.text
        self._citations = report.citations
        self._issuer = report.issuer.name if report.issuer else ""
        self._above = f"guard-above-{report.filer}"
        self._year = report.reported_year
        self._start = within.start
        whole = within.end - within.start == len(report.text)
        self._scan = report.scan if whole else report.scan.of(report.text[within.start : within.end])
        self._found: dict[int | str, list[Span]] = {}
        self._lists = report.vocabulary.lists
        self._told: dict[tuple[Span, int, bool], list[Span]] = {}
        self._words: Cover | None = None
        ends = marks_at(report.text, "\n。!?;,", *within)
        inner = {match.start() for match in _THOUSANDS.finditer(report.text, *within)}
        self._clause_ends = [end for end in ends if end not in inner] if inner else ends
        self._sentence_ends = [end for end in ends if report.text[end] != ","]

    def why_not(self, hit: Span, *, but: Collection[str] = ()) -> str | None:
        """Return why *hit* does not count, or None where it does; reasons in *but* are not looked for."""
        clause, sentence = self.clause(hit), self.sentence(hit)
        if self._words is None:
            self._words = Cover(found for name in _KEEPING for found in self._named_hits(name))
        has_words = self._words.meets(sentence.start - 1, max(sentence.end, hit.end))
        for reason, holds in (_REASONS if has_words else _WITHOUT_WORDS).items():
            if reason not in but and holds(self, hit, clause, sentence):
                return reason
        return None

    def counting(self, hits: Iterable[Span]) -> list[Span]:
        """Return those of *hits* that no guard stops."""
        return [hit for hit in hits if self.why_not(hit) is None]

    def clause(self, hit: Span) -> Span:
        """Return the clause, between commas, in which *hit* begins."""
        return self._stretch_between(self._clause_ends, hit.start)

    def sentence(self, hit: Span) -> Span:
        """Return the sentence in which *hit* begins; a semicolon ends one."""
        return self._stretch_between(self._sentence_ends, hit.start)

    def clauses(self, start: int, end: int) -> Iterator[Span]:
        """Yield the clauses between two offsets, cut there."""
        at = bisect_left(self._clause_ends, start)
        while start < end:
            stop = min(self._clause_ends[at], end) if at < len(self._clause_ends) else end
            if stop > start:
                yield new(Span, (start, stop))
            start, at = stop + 1, at + 1

    def told_of(self, spans: Iterable[Span], subject: int, *, own: bool) -> list[Span]:
        """Return the clauses of *spans* that tell of the *subject* (a list of patterns).

        Who is named stays the subject until a clause names another: a word of ``guard-other`` (分管副局长, 各科室), of
        ``guard-above-FILER`` (县长, where a town reports) or ``guard-unit`` (我局), or the unit by its name, at its head,
        or hands it on (``guard-handed``: 由办公室组织).  *own* says whether a span begins with the subject, as under a
        heading that names it.
        """
        return [clause for span in spans for clause in self._told_in(Span(*span), subject, own)]

    def _told_in(self, span: Span, subject: int, own: bool) -> list[Span]:
        key = (span, subject, own)
        found = self._told.get(key)
        if found is None:
            found, his, at = [], own, span.start
            for place in self._telling(span, subject):
                start, end = self._stretch_between(self._clause_ends, place)
                if place < at or place >= end:
                    continue  # this clause has been looked at
                clause = Span(max(start, at), min(end, span.end))
                found += self.clauses(at, clause.start) if his else ()
                his = self._subject(clause, subject, his)
                found += (clause,) if his else ()
                at = clause.end + 1
            found += self.clauses(at, span.end) if his else ()
            self._told[key] = found
        return found

    def _telling(self, span: Span, subject: int) -> list[int]:
        """Return where words stand that can change who is spoken of: in a clause without any it stays who it was."""
        lists = (self.hits(subject), *map(self._named_hits, _TELLING))
        found = [hit.start for hits in lists for hit in starting(hits, *span)]
        found += occurrences(self._text, self._issuer, *span) if self._issuer else ()
        return sorted(found)

    def _subject(self, clause: Span, subject: int, his: bool) -> bool:
        """Return whether a clause tells of the subject; *his* says whether the one before did."""
        if self._begins("guard-other", clause) or self._begins(self._above, clause):
            return False
        named = [hit for hit in starting(self.hits(subject), *clause) if not inside(self._citations, hit.start)]
        handed = self._first("guard-handed", *clause)
        if handed is not None and not any(hit.start >= handed.start for hit in named):
            return False
        if named:
            return True
        if not his or self._begins("guard-unit", clause):
            return False
        return not (self._issuer and self._text.startswith(self._issuer, self.begin(clause)))

    def _begins(self, name: str, clause: Span) -> bool:
        """Return whether a clause, or a sentence, begins with a word of a list, what leads to it and the unit left out."""
        if self._first(name, *clause) is None:
            return False
        begin = self.begin(clause)
        first = self._first(name, begin, clause.end)
        return first is not None and (
            first.start == begin or _UNIT.fullmatch(self._text, begin, first.start) is not None
        )

    def begin(self, clause: Span) -> int:
        """Return where a clause begins when the words before its subject (全年, 一是, 此外) are left out."""
        lead = _LEAD.match(self._text, *clause)
        return lead.end() if lead else clause.start

    def _denied(self, hit: Span, clause: Span, _sentence: Span) -> bool:
        near = max(clause.start - 1, hit.start - _DENIED_REACH - _LONGEST_DENIAL)  # with the comma before: ,无
        for denial in starting(self._named_hits("guard-denied"), near, max(hit.start, near)):
            between = self._text[denial.end : hit.start]  # nothing where the denial names the act: 不主持
            if len(between) <= _DENIED_REACH and _LINK not in between:
                return True
        return any(
            behind.end > clause.end or (behind.end == clause.end and behind.start - hit.end <= _UNDONE_REACH)
            for behind in starting(self._named_hits("guard-undone"), hit.end, clause.end)
        )

    def _nought(self, hit: Span, clause: Span, _sentence: Span) -> bool:
        for nought in starting(self._named_hits("guard-nought"), hit.start, clause.end):
            if not _NUMERAL.match(self._text, nought.start - 1):
                return _DIGIT.search(self._text, hit.end, max(nought.start, hit.end)) is None
        return False

    def _modal(self, hit: Span, _clause: Span, sentence: Span) -> bool:
        return self._before("guard-modal", hit, sentence)

    def _retold(self, hit: Span, _clause: Span, sentence: Span) -> bool:
        named = self._named_hits("guard-system")
        return (
            inside(self._citations, hit.start)
            or inside(named, hit.start)
            or self._before("guard-retold", hit, sentence)
        )

    def _template(self, _hit: Span, _clause: Span, sentence: Span) -> bool:
        return self._first("guard-template", *sentence) is not None

    def _announced(self, _hit: Span, _clause: Span, sentence: Span) -> bool:
        return self._first("guard-announced", *sentence) is not None

    def _past(self, hit: Span, _clause: Span, sentence: Span) -> bool:
        if self._begins("guard-past", sentence) and self.begin(sentence) <= hit.start:
            return True
        named = _YEAR.match(self._text, *sentence)
        if named is None or self._year is None or int(named[1]) >= self._year:
            return False
        return self._text.find(f"{self._year}年", *line_around(self._text, *sentence)) >= 0

    def _ordinal(self, hit: Span, clause: Span, _sentence: Span) -> bool:
        near = max(clause.start, hit.start - _LONGEST_DENIAL)
        ordinals = starting(self._named_hits("guard-ordinal"), near, hit.end)
        return any(hit.start < one.end <= hit.end + _LONGEST_DENIAL for one in ordinals)

    def _before(self, name: str, hit: Span, sentence: Span) -> bool:
        """Return whether a word of a list stands before a hit in its sentence."""
        first = self._first(name, sentence.start, sentence.end)
        return first is not None and first.start < hit.start

    def _first(self, name: str, start: int, end: int) -> Span | None:
        """Return the first hit of a list between two offsets."""
        hits = self._named_hits(name)
        at = bisect_left(hits, (start,))
        return hits[at] if at < len(hits) and hits[at].end <= end else None

    def _named_hits(self, name: str) -> list[Span]:
        found = self._found.get(name)
        if found is None:
            number = self._lists.get(name)
            found = self._found[name] = self.hits(number) if number is not None else []
        return found

    def hits(self, number: int) -> list[Span]:
        """Return the hits of a list of patterns, in the order of the text."""
        found = self._found.get(number)
        if found is None:
            found = self._scan.hits(number)
            if self._start:
                found = [new(Span, (self._start + start, self._start + end)) for start, end in found]
            self._found[number] = found
        return found

    def _stretch_between(self, ends: list[int], offset: int) -> Span:
        at = bisect_left(ends, offset)
        return new(Span, (ends[at - 1] + 1 if at else 0, ends[at] if at < len(ends) else len(self._text)))


_REASONS = {
    "denied": Guards._denied,
    "nought": Guards._nought,
    "modal": Guards._modal,
    "retold": Guards._retold,
    "template": Guards._template,
    "announced": Guards._announced,
    "past": Guards._past,
    "ordinal": Guards._ordinal,
}
_WITHOUT_WORDS = {reason: _REASONS[reason] for reason in ("retold", "past")}
"""What may hold in a sentence, the comma before it included, that has no word of the lists; most have none."""


def starting(hits: list[Span], start: int, end: int) -> list[Span]:
    """Return those of ordered *hits* that begin between two offsets."""
    first = bisect_left(hits, (start,))
    return hits[first : bisect_left(hits, (end,), first)]


def guards_of(report: Report, spans: Iterable[Span] = ()) -> Guards:
    """Return the guards of a report, made once for all that ask; of the paragraphs of *spans* alone where they are few.

    What is looked for in a few paragraphs need not be found in all of a long text.
    """
    text = report.text
    edges = sorted(edge for span in spans for edge in span)
    around = line_around(text, edges[0], edges[-1]) if edges else None
    return _guards(report, around if around and _FEW * (around.end - around.start) <= len(text) else Span(0, len(text)))


_guards = once(Guards)
