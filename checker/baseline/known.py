"""The baseline of a run: laid over each assessment, and what became of it."""
# ruff: noqa: PTH100, PTH118, PTH120

from __future__ import annotations

import os
from collections.abc import Iterable

from checker.baseline.model import Gap, covers, gap_of, tightened
from checker.engine.model import Assessment
from checker.text.globs import spelled


def name_of(path: str, file: str) -> str | None:
    """The report at *path* as the baseline in *file* names it; ``None`` for standard input, which is no file."""
    if path == "-":
        return None
    try:
        return spelled(os.path.relpath(path, os.path.dirname(os.path.abspath(file))))
    except ValueError:  # another drive
        return spelled(os.path.abspath(path))


def gaps_of(assessment: Assessment, name: str) -> list[Gap]:
    """The gaps of a report that a baseline may hold: nothing that nobody can waive, and nothing that is waived."""
    closed = closed_groups(assessment)
    found = [gap_of(item, name) for item in assessment.items if item.rule.group not in closed and item.waived is None]
    return [gap for gap in found if gap is not None]


def closed_groups(assessment: Assessment) -> set[str]:
    """The groups of rules that nobody can waive, and that no baseline can hold."""
    return {group.id for group in assessment.pack.groups if not group.waivable} if assessment.pack else set()


class Baseline:
    """Tells old gaps from new ones, report by report, and keeps count."""

    def __init__(self, gaps: Iterable[Gap], file: str) -> None:
        self.file = file
        self._known: dict[str, dict[str, Gap]] = {}
        for gap in gaps:
            self._known.setdefault(gap.path, {})[gap.rule] = gap
        self.old = self.new = 0
        self._gone: list[Gap] = []
        self._met: set[str] = set()

    def apply(self, assessment: Assessment) -> Assessment:
        """*assessment* with each gap marked as old or new; states, score and verdict stay."""
        name = name_of(assessment.path, self.file)
        if name is not None:
            self._met.add(name)
        if assessment.error is not None:
            return assessment
        known = self._known.get(name, {}) if name is not None else {}
        closed, items, there = closed_groups(assessment), [], set()
        for item in assessment.items:
            found = gap_of(item, name or "-")
            if found is None:
                items.append(item)
                continue
            gap = known.get(found.rule)
            is_old = gap is not None and item.rule.group not in closed and covers(gap, found)
            if gap is not None and tightened(gap, found) is not None:
                there.add(found.rule)
            self.old += is_old
            self.new += not is_old
            items.append(item._replace(baseline=is_old))
        self._gone += [gap for rule, gap in known.items() if rule not in there]
        return assessment._replace(items=tuple(items))

    @property
    def gone(self) -> list[Gap]:
        """What was known and is not there any more: of the reports met so far, and of those that are no more."""
        folder = os.path.dirname(os.path.abspath(self.file))
        lost = [
            path for path in self._known if path not in self._met and not os.path.lexists(os.path.join(folder, path))
        ]
        return sorted([*self._gone, *(gap for path in lost for gap in self._known[path].values())])
