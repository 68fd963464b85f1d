"""Which files a command is asked to read: paths as given, folders walked in a fixed order."""
# pathlib would be a quarter of the start-up:
# ruff: noqa: PTH100, PTH109, PTH112, PTH118

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from typing import NamedTuple

from checker.readers.folders import DOCUMENTS, SUFFIXES, may_be_report, walk

__all__ = ["STDIN", "SUFFIXES", "Inputs", "collect", "shown"]

STDIN = "-"


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
    empty: list[str] = []
    passed_over: list[str] = []
    excluded: list[str] = []
    named_out: list[str] = []
    for path in paths:
        if path != STDIN and os.path.isdir(path):
            visited = list(walk(path))
            reports = [name for name in visited if may_be_report(name)]
            left_out = dict.fromkeys(name for name in reports if not takes(name))
            found = [name for name in reports if name not in left_out]
            excluded += map(shown, left_out)
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


def shown(path: str) -> str:
    """*path* as results name it: relative and with slashes where it lies below the working directory."""
    if path == STDIN:
        return path
    whole, here = os.path.abspath(path), os.getcwd()
    if whole.startswith(os.path.join(here, "")):
        path = os.path.relpath(whole, here)
    return path.replace(os.sep, "/")
