"""The gaps in the terminal output, a paragraph each: what, where, the words, why, by which clause, how to mend it.

They share the lines that there are: each has its two or three, and what is left goes to those at the top, which are
worth most.  Where that is not enough, quotation, remedy and message lose their ends; place, clause and effort stay.
"""

from __future__ import annotations

from collections.abc import Sequence

from checker.engine.model import Assessment, Item, Quote
from checker.i18n import say
from checker.render import safe, words
from checker.render.colour import Paint
from checker.render.paragraph import Paragraph, Piece
from checker.render.view import View
from checker.text.width import truncate, wrap

_GAP = "  "
_FEWEST = {"error": 3}  # lines of a gap of this severity; the others have two
_QUOTE, _LONG_QUOTE = 30, 60  # columns of a quotation at most, and where everything is told
_LEAST_QUOTE, _REMEDY, _MESSAGE = 12, 20, 28  # columns that are left of each at least, or it would tell nothing


class Gaps:
    """The gaps of a report that are to be mended, most points to gain first."""

    def __init__(self, assessment: Assessment, view: View, paint: Paint) -> None:
        self._items = words.ranked(assessment.items)
        self._told = [_gap(item, assessment, view) for item in self._items]
        self._whole = [len(one.whole()) for one in self._told]
        self._view, self._paint = view, paint
        self.count = len(self._items)
        self.most = sum(self._whole)
        """How many lines they take where everything is told."""

    def lines(self, room: int) -> list[str]:
        """They in *room* lines, if they can be told in so few; whole where everything is wanted."""
        gaps = list(zip(self._items, self._told, self._whole, strict=True))
        fewest = [min(told.fewest(_FEWEST.get(item.severity, 2)), whole) for item, told, whole in gaps]
        spare = max((self.most if self._view.verbose else room) - sum(fewest), 0)
        lines = []
        for (item, told, _), few in zip(gaps, fewest, strict=True):
            shown = told.within(few + spare)
            spare -= len(shown) - few
            lines += _painted(shown, told, item, self._paint)
        return lines


def waived_gap(item: Item, assessment: Assessment, view: View, paint: Paint) -> list[str]:
    """Show one gap that is waived, whole: what, where, what was found, why it is accepted and until when."""
    said = safe.line(words.message(item, view.lang) or "")
    told = Paragraph([*_where(item, assessment, view, said), Piece(_GAP, said)], view.columns)
    why = safe.line(words.waiver(item, view.lang) or "")
    return _painted(told.whole(), told, item, paint) + wrap(why, view.columns, first=_GAP, rest=_GAP)


def old_gap(item: Item, assessment: Assessment, view: View, paint: Paint) -> list[str]:
    """Show one gap that stands in the baseline: what and where."""
    told = Paragraph(_where(item, assessment, view), view.columns)
    lines = told.whole() if view.verbose else told.within(told.fewest(1))
    return _painted(lines, told, item, paint)


def spot(quote: Quote, assessment: Assessment, lang: str) -> str:
    """Line and column where the source is text, else page and paragraph; the path stands in the report's first line."""
    place = quote.place
    numbers = (("line", place.line), ("column", place.column), ("page", place.page), ("paragraph", place.paragraph))
    told = [say(f"place.{name}", lang, **{name: number}) for name, number in numbers if number is not None]
    return ("" if lang == "zh" else " ").join(told) or safe.path(assessment.path, lang)


def _gap(item: Item, assessment: Assessment, view: View) -> Paragraph:
    """All that there is to tell of a gap."""
    lang = view.lang
    said = words.message(item, lang) or words.told(item.rule.title, lang)
    said = safe.line(said + (words.note(item, assessment.document, lang) or ""))
    effort = say("report.fix.effort", lang, effort=words.effort(item.rule.effort, lang))
    told = [
        Piece(_GAP, said, _between(lang) + _basis(item, assessment, view), _MESSAGE),
        Piece(effort, safe.line(words.fix(item, lang)), least=_REMEDY),
    ]
    return Paragraph([*_where(item, assessment, view, said), *told], view.columns)


def _between(lang: str) -> str:
    """What stands between two sentences."""
    return "" if lang == "zh" else " "


def _basis(item: Item, assessment: Assessment, view: View) -> str:
    """The clauses that the rule rests on, as a sentence before the next one."""
    if assessment.pack is None or not item.rule.basis:
        return ""
    citations = words.citations(item.rule.basis, assessment.pack, view.lang, short=not view.verbose)
    cited = [safe.line(words.cited(one, view.lang)) for one in citations]
    return say("report.basis", view.lang, basis=cited) + _between(view.lang)


def _where(item: Item, assessment: Assessment, view: View, said: str = "") -> list[Piece]:
    """What it is about, the place, and the words found there unless they are part of what is *said*."""
    pieces = [Piece(_head(item, view))]
    if not item.evidence:
        return pieces
    quote = item.evidence[0]
    pieces.append(Piece(_GAP + spot(quote, assessment, view.lang)))
    text = safe.line(quote.text[: _LONG_QUOTE * 4])
    if text and text not in said:
        before, after = say("report.quote", view.lang, text="\n").split("\n")
        pieces.append(Piece(" " + before, truncate(text, _LONG_QUOTE if view.verbose else _QUOTE), after, _LEAST_QUOTE))
    if len(item.evidence) > 1:
        pieces.append(Piece(" " + say("report.quote.more", view.lang, count=len(item.evidence))))
    return pieces


def _head(item: Item, view: View) -> str:
    """Sign, whether it must be mended, title, id, points to gain."""
    parts = (
        words.SYMBOLS[item.state],
        say("severity.error", view.lang) if item.severity == "error" else "",
        safe.line(words.told(item.rule.title, view.lang)),
        f"[{item.rule.id}]",
        words.gain(item, view.lang),
    )
    return " ".join(part for part in parts if part)


def _painted(lines: Sequence[str], told: Paragraph, item: Item, paint: Paint) -> list[str]:
    """The *lines* with the head in bold, over as many of them as it takes, and its sign in a colour of its own."""
    if not paint.wanted:
        return list(lines)
    sign, left = 1, len("".join(told.pieces[0].before.split())) - 1
    painted = []
    for line in lines:
        end = sign
        while left and end < len(line):
            left -= not line[end].isspace()
            end += 1
        parts = ((line[:sign], item.state), (line[sign:end], "bold"))
        painted.append("".join(paint(text, meaning) for text, meaning in parts if text) + line[end:])
        sign = 0
    return painted
