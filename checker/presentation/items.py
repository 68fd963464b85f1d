"""What a person reads of one line of the checklist: place, words, why, by which clause, how to mend it, what it is worth."""

from __future__ import annotations

from collections.abc import Iterable

from checker.cache import LETTERS
from checker.checks.outcome import MISSED
from checker.document.model import Document
from checker.engine.model import Assessment, Item, Quote
from checker.i18n import LANGUAGES, fill, has_message, say
from checker.presentation.escape import one_line
from checker.presentation.wording import (
    SEVERITIES,
    SYMBOLS,
    Citation,
    cell_words,
    citations,
    cite,
    known_word,
    localized,
    path_words,
    place_words,
    told_days,
)
from checker.records import NamedTuple
from checker.rulebook.model import Pack, Rule
from checker.text.span import Span

_RECOGNISED = "recognised-text"
_WRONG_CHARACTERS = frozenset((_RECOGNISED, "two-encodings", "unreadable-glyphs"))
"""Warnings of a reader by which characters may be wrong; by all others text may be missing."""
UNKNOWN = "\ufffd"
"""Stands in a text for a character whose meaning is not known."""
_NO_GAIN = 0.05  # points: a gain below half of the last digit shown is none


class PlaceView(NamedTuple):
    """One piece of evidence: where it stands, in words, and its own words; none where something is absent there.

    ``cell`` says in which cell of a table, where it stands in one.
    """

    where: str
    quote: str
    start: int
    end: int
    cell: str = ""


class ItemView(NamedTuple):
    """One item of an assessment in the words of *lang*, each text on one line and made when it is asked for.

    ``pack`` is ``None`` where nothing was judged; ``doubtful`` tells of a gap that may be one of the reading
    (:func:`may_be_misread`); ``path`` is what the place is called where the source counts nothing.
    """

    item: Item
    lang: str
    pack: Pack | None
    path: str
    doubtful: bool

    @property
    def rule(self) -> Rule:
        """The rule that asks for it."""
        return self.item.rule

    @property
    def sign(self) -> str:
        """The sign of its state."""
        return SYMBOLS[self.item.state]

    @property
    def state(self) -> str:
        """Its state: 符合, 部分符合, 不符合, 不适用."""
        return say(f"state.{self.item.state}", self.lang)

    @property
    def severity(self) -> str:
        """Its severity: 必改, 应改, 建议."""
        return say(f"severity.{self.item.severity}", self.lang)

    @property
    def title(self) -> str:
        """What the rule asks for."""
        return rule_title(self.item.rule, self.lang)

    @property
    def message(self) -> str:
        """What the rule says about its outcome; empty where it has nothing to say."""
        return one_line(message(self.item, self.lang))

    @property
    def note(self) -> str:
        """What a reader of a gap should know of the text that it was found in; else empty."""
        return say("extraction.doubtful", self.lang) if self.doubtful else ""

    @property
    def why(self) -> str:
        """What is wrong, and what to know of the text that it was found in."""
        said = message(self.item, self.lang) or localized(self.item.rule.title, self.lang)
        return one_line(said + self.note)

    @property
    def fix(self) -> str:
        """How to mend it."""
        return one_line(fix(self.item, self.lang))

    @property
    def effort(self) -> str:
        """The effort of mending it."""
        return known_word("effort", self.item.rule.effort, self.lang)

    @property
    def remedy(self) -> str:
        """How to mend it, with the effort."""
        return say("report.fix.effort", self.lang, effort=self.effort) + self.fix

    @property
    def gain(self) -> str:
        """The points to gain by mending it, now or when the score is no longer capped; empty where there are none."""
        item = self.item
        if item.gain >= _NO_GAIN:
            return say("report.gain", self.lang, points=item.gain)
        later = item.possible - item.earned
        return say("report.gain.later", self.lang, points=later) if later >= _NO_GAIN else ""

    @property
    def citations(self) -> list[Citation]:
        """The clauses that the rule rests on, one by one."""
        return citations(self.item.rule.basis, self.pack, self.lang) if self.pack is not None else []

    @property
    def basis(self) -> str:
        """The clauses that the rule rests on; empty where it rests on none."""
        return rule_basis(self.item.rule, self.pack, self.lang)

    @property
    def basis_sentence(self) -> str:
        """The same as a sentence."""
        return self._basis_text(self.basis)

    @property
    def short_basis(self) -> str:
        """The same with the short names of instruments and clauses."""
        return self._basis_text(rule_basis(self.item.rule, self.pack, self.lang, short=True))

    @property
    def places(self) -> list[PlaceView]:
        """Every piece of evidence."""
        return list(map(self._place_view, self.item.evidence))

    @property
    def place(self) -> str:
        """Where the first piece of evidence stands; empty where there is none."""
        return self._where_words(self.item.evidence[0]) if self.item.evidence else ""

    @property
    def quote(self) -> str:
        """The words of the first piece of evidence; empty for what is absent."""
        return one_line(self.item.evidence[0].text) if self.item.evidence else ""

    @property
    def quoted(self) -> str:
        """The same in quotation marks, with the number of places where there are more."""
        quote = say("report.quote", self.lang, text=self.quote) if self.quote else ""
        return " ".join(filter(None, (quote, self.and_more)))

    @property
    def and_more(self) -> str:
        """How many places there are, where there are several."""
        count = len(self.item.evidence)
        return say("report.quote.more", self.lang, count=count) if count > 1 else ""

    @property
    def is_missed(self) -> bool:
        """Whether what the rule asks for is not there, or not whole."""
        return is_missed(self.item)

    @property
    def is_gap(self) -> bool:
        """Whether it is to be mended: missed, not waived and not in the baseline."""
        return is_gap(self.item)

    @property
    def has_lines(self) -> bool:
        """Whether the source of the evidence is text, so that a viewer finds the line itself."""
        return bool(self.item.evidence) and self.item.evidence[0].place.line is not None

    @property
    def waiver(self) -> str:
        """Why a gap is waived, who answers for it and until when; empty where it is not."""
        waived = self.item.waived
        if waived is None:
            return ""
        granted = waived.get("granted")
        since = say("waived.granted", self.lang, date=granted) if granted else ""
        return one_line(say("waived", self.lang, **{**waived, "granted": since}))

    @property
    def set_aside(self) -> str:
        """Why a gap does not count in this run: it is waived, or stands in the baseline; empty where it counts."""
        return self.waiver or (say("baseline.mark", self.lang) if self.item.baseline else "")

    def paragraph(self, *, placed: bool) -> str:
        """Return all that a reviewer needs; with *placed* the place too, for a viewer that cannot show it."""
        head = " ".join(filter(None, (self.place if placed else "", self.quoted)))
        head += say("mark.colon", self.lang).rstrip() if head else ""
        return LANGUAGES[self.lang].between.join(filter(None, (head, self.why, self.basis_sentence, self.remedy)))

    def _place_view(self, one: Quote) -> PlaceView:
        cell = cell_words(one.place, self.lang)
        return PlaceView(self._where_words(one), one_line(one.text), one.start, one.end, cell)

    def _where_words(self, one: Quote) -> str:
        return place_words(one.place, self.lang) or path_words(self.path, self.lang)

    def _basis_text(self, basis: str) -> str:
        return say("report.basis", self.lang, basis=basis) if basis else ""


def item_view(item: Item, assessment: Assessment, lang: str) -> ItemView:
    """Return *item* of *assessment* in the words of *lang*."""
    return ItemView(item, lang, assessment.pack, assessment.path, may_be_misread(item, assessment))


def may_be_misread(item: Item, assessment: Assessment) -> bool:
    """Return whether a gap may be one of the reading and not of the report.

    Where text may be missing, what is said to be absent or not whole may; where characters may be wrong, also what stands
    in such a place: on those pages, or in the lines that hold the unknown characters, and what is told of a section that
    such a place lies in.
    """
    document = assessment.document
    extraction = document.extraction if document is not None else None
    if document is None or extraction is None or not extraction.doubtful or not is_missed(item):
        return False
    if item.state == "partial" or not item.evidence or item.evidence[0].start == item.evidence[0].end:
        return True
    wrong = {*_WRONG_CHARACTERS.intersection(extraction.warnings), *([_RECOGNISED] if extraction.recognised else [])}
    if not wrong <= extraction.where.keys():
        return True  # nobody knows where
    extents = [_extent_of(quote, assessment) for quote in item.evidence]
    return any(_is_in_doubt(document, extent, key, extraction.where[key]) for key in wrong for extent in extents)


def _extent_of(quote: Quote, assessment: Assessment) -> Span:
    """Return what a piece of evidence tells of: of a heading its section, else the lines that it stands in."""
    waiting = list(assessment.facts.sections) if assessment.facts is not None else []
    while waiting:
        part = waiting.pop()
        if part.start <= quote.start < part.heading_end:
            return Span(part.start, part.end)
        waiting += part.sections
    text = assessment.document.text if assessment.document is not None else ""
    end = text.find("\n", quote.end)
    return Span(text.rfind("\n", 0, quote.start) + 1, end if end >= 0 else len(text))


def _is_in_doubt(document: Document, extent: Span, key: str, pages: tuple[int, ...]) -> bool:
    """Return whether an extent lies on one of the *pages* of a warning and, of unknown characters, holds one."""
    if key == "unreadable-glyphs":
        return UNKNOWN in document.text[extent.start : extent.end]
    first, last = (document.source.place(at).page for at in (extent.start, max(extent.start, extent.end - 1)))
    return first is None or last is None or any(first <= page <= last for page in pages)


def message(item: Item, lang: str) -> str | None:
    """Return what the rule says about its outcome: by reason, else by state; ``None`` where it has nothing to say."""
    messages = item.rule.message
    for key in (item.reason, item.state):
        if key is not None and key in messages:
            return _filled(localized(messages[key], lang), item, lang)
    key = f"skip.{item.reason}"
    return say(key, lang) if item.state == "skip" and has_message(key, "report") else None


def fix(item: Item, lang: str) -> str:
    """Return how to mend it, as the pack has it."""
    return _filled(localized(item.rule.fix, lang), item, lang)


def _filled(template: str, item: Item, lang: str) -> str:
    return fill(template, told_days(item.values, lang), lang) if "{" in template else template


def rule_title(rule: Rule, lang: str) -> str:
    """Return what a rule asks for, on one line."""
    return one_line(localized(rule.title, lang))


def rule_basis(rule: Rule, pack: Pack | None, lang: str, *, short: bool = False) -> str:
    """Return the clauses that a rule rests on, on one line; empty where nothing is known of them."""
    found = citations(rule.basis, pack, lang, short=short) if pack is not None else []
    return say("mark.list", lang).join(one_line(cite(one, lang)) for one in found)


def is_missed(item: Item) -> bool:
    """Return whether what the rule asks for is not there, or not whole."""
    return item.state in MISSED


def is_gap(item: Item) -> bool:
    """Return whether there is something to mend before anything else: missed, not waived and not in the baseline."""
    return is_missed(item) and item.waived is None and not item.baseline


def ranked(items: Iterable[Item]) -> list[Item]:
    """Return the gaps, most points to gain first, errors first among equals, then in the order of the pack.

    An error that earns no points (genre, private data) stands before all: it alone fails the report, and no number of
    points says so.  Under a cap most gaps gain nothing at once; they follow by what they gain when it is gone, whatever
    their severity.
    """
    return sorted(
        (item for item in items if is_gap(item)),
        key=lambda item: (
            item.severity != "error" or item.possible > 0,
            -round(item.gain, 2),
            -round(item.possible - item.earned, 2),
            SEVERITIES.index(item.severity),
        ),
    )


class Fingerprints:
    """Names of gaps that stay when lines move: of the rule and the words it was found in, never of a number of lines.

    Among equal ones of a run the second gets another name than the first.
    """

    def __init__(self) -> None:
        self._counts: dict[str, int] = {}

    def of_gap(self, item: Item, path: str) -> str:
        """Return the name of a gap of the report at *path*: 64 letters."""
        evidence = "".join(item.evidence[0].text.split()) if item.evidence else ""
        return self.named(item.rule.id, path, evidence)

    def named(self, *parts: str) -> str:
        """Return the name of whatever *parts* tell apart from all else."""
        from hashlib import sha256  # which loads OpenSSL

        key = "\0".join(parts)
        count = self._counts[key] = self._counts.get(key, 0) + 1
        return sha256(f"{key}\0{count}".encode("utf-8", "surrogatepass")).hexdigest().translate(LETTERS)
