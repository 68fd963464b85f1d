"""``checker check``: read, judge, show, and answer with an exit status."""

from __future__ import annotations

import sys
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from checker.cli import streams
from checker.cli.inputs import STDIN, SUFFIXES, collect
from checker.cli.outputs import Outputs, targets_from
from checker.errors import UsageError
from checker.judging import gate
from checker.judging.assessor import Assessor
from checker.messages import say
from checker.readers import caught, read_bytes
from checker.readers.limits import limits_from
from checker.render import safe
from checker.render.view import View

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checker.cli.inputs import Inputs
    from checker.document.model import Document
    from checker.errors import UnreadableError
    from checker.judging.model import Assessment
    from checker.readers.limits import Limits
    from checker.waivers.ledger import Ledger

MET, NOT_MET, NOT_JUDGED = 0, 1, 2
_NAMED = 5  # of the files passed over
_MANY = 20  # files: fewer are done before a progress bar is worth looking at


class Request(NamedTuple):
    """What one call of ``check`` asks for; the defaults are those of the command line."""

    paths: tuple[str, ...]
    lang: str = "zh"
    rules: str | None = None
    year: int | None = None
    filer: str | None = None
    format: str = "text"
    write: tuple[str, ...] = ()
    fail_on: str = "error"
    min_score: float | None = None
    quiet: bool = False
    limit: tuple[str, ...] = ()
    waivers: str | None = None
    today: str | None = None
    changed_since: str | None = None
    files_from: str | None = None


def check(request: Request) -> int:
    """Judge what *request* names and return the exit status: 0, 1 or 2 as the contract has them.

    :raises CheckerError: where nothing can be judged at all.
    """
    inputs = _inputs(request)
    if not inputs.files and request.changed_since is None:
        _note(inputs._replace(empty=()), request.lang)
        raise UsageError("nothing-to-check", paths=list(inputs.empty or request.paths), suffixes=list(SUFFIXES))
    targets = targets_from(request.write, [*inputs.files, *filter(None, [request.waivers])])
    limits = limits_from(request.limit)
    assessor = Assessor(request.rules, year=request.year, filer=request.filer, limits=limits)
    ledger = _ledger(request)
    _note(inputs, request.lang, request.changed_since)
    view = View(
        lang=request.lang, quiet=request.quiet, fail_on=request.fail_on, min_score=request.min_score, ledger=ledger
    )
    outputs = Outputs(request.format, view, targets)
    status = MET
    for judged in _assessments(assessor, _with_progress(inputs.files, request), request.lang, limits):
        assessment = judged if ledger is None else ledger.apply(judged)
        met = gate(assessment, request.fail_on, request.min_score)
        outputs.add(assessment, met=met)
        if assessment.error is not None:
            status = NOT_JUDGED
        elif not met:
            status = max(status, NOT_MET)
    outputs.end()
    if ledger is not None:
        from checker.cli.waivers_commands import note_entries

        note_entries(ledger, request.lang)
    return status


def _inputs(request: Request) -> Inputs:
    """The files to judge: below the paths and in the list, or those of them that have changed."""
    if request.files_from is None and request.changed_since is None:
        return collect(request.paths)
    from checker.cli.changed import listed, only_changed

    inputs = collect([*request.paths, *(listed(request.files_from) if request.files_from is not None else ())])
    return inputs if request.changed_since is None else only_changed(inputs, request.changed_since)


def _ledger(request: Request) -> Ledger | None:
    """The waivers of the run, found fit before anything is judged.  :raises WaiverError: where they are not."""
    if request.waivers is None:
        return None
    from checker.cli.waivers_commands import open_ledger

    return open_ledger(request.waivers, request.rules, request.today)


def _note(inputs: Inputs, lang: str, since: str | None = None) -> None:
    """Tell what was asked for and is not judged; nothing at all where nothing has changed *since* a revision."""
    notes = [say("run.empty-folder", lang, path=safe.line(path)) for path in inputs.empty]
    if since is not None and not inputs.files:
        notes.append(say("run.nothing-changed", lang, revision=safe.line(since)))
    if inputs.passed_over:
        names = [safe.line(name) for name in inputs.passed_over[:_NAMED]]
        names += ["…"] if len(inputs.passed_over) > _NAMED else []
        notes.append(say("run.passed-over", lang, count=len(inputs.passed_over), names=names))
    if notes:
        from checker.cli.tell import note

        note("\n".join(notes))


def _assessments(assessor: Assessor, paths: Iterable[str], lang: str, limits: Limits) -> Iterator[Assessment]:
    """Those of *paths*, in order; standard input is read where its turn comes."""
    for is_stdin, group in groupby(paths, STDIN.__eq__):
        if is_stdin:
            for path in group:
                yield assessor.judge(path, _stdin(path, lang, limits))
        else:
            yield from assessor.read_many(group)


def _stdin(path: str, lang: str, limits: Limits) -> Document | UnreadableError:
    if streams.is_terminal(sys.stdin):
        from checker.cli.tell import note

        note(say("run.stdin", lang))
    return caught(read_bytes, sys.stdin.buffer.read(limits.size + 1), path, limits=limits)


def _with_progress(files: tuple[str, ...], request: Request) -> Iterable[str]:
    """*files*, with a bar on standard error where it helps a person and does not disturb what is printed."""
    printing = request.format == "text" and streams.is_terminal(sys.stdout)
    if len(files) <= _MANY or printing or not streams.is_terminal(sys.stderr):
        return files
    from rich.console import Console
    from rich.progress import track

    return track(files, description=say("run.progress", request.lang), console=Console(stderr=True), transient=True)
