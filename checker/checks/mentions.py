"""What a part mentions, and what somebody is said in it to have done.  Where it is absent or empty all skip: ``no-part``.

Things may be mentioned in headings too.  Of two ``kinds``, permits and enforcement, 办理许可，规范执法。 has both, 规范执法。 is
partial, ``few``, and 高度重视。 fails, ``none``.  Two ``figures`` have 检查40次，办案12件。; 检查40次。 is partial, ``few``, and
多次检查。 fails, ``none``.  An ``amount`` stands in the clause of the words that name it; of several the highest counts, since a
report often gives the whole and then its parts: 研究防汛工作4次 passes where three are asked for, 研究防汛工作2次 is partial,
``too-few``, 多次研究 is partial, ``uncounted``, and 开会4次 fails, ``unmentioned``.  ``any-of`` takes one of several marks; lesser
words alone are partial, ``lesser``.

What was done are ``acts`` of enough kinds, and acts that are counted (``counted-acts``).  Both look at the clauses that tell of
the subject: he is named once, and what follows is his until a clause begins with somebody else.  Under a heading of the
part's own he need not be named.  No act counts that a guard stops (:mod:`checker.document.guards`): denied, nought, only owed or
planned, retold, another person's.  局长主持召开会议4次，听取汇报2次。 passes; 局长主持召开会议4次。 is partial, ``few``;
局长没有主持会议。 and 分管副局长主持会议。 fail, ``none``.  A count stands in the clause of an act, or behind it in one that says
nothing else: 局长主持会议，全年共4次。 passes; 局长主持会议。3个项目入选。 fails.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from checker.checks.counting import counts_a_thing, counts_of, is_of_substance, judged_items
from checker.checks.outcome import Outcome, failed, partial, passed, skipped
from checker.document.figures import Figure
from checker.document.guards import Guards, guards_of, starting
from checker.document.parts import PartView, view_to_judge
from checker.document.report import Report, once
from checker.document.sentences import clause_at
from checker.records import Any
from checker.text.lazy_re import lazy
from checker.text.span import Cover, Span, first_of, inside, last_of

_ENDS = "\n。;!?,:"
_ROW = lazy(r"、(?:[^、。;!?,:\n]*+、){10}")
_DIGIT = lazy(r"\d")
SHOWN = 8
"""So many pieces of evidence are quoted; the count tells of the others."""


def scope(report: Report, options: Mapping[str, Any]) -> PartView | None:
    """Return the part that a check looks at, or None where it is absent or empty; without a part the whole report."""
    if "part" not in options:
        return PartView("heading", (), (report.body,), (), report.body.end - report.body.start)
    return view_to_judge(report, options["part"])


def kinds(report: Report, options: Mapping[str, Any]) -> Outcome:
    """At least ``min`` of the listed kinds of things are mentioned."""
    view = scope(report, options)
    if view is None:
        return skipped("no-part")
    spans = (*view.headings, *view.spans)  # headings say things too
    if "whole" in options and (hits := report.hits_in(options["whole"], spans)):
        return passed(hits[:SHOWN], count=len(options["kinds"]), least=options["min"], missing=())
    rows = _rows_of_words(report)
    found: dict[str, Span] = {}
    for name, kind in options["kinds"].items():
        hit = next(filter(None, (_first_outside(report, kind["patterns"], span, rows) for span in spans)), None)
        if hit is not None:
            found[name] = hit
    return enough_kinds(report, view, found, options)


def enough_kinds(report: Report, view: PartView, found: Mapping[str, Span], options: Mapping[str, Any]) -> Outcome:
    """Return whether as many of the ``kinds`` were *found*, each at a place, as ``min`` asks for."""
    kinds, least, part = options["kinds"], options["min"], options.get("part")
    missing = tuple(kind["title"] for name, kind in kinds.items() if name not in found)
    values = {"count": len(found), "least": least, "missing": missing, "all": len(kinds)}
    places = sorted(found.values())
    if len(found) >= least:
        return passed([widened(report, hit) for hit in places[:SHOWN]], **values)
    if found:
        evidence = view.headings[:1] or [widened(report, hit) for hit in places]
        return partial("few", len(found) / least, evidence, part, **values)
    return failed("none", view.headings[:1], part, **values)


def _first_outside(report: Report, patterns: int, span: Span, rows: Cover) -> Span | None:
    """Return the first hit in a span that does not stand in a row of words."""
    first = report.scan.first_within(patterns, *span)
    if first is None or not rows.holds(*first):
        return first
    return next((hit for hit in report.scan.within(patterns, *span) if not rows.holds(*hit)), None)


@once
def _rows_of_words(report: Report) -> Cover:
    """Return where a dozen words and more stand in a row: they name things and tell nothing of them."""
    text = report.text
    rows = [
        (last_of(text, _ENDS, 0, row.start()) + 1, first_of(text, _ENDS, row.end(), len(text)))
        for row in _ROW.finditer(text)
    ]
    return Cover(row for row in rows if not _DIGIT.search(text, *row))


def widened(report: Report, hit: Span) -> Span:
    """Return a hit with the rest of its clause, where that is short, so that a quote says something."""
    clause = clause_at(report.text, hit.start)
    end = max(hit.end, clause.end)
    return Span(clause.start, end) if end - clause.start <= 40 else hit


def figures(report: Report, options: Mapping[str, Any]) -> Outcome:
    """At least ``min`` counted facts, of the ``units`` given (else of any)."""
    view = scope(report, options)
    if view is None:
        return skipped("no-part")
    found = [one for one in _figures_in(report, view, options.get("units")) if counts_a_thing(report, one.span)]
    return enough_figures(report, view, found, options)


def enough_figures(report: Report, view: PartView, found: list[Figure], options: Mapping[str, Any]) -> Outcome:
    """Return whether *found* are as many counted facts as ``min`` asks for."""
    count, least, part = len(found), options["min"], options.get("part")
    if count >= least:
        return passed([widened(report, figure.span) for figure in found[:SHOWN]], count=count, least=least)
    if found:
        return partial("few", count / least, view.headings[:1], part, count=count, least=least)
    return failed("none", view.headings[:1], part, count=0, least=least)


def _figures_in(report: Report, view: PartView, units: list[str] | None) -> list[Figure]:
    found = [figure for span in view.spans for figure in counts_of(report).between(*span)]
    return [figure for figure in found if figure.unit in units] if units else found


def any_of(report: Report, options: Mapping[str, Any]) -> Outcome:
    """The part shows at least one of several marks."""
    view = scope(report, options)
    if view is None:
        return skipped("no-part")
    stopped = Cover(one.span for one in judged_items(report, options["part"]) if one.doubt is not None)
    found: list[Span] = []
    if "patterns" in options:
        found += report.hits_in(options["patterns"], view.spans)
    if options.get("figures"):
        found += [figure.span for figure in _figures_in(report, view, None) if is_of_substance(report, figure.span)]
    if options.get("citations"):
        spans = Cover(view.spans)
        found += [cited for cited in report.citations if spans.holds(*cited)]
    found = [hit for hit in found if not stopped.holds(*hit)]
    if found:
        return passed([widened(report, hit) for hit in found[:SHOWN]], count=len(found))
    if "lesser" in options and (lesser := report.hits_in(options["lesser"], view.spans)):
        return partial("lesser", 0.5, lesser[:SHOWN], options["part"], count=len(lesser))
    return failed("none", view.headings[:1], options["part"], count=0)


def amount(report: Report, options: Mapping[str, Any]) -> Outcome:
    """What the words name is counted, and the count suffices."""
    view = scope(report, options)
    if view is None:
        return skipped("no-part")
    hits = report.hits_in(options["patterns"], (*view.headings, *view.spans))
    least = options["min"]
    if not hits:
        return failed("unmentioned", anchor=options.get("part"), least=least)
    best: Figure | None = None
    clause = Span(0, 0)
    for hit in hits:
        if clause.start <= hit.start < clause.end:
            continue  # its figures have been looked at
        clause = clause_at(report.text, hit.start)
        for figure in counts_of(report).between(*clause):
            if (best is None or figure.value > best.value) and figure.unit in options.get("units", (figure.unit,)):
                best = figure
    if best is None:
        return partial("uncounted", 0.5, [widened(report, hits[0])], least=least)
    count = int(best.value)
    evidence = [widened(report, best.span)]
    if count >= least:
        return passed(evidence, count=count, least=least)
    return partial("too-few", count / least, evidence, count=count, least=least)


def acts(report: Report, options: Mapping[str, Any]) -> Outcome:
    """At least ``min`` kinds of acts of the subject are told."""
    view = view_to_judge(report, options["part"])
    if view is None:
        return skipped("no-part")
    guards = guards_of(report, (*view.headings, *view.spans))
    told = _clauses_on_subject(guards, view, options)
    if "whole" in options and (whole := list(_acts_of_subject(guards, options["whole"], told))):
        return passed(whole[:SHOWN], count=len(options["kinds"]), least=options["min"], missing=())
    formula = Cover(guards.hits(options["formula"]) if "formula" in options else ())
    found: dict[str, Span] = {}
    for name, kind in options["kinds"].items():
        hit = next((hit for hit in _acts_of_subject(guards, kind["patterns"], told) if not formula.holds(*hit)), None)
        if hit is not None:
            found[name] = hit
    return enough_kinds(report, view, found, options)


def counted_acts(report: Report, options: Mapping[str, Any]) -> Outcome:
    """At least ``min`` acts of the subject are counted."""
    view = view_to_judge(report, options["part"])
    if view is None:
        return skipped("no-part")
    return enough_figures(report, view, _acts_and_figures(report, view, options), options)


def _acts_and_figures(report: Report, view: PartView, options: Mapping[str, Any]) -> list[Figure]:
    guards, units = guards_of(report, (*view.headings, *view.spans)), options.get("units")
    told = _clauses_on_subject(guards, view, options)
    acts = list(_acts_of_subject(guards, options["acts"], told))
    found: list[Figure] = []
    acted = False
    for clause in told:
        has_act = bool(starting(acts, *clause))
        figures = counts_of(report).between(*clause) if acted or has_act else []
        only_count = (
            bool(figures) and guards.begin(clause) == figures[0].span.start and figures[-1].span.end == clause.end
        )
        acted = has_act or (acted and only_count)
        for figure in figures if acted else ():
            if figure.value and (units is None or figure.unit in units) and guards.why_not(figure.span) is None:
                found.append(figure)
    return found


def _acts_of_subject(guards: Guards, patterns: int, told: list[Span]) -> Iterator[Span]:
    """Yield the hits that begin in what is told of the subject and that no guard stops."""
    if told:
        for hit in starting(guards.hits(patterns), told[0].start, told[-1].end):
            if inside(told, hit.start) and guards.why_not(hit) is None:
                yield hit


def _clauses_on_subject(guards: Guards, view: PartView, options: Mapping[str, Any]) -> list[Span]:
    """Return the clauses of the part that tell of the subject."""
    own = view.how == "heading" or bool(view.sections)
    headings = view.headings if view.sections else ()
    return sorted(set(guards.told_of((*headings, *view.spans), options["subject"], own=own)))
