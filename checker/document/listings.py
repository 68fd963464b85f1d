"""Totals with their parts: ``85项(甲56项、乙29项)``, ``37件,其中甲20件、乙17件``, ``甲20件、乙17件,合计37件``.

Behind a comma alone parts are told by the last one, which is all that is left: ``37件,废止20件、继续有效17件``.
"""

from __future__ import annotations

from checker.document.figures import Counts, Figure, alike
from checker.records import TYPE_CHECKING, NamedTuple
from checker.text.lazy_re import lazy
from checker.text.span import Span
from checker.words import words as listed

if TYPE_CHECKING:
    import re

_GAP = 64
"""A total stands no further than so many characters from its first part."""
_LIST = 600
_MOST_PARTS = 40
_BACK = 4
"""So many figures back a total is looked for behind which others stand (37件,增长5%,其中甲20件)."""
_BRACKET = lazy(r"[^,。;:!?、()\n\d]{0,24}(?:\([^()\d\n]{1,4}\))?[^,。;:!?、()\n\d]{0,12}\((?P<head>[^()。\n]{0,40})\Z")
_WORDED = lazy(
    r"[^,。;:!?、()\n\d]{0,24}(?:\([^()\d\n]{1,4}\))?[,:]?«listings.introducing»(?:«listings.done»|:|,)?(?P<head>[^,。;:!?()\n]{0,30})\Z"
)
_AMONG = lazy(
    r"[^。;!?\n]{0,30}?(?:[,。;:(、 ]«listings.among»(?:[,:]|«listings.including»){0,3}|(?P<of>中,?有))(?P<head>[^,。;:!?()\n]{0,30})\Z"
)
_COLON = lazy(r"[^,。;:!?、()\n\d]{0,16}:(?P<head>[^,。;:!?()\n]{0,24})\Z")
_BARE = lazy(r",(?P<head>[^,。;:!?、()\n\d]{1,12})\Z")
_COMPLETING = lazy(r"«listings.completing»")
"""What a part is called that is all that is left, so that a list needs no word to introduce it."""
_OPEN_HEAD = lazy(r"«listings.open-head»|^«listings.holding»")
_INTRODUCING = lazy(r"^(?:«listings.among»|«listings.introducing»|«listings.introducing-some»)[,:]?")
_SEPARATOR = lazy(r"«listings.joining»|[、,;]")
_CHANGED = frozenset("至到")
"""Before a total: what follows in brackets is how it came about (由85项减至63项(取消…))."""
_STOP = lazy(r"[。!?\n]")
_OTHER_TOPIC = lazy(r"^(?!«listings.not-other»)«listings.other-begins»|«listings.other»|\d ?年")
"""Words before a number that begin something else than the next part."""
_STRAY = lazy(r"\d|[一两]«listings.counters»")
"""A number in a list that is no figure of it: what it counts is not known."""
_REST = lazy(r"«figures.rest»")
_CLOSING = lazy(r",?(?P<word>«listings.sums»|«listings.sums-in-doubt»)\Z")
_OPEN_END = lazy(r"«listings.open-end»")
_OPENS = lazy(r"[(:]|中,?有|«listings.among»|«listings.introducing»")


class Summand(NamedTuple):
    """One part of a list: its figure, the words before it, and those with it on either side."""

    figure: Figure
    before: str
    words: str


class Listing(NamedTuple):
    """A total and the parts named with it.

    ``closed``: the wording says that these are all parts.  ``clear``: nothing in it (another unit, an open end, words
    of comparison) puts in doubt that the parts are parts of this total.  ``commas``: its parts may go on into
    another matter, because they are divided by commas like clauses.  ``among``: the parts are introduced by 其中, behind
    which the total may stand at some distance.  ``span`` is the list without the total.
    """

    total: Figure
    parts: tuple[Summand, ...]
    closed: bool
    clear: bool
    commas: bool
    among: bool
    span: Span


def find_listings(counts: Counts, start: int, end: int) -> list[Listing]:
    """Return the totals with parts between two offsets, in order."""
    figures = counts.figures
    text = counts.text
    found = []
    before = -_GAP - 1
    for at in range(counts.first_from(start), len(figures)):
        (first, last), _, unit, _ = figures[at]
        if last > end:
            break
        if first - before <= _GAP and unit not in listed("listings.no-total"):
            gap = text[before:first]
            listing = None
            if _OPENS.search(gap):
                listing = _forward(counts, at, gap)
            elif gap.endswith(listed("listings.sums")):
                listing = _backward(counts, at, gap)
            elif gap.startswith(",") and text.startswith("、", last):
                listing = _completed(counts, at, gap)
            if listing is not None:
                found.append(listing)
        before = last
    return found


def _forward(counts: Counts, at: int, gap: str) -> Listing | None:
    """Return the list that begins with figure *at*, its total before it."""
    total = counts.figures[at - 1]
    unit = counts.figures[at].unit
    bracket = _BRACKET.match(gap)
    if bracket:
        return _in_brackets(counts, at, bracket) if alike(total.unit, unit) else None
    worded = _WORDED.match(gap) or _COLON.match(gap)
    if worded:
        return _running(counts, at, total, worded["head"], closed=True) if alike(total.unit, unit) else None
    among = _AMONG.match(gap)
    if among is None:
        return None
    sentence = counts.sentence_around(total.span.start, total.span.end, "。!?\n").start
    for back in range(at - 1, max(-1, at - 1 - _BACK), -1):
        total = counts.figures[back]
        if total.span.start < sentence:
            return None
        if total.unit == unit:
            found = _running(counts, at, total, among["head"], closed=False)
            if found is not None and among["of"]:  # 21个中有13个, and what follows is something else
                found = found._replace(parts=found.parts[:1], closed=False, span=_words_of_summand(found.parts[0]))
            return found
    return None


def _completed(counts: Counts, at: int, gap: str) -> Listing | None:
    """Return the list behind a comma alone whose last part is all that is left: 148件,废止22件、修改9件、继续有效117件."""
    total, bare = counts.figures[at - 1], _BARE.match(gap)
    if bare is None or not alike(total.unit, counts.figures[at].unit):
        return None
    found = _running(counts, at, total, bare["head"], closed=False)
    if found is None or len(found.parts) == 1 or not _COMPLETING.search(found.parts[-1].words):
        return None
    of_another = any(part.figure.value > total.value for part in found.parts)
    return None if of_another else found._replace(closed=True, among=False)


def _in_brackets(counts: Counts, at: int, match: re.Match[str]) -> Listing | None:
    total = counts.figures[at - 1]
    opening = total.span.end + match.start("head") - 1
    closing = _closing(counts.text, opening)
    if closing is None:
        return None
    head = match["head"]
    open_head = _OPEN_HEAD.search(head) is not None
    head = _INTRODUCING.sub("", head)
    parts, clear, commas, last = _parts(counts, at, head, closing, brackets=True)
    inner = counts.text[opening + 1 : closing]
    clear = (
        clear
        and not _OPEN_END.search(inner)
        and not _doubtful(parts, brackets=True)
        and _known(counts, opening + 1, closing)
    )
    clear = clear and counts.text[total.span.start - 1 : total.span.start] not in _CHANGED
    closed = (not open_head or _has_rest(parts)) and len(parts) > 1
    return Listing(total, parts, closed, clear, commas and open_head, False, Span(opening + 1, max(last, closing)))


def _running(counts: Counts, at: int, total: Figure, head: str, *, closed: bool) -> Listing | None:
    end = min(len(counts.text), counts.figures[at].span.start + _LIST)
    parts, clear, commas, last = _parts(counts, at, head, end, brackets=False)
    start = parts[0].figure.span.start - len(head)
    clear = (
        clear
        and not _OPEN_END.search(counts.text, start, last)
        and not _doubtful(parts)
        and _known(counts, start, last)
    )
    if closed and len(parts) < 2:
        return None
    among = not closed
    closed = (closed and not _OPEN_HEAD.search(head)) or _has_rest(parts)
    return Listing(total, parts, closed, clear, commas, among, Span(start, last))


def _parts(
    counts: Counts, at: int, head: str, end: int, *, brackets: bool
) -> tuple[tuple[Summand, ...], bool, bool, int]:
    """Return the parts from figure *at* on: with whether they are clear, divided by commas, and where the last one ends."""
    figures = counts.figures
    unit = figures[at].unit
    parts: list[Summand] = []
    clear, divider = True, ""
    figure, words = figures[at], head
    while True:
        tail, stop, after = _behind(counts, at, end)
        mark = _SEPARATOR.search(tail)
        own = tail[: mark.start()] if mark else tail
        cut = _STOP.search(own)
        parts.append(Summand(figure, words, words + (own[: cut.start()] if cut else own)[:16]))
        last = figure.span.end
        if after >= len(figures) or stop >= end or mark is None or _STOP.search(tail) or len(parts) > _MOST_PARTS:
            inside = after < len(figures) and stop < end
            cut_off = not inside and end < len(counts.text) and _STOP.search(tail) is None
            clear = clear and len(parts) <= _MOST_PARTS and not (inside if brackets else cut_off)
            break
        figure, at = figures[after], after
        words = _last_piece(tail) if brackets else tail[mark.end() :]
        kind = "," if "," in tail or ";" in tail else "、"
        if not alike(figure.unit, unit):
            clear = clear and not brackets
            break
        if not brackets and (
            (divider and kind != divider) or "," in words or ";" in tail or _OTHER_TOPIC.search(words)
        ):
            break
        divider = divider or kind
    return tuple(parts), clear, divider == ",", last


def _words_of_summand(part: Summand) -> Span:
    """Return a part with the words before it."""
    return Span(part.figure.span.start - len(part.before), part.figure.span.end)


def _last_piece(words: str) -> str:
    """Return what stands behind the last mark or word that divides parts."""
    return words[max((mark.end() for mark in _SEPARATOR.finditer(words)), default=0) :]


def _behind(counts: Counts, at: int, end: int) -> tuple[str, int, int]:
    """Return the words behind figure *at* up to the next one, with what stands in brackets right behind it left out.

    With them come the offset at which that next figure starts (else *end*) and its index.
    """
    figures, text = counts.figures, counts.text
    after, start = at + 1, figures[at].span.end
    stop = figures[after].span.start if after < len(figures) else end
    tail = text[start : min(stop, end)]
    opening = tail.find("(")
    if opening < 0 or _SEPARATOR.search(tail[:opening]):
        return tail, stop, after
    closing = _closing(text, start + opening)
    if closing is None or closing >= end:
        return tail, stop, after
    while after < len(figures) and figures[after].span.start < closing:
        after += 1
    stop = figures[after].span.start if after < len(figures) else end
    return tail[:opening] + text[closing + 1 : min(stop, end)], stop, after


def _closing(text: str, opening: int) -> int | None:
    """Return the bracket that closes the one at *opening*."""
    depth = 0
    at = opening
    limit = min(len(text), opening + _LIST)
    while at >= 0:
        closes = text.find(")", at + 1, limit)
        if closes < 0:
            return None
        depth += text.count("(", at + 1, closes)
        if depth == 0:
            return closes
        depth -= 1
        at = closes
    return None


def _backward(counts: Counts, at: int, gap: str) -> Listing | None:
    """Return the list whose total is figure *at*: ``甲20件、乙17件,合计37件``."""
    figures, text = counts.figures, counts.text
    total = figures[at]
    match = _CLOSING.search(gap)
    if match is None or not alike(figures[at - 1].unit, total.unit) or match["word"] not in listed("listings.sums"):
        return None
    parts: list[Summand] = []
    index = at - 1
    start = counts.sentence_around(total.span.start, total.span.end).start
    divider = ""
    while index >= 0 and figures[index].span.start >= start and alike(figures[index].unit, total.unit):
        figure = figures[index]
        low = figures[index - 1].span.end if index else 0
        words = text[max(low, start, figure.span.start - 30) : figure.span.start]
        if _CLOSING.search(words):
            break  # the total of another list
        own = _last_piece(words)
        parts.append(Summand(figure, own, own))
        kind = "," if "," in words else "、"
        if own == words or (divider and kind != divider) or len(parts) > _MOST_PARTS:
            break
        divider = divider or kind
        index -= 1
    parts.reverse()
    if len(parts) < 2:
        return None
    span = Span(parts[0].figure.span.start - len(parts[0].words), total.span.start)
    clear = (
        len(parts) <= _MOST_PARTS
        and not _doubtful(tuple(parts))
        and not _OPEN_END.search(text, *span)
        and divider == "、"
    )
    return Listing(total, tuple(parts), closed=True, clear=clear, commas=False, among=False, span=span)


def _has_rest(parts: tuple[Summand, ...]) -> bool:
    return len(parts) > 1 and _REST.search(parts[-1].words) is not None


def _known(counts: Counts, start: int, end: int) -> bool:
    """Return whether every number between two offsets is a figure."""
    at = start
    for figure in counts.between(start, end):
        if _STRAY.search(counts.text, at, figure.span.start):
            return False
        at = figure.span.end
    return _STRAY.search(counts.text, at, end) is None


def _doubtful(parts: tuple[Summand, ...], *, brackets: bool = False) -> bool:
    """Return whether words with a part say that it may be none: a comparison, a year, a rate."""
    skip = 0 if brackets else 1
    return any(_OTHER_TOPIC.search(part.before) for part in parts[skip:])
