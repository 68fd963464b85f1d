"""What a search among many texts finds, and how far it has come."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple, TypeVar

ProgressCallback = Callable[[str, int, int], None]
"""Called with the stage (the last word of its message's key), how many of its steps are done, and of how many."""

_T = TypeVar("_T")


def no_progress(stage: str, done: int, total: int) -> None:
    """Tell nobody."""


def with_progress(items: Iterable[_T], report: ProgressCallback, stage: str, total: int) -> Iterator[_T]:
    """Yield *items*, and *report* each that is dealt with."""
    report(stage, 0, total)
    for done, item in enumerate(items, 1):
        yield item
        report(stage, done, total)


class Passage(NamedTuple):
    """One passage that two texts share: the words in each as published, and where they begin (code points)."""

    here: str
    there: str
    here_start: int
    there_start: int


class Similar(NamedTuple):
    """Two reports that are alike: ``share`` (0 to 1) of the words of ``report`` stand in ``other`` too.

    Years, numbers, names of units and the phrases that every report must use are not counted.  ``last_year`` tells that
    *other* is an earlier report; ``year_changed`` that it is the same text but for its years.  ``unit`` and
    ``other_unit`` are whose they are, as far as it is known.
    """

    report: str
    other: str
    share: float
    last_year: bool
    year_changed: bool
    passages: tuple[Passage, ...]
    unit: str | None = None
    other_unit: str | None = None

    @property
    def kind(self) -> str:
        """What it is: ``year-changed``, ``last-year`` (its own), ``last-year-other`` (another unit's) or ``each-other``."""
        if not self.last_year:
            return "each-other"
        if self.other_unit is not None and self.unit != self.other_unit:
            return "last-year-other"
        return "year-changed" if self.year_changed else "last-year"
