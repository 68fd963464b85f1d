"""A file of waivers → records, or everything that is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from checker.errors import PackProblem, WaiverError
from checker.rulebook.load import DEFAULT_PACK, load_pack
from checker.rulebook.locate import available
from checker.rulebook.model import Pack
from checker.rulebook.source import Row, Table, problem_at
from checker.rulebook.translate import choices, shorten
from checker.rulebook.userfile import Kind, load_checked, published_schema, read_bytes, tables_in
from checker.text.fold import normalize_for_match
from checker.text.globs import spelled
from checker.waivers import Ledger, Waiver

MAX_DAYS = 366
"""Days that a waiver may hold: one report of each year is looked at afresh."""

_KIND = Kind("waivers", WaiverError, is_list=True, synonyms={"expiry": "expires"})
_FORM = re.compile(r"\d{4}-\d\d-\d\d", re.A)
_DATES = ("granted", "expires")
_TEXTS = ("rule", "path", "quote", "reason", "approver")


class _Known(NamedTuple):
    """What the entries are held against: each rule and whether it can be waived, and the day."""

    rules: Mapping[str, bool]
    today: date


def ledger_of(path: str, refs: Sequence[str], today: str) -> Ledger:
    """Return the waivers in the file *path* for a run that names the packs *refs*, as they stand on the day *today*.

    :raises WaiverError: as :func:`load_waivers`.
    """
    return Ledger(load_waivers(path, packs_with(refs), today), path, today)


def packs_with(refs: Sequence[str]) -> Iterator[Pack]:
    """Yield the packs whose rules a waiver may name: *refs*, which a run names, then all that come with the checker.

    A file of waivers serves runs with different packs, and which one judges depends on the issuer.
    """
    for ref in dict.fromkeys([*(refs or [DEFAULT_PACK]), *available()]):
        yield load_pack(ref, cases=False)


def load_waivers(path: str, packs: Iterable[Pack], today: str) -> tuple[Waiver, ...]:
    """Return the waivers in the file *path*, in its order, for rules of *packs*, of which no more are asked for than needed.

    *today* (``YYYY-MM-DD``) stands in where a waiver does not say when it was granted.

    :raises WaiverError: ``waivers-unreadable``, or ``waivers-invalid`` with all problems.
    """

    def beyond(root: Row) -> Iterator[PackProblem]:
        named = {rule for _, entry in tables_in(root) if isinstance(rule := entry.get("rule"), str)}
        return _problems_beyond_schema(root, _Known(_rules_of(packs, named), date.fromisoformat(today)))

    root = load_checked(read_bytes(path, _KIND), path, _KIND, waivers_schema(), beyond)
    found = []
    for _, entry in tables_in(root):
        said = {key: entry[key].strip() for key in (*_TEXTS, *_DATES) if key in entry}
        found.append(Waiver(**{"quote": None, "granted": None, **said}, line=entry.mark.line))
    return tuple(found)


def waivers_schema() -> dict[str, Any]:
    """Return the published schema of files of waivers (JSON Schema 2020-12)."""
    return published_schema(__file__, "waivers.schema.json")


def _rules_of(packs: Iterable[Pack], wanted: set[str]) -> dict[str, bool]:
    """Return the rules of *packs* with whether they can be waived, until all *wanted* ones are found; the first pack counts."""
    rules: dict[str, bool] = {}
    for pack in packs:
        waivable = {group.id: group.waivable for group in pack.groups}
        for rule in pack.rules:
            rules.setdefault(rule.id, waivable[rule.group])
        if all(name in rules for name in wanted):
            break
    return rules


def _problems_beyond_schema(root: Row, known: _Known) -> Iterator[PackProblem]:
    """Yield what a schema cannot say."""
    first: dict[tuple[str, ...], Table] = {}
    for path, entry in tables_in(root):
        for key, (fault, values) in _entry_faults(entry, known):
            yield problem_at(root, (*path, key), fault, **values)
        rule, report, quote = (str(entry.get(key) or "").strip() for key in ("rule", "path", "quote"))
        same = rule, spelled(report), normalize_for_match(quote)
        if all(same[:2]) and first.setdefault(same, entry) is not entry:
            yield problem_at(root, path, "waiver-twice", first=first[same].mark.line)


def _entry_faults(entry: Table, known: _Known) -> Iterator[tuple[str, tuple[str, dict[str, Any]]]]:
    """Yield the faults of one entry: the key it is about, the catalogue's key, and what fills the message."""
    for key in _TEXTS:
        if isinstance(entry.get(key), str) and entry[key] and not entry[key].strip():
            yield key, ("empty-text", {"bound": 1})
    rule = entry.get("rule")
    if isinstance(rule, str) and rule.strip():
        if rule not in known.rules:
            yield "rule", ("unknown-rule", {"name": shorten(rule), **choices(rule, known.rules)})
        elif not known.rules[rule]:
            yield "rule", ("waiver-not-allowed", {"rule": rule})
    days = {key: _parsed_day(entry.get(key)) for key in _DATES}
    for key in _DATES:
        if days[key] is None and _has_form(entry.get(key)):
            yield key, ("no-such-day", {"value": entry[key]})
    granted, expires = days["granted"], days["expires"]
    if expires is not None and granted is not None and expires < granted:
        yield "expires", ("waiver-ends-early", {"granted": granted.isoformat()})
    elif expires is not None and (granted is not None or "granted" not in entry):
        begin = granted or known.today
        count = (expires - begin).days
        if count > MAX_DAYS:
            yield "expires", ("waiver-too-long", {"count": count, "begin": begin.isoformat(), "limit": MAX_DAYS})


def _has_form(value: object) -> bool:
    """Return whether the schema has nothing against *value*, so that it is for us to say that there is no such day."""
    return isinstance(value, str) and _FORM.fullmatch(value.strip()) is not None


def _parsed_day(value: object) -> date | None:
    """Return the day that *value* names in the form YYYY-MM-DD."""
    if not isinstance(value, str) or not _has_form(value):
        return None
    try:
        return date.fromisoformat(value.strip())
    except ValueError:
        return None
