"""``checker annotate``: read, judge, put the gaps into a copy as comments, and answer with an exit status."""
# pathlib would be a quarter of the start-up:
# ruff: noqa: PTH110, PTH112, PTH113, PTH119, PTH120, PTH121, PTH122, PTH123

from __future__ import annotations

import os
import re
from typing import Any

import click

from checker.annotate import AUTHOR, Annotated, CommentOptions, is_untouched
from checker.annotate import annotate as annotated
from checker.cli import stdio
from checker.cli.command import Command, operand, option, rules_again, shared_options, typed
from checker.cli.judging import MET, NOT_MET, Judging, day_from
from checker.cli.settings import Options, Settings, settings_of
from checker.engine.model import Assessment
from checker.errors import UsageError
from checker.i18n import say
from checker.office.files import write
from checker.presentation import build_view
from checker.presentation.escape import one_line
from checker.readers import read_package
from checker.readers.limits import Limits
from checker.render import create
from checker.rulebook.locate import relative_path
from checker.text.width import wrap

_INDENT = "  "
_MOST_NAMES = 1000


def command(lang: str) -> click.Command:
    """Make the command in *lang*."""

    def run(report: str, output: str | None, force: bool, **given: Any) -> int:
        return annotate(Options((report,), lang, no_cache=True, **given), output, force=force)

    params = [
        operand("report", lang, "report"),
        option("output", lang, "file", about="output.annotate", names=["-o", "--output"]),
        option("force", lang, is_flag=True),
        *shared_options(lang, "rules", "year", "filer", "fail-on", "min-score", "limit", "waivers"),
        option("today", lang, about="today.annotate"),
        *shared_options(lang, "baseline", "config", "no-config"),
    ]
    return Command("annotate", lang, run, params)


def annotate(options: Options, output: str | None, *, force: bool) -> int:
    """Write a copy of the report with comments and return the exit status: 0 or 1 as the contract has them.

    :raises CheckerError: where the report cannot be judged or the copy not be written; then nothing is.
    """
    settings = settings_of(options)
    report = options.paths[0]
    path = relative_path(report)
    comments = CommentOptions(day_from(options.today), options.lang, settings.limits, os.path.basename(report))
    if output is not None:
        _check_output(output, settings, force=force)
    judging = Judging(settings, [path])
    document, package = read_package(report, settings.limits)
    assessment = judging.judge(path, document)
    if assessment.error is not None:
        raise assessment.error
    made = annotated(assessment, package, document.text, comments)
    target, kept = (output, []) if output else _free_name(report, made.suffix, settings.limits, force=force)
    write(made.data, target)
    stdio.put(_outcome_text(assessment, made, target, judging, options.lang))
    for copy in kept[-1:]:
        stdio.note(say("annotate.kept", options.lang, copy=one_line(relative_path(copy))))
    judging.finish(options.lang)
    return MET if judging.met(assessment) else NOT_MET


def _check_output(path: str, settings: Settings, *, force: bool) -> None:
    """:raises UsageError: where *path* is the report, in no folder, or holds what nobody asked to lose."""
    real = os.path.realpath(path)
    if any(_is_same(real, other) for other in (*settings.paths, *settings.files_read())):
        raise UsageError("annotate-input", path=path)
    if not os.path.isdir(os.path.dirname(real)) or os.path.isdir(real):
        raise UsageError("write-folder", path=path)
    if not force and not _is_free(real, settings.limits, os.path.basename(settings.paths[0])):
        raise UsageError("annotate-exists", path=path)


def _is_same(path: str, other: str) -> bool:
    try:
        return os.path.samefile(path, other)
    except OSError:
        return path == os.path.realpath(other)


def _is_free(path: str, limits: Limits, source: str) -> bool:
    """Return whether nothing is lost by writing to *path*: nothing is there, or a copy of *source* as it was written."""
    if not os.path.exists(path):
        return True
    if not os.path.isfile(path):
        return True  # a device or a pipe
    try:
        with open(path, "rb") as file:
            data = file.read(limits.size + 1)
    except OSError:
        return False
    return len(data) <= limits.size and is_untouched(data, limits, source)


def _free_name(report: str, suffix: str, limits: Limits, *, force: bool) -> tuple[str, list[str]]:
    """Return a name beside the report (with 自查, of a copy with the next number), and the copies that were left alone.

    Only a copy of this very file that nobody has changed is replaced; every other takes the next number.
    """
    stem = os.path.splitext(report)[0]
    first = 1
    copy = re.search(rf"\.{AUTHOR}(?:-(\d{{1,4}}))?$", stem)
    if copy is not None:
        stem, first = stem[: copy.start()], int(copy[1] or 1) + 1
    kept: list[str] = []
    for number in range(first, first + _MOST_NAMES):
        name = f"{stem}.{AUTHOR}{f'-{number}' if number > 1 else ''}{suffix}"
        real = os.path.realpath(name)
        if _is_same(real, report) or os.path.isdir(real):
            continue
        if force or _is_free(real, limits, os.path.basename(report)):
            return name, kept
        kept.append(name)
    raise UsageError("annotate-exists", path=name)


def _outcome_text(assessment: Assessment, made: Annotated, target: str, judging: Judging, lang: str) -> str:
    """Return the verdict, where the comments are, and what to do next."""
    view = judging.view(lang, quiet=True)
    lines = [create("text", view).add(assessment, met=judging.met(assessment)).rstrip("\n")]
    path = one_line(relative_path(target))
    notes = [*made.notes, *([] if target.lower().endswith(made.suffix) else ["suffix"])]
    values = {
        **{"path": one_line(assessment.path), "count": made.kept},
        **{"suffix": made.suffix, "author": AUTHOR},
    }
    texts = [
        say("annotate.done", lang, path=path, count=made.comments, author=AUTHOR),
        *(say(f"annotate.note.{note}", lang, **values) for note in notes),
    ]
    advice, again = _next(assessment, made, path, lang)
    for text in (*texts, *advice):
        lines += wrap(text, view.columns, first=_INDENT, rest=_INDENT)
    if again:  # whole, for it is to be copied
        lines.append(
            _INDENT + say("annotate.again", lang, path=typed(again), rules=rules_again(judging.settings.rules))
        )
    return "\n".join(lines) + "\n"


def _next(assessment: Assessment, made: Annotated, path: str, lang: str) -> tuple[list[str], str]:
    """Return what to do next, which of the two files is the one to hand in, and the file to check again."""
    report = one_line(assessment.path)
    values = {"path": path, "report": report, "author": AUTHOR}
    if not build_view(assessment, lang).gaps:
        return [say("annotate.hand-in.unchanged", lang, **values)], ""
    mended = "original" if {"text", "rebuilt"} & {*made.notes} else "copy"
    passed = ".passed" if mended == "copy" and assessment.verdict == "pass" else ""
    advice = [say("annotate.next", lang, **values), say(f"annotate.hand-in.{mended}{passed}", lang, **values)]
    return advice, report if mended == "original" else path
