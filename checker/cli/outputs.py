"""Where results go: one format to standard output, others to files."""
# pathlib would be a quarter of the start-up:
# ruff: noqa: PTH112, PTH113, PTH120, PTH123

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from checker.cli import stdio
from checker.engine.model import Assessment
from checker.errors import UsageError
from checker.records import NamedTuple
from checker.render.options import RenderOptions
from checker.render.registry import FILES, RENDERERS, create, create_file, ending

if TYPE_CHECKING:
    from checker.render.filled import FilledTable
    from checker.render.registry import Renderer


_HEAD = 4096


class Target(NamedTuple):
    """A file that a format is to be written to."""

    format: str
    path: str


class Outputs:
    """Hands every assessment to all formats asked for; standard output gets what can be printed at once.

    :raises UsageError: ``format-needs-file`` for a format that cannot be printed, ``extra-missing``; ``write-foreign``,
        ``write-keeps`` for a file that must not be replaced.
    """

    def __init__(self, name: str, view: RenderOptions, targets: Sequence[Target]) -> None:
        if name in FILES:
            raise UsageError("format-needs-file", format=name)
        terminal = view._replace(columns=stdio.columns(sys.stdout), colour=stdio.colour(sys.stdout))
        self._printed: Renderer = create(name, terminal)
        self._written = [
            (target, create_file(target.format, view._replace(quiet=False, filled=_filled(target))))
            for target in targets
        ]

    def add(self, assessment: Assessment, *, met: bool) -> None:
        """One more assessment; *met* tells whether it meets the gate of the run."""
        stdio.put(self._printed.add(assessment, met=met))
        for _, renderer in self._written:
            renderer.add(assessment, met=met)

    def end(self) -> None:
        """Print what is left, then write the files.  :raises UsageError: ``write-failed``, ``write-others``."""
        for piece in ending(self._printed):
            stdio.put(piece)
        if self._written:
            from checker.office.files import write

            for content, path in [(renderer.end(), target.path) for target, renderer in self._written]:
                write(content, path)


def _filled(target: Target) -> dict[str, Sequence[FilledTable]]:
    """Return what people have filled into the file that is to be replaced; a document of an office is none of ours.

    :raises UsageError: ``write-foreign``, ``write-keeps``.
    """
    if target.format in FILES:
        from checker.render.filled import read_filled

        return {target.path: read_filled(target.path, target.format)}
    if os.path.isfile(target.path):
        from checker.errors import UnreadableError
        from checker.readers.sniff import binary_format

        try:
            with open(target.path, "rb") as file:
                head = file.read(_HEAD)
            kind = binary_format(head) if head else None
        except UnreadableError:  # a part of a file that is no text
            kind = "binary"
        except OSError:
            kind = None  # whoever writes says why that cannot be done
        if kind is not None:
            raise UsageError("write-foreign", path=target.path)
    return {}


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
