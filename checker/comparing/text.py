"""A comparison for people, on a terminal or in a pipe."""

from __future__ import annotations

from collections.abc import Iterator

from checker.comparing.model import Change, Comparison, Forgotten
from checker.engine.model import Assessment
from checker.i18n import say
from checker.render import safe, words
from checker.render.colour import Paint
from checker.render.gaps import spot
from checker.render.view import View
from checker.text.width import truncate, width, wrap

KINDS = ("opened", "worse", "closed", "better", "left")
"""The changes in the order in which they are told: what is new asks for attention first."""
_INDENT = "  "


def shown(comparison: Comparison, view: View) -> str:
    """The whole comparison."""
    lang, old, new = view.lang, comparison.old, comparison.new
    paint = Paint(view.colour)
    lines = wrap(
        paint(say("compare.head", lang, old=safe.path(old.path, lang), new=safe.path(new.path, lang)), "bold"),
        view.columns,
        rest=_INDENT,
    )
    lines += [_INDENT + _relation(comparison, lang), *standing(comparison, view, paint)]
    lines += changes(comparison, view, paint, KINDS) or ["", say("compare.same", lang)]
    if comparison.next_year:
        lines += [*_forgotten(comparison, view, paint), *_passages(comparison, view, paint)]
    return "\n".join(lines) + "\n"


def standing(comparison: Comparison, view: View, paint: Paint) -> list[str]:
    """Verdict and score before and after."""
    lang = view.lang
    verdicts = [_verdict(one, lang, paint) for one in (comparison.old, comparison.new)]
    before, after = (_score(one, lang) for one in (comparison.old, comparison.new))
    return [
        _INDENT + say("compare.verdict", lang, before=verdicts[0], after=verdicts[1]),
        _INDENT + say("compare.score", lang, before=before, after=after) + _moved(comparison),
    ]


def changes(comparison: Comparison, view: View, paint: Paint, kinds: tuple[str, ...]) -> list[str]:
    """The changes of some *kinds*, each kind under its heading."""
    lines: list[str] = []
    for kind in kinds:
        found: tuple[Change, ...] = getattr(comparison, kind)
        if found:
            lines += ["", paint(say(f"compare.{kind}", view.lang, count=len(found)), "bold")]
            lines += [_change(change, kind, comparison, view, paint) for change in found]
    return lines


def _relation(comparison: Comparison, lang: str) -> str:
    if not comparison.next_year:
        return say("compare.drafts", lang)
    years = [one.facts.year if one.facts else None for one in (comparison.old, comparison.new)]
    return say("compare.next-year", lang, before=years[0], after=years[1])


def _verdict(assessment: Assessment, lang: str, paint: Paint) -> str:
    verdict = assessment.verdict or "fail"
    return paint(f"{words.SYMBOLS[verdict]} {say(f'verdict.{verdict}', lang)}", verdict)


def _score(assessment: Assessment, lang: str) -> str:
    if assessment.score is None:
        return say("report.unscored", lang)
    return (
        f"{say('report.points', lang, points=assessment.score.points)} {say(f'grade.{assessment.score.grade}', lang)}"
    )


def _moved(comparison: Comparison) -> str:
    before, after = comparison.old.score, comparison.new.score
    if before is None or after is None or round(after.points - before.points, 1) == 0:
        return ""
    return f"  ({after.points - before.points:+.1f})"


def _change(change: Change, kind: str, comparison: Comparison, view: View, paint: Paint) -> str:
    """One gap on one line: sign, title, id, and, where it is still there, its place and what is wrong."""
    item = change.told
    head = f"{safe.line(words.told(item.rule.title, view.lang))} [{item.rule.id}]"
    sign = words.SYMBOLS["pass" if kind == "closed" else item.state]
    line = f"{_INDENT}{paint(sign, 'pass' if kind == 'closed' else item.state)} {head}"
    if kind == "closed":
        return line
    place = spot(item.evidence[0], comparison.new, view.lang) if item.evidence else ""
    said = "  ".join(part for part in (place, words.message(item, view.lang) or "") if part)
    room = view.columns - width(f"{_INDENT}{sign} {head}") - 2
    return line + (_INDENT + truncate(safe.line(said), room) if room > 8 else "")


def _forgotten(comparison: Comparison, view: View, paint: Paint) -> Iterator[str]:
    """What last year's report named and this year's does not, part by part."""
    yield ""
    found = comparison.forgotten
    if not found:
        yield say("compare.forgotten.none", view.lang)
        return
    yield paint(say("compare.forgotten", view.lang, count=len(found)), "bold")
    for one in found:
        yield truncate(_INDENT + _forgotten_line(one, comparison, view.lang), view.columns)


def _forgotten_line(one: Forgotten, comparison: Comparison, lang: str) -> str:
    pack = comparison.new.pack
    title = words.titled(pack.parts, one.part, lang) if pack else one.part
    place = spot(one.quote, comparison.old, lang)
    return f"{title}  {place} {say('report.quote', lang, text=safe.line(one.quote.text))}"


def _passages(comparison: Comparison, view: View, paint: Paint) -> Iterator[str]:
    """The beginnings of the passages that were taken over."""
    yield ""
    found = comparison.passages
    if not found:
        yield say("compare.passages.none", view.lang)
        return
    yield paint(
        say("compare.passages", view.lang, count=len(found), share=max(1, round(comparison.share * 100))), "bold"
    )
    for passage in found:
        yield truncate(_INDENT + say("report.quote", view.lang, text=safe.line(passage.here)), view.columns)
