"""Code Quality of GitLab: one JSON list of what is to be mended.  What is waived or old is none, so it is not in it."""

from __future__ import annotations

from typing import Any

from checker.engine.model import Assessment
from checker.presentation import ItemView
from checker.presentation.items import Fingerprints
from checker.render import RenderOptions
from checker.render.json import dumps

_SEVERITIES = {"error": "critical", "warning": "major", "advice": "minor"}
_UNREADABLE = "unreadable"


class Renderer:
    """Streams the list, an entry a line."""

    def __init__(self, options: RenderOptions) -> None:
        self._options = options
        self._names = Fingerprints()
        self._between = "[\n"

    def add(self, assessment: Assessment, *, met: bool) -> str:
        """Return the entries of one report, the most points to gain first."""
        view = self._options.view(assessment, met=met)
        if assessment.error is not None:
            entries = [self._failure_entry(assessment.path, assessment.error.key, " ".join(view.failure or ()))]
        else:
            entries = [self._gap_entry(gap, assessment.path) for gap in view.gaps]
        text = ""
        for entry in entries:
            text += self._between + dumps(entry)
            self._between = ",\n"
        return text

    def end(self) -> str:
        """Return the end of the list."""
        return "[]\n" if self._between == "[\n" else "\n]\n"

    def _gap_entry(self, gap: ItemView, path: str) -> dict[str, Any]:
        line = gap.item.evidence[0].place.line if gap.item.evidence else None
        return {
            "description": f"{gap.title} — {gap.paragraph(placed=not gap.has_lines)}",
            "check_name": gap.rule.id,
            "fingerprint": self._names.of_gap(gap.item, path),
            "severity": _SEVERITIES[gap.item.severity],
            "location": {"path": path, "lines": {"begin": line or 1}},
        }

    def _failure_entry(self, path: str, key: str, said: str) -> dict[str, Any]:
        return {
            "description": said,
            "check_name": _UNREADABLE,
            "fingerprint": self._names.named(_UNREADABLE, path, key),
            "severity": "blocker",
            "location": {"path": path, "lines": {"begin": 1}},
        }
