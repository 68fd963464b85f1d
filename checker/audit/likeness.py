"""Which reports are alike, and who seems to have taken from whom: the search of :mod:`checker.similarity` over a store."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from checker.audit import rows
from checker.audit.model import Entry, Unit
from checker.audit.names import cleaned, places_of
from checker.audit.store import Store
from checker.audit.submissions import COUNTED, SECOND, Submissions
from checker.similarity import ProgressCallback, Similar
from checker.similarity.search import Settings, Text, find_similar, shared_part

_SAME_TEXT = 0.6
"""Two files of a unit that share so much of the shorter one are one report in two formats."""
_LEAST_NAME = 4
Sent = tuple[Submissions, Submissions, dict[str, str | None]]


def same_text(store: Store) -> Callable[[str, str], bool]:
    """What tells whether two files hold one text, though one was recognised from pictures."""

    def is_same(one: str, other: str) -> bool:
        return shared_part(store.words(one), store.words(other)) >= _SAME_TEXT

    return is_same


def similar_reports(  # noqa: PLR0913 - who, what, of which kind
    store: Store,
    units: Sequence[Unit],
    asked: Settings,
    sent: Sent,
    report: ProgressCallback,
    *,
    family: str | None = None,
) -> Iterator[Similar]:
    """Pairs of reports that are alike, under the one that seems to have taken from the other.

    *family* is the kind of the reports that *sent* holds: they are held against last year's of the same.
    """
    known, _, owners = sent
    compared = {path for path, role in known.roles.items() if role in (COUNTED, SECOND)}
    texts = (text for text in _texts(store, units, earlier=False) if text.path in compared)
    entries = {entry.path: entry for name in known.names() for entry in known.of(name)}
    before = _texts(store, units, earlier=True, family=family)
    for pair in find_similar(texts, before, asked, store.words, report):
        own = pair.last_year and owners.get(pair.other) in (None, known.name_of(pair.report))
        found = pair._replace(near=pair.share < (asked.last if own else asked.peer))
        if not pair.last_year:
            found = _directed(found, entries, {unit.name: unit for unit in units}, store)
        yield found


def _directed(pair: Similar, entries: Mapping[str, Entry], units: Mapping[str, Unit], store: Store) -> Similar:
    """*pair* with the report first that seems to have taken from the other, as far as names or days tell."""
    sides = [entries.get(path) for path in (pair.report, pair.other)]
    if None in sides:
        return pair
    names = [_names_of(side, units) for side in sides if side]
    words = [store.words(path) for path in (pair.report, pair.other)]
    left = [any(name in words[at] for name in names[1 - at] - names[at]) for at in (0, 1)]
    days = [_sent_on(side, units) for side in sides if side]
    if left[0] != left[1]:
        return (pair if left[0] else pair.turned())._replace(taken="name")
    if all(days) and days[0] != days[1]:
        return (pair if days[0] > days[1] else pair.turned())._replace(taken="date")
    return pair


def _names_of(entry: Entry, units: Mapping[str, Unit]) -> set[str]:
    """What the unit of a report is called, long enough to mean it alone."""
    unit = units.get(entry.unit or "")
    names = {entry.issuer, entry.unit, *(unit.aliases if unit else ())} - {None}
    bare = {name[places_of(cleaned(name))[1] :] for name in names if name}
    return {name for name in (*names, *bare) if name and len(name) >= _LEAST_NAME}


def _sent_on(entry: Entry, units: Mapping[str, Unit]) -> str:
    unit = units.get(entry.unit or "")
    return (unit.received if unit else None) or entry.date or entry.published or ""


def _texts(store: Store, units: Sequence[Unit], *, earlier: bool, family: str | None = None) -> Iterator[Text]:
    """The texts that are reports, with the names that each may use."""
    known = {unit.name: unit for unit in units}
    found = store.connection.execute(
        "SELECT r.path, t.body, m.unit, r.issuer, r.region FROM reports r JOIN texts t ON t.report = r.id "
        "LEFT JOIN matches m ON m.report = r.path AND m.counts "
        "WHERE r.earlier = ?1 AND r.points IS NOT NULL AND (?2 IS NULL OR r.genre = ?2) ORDER BY r.path",
        (int(earlier), family),
    )
    for path, body, name, issuer, region in found:
        unit = known.get(name)
        names = [issuer, region, *((*unit.aliases, unit.region) if unit else ())]
        yield Text(path, rows.unpacked(body), name or issuer, tuple(filter(None, names)))
