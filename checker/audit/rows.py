"""From an assessment to the rows that the store keeps of it; made where it was judged, for nobody else has it whole."""

from __future__ import annotations

import zlib
from hashlib import sha256
from typing import Any

from checker.engine.model import Assessment, Item
from checker.errors import CheckerError
from checker.i18n import say
from checker.presentation.escape import message_values, one_line
from checker.presentation.items import item_view, ranked, rule_basis, rule_title
from checker.presentation.wording import known_word, localized
from checker.rulebook.model import Pack

REPORT = (
    *("state", "format", "genre", "title", "issuer", "kind", "region", "year", "date", "published", "deadline"),
    *("characters", "pack", "verdict", "points", "uncapped", "grade", "cap", "text_digest", "error"),
    *("reason", "remedy"),
)
"""What a row on a report holds beside its name and content."""

ITEM = (
    *("seq", "rule", "state", "outcome", "severity", "credit", "earned", "possible", "gain", "rank"),
    *("message", "place", "quote", "fix", "waived"),
)
"""What a row on an item holds beside its report; ``rank`` counts the gaps, those worth most first."""

RULE = ("seq", "rule", "title", "grouped", "group_title", "severity", "basis", "effort")
"""What a row on a rule holds beside its pack."""

JUDGED, UNREADABLE = "judged", "unreadable"
_LEVEL = 1  # of packing: a third of the time of the usual one for a tenth more bytes


def report(assessment: Assessment, lang: str) -> dict[str, Any]:
    """The row on a report."""
    facts, score, pack, document = assessment.facts, assessment.score, assessment.pack, assessment.document
    if assessment.error is not None or facts is None or pack is None or document is None:
        return failed(assessment.error, lang)
    return dict.fromkeys(REPORT) | {
        "state": JUDGED,
        "format": document.format,
        "genre": facts.genre,
        "title": _inert(facts.title),
        "issuer": _inert(facts.issuer),
        "kind": facts.filer,
        "region": facts.region,
        "year": facts.year,
        "date": facts.date,
        "published": facts.published,
        "deadline": facts.deadline,
        "characters": facts.characters,
        "pack": label(pack),
        "verdict": assessment.verdict,
        "points": score.points if score else None,
        "uncapped": score.uncapped if score else None,
        "grade": score.grade if score else None,
        "cap": score.cap.rule if score and score.cap else None,
        "text_digest": sha256("".join(document.text.split()).encode("utf-8", "replace")).hexdigest(),
    }


def failed(error: CheckerError | None, lang: str) -> dict[str, Any]:
    """The row on a file that was not judged."""
    key, found = (error.key, message_values(error.values)) if error is not None else ("internal", {"kind": "-"})
    told = {"state": UNREADABLE, "characters": 0, "error": key, "format": found.get("format")}
    reason, remedy = say(f"error.{key}", lang, **found), say(f"remedy.{key}", lang, **found)
    return dict.fromkeys(REPORT) | told | {"reason": reason, "remedy": remedy}


def items(assessment: Assessment, lang: str) -> list[list[Any]]:
    """The rows on its items, in the order of the catalogue; what only a gap has is ``None`` elsewhere."""
    ranks = {item.rule.id: rank for rank, item in enumerate(ranked(assessment.items), 1)}
    return [
        [
            *(seq, item.rule.id, item.state, item.reason, item.severity),
            *(item.credit, item.earned, item.possible, item.gain, ranks.get(item.rule.id)),
            *(_told(item, assessment, lang) if item.state in ("fail", "partial") else (None,) * 5),
        ]
        for seq, item in enumerate(assessment.items)
    ]


def _told(item: Item, assessment: Assessment, lang: str) -> tuple[str | None, ...]:
    gap = item_view(item, assessment, lang)
    return gap.why, gap.place, gap.quote, gap.fix, gap.waiver or None


def rules(pack: Pack, lang: str) -> list[list[Any]]:
    """The rows on the rules of a pack, in the order of the catalogue."""
    titles = {group.id: localized(group.title, lang) for group in pack.groups}
    return [
        [
            *(seq, rule.id, rule_title(rule, lang), rule.group, titles.get(rule.group, rule.group), rule.severity),
            *(rule_basis(rule, pack, lang), known_word("effort", rule.effort, lang)),
        ]
        for seq, rule in enumerate(pack.rules)
    ]


def text(assessment: Assessment) -> bytes:
    """The text with private numbers masked, packed; empty where there is none."""
    if assessment.document is None:
        return b""
    return zlib.compress(assessment.document.text.encode("utf-8", "replace"), _LEVEL)


def unpacked(data: bytes) -> str:
    """The text that :func:`text` packed."""
    return zlib.decompress(data).decode("utf-8")


def label(pack: Pack) -> str:
    """A pack by name, version and content."""
    return f"{pack.id} {pack.version} {pack.digest}"


def _inert(found: str | None) -> str | None:
    return None if found is None else one_line(found)
