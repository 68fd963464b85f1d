"""The words by which a pack recognises a report: the one thing that observation takes from a pack."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from checker.document.regions import level_of
from checker.patterns import Lexicon
from checker.records import NamedTuple


class Sign(NamedTuple):
    """Words in the opening or a heading that speak for (or, negative, against) a genre."""

    patterns: int
    weight: float


class Genre(NamedTuple):
    """A kind of text: how its title names it, and what else shows it.  ``report`` marks the kind that a pack judges."""

    id: str
    report: bool
    name: int | None
    signs: tuple[Sign, ...]


class Filer(NamedTuple):
    """A kind of unit that files reports, by the words of its name, with the day (``MM-DD``) a report is due.

    ``deadlines`` are those of some administrative levels: ``province``, ``city``, ``county``.
    """

    id: str
    issuer: int | None
    deadline: str | None
    deadlines: Mapping[str, str] = MappingProxyType({})

    def due(self, unit: str | None) -> str | None:
        """Return the day on which the report of *unit* is due, as far as its name shows its level."""
        level = level_of(unit) if unit and self.deadlines else None
        return self.deadlines.get(level or "", self.deadline)


class Account(NamedTuple):
    """A sentence that tells acts of a subject about a matter gives a part: three numbers of pattern lists."""

    subject: int
    acts: int
    about: int


class Part(NamedTuple):
    """How a part is recognised: numbers of pattern lists, as a pack gives them (None: the pack has no such list).

    A line with ``never`` words is no heading at all.  ``strong`` words in a heading name the part unless ``unless`` does; ``weak`` words do where no part is named by
    strong ones.  ``statement`` is what the text says where no heading does.  ``within`` names the part that holds this
    one.  ``thematic`` is the least number of headings of no other part that together are this one (0: never), of which
    those that match ``not_thematic`` are none.  ``coming`` marks the part about the year after the report's.
    ``account`` tells how the text gives the part where neither heading nor statement does.  ``cues`` tell where a part
    that another one holds is stated; ``lists`` say which of its items say nothing,
    ``answers`` which part they take up, and ``lacks`` whether they tell of a lack.
    """

    id: str
    strong: int | None
    weak: int | None
    unless: int | None
    statement: int | None
    within: str | None
    thematic: int
    not_thematic: int | None
    coming: bool
    account: Account | None = None
    cues: Mapping[str, int] = MappingProxyType({})
    lists: Mapping[str, int] = MappingProxyType({})
    answers: str | None = None
    lacks: bool = False
    never: int | None = None


class TableForm(NamedTuple):
    """A table that a report must fill in: the numbers of the pattern lists that name its rows and columns, by their ids.

    ``part`` is the part that holds it (None: it may stand anywhere); no ``rows``: each row of figures is one.  ``names`` has
    what the form prints for each row and column, by ``rows.ID`` and ``columns.ID``.
    """

    id: str
    title: Mapping[str, str]
    part: str | None
    rows: Mapping[str, int]
    columns: Mapping[str, int]
    names: Mapping[str, str]


class Vocabulary(NamedTuple):
    """What :func:`checker.document.report.observe` and the checks ask a pack for."""

    lexicon: Lexicon
    parts: tuple[Part, ...]
    genres: tuple[Genre, ...]
    filers: tuple[Filer, ...]
    data: tuple[Mapping[str, str], ...] = ()
    """The data files that rules name, for their checks: columns by name, one cell a line."""
    blanks: int | None = None
    """How text looks that is still to be written: a number of a pattern list, like the others."""
    lists: Mapping[str, int] = MappingProxyType({})
    """The lists of the pack's vocabulary by their names, for what asks for one by its name (``guard-denied``)."""
    whole: bool = False
    """Whether everything is looked at, what is still to be written and what stands before the report included."""
    year: int | None = None
    """The words by which a text states the year that it is about."""
    tables: tuple[TableForm, ...] = ()
    """The tables that such a report must fill in."""
    outlines: str = ""
    """The same in vocabularies that see the same headings and titles in a text, whatever parts they are of; else empty."""

    def part_called(self, name: str | None) -> Part | None:
        """Return the part of an id, where the pack has it."""
        return next((part for part in self.parts if part.id == name), None)

    @property
    def coming(self) -> tuple[str, ...]:
        """The parts about the year after the report's."""
        return tuple(part.id for part in self.parts if part.coming)
