"""The waivers and the baseline of a run: opened before anything is judged, and what is told of them at the end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from checker.baseline import Baseline
from checker.baseline.file import load
from checker.cli.errors import note
from checker.engine.waivers import Waiver
from checker.errors import UsageError
from checker.i18n import say
from checker.presentation.escape import message_values, one_line
from checker.rulebook.locate import relative_path
from checker.waivers import UNUSED, USED, Ledger

_NAMED = 5  # of the entries of a baseline that are gone


def open_ledger(path: str, refs: Sequence[str], today: str | None) -> Ledger:
    """Return the waivers in the file *path* for a run that names the packs *refs*.

    :raises WaiverError: where they are not valid.  :raises UsageError: ``bad-day``.
    """
    from checker.waivers.load import ledger_of

    return ledger_of(relative_path(path), refs, day_from(today))


def day_from(today: str | None) -> str:
    """Return the day that counts: the one asked for, else that of the system's clock, which nothing else looks at.

    :raises UsageError: ``bad-day``.
    """
    if today is None:
        return date.today().isoformat()
    try:
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", today, re.ASCII):
            raise ValueError
        return date.fromisoformat(today).isoformat()
    except ValueError:
        raise UsageError("bad-day", value=today) from None


def waiver_note(waiver: Waiver, file: str, key: str, lang: str) -> str:
    """Say that a waiver of *file* did nothing, and why: ``expired``, ``pending``, ``unused`` or ``no-report``."""
    values = message_values({name: value or "" for name, value in waiver._asdict().items()} | {"file": file})
    return say(f"waivers.note.{key}", lang, **values)


def note_overlays(ledger: Ledger | None, baseline: Baseline | None, lang: str, *, partly: bool) -> None:
    """Tell on standard error which waivers did nothing, and what the baseline holds and is not there any more."""
    notes = [] if ledger is None else _idle_waivers(ledger, lang, partly=partly)
    if baseline is not None and baseline.gone:
        gone = baseline.gone
        names = [f"{one_line(gap.path)} [{one_line(gap.rule)}]" for gap in gone[:_NAMED]]
        names += ["…"] if len(gone) > _NAMED else []
        notes.append(say("baseline.note.gone", lang, file=one_line(baseline.file), count=len(gone), names=names))
    if notes:
        note("\n".join(notes))


def _idle_waivers(ledger: Ledger, lang: str, *, partly: bool) -> list[str]:
    notes = []
    for entry in ledger.entries():
        key = "no-report" if entry.state == UNUSED and not entry.reports else entry.state
        if key != USED and not (partly and key == "no-report"):
            notes.append(waiver_note(entry.waiver, ledger.file, key, lang))
    return notes


def open_baseline(path: str) -> Baseline:
    """Return the baseline in the file *path*.  :raises BaselineError: where it cannot be used."""
    return Baseline(load(relative_path(path)), relative_path(path))
