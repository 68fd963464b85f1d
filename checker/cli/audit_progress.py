"""How far an audit has come: a bar on a terminal, a line now and then where standard error goes elsewhere.

First the files are counted, then the steps of what follows on all of them together.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any, Protocol

from checker.cli import stdio
from checker.cli.errors import note
from checker.i18n import say
from checker.similarity.model import ProgressCallback

_FIRST, _EVERY = 10, 30  # seconds between lines
_OFTEN = 0.25  # seconds between looks of a bar
_WINDOW = 20  # seconds over which the rate is taken


class Watching(Protocol):
    """A watch that counts: ``fresh`` files were judged now, of ``kept`` the results were there."""

    fresh: int
    kept: int

    def total(self, files: int) -> None:
        """So many files in all."""
        ...

    def done(self, *, fresh: bool) -> None:
        """One more file."""
        ...

    def stop(self) -> None:
        """Nothing more is shown."""
        ...


@contextmanager
def watching(lang: str) -> Iterator[Watching]:
    """A watch for standard error as it is."""
    watch: Watching = _Bar(lang) if stdio.is_terminal(sys.stderr) else _Lines(lang)
    try:
        yield watch
    finally:
        watch.stop()


class _Rate:
    """Files a second of late, those that needed no judging left out."""

    def __init__(self) -> None:
        self._since, self._count, self._last = monotonic(), 0, 0.0

    def add(self) -> None:
        """One more."""
        self._count += 1

    def now(self) -> float:
        """The rate of the last seconds."""
        passed = monotonic() - self._since
        if passed > 0:
            self._last = self._count / passed
        if passed > _WINDOW:
            self._since, self._count = monotonic(), 0
        return self._last


class _Watch:
    """Counts, and shows now and then how far it is."""

    def __init__(self, lang: str, first: float) -> None:
        self.fresh = self.kept = 0
        self._lang, self._files, self._rate = lang, 0, _Rate()
        self._next = monotonic() + first

    def total(self, files: int) -> None:
        """So many files in all."""
        self._files = files

    def done(self, *, fresh: bool) -> None:
        """One more file."""
        self.fresh += fresh
        self.kept += not fresh
        if fresh:
            self._rate.add()
        if monotonic() > self._next:
            rate, done = self._rate.now(), self.fresh + self.kept
            self._next = monotonic() + self._show(done, rate, _clock((self._files - done) / rate) if rate else None)

    def _show(self, done: int, rate: float, left: str | None) -> float:
        """Show it; the seconds until it is shown again."""
        raise NotImplementedError

    def stop(self) -> None:
        """Nothing more is shown."""


class _Lines(_Watch):
    """A line after some seconds, then now and then."""

    def __init__(self, lang: str) -> None:
        super().__init__(lang, _FIRST)

    def _show(self, done: int, rate: float, left: str | None) -> float:
        told = {"done": done, "total": self._files, "rate": _short(rate), "left": left or "-"}
        note(say("audit.progress.line", self._lang, **told))
        return _EVERY


class _Bar(_Watch):
    """A bar with the number of files, the rate and the time that is left."""

    def __init__(self, lang: str) -> None:
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn

        super().__init__(lang, 0)
        columns = BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[told]}")
        self._progress = _progress(TextColumn("{task.description}"), *columns)
        self._task = self._progress.add_task(say("audit.progress", lang), total=None, told="")
        self._progress.start()

    def total(self, files: int) -> None:
        """So many files in all."""
        super().total(files)
        self._progress.update(self._task, total=files)

    def _show(self, done: int, rate: float, left: str | None) -> float:
        told = say("audit.progress.rate", self._lang, rate=_short(rate))
        if left:
            told = f"{told} {say('audit.progress.left', self._lang, left=left)}"
        self._progress.update(self._task, completed=done, told=told)
        return _OFTEN

    def stop(self) -> None:
        """Nothing more is shown."""
        self._progress.stop()


@contextmanager
def following(lang: str) -> Iterator[ProgressCallback]:
    """Whom to tell how far the end of an audit has come, for standard error as it is."""
    if not stdio.is_terminal(sys.stderr):
        yield _lines(lang)
        return
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn

    with _progress(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()) as progress:
        task = progress.add_task("", total=None)
        last, until = "", 0.0

        def told(stage: str, done: int, total: int) -> None:
            nonlocal last, until
            if stage != last or monotonic() > until:
                last, until = stage, monotonic() + _OFTEN
                about = say(f"audit.stage.{stage}", lang)
                progress.update(task, description=about, completed=done, total=total or None)

        yield told


def _lines(lang: str) -> ProgressCallback:
    until = monotonic() + _FIRST

    def told(stage: str, done: int, total: int) -> None:
        nonlocal until
        if monotonic() > until:
            until = monotonic() + _EVERY
            steps = f"{done}/{total}" if total else str(done)
            note(say("audit.stage.line", lang, stage=say(f"audit.stage.{stage}", lang), steps=steps))

    return told


def _progress(*columns: Any) -> Any:
    """A bar of *columns* on standard error, gone when it is over."""
    from rich.console import Console
    from rich.progress import Progress

    return Progress(*columns, console=Console(stderr=True), transient=True, refresh_per_second=4)


def _short(rate: float) -> str:
    return f"{rate:.0f}" if rate >= 10 else f"{rate:.1f}"


def _clock(seconds: float) -> str:
    """Hours, minutes and seconds as on a watch."""
    minutes, rest = divmod(round(max(0.0, seconds)), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
