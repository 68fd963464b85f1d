"""Which reports are alike, and who seems to have taken from whom: the search of :mod:`checker.similarity` over a store."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from checker.audit import rows
from checker.audit.cross_checks import Evidence
from checker.audit.model import Entry, Unit
from checker.audit.names import cleaned, places_of
from checker.audit.store import Store
from checker.audit.submissions import COUNTED, SECOND
from checker.processes import ProgressCallback
from checker.rulebook.model import AcrossRule, Pack
from checker.similarity import Similar
from checker.similarity.search import Settings, Text, find_similar, shared_part

_SAME_TEXT = 0.6
"""Two files of a unit that share so much of the shorter one are one report in two formats."""
_LEAST_NAME = 4
_HELD = 8  # texts of pairs that are kept unpacked: those of one report follow each other


def same_text(store: Store) -> Callable[[str, str], bool]:
    """Return what tells whether two files hold one text, though one was recognised from pictures."""
    return lambda one, other: shared_part(store.masked_text(one), store.masked_text(other)) >= _SAME_TEXT


def settings(pack: Pack) -> Settings | None:
    """Return from where on *pack* finds texts too much alike; ``None`` where it does not ask."""
    options = {rule.check: _least(rule) for rule in pack.across}
    last, peer = options.get("new-text"), options.get("own-text")
    if last is None and peer is None:
        return None
    default = Settings()
    asked = {**(peer or {}), **(last or {})}
    own = [phrase for one in (last, peer) if one is not None for phrase in one.get("phrases", ())]
    return Settings(
        peer=peer.get("share", default.peer) if peer is not None else 1.01,
        last=last.get("share", default.last) if last is not None else 1.01,
        changed=asked.get("changed", default.changed),
        characters=min(one.get("characters", default.characters) for one in (last, peer) if one is not None),
        near=min(one.get("near", 1.0) for one in (last, peer) if one is not None),
        phrases=tuple(dict.fromkeys([*own, *_cited(pack), *_printed(pack)])),
    )


def _least(rule: AcrossRule) -> Mapping[str, Any]:
    """Return the options of a rule by which nothing is passed over that it finds for some filer or year."""
    ways = [rule.options, *(variant.options for variant in rule.when)]
    return {
        name: [*dict.fromkeys(one for way in ways for one in way.get(name, ()))]
        if name == "phrases"
        else min((way[name] for way in ways if name in way), default=None)
        for name in dict.fromkeys(name for way in ways for name in way)
    }


def _cited(pack: Pack) -> Iterator[str]:
    """Yield the names and the words of the sources of a pack: whoever reports uses them."""
    for source in pack.sources.values():
        yield from source.title.values()
        for clause in source.clauses.values():
            yield from clause.text.values()


def _printed(pack: Pack) -> Iterator[str]:
    """Yield what the form of a report prints for everybody: headings, the opening, the labels of tables with figures between."""
    yield pack.names.get("opening", "")
    for part in pack.parts.values():
        yield part.get("outline", {}).get("heading", "")
    for table in pack.tables.values():
        cells = [cell for row in table.get("outline", ()) for cell in row]
        yield " ".join(cell or "0" for cell in cells)
        yield " ".join(filter(None, cells))


def similar_reports(
    store: Store, units: Sequence[Unit], asked: Settings, sent: Evidence, progress: ProgressCallback
) -> Iterator[Similar]:
    """Yield pairs of reports of *sent* that are alike, under the one that seems to have taken from the other.

    They are held against each other and against last year's of the same kind.
    """
    known = sent.known
    compared = {path for path, role in known.roles.items() if role in (COUNTED, SECOND)}
    texts = (text for text in _texts(store, units, earlier=False) if text.path in compared)
    before = _texts(store, units, earlier=True, family=sent.pack.family)
    words = lru_cache(_HELD)(store.masked_text)
    entries = {entry.path: entry for name in known.names() for entry in known.sent_by(name)}
    senders = _Senders(entries, {unit.name: unit for unit in units}, words)
    for pair in find_similar(texts, before, asked, words, progress):
        own = pair.last_year and sent.former.get(pair.other) in (None, known.name_of(pair.report))
        found = pair._replace(near=pair.share < (asked.last if own else asked.peer))
        yield found if pair.last_year else senders.directed(found)


class _Senders:
    """Who sent the *entries* (by their paths), what they are called, and when they sent; *words* gives the text of a path."""

    def __init__(self, entries: Mapping[str, Entry], units: Mapping[str, Unit], words: Callable[[str], str]) -> None:
        self._entries, self._units, self._words = entries, units, words
        self._names: dict[str, set[str]] = {}

    def directed(self, pair: Similar) -> Similar:
        """Return *pair* with the report first that seems to have taken from the other, as far as names or days tell."""
        paths = (pair.report, pair.other)
        if any(path not in self._entries for path in paths):
            return pair
        names = [self._names_of(path) for path in paths]
        left = [any(name in self._words(path) for name in names[1 - at] - names[at]) for at, path in enumerate(paths)]
        days = [self._sent_on(self._entries[path]) for path in paths]
        if left[0] != left[1]:
            return (pair if left[0] else pair.turned())._replace(taken="name")
        if all(days) and days[0] != days[1]:
            return (pair if days[0] > days[1] else pair.turned())._replace(taken="date")
        return pair

    def _names_of(self, path: str) -> set[str]:
        """Return what the unit of a report is called, long enough to mean it alone."""
        if path not in self._names:
            entry = self._entries[path]
            unit = self._units.get(entry.unit or "")
            names = {name for name in (entry.issuer, entry.unit, *(unit.aliases if unit else ())) if name}
            bare = {name[places_of(cleaned(name))[1] :] for name in names}
            self._names[path] = {name for name in names | bare if len(name) >= _LEAST_NAME}
        return self._names[path]

    def _sent_on(self, entry: Entry) -> str:
        unit = self._units.get(entry.unit or "")
        return (unit.received if unit else None) or entry.date or entry.published or ""


def _texts(store: Store, units: Sequence[Unit], *, earlier: bool, family: str | None = None) -> Iterator[Text]:
    """Yield the texts that are reports, with the names that each may use."""
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
        yield Text(path, rows.unpacked_text(body), name or issuer, tuple(filter(None, names)))
