"""Which files a command is asked to read: paths as given, folders walked in a fixed order."""
# pathlib would be a quarter of the start-up:
# ruff: noqa: PTH100, PTH109, PTH112, PTH118

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from checker.readers.folders import DOCUMENTS, SUFFIXES, may_be_report, walk

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["STDIN", "SUFFIXES", "Inputs", "collect", "shown"]

STDIN = "-"


class Inputs(NamedTuple):
    """The files to read, each once; the folders in which there were none; the documents there that no reader takes."""

    files: tuple[str, ...]
    empty: tuple[str, ...]
    passed_over: tuple[str, ...]


def collect(paths: Iterable[str]) -> Inputs:
    """The files that *paths* stand for, in the order of the command line, each folder sorted by name."""
    files: dict[str, str] = {}
    empty, passed_over = [], []
    for path in paths:
        if path != STDIN and os.path.isdir(path):
            visited = list(walk(path))
            found = [name for name in visited if may_be_report(name)]
            passed_over += [shown(name) for name in visited if name.lower().endswith(DOCUMENTS)]
            if not found:
                empty.append(shown(path))
        else:
            found = [path]
        for name in found:
            files.setdefault(STDIN if name == STDIN else os.path.abspath(name), shown(name))
    return Inputs(tuple(files.values()), tuple(empty), tuple(passed_over))


def shown(path: str) -> str:
    """*path* as results name it: relative and with slashes where it lies below the working directory."""
    if path == STDIN:
        return path
    whole, here = os.path.abspath(path), os.getcwd()
    if whole.startswith(os.path.join(here, "")):
        path = os.path.relpath(whole, here)
    return path.replace(os.sep, "/")
