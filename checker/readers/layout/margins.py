"""Where full lines begin and end, how far they stand apart, whether first lines are indented, and where lines may break.

A line never breaks before closing marks, behind opening ones, or within a word.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from checker.readers.layout.model import TextLine
from checker.text.lazy_re import lazy
from checker.text.numerals import ITEM_NUMBER, SECTION_NUMBER

_LEAST_LINES = 4
_LEAST_RAGGED, _MOST_RAGGED = 5, 0.4  # lines, and the share of those in mid-sentence, that have room at their end
_IN_SENTENCE = lazy(r"[，,、。；;].*[\u4e00-\u9fff]$")
_LEAST_SIZE = 0.5
_NEAR = 0.6  # ems
_INDENT = (1.2, 3.4)  # ems
_HANGING = "，。、；：,.;:"
NO_START = "，。、；：？！,.;:?!”’』」）)》〉】〕］]}%％‰℃…—～·"
"""What does not begin a line."""

NO_END = "（(《〈【〔［[“‘「『{"
"""What does not end a line."""

NUMBERED = lazy(rf"{SECTION_NUMBER}|{ITEM_NUMBER}|附件?\d{{0,2}} ?[:：]")
"""How a heading or an item begins."""

_TOKEN = lazy(r"[A-Za-z0-9.,%:/_@&+#-]+")


class Margins(NamedTuple):
    """Edges of full lines on one page or in one column; ``pitch`` is the distance of two lines of a paragraph."""

    left: float
    right: float
    em: float
    pitch: float


class Measures(NamedTuple):
    """The margins by page and column.

    ``indented``: paragraphs begin with an indent.  ``flush``: paragraphs begin at the margin, without a gap above.
    ``ragged``: lines end anywhere, so that where one ends tells nothing.
    """

    by_page: dict[tuple[int, int], Margins]
    em: float
    indented: bool
    flush: bool
    ragged: bool

    def margins_of(self, line: TextLine) -> Margins:
        """Return the margins that hold for *line*."""
        return self.by_page[line.page, line.column]


def measure(lines: Sequence[TextLine]) -> Measures:
    """Return the margins of all pages of *lines*."""
    body = [line for line in lines if not line.row]
    em = _usual_size(body)
    groups: dict[tuple[int, int], list[TextLine]] = defaultdict(list)
    for line in body:
        groups[line.page, line.column].append(line)
    ems = {key: _usual_size(group) if len(group) >= _LEAST_LINES else em for key, group in groups.items()}
    edges = {key: _common_edges(group, ems[key]) for key, group in groups.items()}
    sure = {key: edges[key] for key, group in groups.items() if len(group) >= _LEAST_LINES}
    by_page = {}
    for (page, column), (left, right) in edges.items():
        alike = [value for (number, other), value in sure.items() if other == column and number % 2 == page % 2] or [
            value for (_, other), value in sure.items() if other == column
        ]
        group = groups[page, column]
        size = ems[page, column]
        own = group[0].recognised and (page, column) in sure
        few = len(group) < _LEAST_LINES
        agreed = (left, right) if own else _agreed(left, right, alike, size, few=few)
        by_page[page, column] = Margins(*agreed, size, _pitch(group, size))
    pitches = [margins.pitch for margins in by_page.values() if margins.pitch]
    pitch = median(pitches) if pitches else em * 1.75
    by_page = {key: value if value.pitch else value._replace(pitch=pitch) for key, value in by_page.items()}
    indented, flush = _is_indented(body, by_page, em), _is_flush(body, by_page, em)
    return Measures(by_page, em, indented, flush, _is_ragged(body, by_page, em))


def _usual_size(lines: Sequence[TextLine]) -> float:
    """Return the size in which most of the text is set."""
    sizes = Counter[float]()
    for line in lines:
        if line.size:
            sizes[round(line.size * 2) / 2] += len(line.text)
    usual = sizes.most_common(1)[0][0] if sizes else median([line.height for line in lines] or [10.0])
    return max(usual, _LEAST_SIZE)


def _common_edges(lines: Sequence[TextLine], em: float) -> tuple[float, float]:
    """Return the leftmost and the rightmost edge that more than one line of the text's size has."""
    usual = [line for line in lines if abs(line.size - em) <= 0.15 * em] or lines
    left = _far_edges([line.left for line in usual], em, -1)
    middle = (left + max(line.right for line in usual)) / 2
    # A mark at the end of a line may hang over the margin, and a signature may stand beyond it.
    inside = [line for line in usual if line.left < middle and line.text[-1:] not in _HANGING] or usual
    return left, _far_edges([line.right for line in inside], em, 1)


def _far_edges(values: Sequence[float], em: float, side: int) -> float:
    ordered = sorted(values, key=lambda value: -side * value)
    for value in ordered:
        near = [other for other in values if abs(other - value) <= _NEAR * em]
        if len(near) > 1:
            return median(near)
    return ordered[0]


def _agreed(
    left: float, right: float, others: Sequence[tuple[float, float]], em: float, *, few: bool
) -> tuple[float, float]:
    """Return the edges of a page, where its own few lines show less of them than the other pages do.

    A signature and its date alone do not tell where lines begin.
    """
    if not others:
        return left, right
    usual_left, usual_right = median(value[0] for value in others), median(value[1] for value in others)
    if few or left < usual_left or left - usual_left < (_INDENT[1] + 1) * em:
        left = usual_left
    return left, usual_right if right < usual_right or right - usual_right < em else right


def _pitch(lines: Sequence[TextLine], em: float) -> float:
    """Return the usual distance from one line to the next below it, 0 if there is none."""
    steps = Counter[float]()
    for one, two in pairwise(lines):
        step = two.bottom - one.bottom
        if 0.9 * em <= step <= 4 * em:
            steps[round(step / em * 10) / 10] += 1
    if not steps:
        return 0.0
    most = max(steps.values())
    return min(step for step, count in steps.items() if count >= most * 0.5) * em


def _is_indented(lines: Iterable[TextLine], by_page: dict[tuple[int, int], Margins], em: float) -> bool:
    """Return whether a paragraph begins with an indent: many lines begin two characters in, below or above full ones."""
    at = inner = 0
    for line in lines:
        margins = by_page[line.page, line.column]
        shift = (line.left - margins.left) / em
        if abs(shift) <= _NEAR:
            at += 1
        elif _INDENT[0] <= shift <= _INDENT[1]:
            inner += 1
    return inner >= 2 and inner >= 0.06 * (at + inner)


def _is_flush(lines: Sequence[TextLine], by_page: dict[tuple[int, int], Margins], em: float) -> bool:
    """Return whether somewhere a line begins at the margin close below a line that was not full."""
    for one, two in pairwise(lines):
        margins = by_page[two.page, two.column]
        if (
            (one.page, one.column) == (two.page, two.column)
            and two.bottom - one.bottom < 1.3 * margins.pitch
            and abs(two.left - margins.left) <= _NEAR * em
            and one.left - margins.left < _INDENT[1] * em
            and margins.right - one.right > needed(two, one) + em
        ):
            return True
    return False


def _is_ragged(lines: Sequence[TextLine], by_page: dict[tuple[int, int], Margins], em: float) -> bool:
    """Return whether many lines have room for the next word, though their sentence goes on in the next line."""
    short = full = 0
    for one, two in pairwise(lines):
        margins = by_page[two.page, two.column]
        if (
            (one.page, one.column) == (two.page, two.column)
            and abs(two.left - margins.left) <= _NEAR * em
            and _IN_SENTENCE.search(one.text)
            and not NUMBERED.match(two.text)
        ):
            has_room = margins.right - one.right > needed(two, one) + em
            short += has_room
            full += not has_room
    return short >= _LEAST_RAGGED and short > _MOST_RAGGED * (short + full)


def needed(b: TextLine, a: TextLine) -> float:
    """Return how much room the first word of *b* would have needed at the end of *a*, in points."""
    text = b.text
    em = b.size or a.size or b.height
    token = _TOKEN.match(text)
    if token and a.text[-1:].isascii() and a.text[-1:].isalnum():
        return 0.55 * em  # a word or a number that was broken
    end = 0
    width = 0.0
    while end < len(text) - 1 and text[end] in NO_END:
        end += 1
        width += em
    token = _TOKEN.match(text, end)
    if token:
        width += 0.52 * em * (token.end() - end)
        end = token.end()
    else:
        end += 1
        width += em
    while end < len(text) and text[end] in NO_START:
        width += em
        end += 1
    return width
