"""What ``checker outline`` does: choose the pack, read last year's report, write the skeleton to a file that is new."""
# ruff: noqa: PTH112, PTH120, PTH122

from __future__ import annotations

import os
import re
from typing import NamedTuple

from checker.cli import stdio as streams
from checker.cli.errors import note
from checker.cli.inputs import shown
from checker.document.regions import region_of
from checker.drafting.forms import FORMS
from checker.drafting.lastyear import Earlier, earlier_from
from checker.drafting.skeleton import Wanted, draft, recognised
from checker.engine import judge
from checker.errors import UsageError
from checker.i18n import say
from checker.office.characters import one_line
from checker.office.whole import write
from checker.readers import read_path
from checker.readers.limits import limits_from
from checker.render import safe
from checker.rulebook.load import load_pack, pack_for_region
from checker.rulebook.model import Pack

LONGEST_UNIT = 50
"""Code points of a unit's name; the longest of a real body has some forty."""

_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|]')  # of files, on any system


class Request(NamedTuple):
    """What one call of ``outline`` asks for."""

    unit: str
    year: int
    rules: str | None = None
    filer: str | None = None
    earlier: str | None = None
    output: str | None = None
    limit: tuple[str, ...] = ()
    lang: str = "zh"


def outline(request: Request) -> int:
    """Write the skeleton and say where it is.

    :raises CheckerError: where that cannot be done; nothing is written then.
    """
    unit = _unit(request.unit)
    limits = limits_from(request.limit)
    pack = load_pack(request.rules or pack_for_region(region_of(unit, unit)), cases=False)
    if request.filer is not None and request.filer not in pack.filers:
        raise UsageError("unknown-kind-of-filer", value=request.filer, names=list(pack.filers))
    if request.output is not None:
        _fit(request.output)
    earlier = None
    if request.earlier is not None:
        document = read_path(request.earlier, limits=limits)
        report = judge(document, pack, filer=request.filer).report
        if report is None or not report.genre.report:
            raise UsageError("outline-from", path=shown(request.earlier))
        earlier = earlier_from(report, pack)
    skeleton = draft(pack, Wanted(unit, request.year, request.filer, earlier), request.lang)
    path = request.output or _name(unit, request.year, skeleton.kind)
    suffix = _fit(path)
    write(FORMS[suffix](skeleton), path)
    _tell(request, pack, path, earlier)
    if not recognised(pack, skeleton):
        note(say("outline.note.blanks", request.lang, pack=safe.line(pack.id)))
    return 0


def _unit(name: str) -> str:
    """The name of the unit on one line.  :raises UsageError: ``outline-unit``."""
    unit = one_line(name)
    if not any(char.isalnum() for char in unit) or len(unit) > LONGEST_UNIT or set(unit) & set("【】"):
        raise UsageError("outline-unit", unit=unit[: LONGEST_UNIT + 1], limit=LONGEST_UNIT)
    return unit


def _name(unit: str, year: int, kind: str) -> str:
    """A name for the file that every system takes, in the working directory."""
    name = say("outline.name", "zh", unit=unit, year=year, kind=kind)
    return _NOT_IN_NAMES.sub("_", name)


def _fit(path: str) -> str:
    """The ending of a file that can be written: of a known kind, new, in a folder that is there.

    :raises UsageError: ``outline-suffix``, ``write-folder`` or ``outline-exists``.
    """
    suffix = os.path.splitext(path)[1].lower()
    if suffix not in FORMS:
        raise UsageError("outline-suffix", path=shown(path), suffixes=list(FORMS))
    if not os.path.isdir(os.path.dirname(path) or "."):
        raise UsageError("write-folder", path=shown(path))
    if os.path.lexists(path):
        raise UsageError("outline-exists", path=shown(path))
    return suffix


def _tell(request: Request, pack: Pack, path: str, earlier: Earlier | None) -> None:
    lang = request.lang
    lines = [say("outline.written", lang, path=safe.path(shown(path), lang), pack=safe.line(pack.id))]
    notes = []
    if earlier is not None and request.earlier is not None:
        name = safe.line(shown(request.earlier))
        count = sum(map(len, earlier.items.values()))
        if count:
            lines.append(say("outline.followed", lang, count=count))
        else:
            notes.append(say("outline.note.nothing-followed", lang, path=name))
        if earlier.year is not None and earlier.year != request.year - 1:
            notes.append(say("outline.note.other-year", lang, path=name, found=earlier.year, year=request.year))
    streams.put("\n".join(lines) + "\n")
    if notes:
        note("\n".join(notes))
