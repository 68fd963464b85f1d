"""Which files an audit looks at, what they are called in its results, and which machine's share each is.

A name is relative to where the audit looked, with slashes; a member of an archive follows the archive's name and ``!/``.
Names are kept as the system gives them, bytes that are no UTF-8 included; :func:`printable` is what people and tables get.
"""
# names of files are strings here, as the system and the wire have them:
# ruff: noqa: PTH100, PTH112, PTH118, PTH119, PTH120

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import sha256
from typing import NamedTuple

from checker.errors import UsageError
from checker.readers.folders import (
    CARRIERS,
    CONVERTED,
    DOCUMENTS,
    HEAVY,
    PICTURES,
    SUFFIXES,
    files_below,
    may_be_report,
)

INSIDE = "!/"
"""Between the name of an archive and that of a member."""


class Task(NamedTuple):
    """One file to read and judge: the *path* that is opened, and the way through archives by numbers of members.

    ``known`` is the hash of the content that the store has a result for; ``earlier`` marks a report of the year before;
    ``alone`` that it is to be read by itself, after a mishap among several.  ``basis`` is what it is judged by (pack, year,
    kind of filer); without one, the run's.  With ``glance`` it is only told what will be to do: how many pages to
    recognise, or what is in an archive.
    """

    path: str
    name: str
    members: tuple[int, ...] = ()
    earlier: bool = False
    known: str | None = None
    alone: bool = False
    basis: tuple[str | None, int | None, str | None] | None = None
    glance: bool = False

    @property
    def key(self) -> int:
        """Return what the store knows it by."""
        return key_of(self.name)


class SearchArea(NamedTuple):
    """What to look through: *paths*, named relative to *base*, without the files and folders *skipped*.

    Where there is a configuration, *takes* tells which files of a folder are meant, and *basis* what each is judged by.
    """

    paths: tuple[str, ...]
    base: str
    skipped: tuple[str, ...]
    earlier: bool = False
    takes: Callable[[str], bool] | None = None
    basis: Callable[[str], tuple[str | None, int | None, str | None]] | None = None

    def relative_name(self, path: str) -> str:
        """Return what the file at *path* is called here."""
        return (os.path.relpath(path, self.base) if self.base else path).replace(os.sep, "/")


def key_of(name: str) -> int:
    """Return the key of a file of this name.

    The same on every machine and in every run, a positive number of 63 bits.
    """
    return int.from_bytes(sha256(_bytes(name)).digest()[:8], "big") >> 1


def of_earlier(folder: str, name: str) -> str:
    """Return what a report of the year before is called.

    No report of this year lies beside the folder that is looked at.
    """
    return f"../{os.path.basename(folder) or '-'}/{name}"


def share_of(name: str, count: int) -> int:
    """Return which of *count* shares a file belongs to, from 1; members of an archive go with the archive."""
    raw = _bytes(name.partition(INSIDE)[0])
    return int.from_bytes(sha256(b"share\0" + raw).digest()[:8], "big") % count + 1


def printable(name: str) -> str:
    r"""Return a name that every table can hold: bytes that are no UTF-8 as ``\xff``."""
    return _bytes(name).decode("utf-8", "backslashreplace")


def _bytes(name: str) -> bytes:
    """Return a name as bytes; those that were no UTF-8 are as they were, as is half a character, which Windows allows."""
    try:
        return name.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return name.encode("utf-8", "surrogatepass")


def search_area(paths: Sequence[str], out: str, *, without: Iterable[str] = (), earlier: bool = False) -> SearchArea:
    """Return where *paths* lie; nothing below *out* is looked at, nor at files and folders *without*.

    What of *without* holds one of the *paths* stays: a folder of this year's reports in that of last year's.

    :raises UsageError: ``audit-path`` where there is none.
    """
    for path in paths:
        if not os.path.lexists(path):
            raise UsageError("audit-path", path=printable(path))
    whole = tuple(os.path.abspath(path) for path in paths)
    folders = [path if os.path.isdir(path) else os.path.dirname(path) for path in whole]
    try:
        base = os.path.commonpath(folders)
    except ValueError:  # on different drives
        base = ""
    asked = [os.path.realpath(path) for path in whole]
    others = [found for found in map(os.path.realpath, without) if not any(below(path, found) for path in asked)]
    return SearchArea(whole, base, (os.path.realpath(out), *others), earlier)


def tasks(where: SearchArea, passed_over: list[str] | None = None) -> Iterator[Task]:
    """Yield every file below *where* that may be or hold a report, in a fixed order.

    *passed_over* gets the names of the others.
    """
    for path in _files(where, passed_over):
        name = where.relative_name(path)
        basis = None if where.basis is None else where.basis(path)
        if basis is not None and where.earlier:  # the year that a configuration names is the one that is audited
            basis = (basis[0], None, basis[2])
        name = of_earlier(where.base, name) if where.earlier else name
        yield Task(path, name, earlier=where.earlier, basis=basis)


def _files(where: SearchArea, passed_over: list[str] | None) -> Iterator[str]:
    for path in where.paths:
        if not os.path.isdir(path):
            yield path
            continue
        folder, skip, files = "", False, set[str]()
        for found in files_below(path):
            parent = os.path.dirname(found)
            if parent != folder:
                folder = parent
                inner = os.path.realpath(parent)
                skip = any(below(inner, skipped) for skipped in where.skipped)
                files = {os.path.basename(one) for one in where.skipped if os.path.dirname(one) == inner}
            if skip or os.path.basename(found) in files or (where.takes is not None and not where.takes(found)):
                continue
            if wanted(os.path.basename(found)):
                yield found
            elif passed_over is not None:
                passed_over.append(printable(where.relative_name(found)))


def below(path: str, folder: str) -> bool:
    """Return whether the real *path* is *folder* or lies in it."""
    return path == folder or path.startswith(os.path.join(folder, ""))


def wanted(name: str) -> bool:
    """Return whether a file of this name may be a report or hold one."""
    return may_be_report(name) or name.lower().endswith((*DOCUMENTS, *CARRIERS))


def is_left_out(name: str) -> bool:
    """Return whether a file that was passed over is nobody's: what the checker wrote, or tells of a repository.

    Others of such suffixes are read.
    """
    return name.lower().endswith(SUFFIXES)


def is_worth_a_glance(task: Task) -> bool:
    """Return whether a file of this name may be a scan, or hold many files."""
    return task.name.lower().endswith((".pdf", *PICTURES, *DOCUMENTS, *CARRIERS))


def chunks(found: Iterable[Task], size: int) -> Iterator[list[Task]]:
    """Yield *found* in portions of *size*, those that must be converted together with each other, the last ones alone.

    Slow files go in portions of their own kind too, so that no process sits on a heap of them while others are idle.
    """
    waiting: dict[str, list[Task]] = {}
    for task in found:
        kind = portion_kind(task)
        portion = waiting.setdefault(kind, [])
        portion.append(task)
        if len(portion) >= (size if kind != "heavy" else size // 4):
            yield waiting.pop(kind)
    yield from waiting.values()


def portion_kind(task: Task) -> str:
    """Return with what other files a file may go: ``text``, ``heavy``, ``converted``, or ``alone`` and its name."""
    name = task.name.lower()
    if task.alone:
        return f"alone {task.name}"
    if name.endswith(CONVERTED):
        return "converted"
    return "heavy" if name.endswith(HEAVY) or name.endswith(DOCUMENTS) else "text"
