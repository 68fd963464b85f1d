"""How the reports of a run are judged: each by its pack, with the waivers and the baseline of the run laid over it.

Waivers and baseline are opened before anything is judged; what is told of them at the end is told here too.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from checker.cli import stdio
from checker.cli.inputs import STDIN
from checker.cli.settings import Settings
from checker.document.model import Document
from checker.engine import gate
from checker.engine.assessor import Assessor
from checker.engine.model import Assessment
from checker.errors import ConfigError, UnreadableError, UsageError, reason_of
from checker.i18n import say
from checker.presentation.escape import first_names, message_values, one_line
from checker.readers import caught, read_bytes
from checker.records import TYPE_CHECKING
from checker.rulebook.locate import relative_path

if TYPE_CHECKING:
    from checker.baseline import Baseline
    from checker.render import RenderOptions
    from checker.results.cache import CachingAssessor, Store
    from checker.waivers import Ledger, Waiver

_NAMED = 5  # of the entries of a baseline that are gone

MET, NOT_MET, NOT_JUDGED = 0, 1, 2
"""How a command that judges ends."""


class Judging:
    """The judging of one run; everything that can be wrong with its packs and files is found when it is made.

    :raises CheckerError: where a pack, the waivers or the baseline cannot be used; ``unknown-kind-of-filer``.
    """

    def __init__(self, settings: Settings, paths: Iterable[str]) -> None:
        self.settings = settings
        self._store = None if settings.cache is None else _open_store(settings.cache)
        self._assessors = _assessors(settings, paths, self._store)
        self.ledger = open_ledger(settings)
        self.baseline = None if settings.baseline is None else _open_baseline(settings.baseline)

    def read_many(self, paths: Iterable[str], lang: str) -> Iterator[Assessment]:
        """Yield the assessments of *paths* in their order; standard input is read where its turn comes."""
        for (is_stdin, assessor), group in groupby(paths, lambda path: (path == STDIN, self._assessors(path))):
            if is_stdin:
                for path in group:
                    yield self._overlaid(assessor.judge(path, self._stdin(path, lang)))
            else:
                yield from map(self._overlaid, assessor.read_many(group))

    def read(self, path: str) -> Assessment:
        """Return the assessment of the file at *path*."""
        (assessment,) = self._assessors(path).read_many([path])
        return self._overlaid(assessment)

    def judge(self, path: str, document: Document) -> Assessment:
        """Return the assessment of what was read at *path*."""
        return self._overlaid(self._assessors(path).judge(path, document))

    def met(self, assessment: Assessment) -> bool:
        """Return whether *assessment* meets the gate of the run."""
        return gate(assessment, self.settings.fail_on, self.settings.min_score)

    def view(self, lang: str, *, quiet: bool = False, verbose: bool = False) -> RenderOptions:
        """Return how this run's results are shown on standard output."""
        view = stdio.standard_view(lang)._replace(quiet=quiet, verbose=verbose)
        view = view._replace(fail_on=self.settings.fail_on, min_score=self.settings.min_score)
        return view._replace(ledger=self.ledger, baseline=self.baseline)

    def finish(self, lang: str, *, partly: bool = False) -> None:
        """Tell on standard error what became of waivers and baseline, and let go of what the cache need not keep.

        Where it is known that only some of the reports were judged (*partly*), nothing is said of waivers for others.
        """
        if self._store is not None:
            self._store.tidy()
        notes = [] if self.ledger is None else _idle_waivers(self.ledger, lang, partly=partly)
        if self.baseline is not None and self.baseline.gone:
            gone, file = self.baseline.gone, one_line(self.baseline.file)
            names = first_names([f"{one_line(gap.path)} [{one_line(gap.rule)}]" for gap in gone], _NAMED)
            notes.append(say("baseline.note.gone", lang, file=file, count=len(gone), names=names))
        if notes:
            stdio.note("\n".join(notes))

    def _overlaid(self, assessment: Assessment) -> Assessment:
        waived = assessment if self.ledger is None else self.ledger.apply(assessment)
        return waived if self.baseline is None else self.baseline.apply(waived)

    def _stdin(self, path: str, lang: str) -> Document | UnreadableError:
        if stdio.is_terminal(sys.stdin):
            stdio.note(say("run.stdin", lang))
        limits = self.settings.limits
        try:
            data = stdio.taken(limits.size + 1)
        except OSError as error:
            return UnreadableError("read-failed", path=path, detail=reason_of(error))
        return caught(read_bytes, data, path, limits=limits)


def _assessors(
    settings: Settings, paths: Iterable[str], store: Store | None
) -> Callable[[str], Assessor | CachingAssessor]:
    """Return what gives the assessor of each of *paths*; all of them are made before anything is judged."""
    if settings.globs is None:
        only = assessor_for(settings, (settings.rules, settings.year, settings.filer), store)
        return lambda _: only
    bases = {path: settings.basis(path) for path in paths}
    made = {basis: assessor_for(settings, basis, store) for basis in dict.fromkeys(bases.values())}
    return lambda path: made[bases[path]]


def assessor_for(
    settings: Settings, basis: tuple[str | None, int | None, str | None], store: Store | None = None
) -> Assessor | CachingAssessor:
    """Return what judges by *basis*, which looks into *store* first where there is one."""
    rules, year, filer = basis
    try:
        assessor = Assessor(rules, year=year, filer=filer, parts=settings.parts, limits=settings.limits)
    except UsageError as error:
        if settings.config is None or settings.filer is not None or error.key != "unknown-kind-of-filer":
            raise
        names = error.values.get("names")
        raise ConfigError("config-filer", path=settings.config.file, value=filer, names=names) from None
    if store is None:
        return assessor
    from checker.results.cache import CachingAssessor

    return CachingAssessor(assessor, store, settings.limits)


def _open_store(folder: str) -> Store | None:
    from checker.results.cache import open_store

    return open_store(folder)


def _open_baseline(path: str) -> Baseline:
    """:raises BaselineError: where the file *path* cannot be used."""
    from checker.baseline import Baseline
    from checker.baseline.file import load

    return Baseline(load(relative_path(path)), relative_path(path))


def open_ledger(settings: Settings) -> Ledger | None:
    """Return the waivers of a run, if it has any.

    :raises WaiverError: where they are not valid.  :raises UsageError: ``bad-day``.
    """
    if settings.waivers is None:
        return None
    from checker.waivers.load import ledger_of

    return ledger_of(relative_path(settings.waivers), settings.packs(), day_from(settings.today))


def day_from(today: str | None) -> str:
    """Return the day that counts: the one asked for, else that of the system's clock, which nothing else looks at.

    :raises UsageError: ``bad-day``.
    """
    from datetime import date

    if today is None:
        return date.today().isoformat()
    import re

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


def _idle_waivers(ledger: Ledger, lang: str, *, partly: bool) -> list[str]:
    """Return which waivers did nothing, and why."""
    from checker.waivers import UNUSED, USED

    notes = []
    for entry in ledger.entries():
        key = "no-report" if entry.state == UNUSED and not entry.reports else entry.state
        if key != USED and not (partly and key == "no-report"):
            notes.append(waiver_note(entry.waiver, ledger.file, key, lang))
    return notes
