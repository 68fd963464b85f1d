"""Where results go: one format to standard output, others to files."""
# pathlib would be a quarter of the start-up:
# ruff: noqa: PTH112, PTH120

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from checker.cli import stdio as streams
from checker.engine.model import Assessment
from checker.errors import UsageError
from checker.render.options import RenderOptions
from checker.render.registry import FILES, RENDERERS, create, create_file

if TYPE_CHECKING:
    from checker.render.protocol import Renderer


class Target(NamedTuple):
    """A file that a format is to be written to."""

    format: str
    path: str


class Outputs:
    """Hands every assessment to all formats asked for; standard output gets what can be printed at once.

    :raises UsageError: ``format-needs-file`` for a format that cannot be printed, ``extra-missing``.
    """

    def __init__(self, name: str, view: RenderOptions, targets: Sequence[Target]) -> None:
        if name in FILES:
            raise UsageError("format-needs-file", format=name)
        terminal = view._replace(columns=streams.columns(sys.stdout), colour=streams.colour(sys.stdout))
        self._printed: Renderer = create(name, terminal)
        self._written = [(target, create_file(target.format, view._replace(quiet=False))) for target in targets]

    def add(self, assessment: Assessment, *, met: bool) -> None:
        """One more assessment; *met* tells whether it meets the gate of the run."""
        streams.put(self._printed.add(assessment, met=met))
        for _, renderer in self._written:
            renderer.add(assessment, met=met)

    def end(self) -> None:
        """Print what is left, then write the files.  :raises UsageError: ``write-failed``."""
        streams.put(self._printed.end())
        if self._written:
            from checker.office.whole import write

            for target, renderer in self._written:
                write(renderer.end(), target.path)


def targets_from(words: Iterable[str], inputs: Sequence[str]) -> list[Target]:
    """The targets of ``--write FORMAT=FILE``, found fit before anything is judged.

    :raises UsageError: for a word of another form, a folder that is not there, a file that is to be read or is named
        twice.
    """
    targets: list[Target] = []
    taken: set[str] = set()
    read = {os.path.realpath(path) for path in inputs}
    for word in words:
        name, equals, path = word.partition("=")
        if not equals or not path or name not in (*RENDERERS, *FILES):
            raise UsageError("bad-write", value=word, formats=[*RENDERERS, *FILES])
        real = os.path.realpath(path)
        if not os.path.isdir(os.path.dirname(real)) or os.path.isdir(real):
            raise UsageError("write-folder", path=path)
        if real in read:
            raise UsageError("write-input", path=path)
        if real in taken:
            raise UsageError("write-twice", path=path)
        taken.add(real)
        targets.append(Target(name, path))
    return targets
