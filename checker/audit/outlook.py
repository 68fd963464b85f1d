"""How far a run has come and how long it will take: by the kinds of files that are left, not by the files behind it.

A scanned page takes some hundred times as long as a text, and files come in the order of their cost: what the first
hundred took says nothing of the rest.  So seconds are counted for each kind, from those that this run has seen.
"""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from checker.audit.sources import Task, portion_kind

PAGE, KNOWN, GLANCE = "page", "known", "glance"
"""Kinds beside those of portions: a page to recognise, a file that has its result, a glance at one before it is judged."""

_SECONDS = {PAGE: 4.0, KNOWN: 0.005, GLANCE: 0.01, "text": 0.02, "heavy": 0.1, "converted": 0.5}
"""What one takes, until this run has seen some itself."""


class Outlook(NamedTuple):
    """Scanned pages that are recognised, of how many known by now; and the seconds that the rest will take.

    ``size`` tasks are worked on at a time: none where all workers of a cluster are gone for the moment.
    """

    pages: int
    all_pages: int
    seconds: float
    size: int


class Estimate:
    """Counts what is left by kind, and what each kind has taken."""

    def __init__(self) -> None:
        self._left: Counter[str] = Counter()
        self._taken: dict[str, tuple[float, int]] = {kind: (seconds, 1) for kind, seconds in _SECONDS.items()}
        self._pages: dict[int, int] = {}
        self._all_pages = self._recognised = 0

    def expect(self, task: Task, pages: int = 0) -> None:
        """Count *task* to what is left; *pages* of it have to be recognised."""
        if pages:
            self._pages[task.key] = pages
            self._all_pages += pages
        self._left[_kind(task, pages)] += pages or 1

    def forget(self, task: Task) -> None:
        """Take *task* for done without having been at work on it."""
        pages = self._pages.pop(task.key, 0)
        self._left[_kind(task, pages)] -= pages or 1

    def done(self, task: Task, seconds: float) -> None:
        """Count *task*, which took so long, to what is done."""
        pages = self._pages.get(task.key, 0)
        kind, count = _kind(task, pages), pages or 1
        self.forget(task)
        taken, units = self._taken[kind]
        self._taken[kind] = taken + seconds, units + count
        self._recognised += pages

    def outlook(self, size: int) -> Outlook:
        """Return how far it is, where *size* tasks are worked on at a time."""
        means = {kind: taken / units for kind, (taken, units) in self._taken.items()}
        seconds = sum(max(0, count) * means[kind] for kind, count in self._left.items())
        return Outlook(self._recognised, self._all_pages, seconds / max(1, size), size)


def _kind(task: Task, pages: int) -> str:
    if task.glance:
        return GLANCE
    if pages:
        return PAGE
    return KNOWN if task.known is not None else portion_kind(task._replace(alone=False))
