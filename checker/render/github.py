"""Annotations of GitHub Actions: lines of the log that the forge shows at the lines of a pull request.

A run shows ten of each level and drops the rest silently; so no more are written, and a last one tells how many there
are.  See https://docs.github.com/actions/reference/workflow-commands-for-github-actions.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from checker.engine.model import Assessment
from checker.i18n import say
from checker.presentation import ItemView
from checker.presentation.escape import one_line
from checker.render import RenderOptions

_LEVELS = {"error": "error", "warning": "warning", "advice": "notice"}
_MOST = 10  # annotations of one level that a run shows


class _Annotation(NamedTuple):
    """A line with what it is ordered by: its rank among those of its level in its report, then the report."""

    rank: int
    report: int
    text: str


class Renderer:
    """Keeps the lines until the end: only then is it known which are the most severe."""

    def __init__(self, options: RenderOptions) -> None:
        self._options = options
        self._lang = options.lang
        self._kept: dict[str, list[_Annotation]] = {level: [] for level in _LEVELS.values()}
        self._set_aside: list[str] = []
        self._reports = 0

    def add(self, assessment: Assessment, *, met: bool) -> str:
        """Keep the lines of the report; nothing is written yet."""
        self._reports += 1
        view = self._options.view(assessment, met=met)
        if view.failure is not None:
            fields = _file_field(assessment.path) | {"title": view.verdict}
            self._remember_line("error", 0, _workflow_command("error", fields, " ".join(view.failure)))
            return ""
        ranks = dict.fromkeys(self._kept, 0)
        for gap in view.gaps:
            level = _LEVELS[gap.item.severity]
            ranks[level] += 1
            self._remember_line(level, ranks[level], _annotation(gap, assessment.path))
        aside = [one for one in view.items if one.set_aside]
        self._set_aside += [f"  {view.path}  {one.title} [{one.rule.id}]  {one.set_aside}" for one in aside]
        return ""

    def end(self) -> str:
        """Return the annotations, the most severe first, then how many more there are; what does not count is but a line."""
        most = dict.fromkeys(self._kept, _MOST)
        if any(len(kept) > _MOST for kept in self._kept.values()):
            most["notice"] -= 1  # the count is a notice itself
        lines = [one.text for level, kept in self._kept.items() for one in sorted(kept)[: most[level]]]
        rest = {level: max(0, len(kept) - most[level]) for level, kept in self._kept.items()}
        if any(rest.values()):
            left = say("ci.rest", self._lang, errors=rest["error"], warnings=rest["warning"], notices=rest["notice"])
            lines.append(_workflow_command("notice", {"title": say("ci.rest.title", self._lang)}, left))
        return "".join(f"{line}\n" for line in [*lines, *self._set_aside])

    def _remember_line(self, level: str, rank: int, line: str) -> None:
        self._kept[level].append(_Annotation(rank, self._reports, line))


def _annotation(gap: ItemView, path: str) -> str:
    fields = _file_field(path)
    if gap.has_lines:
        place = gap.item.evidence[0].place
        fields |= {"line": str(place.line), "col": str(place.column)}
    fields["title"] = f"{gap.title} [{gap.rule.id}]"
    return _workflow_command(_LEVELS[gap.item.severity], fields, gap.paragraph(placed=not gap.has_lines))


def _file_field(path: str) -> dict[str, str]:
    """Return the file of an annotation; standard input is none."""
    return {} if path == "-" else {"file": one_line(path)}


def _workflow_command(level: str, fields: Mapping[str, str], message: str) -> str:
    """Return a workflow command; what ends a value or a line in it is encoded."""
    data = ",".join(
        f"{name}={_encoded(value).replace(':', '%3A').replace(',', '%2C')}" for name, value in fields.items()
    )
    return f"::{level}{' ' if data else ''}{data}::{_encoded(one_line(message))}"


def _encoded(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
