"""``checker outline``: the skeleton of a report that the pack accepts once it is filled in, in a file that is new."""
# ruff: noqa: PTH112, PTH120, PTH122

from __future__ import annotations

import os
import re
from typing import Any

import click

from checker.cli import stdio
from checker.cli.command import Command, option, rules_again, shared_options
from checker.cli.settings import Options, settings_of
from checker.document.regions import region_of
from checker.drafting.brief import PreviousReport, previous_report
from checker.drafting.skeleton import FORMS, LONGEST_UNIT, DraftRequest, draft, is_recognised
from checker.engine import judge
from checker.errors import UsageError
from checker.i18n import say
from checker.office.files import write
from checker.presentation.escape import one_line
from checker.presentation.wording import path_words
from checker.readers import read_path
from checker.rulebook.load import load_pack, pack_for_region
from checker.rulebook.locate import relative_path

_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|]')  # of files, on any system


def command(lang: str) -> click.Command:
    """Make the command in *lang*."""

    def run(unit: str, year: int, earlier: str | None, output: str | None, **given: Any) -> int:
        return outline(Options((unit,), lang, no_cache=True, **given), unit, year, earlier=earlier, output=output)

    params = [
        option("unit", lang, "unit", required=True),
        option("year", lang, about="outline.year", required=True),
        option("rules", lang, about="outline.rules"),
        option("filer", lang, about="outline.filer"),
        option("from", lang, "file", names=["--from", "earlier"]),
        option("output", lang, "file", names=["-o", "--output"]),
        *shared_options(lang, "limit", "config", "no-config"),
    ]
    return Command("outline", lang, run, params)


def outline(options: Options, unit: str, year: int, *, earlier: str | None, output: str | None) -> int:
    """Write the skeleton of a report of *unit* on *year* to *output* and say where it is; *earlier* is last year's report.

    :raises CheckerError: where that cannot be done; nothing is written then.
    """
    unit = _unit_name(unit)
    settings = settings_of(options)
    rules, _, filer = settings.basis(output)
    pack = load_pack(rules or pack_for_region(region_of(unit, unit)), cases=False)
    if filer is not None and filer not in pack.filers:
        raise UsageError("unknown-kind-of-filer", value=filer, names=list(pack.filers))
    if output is not None:
        _fitting_suffix(output)
    previous = None
    if earlier is not None:
        document = read_path(earlier, limits=settings.limits)
        report = judge(document, pack, filer=filer).report
        if report is None or not report.genre.report:
            raise UsageError("outline-from", path=relative_path(earlier))
        previous = previous_report(report, pack)
    skeleton = draft(pack, DraftRequest(unit, year, filer, previous), options.lang)
    path = output or _file_name(unit, year, skeleton.kind)
    suffix = _fitting_suffix(path)
    write(FORMS[suffix](skeleton), path)
    lang, told, notes = options.lang, list[str](), list[str]()
    if previous is not None and earlier is not None:
        told, notes = _followed(previous, relative_path(earlier), year, lang)
    values = {"path": path_words(relative_path(path), lang), "pack": one_line(pack.id)}
    written = say("outline.written", lang, rules=rules_again(settings.rules), **values)
    stdio.put("\n".join([written, *told]) + "\n")
    if not is_recognised(pack, skeleton):
        notes.append(say("outline.note.blanks", lang, pack=one_line(pack.id)))
    if notes:
        stdio.note("\n".join(notes))
    return 0


def _unit_name(name: str) -> str:
    """Return the name of the unit on one line.  :raises UsageError: ``outline-unit``."""
    unit = one_line(name)
    if not any(char.isalnum() for char in unit) or len(unit) > LONGEST_UNIT or set(unit) & set("【】"):
        raise UsageError("outline-unit", unit=unit[: LONGEST_UNIT + 1], limit=LONGEST_UNIT)
    return unit


def _file_name(unit: str, year: int, kind: str) -> str:
    """Return a name for the file that every system takes, in the working directory."""
    name = say("outline.name", "zh", unit=unit, year=year, kind=kind)
    return _NOT_IN_NAMES.sub("_", name)


def _fitting_suffix(path: str) -> str:
    """Return the ending of a file that can be written: of a known kind, new, in a folder that is there.

    :raises UsageError: ``outline-suffix``, ``write-folder`` or ``outline-exists``.
    """
    suffix = os.path.splitext(path)[1].lower()
    if suffix not in FORMS:
        raise UsageError("outline-suffix", path=relative_path(path), suffixes=list(FORMS))
    if not os.path.isdir(os.path.dirname(path) or "."):
        raise UsageError("write-folder", path=relative_path(path))
    if os.path.lexists(path):
        raise UsageError("outline-exists", path=relative_path(path))
    return suffix


def _followed(earlier: PreviousReport, path: str, year: int, lang: str) -> tuple[list[str], list[str]]:
    """Return what is told of last year's report at *path*: what was taken up, and what to look at."""
    told, notes, name = [], [], one_line(path)
    count = sum(map(len, earlier.items.values()))
    if count:
        told.append(say("outline.followed", lang, count=count))
    else:
        notes.append(say("outline.note.nothing-followed", lang, path=name))
    if earlier.year is not None and earlier.year != year - 1:
        notes.append(say("outline.note.other-year", lang, path=name, found=earlier.year, year=year))
    return told, notes
