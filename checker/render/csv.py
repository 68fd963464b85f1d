"""A table for spreadsheets: one row an item.  Excel opens it as Chinese text, and no cell of it is taken for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from checker.engine.model import Assessment, Item
from checker.i18n import say
from checker.render import cells, finding, safe, words
from checker.render.view import View

COLUMNS = (
    *("path", "unit", "year", "verdict", "score", "rule", "title", "state", "severity", "points", "gain"),
    *("place", "quote", "message", "fix", "basis"),
)
"""The columns, by the last word of their catalogue keys; an unreadable input has a row without a rule."""

_BOM = "\ufeff"  # or Excel takes UTF-8 for the code page of the machine


class Renderer:
    """Streams the rows of each report."""

    def __init__(self, view: View) -> None:
        self._lang = view.lang
        self._begun = False

    def add(self, assessment: Assessment, *, met: bool) -> str:  # noqa: ARG002
        """The rows of one report, in the order of the checklist."""
        if assessment.error is not None:
            rows = [self._unreadable(assessment)]
        else:
            head = self._head(assessment)
            rows = [head + self._item(item, assessment) for item in assessment.items]
        return self._header() + _lines(rows)

    def end(self) -> str:
        """The heading, where there was no report at all."""
        return self._header()

    def _header(self) -> str:
        if self._begun:
            return ""
        self._begun = True
        return _BOM + _lines([[say(f"csv.{name}", self._lang) for name in COLUMNS]])

    def _head(self, assessment: Assessment) -> list[str]:
        facts, score = assessment.facts, assessment.score
        return [
            safe.path(assessment.path, self._lang),
            (facts and facts.issuer) or "",
            str(facts.year) if facts and facts.year else "",
            say(f"verdict.{assessment.verdict}", self._lang),
            _points(score.points) if score else "",
        ]

    def _item(self, item: Item, assessment: Assessment) -> list[str]:
        lang = self._lang
        message = words.message(item, lang) or ""
        if item.state in ("partial", "fail"):
            message = finding.why(item, assessment, lang)
        if reason := finding.set_aside(item, lang):
            message = f"{message} {reason}"
        gap = item.state in ("partial", "fail") and item.waived is None
        return [
            item.rule.id,
            words.told(item.rule.title, lang),
            say(f"state.{item.state}", lang),
            say(f"severity.{item.severity}", lang),
            _points(item.earned),
            _points(item.gain) if gap else "0",
            finding.place(item, assessment, lang),
            finding.quote(item),
            message,
            words.fix(item, lang) if gap else "",
            finding.basis(item.rule, assessment.pack, lang),
        ]

    def _unreadable(self, assessment: Assessment) -> list[str]:
        if assessment.error is None:
            return []
        values, key = safe.values(assessment.error.values), assessment.error.key
        row = dict.fromkeys(COLUMNS, "") | {
            "path": safe.path(assessment.path, self._lang),
            "verdict": say("verdict.unreadable", self._lang),
            "message": say(f"error.{key}", self._lang, **values),
            "fix": say(f"remedy.{key}", self._lang, **values),
        }
        return list(row.values())


def sheet(rows: Sequence[Sequence[str]]) -> str:
    """Any rows, the headings first, as a file that a spreadsheet opens."""
    return _BOM + _lines(rows)


def _points(value: float) -> str:
    """Points as a number, to two places."""
    return f"{max(0.0, value):.2f}".rstrip("0").rstrip(".")


def _cell(text: str) -> str:
    """*text* as a cell that stays text: a spreadsheet would compute what begins like a formula."""
    return cells.guarded(finding.one_line(text))


def _lines(rows: Sequence[Sequence[str]]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows([[_cell(cell) for cell in row] for row in rows])
    return out.getvalue()
