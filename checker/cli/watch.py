"""``checker watch``: a report judged anew at every save."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from typing import Any, NamedTuple

import click

from checker.cli import stdio as streams
from checker.cli.command import Command
from checker.engine.model import Assessment
from checker.errors import UnreadableError
from checker.i18n import say
from checker.render.view import View

_MET, _NOT_MET, _NOT_JUDGED = 0, 1, 2
_EVERY = 0.4  # seconds between two looks at the file: asked of the system, which works on network drives too
_CLEAR = "\x1b[H\x1b[2J\x1b[3J"
_FAIL_ON = ("error", "warning", "advice", "never")
_CHANGED = ("opened", "worse", "closed", "better")
_MARGIN = 3  # lines of a terminal that are left for what stands below


class Watch(NamedTuple):
    """What is asked for."""

    path: str
    lang: str
    rules: str | None
    year: int | None
    filer: str | None
    fail_on: str
    min_score: float | None
    verbose: bool


def command(lang: str) -> click.Command:
    """Make the command in *lang*."""

    def invoke(path: str, **options: Any) -> int:
        return watch(Watch(path, lang, **options))

    def option(name: str, metavar: str | None = None, **rest: Any) -> click.Option:
        shown = say(f"help.metavar.{metavar}", lang) if metavar else None
        return click.Option([f"--{name}"], metavar=shown, help=say(f"help.option.{name}", lang), **rest)

    return Command(
        "watch",
        lang=lang,
        about=["help.program.watch.what", "help.program.watch.status"],
        callback=invoke,
        params=[
            click.Argument(["path"], metavar=say("help.metavar.file", lang)),
            option("rules", "pack"),
            option("year", "year", type=click.IntRange(1949, 2999)),
            option("filer", "filer"),
            option("fail-on", type=click.Choice(_FAIL_ON), default=_FAIL_ON[0]),
            option("min-score", "points", type=click.FloatRange(0, 100)),
            option("verbose", is_flag=True),
        ],
    )


def watch(request: Watch) -> int:
    """Judge the report at every save until somebody interrupts; the status of the last judgement.

    :raises UnreadableError: where there is no such file to begin with.
    """
    from checker.cli.inputs import shown
    from checker.engine import gate
    from checker.engine.assessor import Assessor

    path = shown(request.path)
    if not os.path.isfile(request.path):  # noqa: PTH113 - no pathlib for one question
        raise UnreadableError("is-folder" if os.path.isdir(request.path) else "not-found", path=path)  # noqa: PTH112
    assessor = Assessor(request.rules, year=request.year, filer=request.filer)
    status, before = _NOT_JUDGED, None
    try:
        for number, _ in enumerate(_saves(request.path), 1):
            assessment = assessor.read(path)
            met = gate(assessment, request.fail_on, request.min_score)
            streams.put(_screen(assessment, before, number, request, met=met))
            status = _NOT_JUDGED if assessment.error else _MET if met else _NOT_MET
            before = before if assessment.error else assessment
    except KeyboardInterrupt:
        streams.put("\n")
    return status


def _saves(path: str) -> Iterator[tuple[int, ...]]:
    """What the file is at first and after every save, once it has been left alone for a moment.

    Editors save by writing beside and renaming, or in several steps: for a while there may be no file, or half of one.
    """
    seen: tuple[int, ...] | None = None
    while True:
        stamp = _stamp(path)
        if stamp is not None and stamp != seen:
            time.sleep(_EVERY / 2)
            if _stamp(path) == stamp:
                seen = stamp
                yield stamp
        time.sleep(_EVERY)


def _stamp(path: str) -> tuple[int, ...] | None:
    try:
        found = os.stat(path)  # noqa: PTH116
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def _screen(assessment: Assessment, before: Assessment | None, number: int, request: Watch, *, met: bool) -> str:
    """What is shown after one save: on a terminal in place of the last, cut to its height; else below it."""
    from checker.comparing import compare_gaps
    from checker.comparing.text import changes
    from checker.render.colour import Paint
    from checker.render.safe import path as safe_path
    from checker.render.text import Renderer
    from checker.render.view import View

    lang, terminal = request.lang, streams.is_terminal(sys.stdout)
    view = View(lang=lang, columns=streams.columns(sys.stdout), colour=streams.colour(sys.stdout))
    view = view._replace(fail_on=request.fail_on, min_score=request.min_score, verbose=request.verbose)
    path = safe_path(assessment.path, lang)
    lines = [say("watch.save", lang, time=time.strftime("%H:%M:%S"), number=number)]
    if number == 1 or terminal:
        lines.insert(0, say("watch.head", lang, path=path))
    if before is not None and assessment.error is None:
        found = changes(compare_gaps(before, assessment), view, Paint(view.colour), _CHANGED)
        lines += found or ["", say("compare.same", lang)]
    lines += ["", *Renderer(view).add(assessment, met=met).splitlines()]
    if not terminal:
        return "\n".join(lines) + "\n\n"
    return _CLEAR + "\n".join([*_cut(lines, path, view), "", say("watch.waiting", lang)]) + "\n"


def _cut(lines: list[str], path: str, view: View) -> list[str]:
    """As many of *lines* as the terminal shows."""
    room = max(os.get_terminal_size(sys.stdout.fileno()).lines - _MARGIN - 1, 10)
    if len(lines) <= room:
        return lines
    return [*lines[: room - 1], say("watch.more", view.lang, count=len(lines) - room + 1, path=path)]
