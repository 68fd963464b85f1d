"""What the filled-in checklist says, whatever file it is put into: a row a requirement, with room for the author's answer."""

from __future__ import annotations

from typing import NamedTuple

from checker.engine.model import Assessment
from checker.i18n import say
from checker.presentation import ItemView, ReportView, build_view
from checker.presentation.escape import one_line
from checker.presentation.report import severity_counts
from checker.presentation.wording import kind_title, localized

COLUMNS = ("number", "group", "requirement", "basis", "result", "where", "fix", "account", "signature")
"""The columns of a checklist, by the last word of their catalogue keys; the last two are left to the author."""
OVERVIEW = ("number", "path", "unit", "year", "conclusion", "points", "errors", "warnings", "advice", "exempt")
"""Those of the list of reports, where there are several."""

_QUOTES = 2
_QUOTE = 60  # code points of one quotation


class FormRow(NamedTuple):
    """One requirement: what its cells say, and how it came out (``waived`` beside the states of items)."""

    cells: tuple[str, ...]
    state: str


class Form(NamedTuple):
    """The checklist of one report: its title, what is known of the report as lines, its rows; and its row in the overview.

    A report that could not be read has no rows, and says why in ``notes``.  ``signed`` is what stands in the line for
    signatures, if somebody has filled it in.
    """

    title: str
    notes: tuple[str, ...]
    rows: tuple[FormRow, ...]
    overview: tuple[str, ...]
    signed: str = ""


def form(assessment: Assessment, number: int, lang: str) -> Form:
    """Return the checklist of a report; *number* is its place in the run, from 1."""
    view = build_view(assessment, lang)
    file = say("form.file", lang, path=view.path)
    if view.failure is not None:
        why = one_line(say("form.unreadable", lang, reason=view.failure.what, remedy=view.failure.remedy))
        return Form(view.path, (file, why), (), (str(number), view.path, "", "", view.verdict, *("",) * 5))
    rows = tuple(_requirement_row(at, one) for at, one in enumerate(view.items, 1))
    return Form(_form_title(view), tuple(_form_notes(view, file)), rows, _overview(view, number))


def _form_title(view: ReportView) -> str:
    pack, facts, lang = view.assessment.pack, view.assessment.facts, view.lang
    genres = pack.genres if pack is not None else {}
    kind = next((kind_title(genres, name, lang) for name, entry in genres.items() if entry.get("report")), "")
    if facts is None or facts.issuer is None or facts.year is None:
        return one_line(say("form.title.plain", lang, kind=kind))
    return one_line(say("form.title", lang, unit=facts.issuer, year=facts.year, kind=kind))


def _form_notes(view: ReportView, file: str) -> list[str]:
    """Return what is known of the report and how it came out, in two lines."""
    lang, score, pack = view.lang, view.assessment.score, view.assessment.pack
    said = [say("form.verdict", lang, verdict=view.verdict)]
    said.append(say("form.score", lang, points=score.points, grade=view.grade) if score else view.score)
    if score is not None and score.cap is not None:
        said.append(say("form.capped", lang, points=score.cap.points))
    said.append(say("form.counts", lang, **view.state_counts()))
    if view.waived:
        said.append(say("form.waived", lang, count=len(view.waived)))
    where = [file, *([say("form.pack", lang, id=pack.id, version=pack.version)] if pack is not None else [])]
    mark = say("mark.clauses", lang)
    return [one_line(mark.join(where)), one_line(mark.join(said))]


def _overview(view: ReportView, number: int) -> tuple[str, ...]:
    score = view.assessment.score
    counts = severity_counts(view.items)
    return (
        *(str(number), view.path, view.issuer, view.year, view.verdict, f"{score.points:g}" if score else ""),
        *(str(count) for count in counts.values()),
        str(len(view.waived)),
    )


def _requirement_row(number: int, one: ItemView) -> FormRow:
    pack, lang = one.pack, one.lang
    groups = {group.id: group.title for group in pack.groups} if pack is not None else {}
    fix = one_line(say("form.remedy", lang, fix=one.fix, effort=one.effort)) if one.is_gap else ""
    where = "\n".join(_where_lines(one))
    group = one_line(localized(groups.get(one.rule.group, {}), lang))
    cells = (str(number), group, one.title, one.basis, _result_words(one), where, fix, "", "")
    return FormRow(cells, "waived" if one.waiver else one.item.state)


def _result_words(one: ItemView) -> str:
    if one.waiver:
        return say("form.state.waived", one.lang, state=one.state)
    return say("form.state", one.lang, state=one.state, severity=one.severity) if one.is_gap else one.state


def _where_lines(one: ItemView) -> list[str]:
    """Return what the rule says, then where: the words with their places; of a gap that is waived also why."""
    lang = one.lang
    said = one.why if one.is_missed else one.message
    lines = [said] if said else [say("form.skipped", lang)] if one.item.state == "skip" else []
    for place in one.places[:_QUOTES]:
        key = "form.found" if place.quote else "form.belongs"
        lines.append(say(key, lang, place=place.where, text=one_line(place.quote, _QUOTE)))
    if len(one.item.evidence) > _QUOTES:
        lines.append(say("form.found.more", lang, count=len(one.item.evidence) - _QUOTES))
    return [*lines, one.waiver] if one.waiver else lines
