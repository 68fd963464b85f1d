"""Whether something is counted in the text, and often enough: 研究法治政府建设工作4次."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from checker.checks.mentions import counted, scope, widened
from checker.checks.outcome import Outcome, failed, partial, passed, skipped
from checker.document.figures import Figure, figures_within
from checker.document.report import Report
from checker.document.sentences import clause_at
from checker.text.span import Span


def amount(report: Report, options: Mapping[str, Any]) -> Outcome:
    """A figure in one of the ``units``, in the same clause as a hit of ``patterns``, is ``min`` at least.

    The highest of such figures counts, since a report often gives the whole and then its parts.  Reasons:
    ``unmentioned``; ``uncounted`` (partial); ``too-few`` (partial).
    """
    view = scope(report, options)
    if view is None:
        return skipped("no-part")
    hits = [hit for span in (*view.headings, *view.spans) for hit in report.scan.within(options["patterns"], *span)]
    least = options["min"]
    if not hits:
        return failed("unmentioned", near=options.get("part"), least=least)
    best: Figure | None = None
    clause = Span(0, 0)
    for hit in hits:
        if clause.start <= hit.start < clause.end:
            continue  # its figures have been looked at
        clause = clause_at(report.text, hit.start)
        for figure in figures_within(counted(report), *clause):
            if (best is None or figure.value > best.value) and figure.unit in options.get("units", (figure.unit,)):
                best = figure
    if best is None:
        return partial("uncounted", 0.5, [widened(report, hits[0])], least=least)
    count = int(best.value)
    evidence = [widened(report, best.span)]
    if count >= least:
        return passed(evidence, count=count, least=least)
    return partial("too-few", count / least, evidence, count=count, least=least)
