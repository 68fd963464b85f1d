"""What only many reports together show: who did not report, or twice, or late, and whose text is not their own.

Severity, words and thresholds are those of the pack (``across`` in docs/packs.md); here is what is looked for.  Findings
are values; :mod:`checker.audit.wording` puts them into words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from checker.audit.deadlines import lateness
from checker.audit.model import CrossFinding, Entry, Match, Unit
from checker.audit.submissions import Submissions
from checker.rulebook.model import AcrossRule, Pack, rule_options
from checker.similarity import Similar

_WORDS = 60
"""Characters of a passage that a message quotes."""


class Evidence(NamedTuple):
    """All that findings and standings are made from.

    ``known`` are the files of the year's run, ``before`` those of the year before, ``former`` whose each of these is.
    ``unclaimed`` gives for a unit the files that may be its own though nothing says so.
    """

    pack: Pack
    known: Submissions
    before: Submissions
    former: Mapping[str, str | None]
    year: int | None = None
    doubtful: Sequence[Match] = ()
    similar: Sequence[Similar] = ()
    unclaimed: Callable[[Unit], Sequence[str]] = lambda _unit: ()


def evidence_of(
    pack: Pack,
    units: Sequence[Unit],
    entries: tuple[Iterable[Entry], Iterable[Entry]],
    *,
    year: int | None = None,
    is_same_text: Callable[[str, str], bool] | None = None,
) -> Evidence:
    """Return what was sent: *entries* has this year's files and those of the year before."""
    now, earlier = entries[0], list(entries[1])
    words = drafts(pack)
    known = Submissions(units, now, year=year, drafts=words, is_same_text=is_same_text)
    before = Submissions(units, earlier, year=None if year is None else year - 1, drafts=words)
    return Evidence(pack, known, before, {entry.path: entry.unit or entry.issuer for entry in earlier}, year)


def drafts(pack: Pack) -> tuple[str, ...]:
    """Return the words of *pack* by which a file's name says that it is no final text."""
    rules = [rule for rule in pack.across if rule.check == "once"]
    options = [way for rule in rules for way in (rule.options, *(variant.options for variant in rule.when))]
    return tuple(dict.fromkeys(word for way in options for word in way.get("drafts", ())))


def find_across(evidence: Evidence, *, everyone: bool = True) -> tuple[CrossFinding, ...]:
    """Return what is wrong across reports, rule by rule in the order of the pack, and in each in the order of the roster.

    Without *everyone* it is not known that each unit of the roster owes such a report, and nobody is missing.
    """
    pack = evidence.pack
    rules = [rule for rule in pack.across if everyone or rule.check != "submitted"]
    return tuple(
        one._replace(family=pack.family or "")
        for rule in rules
        for one in _CHECKS[rule.check](evidence, rule)
        if rule.only is None or rule.only.excludes(*_filer_and_year(one.unit, evidence)) is None
    )


def _filer_and_year(name: str | None, run: Evidence) -> tuple[str | None, int | None]:
    """Return the kind of filer of a unit, as the roster has it or its report shows it, and the year of that report."""
    unit = run.known.unit(name) if name is not None else None
    entry = run.known.counting(name) if name is not None else None
    return (unit.kind if unit else None) or (entry.kind if entry else None), entry.year if entry else run.year


def _finding(rule: AcrossRule, reason: str, unit: str | None, paths: Sequence[str], /, **values: Any) -> CrossFinding:
    return CrossFinding(rule.id, reason, rule.severity, unit, tuple(paths), values)


def _submitted(run: Evidence, rule: AcrossRule) -> Iterator[CrossFinding]:
    """Yield the units of the roster without a report that counts, each with what may be or was meant to be it."""
    doubtful: dict[str, list[str]] = {}
    for match in run.doubtful:
        doubtful.setdefault(match.unit, []).append(match.report)
    for name in run.known.names():
        unit = run.known.unit(name)
        if unit is not None and run.known.counting(name) is None:
            yield _not_submitted(run, rule, unit, doubtful.get(name, []))


def _not_submitted(run: Evidence, rule: AcrossRule, unit: Unit, doubtful: Sequence[str]) -> CrossFinding:
    entries = run.known.sent_by(unit.name)
    paths = [entry.path for entry in entries]
    broken = next((entry for entry in entries if entry.error is not None), None)
    other_year = next((entry for entry in entries if entry.points is not None), None)
    if broken is not None and broken.error is not None:
        error = {"reason": [broken.error.code, dict(broken.error.values)], "report": broken.path}
        return _finding(rule, "unreadable", unit.name, paths, year=run.year, **error)
    maybe = list(dict.fromkeys([*doubtful, *run.unclaimed(unit)]))
    if other_year is not None and not maybe:
        found = {"report": other_year.path, "found": other_year.year}
        return _finding(rule, "other-year", unit.name, paths, year=run.year, **found)
    if maybe:
        return _finding(rule, "doubtful", unit.name, [*paths, *maybe], year=run.year, report=maybe)
    if unit.received is not None:  # where it is only ticked off, without the day
        reason, values = ("received", {"date": unit.received}) if unit.received else ("noted", {})
        return _finding(rule, reason, unit.name, paths, year=run.year, **values)
    if entries:
        return _finding(rule, "other-text", unit.name, paths, year=run.year, report=entries[0].path)
    return _finding(rule, "fail", unit.name, (), year=run.year)


def _submitted_twice(run: Evidence, rule: AcrossRule) -> Iterator[CrossFinding]:
    """Yield the units with more than one report on a year: other texts, none of them a draft."""
    for name in run.known.names():
        for year, entries in run.known.by_year(name).items():
            if len(entries) < 2:
                continue
            paths = [entry.path for entry in entries]
            values = {"count": len(paths), "reports": paths, "kept": paths[0]}
            yield _finding(rule, "fail", name, paths, year=year, **values)


def _in_time(run: Evidence, rule: AcrossRule) -> Iterator[CrossFinding]:
    """Yield the reports received, dated, or made public, after they were due."""
    for name in run.known.names():
        entry = run.known.counting(name)
        delay = lateness(run.pack, run.known.unit(name), entry) if entry is not None else None
        if entry is not None and delay is not None and delay.days > 0:
            reason = "fail" if delay.by == "date" else delay.by
            values = {"date": delay.day, "deadline": delay.last, "days": delay.days}
            yield _finding(rule, reason, name, (entry.path,), **values)


def _unlike(run: Evidence, rule: AcrossRule, *, own: bool) -> Iterator[CrossFinding]:
    """Yield the reports that are the unit's own earlier text, or (not *own*) another unit's."""
    for pair in run.similar:
        if run.known.is_same_submission(pair.report, pair.other) and not pair.last_year:
            continue  # two reports of one unit: another rule says so
        unit = run.known.name_of(pair.report)
        peer = run.former.get(pair.other) if pair.last_year else run.known.name_of(pair.other)
        is_own = pair.last_year and (peer is None or peer == unit)
        if is_own != own or pair.share < rule_options(rule, *_filer_and_year(unit, run)).get("share", 0.0):
            continue
        longest = " ".join(max((passage.here for passage in pair.passages), key=len, default="").split())
        values = {
            "share": round(pair.share, 4),
            "other": pair.other,
            "peer": peer or pair.other,
            "words": longest if len(longest) <= _WORDS else longest[: _WORDS - 1] + "…",
        }
        reason = "year-changed" if pair.year_changed else "fail" if own or pair.last_year else pair.taken or "unclear"
        yield _finding(rule, reason, unit, (pair.report, pair.other), **values)


_CHECKS: Mapping[str, Callable[[Evidence, AcrossRule], Iterator[CrossFinding]]] = {
    "submitted": _submitted,
    "once": _submitted_twice,
    "in-time": _in_time,
    "new-text": partial(_unlike, own=True),
    "own-text": partial(_unlike, own=False),
}
