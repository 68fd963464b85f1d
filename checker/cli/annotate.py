"""``checker annotate``: read, judge, put the gaps into a copy as comments, and answer with an exit status."""
# pathlib would be a quarter of the start-up:
# ruff: noqa: PTH110, PTH112, PTH113, PTH120, PTH121, PTH122, PTH123

from __future__ import annotations

import os
import re
import sys
from typing import NamedTuple

from checker.annotate import AUTHOR, Annotated, Manner, is_untouched
from checker.annotate import annotate as annotated
from checker.cli import stdio as streams
from checker.cli.check import MET, NOT_MET
from checker.cli.inputs import shown
from checker.cli.waivers_commands import day_from, open_ledger
from checker.engine import gate
from checker.engine.assessor import Assessor
from checker.engine.model import Assessment
from checker.errors import UsageError
from checker.i18n import say
from checker.office.whole import write
from checker.readers import read_package
from checker.readers.limits import Limits, limits_from
from checker.render import safe
from checker.render.registry import create
from checker.render.view import View
from checker.text.width import wrap

_INDENT = "  "
_MOST_NAMES = 1000


class Request(NamedTuple):
    """What one call of ``annotate`` asks for."""

    report: str
    lang: str = "zh"
    output: str | None = None
    force: bool = False
    rules: str | None = None
    year: int | None = None
    filer: str | None = None
    limit: tuple[str, ...] = ()
    waivers: str | None = None
    today: str | None = None


def annotate(request: Request) -> int:
    """Write a copy of the report with comments and return the exit status: 0 or 1 as the contract has them.

    :raises CheckerError: where the report cannot be judged or the copy not be written; then nothing is.
    """
    limits = limits_from(request.limit)
    day = day_from(request.today)
    if request.output is not None:
        _check_output(request.output, request, limits)
    assessor = Assessor(request.rules, year=request.year, filer=request.filer, limits=limits)
    ledger = None if request.waivers is None else open_ledger(request.waivers, [request.rules], request.today)
    document, package = read_package(request.report, limits)
    assessment = assessor.judge(shown(request.report), document)
    if assessment.error is not None:
        raise assessment.error
    if ledger is not None:
        assessment = ledger.apply(assessment)
    manner = Manner(day, request.lang, limits)
    made = annotated(assessment, package, document.text, manner)
    target = request.output or _name(request, made.suffix, limits)
    write(made.data, target)
    _tell(assessment, made, target, request)
    if ledger is not None:
        from checker.cli.waivers_commands import note_entries

        note_entries(ledger, request.lang, partly=False)
    return MET if gate(assessment) else NOT_MET


def _check_output(path: str, request: Request, limits: Limits) -> None:
    """:raises UsageError: where *path* is the report, in no folder, or holds what nobody asked to lose."""
    real = os.path.realpath(path)
    if _is_same(real, request.report) or (request.waivers is not None and _is_same(real, request.waivers)):
        raise UsageError("annotate-input", path=path)
    if not os.path.isdir(os.path.dirname(real)) or os.path.isdir(real):
        raise UsageError("write-folder", path=path)
    if not request.force and not _is_free(real, limits):
        raise UsageError("annotate-exists", path=path)


def _is_same(path: str, other: str) -> bool:
    try:
        return os.path.samefile(path, other)
    except OSError:
        return path == os.path.realpath(other)


def _is_free(path: str, limits: Limits) -> bool:
    """Whether nothing is lost by writing to *path*: nothing is there, or what an earlier run wrote, as it wrote it."""
    if not os.path.exists(path):
        return True
    if not os.path.isfile(path):
        return True  # a device or a pipe
    try:
        with open(path, "rb") as file:
            data = file.read(limits.size + 1)
    except OSError:
        return False
    return len(data) <= limits.size and is_untouched(data, limits)


def _name(request: Request, suffix: str, limits: Limits) -> str:
    """A name beside the report: with 自查, of a copy with the next number; one that somebody has changed is passed by."""
    stem = os.path.splitext(request.report)[0]
    first = 1
    copy = re.search(rf"\.{AUTHOR}(?:-(\d{{1,4}}))?$", stem)
    if copy is not None:
        stem, first = stem[: copy.start()], int(copy[1] or 1) + 1
    for number in range(first, first + _MOST_NAMES):
        name = f"{stem}.{AUTHOR}{f'-{number}' if number > 1 else ''}{suffix}"
        real = os.path.realpath(name)
        if not _is_same(real, request.report) and not os.path.isdir(real) and (request.force or _is_free(real, limits)):
            break
    else:
        raise UsageError("annotate-exists", path=name)
    return name


def _tell(assessment: Assessment, made: Annotated, target: str, request: Request) -> None:
    """The verdict, where the comments are, and what to do next."""
    lang = request.lang
    view = View(lang=lang, columns=streams.columns(sys.stdout), colour=streams.colour(sys.stdout), quiet=True)
    lines = [create("text", view).add(assessment, met=gate(assessment)).rstrip("\n")]
    path = safe.line(shown(target))
    told = [say("annotate.done", lang, path=path, count=made.comments, author=AUTHOR)]
    values = {"path": safe.line(shown(request.report)), "count": made.kept, "suffix": made.suffix, "author": AUTHOR}
    notes = list(made.notes)
    if not target.lower().endswith(made.suffix):
        notes.append("suffix")
    told += [say(f"annotate.note.{note}", lang, **values) for note in notes]
    told.append(say("annotate.next", lang))
    for text in told:
        lines += wrap(text, view.columns, first=_INDENT, rest=_INDENT)
    # Whole, for it is to be copied.
    lines.append(_INDENT + say("annotate.again", lang, path=f'"{path}"' if " " in path else path))
    streams.put("\n".join(lines) + "\n")
