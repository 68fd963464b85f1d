"""The baseline of a run: opened before anything is judged, and what is told of it at the end."""

from __future__ import annotations

from checker.baseline.file import load
from checker.baseline.known import Baseline
from checker.cli.errors import note
from checker.cli.inputs import shown
from checker.i18n import say
from checker.render import safe

_NAMED = 5  # of the entries that are gone


def open_baseline(path: str) -> Baseline:
    """The baseline of a run in the file *path*.  :raises BaselineError: where it cannot be used."""
    file = shown(path)
    return Baseline(load(file), file)


def note_gone(baseline: Baseline, lang: str) -> None:
    """Tell on standard error what the baseline holds and is not there any more."""
    gone = baseline.gone
    if not gone:
        return
    names = [f"{safe.line(gap.path)} [{safe.line(gap.rule)}]" for gap in gone[:_NAMED]]
    names += ["…"] if len(gone) > _NAMED else []
    note(say("baseline.note.gone", lang, file=safe.line(baseline.file), count=len(gone), names=names))
