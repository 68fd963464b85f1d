"""Words that sheets, pages and letters share: titles of kinds and requirements, grades, verdicts, severities."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from checker.audit.model import Overview
from checker.audit.statistics import GRADES, SEVERITIES, STATES, Brief, Tally, with_roster
from checker.i18n import has_message, say
from checker.presentation.escape import one_line
from checker.presentation.wording import SYMBOLS

LETTERS = {letter: SYMBOLS[state] for letter, state in STATES.items()} | {" ": ""}
"""From the letter of a state to its sign."""


_SURE = 0.8  # below it somebody should look


def why_not(words: Words, brief: Brief, lang: str) -> str:
    """Why a file does not count as the report of its unit, to stand behind its name."""
    if brief.error is not None:
        return say("audit.missing.unreadable", lang, reason=one_line(brief.error.reason).rstrip("。."))
    if brief.points is None:
        genre = words.genre(brief.genre)
        return say("audit.missing.genre", lang, genre=genre) if genre else say("audit.missing.text", lang)
    return say("audit.missing.year", lang, year=brief.year)


class MatchRow(NamedTuple):
    """How a file came to its unit, in words; ``doubtful`` where somebody should look."""

    path: str
    unit: str
    found: str | None
    by: str | None
    sure: float | None
    doubtful: bool


def matched(overview: Overview, counted: Tally, words: Words) -> Iterator[MatchRow]:
    """Every file with the unit it was taken to be of: first those that belong to nobody, then the least sure.

    Without a roster the unit is the one that a report itself names.
    """
    known = {match.report for match in (*overview.matches, *overview.doubtful)}
    roster = with_roster(overview)
    for brief in counted.briefs.values():
        if brief.path in known:
            continue
        if roster or brief.issuer is None:
            unit = words.match("outside" if roster and brief.issuer else "none")
            yield MatchRow(brief.path, unit, brief.issuer or brief.title, None, None, doubtful=True)
    for match in sorted((*overview.doubtful, *overview.matches), key=lambda match: (match.sure, match.report)):
        by = words.known("audit.by", match.by)
        yield MatchRow(match.report, match.unit, match.words, by, match.sure, doubtful=match.sure < _SURE)
    if not roster:
        by = words.known("audit.by", "issuer")
        for brief in counted.briefs.values():
            if brief.path not in known and brief.issuer is not None:
                yield MatchRow(brief.path, brief.issuer, brief.issuer, by, None, doubtful=False)


class Words:
    """Names of kinds, grades, verdicts, severities in the language of the run."""

    def __init__(self, overview: Overview, lang: str) -> None:
        self._kinds = dict(overview.kinds)
        self._genres = dict(overview.genres)
        self._titles = {one.rule: one.title for one in overview.requirements}
        self._lang = lang

    def kind(self, kind: str | None) -> str:
        """The title of a kind of filer, else what the roster says."""
        return one_line(self._kinds.get(kind or "", kind or ""))

    def genre(self, genre: str | None) -> str:
        """The title of a kind of text, else its id."""
        return one_line(self._genres.get(genre or "", genre or ""))

    def rule(self, rule: str) -> str:
        """The title of a requirement, else its id."""
        return self._titles.get(rule, rule)

    def match(self, key: str) -> str:
        """What stands for the unit of a file that has none: ``none`` or ``outside``."""
        return say(f"audit.match.{key}", self._lang)

    def known(self, area: str, key: str | None) -> str:
        """The message of *key* in *area* (``grade``, ``verdict`` …); a key that it does not know is shown on one line."""
        found = f"{area}.{key}"
        return say(found, self._lang) if key and has_message(found) else one_line(key or "")

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
