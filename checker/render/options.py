"""How a result is to be shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from checker.records import NamedTuple

if TYPE_CHECKING:
    from checker.baseline import Baseline
    from checker.engine.model import Assessment
    from checker.presentation import ReportView
    from checker.render.filled import FilledTable
    from checker.waivers import Ledger

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
