"""The words by which a pack recognises a report: the one thing that observation takes from a pack."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from checker.document.outline import Part
from checker.patterns import Lexicon


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
    """A kind of unit that files reports, by the words of its name, with the day (``MM-DD``) a report is due."""

    id: str
    issuer: int | None
    deadline: str | None


class Vocabulary(NamedTuple):
    """What :func:`checker.document.observe` and the checks ask a pack for."""

    lexicon: Lexicon
    parts: tuple[Part, ...]
    genres: tuple[Genre, ...]
    filers: tuple[Filer, ...]
    tables: tuple[Mapping[str, str], ...] = ()
    """The data files that rules name, for their checks: columns by name, one cell a line."""
    blanks: int | None = None
    """How text looks that is still to be written: a number of a pattern list, like the others."""
    lists: Mapping[str, int] = MappingProxyType({})
    """The lists of the pack's vocabulary by their names, for what asks for one by its name (``guard-denied``)."""
