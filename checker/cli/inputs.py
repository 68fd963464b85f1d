"""Which files a command is asked to read: paths as given, folders walked in a fixed order."""
# pathlib would be a quarter of the start-up:
# ruff: noqa: PTH100, PTH109, PTH112, PTH118

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

STDIN = "-"

SUFFIXES = (
    *(".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".shtml"),
    *(".docx", ".docm", ".dotx", ".doc", ".dot", ".wps", ".wpt", ".rtf", ".odt", ".ott", ".ofd", ".pdf"),
)
"""What a walk takes for a report; a file that is named itself is read whatever its suffix: pictures of pages
(png, jpg, tif) only so, for most pictures in a folder are none."""

DOCUMENTS = (".zip", ".rar", ".7z", ".eml", ".msg", ".mht", ".mhtml")
"""What may well be a report or hold one, though no reader takes it: a walk passes it over, but not silently."""


PAPERS = ("readme", "changelog", "license", "contributing")
"""What a repository tells of itself: no report, whatever its suffix."""


class Inputs(NamedTuple):
    """The files to read, each once; the folders in which there were none; the documents there that no reader takes.

    ``excluded`` are the reports in folders that are left out, ``named_out`` those that were named themselves.
    """

    files: tuple[str, ...]
    empty: tuple[str, ...]
    passed_over: tuple[str, ...]
    excluded: tuple[str, ...] = ()
    named_out: tuple[str, ...] = ()


def collect(paths: Iterable[str], takes: Callable[[str], bool] = lambda _: True, *, always: bool = False) -> Inputs:
    """The files that *paths* stand for, in the order of the command line, each folder sorted by name.

    *takes* tells which files of a folder are meant; with *always* a file that is named itself is asked about as well.
    """
    files: dict[str, str] = {}
    empty, passed_over, excluded, named_out = [], [], [], []
    for path in paths:
        if path != STDIN and os.path.isdir(path):
            visited = list(_walk(path))
            reports = [name for name in visited if _may_be_report(name)]
            found = [name for name in reports if takes(name)]
            excluded += [shown(name) for name in reports if not takes(name)]
            passed_over += [shown(name) for name in visited if name.lower().endswith(DOCUMENTS) and takes(name)]
            if not found:
                empty.append(shown(path))
        elif always and path != STDIN and not takes(path):
            found = []
            named_out.append(shown(path))
        else:
            found = [path]
        for name in found:
            files.setdefault(STDIN if name == STDIN else os.path.abspath(name), shown(name))
    return Inputs(tuple(files.values()), tuple(empty), tuple(passed_over), tuple(excluded), tuple(named_out))


def _may_be_report(path: str) -> bool:
    name = path.rpartition(os.sep)[2].lower()
    return name.endswith(SUFFIXES) and name.partition(".")[0] not in PAPERS


def shown(path: str) -> str:
    """*path* as results name it: relative and with slashes where it lies below the working directory."""
    if path == STDIN:
        return path
    whole, here = os.path.abspath(path), os.getcwd()
    if whole.startswith(os.path.join(here, "")):
        path = os.path.relpath(whole, here)
    return path.replace(os.sep, "/")


def _walk(folder: str) -> Iterator[str]:
    """The files below *folder*; hidden files and folders are passed over, and a folder that links lead back to."""
    seen: set[str] = set()
    for parent, folders, names in os.walk(folder, followlinks=True):
        real = os.path.realpath(parent)
        if real in seen:
            folders.clear()
            continue
        seen.add(real)
        folders[:] = sorted(_visible(folders))
        for name in sorted(_visible(names)):
            yield os.path.join(parent, name)


def _visible(names: Sequence[str]) -> list[str]:
    """Without hidden ones and without the locks that Word leaves beside an open file (``~$…``)."""
    return [name for name in names if not name.startswith((".", "~$"))]
