"""Which of many reports are too much alike (another unit's text, or last year's): what is found.

:func:`~checker.similarity.search.find_similar` for many (numpy, rapidfuzz: extra ``audit``),
:func:`~checker.similarity.passages.shared_passages` for two.
"""

from __future__ import annotations

from typing import NamedTuple


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
    ``other_unit`` are whose they are, as far as it is known.  ``near`` tells of a pair that is not alike enough to be held
    against anybody; ``taken`` by what ``report`` seems to have taken from ``other``: ``name`` of the other unit left in it,
    or a later ``date``.
    """

    report: str
    other: str
    share: float
    last_year: bool
    year_changed: bool
    passages: tuple[Passage, ...]
    unit: str | None = None
    other_unit: str | None = None
    near: bool = False
    taken: str | None = None

    def turned(self) -> Similar:
        """Return the pair with the other report first."""
        passages = tuple(Passage(one.there, one.here, one.there_start, one.here_start) for one in self.passages)
        return self._replace(
            report=self.other, other=self.report, unit=self.other_unit, other_unit=self.unit, passages=passages
        )

    @property
    def kind(self) -> str:
        """Return what it is: ``near``, ``year-changed``, ``last-year`` (its own), ``last-year-other`` (another unit's) or ``each-other``."""
        if self.near:
            return "near"
        if not self.last_year:
            return "each-other"
        if self.other_unit is not None and self.unit != self.other_unit:
            return "last-year-other"
        return "year-changed" if self.year_changed else "last-year"
