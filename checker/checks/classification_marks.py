"""``marking``: no mark or note says that not everybody may see the document, told by place and form, not by words alone.

机密★1年 above the title fails, ``level``, and so do 密级：机密 and 机密 alone on a line there; （内部资料，不得外传） behind a
paragraph fails, ``note``; 保守国家秘密 and 内部资料不得外传 inside a sentence pass.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import islice

from checker.checks.outcome import SHOWN, Outcome, failed, passed
from checker.document.report import Report
from checker.records import TYPE_CHECKING, Any
from checker.text.lazy_re import lazy
from checker.text.span import Cover, Span, lines_between, occurrences

if TYPE_CHECKING:
    import re

_STARS = "★☆⭐✩✪"
_PERIOD = r"(?:[0-9一二三四五六七八九十]{1,3} ?(?:年|个?月|天)|长期|永久)"
_HEAD_LINES = 80
_LAST_LINES = 4
_LINE = 60
_COLLAPSED = 60
"""So many characters of the end are looked at where a text is one line."""
_OPEN, _CLOSED = "([【〔<{", ")]】〕>}"
_APART = f" \n|*#{_STARS}"
_BLANKS = lazy(r"[ |]+")
_AROUND = f" ()[]【】〔〕<>{{}}#*|:{_STARS}"


def marking(report: Report, options: Mapping[str, Any]) -> Outcome:
    """No level of secrecy stands as a mark, and no note restricts who may see the text."""
    levels = _marks(report, options)
    notes = _notes(report, options["notes"]) if "notes" in options else []
    found = sorted({*levels, *notes})
    if not found:
        return passed()
    words = " ".join(report.quote(found[0]).split())[:_LINE]
    return failed("level" if levels else "note", found[:SHOWN], count=len(found), words=words)


def _marks(report: Report, options: Mapping[str, Any]) -> list[Span]:
    text = report.text
    levels = tuple(options["levels"])
    if not any(level[-1] in text for level in levels):
        return []
    words = (levels, tuple(options.get("labels", ())), tuple(options.get("beside", ())))
    several: list[list[Span]] = []
    if _has_any(text, levels) and any(star in text for star in _STARS + "*"):
        several.append([Span(*match.span("mark")) for match in _starred(levels).finditer(text)])
    several.append([line for line in _head_lines(report, levels) if _is_level(text[line.start : line.end], *words)])
    # Where the line ends were lost, a mark stands between blanks before everything else, or before the title.
    head = report.title.span.end if report.title else 0
    if any(text.find(level, 0, head) >= 0 for level in levels):
        several.append([Span(*match.span("mark")) for match in _between_blanks(*words[:2]).finditer(text, 0, head)])
    found: list[Span] = []
    kept: list[Span] = []
    for spans in several:  # of overlapping marks those that the first way finds; none of one way overlap each other
        before = Cover(found)
        kept += [span for span in spans if not before.meets(*span)]
        found += spans
    return kept


def _has_any(text: str, words: tuple[str, ...]) -> bool:
    """Return whether one of *words* occurs; words with one last character are looked for at once."""
    lasts = {word[-1] for word in words}
    return any(text.endswith(words, 0, at + 1) for last in lasts for at in occurrences(text, last))


@lru_cache(maxsize=8)
def _starred(levels: tuple[str, ...]) -> re.Pattern[str]:
    """Return a level with its star, and the period where there is one."""
    return lazy(
        rf"(?<![^ |\n:;。!(\[【〔0-9])(?P<mark>(?:{_either(levels)}) ?(?:[{_STARS}] ?{_PERIOD}?|\* ?{_PERIOD}))(?![”’》])"
    )


@lru_cache(maxsize=8)
def _alone(levels: tuple[str, ...], labels: tuple[str, ...], beside: tuple[str, ...]) -> re.Pattern[str]:
    """Return a line, its blanks and brackets taken away, that is a level with what may stand beside it, and nothing else."""
    other = f"(?:{_either(beside)})?"
    return lazy(
        rf"(?:[0-9]{{6}})?{other}(?:(?:{_either(labels)})[:\]】]{{0,2}})?(?:{_either(levels)})"
        rf"(?:[{_STARS}*·]?{_PERIOD}|[{_STARS}])?{other}"
    )


@lru_cache(maxsize=8)
def _between_blanks(levels: tuple[str, ...], labels: tuple[str, ...]) -> re.Pattern[str]:
    """Return a level, with or without its label, between blanks or line ends."""
    label = rf"(?:(?:{_either(labels)})[ :|\]】]{{1,6}})?"
    return lazy(rf"(?<![^ \n])(?P<mark>{label}(?:{_either(levels)}) ?{_PERIOD}?)(?=[ \n])")


def _either(words: tuple[str, ...]) -> str:
    """Return any of *words*, also with blanks between their characters; of no words nothing."""
    import re

    return "|".join(" ?".join(map(re.escape, word)) for word in words) or "(?!)"


def _head_lines(report: Report, levels: tuple[str, ...]) -> Iterator[Span]:
    """Yield the short lines above the first heading that may hold one of *levels*."""
    text = report.text
    end = report.outline.sections[0].start if report.outline.sections else len(text)
    if not any(text.find(last, 0, end) >= 0 for last in {level[-1] for level in levels}):
        return
    for start, line_end in islice(lines_between(text, 0, end), _HEAD_LINES):
        stop = min(line_end, end)
        if 0 < stop - start <= _LINE and any(text.find(level[-1], start, stop) >= 0 for level in levels):
            yield Span(start, stop)


def _bare_line(line: str) -> str:
    """Return a line without blanks, bars and the brackets around it."""
    return _BLANKS.sub("", line).strip(_AROUND)


def _is_level(line: str, levels: tuple[str, ...], labels: tuple[str, ...], beside: tuple[str, ...]) -> bool:
    """Return whether a line is a level with what may stand beside it, and nothing else."""
    bare = _bare_line(line)
    return any(level in bare for level in levels) and _alone(levels, labels, beside).fullmatch(bare) is not None


def _notes(report: Report, patterns: int) -> list[Span]:
    """Return hits that stand free above the first heading or at the end, or in brackets alone on their line."""
    hits = report.scan.hits(patterns)
    if not hits:
        return []
    text = report.text
    head = report.outline.sections[0].start if report.outline.sections else len(text)
    tail = _last_lines(text)
    tail = min(report.tail.start, max(tail, len(text) - _COLLAPSED) if tail == 0 else tail)
    return [
        hit
        for hit in hits
        if (_is_free(text, hit) if hit.end <= head or hit.start >= tail else _is_bracketed_line(text, hit))
    ]


def _is_bracketed_line(text: str, hit: Span) -> bool:
    """Return whether a line is nothing but the note in brackets: among the paragraphs of a text only that sets it apart."""
    start = max(0, hit.start - _LINE)
    before = text.rfind("\n", start, hit.start)
    if before < 0 < start:
        return False
    line = text[before + 1 : hit.start].strip()
    rest = text[hit.end : hit.end + _LINE].partition("\n")[0].strip(" 。")
    return len(line) == 1 == len(rest) and _OPEN.find(line) == _CLOSED.find(rest) >= 0


def _last_lines(text: str) -> int:
    """Return where the last lines of a text begin."""
    at = len(text.rstrip())
    for _ in range(_LAST_LINES):
        at = text.rfind("\n", 0, at)
        if at < 0:
            return 0
    return at + 1


def _is_free(text: str, hit: Span) -> bool:
    """Return whether what stands around a hit sets it apart: a line end, a blank, a bar, a label's colon, a pair of brackets."""
    before, behind = text[hit.start - 1 : hit.start], text[hit.end : hit.end + 1]
    if before and before in _OPEN:
        return behind != "" and behind in _CLOSED
    if before == ":" and behind and behind in _CLOSED:
        return True
    if behind and behind in "。;!.,":
        behind = text[hit.end + 1 : hit.end + 2]
    return (not before or before in _APART + ":]】") and (not behind or behind in _APART)
