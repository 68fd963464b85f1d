"""The reports of one run, found, judged, with the waivers and the baseline laid over them."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from checker.cli import stdio as streams
from checker.cli.inputs import STDIN, SUFFIXES, Inputs, collect
from checker.cli.settings import Settings, assessors
from checker.document.model import Document
from checker.engine.model import Assessment
from checker.errors import UnreadableError, UsageError
from checker.i18n import say
from checker.readers import caught, read_bytes
from checker.render import safe

if TYPE_CHECKING:
    from checker.baseline.known import Baseline
    from checker.cli.check import Request
    from checker.results.store import Store
    from checker.waivers.ledger import Ledger

_NAMED = 5  # of the files passed over


class Run:
    """What is to be judged; everything that can be wrong with the run itself is found when it is made.

    Where nothing has changed, or files were named and all of them are left out by the configuration, there is nothing to
    judge, and that is no fault: results are written as ever, of no report.

    :raises CheckerError: where nothing can be judged at all.
    """

    def __init__(self, request: Request, settings: Settings) -> None:
        self.settings = settings
        self._lang = request.lang
        self._since = request.changed_since
        self._inputs = collect(settings.paths, settings.takes, always=request.force_exclude)
        if self._since is not None:
            from checker.cli.changed import only_changed

            self._inputs = only_changed(self._inputs, self._since)
        self.files = self._inputs.files
        if not self.files and not self._inputs.named_out and self._since is None:
            _note(self._inputs._replace(empty=()), settings, self._lang)
            paths = list(self._inputs.empty or settings.paths)
            raise UsageError("nothing-to-check", paths=paths, suffixes=list(SUFFIXES))
        if STDIN in self.files:
            streams.check_input()
        self._store = _store(settings)
        self._assessors = assessors(settings, self.files, self._store)
        self.ledger = _ledger(settings, request.today)
        self.baseline = _baseline(settings)

    def note(self) -> None:
        """Tell what was asked for and is not judged."""
        _note(self._inputs, self.settings, self._lang, self._since)

    def assessments(self, paths: Iterable[str]) -> Iterator[Assessment]:
        """Those of *paths*, which are the files of the run, in order."""
        for assessment in self._judged(paths):
            waived = assessment if self.ledger is None else self.ledger.apply(assessment)
            yield waived if self.baseline is None else self.baseline.apply(waived)

    def note_entries(self) -> None:
        """Tell what became of waivers and baseline, and let go of what the cache need not keep."""
        if self._store is not None:
            self._store.tidy()
        if self.ledger is not None:
            from checker.cli.waivers_commands import note_entries

            note_entries(self.ledger, self._lang, partly=self._since is not None)
        if self.baseline is not None:
            from checker.cli.baseline_run import note_gone

            note_gone(self.baseline, self._lang)

    def _judged(self, paths: Iterable[str]) -> Iterator[Assessment]:
        """Before anything is laid over them; standard input is read where its turn comes."""
        for (is_stdin, assessor), group in groupby(paths, lambda path: (path == STDIN, self._assessors(path))):
            if is_stdin:
                for path in group:
                    yield assessor.judge(path, self._stdin(path))
            else:
                yield from assessor.read_many(group)

    def _stdin(self, path: str) -> Document | UnreadableError:
        if streams.is_terminal(sys.stdin):
            from checker.cli.errors import note

            note(say("run.stdin", self._lang))
        limits = self.settings.limits
        try:
            data = streams.taken(limits.size + 1)
        except OSError as error:
            return UnreadableError("read-failed", path=path, detail=error.strerror or str(error))
        return caught(read_bytes, data, path, limits=limits)


def _store(settings: Settings) -> Store | None:
    """Where results of earlier runs are looked for."""
    if settings.kept is None:
        return None
    from checker.results.store import open_store

    return open_store(settings.kept)


def _ledger(settings: Settings, today: str | None) -> Ledger | None:
    """The waivers of the run.  :raises WaiverError: where they are not fit."""
    if settings.waivers is None:
        return None
    from checker.cli.waivers_commands import open_ledger

    return open_ledger(settings.waivers, settings.packs(), today)


def _baseline(settings: Settings) -> Baseline | None:
    """The baseline of the run.  :raises BaselineError: where it is not fit."""
    if settings.baseline is None:
        return None
    from checker.cli.baseline_run import open_baseline

    return open_baseline(settings.baseline)


def _note(inputs: Inputs, settings: Settings, lang: str, since: str | None = None) -> None:
    notes = [say("run.empty-folder", lang, path=safe.line(path)) for path in inputs.empty]
    if since is not None and not inputs.files:
        notes.append(say("run.nothing-changed", lang, revision=safe.line(since)))
    if inputs.passed_over:
        notes.append(say("run.passed-over", lang, **_counted(inputs.passed_over)))
    if settings.config is not None and (inputs.named_out or (inputs.excluded and not inputs.files)):
        left_out = inputs.named_out or inputs.excluded
        notes.append(say("run.excluded", lang, file=safe.line(settings.config.file), **_counted(left_out)))
    if notes:
        from checker.cli.errors import note

        note("\n".join(notes))


def _counted(names: Sequence[str]) -> dict[str, Any]:
    return {
        "count": len(names),
        "names": [safe.line(name) for name in names[:_NAMED]] + (["…"] if len(names) > _NAMED else []),
    }
