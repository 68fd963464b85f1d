"""Which files a command is asked to read: paths as given, folders walked in a fixed order; or a list, or what changed."""
# pathlib would be a quarter of the start-up:
# ruff: noqa: PTH100, PTH109, PTH112, PTH123

from __future__ import annotations

import codecs
import os
from collections.abc import Callable, Iterable

from checker.cli import stdio
from checker.errors import UsageError, reason_of
from checker.readers.folders import DOCUMENTS, files_below, may_be_report
from checker.records import NamedTuple
from checker.rulebook.locate import relative_path

STDIN = "-"
_ESCAPES = {
    letter.encode(): end
    for letter, end in zip("abtnvfr", (b"\a", b"\b", b"\t", b"\n", b"\v", b"\f", b"\r"), strict=True)
}


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
    """Return the files that *paths* stand for, in the order of the command line, each folder sorted by name.

    *takes* tells which files of a folder are meant; with *always* a file that is named itself is asked about as well.
    """
    files: dict[str, str] = {}
    empty: list[str] = []
    passed_over: list[str] = []
    excluded: list[str] = []
    named_out: list[str] = []
    for path in paths:
        if path != STDIN and os.path.isdir(path):
            visited = list(files_below(path))
            reports = [name for name in visited if may_be_report(name)]
            left_out = dict.fromkeys(name for name in reports if not takes(name))
            found = [name for name in reports if name not in left_out]
            excluded += map(relative_path, left_out)
            passed_over += [relative_path(name) for name in visited if name.lower().endswith(DOCUMENTS) and takes(name)]
            if not found:
                empty.append(relative_path(path))
        elif always and path != STDIN and not takes(path):
            found = []
            named_out.append(relative_path(path))
        else:
            found = [path]
        for name in found:
            files.setdefault(STDIN if name == STDIN else os.path.abspath(name), relative_path(name))
    return Inputs(tuple(files.values()), tuple(empty), tuple(passed_over), tuple(excluded), tuple(named_out))


def listed(file: str) -> tuple[str, ...]:
    """Return the paths in *file* (``-``: standard input): one a line, or each ended by NUL if there is a NUL.

    A line in quotes is a path as git writes it, unless there is a file of that name.

    :raises UsageError: ``input-closed``, ``list-unreadable``, ``list-empty``: whatever should have made the list may have failed.
    """
    content = _list_bytes(file).removeprefix(codecs.BOM_UTF8)
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):  # what PowerShell makes of ``>``
        content = content.decode("utf-16", "replace").encode()
    parts = content.split(b"\0") if b"\0" in content else content.splitlines()
    paths = [_system_path(_unquoted(part)) for part in parts if part.strip()]
    if not paths:
        raise UsageError("list-empty", path=file)
    return tuple(paths)


def _system_path(path: bytes) -> str:
    """Return a path as the system has it; one in GBK, as Windows writes lists, where there is no file of these bytes."""
    name = os.fsdecode(path)
    if name.isprintable() or os.path.lexists(path):
        return name
    return path.decode("gb18030", "surrogateescape")


def _unquoted(path: bytes) -> bytes:
    """Return a path that git has quoted: bytes that are no ASCII in octal digits, as C writes them."""
    if len(path) < 3 or not path.startswith(b'"') or not path.endswith(b'"') or os.path.lexists(path):
        return path
    import re

    def unescaped(escape: re.Match[bytes]) -> bytes:
        digits = escape[1]
        return _ESCAPES.get(digits) or (bytes((int(digits, 8) & 0xFF,)) if len(digits) == 3 else digits)

    return re.sub(rb"\\([0-7]{3}|.)", unescaped, path[1:-1])


def _list_bytes(file: str) -> bytes:
    try:
        if file == STDIN:
            return stdio.taken()
        with open(file, "rb") as stream:
            return stream.read()
    except OSError as error:
        raise UsageError("list-unreadable", path=file, reason=reason_of(error)) from None


def only_changed(inputs: Inputs, revision: str) -> Inputs:
    """Return those of *inputs* that have changed since *revision* in the repository around the working directory.

    What is not there and was not there at *revision* either stays: whoever names it is told.

    :raises UsageError: where git cannot tell, see :class:`checker.repository.Changes`; ``changed-stdin``.
    """
    from checker.repository import Changes

    if STDIN in inputs.files:
        raise UsageError("changed-stdin")
    changes = Changes(revision, os.getcwd())

    def kept(paths: Iterable[str]) -> tuple[str, ...]:
        return tuple(path for path in paths if (changes.has if os.path.lexists(path) else was_never_there)(path))

    def was_never_there(path: str) -> bool:
        return not changes.lost(path)

    files, passed_over, excluded = map(kept, (inputs.files, inputs.passed_over, inputs.excluded))
    return inputs._replace(files=files, passed_over=passed_over, excluded=excluded)
