"""``checker audit`` and ``checker audit merge``: run, conclude, write, tell, and answer with an exit status."""
# names of files are strings here, as the system and the wire have them:
# ruff: noqa: PTH103, PTH112, PTH113, PTH118, PTH119, PTH123

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from checker.audit.finish import Closing
from checker.audit.lock import Lock
from checker.audit.run import Judging, Shard
from checker.audit.sources import Place
from checker.audit.store import NAME, Store
from checker.cli.audit_summary import Ran
from checker.cli.errors import note, tell
from checker.errors import UsageError
from checker.i18n import say
from checker.render import safe

_MOST_JOBS = 61  # that Windows can wait for


class Request(NamedTuple):
    """What one call asks for; a merge has stores for *paths*, and what single files need is ``None``."""

    paths: tuple[str, ...]
    lang: str
    out: str
    roster: str | None = None
    year: int | None = None
    title: str | None = None
    template: str | None = None
    today: str | None = None
    last_year: str | None = None
    rules: str | None = None
    filer: str | None = None
    limit: tuple[str, ...] = ()
    waivers: str | None = None
    jobs: int | None = None
    shard: str | None = None


def audit(request: Request) -> int:
    """Judge every file, then conclude; the exit status is 0, 1 or 2 as the contract has them.

    :raises CheckerError: where nothing can be judged at all.
    """
    from checker.audit.finish import check_extras
    from checker.audit.letters import check_template
    from checker.audit.run import Run, count
    from checker.audit.shards import shard_from
    from checker.cli.audit_progress import watching
    from checker.cli.audit_summary import Ran
    from checker.cli.waivers_commands import open_ledger

    shard = shard_from(request.shard)
    judging, closing = _judging(request), _closing(request)
    if shard is None:
        check_extras()
    if request.template is not None:
        check_template(request.template, request.lang)
    places = _places(request)
    passed_over: dict[str, int] = {}
    files = count(places, shard, passed_over)
    _check_something(places, request)
    with _opened(request) as store:
        _begin(store, judging, request, shard)
        with watching(request.lang) as watch:
            Run(store, judging, places, shard, request.jobs or _cores()).judge(files, watch)
        store.note(finished=True)
        status = _end(store, closing, request, Ran(watch.fresh, watch.kept, passed_over, shard))
        if request.waivers is not None:
            from checker.cli.audit_waivers import note_waivers

            ledger = open_ledger(request.waivers, [request.rules], request.today)
            note_waivers(store, ledger, places[0].base, closing.made, request.lang)
        return status


def merge(request: Request) -> int:
    """Put stores together, then conclude."""
    from checker.audit.finish import check_extras
    from checker.audit.letters import check_template
    from checker.audit.shards import merged
    from checker.cli.audit_summary import Ran

    closing = _closing(request)
    check_extras()
    if request.template is not None:
        check_template(request.template, request.lang)
    stores = [_store_path(path) for path in request.paths]
    if os.path.realpath(os.path.join(request.out, NAME)) in map(os.path.realpath, stores):
        raise UsageError("merge-itself", path=request.out)
    with _opened(request) as store:
        merged(store, stores)
        return _end(store, closing, request, Ran(0, 0, {}, None))


def _end(store: Store, closing: Closing, request: Request, ran: Ran) -> int:
    """What concerns all reports together, the files for people, and the summary."""
    from checker.audit.finish import conclude
    from checker.audit.outputs import write_all
    from checker.cli.audit_progress import following
    from checker.cli.audit_summary import NOT_JUDGED, status, summary

    if ran.shard is None:
        note(say("audit.comparing", request.lang))
        with following(request.lang) as told:
            conclude(store, closing, told)
        store.note(concluded=True)
        note(say("audit.writing", request.lang))
        with following(request.lang) as told:
            written, failures, kept = write_all(store, request.out, closing, request.jobs or _cores(), told)
    else:
        written, failures, kept = [], [], ()
    summary(store, written, ran, request.lang)
    if kept:
        names = [safe.line(name) for name in kept]
        note(say("audit.letters.kept", request.lang, names=names))
    for failure in failures:
        tell(failure, request.lang)
    return NOT_JUDGED if failures else status(store)


def _judging(request: Request) -> Judging:
    """How files are judged, found fit before anything is.  :raises CheckerError: where it is not."""
    from checker.audit.run import Judging
    from checker.cli.waivers_commands import day_from, open_ledger
    from checker.engine.assessor import Assessor
    from checker.readers.limits import limits_from

    limits = limits_from(request.limit)
    Assessor(request.rules, filer=request.filer, limits=limits)
    if request.waivers is not None:
        open_ledger(request.waivers, [request.rules], request.today)
    today = day_from(request.today)
    return Judging(limits, request.rules, request.filer, request.waivers, today, request.lang)


def _closing(request: Request) -> Closing:
    """What is to be done with all reports together; the roster is read now, so that its faults are told at once."""
    from checker.audit.finish import Closing, roster_of
    from checker.cli.waivers_commands import day_from

    return Closing(
        units=roster_of(request.roster, request.rules),
        roster=None if request.roster is None else os.path.basename(request.roster),
        year=request.year,
        title=request.title,
        template=request.template,
        made=day_from(request.today),
        rules=request.rules,
        lang=request.lang,
    )


@contextmanager
def _opened(request: Request) -> Iterator[Store]:
    """The store of the folder that is asked for, which nobody else writes to meanwhile."""
    try:
        os.makedirs(request.out, exist_ok=True)
        lock = Lock(request.out)
        with lock:
            store = Store(os.path.join(request.out, NAME), writable=True)
            try:
                yield store
            except KeyboardInterrupt:
                files = store.counts().files
                note(say("audit.interrupted", request.lang, files=files, path=safe.line(store.path)))
                raise
            finally:
                store.close()
    except OSError as error:
        raise UsageError("audit-out", path=request.out, reason=error.strerror or str(error)) from None


def _places(request: Request) -> list[Place]:
    """Reports of this year without what the call names beside them, and those of last year."""
    from checker.audit.sources import place

    beside = [path for path in (request.roster, request.template, request.waivers) if path is not None]
    last_year = [request.last_year] if request.last_year is not None else []
    places = [place(request.paths, request.out, without=[*beside, *last_year])]
    if request.last_year is not None and not _is_store(request.last_year):
        places.append(place(last_year, request.out, without=[*beside, *request.paths], earlier=True))
    return places


def _check_something(places: list[Place], request: Request) -> None:
    """:raises UsageError: where there is nothing to judge; a share of a few files may well be empty."""
    from checker.audit.run import count
    from checker.audit.sources import below
    from checker.readers.folders import SUFFIXES

    out = os.path.realpath(request.out)
    for path in request.paths:
        if os.path.isdir(path) and below(os.path.realpath(path), out):
            raise UsageError("audit-out-reports", path=path, out=request.out)
    if not count(places[:1], None, {}):
        raise UsageError("audit-nothing", paths=list(request.paths), suffixes=list(SUFFIXES))


def _begin(store: Store, judging: Judging, request: Request, shard: Shard | None) -> None:
    """Note what the run does, and bring in the results of the year before where they come from a store."""
    from checker import __version__
    from checker.audit.previous_year import bring_in, leave_out

    store.note(
        finished=False,
        concluded=False,
        checker=__version__,
        packs=judging.packs(),
        options=judging.options(),
        lang=request.lang,
        shard=None if shard is None else list(shard),
    )
    if request.last_year is not None and _is_store(request.last_year):
        path = _store_path(request.last_year)
        if os.path.realpath(path) == os.path.realpath(store.path):
            raise UsageError("audit-last-year", path=path)
        bring_in(store, path)
    else:
        leave_out(store)


def _is_store(path: str) -> bool:
    """Whether *path* names the store of an audit rather than reports: the file, or a folder that holds one."""
    if os.path.isdir(path):
        return os.path.isfile(os.path.join(path, NAME))
    try:
        with open(path, "rb") as file:
            return file.read(16) == b"SQLite format 3\0"
    except OSError:
        return False


def _store_path(path: str) -> str:
    return os.path.join(path, NAME) if os.path.isdir(path) else path


def _cores() -> int:
    """As many processes as this one may use cores."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(usable, _MOST_JOBS)
