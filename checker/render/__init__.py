"""From an assessment to an output format: how a result is to be shown, and the formats, each in a module of its own.

A format is imported when it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib import import_module
from types import MappingProxyType

from checker.engine.model import Assessment
from checker.records import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Protocol

    from checker.baseline import Baseline
    from checker.presentation import ReportView
    from checker.render.filled import FilledTable
    from checker.waivers import Ledger

    class Renderer(Protocol):
        """One output format: takes assessments one at a time, so that a format that can stream does.

        What :meth:`add` and :meth:`end` return, joined, is the output.
        """

        def __init__(self, options: RenderOptions) -> None: ...

        def add(self, assessment: Assessment, *, met: bool) -> str:
            """Return the output for one more assessment; *met* tells whether it meets the gate of the run."""

        def end(self) -> str:
            """Return what follows the last assessment."""

    class FileRenderer(Protocol):
        """An output format that is a file and nothing else: it can be made only when all assessments are known.

        :raises UsageError: ``extra-missing`` when it is made, so that nothing is judged in vain.
        """

        def __init__(self, options: RenderOptions) -> None: ...

        def add(self, assessment: Assessment, *, met: bool) -> None:
            """Take one more assessment; *met* tells whether it meets the gate of the run."""

        def end(self) -> bytes:
            """Return the whole file."""


PIPE_COLUMNS = 80
"""Width of the text output where there is no terminal to ask."""


class RenderOptions(NamedTuple):
    """What a renderer needs to know beside the assessments.

    ``columns``, ``colour``, ``quiet`` (the verdict alone) and ``verbose`` (nothing left out) concern the terminal only;
    ``fail_on`` and ``min_score`` are the gate of the run, told where a report does not meet it.  ``ledger`` keeps count
    of the run's waivers, if it has any: what it says is complete when the last assessment has been added; so is what
    ``baseline`` says, the run's if it has one.  ``filled`` is what people have filled into the checklists of the file
    that is to be replaced, by its path.
    """

    lang: str = "zh"
    columns: int = PIPE_COLUMNS
    colour: bool = False
    quiet: bool = False
    verbose: bool = False
    fail_on: str = "error"
    min_score: float | None = None
    ledger: Ledger | None = None
    baseline: Baseline | None = None
    filled: Mapping[str, Sequence[FilledTable]] = MappingProxyType({})

    def view(self, assessment: Assessment, *, met: bool) -> ReportView:
        """Return what is shown of *assessment*; *met* tells whether it meets the gate of the run."""
        from checker.presentation import build_view

        return build_view(assessment, self.lang, met=met, fail_on=self.fail_on, min_score=self.min_score)


RENDERERS = ("text", "json", "sarif", "junit", "github", "gitlab", "html", "markdown", "csv")
"""Formats that are text, for standard output as well as for files; each has a module of its name with its ``Renderer``."""
FILES = ("docx", "xlsx")
"""Those that are bytes, for files only; the ``Renderer`` of their modules is a ``FileRenderer``."""


def create(name: str, options: RenderOptions) -> Renderer:
    """Return a renderer of the format *name*, one of :data:`RENDERERS`."""
    renderer: Renderer = import_module(f"checker.render.{name}").Renderer(options)
    return renderer


def ending(renderer: Renderer) -> Iterable[str | bytes]:
    """Return what follows the last assessment, piece by piece, in UTF-8, where the renderer keeps much back."""
    pieces: Callable[[], Iterable[bytes]] | None = getattr(renderer, "pieces", None)
    return (renderer.end(),) if pieces is None else pieces()


def create_file(name: str, options: RenderOptions) -> FileRenderer:
    """Return what makes a file of the format *name*, one of :data:`RENDERERS` or :data:`FILES`.

    :raises UsageError: ``extra-missing``.
    """
    if name in RENDERERS:
        return _Text(create(name, options))
    renderer: FileRenderer = import_module(f"checker.render.{name}").Renderer(options)
    return renderer


class _Text:
    """The file of a format that is text."""

    def __init__(self, renderer: Renderer) -> None:
        self._renderer = renderer
        self._pieces: list[str] = []

    def add(self, assessment: Assessment, *, met: bool) -> None:
        """Take one more assessment."""
        self._pieces.append(self._renderer.add(assessment, met=met))

    def end(self) -> bytes:
        """Return the whole text in UTF-8; what it cannot hold becomes a question mark."""
        return "".join([*self._pieces, self._renderer.end()]).encode("utf-8", "replace")
