"""What somebody is said to have done: ``acts`` of enough kinds, and acts that are counted (``counted-acts``).

Both look at one ``part`` and at the clauses in it that tell of the ``subject``: he is named once, and what follows is
his until a clause begins with somebody else.  Under a heading of the part's own he need not be named.  No act counts
that a guard stops (:mod:`checker.document.guards`): denied, nought, only owed or planned, retold, another person's.
Where the part is absent or empty they skip: ``no-part``.

``acts`` asks for ``min`` of the listed ``kinds``; a hit of ``whole`` is enough by itself, and what lies in a hit of
``formula``, words that name acts without telling any, counts for nothing.  With presiding, hearing and ``min: 2``:

* 局长主持召开会议4次，听取汇报2次。 passes;
* 局长主持召开会议4次。 is partial, ``few``; 局长没有主持会议。 and 分管副局长主持会议。 fail, ``none``.

``counted-acts`` asks for ``min`` counts, in one of the ``units`` (default: any), in the clause of one of the ``acts``, or
in a clause behind it that says nothing but the count.  局长主持会议，全年共4次。 passes; 局长主持会议。3个项目入选。 fails.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from checker.checks.counting import counted
from checker.checks.mentions import SHOWN, enough_figures, enough_kinds
from checker.checks.outcome import Outcome, passed, skipped
from checker.document.figures import Figure, figures_within
from checker.document.guards import Guards, guards_of, starting
from checker.document.parts import PartView, view_to_judge
from checker.document.report import Report
from checker.text.span import Cover, Span, inside


def acts(report: Report, options: Mapping[str, Any]) -> Outcome:
    """At least ``min`` kinds of acts of the subject are told."""
    view = view_to_judge(report, options["part"])
    if view is None:
        return skipped("no-part")
    guards = guards_of(report, (*view.headings, *view.spans))
    told = _told(guards, view, options)
    if "whole" in options:
        whole = list(_done(guards, options["whole"], told))
        if whole:
            return passed(whole[:SHOWN], count=len(options["kinds"]), least=options["min"], missing=())
    formula = Cover(guards.hits(options["formula"]) if "formula" in options else ())
    found: dict[str, Span] = {}
    for name, kind in options["kinds"].items():
        hit = next((hit for hit in _done(guards, kind["patterns"], told) if not formula.holds(*hit)), None)
        if hit is not None:
            found[name] = hit
    return enough_kinds(report, view, found, options)


def counted_acts(report: Report, options: Mapping[str, Any]) -> Outcome:
    """At least ``min`` acts of the subject are counted."""
    view = view_to_judge(report, options["part"])
    if view is None:
        return skipped("no-part")
    return enough_figures(report, view, _counts(report, view, options), options)


def _counts(report: Report, view: PartView, options: Mapping[str, Any]) -> list[Figure]:
    guards, units = guards_of(report, (*view.headings, *view.spans)), options.get("units")
    told = _told(guards, view, options)
    acts = list(_done(guards, options["acts"], told))
    found: list[Figure] = []
    acted = False
    for clause in told:
        figures = figures_within(counted(report), *clause)
        only_count = (
            bool(figures) and guards.begin(clause) == figures[0].span.start and figures[-1].span.end == clause.end
        )
        acted = (only_count and acted) or bool(starting(acts, *clause))
        for figure in figures if acted else ():
            if figure.value and (units is None or figure.unit in units) and guards.why_not(figure.span) is None:
                found.append(figure)
    return found


def _done(guards: Guards, patterns: int, told: list[Span]) -> Iterator[Span]:
    """The hits that begin in what is told of the subject and that no guard stops."""
    if told:
        for hit in starting(guards.hits(patterns), told[0].start, told[-1].end):
            if inside(told, hit.start) and guards.why_not(hit) is None:
                yield hit


def _told(guards: Guards, view: PartView, options: Mapping[str, Any]) -> list[Span]:
    """The clauses of the part that tell of the subject."""
    own = view.how == "heading" or bool(view.sections)
    headings = view.headings if view.sections else ()
    return sorted(set(guards.told_of((*headings, *view.spans), options["subject"], own=own)))
