"""What an audit says when it is over, and its exit status."""
# names of files are strings here, as the system has them, and what is put together to statements is ours:
# ruff: noqa: PTH118, S608

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from pathlib import PurePosixPath
from typing import NamedTuple

from checker.audit import wording
from checker.audit.model import Figures
from checker.audit.overview import audit_title
from checker.audit.run import Shard
from checker.audit.store import Store
from checker.cli import stdio
from checker.cli.judging import MET, NOT_JUDGED, NOT_MET, waiver_note
from checker.i18n import say
from checker.presentation.escape import one_line
from checker.presentation.wording import SEVERITIES
from checker.text.width import wrap
from checker.waivers import Ledger, Waiver

_NAMED = 5  # names shown of many
_INDENT = "  "


class Ran(NamedTuple):
    """What a run did: files judged now, files of which the results were there, and its share."""

    fresh: int
    kept: int
    shard: Shard | None


_OF_ROSTER = "r.path IN (SELECT report FROM standings WHERE unit IN (SELECT name FROM units) OR NOT EXISTS (SELECT 1 FROM units))"
_POINTS = (
    "(SELECT round(min(r.uncapped + coalesce(sum(i.possible - i.earned) FILTER (WHERE i.waived IS NOT NULL), 0), "
    "coalesce(min(i.ceiling) FILTER (WHERE i.waived IS NULL), 100)), 1) FROM items i WHERE i.report = r.id)"
)
"""The score of a report, what is waived taken for met."""


def status(store: Store, fail_on: str = "error", min_score: float | None = None) -> int:
    """Return 0, 1 or 2 as the contract has them, by the gate of the run: of the roster's units where there is one.

    What is found across reports counts as what is found in one does, by its severity, and so does a unit that is missing.
    """
    counts = store.counts()
    if counts.unreadable or not counts.judged:
        return NOT_JUDGED
    figures = store.noted("figures")
    counting = "r.state = 'judged'" if figures is None else _OF_ROSTER  # a share: of what it judged
    failing = SEVERITIES[: SEVERITIES.index(fail_on) + 1] if fail_on in SEVERITIES else ()
    marks = ", ".join("?" * len(failing))
    gaps = f"i.state IN ('fail', 'partial') AND i.waived IS NULL AND i.severity IN ({marks})"
    asked = (
        f"SELECT EXISTS (SELECT 1 FROM reports r WHERE r.earlier = 0 AND {counting} AND (EXISTS (SELECT 1 FROM items i "
        f"WHERE i.report = r.id AND {gaps}) OR coalesce({_POINTS}, -1) < ?)) "
        f"OR EXISTS (SELECT 1 FROM findings WHERE severity IN ({marks}))"
    )
    values = (*failing, -1 if min_score is None else min_score, *failing)
    is_short = bool(failing and figures is not None and figures["missing"])
    return NOT_MET if is_short or store.connection.execute(asked, values).fetchone()[0] else MET


def summary(store: Store, written: Sequence[tuple[str, str]], ran: Ran, lang: str) -> None:
    """Print the summary; *written* are the outputs, each with the key of what it is and its path."""
    counts = store.counts()
    lines = [audit_title(store, lang)] if ran.shard is None else []
    lines.append(say("audit.files", lang, **counts._asdict()))
    if ran.kept and ran.fresh + ran.kept:
        lines.append(say("audit.fresh", lang, fresh=ran.fresh, kept=ran.kept))
    if ran.shard is None:
        figures = Figures(**store.noted("figures"))
        lines += _units(store, figures, lang)
        lines.append(_passed(figures, lang))
        lines += _unreadable_lines(store, lang)
        lines += _unreadable_lines(store, lang, earlier=True)
        for name in ("similar", "near", "findings", "to-check"):  # across reports, and what a person must look at
            count = getattr(figures, name.replace("-", "_"))
            lines += [say(f"audit.{name}", lang, count=count)] if count else []
    else:
        passed = store.connection.execute(
            "SELECT count(*) FROM reports WHERE earlier = 0 AND verdict = 'pass'"
        ).fetchone()
        lines.append(say("audit.passed", lang, passed=passed[0], failed=counts.judged - passed[0]))
        lines += _unreadable_lines(store, lang)
    lines += _passed_over(store, lang)
    lines.append(say("audit.outputs", lang))
    for key, path in [*written, ("store", store.path)]:
        lines.append(f"{_INDENT}{one_line(path)}  {say(f'audit.output.{key}', lang)}")
    if ran.shard is not None:
        lines.append(say("audit.shard.done", lang, **ran.shard._asdict()))
    columns = stdio.columns(sys.stdout)
    shown = [part for line in lines if line for part in _wrapped(line, columns)]
    stdio.put("\n".join(shown) + "\n")


def _wrapped(line: str, columns: int) -> list[str]:
    """Return *line* in several, those after the first set in by one step more than it is."""
    if line.startswith(_INDENT):
        return wrap(line.strip(), columns, first=_INDENT, rest=_INDENT * 2)
    return wrap(line, columns, rest=_INDENT)


def _unreadable_lines(store: Store, lang: str, *, earlier: bool = False) -> list[str]:
    """Return what could not be read (of the year before, where *earlier*), by kind, those with most files first."""
    kinds = store.connection.execute(
        "SELECT error, count(*), min(error_values) FROM reports WHERE state = 'unreadable' AND earlier = ? "
        "GROUP BY error ORDER BY count(*) DESC, error",
        (int(earlier),),
    ).fetchall()
    lines = [say("audit.unreadable.earlier" if earlier else "audit.unreadable", lang)] if kinds else []
    for error, count, values in kinds:
        rows = store.connection.execute(
            "SELECT path FROM reports WHERE error = ? AND earlier = ? ORDER BY path LIMIT ?",
            (error, int(earlier), _NAMED + 2),
        )
        told = {
            "count": count,
            "reason": wording.unreadable(error, values, lang).reason.rstrip("。."),
            "names": _some([row[0] for row in rows], lang),
        }
        lines.append(_INDENT + say("audit.unreadable.line", lang, **told))
    return lines


def _some(names: Sequence[str], lang: str) -> list[str]:
    """Return some of *names*, and that there are more; nothing is left out for the sake of one."""
    if len(names) <= _NAMED + 1:
        return [one_line(name) for name in names]
    return [*map(one_line, names[:_NAMED]), say("audit.and-more", lang)]


def _units(store: Store, figures: Figures, lang: str) -> list[str]:
    """Return who had to report, and who did; units that no roster names by themselves."""
    if figures.units is None:
        return []
    names = list(dict.fromkeys(row[0] for row in store.connection.execute("SELECT unit FROM v_not_submitted")))
    values = {"units": figures.units, "filed": figures.filed, "count": figures.missing, "names": _some(names, lang)}
    lines = [say("audit.missing" if figures.missing else "audit.missing.none", lang, **values)]
    if figures.outside:
        lines.append(say("audit.outside", lang, count=figures.outside))
    rows = store.noted("nameless_rows") or ()
    if rows:
        lines.append(say("audit.nameless-rows", lang, count=len(rows), rows=_some([str(row) for row in rows], lang)))
    return lines + _strange_dues(store, lang)


def _passed_over(store: Store, lang: str) -> list[str]:
    """Return what was not looked at, by kind, with some of the names."""
    names = [row[0] for row in store.connection.execute("SELECT path FROM passed_over ORDER BY path")]
    suffixes = Counter(PurePosixPath(name).suffix.lower() or "-" for name in names)
    kinds = sorted(suffixes.items(), key=lambda kind: (-kind[1], kind[0]))
    if not names:
        return []
    bare = say("audit.no-suffix", lang)
    shown = _some([f"{bare if name == '-' else name} {count}" for name, count in kinds], lang)
    lines = [say("audit.passed-over", lang, count=len(names), kinds=shown)]
    return [*lines, _INDENT + say("audit.names", lang, names=_some(names, lang))]


def _strange_dues(store: Store, lang: str) -> list[str]:
    """Say that due dates of the roster are of another year, where they are."""
    count, example = store.noted("strange_dues") or (0, None)
    if not count:
        return []
    year = store.noted("year")
    return [say("audit.strange-dues", lang, count=count, date=example, year=year, next=year + 1)]


def _passed(figures: Figures, lang: str) -> str:
    """Return how the reports that count came out, and how many others there are."""
    key = "audit.passed.counted" if figures.uncounted else "audit.passed"
    return say(key, lang, others=figures.uncounted, **figures._asdict())


_COVERS = (
    "SELECT r.path, EXISTS (SELECT 1 FROM items i WHERE i.report = r.id AND i.rule = ? AND instr(i.waived, ?)) "
    "FROM reports r WHERE r.earlier = 0 AND r.state = 'judged'"
)


def note_waivers(store: Store, ledger: Ledger, base: str, today: str, lang: str) -> None:
    """Tell on standard error which waivers did nothing; *base* is the folder that names in the store start from."""
    notes = []
    for entry in ledger.entries():
        waiver = entry.waiver
        key = waiver.standing(today)
        if key == "active":
            found = list(_covered(store, ledger, waiver, base))
            key = "" if any(found) else "unused" if found else "no-report"
        if key:
            notes.append(waiver_note(waiver, ledger.file, key, lang))
    if notes:
        stdio.note("\n".join(notes))


def _covered(store: Store, ledger: Ledger, waiver: Waiver, base: str) -> list[bool]:
    """Return for each report that *waiver* is meant for whether it covers a gap there."""
    rows = store.connection.execute(_COVERS, (waiver.rule, one_line(waiver.reason)))
    return [bool(covers) for path, covers in rows if ledger.is_meant(waiver, path_shown(os.path.join(base, path)))]


def path_shown(path: str) -> str:
    """Return a path from the working directory, as globs of waivers see it."""
    with suppress(ValueError):  # on another drive
        path = os.path.relpath(path)
    return path.replace(os.sep, "/")
