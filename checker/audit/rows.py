"""The tables of a store (docs/audit-store.md explains them), and an assessment as rows of them.

Rows are made where a file was judged, for nobody else has it whole.  They hold values and the pack's texts in all their
languages, no sentence of one: :mod:`checker.audit.wording` makes these.  A change of any table is a new :data:`VERSION`.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from checker.checks.outcome import MISSED
from checker.engine.model import Assessment, Item
from checker.errors import CheckerError
from checker.i18n import LANGUAGES
from checker.presentation.escape import message_values, one_line
from checker.presentation.items import ranked, rule_basis
from checker.rulebook.model import Pack

REPORT = (
    *("state", "format", "genre", "title", "issuer", "kind", "region", "year", "date", "published", "deadline"),
    *("characters", "recognised", "doubtful", "pack", "verdict", "points", "uncapped", "grade", "cap", "text_digest"),
    *("error", "error_values"),
)
"""What a row on a report holds beside its name and content."""

ITEM = (
    *("seq", "rule", "state", "outcome", "severity", "credit", "earned", "possible", "gain", "rank"),
    *("filled", "place", "quote", "waived", "ceiling"),
)
"""What a row on an item holds beside its report; ``rank`` counts the gaps, those worth most first.

What only a gap has: ``filled`` (JSON: what its texts are filled with), ``place`` (JSON: line, column, page, paragraph, table, row, cell),
``quote``, ``waived`` (JSON: reason, approver, granted, expires), and ``ceiling`` (the most points of a report with that gap)."""

RULE = (
    *("seq", "rule", "title", "grouped", "group_title", "severity", "message", "fix", "basis", "effort", "checked"),
    "ceiling",
)
"""What a row on a rule holds beside its pack; titles, messages (by outcome), remedies and bases in each language (JSON); ``checked`` names
the primitive, ``ceiling`` the most points of a report that fails the rule."""

VERSION = 6
"""``PRAGMA user_version``."""

OLDER = (1, 2, 3, 4, 5)
"""Earlier versions: a run that writes to one judges everything anew, and takes last year's reports from one."""

APPLICATION = 0x46615A68
"""``PRAGMA application_id``: the letters FaZh."""

JUDGED, UNREADABLE = "judged", "unreadable"
_LEVEL = 1  # of packing: a third of the time of the usual one for a tenth more bytes
_TYPES = dict.fromkeys(("year", "characters", "doubtful", "seq", "rank"), "INTEGER")
_TYPES |= dict.fromkeys(("points", "uncapped", "recognised", "credit", "earned", "possible", "gain", "ceiling"), "REAL")


def _column_definitions(names: tuple[str, ...]) -> str:
    """Return the definition of columns; what has no other type is a text."""
    return ", ".join(f"{name} {_TYPES.get(name, 'TEXT')}" for name in names)


TABLES = f"""
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE reports (
  id INTEGER PRIMARY KEY, path TEXT NOT NULL, earlier INTEGER NOT NULL, digest TEXT NOT NULL, bytes INTEGER NOT NULL,
  basis TEXT NOT NULL, {_column_definitions(REPORT)}
);
CREATE INDEX reports_by_path ON reports (earlier, path);
CREATE TABLE items (
  report INTEGER NOT NULL, {_column_definitions(ITEM)}, PRIMARY KEY (report, seq)
) WITHOUT ROWID;
CREATE TABLE rules (
  pack TEXT NOT NULL, {_column_definitions(RULE)}, PRIMARY KEY (pack, seq)
) WITHOUT ROWID;
CREATE TABLE texts (report INTEGER PRIMARY KEY, body BLOB NOT NULL);
CREATE TABLE units (
  seq INTEGER PRIMARY KEY, name TEXT NOT NULL, kind TEXT, region TEXT, aliases TEXT, due TEXT, line INTEGER, received TEXT
);
CREATE TABLE matches (
  report TEXT NOT NULL, unit TEXT NOT NULL, found_by TEXT, words TEXT, sure REAL, counts INTEGER NOT NULL,
  PRIMARY KEY (report, unit)
) WITHOUT ROWID;
CREATE TABLE standings (
  seq INTEGER PRIMARY KEY, unit TEXT NOT NULL, kind TEXT, region TEXT, due TEXT, report TEXT, sure REAL, points REAL,
  grade TEXT, verdict TEXT, rank INTEGER, among INTEGER, days_late INTEGER, points_before REAL,
  family TEXT
);
CREATE TABLE findings (
  seq INTEGER PRIMARY KEY, rule TEXT NOT NULL, reason TEXT NOT NULL, severity TEXT, unit TEXT, reports TEXT, filled TEXT,
  family TEXT
);
CREATE TABLE similar (
  seq INTEGER PRIMARY KEY, report TEXT NOT NULL, other TEXT NOT NULL, share REAL, last_year INTEGER, year_changed INTEGER,
  near INTEGER, taken TEXT, passages TEXT
);
CREATE TABLE roles (report TEXT PRIMARY KEY, name TEXT, year INTEGER, role TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE overruled (report INTEGER, seq INTEGER, kept TEXT, PRIMARY KEY (report, seq)) WITHOUT ROWID;
CREATE TABLE pages (picture TEXT PRIMARY KEY, body BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE pictures (report INTEGER, picture TEXT, PRIMARY KEY (report, picture)) WITHOUT ROWID;
CREATE INDEX pictures_by_picture ON pictures (picture);
CREATE TABLE passed_over (path TEXT PRIMARY KEY, unit TEXT) WITHOUT ROWID;
CREATE VIEW v_reports AS
  SELECT r.path, m.unit, r.issuer, r.title, r.kind, r.region, r.year, r.date, r.published, r.format, r.characters,
    r.state, r.verdict, r.points, r.grade, r.cap, r.pack, o.role, r.error, r.earlier
  FROM reports r LEFT JOIN matches m ON m.report = r.path AND m.counts
    LEFT JOIN roles o ON o.report = r.path AND r.earlier = 0 ORDER BY r.earlier, r.path;
CREATE VIEW v_gaps AS
  SELECT r.path, m.unit, r.issuer, i.rank, i.rule, l.title, l.group_title, i.state, i.outcome, i.severity, i.gain,
    l.message, i.filled, i.place, i.quote, l.basis, l.fix, l.effort
  FROM items i JOIN reports r ON r.id = i.report LEFT JOIN rules l ON l.pack = r.pack AND l.seq = i.seq
    LEFT JOIN matches m ON m.report = r.path AND m.counts
  WHERE i.rank IS NOT NULL AND r.earlier = 0 ORDER BY r.path, i.rank;
CREATE VIEW v_unreadable AS
  SELECT path, format, error, error_values FROM reports WHERE state = 'unreadable' AND earlier = 0 ORDER BY path;
CREATE VIEW v_ranking AS
  SELECT rank, among, unit, kind, region, report, points, grade, verdict, points_before, days_late
  FROM standings WHERE report IS NOT NULL ORDER BY kind, region, rank, seq;
CREATE VIEW v_not_submitted AS SELECT unit, kind, region, due FROM standings WHERE report IS NULL ORDER BY seq;
CREATE VIEW v_similar AS
  SELECT report, other, share, last_year, year_changed, near, taken FROM similar ORDER BY share DESC, report, other;
CREATE VIEW v_findings AS SELECT unit, rule, reason, severity, filled, reports FROM findings ORDER BY seq;
"""  # noqa: S608 - ours
WHOLE = ("units", "matches", "standings", "findings", "similar", "roles")
"""Tables on all reports together: written anew at the end of each run, and empty until then."""

PER_REPORT = ("reports", "items", "texts", "passed_over", "overruled", "pages", "pictures")
"""Tables on single reports: what a run goes on with."""


def report_row(assessment: Assessment) -> dict[str, Any]:
    """Return the row on a report."""
    facts, score, pack, document = assessment.facts, assessment.score, assessment.pack, assessment.document
    if assessment.error is not None or facts is None or pack is None or document is None:
        return unread_report(assessment.error)
    extraction = document.extraction
    same = ("genre", "region", "year", "date", "published", "deadline", "characters")
    return dict.fromkeys(REPORT) | {
        **{name: getattr(facts, name) for name in same},
        "state": JUDGED,
        "format": document.format,
        "title": _inert(facts.title),
        "issuer": _inert(facts.issuer),
        "kind": facts.filer,
        "recognised": extraction.recognised if extraction else 0.0,
        "doubtful": int(extraction is not None and extraction.doubtful),
        "pack": label(pack),
        "verdict": assessment.verdict,
        "points": score.points if score else None,
        "uncapped": score.uncapped if score else None,
        "grade": score.grade if score else None,
        "cap": score.cap.rule if score and score.cap else None,
        "text_digest": sha256("".join(document.text.split()).encode("utf-8", "replace")).hexdigest(),
    }


def unread_report(error: CheckerError | None) -> dict[str, Any]:
    """Return the row on a file that was not judged."""
    key, found = (error.key, message_values(error.values)) if error is not None else ("internal", {"kind": "-"})
    facts = {"state": UNREADABLE, "characters": 0, "recognised": 0.0, "doubtful": 0, "format": found.get("format")}
    return dict.fromkeys(REPORT) | facts | {"error": key, "error_values": _json(found)}


def items(assessment: Assessment) -> list[list[Any]]:
    """Return the rows on its items, in the order of the catalogue; what only a gap has is ``None`` elsewhere."""
    ranks = {item.rule.id: rank for rank, item in enumerate(ranked(assessment.items), 1)}
    return [
        [
            *(seq, item.rule.id, item.state, item.reason, item.severity),
            *(item.credit, item.earned, item.possible, item.gain, ranks.get(item.rule.id)),
            *(_gap_columns(item) if item.state in MISSED else (None,) * 5),
        ]
        for seq, item in enumerate(assessment.items)
    ]


def _gap_columns(item: Item) -> tuple[str | float | None, ...]:
    place = item.evidence[0].place if item.evidence else None
    where = None if place is None else _json(list(place))
    waived = None if item.waived is None else _json(item.waived)
    quote = one_line(item.evidence[0].text) if item.evidence else ""
    return _json(item.values), where, quote, waived, item.rule.cap_where(item.state, item.reason)


def rules(pack: Pack) -> list[list[Any]]:
    """Return the rows on the rules of a pack, in the order of the catalogue."""
    titles = {group.id: group.title for group in pack.groups}
    return [
        [
            *(seq, rule.id, _json(rule.title), rule.group, _json(titles.get(rule.group, {"zh": rule.group}))),
            *(rule.severity, _json(rule.message), _json(rule.fix)),
            *(_json({lang: rule_basis(rule, pack, lang) for lang in LANGUAGES}), rule.effort, rule.check, rule.cap),
        ]
        for seq, rule in enumerate(pack.rules)
    ]


def packed_text(assessment: Assessment) -> bytes:
    """Return the text with private numbers masked, packed; empty where there is none."""
    if assessment.document is None:
        return b""
    return zlib.compress(assessment.document.text.encode("utf-8", "replace"), _LEVEL)


def unpacked_text(data: bytes) -> str:
    """Return the text that :func:`packed_text` packed."""
    return zlib.decompress(data).decode("utf-8")


def label(pack: Pack) -> str:
    """Return a pack by name, version and content."""
    return f"{pack.id} {pack.version} {pack.digest}"


def _json_value(value: object) -> object:
    """Return what JSON does not know as what it knows: a mapping that cannot be changed, a set; else as it is written."""
    if isinstance(value, Mapping):
        return dict(value)
    return sorted(value) if isinstance(value, (set, frozenset)) else str(value)


# Made once: ``json.dumps`` makes an encoder for each value.
_json = json.JSONEncoder(ensure_ascii=False, default=_json_value).encode


def _inert(found: str | None) -> str | None:
    return None if found is None else one_line(found)
