"""How what the checker itself wrote is known again: a result, a checklist or a letter is never judged as a report."""

from __future__ import annotations

from functools import cache

from checker.i18n import LANGUAGES, say
from checker.records import TYPE_CHECKING

if TYPE_CHECKING:
    from checker.readers.package import Package  # which loads zipfile

MARK = "fazhi-checker result"
"""Stands among the key words of a document of ours, which programs keep when somebody fills it in and saves it."""

_PROPERTIES = "docProps/core.xml"
_LONGEST = 400  # code points of the beginning that are looked at
_ENDS_WATCHING = "Ctrl-C"
"""Stands in the first line of what is told of a file that is watched, in every language."""
_SUITES = '<testsuites name="checker"'
_FOR_PROGRAMS = (
    '{\n  "$schema": "https://docs.oasis-open.org/sarif/',
    '[\n{"description": "',  # of GitLab
    *(f"::{level} file=" for level in ("error", "warning", "notice")),  # of GitHub
    "<?xml",  # of JUnit
)


def is_own_text(text: str) -> bool:
    """Return whether *text* begins as what the checker says on a terminal or writes for people and programs."""
    head = text[:_LONGEST].lstrip("\ufeff\n ")
    if head.startswith(_FOR_PROGRAMS):
        return head[0] != "<" or _SUITES in head
    first, _, rest = head.partition("\n")
    if first.isascii() and rest.startswith("\n") and rest[1:].startswith(_explained()):
        return True
    if (
        first[:1] not in "✓✗!#{"
        and "→" not in first
        and (first.count(",") < 3 or "。" in first)
        and _ENDS_WATCHING not in text[: 10 * _LONGEST]
    ):
        return False  # as nearly all are, without asking for more
    return first.startswith((*_beginnings(), *_beginnings_of_watching())) or (
        head.startswith("{") and '"schema": "checker-' in head
    )


def is_own_document(package: Package) -> bool:
    """Return whether a package of Word is a checklist or a letter of ours."""
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


@cache
def _beginnings_of_watching() -> tuple[str, ...]:
    """Return how what is told of a file that is watched begins, in every language."""
    return tuple(say("watch.head", lang, path="\0").partition("\0")[0] for lang in LANGUAGES)


@cache
def _explained() -> tuple[str, ...]:
    """Return what follows the name of a rule that is explained, in every language."""
    return tuple(say("rules.explain.what", lang) + "\n" for lang in LANGUAGES)
