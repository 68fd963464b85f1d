"""What only many reports together show: who did not report, or twice, or late, and whose text is not their own.

Severity, words and thresholds are those of the pack (``across`` in docs/packs.md); here is what is looked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from checker.audit.model import Entry, Finding, Match, Unit
from checker.audit.submissions import Submissions
from checker.i18n import fill, say
from checker.presentation.wording import citations, cite, localized
from checker.rulebook.model import AcrossRule, Pack
from checker.similarity.model import Similar
from checker.similarity.search import Settings

_WORDS = 60
"""Characters of a passage that a message quotes."""
_LISTED = 5
_FILES = ("report", "reports", "kept", "other")
"""What messages are filled with that are names of files."""


class Evidence(NamedTuple):
    """All that findings and standings are made from.

    ``entries`` are those of the year's run, ``earlier`` those of the year before; each is gone through once for each
    use.  ``year`` is the year reported on, where the run is about one.
    """

    units: Sequence[Unit] = ()
    entries: Iterable[Entry] = ()
    doubtful: Sequence[Match] = ()
    similar: Sequence[Similar] = ()
    earlier: Iterable[Entry] = ()
    year: int | None = None


def settings(pack: Pack) -> Settings | None:
    """From where on *pack* finds texts too much alike; ``None`` where it does not ask."""
    options = {rule.check: rule.options for rule in pack.across}
    last, peer = options.get("new-text"), options.get("own-text")
    if last is None and peer is None:
        return None
    default = Settings()
    asked = {**(peer or {}), **(last or {})}
    return Settings(
        peer=(peer or {}).get("share", default.peer) if peer is not None else 1.01,
        last=(last or {}).get("share", default.last) if last is not None else 1.01,
        changed=asked.get("changed", default.changed),
        characters=min(one.get("characters", default.characters) for one in (last, peer) if one is not None),
        phrases=tuple(dict.fromkeys([*_phrases(last), *_phrases(peer), *_cited(pack)])),
    )


def _phrases(options: Mapping[str, Any] | None) -> list[str]:
    return list((options or {}).get("phrases", ()))


def _cited(pack: Pack) -> Iterator[str]:
    """The names and the words of the sources of a pack: whoever reports uses them."""
    for source in pack.sources.values():
        yield from source.title.values()
        for clause in source.clauses.values():
            yield from clause.text.values()


def drafts(pack: Pack) -> tuple[str, ...]:
    """The words of *pack* by which a file's name says that it is no final text."""
    return tuple(word for rule in pack.across if rule.check == "once" for word in rule.options.get("drafts", ()))


def findings(pack: Pack, evidence: Evidence, lang: str) -> tuple[Finding, ...]:
    """What is wrong across reports, rule by rule in the order of *pack*, and in each in the order of the roster."""
    known = Submissions(evidence.units, evidence.entries, year=evidence.year, drafts=drafts(pack))
    former = {entry.path: entry.unit or entry.issuer for entry in evidence.earlier}
    run = _Run(pack, evidence, known, former, lang)
    return tuple(finding for rule in pack.across for finding in _CHECKS[rule.check](run, rule))


def _without_folders(value: Any) -> Any:
    """The name of a file, or of each of several, without the folders and archives that it lies in."""
    if isinstance(value, (list, tuple)):
        return [_without_folders(one) for one in value]
    return str(value).rpartition("/")[2]


class _Run:
    """One set of evidence, and how a finding of it is told."""

    def __init__(
        self, pack: Pack, evidence: Evidence, known: Submissions, former: Mapping[str, str | None], lang: str
    ) -> None:
        self.pack = pack
        self.evidence = evidence
        self.known = known
        self.former = former
        self.lang = lang

    def told(self, rule: AcrossRule, key: str, unit: str | None, paths: Sequence[str], **values: Any) -> Finding:
        """A finding in the words of the message *key*, which *values* fill beside the name of the unit."""
        text = rule.message.get(key) or rule.message["fail"]
        named = {"unit": unit or (paths[0] if paths else ""), **values}
        return Finding(
            rule=rule.id,
            severity=rule.severity,
            unit=unit,
            reports=tuple(paths),
            message=fill(localized(text, self.lang), named, self.lang),
            basis=self._basis(rule),
            fix=localized(rule.fix, self.lang),
            ask=self._asked(rule, key, unit, values),
        )

    def _asked(self, rule: AcrossRule, key: str, unit: str | None, values: Mapping[str, Any]) -> str:
        """What the unit is told: of files their names without folders, of another unit only that there is one."""
        text = rule.ask.get(key) or rule.ask.get("fail")
        if text is None or unit is None:
            return ""
        named = {name: _without_folders(value) if name in _FILES else value for name, value in values.items()}
        if "peer" in values and values["peer"] != unit:
            named["peer"] = named["other"] = say("audit.another-unit", self.lang)
        return fill(localized(text, self.lang), {"unit": unit, **named}, self.lang)

    def year(self, year: int | None) -> str:
        """A year as messages put it in, with what goes before or behind it; nothing where it is unknown."""
        return say("audit.year", self.lang, year=year) if year is not None else ""

    def listed(self, paths: Sequence[str]) -> list[str]:
        """Some of *paths*, and how many more there are."""
        more = len(paths) - _LISTED
        return [*paths[:_LISTED], say("audit.more", self.lang, count=more)] if more > 0 else list(paths)

    def _basis(self, rule: AcrossRule) -> str:
        cited = citations(rule.basis, self.pack, self.lang)
        return say("audit.between-clauses", self.lang).join(cite(one, self.lang) for one in cited)


def _submitted(run: _Run, rule: AcrossRule) -> Iterator[Finding]:
    """Units of the roster without a report that counts."""
    doubtful: dict[str, list[str]] = {}
    for match in run.evidence.doubtful:
        doubtful.setdefault(match.unit, []).append(match.report)
    year = run.year(run.evidence.year)
    for unit in run.evidence.units:
        if run.known.counting(unit.name) is not None:
            continue
        entries = run.known.of(unit.name)
        paths = [entry.path for entry in entries]
        broken = next((entry for entry in entries if entry.error is not None), None)
        other_year = next((entry for entry in entries if entry.points is not None), None)
        if other_year is not None:
            found = (other_year.path, other_year.year)
            yield run.told(rule, "other-year", unit.name, paths, year=year, report=found[0], found=found[1])
        elif broken is not None and broken.error is not None:
            why = broken.error.reason
            yield run.told(rule, "unreadable", unit.name, paths, year=year, report=broken.path, reason=why)
        elif entries:
            yield run.told(rule, "other-text", unit.name, paths, year=year, report=entries[0].path)
        elif unit.name in doubtful:
            maybe = doubtful[unit.name]
            yield run.told(rule, "doubtful", unit.name, maybe, year=year, report=run.listed(maybe))
        else:
            yield run.told(rule, "fail", unit.name, (), year=year)


def _once(run: _Run, rule: AcrossRule) -> Iterator[Finding]:
    """Units with more than one report on a year."""
    for name in run.known.names():
        for year, entries in run.known.by_year(name).items():
            if len(entries) < 2:
                continue
            kept, *others = entries
            paths = [entry.path for entry in entries]
            if all(entry.digest is not None and entry.digest == kept.digest for entry in others):
                reason = "same-file"
            elif all(run.known.is_draft(entry) for entry in others):
                reason = "draft"
            else:
                reason = "fail"
            values = {"count": len(paths), "reports": run.listed(paths), "kept": kept.path}
            yield run.told(rule, reason, name, paths, year=run.year(year), **values)


def _in_time(run: _Run, rule: AcrossRule) -> Iterator[Finding]:
    """Reports dated, or made public, after they were due."""
    for name in run.known.names():
        entry = run.known.counting(name)
        if entry is None:
            continue
        delay = lateness(run.pack, run.known.unit(name), entry)
        if delay is not None and delay.days > 0:
            reason = "fail" if delay.by == "date" else delay.by
            values = {"date": delay.day, "deadline": delay.last, "days": delay.days}
            yield run.told(rule, reason, name, (entry.path,), **values)


def _unlike(run: _Run, rule: AcrossRule, *, own: bool) -> Iterator[Finding]:
    """Reports that are the unit's own earlier text, or (not *own*) another unit's."""
    for pair in run.evidence.similar:
        if run.known.is_same_submission(pair.report, pair.other) and not pair.last_year:
            continue  # two reports of one unit: another rule says so
        unit = run.known.name_of(pair.report)
        peer = run.former.get(pair.other) if pair.last_year else run.known.name_of(pair.other)
        is_own = pair.last_year and (peer is None or peer == unit)
        if is_own != own or pair.share < rule.options.get("share", 0.0):
            continue
        longest = max((passage.here for passage in pair.passages), key=len, default="")
        quoted = longest if len(longest) <= _WORDS else longest[: _WORDS - 1] + "…"
        values = {
            "share": f"{pair.share * 100:.0f}%",
            "other": pair.other,
            "peer": peer or pair.other,
            "words": " ".join(quoted.split()),
        }
        reason = "year-changed" if pair.year_changed else "fail"
        yield run.told(rule, reason, unit, (pair.report, pair.other), **values)


def _new_text(run: _Run, rule: AcrossRule) -> Iterator[Finding]:
    return _unlike(run, rule, own=True)


def _own_text(run: _Run, rule: AcrossRule) -> Iterator[Finding]:
    return _unlike(run, rule, own=False)


_CHECKS: dict[str, Callable[[_Run, AcrossRule], Iterator[Finding]]] = {
    "submitted": _submitted,
    "once": _once,
    "in-time": _in_time,
    "new-text": _new_text,
    "own-text": _own_text,
}


class Delay(NamedTuple):
    """How many ``days`` after the ``last`` day in time a report's ``day`` is (negative: before it).

    ``by`` tells which day it is: ``received`` as the roster has it, ``date`` of the report, or ``published``.
    """

    days: int
    day: str
    last: str
    by: str


def lateness(pack: Pack, unit: Unit | None, entry: Entry) -> Delay | None:
    """When a report came; ``None`` where a day is missing.

    The roster's due date counts, the day itself being in time; without one the deadline of the kind of filer, before
    which a report must be there.  The day on which the office received it counts before all others.  A report without a
    date of its own is taken by the day it was made public, and that has until the day by which reports are published, if
    that is later.
    """
    received = unit.received if unit is not None else None
    day = received or entry.date or entry.published
    if day is None:
        return None
    by = "received" if received else "date" if entry.date else "published"
    days = [
        found for found in (_due(pack, unit, entry), _published(pack, entry) if by == "published" else None) if found
    ]
    if not days or (by == "published" and len(days) < 2 and _published(pack, entry) is None):
        return None
    try:
        last = max(days)
        return Delay((date.fromisoformat(day) - last).days, day, last.isoformat(), by)
    except ValueError:
        return None


def _due(pack: Pack, unit: Unit | None, entry: Entry) -> date | None:
    """The last day on which a report is in time."""
    if unit is not None and unit.due:
        try:
            return date.fromisoformat(unit.due)
        except ValueError:
            return None
    kind = (unit.kind if unit else None) or entry.kind
    return _before(entry.year, pack.filers.get(kind or "", {}).get("deadline"))


def _published(pack: Pack, entry: Entry) -> date | None:
    limits = [rule.options.get("published") for rule in pack.across if rule.check == "in-time"]
    return _before(entry.year, limits[0] if limits else None)


def _before(year: int | None, month_day: str | None) -> date | None:
    """The day before *month_day* of the year after *year*."""
    if year is None or not month_day:
        return None
    month, _, day = month_day.partition("-")
    try:
        return date(year + 1, int(month), int(day)) - timedelta(days=1)
    except ValueError:
        return None
