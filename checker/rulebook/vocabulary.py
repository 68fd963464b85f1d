"""What observation needs of a pack."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from checker.document.vocabulary import Account, Filer, Genre, Part, Sign, TableForm, Vocabulary
from checker.rulebook.model import Pack

_KEPT = 4
_LAST: list[tuple[Pack, Vocabulary]] = []


def vocabulary_of(pack: Pack) -> Vocabulary:
    """The words by which *pack* recognises a report (kept for the packs that were asked for last)."""
    for known, words in _LAST:
        if known is pack:
            return words
    made = Vocabulary(
        pack.lexicon,
        tuple(_part(name, entry) for name, entry in pack.parts.items()),
        tuple(_genre(name, entry) for name, entry in pack.genres.items()),
        tuple(
            Filer(name, entry.get("issuer"), entry.get("deadline"), entry.get("deadlines", {}))
            for name, entry in pack.filers.items()
        ),
        pack.data,
        pack.blanks,
        pack.vocabulary,
        year=pack.year,
        tables=tuple(_table(name, entry) for name, entry in pack.tables.items()),
        outlines=pack.outlines,
    )
    _LAST[:] = [(pack, made), *_LAST[: _KEPT - 1]]
    return made


def _part(name: str, entry: Mapping[str, Any]) -> Part:
    heading = entry.get("heading", {})
    thematic = entry.get("thematic", {})
    hollow = entry.get("hollow", {})
    return Part(
        id=name,
        strong=heading.get("strong"),
        weak=heading.get("weak"),
        unless=heading.get("unless"),
        statement=entry.get("statement"),
        within=entry.get("within"),
        thematic=thematic.get("min", 0),
        not_thematic=thematic.get("unless"),
        coming=bool(entry.get("coming")),
        account=Account(**entry["account"]) if "account" in entry else None,
        cues=entry.get("cues", {}),
        lists={name: number for name, number in hollow.items() if name not in ("answers", "lacks")},
        answers=hollow.get("answers"),
        lacks=bool(hollow.get("lacks")),
        never=heading.get("never"),
    )


def _genre(name: str, entry: Mapping[str, Any]) -> Genre:
    signs = tuple(Sign(sign["patterns"], sign["weight"]) for sign in entry.get("signs", ()))
    return Genre(name, bool(entry.get("report")), entry.get("name"), signs)


def _table(name: str, entry: Mapping[str, Any]) -> TableForm:
    return TableForm(name, entry["title"], entry.get("part"), entry.get("rows", {}), entry["columns"], entry["names"])
