"""The result of judging: what every renderer takes."""

from __future__ import annotations

from collections.abc import Mapping

from checker.document.model import Document, Place, SourceMap
from checker.document.report import Report
from checker.errors import CheckerError
from checker.records import Any, NamedTuple
from checker.rulebook.model import Pack, Rule
from checker.text.span import Span


class Quote(NamedTuple):
    """One piece of evidence: the words, their offsets in the extracted text, and their place in the source.

    An empty ``text`` (``start == end``) anchors something absent at the place where it belongs.
    """

    text: str
    start: int
    end: int
    source: SourceMap

    @property
    def place(self) -> Place:
        """Line and column, or page and paragraph, of the first character."""
        return self.source.place(self.start)


class Replacement(NamedTuple):
    """A certain correction: the words ``text``, from ``start`` to ``end`` of the extracted text, are to be ``right``."""

    text: str
    start: int
    end: int
    right: str


class Item(NamedTuple):
    """One line of the checklist: how one rule came out for one report.

    ``credit`` is between 0 and 1; ``earned``, ``possible`` and ``gain`` are points of the total score.  ``severity`` is
    the one that counts here: a partial is one step below its rule's.  ``values`` fill the message; ``table`` holds rows
    for rules that compare (shortcoming → plan), else it is empty.  ``waived`` holds ``reason``, ``approver``, ``granted``
    (or ``None``) and ``expires`` where the gap is waived; everything else stays as it would be without.  ``baseline``
    tells of a gap, where the run has a baseline, whether it was there before (``True``) or is new.  ``replacements`` are
    the corrections of it that need no thought.
    """

    rule: Rule
    state: str
    reason: str | None
    severity: str
    credit: float
    earned: float
    possible: float
    gain: float
    evidence: tuple[Quote, ...]
    values: Mapping[str, Any]
    table: tuple[Mapping[str, Any], ...]
    waived: Mapping[str, str | None] | None
    baseline: bool | None = None
    replacements: tuple[Replacement, ...] = ()


class Cap(NamedTuple):
    """The bound that a rule sets on the total score where it fails, or comes out for a certain reason."""

    points: float
    rule: str


class Waived(NamedTuple):
    """The score as it would be if what is waived were met."""

    points: float
    grade: str


class Score(NamedTuple):
    """Points of 100, the grade's key (``excellent``, ``good``, ``passing``, ``failing``), and the cap if one bit.

    They know nothing of waivers; ``with_waivers`` is there where something is waived.
    """

    points: float
    grade: str
    cap: Cap | None
    uncapped: float
    with_waivers: Waived | None = None


class SectionFacts(NamedTuple):
    """One section of a report with the ids of the parts that it fulfils; offsets are of the extracted text."""

    level: int
    number: str | None
    heading: str
    parts: tuple[str, ...]
    start: int
    end: int
    heading_end: int
    place: Place
    sections: tuple[SectionFacts, ...]


class Facts(NamedTuple):
    """What a report was seen to be; ``None`` where it does not show it.

    Dates are ``YYYY-MM-DD``, ``deadline`` is the ``MM-DD`` of its kind of filer.  ``characters`` counts without white
    space; ``body`` is the report proper, from its title to its signature, in offsets of the extracted text.
    """

    genre: str | None
    title: str | None
    issuer: str | None
    filer: str | None
    region: str | None
    year: int | None
    date: str | None
    published: str | None
    deadline: str | None
    characters: int
    body: Span
    sections: tuple[SectionFacts, ...]


class Assessment(NamedTuple):
    """One report judged, or one input that could not be read (then ``error`` is set, and there are no items).

    ``report`` is all that was observed; an assessment that was kept and read again has none, and no renderer asks for it.
    """

    path: str
    error: CheckerError | None = None
    document: Document | None = None
    facts: Facts | None = None
    pack: Pack | None = None
    items: tuple[Item, ...] = ()
    score: Score | None = None
    verdict: str | None = None
    report: Report | None = None
