"""The waivers of a run: which hold, which reports they are meant for, and whether they were needed."""

from __future__ import annotations

import os
from collections.abc import Sequence

from checker.engine.model import Assessment
from checker.engine.waivers import Waiver, waive
from checker.records import NamedTuple
from checker.text.globs import glob, spelled

USED, UNUSED = "used", "unused"


class LedgerEntry(NamedTuple):
    """A waiver and what became of it.

    ``state`` is ``used``, ``unused``, ``expired`` or ``pending``; ``reports`` counts the judged reports that its path
    fits, ``items`` the gaps that it covers.
    """

    waiver: Waiver
    state: str
    reports: int
    items: int


class Ledger:
    """Lays the waivers of one file over the assessments of a run, and keeps count."""

    def __init__(self, waivers: Sequence[Waiver], file: str, today: str) -> None:
        self.file = file
        self._folder = os.path.join(os.path.dirname(os.path.abspath(file)), "")  # noqa: PTH100, PTH118, PTH120
        self._today = today
        self._waivers = [(waiver, glob(waiver.path)) for waiver in waivers]
        self._reports = dict.fromkeys(waivers, 0)
        self._items = dict.fromkeys(waivers, 0)

    def apply(self, assessment: Assessment) -> Assessment:
        """Return *assessment* with what is waived marked; one that was not judged stays as it is."""
        if assessment.error is not None:
            return assessment
        names = self._names_of(assessment.path)
        meant = [waiver for waiver, fits in self._waivers if any(map(fits, names))]
        for waiver in meant:
            self._reports[waiver] += 1
        active = [waiver for waiver in meant if waiver.standing(self._today) == "active"]
        waived, used = waive(assessment, active)
        for waiver in used:
            self._items[waiver] += 1
        return waived

    def is_meant(self, waiver: Waiver, path: str) -> bool:
        """Tell whether *waiver* is meant for the report at *path*."""
        names = self._names_of(path)
        return any(any(map(fits, names)) for one, fits in self._waivers if one == waiver)

    def entries(self) -> list[LedgerEntry]:
        """Return every waiver with what became of it so far, in the order of the file."""
        return [
            LedgerEntry(waiver, self._state_of(waiver), self._reports[waiver], self._items[waiver])
            for waiver, _ in self._waivers
        ]

    def _state_of(self, waiver: Waiver) -> str:
        standing = waiver.standing(self._today)
        if standing != "active":
            return standing
        return USED if self._items[waiver] else UNUSED

    def _names_of(self, path: str) -> set[str]:
        """Return a report's path as results name it, and as it is seen from the folder of the waivers."""
        names = {spelled(path)}
        whole = os.path.abspath(path)  # noqa: PTH100
        if path != "-" and whole.startswith(self._folder):
            names.add(spelled(whole[len(self._folder) :]))
        return names
