"""The sheets that are plain tables of units and files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from checker.audit.labels import Words, matched, why_not
from checker.audit.model import Overview, Standing
from checker.audit.statistics import Tally, to_check, with_roster
from checker.audit.workbook.xlsx import Book
from checker.audit.workbook.xlsx_table import HEAD, Column, SheetTable

if TYPE_CHECKING:
    Sheet = Callable[[Book, Overview, Tally, Words], "SheetTable"]

_UNIT = (Column("unit", 26), Column("kind", 11), Column("region", 13))
_GAPS = (
    *(Column("unit", 18), Column("report", 20), Column("counts", 7, "center"), Column("requirement", 15)),
    *(Column("severity", 7, "center"), Column("state", 9, "center"), Column("gain", 8, "points"), Column("place", 14)),
    *(Column("quote", 26), Column("message", 30), Column("basis", 22), Column("fix", 32)),
    *(Column("done", 10, "center"), Column("note", 12)),
    *(Column("effort", 10, "center"), Column("kind", 11), Column("region", 13), Column("group", 8, "center")),
)
_GAPS_PRINTED = 14
_MOST_FILES = 40  # names in a cell


def gap_places(book: Book, counted: Tally) -> Mapping[str, tuple[str, int]]:
    """Where the first gap of each file will stand: the name of the sheet, and the row from 0."""
    title = book.text("sheet.gaps")
    room = book.rows - HEAD
    places = {}
    at = 0
    for brief in counted.briefs.values():
        if sum(brief.gaps):
            part, row = divmod(at, room)
            places[brief.path] = (title if part == 0 else f"{title} ({part + 1})", HEAD + row)
            at += sum(brief.gaps)
    return places


def write_gaps(book: Book, overview: Overview, counted: Tally, words: Words) -> SheetTable:
    """One row a gap, file by file in the order of the entries: those that count for no unit behind the others."""
    groups = {one.rule: one.group_title for one in overview.requirements}
    table = SheetTable(book, "gaps", _GAPS, printed=_GAPS_PRINTED)
    table.colour("severity", words.severities())
    table.colour("state", words.states())
    table.choice("done", [book.text(f"done.{name}") for name in ("open", "mended", "not-needed")])
    for entry in overview.entries():
        brief = counted.briefs[entry.path]
        kind, counts = words.kind(brief.kind), book.text("yes" if brief.counts else "no")
        for gap in entry.gaps:
            severity, state = words.known("severity", gap.severity), words.known("state", gap.state)
            table.row(
                (
                    *(brief.name, entry.path, counts, words.rule(gap.rule), severity, state, round(gap.gain, 2)),
                    *(gap.place, gap.quote, gap.message, gap.basis, gap.fix, None, None),
                    *(words.known("effort", gap.effort), kind, brief.region, groups.get(gap.rule)),
                )
            )
    table.close()
    return table


def write_check(book: Book, overview: Overview, counted: Tally, words: Words) -> SheetTable:  # noqa: ARG001
    """Write all that a person must look at before letters go out."""
    columns = (
        *(Column("why", 36), Column("unit", 26), Column("other", 22), Column("file", 56), Column("to-do", 44)),
        *(Column("checked", 12, "center"), Column("note", 26)),
    )
    table = SheetTable(book, "check", columns)
    table.choice("checked", [book.text(f"checked.{name}") for name in ("yes", "changed")])
    for one in to_check(overview, counted.briefs.values()):
        files = "\n".join(one.files[:_MOST_FILES])
        why, do = book.text(f"check.{one.why}"), book.text(f"check.{one.why}.do")
        table.row((why, one.unit, one.other, files, do, None, None))
    table.close()
    return table


def write_passed_over(book: Book, overview: Overview, counted: Tally, words: Words) -> SheetTable:  # noqa: ARG001
    """Write the files that were not looked at, those that bear the name of a unit first."""
    table = SheetTable(book, "passed-over", (Column("file", 80), Column("unit", 30), Column("note", 40)))
    for path, unit in overview.passed_over:
        table.row((path, unit, None))
    table.close()
    return table


def write_ranking(book: Book, overview: Overview, counted: Tally, words: Words) -> SheetTable:
    """Who stands where among its like."""
    columns = (
        *(Column("kind", 12), Column("region", 14), Column("rank", 7, "int"), Column("among", 9, "int")),
        *(Column("unit", 30), Column("points", 12, "points"), Column("uncapped", 10, "points")),
        *(Column("grade", 9, "center"), Column("verdict", 9, "center"), Column("error", 7, "int")),
        *(Column("warning", 7, "int"), Column("advice", 7, "int"), Column("cap", 20), Column("report", 34)),
    )
    table = SheetTable(book, "ranking", columns)
    table.colour("grade", words.grades())
    table.colour("verdict", words.verdicts())
    table.bars("points", 100)
    ranked = [one for one in overview.standings if one.rank is not None]
    for one in sorted(ranked, key=lambda one: (one.unit.kind or "", one.unit.region or "", one.rank or 0)):
        brief = counted.report(one.report)
        gaps = brief.gaps if brief is not None else (None, None, None)
        capped = brief is not None and brief.cap is not None
        table.row(
            (
                *(words.kind(one.unit.kind), one.unit.region, one.rank, one.among, one.unit.name, one.points),
                *(brief.uncapped if brief and capped else None, words.known("grade", one.grade)),
                *(words.known("verdict", one.verdict), *gaps),
                *(words.rule(brief.cap) if brief and brief.cap else None, one.report),
            )
        )
    table.close()
    return table


def write_missing(book: Book, overview: Overview, counted: Tally, words: Words) -> SheetTable:
    """The units of the roster that have not handed in."""
    columns = (
        *(*_UNIT, Column("due", 13, "date"), Column("row", 9, "int"), Column("sent", 46)),
        *(Column("reminded", 12, "center"), Column("note", 26)),
    )
    sent: dict[str, list[str]] = {}
    for brief in counted.briefs.values():
        if brief.unit is not None and not brief.counts:
            sent.setdefault(brief.unit, []).append(f"{brief.path}{why_not(words, brief, book.lang)}")
    table = SheetTable(book, "missing" if with_roster(overview) else "missing.no-roster", columns)
    table.choice("reminded", [book.text("reminded.no"), book.text("reminded.yes")])
    for one in overview.standings:
        if one.report is None:
            unit = one.unit
            files = "\n".join(sent.get(unit.name, ()))
            table.row((unit.name, words.kind(unit.kind), unit.region, unit.due, unit.row or None, files, None, None))
    table.close()
    return table


def write_late(book: Book, overview: Overview, counted: Tally, words: Words) -> SheetTable:
    """The reports that are dated after the day they were due, the latest first."""
    columns = (
        *(*_UNIT, Column("due", 13, "date"), Column("date", 13, "date")),
        *(Column("days-late", 10, "int"), Column("report", 44), Column("note", 26)),
    )
    table = SheetTable(book, "late", columns)
    late = [one for one in overview.standings if one.days_late is not None and one.days_late > 0]
    for one in sorted(late, key=_days_late, reverse=True):
        brief, unit = counted.report(one.report), one.unit
        day = brief.date if brief else None
        table.row((unit.name, words.kind(unit.kind), unit.region, unit.due, day, one.days_late, one.report, None))
    table.close()
    return table


def _days_late(standing: Standing) -> int:
    return standing.days_late or 0


def write_twice(book: Book, overview: Overview, counted: Tally, words: Words) -> SheetTable:  # noqa: ARG001
    """The units with more than one report on a year, and which one counts."""
    columns = (
        *(*_UNIT, Column("report", 40), Column("counts", 9, "center"), Column("title", 34), Column("date", 13, "date")),
        *(Column("points", 9, "points"), Column("verdict", 9, "center")),
    )
    table = SheetTable(book, "twice", columns)
    table.colour("verdict", words.verdicts())
    for unit, briefs in counted.twice().items():
        for brief in briefs:
            counts = book.text("yes" if brief.counts else "no")
            verdict = words.known("verdict", "unreadable" if brief.error else brief.verdict)
            head = (unit, words.kind(brief.kind), brief.region, brief.path, counts)
            table.row((*head, brief.title, brief.date, brief.points, verdict))
    table.close()
    return table


def write_unreadable(book: Book, overview: Overview, counted: Tally, words: Words) -> SheetTable:  # noqa: ARG001
    """The files that could not be judged: why, and what to do."""
    columns = (Column("report", 44), Column("unit", 26), Column("reason", 50), Column("remedy", 56), Column("code", 20))
    table = SheetTable(book, "unreadable", columns)
    for brief in counted.briefs.values():
        if brief.error is not None:
            error = brief.error
            table.row((brief.path, brief.unit, error.reason, error.remedy, error.code))
    table.close()
    return table


def write_matches(book: Book, overview: Overview, counted: Tally, words: Words) -> SheetTable:
    """How each file came to its unit: those that belong to nobody and the doubtful ones first."""
    columns = (
        *(Column("report", 44), Column("unit", 28), Column("found", 34), Column("by", 12, "center")),
        *(Column("sure", 9, "percent"), Column("check", 12, "center"), Column("year", 8, "center")),
        *(Column("genre", 14), Column("counts", 8, "center")),
    )
    table = SheetTable(book, "matches", columns)
    look = book.text("match.look")
    table.colour("check", {look: "warning"})
    for one in matched(overview, counted, words):
        brief = counted.report(one.path)
        said = (
            (None, None, None)
            if brief is None or brief.error is not None
            else (
                *(str(brief.year) if brief.year is not None else None, words.genre(brief.genre)),
                book.text("yes" if brief.counts else "no"),
            )
        )
        table.row((one.path, one.unit, one.found, one.by, one.sure, look if one.doubtful else None, *said))
    table.close()
    return table


def write_similar(book: Book, overview: Overview, counted: Tally, words: Words) -> SheetTable:  # noqa: ARG001
    """Texts that are alike: a row a passage, side by side."""
    columns = (
        *(Column("pair", 7, "int"), Column("unit", 22), Column("other", 22), Column("share", 9, "percent")),
        *(Column("likeness", 14, "center"), Column("here", 48), Column("there", 48), Column("report", 30)),
        Column("other-report", 30),
    )
    table = SheetTable(book, "similar", columns, printed=7)
    table.bars("share", 1, "#E7B7A5")
    for number, pair in enumerate(sorted(overview.similar, key=lambda pair: -pair.share), 1):
        one, other = counted.report(pair.report), None if pair.last_year else counted.report(pair.other)
        unit, peer = pair.unit or (one and one.name), pair.other_unit or (other and other.name)
        head = (number, unit or pair.report, peer or pair.other, pair.share)
        for passage in pair.passages or (None,):
            texts = (passage.here, passage.there) if passage else (None, None)
            table.row((*head, book.text(f"likeness.{pair.kind}"), *texts, pair.report, pair.other))
    table.close()
    table.count = len(overview.similar)
    return table


def write_trend(book: Book, overview: Overview, counted: Tally, words: Words) -> SheetTable:  # noqa: ARG001
    """The scores of this year and of last year, the greatest fall first."""
    columns = (
        *_UNIT,
        *(Column("before", 10, "points"), Column("now", 10, "points"), Column("change", 12, "change")),
        *(Column("grade", 10, "center"), Column("report", 44)),
    )
    both = [
        (one, one.points - one.points_before)
        for one in overview.standings
        if one.points is not None and one.points_before is not None
    ]
    up, down = (sum(sign * change > 0.05 for _, change in both) for sign in (1, -1))
    table = SheetTable(book, "trend", columns, count=len(both), up=up, down=down, same=len(both) - up - down)
    table.colour("grade", words.grades())
    for one, change in sorted(both, key=lambda pair: pair[1]):
        unit = one.unit
        head = (unit.name, words.kind(unit.kind), unit.region, one.points_before, one.points, round(change, 1))
        table.row((*head, words.known("grade", one.grade), one.report))
    table.close()
    return table


def write_findings(book: Book, overview: Overview, counted: Tally, words: Words) -> SheetTable:  # noqa: ARG001
    """What no single report shows."""
    columns = (
        *(Column("severity", 9, "center"), Column("unit", 28), Column("message", 50), Column("basis", 36)),
        *(Column("fix", 44), Column("reports", 44)),
    )
    table = SheetTable(book, "findings", columns)
    table.colour("severity", words.severities())
    for one in overview.findings:
        severity = words.known("severity", one.severity)
        table.row((severity, one.unit, one.message, one.basis, one.fix, "\n".join(one.reports)))
    table.close()
    return table


SHEETS: Mapping[str, Sheet] = {
    "check": write_check,
    "ranking": write_ranking,
    "gaps": write_gaps,
    "missing": write_missing,
    "late": write_late,
    "twice": write_twice,
    "unreadable": write_unreadable,
    "passed-over": write_passed_over,
    "matches": write_matches,
    "findings": write_findings,
    "similar": write_similar,
    "trend": write_trend,
}
"""The tables in the order of their sheets."""
