"""What an item says in words: its message, its remedy, its basis, and the order in which gaps are told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from checker.document.model import Document, Extraction
from checker.engine.model import Assessment, Item
from checker.i18n import fill, say, texts
from checker.render.view import View
from checker.rulebook.model import Basis, Clause, Pack, Source, Text

SYMBOLS = {"pass": "✓", "partial": "△", "fail": "✗", "skip": "–"}
_SEVERITIES = ("error", "warning", "advice")
_CAPPED = 0.05  # points: a gain below half of the last digit shown is no gain


class Citation(NamedTuple):
    """The basis of a rule in words; ``instrument`` is ``None`` for established practice, which cites nothing."""

    instrument: str | None
    clause: str | None
    standing: str


def told(text: Text, lang: str) -> str:
    """A text of a pack in *lang*, else in whatever language it has."""
    return text.get(lang) or next(iter(text.values()), "")


def message(item: Item, lang: str) -> str | None:
    """What the rule says about its outcome: by reason, else by state; ``None`` where it has nothing to say."""
    messages = item.rule.message
    for key in (item.reason, item.state):
        if key is not None and key in messages:
            return fill(told(messages[key], lang), item.values, lang)
    key = f"skip.{item.reason}"
    return say(key, lang) if item.state == "skip" and texts(key) else None


def note(item: Item, document: Document | None, lang: str) -> str | None:
    """What a reader of a gap should know of the text that it was found in; ``None`` where there is nothing."""
    extraction = document.extraction if document is not None else None
    if extraction is None or not extraction.doubtful or item.state not in ("partial", "fail"):
        return None
    return say("extraction.doubtful", lang)


def warnings(extraction: Extraction, lang: str) -> list[str]:
    """What may have been read wrongly, in words."""
    return [say(f"extraction.{key}", lang) for key in extraction.warnings]


def fix(item: Item, lang: str) -> str:
    """How to mend it."""
    return fill(told(item.rule.fix, lang), item.values, lang)


def effort(value: str, lang: str) -> str:
    """The effort of a remedy; a word that the catalogue does not know is shown as the pack has it."""
    key = f"effort.{value}"
    return say(key, lang) if texts(key) else value


def citations(basis: Iterable[Basis], pack: Pack, lang: str, *, short: bool = False) -> list[Citation]:
    """The basis of a rule: the names of its instruments and clauses, or what they are called for *short*."""
    cited = []
    for source_id, clause_id in basis:
        source = pack.sources.get(source_id)
        if source is None:
            cited.append(Citation(None, None, "practice"))
            continue
        clause = source.clauses.get(clause_id)
        cited.append(
            Citation(_named(source, lang, short), _named(clause, lang, short) if clause else None, source.standing)
        )
    return cited


def _named(one: Source | Clause, lang: str, short: bool) -> str:
    return told((one.short if short else None) or one.title, lang)


def cited(citation: Citation, lang: str) -> str:
    """Instrument and clause in one go."""
    if citation.instrument is None:
        return say("report.basis.practice", lang)
    name = say("report.instrument", lang, name=citation.instrument)
    return name + (("" if lang == "zh" else " ") + citation.clause if citation.clause else "")


def titled(kinds: Mapping[str, Mapping[str, object]], kind: str | None, lang: str) -> str:
    """The name of a kind of filer or genre as the pack gives it, else its id."""
    title = kinds.get(kind or "", {}).get("title")
    return told(title, lang) if isinstance(title, dict) else kind or ""


def outcome(assessment: Assessment) -> str:
    """``passed``, ``failed`` or ``unreadable``: where an assessment counts in a summary."""
    if assessment.error is not None:
        return "unreadable"
    return "passed" if assessment.verdict == "pass" else "failed"


def is_gap(item: Item) -> bool:
    """Whether there is something to mend before anything else: a gap that is not waived and not in the baseline."""
    return item.state in ("partial", "fail") and item.waived is None and not item.baseline


def set_aside(item: Item) -> bool:
    """Whether a gap does not count in this run: it is waived, or stands in the baseline."""
    return item.waived is not None or bool(item.baseline)


def waiver(item: Item, lang: str) -> str | None:
    """Why a gap is waived, who answers for it and until when; ``None`` where it is not."""
    if item.waived is None:
        return None
    granted = item.waived.get("granted")
    since = say("waived.granted", lang, date=granted) if granted else ""
    return say("waived", lang, **{**item.waived, "granted": since})


def waived(items: Iterable[Item]) -> list[Item]:
    """The gaps that are waived, in the order of the checklist."""
    return [item for item in items if item.waived is not None]


def old(items: Iterable[Item]) -> list[Item]:
    """The gaps that stand in the baseline and are not waived, in the order of the checklist."""
    return [item for item in items if item.baseline and item.waived is None]


def no_gaps(assessment: Assessment, lang: str) -> str:
    """What is said where there is nothing to mend at once."""
    return say("report.gaps.none.new" if old(assessment.items) else "report.gaps.none", lang)


def unchanged(assessment: Assessment, met: bool, view: View) -> str | None:
    """Why a report that does not pass meets the gate: all that counts is old.  ``None`` where that is not so."""
    if not met or assessment.verdict == "pass" or view.fail_on == "never":
        return None
    count = len(old(assessment.items))
    return say("report.baseline.met", view.lang, count=count) if count else None


def ranked(items: Iterable[Item]) -> list[Item]:
    """The gaps, most points to gain first, errors first among equals, then in catalogue order.

    An error that earns no points (genre, private data) stands before all: it alone fails the report, and no number of
    points says so.  Under a cap most gaps gain nothing at once; they follow by what they will gain when it is gone.
    """
    return sorted(
        (item for item in items if is_gap(item)),
        key=lambda item: (
            item.severity != "error" or item.possible > 0,
            -round(item.gain, 2),
            _SEVERITIES.index(item.severity),
            -round(item.possible - item.earned, 2),
        ),
    )


def wants(view: View) -> list[str]:
    """What the run asks for beyond a pass."""
    asked = []
    if view.fail_on not in ("error", "never"):
        severity = say(f"severity.{view.fail_on}", view.lang)
        asked.append(say("report.gate.fail-on", view.lang, severity=severity))
    if view.min_score is not None:
        asked.append(say("report.gate.min-score", view.lang, points=view.min_score))
    return asked


def gain(item: Item, lang: str) -> str:
    """The points to gain by mending it, in words; empty where there are none."""
    if item.gain >= _CAPPED:
        return say("report.gain", lang, points=item.gain)
    if item.possible - item.earned >= _CAPPED:
        return say("report.gain.later", lang, points=item.possible - item.earned)
    return ""
