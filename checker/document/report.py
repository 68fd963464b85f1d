"""What can be seen in a report, each fact found once, before anything is judged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from checker.document.boilerplate import Tail, find_tail, is_page_furniture, names_organ
from checker.document.genre import Verdict, find_genre
from checker.document.issuer import Issuer, find_issuer, own_word
from checker.document.model import Document
from checker.document.outline import Outline, Section, find_outline
from checker.document.regions import region_of
from checker.document.title import Title, find_title
from checker.document.vocabulary import Filer, Vocabulary
from checker.document.year import Year, find_year, years_within
from checker.patterns import Scan
from checker.text.dates import Date, date_alone, date_between_blanks, date_with_label, published_date
from checker.text.fold import Folded, fold
from checker.text.mask import mask
from checker.text.span import Span

_HEAD = 6000
"""A title stands within so many code points of the beginning."""
_LINES_UNDER_TITLE = 4


class Report:
    """One report as observed: the folded text with its hits, the outline, and the facts that several rules need.

    All offsets in here are of the folded text (``text``); :meth:`original` leads back to the extracted text.  ``blanks``
    are the stretches of it that are still to be written: what stands there is left out of ``text``, and seen by nothing.
    """

    __slots__ = (
        "_given", "_written", "blanks", "date", "deadline", "document", "filer", "folded", "genre", "issuer", "memo", "outline", "published",
        "region", "scan", "tail", "text", "title", "vocabulary", "year",
    )  # fmt: skip

    def __init__(
        self,
        document: Document,
        vocabulary: Vocabulary,
        *,
        year: int | None,
        filer: str | None,
        folded: Folded | None = None,
    ) -> None:
        self.document = document
        self.vocabulary = vocabulary
        self._given = (year, filer)
        self._written: Folded = folded or fold(document.text)
        self.folded: Folded = self._written
        self.scan: Scan = vocabulary.lexicon.scan(self.folded.text)
        self.blanks: tuple[Span, ...] = self._blanks()
        if self.blanks:
            from checker.document.placeholders import with_numbers

            self.folded = self._written.blotted(with_numbers(self._written.text, self.blanks))
            self.scan = vocabulary.lexicon.scan(self.folded.text)
        self.text: str = self.folded.text
        self.tail: Tail = find_tail(self.text)
        self.outline: Outline = find_outline(self.scan, vocabulary.parts, self.tail.start)
        head = self._head()
        self.title: Title | None = find_title(self.scan, vocabulary.genres, head)
        self.genre: Verdict = find_genre(self.scan, vocabulary.genres, self.title, self.outline)
        if self.genre.report and self.title is not None and self.title.genre != self.genre.id:
            self.title = None  # a line that only looks like the title of another kind of text
        self.issuer: Issuer | None = find_issuer(self.text, self.title, self.tail.signature, head)
        self.date: Date | None = self.tail.date or self._date_under_title(head)
        self.year: Year | None = Year(year, Span(0, 0)) if year is not None else self._year()
        self._correct_parts()
        kind = self._filer(filer)
        self.filer: str | None = kind.id if kind else filer
        self.deadline: str | None = kind.deadline if kind else None
        self.region: str | None = region_of(self.issuer.name, self.text) if self.issuer else None
        self.published: str | None = self._published(head)
        self.memo: dict[str, object] = {}

    @property
    def body(self) -> Span:
        """The report proper: from its title or its first sentence to the last one before the signature."""
        start = self.title.span.end if self.title else 0
        return Span(start, self.tail.start)

    def original(self, span: Span) -> Span:
        """A span of the folded text in offsets of the extracted text."""
        if self.folded.keeps_offsets:
            return span
        start = self.folded.origin(span.start)
        return Span(start, self.folded.origin_end(span.end) if span.end > span.start else start)

    def quote(self, span: Span) -> str:
        """The words of a span as published."""
        start, end = self.original(span)
        return self.document.text[start:end]

    def masked(self, spans: Sequence[Span]) -> Report:
        """The report as it would be with the letters and digits of *spans* replaced by asterisks; all offsets stay.

        Its document is masked too, so that nothing which is taken from this report can show what stood there.
        """
        year, filer = self._given
        places = [self.original(span) for span in spans]
        document, text = self.document, mask(self.document.text, places)
        hidden = {document.text[start:end]: text[start:end] for start, end in places}
        meta = {name: _without(value, hidden) for name, value in document.meta.items()}
        document = document._replace(text=text, meta=meta)
        return Report(document, self.vocabulary, year=year, filer=filer, folded=self._written.masked(spans))

    def with_blanks(self) -> Report:
        """The report as it would be if what stands in blanks were said in it; all offsets stay."""
        if not self.blanks:
            return self
        year, filer = self._given
        vocabulary = self.vocabulary._replace(blanks=None)
        return Report(self.document, vocabulary, year=year, filer=filer, folded=self._written)

    @property
    def title_text(self) -> str | None:
        """The title as printed, its lines joined."""
        if self.title is not None and self.title.genre is not None:
            return "".join(self.quote(piece) for piece in self.title.pieces)
        return None

    def sections_of(self, part: str) -> list[Section]:
        """The level-1 sections that fulfil *part*."""
        return [section for section in self.outline.sections if part in section.parts]

    def _blanks(self) -> tuple[Span, ...]:
        number = self.vocabulary.blanks
        return tuple(self.scan.hits(number)) if number is not None else ()

    def _head(self) -> int:
        """Where the running text begins: the first heading, or what is within reach of a title."""
        sections = self.outline.sections
        return min(sections[0].start if sections else len(self.text), _HEAD)

    def _date_under_title(self, head: int) -> Date | None:
        """A date in brackets, or below the unit's name, in the first lines under the title."""
        if self.title is None:
            return None
        start = self.text.find("\n", self.title.span.end) + 1
        signed = False
        for _ in range(_LINES_UNDER_TITLE):
            end = self.text.find("\n", start)
            if start <= 0 or end < 0 or start >= head:
                return None
            line = self.text[start:end].strip()
            if line.startswith("(") or (signed and "年" in line):
                found = date_alone(self.text, start, end)
                if found:
                    return found
            signed = signed or names_organ(line)
            start = end + 1
        return None

    def _published(self, head: int) -> str | None:
        found = published_date(self.text, 0, head) or self._date_before_title()
        if found is None and self.tail.start < len(self.text):
            found = published_date(self.text, self.tail.start, len(self.text))
        return found.iso if found else self.document.meta.get("published")

    def _date_before_title(self) -> Date | None:
        """A date alone on a line above or right below the title, as pages print it."""
        end = self.title.span.start if self.title else 0
        if self.title is not None:
            below = self.title.span.end
            while self.text[below : below + 1] in ("\n", " "):
                below += 1
            below = self.text.find("\n", below)
            end = max(end, min(below if below >= 0 else 0, self.title.span.end + 60))
        start = 0
        while start < end:
            stop = self.text.find("\n", start)
            stop = len(self.text) if stop < 0 else stop
            found = date_alone(self.text, start, stop)
            if found and not self.text[start:stop].lstrip().startswith("("):
                return found
            labelled = date_with_label(self.text, start, stop)
            if labelled and is_page_furniture(labelled[1]):  # 2024年3月1日 来源:某某市水利局
                return labelled[0]
            start = stop + 1
        return (
            date_between_blanks(self.text, max(0, self.title.span.start - 40), self.title.span.start)
            if self.title
            else None
        )

    def _year(self) -> Year | None:
        plan = next((part.id for part in self.vocabulary.parts if part.coming), None)
        return find_year(self.text, self.title, self.outline, self.date, plan=plan)

    def _correct_parts(self) -> None:
        """A heading that names the coming year (2025年主要工作, in a report on 2024) is the plan, whatever its words."""
        plan = next((part.id for part in self.vocabulary.parts if part.coming), None)
        sections = self.outline.sections
        if plan is None or self.year is None or any(plan in section.parts for section in sections):
            return
        for section in sections[1:]:
            named = {year.value for year in years_within(self.text, section.start, section.heading_end)}
            if named == {self.year.value + 1}:
                section.parts, section.thematic = (plan,), False

    def _filer(self, chosen: str | None) -> Filer | None:
        kinds = self.vocabulary.filers
        if chosen is not None:
            return next((kind for kind in kinds if kind.id == chosen), None)
        name = self.issuer.name if self.issuer else own_word(self.text)
        if name is None:
            return None
        names = self.scan.of(name)
        return next((kind for kind in kinds if kind.issuer is not None and names.hits(kind.issuer)), None)


def _without(words: str, hidden: Mapping[str, str]) -> str:
    """What a container says beside its text, without what is masked there."""
    for shown, masked in hidden.items():
        words = words.replace(shown, masked)
    return words


def observe(document: Document, vocabulary: Vocabulary, *, year: int | None = None, filer: str | None = None) -> Report:
    """See what is in *document*; *year* and *filer* override what its text shows."""
    return Report(document, vocabulary, year=year, filer=filer)
