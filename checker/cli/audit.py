"""``checker audit`` and its commands: run, conclude, write, tell, and answer with an exit status."""
# names of files are strings here, as the system and the wire have them:
# ruff: noqa: PTH103, PTH112, PTH113, PTH118, PTH119, PTH123

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from typing import Any, NamedTuple, Protocol

import click

from checker import __version__
from checker.audit.basis import AuditBasis
from checker.audit.dispatch import Pool, Start
from checker.audit.finish import FinishOptions, check_extras, conclude, roster_of
from checker.audit.letters import check_template, write_template
from checker.audit.outputs import PAGE, WORKBOOK, write_all
from checker.audit.query import QUESTIONS
from checker.audit.run import Run, Shard, Watch, count
from checker.audit.sources import SearchArea, below, search_area
from checker.audit.store import NAME, Store, store_path
from checker.audit.stores import bring_in, leave_out, locked, merged, shard_from
from checker.cli import stdio
from checker.cli.audit_output import Ran, note_waivers, status, summary
from checker.cli.audit_progress import following, watching
from checker.cli.audit_query import Question, query
from checker.cli.command import Command, operand, option, shared_options
from checker.cli.judging import NOT_JUDGED, assessor_for, day_from, open_ledger
from checker.cli.settings import Options, Settings, settings_of
from checker.errors import UsageError, reason_of
from checker.i18n import say
from checker.presentation.escape import one_line
from checker.processes import ProgressCallback, usable_cores
from checker.readers.folders import SUFFIXES

FORMATS = ("text", "csv", "json")
_SHARED = ("rules", "filer", "limit", "waivers", "config", "no_config")
_MOST_JOBS = 61  # that Windows can wait for


class Request(NamedTuple):
    """What a run or a merge asks for beside what all commands share; a merge leaves open what single files need."""

    out: str
    roster: str | None = None
    year: int | None = None
    title: str | None = None
    template: str | None = None
    last_year: str | None = None
    jobs: int | None = None
    shard: str | None = None
    cluster: str | None = None
    shared: bool = False


class FileWatch(Watch, Protocol):
    """A :class:`checker.audit.run.Watch` that knows how many files were judged now, and of how many results were there."""

    fresh: int
    kept: int


class Progress(NamedTuple):
    """Who tells how far an audit has come: *watching* counts the files of a run, *following* the steps of its end."""

    watching: Callable[[str], AbstractContextManager[FileWatch]]
    following: Callable[[str], AbstractContextManager[ProgressCallback]]


TERMINAL = Progress(watching, following)


class _Audit(Command):
    """``audit PATH…``, unless its first word is the name of one of *commands*.

    A folder of such a name is written ``./query``.
    """

    commands: dict[str, Callable[[str], click.Command]]

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Return the context of the command that is meant."""
        if args and args[0] in self.commands:
            command = self.commands[args[0]](self.lang)
            return command.make_context(f"{info_name} {args[0]}", args[1:], parent, **extra)
        return super().make_context(info_name, args, parent, **extra)


def command(lang: str) -> click.Command:
    """Make the command in *lang*."""

    def run(paths: tuple[str, ...], **given: Any) -> int:
        shared = {name: given.pop(name) for name in ("today", *_SHARED)}
        return audit(Options(paths, lang, no_cache=True, **shared), Request(**given))

    made = _Audit(
        "audit",
        lang,
        run,
        [
            operand("paths", lang, "path", nargs=-1, required=True),
            option("out", lang, "folder", required=True),
            *_closing(lang),
            option("last-year", lang, "folder"),
            *shared_options(lang, *(name.replace("_", "-") for name in _SHARED)),
            option("jobs", lang, "jobs", type=click.IntRange(1, 256)),
            option("shard", lang, "shard"),
            option("cluster", lang, "address"),
            option("shared", lang, is_flag=True),
        ],
    )
    made.commands = {"query": _query, "merge": _merge_command, "template": _template}
    return made


def _query(lang: str) -> click.Command:
    def run(store: str, question: str, rule: str | None, unit: str | None, **given: Any) -> int:
        return query(store, Question(question, rule, unit), given["format"], lang)

    question = click.Choice(QUESTIONS)
    params: list[click.Parameter] = [
        operand("store", lang, "store"),
        operand("question", lang, "question", type=question),
        option("rule", lang, "rule"),
        option("unit", lang, "unit", about="audit-unit"),
        option("format", lang, type=click.Choice(FORMATS), default=FORMATS[0]),
    ]
    return Command("audit.query", lang, run, params)


def _merge_command(lang: str) -> click.Command:
    params: list[click.Parameter] = [
        operand("stores", lang, "store", nargs=-1, required=True),
        option("out", lang, "folder", required=True),
        *_closing(lang),
    ]

    def run(stores: tuple[str, ...], today: str | None, **given: Any) -> int:
        return merge(Options(stores, lang, today=today, no_config=True), Request(**given))

    return Command("audit.merge", lang, run, params, beside="help.program.audit.status")


def _template(lang: str) -> click.Command:
    def run(file: str) -> int:
        write_template(file, lang)
        return 0

    return Command("audit.template", lang, run, [operand("file", lang, "file")])


def _closing(lang: str) -> list[click.Parameter]:
    """Return the options on all reports together, which a run and a merge share."""
    return [
        option("roster", lang, "file"),
        option("year", lang, "year", about="audit-year"),
        option("title", lang, "text"),
        option("template", lang, "file", about="audit-template"),
        option("today", lang, "date", about="audit-today"),
    ]


def audit(options: Options, request: Request, progress: Progress = TERMINAL) -> int:
    """Judge every file, then conclude; the exit status is 0, 1 or 2 as the contract has them.

    *progress* hears how far it has come.

    :raises CheckerError: where nothing can be judged at all.
    """
    lang, settings, shard = options.lang, settings_of(options), shard_from(request.shard)
    judging, closing = _judging(settings), _closing_of(settings, request, lang)
    _check_fit(request, lang, concludes=shard is None)
    places = _search_areas(settings, request)
    passed_over: list[str] = []
    files = count(places, shard, passed_over)
    _check_something(places, settings.paths, request.out)
    with _opened_store(request.out, lang) as store:
        _note_beginning(store, judging, request, shard)
        store.pass_over(passed_over, anew=True)
        with progress.watching(lang) as watch:
            Run(store, judging, places, shard, _workers(request, places)).judge_files(files, watch)
        store.keep_facts(finished=True)
        ended = _conclude_and_write(store, closing, request, Ran(watch.fresh, watch.kept, shard), progress)
        ledger = open_ledger(settings)
        if ledger is not None:
            note_waivers(store, ledger, places[0].base, closing.made, lang)
        return status(store, settings.fail_on, settings.min_score) if ended else NOT_JUDGED


def _workers(request: Request, places: Sequence[SearchArea]) -> Start:
    """Return who judges: processes of this machine, or the workers of a cluster.  :raises UsageError: ``shared-alone``."""
    jobs = request.jobs or _processes()
    if request.cluster is None:
        if request.shared:
            raise UsageError("shared-alone")
        return partial(Pool, jobs)
    from checker.audit.cluster import Cluster
    from checker.audit.cluster_connection import ClusterAddress

    seen = [path for one in places for path in one.paths] if request.shared else None
    return partial(Cluster, ClusterAddress(request.cluster, jobs, seen))


def merge(options: Options, request: Request) -> int:
    """Put stores together, then conclude."""
    closing = _closing_of(settings_of(options), request, options.lang)
    _check_fit(request, options.lang, concludes=True)
    stores = [store_path(path) for path in options.paths]
    if os.path.realpath(os.path.join(request.out, NAME)) in map(os.path.realpath, stores):
        raise UsageError("merge-itself", path=request.out)
    with _opened_store(request.out, options.lang) as store:
        merged(store, stores)
        ran = Ran(0, 0, None)
        return status(store) if _conclude_and_write(store, closing, request, ran, TERMINAL) else NOT_JUDGED


def _check_fit(request: Request, lang: str, *, concludes: bool) -> None:
    """See that what the end needs is there before hours are spent.  :raises UsageError: where it is not."""
    if concludes:
        check_extras()
    if request.template is not None:
        check_template(request.template, lang)


def _conclude_and_write(store: Store, closing: FinishOptions, request: Request, ran: Ran, progress: Progress) -> bool:
    """Do what concerns all reports together, write the files for people, print the summary; tell whether all was written."""
    lang = closing.lang
    if ran.shard is None:
        stdio.note(say("audit.comparing", lang))
        with progress.following(lang) as told:
            conclude(store, closing, told)
        store.keep_facts(concluded=True)
        stdio.note(say("audit.writing", lang))
        with progress.following(lang) as told:
            written, failures, kept = write_all(store, request.out, closing, request.jobs or _processes(), told)
    else:
        written, failures, kept = [], [], ()
    summary(store, written, ran, lang)
    if kept:
        stdio.note(say("audit.letters.kept", lang, names=[one_line(name) for name in kept]))
    for failure in failures:
        stdio.print_error(failure, lang)
    return not failures


def _judging(settings: Settings) -> AuditBasis:
    """Return how files are judged, found fit before anything is.  :raises CheckerError: where it is not."""
    bases = [settings.basis()]
    if settings.config is not None:
        bases += [one.basis.over(bases[0]) for one in settings.config.overrides]
    for basis in bases:
        assessor_for(settings, basis)
    open_ledger(settings)
    rules, _, filer = bases[0]
    today = day_from(settings.today)
    return AuditBasis(settings.limits, rules, filer, settings.waivers, today, tuple(settings.packs()))


def _closing_of(settings: Settings, request: Request, lang: str) -> FinishOptions:
    """Return what is done with all reports together; the roster is read now, so that its faults are told at once."""
    rules, year, _ = settings.basis()
    roster = roster_of(request.roster, rules)
    return FinishOptions(
        units=roster.units,
        nameless=roster.nameless,
        roster=None if request.roster is None else os.path.basename(request.roster),
        year=year if request.year is None else request.year,
        title=request.title,
        template=request.template,
        made=day_from(settings.today),
        rules=rules,
        lang=lang,
    )


@contextmanager
def _opened_store(out: str, lang: str) -> Iterator[Store]:
    """Open the store of the folder *out*, which nobody else writes to meanwhile.

    :raises UsageError: ``write-foreign``, where no audit made what stands there under the name of a result.
    """
    if not os.path.lexists(os.path.join(out, NAME)):
        for path in (os.path.join(out, name) for name in (WORKBOOK, PAGE)):
            if os.path.lexists(path):
                raise UsageError("write-foreign", path=path)
    try:
        os.makedirs(out, exist_ok=True)
        with locked(out):
            store = Store(os.path.join(out, NAME), writable=True)
            try:
                yield store
            except KeyboardInterrupt:
                files = store.counts().files
                stdio.note(say("audit.interrupted", lang, files=files, path=one_line(store.path)))
                raise
            finally:
                store.close()
    except OSError as error:
        raise UsageError("audit-out", path=out, reason=reason_of(error)) from None


def _search_areas(settings: Settings, request: Request) -> list[SearchArea]:
    """Return where reports of this year are, without what the call names beside them, and those of last year."""
    last_year = [] if request.last_year is None else [request.last_year]
    beside = [path for path in (request.roster, request.template, *settings.files_read()) if path is not None]
    places = [search_area(settings.paths, request.out, without=[*beside, *last_year])]
    if request.last_year is not None and not _is_store(request.last_year):
        places.append(search_area(last_year, request.out, without=[*beside, *settings.paths], earlier=True))
    if settings.globs is None:
        return places
    return [one._replace(takes=settings.takes, basis=settings.basis) for one in places]


def _check_something(places: list[SearchArea], paths: Sequence[str], out: str) -> None:
    """:raises UsageError: where there is nothing to judge; a share of a few files may well be empty."""
    real = os.path.realpath(out)
    for path in paths:
        if os.path.isdir(path) and below(os.path.realpath(path), real):
            raise UsageError("audit-out-reports", path=path, out=out)
    if not count(places[:1], None, []):
        raise UsageError("audit-nothing", paths=list(paths), suffixes=list(SUFFIXES))


def _note_beginning(store: Store, judging: AuditBasis, request: Request, shard: Shard | None) -> None:
    """Note what the run does, and bring in the results of the year before where they come from a store."""
    store.keep_facts(
        finished=False,
        concluded=False,
        checker=__version__,
        packs=judging.packs(),
        options=judging.other_options(),
        figures=None,
        shard=None if shard is None else list(shard),
    )
    if request.last_year is not None and _is_store(request.last_year):
        path = store_path(request.last_year)
        if os.path.realpath(path) == os.path.realpath(store.path):
            raise UsageError("audit-last-year", path=path)
        bring_in(store, path)
    else:
        leave_out(store)


def _is_store(path: str) -> bool:
    """Return whether *path* names the store of an audit rather than reports: the file, or a folder that holds one."""
    if os.path.isdir(path):
        return os.path.isfile(os.path.join(path, NAME))
    try:
        with open(path, "rb") as file:
            return file.read(16) == b"SQLite format 3\0"
    except OSError:
        return False


def _processes() -> int:
    """Return as many processes as this one may use cores."""
    return min(usable_cores(), _MOST_JOBS)
