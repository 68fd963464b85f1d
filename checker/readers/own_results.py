"""How what the checker itself wrote is known again: a result, a checklist or a letter is never judged as a report."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from checker.i18n import LANGUAGES, say

if TYPE_CHECKING:
    from checker.readers.package import Package  # which loads zipfile

MARK = "fazhi-checker result"
"""Stands among the key words of a document of ours, which programs keep when somebody fills it in and saves it."""

_PROPERTIES = "docProps/core.xml"
_LONGEST = 400  # code points of a first line that are looked at


def is_own_text(text: str) -> bool:
    """Tell whether *text* begins as a result on a terminal, in Markdown, CSV or JSON does, or as a comparison does."""
    first = text[:_LONGEST].lstrip("\ufeff\n ").partition("\n")[0]
    if first[:1] not in "✓✗!#{" and "→" not in first and first.count(",") < 3:
        return False  # as nearly all are, without asking the catalogues
    if first == "{":
        first = text[:_LONGEST]
    return first.startswith(_beginnings()) or (first.startswith("{") and '"schema": "checker-' in first)


def is_own_document(package: Package) -> bool:
    """Tell whether a package of Word is a checklist or a letter of ours."""
    return _PROPERTIES in package and MARK.encode() in package.read(_PROPERTIES)


@cache
def _beginnings() -> tuple[str, ...]:
    """Return how results begin, in every language."""
    verdicts = (("✓", "pass"), ("✗", "fail"), ("!", "unreadable"))
    return tuple(
        beginning
        for lang in LANGUAGES
        for beginning in (
            *(f"{sign} {say(f'verdict.{verdict}', lang)}" for sign, verdict in verdicts),
            f"## {say('md.title', lang)}",
            ",".join(say(f"csv.{name}", lang) for name in ("path", "unit", "year", "verdict")),
            say("compare.head", lang, old="\0").partition("\0")[0],
        )
    )
