"""A comparison as one JSON document (``checker-comparison/1``)."""

from __future__ import annotations

from typing import Any

from checker import __version__
from checker.comparing.model import Change, Comparison, Forgotten
from checker.comparing.text import KINDS
from checker.engine.model import Assessment, Item
from checker.i18n import say
from checker.presentation.items import message
from checker.presentation.wording import localized
from checker.render.json import dumps

SCHEMA = "checker-comparison/1"


def comparison_json(comparison: Comparison, lang: str) -> str:
    """Return all that the text shows, a line for each entry."""
    head: dict[str, Any] = {"schema": SCHEMA, "checker": __version__}
    head |= {
        "old": _report(comparison.old),
        "new": _report(comparison.new),
        "same_unit": comparison.same_unit,
        "next_year": comparison.next_year,
    }
    lists: dict[str, list[Any]] = {
        kind: [_change(change, lang) for change in getattr(comparison, kind)] for kind in KINDS
    }
    lists["forgotten"] = [_forgotten(one) for one in comparison.forgotten]
    lists["passages"] = [passage._asdict() for passage in comparison.passages]
    fields = [f'  "{key}": {dumps(value)}' for key, value in head.items()]
    fields += [f'  "{key}": {_lines(value)}' for key, value in lists.items()]
    fields.append(f'  "share": {round(comparison.share, 4)}')
    return "{\n" + ",\n".join(fields) + "\n}\n"


def _lines(entries: list[Any]) -> str:
    return "[\n" + ",\n".join(f"    {dumps(entry)}" for entry in entries) + "\n  ]" if entries else "[]"


def _report(assessment: Assessment) -> dict[str, Any]:
    facts, score, pack = assessment.facts, assessment.score, assessment.pack
    return {
        "path": assessment.path,
        "issuer": facts.issuer if facts else None,
        "year": facts.year if facts else None,
        "pack": {"id": pack.id, "version": pack.version, "digest": pack.digest} if pack else None,
        "verdict": assessment.verdict,
        "points": round(score.points, 4) if score else None,
        "grade": say(f"grade.{score.grade}", "zh") if score else None,
    }


def _change(change: Change, lang: str) -> dict[str, Any]:
    item = change.later
    return {
        "rule": item.rule.id,
        "title": localized(item.rule.title, lang),
        "before": _outcome(change.before),
        "after": _outcome(change.after),
        "message": message(item, lang) if change.after is not None else None,
    }


def _outcome(item: Item | None) -> dict[str, Any] | None:
    if item is None:
        return None
    return {"state": item.state, "reason": item.reason, "credit": round(item.credit, 4)}


def _forgotten(one: Forgotten) -> dict[str, Any]:
    place = one.quote.place
    return {
        "part": one.part,
        "quote": one.quote.text,
        "start": one.quote.start,
        "end": one.quote.end,
        **place._asdict(),
    }
