"""Words that sheets, pages and letters share: titles of kinds and requirements, grades, verdicts, severities."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.audit.tally import GRADES, SEVERITIES, STATES
from checker.messages import say, texts
from checker.render.finding import one_line
from checker.render.words import SYMBOLS

if TYPE_CHECKING:
    from checker.audit.model import Overview

LETTERS = {letter: SYMBOLS[state] for letter, state in STATES.items()} | {" ": ""}
"""From the letter of a state to its sign."""


class Words:
    """Names of kinds, grades, verdicts, severities in the language of the run."""

    def __init__(self, overview: Overview, lang: str) -> None:
        self._kinds = dict(overview.kinds)
        self._titles = {one.rule: one.title for one in overview.requirements}
        self._lang = lang

    def kind(self, kind: str | None) -> str:
        """The title of a kind of filer, else what the roster says."""
        return one_line(self._kinds.get(kind or "", kind or ""))

    def rule(self, rule: str) -> str:
        """The title of a requirement, else its id."""
        return self._titles.get(rule, rule)

    def known(self, area: str, key: str | None) -> str:
        """The message of *key* in *area* (``grade``, ``verdict`` …); a key that it does not know is shown on one line."""
        found = f"{area}.{key}"
        return say(found, self._lang) if key and texts(found) else one_line(key or "")

    def grades(self) -> dict[str, str]:
        """From the words of grades to their keys."""
        return {self.known("grade", grade): grade for grade in GRADES}

    def severities(self) -> dict[str, str]:
        """From the words of severities to their keys."""
        return {self.known("severity", severity): severity for severity in SEVERITIES}

    def verdicts(self) -> dict[str, str]:
        """From the words of verdicts to the colours that they have."""
        return {self.known("verdict", verdict): verdict for verdict in ("pass", "fail")}

    def states(self) -> dict[str, str]:
        """From the words of states to their keys."""
        return {self.known("state", state): state for state in STATES.values()}
