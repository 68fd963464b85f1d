"""Files put into a folder: all that are not there yet, or none; what is there stays as it is."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from checker.errors import UsageError
from checker.office.files import scratch
from checker.starter.files import StarterFile


class Placed(NamedTuple):
    """What became of the files, by their paths: written now, there already with the same content, left as others."""

    written: list[str]
    same: list[str]
    left: list[str]


def place(files: Sequence[StarterFile], folder: str) -> Placed:
    """Write those of *files* that are not in *folder*.

    :raises UsageError: ``no-such-folder``, ``write-failed``; then nothing was written.
    """
    top = Path(folder)
    if not top.is_dir():
        raise UsageError("no-such-folder", path=folder)
    placed = Placed([], [], [])
    new = []
    for file in files:
        target = top / file.path
        if os.path.lexists(target):
            (placed.same if _holds(target, file.text) else placed.left).append(file.path)
        else:
            new.append(file)
            placed.written.append(file.path)
    _write(new, top)
    return placed


def _holds(path: Path, text: str) -> bool:
    try:
        return path.read_text(encoding="utf-8") == text  # whatever its line ends
    except (OSError, UnicodeDecodeError):
        return False


def _write(files: Sequence[StarterFile], top: Path) -> None:
    """Write all of *files* beside their places, then name them; take everything back where one cannot be."""
    undo: list[Path] = []
    scratches: list[tuple[Path, Path]] = []
    target = top
    try:
        for file in files:
            target = top / file.path
            _make_folders(target.parent, undo)
            beside = scratch(target)
            undo.append(beside)
            scratches.append((beside, target))
            with beside.open("x", encoding="utf-8", newline="\n") as stream:
                stream.write(file.text)
        for beside, target in scratches:
            _name(beside, target)
            undo.append(target)
    except BaseException as error:
        for path in reversed(undo):
            _remove(path)
        if isinstance(error, OSError):
            raise UsageError("write-failed", path=str(target), reason=error.strerror or str(error)) from None
        raise
    for beside, _ in scratches:
        _remove(beside)


def _make_folders(folder: Path, made: list[Path]) -> None:
    """Make *folder* and those above it that are missing, and note which."""
    if not folder.is_dir():
        _make_folders(folder.parent, made)
        folder.mkdir()
        made.append(folder)


def _name(beside: Path, target: Path) -> None:
    """Give *beside* the name *target*, which nothing has; a file that came there meanwhile is not replaced."""
    try:
        target.hardlink_to(beside)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        with target.open("xb") as stream:
            stream.write(beside.read_bytes())


def _remove(path: Path) -> None:
    try:
        if path.is_dir():
            path.rmdir()
        else:
            path.unlink(missing_ok=True)
    except OSError:
        pass
