"""What the filled-in checklist says, whatever file it is put into: a row a requirement, with room for the author's answer."""

from __future__ import annotations

from typing import NamedTuple

from checker.engine.model import Assessment, Item
from checker.i18n import say
from checker.render import finding, safe, words
from checker.render.gaps import spot

COLUMNS = ("number", "group", "requirement", "basis", "result", "where", "fix", "account", "signature")
"""The columns of a checklist, by the last word of their catalogue keys; the last two are left to the author."""
OVERVIEW = ("number", "path", "unit", "year", "conclusion", "points", "errors", "warnings", "advice", "exempt")
"""Those of the list of reports, where there are several."""

_QUOTES = 2
_QUOTE = 60  # code points of one quotation


class Line(NamedTuple):
    """One requirement: what its cells say, and how it came out (``waived`` beside the states of items)."""

    cells: tuple[str, ...]
    state: str


class Form(NamedTuple):
    """The checklist of one report: its title, what is known of the report as lines, its rows; and its row in the overview.

    A report that could not be read has no rows, and says why in ``notes``.
    """

    title: str
    notes: tuple[str, ...]
    lines: tuple[Line, ...]
    overview: tuple[str, ...]


def form(assessment: Assessment, number: int, lang: str) -> Form:
    """The checklist of a report; *number* is its place in the run, from 1."""
    path = safe.path(assessment.path, lang)
    if assessment.error is not None:
        return _unread(assessment, number, path, lang)
    lines = tuple(_line(at, item, assessment, lang) for at, item in enumerate(assessment.items, 1))
    return Form(
        _title(assessment, lang), tuple(_notes(assessment, path, lang)), lines, _overview(assessment, number, lang)
    )


def _unread(assessment: Assessment, number: int, path: str, lang: str) -> Form:
    error = assessment.error
    if error is None:
        raise AssertionError
    values = safe.values(error.values)
    told = {"reason": say(f"error.{error.key}", lang, **values), "remedy": say(f"remedy.{error.key}", lang, **values)}
    verdict = say("verdict.unreadable", lang)
    blank = ("",) * (len(OVERVIEW) - 5)
    notes = (say("form.file", lang, path=path), finding.one_line(say("form.unreadable", lang, **told)))
    return Form(path, notes, (), (str(number), path, "", "", verdict, *blank))


def _title(assessment: Assessment, lang: str) -> str:
    pack, facts = assessment.pack, assessment.facts
    genres = pack.genres if pack is not None else {}
    kind = next((words.titled(genres, name, lang) for name, entry in genres.items() if entry.get("report")), "")
    if facts is None or facts.issuer is None or facts.year is None:
        return finding.one_line(say("form.title.plain", lang, kind=kind))
    return finding.one_line(say("form.title", lang, unit=facts.issuer, year=facts.year, kind=kind))


def _notes(assessment: Assessment, path: str, lang: str) -> list[str]:
    """What is known of the report and how it came out, in two lines."""
    states = [item.state for item in assessment.items]
    counts = {"passed": "pass", "partial": "partial", "failed": "fail", "skipped": "skip"}
    said = [say("form.verdict", lang, verdict=say(f"verdict.{assessment.verdict}", lang))]
    score = assessment.score
    if score is None:
        said.append(say("report.unscored", lang))
    else:
        said.append(say("form.score", lang, points=score.points, grade=say(f"grade.{score.grade}", lang)))
        if score.cap is not None:
            said.append(say("form.capped", lang, points=score.cap.points))
    said.append(say("form.counts", lang, **{name: states.count(state) for name, state in counts.items()}))
    waived = len(words.waived(assessment.items))
    if waived:
        said.append(say("form.waived", lang, count=waived))
    where = [say("form.file", lang, path=path)]
    if assessment.pack is not None:
        where.append(say("form.pack", lang, id=assessment.pack.id, version=assessment.pack.version))
    mark = "；" if lang == "zh" else "; "
    return [finding.one_line(mark.join(where)), finding.one_line(mark.join(said))]


def _overview(assessment: Assessment, number: int, lang: str) -> tuple[str, ...]:
    facts, score = assessment.facts, assessment.score
    gaps = [item.severity for item in assessment.items if words.is_gap(item)]
    return (
        str(number),
        safe.path(assessment.path, lang),
        finding.one_line((facts and facts.issuer) or ""),
        str(facts.year) if facts and facts.year else "",
        say(f"verdict.{assessment.verdict}", lang),
        f"{score.points:g}" if score else "",
        *(str(gaps.count(severity)) for severity in ("error", "warning", "advice")),
        str(len(words.waived(assessment.items))),
    )


def _line(number: int, item: Item, assessment: Assessment, lang: str) -> Line:
    pack = assessment.pack
    group = next((one.title for one in pack.groups if one.id == item.rule.group), {}) if pack is not None else {}
    gap = words.is_gap(item)
    cells = (
        str(number),
        finding.one_line(words.told(group, lang)),
        finding.title(item.rule, lang),
        finding.basis(item.rule, pack, lang),
        _result(item, lang),
        "\n".join(_where(item, assessment, lang)),
        _remedy(item, lang) if gap else "",
        "",
        "",
    )
    return Line(cells, "waived" if item.waived is not None else item.state)


def _remedy(item: Item, lang: str) -> str:
    effort = words.effort(item.rule.effort, lang)
    return finding.one_line(say("form.remedy", lang, fix=words.fix(item, lang), effort=effort))


def _result(item: Item, lang: str) -> str:
    state = say(f"state.{item.state}", lang)
    if item.waived is not None:
        return say("form.state.waived", lang, state=state)
    if words.is_gap(item):
        return say("form.state", lang, state=state, severity=say(f"severity.{item.severity}", lang))
    return state


def _where(item: Item, assessment: Assessment, lang: str) -> list[str]:
    """What the rule says, then where: the words with their places; of a gap that is waived also why."""
    said = words.message(item, lang)
    told = [finding.why(item, assessment, lang)] if item.state in ("partial", "fail") else []
    told += [finding.one_line(said)] if said and not told else []
    if item.state == "skip" and not told:
        told.append(say("form.skipped", lang))
    for quote in item.evidence[:_QUOTES]:
        text = finding.one_line(quote.text[:_QUOTE]) + ("…" if len(quote.text) > _QUOTE else "")
        key = "form.found" if quote.text else "form.belongs"
        told.append(say(key, lang, place=spot(quote, assessment, lang), text=text))
    if len(item.evidence) > _QUOTES:
        told.append(say("form.found.more", lang, count=len(item.evidence) - _QUOTES))
    if item.waived is not None:
        told.append(finding.waiver(item, lang))
    return told
