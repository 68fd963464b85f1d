"""How far an audit has come: a bar on a terminal, a line now and then where standard error goes elsewhere.

First the files are counted, then the steps of what follows on all of them together.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any

from checker.audit.run import Outlook
from checker.cli import stdio
from checker.i18n import say
from checker.processes import ProgressCallback

_FIRST, _EVERY = 10, 30  # seconds between lines
_WINDOW = 20  # seconds over which the rate is taken


class _Timer:
    """Tells when the next line is due."""

    def __init__(self) -> None:
        self._next = monotonic() + _FIRST

    def is_due(self) -> bool:
        """Return whether a line is due; the next one is, some time later."""
        due = monotonic() > self._next
        if due:
            self._next = monotonic() + _EVERY
        return due


class TerminalWatch:
    """Counts files: ``fresh`` ones were judged now, of ``kept`` ones the results were there; shows it now and then."""

    def __init__(self, lang: str) -> None:
        from rich.progress import TextColumn

        self.fresh = self.kept = 0
        self._lang, self._timer = lang, _Timer()
        self.progress = _progress(TextColumn("{task.fields[more]}"))
        self._task = self.progress.add_task(say("audit.progress", lang), total=None, more="")

    def total(self, files: int) -> None:
        """Take it that there are so many files in all."""
        self.progress.update(self._task, total=files)

    def done(self, *, fresh: bool) -> None:
        """Count one more file."""
        self.fresh += fresh
        self.kept += not fresh
        self.progress.advance(self._task)

    def ahead(self, outlook: Outlook) -> None:
        """Show what is left: scanned pages, where there are any, and the time."""
        if not self.progress.disable:
            self.progress.update(self._task, more=self._more(outlook))
        elif self._timer.is_due():
            (task,) = self.progress.tasks
            told = {"done": self.fresh + self.kept, "total": int(task.total or 0), "more": self._more(outlook)}
            stdio.note(say("audit.progress.line", self._lang, **told))

    def _more(self, outlook: Outlook) -> str:
        pages = {"pages": outlook.pages, "all": outlook.all_pages}
        scanned = say("audit.progress.pages", self._lang, **pages) if outlook.all_pages else ""
        if not outlook.size:
            return scanned + say("audit.progress.waiting", self._lang)
        return scanned + say("audit.progress.left", self._lang, left=_clock(outlook.seconds))


@contextmanager
def watching(lang: str) -> Iterator[TerminalWatch]:
    """Have the files of a run counted on standard error as it is."""
    watch = TerminalWatch(lang)
    with watch.progress:
        yield watch


@contextmanager
def following(lang: str) -> Iterator[ProgressCallback]:
    """Give whom to tell how far the end of an audit has come, for standard error as it is."""
    with _progress() as progress:
        task, timer, last = progress.add_task("", total=None), _Timer(), ""

        def step(stage: str, done: int, total: int) -> None:
            nonlocal last
            if not progress.disable:
                if stage != last:
                    last = stage
                    progress.reset(task, description=say(f"audit.stage.{stage}", lang))
                progress.update(task, completed=done, total=total or None)
            elif timer.is_due():
                steps = f"{done}/{total}" if total else str(done)
                stdio.note(say("audit.stage.line", lang, stage=say(f"audit.stage.{stage}", lang), steps=steps))

        yield step


def _progress(*more: Any) -> Any:
    """Return a bar on standard error that is gone when it is over; elsewhere than on a terminal it only counts."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    return Progress(
        *(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), *more),
        console=Console(stderr=True),
        transient=True,
        refresh_per_second=4,
        speed_estimate_period=_WINDOW,
        disable=not stdio.is_terminal(sys.stderr),
    )


def _clock(seconds: float) -> str:
    """Return hours, minutes and seconds as on a watch."""
    minutes, rest = divmod(round(max(0.0, seconds)), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
