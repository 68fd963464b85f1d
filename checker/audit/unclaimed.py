"""The files of an audit of which nobody knows whose they are: no letter says that nothing came where one may be it."""

from __future__ import annotations

from collections.abc import Iterable

from checker.audit.matching import Matched, Roster
from checker.audit.model import Entry, Unit
from checker.audit.said_names import Candidate, name_on
from checker.readers.folders import PICTURES

_HOLD_REPORTS = (*PICTURES, ".bmp", ".gif", ".webp", ".heic", ".rar", ".7z", ".zip", ".tar", ".gz")
"""Suffixes of files that are not looked at and may be a report all the same: its picture, or packed."""


class Unclaimed:
    """The files of which nobody knows whose they are, and of which unit each may be."""

    def __init__(
        self, roster: Roster, entries: Iterable[Entry], matched: Matched, over: list[str], aside: Matched
    ) -> None:
        doubtful = (*matched.doubtful, *aside.doubtful)
        self._roster = roster
        named: dict[str, list[str]] = {}
        for match in doubtful:
            named.setdefault(match.report, []).append(match.unit)
        self._named = named
        files = [
            (entry.path, entry.issuer)
            for entry in entries
            if entry.unit is None and (entry.error or entry.points is not None)
        ]
        claimed = {match.report for match in aside.sure}
        self._claimed: dict[str, list[str]] = {}
        for match in aside.sure:
            self._claimed.setdefault(match.unit, []).append(match.report)
        files += [(path, None) for path in over if path not in claimed and path.lower().endswith(_HOLD_REPORTS)]
        self._files = [(path, name_on(Candidate(path, issuer))) for path, issuer in files]

    def of(self, unit: Unit) -> list[str]:
        """Return the files that may be of *unit*: such as bear its name, or no other's."""
        found = list(self._claimed.get(unit.name, ()))
        for path, name in self._files:
            named = self._named.get(path)
            if unit.name in named if named else self._roster.may_be(unit, name):
                found.append(path)
        return found
