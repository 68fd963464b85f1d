"""Waivers laid over assessments: which gaps they cover, which hold in a run, and whether they were needed."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from checker.checks.outcome import MISSED
from checker.engine.judge import gate
from checker.engine.model import Assessment, Item, Quote
from checker.engine.score import with_waivers
from checker.records import NamedTuple
from checker.text.fold import normalize_for_match
from checker.text.globs import glob, spelled

USED, UNUSED = "used", "unused"
_AROUND = 3  # times the length of the quoted words, on both sides: what stands between may be white space


class Waiver(NamedTuple):
    """One gap, or one kind of gap, that *approver* answers for until *expires*, that day included.

    ``path`` is a glob (:mod:`checker.text.globs`); with ``quote`` only gaps at these words are meant.  Dates are
    ``YYYY-MM-DD``; ``granted`` may be missing.  ``line`` is that of the file it stands in.
    """

    rule: str
    path: str
    quote: str | None
    reason: str
    approver: str
    granted: str | None
    expires: str
    line: int

    def standing(self, today: str) -> str:
        """Return ``expired``, ``pending`` (granted from a later day on) or ``active`` on the day *today* (``YYYY-MM-DD``)."""
        if self.expires < today:
            return "expired"
        return "pending" if self.granted is not None and self.granted > today else "active"


def waive(assessment: Assessment, waivers: Sequence[Waiver]) -> tuple[Assessment, tuple[Waiver, ...]]:
    """Return *assessment* with the gaps marked that *waivers* cover, and the waivers that cover some.

    Whether they hold on the day and are meant for this report is the caller's to know.  States, credits and the score
    stay; the verdict, and the score with waivers beside the other, take what is waived for met.
    """
    pack = assessment.pack
    if pack is None or not waivers:
        return assessment, ()
    closed = pack.closed
    items: list[Item] = []
    used: list[Waiver] = []
    for item in assessment.items:
        found: tuple[Waiver, ...] = ()
        if item.state in MISSED and item.rule.group not in closed:
            found = _covering(item, [one for one in waivers if one.rule == item.rule.id], assessment)
        items.append(item._replace(waived=_fields(found)) if found else item)
        used += found
    if not used:
        return assessment, ()
    score = with_waivers(assessment.score, items) if assessment.score is not None else None
    waived = assessment._replace(items=tuple(items), score=score)
    return waived._replace(verdict="pass" if gate(waived) else "fail"), tuple(used)


def _covering(item: Item, waivers: Sequence[Waiver], assessment: Assessment) -> tuple[Waiver, ...]:
    """Return the waivers that together cover every place at which the gap is shown; none where one place is left."""
    whole = next((one for one in waivers if one.quote is None), None)
    if whole is not None:
        return (whole,)
    text = assessment.document.text if assessment.document is not None else ""
    found: dict[Waiver, None] = {}
    for quote in item.evidence:
        fitting = next((one for one in waivers if _fits(one, quote, text)), None)
        if fitting is None:
            return ()
        found[fitting] = None
    return tuple(found)


def _fits(waiver: Waiver, quote: Quote, text: str) -> bool:
    """Return whether the words that *waiver* quotes are some of those at *quote*, or those that it stands in."""
    wanted, shown = normalize_for_match(waiver.quote or ""), normalize_for_match(text[quote.start : quote.end])
    if not wanted:
        return False
    if wanted in shown:
        return True
    room = _AROUND * len(waiver.quote or "")
    return shown in wanted and wanted in normalize_for_match(text[max(0, quote.start - room) : quote.end + room])


def _fields(waivers: Sequence[Waiver]) -> Mapping[str, str | None]:
    """Return what an item says of its waivers; several are told as one, which ends with the first of them."""
    granted = [one.granted for one in waivers if one.granted is not None]
    return {
        "reason": "；".join(dict.fromkeys(one.reason for one in waivers)),
        "approver": "、".join(dict.fromkeys(one.approver for one in waivers)),
        "granted": max(granted, default=None),
        "expires": min(one.expires for one in waivers),
    }


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
        """Return whether *waiver* is meant for the report at *path*."""
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
