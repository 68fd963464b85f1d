"""A comparison for people, on a terminal or in a pipe, and as one JSON document (``checker-comparison/1``)."""

from __future__ import annotations

from typing import Any

from checker import __version__
from checker.comparing import Change, Comparison, Forgotten
from checker.engine.model import Assessment, Item
from checker.i18n import say
from checker.presentation import item_view
from checker.presentation.escape import one_line
from checker.presentation.items import message
from checker.presentation.wording import SYMBOLS, kind_title, localized, path_words, place_words, score_words
from checker.render import RenderOptions
from checker.render.json import dumps
from checker.render.terminal import Paint
from checker.text.width import truncate, width, wrap

KINDS = ("opened", "worse", "closed", "better", "left")
"""The changes in the order in which they are told: what is new asks for attention first."""
SCHEMA = "checker-comparison/1"
_INDENT = "  "
_COPIED = 0.5
"""From this share on a text is last year's: that it speaks of last year's items again says nothing."""


def comparison_text(comparison: Comparison, options: RenderOptions) -> str:
    """Return the whole comparison."""
    lang, old, new = options.lang, comparison.old, comparison.new
    paint = Paint(options.colour)
    lines = wrap(
        paint(say("compare.head", lang, old=path_words(old.path, lang), new=path_words(new.path, lang)), "bold"),
        options.columns,
        rest=_INDENT,
    )
    lines += [
        *wrap(relation(comparison, lang), options.columns, first=_INDENT, rest=_INDENT),
        *standing(comparison, options, paint),
    ]
    what = changes(comparison, options, paint, KINDS) or ["", say("compare.same", lang)]
    if comparison.next_year:
        passages = _under_heading(_passage_words(comparison, lang), options, paint)
        forgotten = _under_heading(_forgotten_words(comparison, lang), options, paint)
        # Of a text that is last year's nothing else matters as much.
        what = [*passages, *what, *forgotten] if _is_copied(comparison) else [*what, *forgotten, *passages]
    lines += what
    return "\n".join(lines) + "\n"


def standing(comparison: Comparison, options: RenderOptions, paint: Paint) -> list[str]:
    """Return verdict and score before and after."""
    lang = options.lang
    signs = [one.verdict or "fail" for one in (comparison.old, comparison.new)]
    verdicts = [paint(f"{SYMBOLS[one]} {say(f'verdict.{one}', lang)}", one) for one in signs]
    before, after = (score_words(one.score, lang) for one in (comparison.old, comparison.new))
    return [
        _INDENT + say("compare.verdict", lang, before=verdicts[0], after=verdicts[1]),
        _INDENT + say("compare.score", lang, before=before, after=after) + _moved(comparison),
    ]


def changes(comparison: Comparison, options: RenderOptions, paint: Paint, kinds: tuple[str, ...]) -> list[str]:
    """Return the changes of some *kinds*, each kind under its heading."""
    lines: list[str] = []
    for kind in kinds:
        changed: tuple[Change, ...] = getattr(comparison, kind)
        if changed:
            lines += ["", paint(say(f"compare.{kind}", options.lang, count=len(changed)), "bold")]
            lines += [_change_line(change, kind, comparison, options, paint) for change in changed]
    return lines


def relation(comparison: Comparison, lang: str, otherwise: str = "compare.drafts") -> str:
    """Return what the two reports are to each other; *otherwise* is told of those that are not of one unit on two years."""
    facts = (comparison.old.facts, comparison.new.facts)
    if comparison.same_unit is False:
        units = [one_line(one.issuer if one else None) for one in facts]
        return say("compare.two-units", lang, before=units[0], after=units[1])
    years = [one.year if one else None for one in facts]
    return say("compare.next-year" if comparison.next_year else otherwise, lang, before=years[0], after=years[1])


def _moved(comparison: Comparison) -> str:
    before, after = comparison.old.score, comparison.new.score
    if before is None or after is None or round(after.points - before.points, 1) == 0:
        return ""
    return f"  ({after.points - before.points:+.1f})"


def _change_line(change: Change, kind: str, comparison: Comparison, options: RenderOptions, paint: Paint) -> str:
    """Return one gap on one line: sign, title, id, and, where it is still there, its place and what is wrong."""
    gone = kind == "closed"
    one = item_view(change.later, comparison.old if change.after is None else comparison.new, options.lang)
    head = f"{one.title} [{one.rule.id}]"
    sign = SYMBOLS["pass"] if gone else one.sign
    line = f"{_INDENT}{paint(sign, 'pass' if gone else one.item.state)} {head}"
    if gone:
        return line
    said = " ".join(filter(None, (one.place, one.message)))
    room = options.columns - width(f"{_INDENT}{sign} {head}") - 2
    return line + (_INDENT + truncate(said, room) if room > 8 else "")


def _is_copied(comparison: Comparison) -> bool:
    """Return whether the later report is for the most part the earlier one, its figures and years aside."""
    return comparison.share >= _COPIED


def _under_heading(words: tuple[str, list[str]], options: RenderOptions, paint: Paint) -> list[str]:
    """Return a heading, or what stands in the place of an empty list, with its entries below it."""
    heading, entries = words
    below = [truncate(_INDENT + one, options.columns) for one in entries]
    return ["", paint(heading, "bold") if entries else heading, *below]


def _forgotten_words(comparison: Comparison, lang: str) -> tuple[str, list[str]]:
    """Return what last year's report named and this year's does not, part by part, under its heading."""
    found = comparison.forgotten
    none = say(f"compare.forgotten.{'copied' if _is_copied(comparison) else 'none'}", lang)
    heading = say("compare.forgotten", lang, count=len(found)) if found else none
    return heading, [_forgotten_line(one, comparison, lang) for one in found]


def _forgotten_line(one: Forgotten, comparison: Comparison, lang: str) -> str:
    pack = comparison.new.pack
    title = kind_title(pack.parts, one.part, lang) if pack else one.part
    place = place_words(one.quote.place, lang) or path_words(comparison.old.path, lang)
    return f"{title}  {place} {say('report.quote', lang, text=one_line(one.quote.text))}"


def _passage_words(comparison: Comparison, lang: str) -> tuple[str, list[str]]:
    """Return the beginnings of the passages that were taken over, under their heading."""
    found, share = comparison.passages, max(1, round(comparison.share * 100))
    heading = (
        say("compare.passages", lang, count=len(found), share=share) if found else say("compare.passages.none", lang)
    )
    return heading, [say("report.quote", lang, text=one_line(one.here)) for one in found]


def comparison_json(comparison: Comparison, lang: str) -> str:
    """Return all that the text shows, a line for each entry."""
    head: dict[str, Any] = {"schema": SCHEMA, "checker": __version__}
    head |= {
        "old": _report_data(comparison.old),
        "new": _report_data(comparison.new),
        "same_unit": comparison.same_unit,
        "next_year": comparison.next_year,
    }
    lists: dict[str, list[Any]] = {
        kind: [_change_data(change, lang) for change in getattr(comparison, kind)] for kind in KINDS
    }
    lists["forgotten"] = [_forgotten_data(one) for one in comparison.forgotten]
    lists["passages"] = [passage._asdict() for passage in comparison.passages]
    fields = [f'  "{key}": {dumps(value)}' for key, value in head.items()]
    fields += [f'  "{key}": {_json_lines(value)}' for key, value in lists.items()]
    fields.append(f'  "share": {round(comparison.share, 4)}')
    return "{\n" + ",\n".join(fields) + "\n}\n"


def _json_lines(entries: list[Any]) -> str:
    return "[\n" + ",\n".join(f"    {dumps(entry)}" for entry in entries) + "\n  ]" if entries else "[]"


def _report_data(assessment: Assessment) -> dict[str, Any]:
    facts, score, pack = assessment.facts, assessment.score, assessment.pack
    return {
        "path": assessment.path,
        "issuer": facts.issuer if facts else None,
        "year": facts.year if facts else None,
        "pack": {"id": pack.id, "version": pack.version, "digest": pack.digest} if pack else None,
        "verdict": assessment.verdict,
        "points": round(score.points, 4) if score else None,
        "grade": say(f"grade.{score.grade}", "zh") if score else None,
    }


def _change_data(change: Change, lang: str) -> dict[str, Any]:
    item = change.later
    return {
        "rule": item.rule.id,
        "title": localized(item.rule.title, lang),
        "before": _outcome_data(change.before),
        "after": _outcome_data(change.after),
        "message": message(item, lang) if change.after is not None else None,
    }


def _outcome_data(item: Item | None) -> dict[str, Any] | None:
    if item is None:
        return None
    return {"state": item.state, "reason": item.reason, "credit": round(item.credit, 4)}


def _forgotten_data(one: Forgotten) -> dict[str, Any]:
    place = one.quote.place
    return {
        "part": one.part,
        "quote": one.quote.text,
        "start": one.quote.start,
        "end": one.quote.end,
        **place._asdict(),
    }
