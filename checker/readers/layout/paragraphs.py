"""Lines to paragraphs.

Whether a line goes on with the one before is told by many signs: drawn rows, sizes, centred titles, indents, gaps, a
line that ends though the next word would have had room, sentence ends and numbers of headings.  The signs are those of
GB/T 9704 (first lines indented by two characters, lines set to the full width) and of pages printed from a browser.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from checker.readers.layout.margins import NO_END, NO_START, NUMBERED, Margins, Measures, measure, needed
from checker.readers.layout.model import TextLine
from checker.text.lazy_re import lazy
from checker.words import words

_STOPS = "。；;！!？?：:"
_WITHIN = "，,。；;"
_CLOSERS = "”’』」）)》〉】〕］]}"
_OPEN_ENDED = lazy(r"(?:[的和与及、暨]|«titles.about-work»[^\n]{0,60})$")
"""How a title may stop that goes on in the next line, unless it says already what kind of paper it is."""
_LEADERS = lazy(r"(?:…|⋯|[.．·・_]{3}) ?[.．·・…⋯_ ]{0,80}[(（]?\d{1,4}[)）]?$")
"""How an entry of a table of contents ends."""
_INDENT = 1.2
_NEAR = 0.6
_CENTRED = 2.6
_GAP = 1.35
_HEADING = 80  # characters of the longest heading


class JoinedParagraph(NamedTuple):
    """A paragraph or a row: its text, the pages of its lines with the offsets where they begin, and how many lines."""

    text: str
    starts: tuple[tuple[int, int], ...]
    lines: int
    recognised: int


class _Around(NamedTuple):
    """Two neighbouring lines *a*, *b*, the lines before and after them, and the first line of the paragraph of *a*."""

    a: TextLine
    b: TextLine
    before: TextLine | None
    after: TextLine | None
    first: TextLine
    text: str  # of the paragraph so far


def join_paragraphs(lines: Sequence[TextLine]) -> list[JoinedParagraph]:
    """Return the paragraphs that *lines*, in reading order, make up."""
    measures = measure(lines)
    found: list[JoinedParagraph] = []
    group: list[TextLine] = []
    text = ""
    for index, line in enumerate(lines):
        if group:
            before = lines[index - 2] if index > 1 else None
            after = lines[index + 1] if index + 1 < len(lines) else None
            around = _Around(group[-1], line, before, after, group[0], text)
            if _goes_on(around, measures):
                group.append(line)
                if len(text) <= _HEADING:  # of longer ones nothing is asked but that they are long
                    text += glue(text, line.text) + line.text
                continue
            found.append(_join_lines(group))
        group, text = [line], line.text
    if group:
        found.append(_join_lines(group))
    return found


def glue(text: str, more: str) -> str:
    """Return what stands between two lines that become one: a blank between Latin words, else nothing."""
    one, two = text[-1:], more[:1]
    latin = (
        one < "\u0370" and two < "\u0370" and (one.isalpha() or two.isalpha()) and one not in "-/_(" and two.isalnum()
    )
    return " " if latin else ""


def _join_lines(group: Sequence[TextLine]) -> JoinedParagraph:
    parts: list[str] = []
    starts: list[tuple[int, int]] = []
    at = recognised = 0
    for line in group:
        if parts:
            parts.append(glue(parts[-1], line.text))
            at += len(parts[-1])
        if not starts or starts[-1][1] != line.page:
            starts.append((at, line.page))
        parts.append(line.text)
        at += len(line.text)
        recognised += len(line.text) if line.recognised else 0
    return JoinedParagraph("".join(parts), tuple(starts), len(group), recognised)


def _goes_on(around: _Around, measures: Measures) -> bool:
    """Return whether line *b* belongs to the paragraph of line *a*."""
    a, b = around.a, around.b
    if a.row or b.row or _differ_in_size(a, b, ragged=measures.ragged) or _LEADERS.search(a.text):
        return False
    if _LEADERS.search(b.text) and NUMBERED.match(a.text) and not NUMBERED.match(b.text):
        return True  # an entry of a table of contents over two lines
    one, two = measures.margins_of(a), measures.margins_of(b)
    if _stand_apart(a, b, one):
        return False
    if _is_centred(b, two) or _is_centred(a, one):
        return _title_goes_on(a, b, one, two, measures.em)
    if b.left - two.left > _INDENT * two.em:
        return not _is_aside(b, two) and _is_block(around, measures)
    return _goes_on_at_margin(around, measures)


def _goes_on_at_margin(around: _Around, measures: Measures) -> bool:
    """Return whether *b*, which begins where lines go on, does: the last one is full, or full lines tell nothing here."""
    a, b = around.a, around.b
    margins = measures.margins_of(a)
    if measures.ragged and not a.recognised:
        return measures.indented or _sentence_goes_on(around)
    slack = (1.0 if a.recognised else 0.45) * margins.em
    return margins.right - a.right <= needed(b, a) + slack and not _begins_anew(around, measures)


def _differ_in_size(a: TextLine, b: TextLine, *, ragged: bool) -> bool:
    if not a.size or not b.size:
        return False
    shorter = min(len(a.text), len(b.text))
    few, most = (8, 0.18) if a.recognised or b.recognised else (4, 0.1)
    most = most if shorter > few and not ragged else 0.32
    return abs(a.size - b.size) > most * max(a.size, b.size)


def _stand_apart(a: TextLine, b: TextLine, margins: Margins) -> bool:
    if (a.page, a.column) != (b.page, b.column):
        return False
    step = b.bottom - a.bottom
    usual = margins.pitch * max(1.0, max(a.size, b.size) / margins.em)
    return step > _GAP * usual or step < -0.5 * margins.pitch


def _is_centred(line: TextLine, margins: Margins) -> bool:
    before, behind = line.left - margins.left, margins.right - line.right
    return before > _CENTRED * margins.em and abs(before - behind) < max(1.2 * margins.em, 0.06 * (before + behind))


def _title_goes_on(a: TextLine, b: TextLine, one: Margins, two: Margins, em: float) -> bool:
    """Return whether a centred line goes on with the one above it: that one was full, or stops where no title can end."""
    size = max(a.size, b.size)
    if not _is_centred(b, two) or (not _is_centred(a, one) and size <= 1.1 * em):
        return False
    if a.first_font and b.first_font and b.first_font not in {a.first_font, a.last_font}:
        return False
    filled = a.right - a.left + needed(b, a) > one.right - one.left - 0.45 * size
    open_ended = _OPEN_ENDED.search(a.text) is not None and not a.text.endswith(words("titles.paper-ends"))
    return filled or open_ended


def _is_aside(line: TextLine, margins: Margins) -> bool:
    """Return whether a line stands at the right, as a signature and its date do."""
    return line.left - margins.left > 0.4 * (margins.right - margins.left)


def _is_block(around: _Around, measures: Measures) -> bool:
    """Return whether an indented line goes on with an indented line: in a list all lines of an item are."""
    a, b = around.a, around.b
    one, two = measures.margins_of(a), measures.margins_of(b)
    if abs((a.left - one.left) - (b.left - two.left)) > _NEAR * one.em:
        hanging = a is around.first and a.left < b.left and NUMBERED.match(a.text) is not None
        if not hanging or not _continues_at(around.after, b):
            return False
    elif not any(_continues_at(other, b) for other in (around.after, around.before)):
        return False
    if one.right - a.right > needed(b, a) + 0.45 * one.em:
        return False
    return not (_ends(a.text) or NUMBERED.match(b.text))


def _continues_at(line: TextLine | None, b: TextLine) -> bool:
    return line is not None and line.column == b.column and abs(line.left - b.left) < 0.5 * (b.size or b.height)


def _ends(text: str) -> bool:
    return text.rstrip(_CLOSERS)[-1:] in _STOPS


def _begins_anew(around: _Around, measures: Measures) -> bool:
    """Return whether *b* begins a paragraph though *a* is full and *b* stands where lines go on."""
    a, b = around.a, around.b
    if a.text[-1:] in NO_END or b.text[0] in NO_START:
        return False
    numbered = NUMBERED.match(b.text) is not None
    crosses = (a.page, a.column) != (b.page, b.column)
    if not (measures.flush or (crosses and not measures.indented)):
        return False
    if _ends(a.text):
        return numbered or (_style_changes(a, b) and len(around.text) < _HEADING)
    if NUMBERED.match(around.first.text) and len(around.text) < _HEADING and not _has_stop(around.text):
        return numbered or _style_changes(a, b)
    return False


def _sentence_goes_on(around: _Around) -> bool:
    """Return whether the words of *a* go on in *b*, where nothing but the words tells: a heading alone has no comma."""
    first = around.first.text
    heading = NUMBERED.match(first) is not None and not any(mark in around.text for mark in _WITHIN)
    return not (heading or _ends(around.a.text) or NUMBERED.match(around.b.text))


def _has_stop(text: str) -> bool:
    return any(stop in text for stop in "。；;")


def _style_changes(a: TextLine, b: TextLine) -> bool:
    """Return whether the font changes between two lines; digits and Latin letters have one of their own."""
    return (
        bool(a.last_font and b.first_font)
        and a.last_font != b.first_font
        and a.text[-1] >= "\u3000"
        and b.text[0] >= "\u3000"
    )
