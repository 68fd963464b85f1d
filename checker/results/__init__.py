"""Assessments kept as data and read again: as JSON values and back.

What comes back shows the same in every output.  It holds the text as masked, never the file's own, and of the ways
into the source only those that evidence, headings and lines need.  The pack is named, not kept: whoever reads brings the one
with the same digest.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from checker.document.model import Document, Extraction, Place, SourceMap
from checker.engine.model import Assessment, Cap, Facts, Item, Quote, Replacement, Score, SectionFacts
from checker.errors import UnreadableError
from checker.readers.source_maps import PlaceMap
from checker.rulebook.model import Pack
from checker.text.span import Span

FORMAT = 4
"""Changes with every change of what is written here."""

COUNTED = 200_000
"""Lines that begin within so many code points keep their place; what shows the text has numbers for no others."""


class CodecError(Exception):
    """What was kept is damaged, of another format, or judged by another pack."""


def packed(assessment: Assessment) -> dict[str, Any]:
    """Return *assessment*, before any waiver is laid over it, as values that JSON can hold."""
    error, document, facts, pack = assessment.error, assessment.document, assessment.facts, assessment.pack
    if error is not None or document is None or facts is None or pack is None:
        told = [error.key, _json_values(error.values)] if error else ["internal", {"kind": "-"}]
        return {"format": FORMAT, "error": told}
    extraction = document.extraction
    return {
        "format": FORMAT,
        "error": None,
        "digest": pack.digest,
        "document": [document.text, document.format, dict(document.meta), extraction and extraction.as_values()],
        "facts": facts,
        "places": list(_places_kept(assessment, document.source)),
        "score": assessment.score,
        "verdict": assessment.verdict,
        "items": list(map(_item_values, assessment.items)),
    }


def _item_values(item: Item) -> list[Any]:
    points = (item.credit, item.earned, item.possible, item.gain)
    evidence = [[quote.text, quote.start, quote.end] for quote in item.evidence]
    told = (_json_values(item.values), [dict(row) for row in item.table], item.replacements)
    return [item.rule.id, item.state, item.reason, item.severity, *points, evidence, *told]


def unpacked(kept: Any, path: str, pack: Pack | None) -> Assessment:
    """Return the assessment of the file at *path* from what :func:`packed` made of it; *pack* is the one that it was judged by.

    :raises CodecError: where *kept* is anything else.
    """
    try:
        if kept["format"] != FORMAT:
            raise CodecError
        if kept["error"] is not None:
            key, values = kept["error"]
            return Assessment(path, UnreadableError(str(key), **{**values, "path": path}))
        if pack is None or kept["digest"] != pack.digest:
            raise CodecError
        return _judged_assessment(kept, path, pack)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, OverflowError):
        raise CodecError from None


def _judged_assessment(kept: dict[str, Any], path: str, pack: Pack) -> Assessment:
    text, kind, meta, extraction = kept["document"]
    places = {int(offset): Place(*place) for offset, place in kept["places"]}
    source = PlaceMap(sorted(places) or [0], [places[offset] for offset in sorted(places)] or [Place()])
    taken_out = None if extraction is None else Extraction.from_values(extraction)
    document = Document(text, kind, path, source, meta, taken_out)
    rules = {rule.id: rule for rule in pack.rules}
    items = []
    for rule, state, reason, severity, credit, earned, possible, gain, evidence, values, table, right in kept["items"]:
        quotes = tuple(Quote(words, start, end, source) for words, start, end in evidence)
        points = (credit, earned, possible, gain)
        certain = tuple(Replacement(*one) for one in right)
        items.append(
            Item(rules[rule], state, reason, severity, *points, quotes, values, tuple(table), None, None, certain)
        )
    facts, score = _facts_from(kept["facts"]), _score_from(kept["score"])
    return Assessment(path, None, document, facts, pack, tuple(items), score, kept["verdict"])


def _places_kept(assessment: Assessment, source: SourceMap) -> Iterator[tuple[int, Place]]:
    """Return where lines begin, and where the first and the last character of each quote stand in the source."""
    found: dict[int, Place] = {}
    text = assessment.document.text[:COUNTED] if assessment.document is not None else ""
    at = 0
    for line in text.split("\n"):
        if line.strip():
            found[at] = source.place(at)
        at += len(line) + 1
    for quote in (quote for item in assessment.items for quote in item.evidence):
        for offset in (quote.start, max(quote.start, quote.end - 1)):
            found[offset] = quote.source.place(offset)  # which knows the cells of tables, too
    return ((offset, found[offset]) for offset in sorted(found))


def _json_values(values: Any) -> Any:
    """Return values of messages as JSON has them; anything but text, numbers and lists of them goes as text."""
    if isinstance(values, dict):
        return {str(key): _json_values(value) for key, value in values.items()}
    if isinstance(values, (list, tuple)):
        return [_json_values(value) for value in values]
    return values if isinstance(values, (str, int, float)) or values is None else str(values)


def _facts_from(fields: list[Any]) -> Facts:
    *_, body, sections = fields
    return Facts._make([*fields[:-2], Span(*body), tuple(map(_part_from, sections))])


def _part_from(fields: list[Any]) -> SectionFacts:
    level, number, heading, parts, start, end, heading_end, place, sections = fields
    return SectionFacts(
        level, number, heading, tuple(parts), start, end, heading_end, Place(*place), tuple(map(_part_from, sections))
    )


def _score_from(fields: list[Any] | None) -> Score | None:
    if fields is None:
        return None
    points, grade, cap, uncapped, _ = fields
    return Score(points, grade, None if cap is None else Cap(*cap), uncapped)
