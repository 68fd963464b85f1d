"""What each unit has submitted, and which of several reports counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from checker.audit.model import Entry, Unit


class Submissions:
    """The reports of each unit of the roster, and of each issuer that no roster names.

    A unit's report counts where it could be judged and is on the year asked for (any, where none is asked for).  Of
    several the one that is no draft counts, then the one on the latest year, then the latest by its date.
    """

    def __init__(
        self, units: Sequence[Unit], entries: Iterable[Entry], *, year: int | None = None, drafts: Sequence[str] = ()
    ) -> None:
        self._units = {unit.name: unit for unit in units}
        self._year = year
        self._drafts = tuple(drafts)
        self._entries: dict[str, list[Entry]] = {name: [] for name in self._units}
        self._names: dict[str, str] = {}
        self.nameless: list[Entry] = []
        """Reports that count and of which nobody knows whose they are."""
        for entry in entries:
            name = entry.unit or entry.issuer
            if name is None:
                if self._counts(entry):
                    self.nameless.append(entry._replace(marks=(), gaps=()))
            else:
                self._entries.setdefault(name, []).append(entry._replace(marks=(), gaps=()))
                self._names[entry.path] = name
        for found in self._entries.values():
            found.sort(key=self._rank, reverse=True)

    def names(self) -> list[str]:
        """Units of the roster in its order, then other issuers by their names."""
        return [*self._units, *sorted(name for name in self._entries if name not in self._units)]

    def unit(self, name: str) -> Unit | None:
        """The unit of the roster that is called *name*."""
        return self._units.get(name)

    def of(self, name: str) -> list[Entry]:
        """All that a unit has sent, what counts first."""
        return self._entries.get(name, [])

    def counting(self, name: str) -> Entry | None:
        """The report of a unit that counts."""
        return next((entry for entry in self.of(name) if self._counts(entry)), None)

    def by_year(self, name: str) -> dict[int | None, list[Entry]]:
        """The judged reports of a unit by the year they are on; one that names none is taken for the year asked for."""
        found: dict[int | None, list[Entry]] = {}
        for entry in self.of(name):
            if entry.points is not None:
                found.setdefault(self._year if entry.year is None else entry.year, []).append(entry)
        return found

    def name_of(self, path: str) -> str | None:
        """The unit or issuer of the report at *path*."""
        return self._names.get(path)

    def is_same_submission(self, path: str, other: str) -> bool:
        """Whether two reports are from one unit."""
        return path in self._names and self._names[path] == self._names.get(other)

    def is_draft(self, entry: Entry) -> bool:
        """Whether the name of a report's file says that it is no final text."""
        name = entry.path.rpartition("/")[2]
        return any(word in name for word in self._drafts)

    def _counts(self, entry: Entry) -> bool:
        return entry.points is not None and (self._year is None or entry.year in (None, self._year))

    def _rank(self, entry: Entry) -> tuple[bool, bool, int, str, str]:
        return (
            self._counts(entry),
            not self.is_draft(entry),
            entry.year or 0,
            entry.date or entry.published or "",
            entry.path,
        )
