"""Code Quality of GitLab: one JSON list of what is to be mended.  What is waived or old is none, so it is not in it."""

from __future__ import annotations

from typing import Any

from checker.engine.model import Assessment, Item
from checker.errors import CheckerError
from checker.i18n import say
from checker.render import finding, safe, words
from checker.render.json import dumps
from checker.render.view import View

_SEVERITIES = {"error": "critical", "warning": "major", "advice": "minor"}
_UNREADABLE = "unreadable"


class Renderer:
    """Streams the list, an entry a line."""

    def __init__(self, view: View) -> None:
        self._lang = view.lang
        self._names = finding.Fingerprints()
        self._between = "[\n"

    def add(self, assessment: Assessment, *, met: bool) -> str:  # noqa: ARG002
        """The entries of one report, the most points to gain first."""
        if assessment.error is not None:
            entries = [self._unreadable(assessment.path, assessment.error)]
        else:
            entries = [self._gap(item, assessment) for item in words.ranked(assessment.items)]
        text = ""
        for entry in entries:
            text += self._between + dumps(entry)
            self._between = ",\n"
        return text

    def end(self) -> str:
        """The end of the list."""
        return "[]\n" if self._between == "[\n" else "\n]\n"

    def _gap(self, item: Item, assessment: Assessment) -> dict[str, Any]:
        told = finding.told(item, assessment, self._lang, placed=not finding.has_lines(item))
        line = item.evidence[0].place.line if item.evidence else None
        return {
            "description": f"{finding.title(item.rule, self._lang)} — {told}",
            "check_name": item.rule.id,
            "fingerprint": self._names.of(item, assessment.path),
            "severity": _SEVERITIES[item.severity],
            "location": {"path": assessment.path, "lines": {"begin": line or 1}},
        }

    def _unreadable(self, path: str, error: CheckerError) -> dict[str, Any]:
        values = safe.values(error.values)
        said = (say(f"error.{error.key}", self._lang, **values), say(f"remedy.{error.key}", self._lang, **values))
        return {
            "description": " ".join(map(finding.one_line, said)),
            "check_name": _UNREADABLE,
            "fingerprint": self._names.named(_UNREADABLE, path, error.key),
            "severity": "blocker",
            "location": {"path": path, "lines": {"begin": 1}},
        }
