"""``checker check``: read, judge, show, and answer with an exit status."""

from __future__ import annotations

import sys
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from checker.cli import streams
from checker.cli.inputs import STDIN, SUFFIXES, collect
from checker.cli.outputs import Outputs, targets_from
from checker.cli.settings import assessors, settings_of
from checker.errors import UsageError
from checker.judging import gate
from checker.messages import say
from checker.readers import caught, read_bytes
from checker.render import safe
from checker.render.view import View

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from checker.cli.inputs import Inputs
    from checker.cli.settings import Settings
    from checker.document.model import Document
    from checker.errors import UnreadableError
    from checker.judging.assessor import Assessor
    from checker.judging.model import Assessment
    from checker.readers.limits import Limits
    from checker.waivers.ledger import Ledger

MET, NOT_MET, NOT_JUDGED = 0, 1, 2
_NAMED = 5  # of the files passed over
_MANY = 20  # files: fewer are done before a progress bar is worth looking at


class Request(NamedTuple):
    """What one call of ``check`` asks for; what it leaves open, the configuration or a default settles."""

    paths: tuple[str, ...]
    lang: str = "zh"
    rules: str | None = None
    year: int | None = None
    filer: str | None = None
    format: str = "text"
    write: tuple[str, ...] = ()
    fail_on: str | None = None
    min_score: float | None = None
    quiet: bool = False
    limit: tuple[str, ...] = ()
    waivers: str | None = None
    today: str | None = None
    baseline: str | None = None
    config: str | None = None
    no_config: bool = False
    force_exclude: bool = False
    cache: str | None = None
    no_cache: bool = False
    changed_since: str | None = None
    files_from: str | None = None


def check(request: Request) -> int:
    """Judge what *request* names and return the exit status: 0, 1 or 2 as the contract has them.

    :raises CheckerError: where nothing can be judged at all.
    """
    request = _with_list(request)
    settings = settings_of(request)
    inputs = collect(settings.paths, settings.takes, always=request.force_exclude)
    if request.changed_since is not None:
        from checker.cli.changed import only_changed

        inputs = only_changed(inputs, request.changed_since)
    elif not inputs.files:
        return _nothing(inputs, settings, request)
    read = [settings.waivers, settings.baseline, settings.config and settings.config.file]
    targets = targets_from(settings.write, [*inputs.files, *filter(None, read)])
    judges = assessors(settings, inputs.files)
    ledger = _ledger(settings, request.today)
    _note(inputs, settings, request.lang, request.changed_since)
    view = View(
        lang=request.lang,
        quiet=request.quiet,
        fail_on=settings.fail_on,
        min_score=settings.min_score,
        ledger=ledger,
    )
    outputs = Outputs(request.format, view, targets)
    status = MET
    for judged in _assessments(judges, _with_progress(inputs.files, request), settings.limits, request.lang):
        assessment = judged if ledger is None else ledger.apply(judged)
        met = gate(assessment, settings.fail_on, settings.min_score)
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


def _with_list(request: Request) -> Request:
    """*request* with the paths of its list."""
    if request.files_from is None:
        return request
    from checker.cli.changed import listed

    return request._replace(paths=(*request.paths, *listed(request.files_from)))


def _nothing(inputs: Inputs, settings: Settings, request: Request) -> int:
    """What is answered where there is no report to judge: that is no success, unless all named ones are left out."""
    _note(inputs._replace(empty=()), settings, request.lang)
    if inputs.named_out:
        return MET
    raise UsageError("nothing-to-check", paths=list(inputs.empty or settings.paths), suffixes=list(SUFFIXES))


def _ledger(settings: Settings, today: str | None) -> Ledger | None:
    """The waivers of the run, found fit before anything is judged.  :raises WaiverError: where they are not."""
    if settings.waivers is None:
        return None
    from checker.cli.waivers_commands import open_ledger

    return open_ledger(settings.waivers, settings.packs(), today)


def _note(inputs: Inputs, settings: Settings, lang: str, since: str | None = None) -> None:
    """Tell what was asked for and is not judged, which is all of it where nothing has changed *since* a revision."""
    notes = [say("run.empty-folder", lang, path=safe.line(path)) for path in inputs.empty]
    if since is not None and not inputs.files:
        notes.append(say("run.nothing-changed", lang, revision=safe.line(since)))
    if inputs.passed_over:
        notes.append(say("run.passed-over", lang, **_counted(inputs.passed_over)))
    if settings.config is not None and (inputs.named_out or (inputs.excluded and not inputs.files)):
        left_out = inputs.named_out or inputs.excluded
        notes.append(say("run.excluded", lang, file=safe.line(settings.config.file), **_counted(left_out)))
    if notes:
        from checker.cli.tell import note

        note("\n".join(notes))


def _counted(names: Sequence[str]) -> dict[str, Any]:
    return {
        "count": len(names),
        "names": [safe.line(name) for name in names[:_NAMED]] + (["…"] if len(names) > _NAMED else []),
    }


def _assessments(
    judges: Callable[[str], Assessor], paths: Iterable[str], limits: Limits, lang: str
) -> Iterator[Assessment]:
    """Those of *paths*, in order; standard input is read where its turn comes."""
    for (is_stdin, assessor), group in groupby(paths, lambda path: (path == STDIN, judges(path))):
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
