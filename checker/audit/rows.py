"""From an assessment to the rows that the store keeps of it; made where it was judged, for nobody else has it whole.

Rows hold values and the pack's texts in all their languages, no sentence of one: :mod:`checker.audit.wording` makes these.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from checker.engine.model import Assessment, Item
from checker.errors import CheckerError
from checker.i18n import LANGUAGES
from checker.presentation.escape import message_values, one_line
from checker.presentation.items import ranked, rule_basis
from checker.rulebook.model import Pack

REPORT = (
    *("state", "format", "genre", "title", "issuer", "kind", "region", "year", "date", "published", "deadline"),
    *("characters", "recognised", "doubtful", "pack", "verdict", "points", "uncapped", "grade", "cap", "text_digest"),
    *("error", "error_values"),
)
"""What a row on a report holds beside its name and content."""

ITEM = (
    *("seq", "rule", "state", "outcome", "severity", "credit", "earned", "possible", "gain", "rank"),
    *("filled", "place", "quote", "waived"),
)
"""What a row on an item holds beside its report; ``rank`` counts the gaps, those worth most first.

What only a gap has: ``filled`` (JSON: what its texts are filled with), ``place`` (JSON: line, column, page, paragraph, table, row, cell),
``quote``, and ``waived`` (JSON: reason, approver, granted, expires)."""

RULE = ("seq", "rule", "title", "grouped", "group_title", "severity", "message", "fix", "basis", "effort", "checked")
"""What a row on a rule holds beside its pack; titles, messages (by outcome), remedies and bases in each language (JSON); ``checked`` names
the primitive."""

JUDGED, UNREADABLE = "judged", "unreadable"
_LEVEL = 1  # of packing: a third of the time of the usual one for a tenth more bytes


def report(assessment: Assessment) -> dict[str, Any]:
    """Return the row on a report."""
    facts, score, pack, document = assessment.facts, assessment.score, assessment.pack, assessment.document
    if assessment.error is not None or facts is None or pack is None or document is None:
        return failed(assessment.error)
    extraction = document.extraction
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
        "recognised": extraction.recognised if extraction else 0.0,
        "doubtful": int(extraction is not None and extraction.doubtful),
        "pack": label(pack),
        "verdict": assessment.verdict,
        "points": score.points if score else None,
        "uncapped": score.uncapped if score else None,
        "grade": score.grade if score else None,
        "cap": score.cap.rule if score and score.cap else None,
        "text_digest": sha256("".join(document.text.split()).encode("utf-8", "replace")).hexdigest(),
    }


def failed(error: CheckerError | None) -> dict[str, Any]:
    """Return the row on a file that was not judged."""
    key, found = (error.key, message_values(error.values)) if error is not None else ("internal", {"kind": "-"})
    facts = {"state": UNREADABLE, "characters": 0, "recognised": 0.0, "doubtful": 0, "format": found.get("format")}
    return dict.fromkeys(REPORT) | facts | {"error": key, "error_values": _json(found)}


def items(assessment: Assessment) -> list[list[Any]]:
    """Return the rows on its items, in the order of the catalogue; what only a gap has is ``None`` elsewhere."""
    ranks = {item.rule.id: rank for rank, item in enumerate(ranked(assessment.items), 1)}
    return [
        [
            *(seq, item.rule.id, item.state, item.reason, item.severity),
            *(item.credit, item.earned, item.possible, item.gain, ranks.get(item.rule.id)),
            *(_gap(item) if item.state in ("fail", "partial") else (None,) * 4),
        ]
        for seq, item in enumerate(assessment.items)
    ]


def _gap(item: Item) -> tuple[str | None, ...]:
    place = item.evidence[0].place if item.evidence else None
    where = None if place is None else _json(list(place))
    waived = None if item.waived is None else _json(item.waived)
    quote = one_line(item.evidence[0].text) if item.evidence else ""
    return _json(item.values), where, quote, waived


def rules(pack: Pack) -> list[list[Any]]:
    """Return the rows on the rules of a pack, in the order of the catalogue."""
    titles = {group.id: group.title for group in pack.groups}
    return [
        [
            *(seq, rule.id, _json(rule.title), rule.group, _json(titles.get(rule.group, {"zh": rule.group}))),
            *(rule.severity, _json(rule.message), _json(rule.fix)),
            *(_json({lang: rule_basis(rule, pack, lang) for lang in LANGUAGES}), rule.effort, rule.check),
        ]
        for seq, rule in enumerate(pack.rules)
    ]


def text(assessment: Assessment) -> bytes:
    """Return the text with private numbers masked, packed; empty where there is none."""
    if assessment.document is None:
        return b""
    return zlib.compress(assessment.document.text.encode("utf-8", "replace"), _LEVEL)


def unpacked(data: bytes) -> str:
    """Return the text that :func:`text` packed."""
    return zlib.decompress(data).decode("utf-8")


def label(pack: Pack) -> str:
    """Return a pack by name, version and content."""
    return f"{pack.id} {pack.version} {pack.digest}"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=_plain)


def _plain(value: object) -> object:
    """What JSON does not know: a mapping that cannot be changed, a set; anything else as it is written."""
    if isinstance(value, Mapping):
        return dict(value)
    return sorted(value) if isinstance(value, (set, frozenset)) else str(value)


def _inert(found: str | None) -> str | None:
    return None if found is None else one_line(found)
