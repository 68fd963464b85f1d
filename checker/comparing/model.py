"""What changed between two reports."""

from __future__ import annotations

from typing import NamedTuple

from checker.engine.model import Assessment, Item, Quote
from checker.similarity.model import Passage


class Change(NamedTuple):
    """How one rule came out before and after; ``None`` where the pack of that report has no such rule."""

    before: Item | None
    after: Item | None

    @property
    def later(self) -> Item:
        """The later item, else the earlier one."""
        item = self.after or self.before
        if item is None:
            raise ValueError("a change of nothing")
        return item


class Forgotten(NamedTuple):
    """An item of a part of last year's report (its id) that this year's never takes up, by its first words there."""

    part: str
    quote: Quote


class Comparison(NamedTuple):
    """Two assessments, the gaps by what became of them, and what last year's report still asks for.

    ``closed`` are met now; ``opened`` were met before; ``better`` and ``worse`` are gaps in both; ``left`` stayed as they
    were.  ``same_unit`` tells whether both are of one unit, ``None`` where one does not name its own.  The rest is about
    reports of one unit on two years (``next_year``): what was forgotten, the passages taken over, and which ``share``
    (0 to 1) of the later text they are.
    """

    old: Assessment
    new: Assessment
    closed: tuple[Change, ...]
    opened: tuple[Change, ...]
    better: tuple[Change, ...]
    worse: tuple[Change, ...]
    left: tuple[Change, ...]
    same_unit: bool | None = None
    next_year: bool = False
    forgotten: tuple[Forgotten, ...] = ()
    passages: tuple[Passage, ...] = ()
    share: float = 0.0
