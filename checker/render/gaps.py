"""One gap in the terminal output: what, where, the words, why, and how to mend it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.messages import say
from checker.render import safe, words
from checker.text.width import truncate, width, wrap

if TYPE_CHECKING:
    from checker.judging.model import Assessment, Item, Quote
    from checker.render.paint import Paint
    from checker.render.view import View

_INDENT = "  "
_QUOTE = 60  # columns of a quotation at most, however wide the terminal
_SHORTEST_QUOTE = 16  # columns: less than this tells nothing


def gap(item: Item, assessment: Assessment, view: View, paint: Paint) -> list[str]:
    """Show one gap: head and place, then why and how to mend it; an advice takes two lines in all."""
    room = view.columns - len(_INDENT)
    head, why = _head(item, view), _why(item, assessment, view)
    place = _place(item, assessment, view, room - width(head))
    if item.severity == "advice":
        if not place and item.evidence:
            head, place = _head(item, view, named=False), spot(item.evidence[0], assessment, view.lang)
        if width(head) + len(_INDENT) + width(place) > view.columns:
            place, why = "", f"{place}  {why}"
        return [*_first(item, head, place, view, paint), _INDENT + truncate(why, room)]
    lines = _first(item, head, place, view, paint)
    if item.evidence and not place:
        lines.append(_INDENT + _place(item, assessment, view, room, whole=True))
    return lines + wrap(why, view.columns, first=_INDENT, rest=_INDENT)


def waived_gap(item: Item, assessment: Assessment, view: View, paint: Paint) -> list[str]:
    """Show one gap that is waived: head and place, what was found, then why it is accepted and until when."""
    lines = old_gap(item, assessment, view, paint)
    said = (words.message(item, view.lang), words.waiver(item, view.lang))
    for text in filter(None, said):
        lines += wrap(safe.line(text), view.columns, first=_INDENT, rest=_INDENT)
    return lines


def old_gap(item: Item, assessment: Assessment, view: View, paint: Paint) -> list[str]:
    """Show one gap that stands in the baseline: head and place."""
    head, room = _head(item, view), view.columns - len(_INDENT)
    place = _place(item, assessment, view, room - width(head))
    lines = _first(item, head, place, view, paint)
    if item.evidence and not place:
        lines.append(_INDENT + _place(item, assessment, view, room, whole=True))
    return lines


def _first(item: Item, head: str, place: str, view: View, paint: Paint) -> list[str]:
    """The head in its colours with the place beside it; on a narrow terminal the head alone takes several lines."""
    first, *rest = wrap(head, view.columns, rest=_INDENT)
    beside = _INDENT + place if place else ""
    return [paint(first[:1], item.state) + paint(first[1:], "bold") + beside, *(paint(line, "bold") for line in rest)]


def _head(item: Item, view: View, *, named: bool = True) -> str:
    """Sign, whether it must be mended, title, with *named* the id, points to gain."""
    parts = [
        words.SYMBOLS[item.state],
        say("severity.error", view.lang) if item.severity == "error" else "",
        safe.line(words.told(item.rule.title, view.lang)),
        f"[{item.rule.id}]" if named else "",
        words.gain(item, view.lang),
    ]
    return " ".join(part for part in parts if part)


def _why(item: Item, assessment: Assessment, view: View) -> str:
    """Message, clause, remedy with its effort, as one paragraph."""
    lang = view.lang
    said = words.message(item, lang) or words.told(item.rule.title, lang)
    said += words.note(item, assessment.document, lang) or ""
    cited = (
        [words.cited(one, lang) for one in words.citations(item.rule.basis, assessment.pack, lang)]
        if assessment.pack
        else []
    )
    # Of an advice there is room for one line: the remedy is worth more than the clause.
    basis = say("report.basis", lang, basis=cited) if cited and item.severity != "advice" else ""
    remedy = say("report.fix.effort", lang, effort=words.effort(item.rule.effort, lang)) + words.fix(item, lang)
    gap_between = "" if lang == "zh" else " "
    return safe.line(gap_between.join(part for part in (said, basis, remedy) if part))


def _place(item: Item, assessment: Assessment, view: View, room: int, *, whole: bool = False) -> str:
    """Place and quotation in *room* columns; empty where they do not fit, unless *whole* asks for them cut."""
    if not item.evidence:
        return ""
    quote = item.evidence[0]
    at, more = spot(quote, assessment, view.lang), ""
    if len(item.evidence) > 1:
        more = " " + say("report.quote.more", view.lang, count=len(item.evidence))
    said = safe.line(quote.text[: _QUOTE * 4])
    left = min(room - width(at) - width(more) - 3, _QUOTE)
    if not whole and left < min(width(said), _SHORTEST_QUOTE):
        return ""
    if not said or left < _SHORTEST_QUOTE:
        return truncate(at + more, room) if whole or width(at + more) <= room else ""
    return f"{at} {say('report.quote', view.lang, text=truncate(said, left))}{more}"


def spot(quote: Quote, assessment: Assessment, lang: str) -> str:
    """Line and column where the source is text, else page and paragraph; the path stands in the report's first line."""
    place = quote.place
    numbers = (("line", place.line), ("column", place.column), ("page", place.page), ("paragraph", place.paragraph))
    told = [say(f"place.{name}", lang, **{name: number}) for name, number in numbers if number is not None]
    return ("" if lang == "zh" else " ").join(told) or safe.path(assessment.path, lang)
