"""What every renderer can do.  Imported for its type only: making a protocol is slow."""

from __future__ import annotations

from typing import Protocol

from checker.engine.model import Assessment
from checker.render.options import RenderOptions


class Renderer(Protocol):
    """One output format: takes assessments one at a time, so that a format that can stream does.

    What :meth:`add` and :meth:`end` return, joined, is the output.
    """

    def __init__(self, options: RenderOptions) -> None: ...

    def add(self, assessment: Assessment, *, met: bool) -> str:
        """The output for one more assessment; *met* tells whether it meets the gate of the run."""

    def end(self) -> str:
        """What follows the last assessment."""


class FileRenderer(Protocol):
    """An output format that is a file and nothing else: it can be made only when all assessments are known.

    :raises UsageError: ``extra-missing`` when it is made, so that nothing is judged in vain.
    """

    def __init__(self, options: RenderOptions) -> None: ...

    def add(self, assessment: Assessment, *, met: bool) -> None:
        """One more assessment; *met* tells whether it meets the gate of the run."""

    def end(self) -> bytes:
        """The whole file."""
