"""``checker watch``: a report judged anew at every save."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator

import click

from checker.cli import stdio
from checker.cli.command import Command, operand, shared_options
from checker.cli.judging import MET, NOT_JUDGED, NOT_MET, Judging
from checker.cli.settings import Options, settings_of
from checker.engine.model import Assessment
from checker.errors import UnreadableError
from checker.i18n import say
from checker.presentation.wording import path_words
from checker.rulebook.locate import relative_path

_EVERY = 0.4  # seconds between two looks at the file: asked of the system, which works on network drives too
_CHANGED = ("opened", "worse", "closed", "better")


def command(lang: str) -> click.Command:
    """Make the command in *lang*."""
    params = [
        operand("path", lang, "file"),
        *shared_options(lang, "rules", "year", "filer", "fail-on", "min-score", "verbose", "limit"),
        *shared_options(lang, "waivers", "today", "baseline", "config", "no-config"),
    ]
    return Command("watch", lang, lambda path, **given: watch(Options((path,), lang, no_cache=True, **given)), params)


def watch(options: Options) -> int:
    """Judge the report at every save until somebody interrupts; the status of the last judgement.

    :raises UnreadableError: where there is no such file to begin with.
    """
    path = relative_path(options.paths[0])
    if not os.path.isfile(path):  # noqa: PTH113 - no pathlib for one question
        raise UnreadableError("is-folder" if os.path.isdir(path) else "not-found", path=path)  # noqa: PTH112
    judging = Judging(settings_of(options), [path])
    status, before = NOT_JUDGED, None
    try:
        for number, _ in enumerate(_saves(path), 1):
            assessment = judging.read(path)
            stdio.put(_shown_after(assessment, before, number, judging, options))
            status = NOT_JUDGED if assessment.error else MET if judging.met(assessment) else NOT_MET
            before = before if assessment.error else assessment
    except KeyboardInterrupt:
        stdio.put("\n")
    return status


def _saves(path: str) -> Iterator[tuple[int, ...]]:
    """Yield what the file is at first and after every save, once it has been left alone for a moment.

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


def _shown_after(
    assessment: Assessment, before: Assessment | None, number: int, judging: Judging, options: Options
) -> str:
    """Return what is printed after one save: the first time all of it, then what changed and how the report stands now.

    With ``--verbose`` all of it each time.
    """
    from checker.comparing import compare_gaps
    from checker.comparing.output import changes
    from checker.render.terminal import Paint
    from checker.render.text import Renderer

    lang = options.lang
    view = judging.view(lang, verbose=options.verbose)
    lines = [say("watch.save", lang, time=time.strftime("%H:%M:%S"), number=number)]
    if number == 1:
        lines.insert(0, say("watch.head", lang, path=path_words(assessment.path, lang)))
    if before is not None and assessment.error is None:
        found = changes(compare_gaps(before, assessment), view, Paint(view.colour), _CHANGED)
        lines += found or ["", say("compare.same", lang)]
        view = view._replace(quiet=not options.verbose)
    lines += ["", *Renderer(view).add(assessment, met=judging.met(assessment)).splitlines()]
    waiting = [say("watch.waiting", lang)] if number == 1 and stdio.is_terminal(sys.stdout) else []
    return "\n".join([*lines, "", *waiting]) + "\n"
