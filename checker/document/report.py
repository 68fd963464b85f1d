"""What can be seen in a report, each fact found once, when it is first asked for, before anything is judged."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, wraps

from checker.document.boilerplate import Tail, find_tail, with_numbers
from checker.document.dates import Year, date_under_title, find_year, publication_date, years_within
from checker.document.front import front_matter
from checker.document.genre import GenreVerdict, find_genre, genre_of
from checker.document.headings import Heading
from checker.document.issuer import find_issuer, find_sender, own_word
from checker.document.model import Document, SourceMap
from checker.document.organs import Name
from checker.document.outline import Outline, Section, headings_of, outline_of
from checker.document.regions import region_of
from checker.document.sentences import find_citations
from checker.document.tables import ReportTable, TablePlaces, end_of_figures, find_tables, row_labels
from checker.document.title import Title, find_title
from checker.document.vocabulary import Filer, Vocabulary
from checker.patterns import Scan
from checker.records import TYPE_CHECKING, Any, NamedTuple
from checker.text.dates import Date, due_day
from checker.text.fold import Folded, fold
from checker.text.span import Span, line_around, mask

if TYPE_CHECKING:
    from typing import TypeVar

    _F = TypeVar("_F", bound=Callable[..., Any])

_HEAD = 6000
"""A title stands within so many code points of the beginning."""

_OF_OUTLINES = frozenset(("tables", "tail", "_headings", "_head", "_printed_title", "genre", "title", "region", "date"))
"""Facts that depend on the text and on the words for headings and titles, and on nothing else of a vocabulary."""

_NOT_YET = object()


class Given(NamedTuple):
    """What a person says of a report, whatever its text shows: its year, its kind of filer, whose it is, where parts stand.

    ``parts`` are pairs of a part and words of its passage: those of a heading stand for its section, others for their
    paragraph; ``first words…last words`` for all paragraphs from the one to the other.
    """

    year: int | None = None
    filer: str | None = None
    parts: tuple[tuple[str, str], ...] = ()
    unit: str | None = None


class Report:
    """One report as observed: the folded text with its hits, the outline, and the facts that several rules need.

    All offsets in here are of the folded text (``text``); :meth:`original` leads back to the extracted text.  ``blanks``
    are the stretches of it that are still to be written, ``front`` a list of contents or a letter before the report: what
    stands there is left out of ``text``, and seen by nothing.
    *given* holds whatever the text shows; *issuer* is the one that was found with other words.
    """

    def __init__(  # noqa: PLR0913 - by name, and few callers give more than one
        self,
        document: Document,
        vocabulary: Vocabulary,
        given: Given,
        *,
        folded: Folded | None = None,
        front: tuple[Span, ...] | None = None,
        issuer: Name | None = None,
    ) -> None:
        self.document = document
        self.vocabulary = vocabulary
        self._given = given
        if given.unit is not None:
            issuer = Name(given.unit, Span(0, 0))
        if issuer is not None:
            self.issuer = issuer
        self._written = self.folded = folded or fold(document.text)
        if front is None:
            front = () if vocabulary.whole else front_matter(self.folded.text)
        self.front = front
        if self.front:
            self.folded = self.folded.blotted(self.front)
        self.scan: Scan = vocabulary.lexicon.scan(self.folded.text)
        looked_for = None if vocabulary.whole else vocabulary.blanks
        self.blanks: tuple[Span, ...] = tuple(self.scan.hits(looked_for)) if looked_for is not None else ()
        if self.blanks:
            self.folded = self.folded.blotted(with_numbers(self.folded.text, self.blanks))
            self.scan = vocabulary.lexicon.scan(self.folded.text)
        self.text: str = self.folded.text
        self.memo: dict[tuple[object, ...], Any] = {}

    def under(self, vocabulary: Vocabulary) -> Report:
        """Return the report as observed with other words; whose it is stays, and all facts on which the words agree."""
        report = Report(
            self.document, vocabulary, self._given, folded=self._written, front=self.front, issuer=self.issuer
        )
        if vocabulary.outlines and vocabulary.outlines == self.vocabulary.outlines and report.text == self.text:
            vars(report).update((fact, found) for fact, found in vars(self).items() if fact in _OF_OUTLINES)
        return report

    def anew(self, vocabulary: Vocabulary) -> Report:
        """Return what is seen in the same text with the words of another kind of report; nothing is kept."""
        return Report(self.document, vocabulary, self._given, folded=self._written, front=self.front)

    def masked(self, spans: Sequence[Span]) -> Report:
        """Return the report as it would be with the letters and digits of *spans* made asterisks; all offsets stay.

        Its document is masked too, so that nothing which is taken from this report can show what stood there.
        """
        places = [self.original(span) for span in spans]
        document, text = self.document, mask(self.document.text, places)
        hidden = {document.text[start:end]: text[start:end] for start, end in places}
        meta = {name: _masked_words(value, hidden) for name, value in document.meta.items()}
        document = document._replace(text=text, meta=meta)
        return Report(document, self.vocabulary, self._given, folded=self._written.masked(spans))

    def with_blanks(self) -> Report:
        """Return the report as it would be if all that the text holds were said in it; all offsets stay."""
        if not (self.blanks or self.front):
            return self
        return Report(self.document, self.vocabulary._replace(whole=True), self._given, folded=self._written)

    def original(self, span: Span) -> Span:
        """Return a span of the folded text in offsets of the extracted text."""
        if self.folded.keeps_offsets:
            return span
        start = self.folded.origin(span.start)
        return Span(start, self.folded.origin_end(span.end) if span.end > span.start else start)

    def quote(self, span: Span) -> str:
        """Return the words of a span as published."""
        start, end = self.original(span)
        return self.document.text[start:end]

    def beginning(self, span: Span) -> str:
        """Return the first words of a span as published, at most 40 code points."""
        return self.quote(span).strip()[:40]

    @cached_property
    def tail(self) -> Tail:
        """The end of the report: signature, date, attachments."""
        return find_tail(self.text, end_of_figures(self.text, self.tables))

    @cached_property
    def _headings(self) -> list[Heading]:
        return headings_of(self.scan, self.vocabulary.parts, self.tail.start, row_labels(self.text, self.tables))

    @cached_property
    def _outline_without_year(self) -> Outline:
        """The outline before the year is known, which shows one more part."""
        return outline_of(self._headings, self.scan, self.vocabulary.parts, self.tail.start)

    @cached_property
    def outline(self) -> Outline:
        """The sections, and the parts that they fulfil.

        A heading that names the coming year (2025年主要工作, in a report on 2024) is the plan, whatever its words.
        """
        outline, plan = self._outline_without_year, self._plan
        if plan is not None and self.year is not None and not any(plan in one.parts for one in outline.sections):
            for section in outline.sections[1:]:
                named = {year.value for year in years_within(self.text, section.start, section.heading_end)}
                if named == {self.year.value + 1}:
                    section.parts, section.thematic = (plan,), False
        for part, passage in self.chosen.items():
            for section in outline.walk():
                if self._is_whole(section, passage):
                    section.parts = (part,) if section.thematic else tuple(dict.fromkeys((*section.parts, part)))
                    section.thematic = False
                elif part in section.parts:
                    section.parts = tuple(one for one in section.parts if one != part)
        return outline

    def _is_whole(self, section: Section, passage: Span) -> bool:
        """Return whether a passage begins with the heading of a section and holds all of it, the signature aside."""
        begins = self.text[passage.start : section.start].strip() == "" and passage.start <= section.start
        return begins and not self.text[passage.end : min(section.end, self.tail.start)].strip()

    @cached_property
    def chosen(self) -> dict[str, Span]:
        """Where parts stand as somebody says; a passage that the text does not have is left out."""
        found = ((part, self._passage(words)) for part, words in self._given.parts)
        return {part: passage for part, passage in found if passage is not None}

    def _passage(self, words: str) -> Span | None:
        first, _, last = fold(words).text.strip().partition("…")
        first, last = first.strip(), last.strip("… ")
        start = self.text.find(first) if first else -1
        at = self.text.find(last, start) if last else start
        if start < 0 or at < 0:
            return None
        sections = [one for one in self._outline_without_year.walk() if one.start <= start < one.heading_end]
        if sections and not last:
            return sections[-1].whole
        return line_around(self.text, start, at + len(last or first))

    @cached_property
    def _head(self) -> int:
        """Where the running text begins: the first heading, or what is within reach of a title."""
        return min(self._headings[0].start if self._headings else len(self.text), _HEAD)

    @cached_property
    def title(self) -> Title | None:
        """The title; None as well for a line that only looks like the title of another kind of text."""
        other = self.genre.report and self._printed_title is not None and self._printed_title.genre != self.genre.id
        return None if other else self._printed_title

    @cached_property
    def _printed_title(self) -> Title | None:
        return find_title(self.scan, self.vocabulary.genres, self._head)

    @property
    def title_text(self) -> str | None:
        """The title as printed, its lines joined."""
        if self.title is not None and self.title.genre is not None:
            return "".join(self.quote(piece) for piece in self.title.pieces)
        return None

    @cached_property
    def body(self) -> Span:
        """The report proper: from its title or its first sentence to the last one before the signature."""
        return Span(self.title.span.end if self.title else 0, self.tail.start)

    @cached_property
    def genre(self) -> GenreVerdict:
        """Which kind of text this is."""
        told = genre_of(self._printed_title)
        return told or find_genre(self.scan, self.vocabulary.genres, self._printed_title, self._outline_without_year)

    @cached_property
    def issuer(self) -> Name | None:
        """The body whose report it is."""
        found = find_issuer(self.text, self.title, self.tail.signature, self._head)
        return found or find_sender(self._written.text, self.front)

    @cached_property
    def region(self) -> str | None:
        """The province of the issuer."""
        return region_of(self.issuer.name, self.text) if self.issuer else None

    @cached_property
    def date(self) -> Date | None:
        """The day that the report bears."""
        return self.tail.date or date_under_title(self.text, self.title, self._head)

    @cached_property
    def published(self) -> str | None:
        """The day of publication (ISO 8601), from the page or the container."""
        found = publication_date(self.text, self.title, self.tail, self._head)
        return found.iso if found else self.document.meta.get("published")

    @cached_property
    def year(self) -> Year | None:
        """The year that the report is about."""
        given = self._given.year
        if given is not None:
            return Year(given, Span(0, 0))
        words = self.vocabulary.year
        stated = self.scan.hits(words) if words is not None else ()
        return find_year(self.text, self.title, self._outline_without_year, self.date, plan=self._plan, stated=stated)

    @property
    def reported_year(self) -> int | None:
        """The same as a number."""
        return self.year.value if self.year is not None else None

    @cached_property
    def _plan(self) -> str | None:
        """The part on the coming year."""
        return next(iter(self.vocabulary.coming), None)

    @cached_property
    def _kind_of_filer(self) -> Filer | None:
        kinds = self.vocabulary.filers
        given = self._given.filer
        if given is not None:
            return next((kind for kind in kinds if kind.id == given), None)
        name = self.issuer.name if self.issuer else own_word(self.text, self.title, self._head)
        if name is None:
            return None
        names = self.scan.of(name)
        return next((kind for kind in kinds if kind.issuer is not None and names.hits(kind.issuer)), None)

    @property
    def filer(self) -> str | None:
        """The kind of unit that files the report."""
        return self._kind_of_filer.id if self._kind_of_filer else self._given.filer

    @property
    def due(self) -> str | None:
        """Until when a report of such a unit is due: ``MM-DD``, before that day, or ``by MM-DD``."""
        return self._kind_of_filer.due(self.issuer.name if self.issuer else None) if self._kind_of_filer else None

    @property
    def deadline(self) -> str | None:
        """The day (``MM-DD``) of it."""
        return due_day(self.due) if self.due else None

    @cached_property
    def tables(self) -> tuple[ReportTable, ...]:
        """The tables of the report, in order."""
        return find_tables(self.folded, self.document, pasted=bool(self.vocabulary.tables))

    @cached_property
    def source(self) -> SourceMap:
        """The way from the extracted text back to the source, cells of tables included."""
        cells = [
            (self.original(cell.span), (table.number, cell.row, cell.column))
            for table in self.tables
            for row in table.rows
            for cell in row
        ]
        return TablePlaces(self.document.source, cells) if cells else self.document.source

    @cached_property
    def citations(self) -> list[Span]:
        """The outermost 《…》 of the text, marks included, in order."""
        return find_citations(self.text)

    def hits_in(self, patterns: int, spans: Iterable[Span]) -> list[Span]:
        """Return the hits of a list of patterns in several stretches of the text."""
        return [hit for span in spans for hit in self.scan.within(patterns, *span)]

    def sections_of(self, part: str) -> list[Section]:
        """Return the level-1 sections that fulfil *part*."""
        return [section for section in self.outline.sections if part in section.parts]


def once(find: _F) -> _F:
    """Return *find*, a function of a report and of what can be a key, which then finds what it returns once a report."""

    @wraps(find)
    def found(report: Report, *asked: object) -> Any:
        key = find, asked
        kept = report.memo.get(key, _NOT_YET)
        if kept is _NOT_YET:
            kept = report.memo[key] = find(report, *asked)
        return kept

    return found  # type: ignore[return-value]


def _masked_words(words: str, hidden: Mapping[str, str]) -> str:
    """Return what a container says beside its text, without what is masked there."""
    for shown, masked in hidden.items():
        words = words.replace(shown, masked)
    return words


def observe(document: Document, vocabulary: Vocabulary, **given: Any) -> Report:
    """Return what can be seen in *document*; what else is *given* (fields of :class:`Given`) overrides what its text shows."""
    return Report(document, vocabulary, Given(**given))
