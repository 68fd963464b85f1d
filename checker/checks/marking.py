"""Marks and notes that say who may see a document, told by their place and form and not by their words alone."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from checker.checks.outcome import Outcome, failed, passed
from checker.text.lazy import lazy
from checker.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from checker.document.report import Report

_SHOWN = 20
_STARS = "★☆⭐✩✪"
_PERIOD = r"(?:[0-9一二三四五六七八九十]{1,3} ?(?:年|个?月|天)|长期|永久)"
_HEAD_LINES = 80
_LAST_LINES = 4
_LINE = 60
_COLLAPSED = 60
"""So many characters of the end are looked at where a text is one line."""
_OPEN, _CLOSED = "([【〔<{", ")]】〕>}"
_BLANKS = lazy(r"[ |]+")
_AROUND = " ()[]【】〔〕<>{}#*|:"


def marking(report: Report, options: Mapping[str, Any]) -> Outcome:
    """No level of secrecy stands as a mark, and no note restricts who may see the text.

    A level (``levels``) is a mark with a star behind it, behind a label (``labels``), or alone on a line above the text;
    ``beside`` may stand on that line too.  ``notes`` count alone on a line, in brackets or between blanks, above the
    first heading or at the end.  Reasons: ``level``, ``note``.
    """
    levels = _marks(report, options)
    notes = _notes(report, options["notes"]) if "notes" in options else []
    found = sorted({*levels, *notes})
    if not found:
        return passed()
    words = " ".join(report.quote(found[0]).split())[:_LINE]
    return failed("level" if levels else "note", found[:_SHOWN], count=len(found), words=words)


def _marks(report: Report, options: Mapping[str, Any]) -> list[Span]:
    text = report.text
    levels = tuple(options["levels"])
    if not any(level[-1] in text for level in levels):
        return []
    starred, alone, opening = _forms(levels, tuple(options.get("labels", ())), tuple(options.get("beside", ())))
    found = []
    if any(star in text for star in _STARS) or any(level + "*" in text for level in levels):
        found += [Span(*match.span("mark")) for match in starred.finditer(text)]
    found += [line for line in _head_lines(report, levels) if alone.fullmatch(_bare(text[line.start : line.end]))]
    # Where the line ends were lost, a mark stands between blanks before everything else, or before the title.
    head = report.title.span.end if report.title else 0
    found += [Span(*match.span("mark")) for match in opening.finditer(text, 0, head)]
    return [span for number, span in enumerate(found) if not any(_overlap(span, other) for other in found[:number])]


@lru_cache(maxsize=8)
def _forms(
    levels: tuple[str, ...], labels: tuple[str, ...], beside: tuple[str, ...]
) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """A level with its star, a line that is a level and nothing else, and a level that opens a text."""
    level = "|".join(" ?".join(map(re.escape, one)) for one in levels)
    label = (
        rf"(?:(?:{'|'.join(' ?'.join(map(re.escape, one)) for one in labels)})[ :|\]】]{{1,6}})" if labels else "(?!)"
    )
    other = f"(?:{'|'.join(map(re.escape, beside))})" if beside else "(?!)"
    return (
        re.compile(
            rf"(?<![^ |\n:(\[【〔0-9])(?P<mark>(?:{level}) ?(?:[{_STARS}] ?{_PERIOD}?|\* ?{_PERIOD}))(?![”’》])"
        ),
        re.compile(
            rf"(?:[0-9]{{6}})?{label.replace('{1,6}', '{0,6}')}?(?:{level})(?:[{_STARS}*·]?{_PERIOD}|[{_STARS}])?{other}?"
        ),
        re.compile(rf"(?<![^ \n])(?P<mark>{label}?(?:{level}) ?{_PERIOD}?)(?=[ \n])"),
    )


def _head_lines(report: Report, levels: tuple[str, ...]) -> Iterator[Span]:
    """The short lines above the first heading that may hold one of *levels*."""
    text = report.text
    end = report.outline.sections[0].start if report.outline.sections else len(text)
    start = 0
    for _ in range(_HEAD_LINES):
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        if 0 < stop - start <= _LINE and any(text.find(level[-1], start, stop) >= 0 for level in levels):
            yield Span(start, stop)
        start = stop + 1
        if start >= end:
            return


def _bare(line: str) -> str:
    """A line without blanks, bars and the brackets around it."""
    return _BLANKS.sub("", line).strip(_AROUND)


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _notes(report: Report, patterns: int) -> list[Span]:
    """Hits that stand free above the first heading or at the end."""
    hits = report.scan.hits(patterns)
    if not hits:
        return []
    text = report.text
    head = report.outline.sections[0].start if report.outline.sections else len(text)
    tail = _last_lines(text)
    tail = min(report.tail.start, max(tail, len(text) - _COLLAPSED) if tail == 0 else tail)
    return [hit for hit in hits if (hit.end <= head or hit.start >= tail) and _is_free(text, hit)]


def _last_lines(text: str) -> int:
    """Where the last lines of a text begin."""
    at = len(text.rstrip())
    for _ in range(_LAST_LINES):
        at = text.rfind("\n", 0, at)
        if at < 0:
            return 0
    return at + 1


def _is_free(text: str, hit: Span) -> bool:
    """Whether what stands before and behind a hit sets it apart: a line end, a blank, a bar, a pair of brackets."""
    before, behind = text[hit.start - 1 : hit.start], text[hit.end : hit.end + 1]
    if before and before in _OPEN:
        return behind != "" and behind in _CLOSED
    if behind and behind in "。;!.,":
        behind = text[hit.end + 1 : hit.end + 2]
    return (not before or before in " \n|*#") and (not behind or behind in " \n|*#")
