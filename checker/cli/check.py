"""``checker check``: read, judge, show, and answer with an exit status."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import NamedTuple

from checker.cli import stdio as streams
from checker.cli.outputs import Outputs, targets_from
from checker.cli.run import Run
from checker.cli.settings import settings_of
from checker.engine import gate
from checker.i18n import say
from checker.render.view import View

MET, NOT_MET, NOT_JUDGED = 0, 1, 2
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
    verbose: bool = False
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
    settings = settings_of(request)
    run = Run(request, settings)
    read = [settings.waivers, settings.baseline, settings.config and settings.config.file]
    targets = targets_from(settings.write, [*run.files, *filter(None, read)])
    run.note()
    view = View(
        lang=request.lang,
        quiet=request.quiet,
        verbose=request.verbose,
        fail_on=settings.fail_on,
        min_score=settings.min_score,
        ledger=run.ledger,
        baseline=run.baseline,
    )
    outputs = Outputs(request.format, view, targets)
    status = MET
    for assessment in run.assessments(_with_progress(run.files, request)):
        met = gate(assessment, settings.fail_on, settings.min_score)
        outputs.add(assessment, met=met)
        if assessment.error is not None:
            status = NOT_JUDGED
        elif not met:
            status = max(status, NOT_MET)
    outputs.end()
    run.note_entries()
    return status


def _with_progress(files: tuple[str, ...], request: Request) -> Iterable[str]:
    """*files*, with a bar on standard error where it helps a person and does not disturb what is printed."""
    printing = request.format == "text" and streams.is_terminal(sys.stdout)
    if len(files) <= _MANY or printing or not streams.is_terminal(sys.stderr):
        return files
    from rich.console import Console
    from rich.progress import track

    return track(files, description=say("run.progress", request.lang), console=Console(stderr=True), transient=True)
