"""Which files a run reads where it is told by a list or by git rather than by its paths."""
# pathlib would be a quarter of the start-up:
# ruff: noqa: PTH109, PTH123

from __future__ import annotations

import codecs
import os
from collections.abc import Iterable

from checker.cli import stdio as streams
from checker.cli.inputs import STDIN, Inputs
from checker.errors import UsageError


def listed(file: str) -> tuple[str, ...]:
    """The paths in *file* (``-``: standard input): one a line, or each ended by NUL if there is a NUL.

    :raises UsageError: ``input-closed``, ``list-unreadable``, ``list-empty``: whatever should have made the list may have failed.
    """
    content = _content(file).removeprefix(codecs.BOM_UTF8)
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):  # what PowerShell makes of ``>``
        content = content.decode("utf-16", "replace").encode()
    parts = content.split(b"\0") if b"\0" in content else content.splitlines()
    paths = [os.fsdecode(part) for part in parts if part.strip()]
    if not paths:
        raise UsageError("list-empty", path=file)
    return tuple(paths)


def _content(file: str) -> bytes:
    try:
        if file == STDIN:
            return streams.taken()
        with open(file, "rb") as stream:
            return stream.read()
    except OSError as error:
        raise UsageError("list-unreadable", path=file, reason=error.strerror or str(error)) from None


def only_changed(inputs: Inputs, revision: str) -> Inputs:
    """Those of *inputs* that have changed since *revision* in the repository around the working directory.

    What is not there and was not there at *revision* either stays: whoever names it is told.

    :raises UsageError: where git cannot tell, see :class:`checker.repository.changes.Changes`; ``changed-stdin``.
    """
    from checker.repository.changes import Changes

    if STDIN in inputs.files:
        raise UsageError("changed-stdin")
    changes = Changes(revision, os.getcwd())

    def kept(paths: Iterable[str]) -> tuple[str, ...]:
        return tuple(path for path in paths if (changes.has if os.path.lexists(path) else is_missed)(path))

    def is_missed(path: str) -> bool:
        return not changes.lost(path)

    files, passed_over, excluded = map(kept, (inputs.files, inputs.passed_over, inputs.excluded))
    return inputs._replace(files=files, passed_over=passed_over, excluded=excluded)
