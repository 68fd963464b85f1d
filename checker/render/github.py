"""Annotations of GitHub Actions: lines of the log that the forge shows at the lines of a pull request.

A run shows ten of each level and drops the rest silently; so no more are written, and a last one tells how many there
are.  See https://docs.github.com/actions/reference/workflow-commands-for-github-actions.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from checker.engine.model import Assessment, Item
from checker.i18n import say
from checker.render import finding, safe, words
from checker.render.view import View

_LEVELS = {"error": "error", "warning": "warning", "advice": "notice"}
_MOST = 10  # annotations of one level that a run shows


class _Annotation(NamedTuple):
    """A line with what it is ordered by: its rank among those of its level in its report, then the report."""

    rank: int
    report: int
    text: str


class Renderer:
    """Keeps the lines until the end: only then is it known which are the most severe."""

    def __init__(self, view: View) -> None:
        self._lang = view.lang
        self._kept: dict[str, list[_Annotation]] = {level: [] for level in _LEVELS.values()}
        self._set_aside: list[str] = []
        self._reports = 0

    def add(self, assessment: Assessment, *, met: bool) -> str:  # noqa: ARG002
        """Nothing yet."""
        self._reports += 1
        if assessment.error is not None:
            values = safe.values(assessment.error.values)
            said = [say(f"{kind}.{assessment.error.key}", self._lang, **values) for kind in ("error", "remedy")]
            heading = say("verdict.unreadable", self._lang)
            self._keep("error", 0, _line("error", _file(assessment.path) | {"title": heading}, " ".join(said)))
            return ""
        ranks = dict.fromkeys(self._kept, 0)
        for item in words.ranked(assessment.items):
            level = _LEVELS[item.severity]
            ranks[level] += 1
            self._keep(level, ranks[level], self._annotation(item, assessment))
        for item in assessment.items:
            if reason := finding.set_aside(item, self._lang):
                title, path = finding.title(item.rule, self._lang), safe.path(assessment.path, self._lang)
                self._set_aside.append(f"  {path}  {title} [{item.rule.id}]  {reason}")
        return ""

    def end(self) -> str:
        """The annotations, the most severe first, then how many more there are; what does not count is but a line."""
        most = dict.fromkeys(self._kept, _MOST)
        if any(len(kept) > _MOST for kept in self._kept.values()):
            most["notice"] -= 1  # the count is a notice itself
        lines = [one.text for level, kept in self._kept.items() for one in sorted(kept)[: most[level]]]
        rest = {level: max(0, len(kept) - most[level]) for level, kept in self._kept.items()}
        if any(rest.values()):
            left = say("ci.rest", self._lang, errors=rest["error"], warnings=rest["warning"], notices=rest["notice"])
            lines.append(_line("notice", {"title": say("ci.rest.title", self._lang)}, left))
        return "".join(f"{line}\n" for line in [*lines, *self._set_aside])

    def _keep(self, level: str, rank: int, line: str) -> None:
        self._kept[level].append(_Annotation(rank, self._reports, line))

    def _annotation(self, item: Item, assessment: Assessment) -> str:
        fields = _file(assessment.path)
        lined = finding.has_lines(item)
        if lined:
            place = item.evidence[0].place
            fields |= {"line": str(place.line), "col": str(place.column)}
        fields["title"] = f"{finding.title(item.rule, self._lang)} [{item.rule.id}]"
        return _line(_LEVELS[item.severity], fields, finding.told(item, assessment, self._lang, placed=not lined))


def _file(path: str) -> dict[str, str]:
    """The file of an annotation; standard input is none."""
    return {} if path == "-" else {"file": safe.line(path)}


def _line(level: str, fields: Mapping[str, str], message: str) -> str:
    """A workflow command; what ends a value or a line in it is encoded."""
    told = ",".join(f"{name}={_data(value).replace(':', '%3A').replace(',', '%2C')}" for name, value in fields.items())
    return f"::{level}{' ' if told else ''}{told}::{_data(finding.one_line(message))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
