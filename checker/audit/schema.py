"""The tables of a store.  docs/audit-store.md explains them; a change of any of them is a new :data:`VERSION`."""

from __future__ import annotations

from checker.audit import rows

VERSION = 5
"""``PRAGMA user_version``."""

OLDER = (1, 2, 3, 4)
"""Earlier versions: a run that writes to one judges everything anew, and takes last year's reports from one."""

APPLICATION = 0x46615A68
"""``PRAGMA application_id``: the letters FaZh."""

_REPORT_TYPES = {"year": "INTEGER", "characters": "INTEGER", "doubtful": "INTEGER"}
_REPORT_TYPES |= dict.fromkeys(("points", "uncapped", "recognised"), "REAL")
_ITEM_TYPES = {"seq": "INTEGER", "rank": "INTEGER"} | dict.fromkeys(("credit", "earned", "possible", "gain"), "REAL")


def _columns(names: tuple[str, ...], types: dict[str, str]) -> str:
    return ", ".join(f"{name} {types.get(name, 'TEXT')}" for name in names)


TABLES = f"""
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE reports (
  id INTEGER PRIMARY KEY, path TEXT NOT NULL, earlier INTEGER NOT NULL, digest TEXT NOT NULL, bytes INTEGER NOT NULL,
  basis TEXT NOT NULL, {_columns(rows.REPORT, _REPORT_TYPES)}
);
CREATE INDEX reports_by_path ON reports (earlier, path);
CREATE TABLE items (
  report INTEGER NOT NULL, {_columns(rows.ITEM, _ITEM_TYPES)}, PRIMARY KEY (report, seq)
) WITHOUT ROWID;
CREATE TABLE rules (
  pack TEXT NOT NULL, {_columns(rows.RULE, {"seq": "INTEGER"})}, PRIMARY KEY (pack, seq)
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
