"""The store of an audit: one SQLite file that any tool opens, and that a run goes on from wherever it was stopped.

What is on one report goes in together or not at all, a few reports to a transaction.  A rollback journal rather than a
write-ahead log: that works on network drives too, and when the run is over there is one file.  The same files judged
the same way give the same rows, whatever happened on the way: keys come from names, and no clock is asked.
"""
# names of files are strings here, as the system and the wire have them:
# ruff: noqa: PTH100, PTH112, PTH113, PTH118, S608

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import Any, NamedTuple

from checker.audit import rows
from checker.audit.sources import Task, printable
from checker.errors import UsageError

NAME = "audit.sqlite"
"""The file's name in the folder of an audit."""

MACHINE = frozenset(
    (
        "needs-office",
        "needs-extra",
        "needs-ocr",
        "no-permission",
        "not-found",
        "read-failed",
        "out-of-memory",
        "crashed",
    )
)
"""Errors that are the machine's rather than the file's: with these a file is read again by the next run."""

_TOGETHER = 64  # reports to a transaction at most
_SECONDS = 0.5  # that a transaction stays open at most
_REPORT = (
    f"INSERT OR REPLACE INTO reports (id, path, earlier, digest, bytes, basis, {', '.join(rows.REPORT)}) "
    f"VALUES ({', '.join('?' * (6 + len(rows.REPORT)))})"
)
_MOST_RECENT = 1_000  # pages, some 2 KB each: more than are recognised in the moments between two transactions
_PAGE = "SELECT body FROM pages WHERE picture = ?"
_OF_FILE = (
    "SELECT p.picture, p.body FROM pages p JOIN pictures l ON l.picture = p.picture "
    "WHERE l.report = ? OR l.report IN (SELECT id FROM reports WHERE digest = ?)"
)
_PICTURE = "INSERT OR IGNORE INTO pictures VALUES (?, ?)"
_ITEM = f"INSERT INTO items VALUES ({', '.join('?' * (1 + len(rows.ITEM)))})"
_RULE = f"INSERT OR REPLACE INTO rules VALUES ({', '.join('?' * (1 + len(rows.RULE)))})"


def store_path(path: str) -> str:
    """Return the path of the store that *path* names: the file, or the folder of an audit."""
    return os.path.join(path, NAME) if os.path.isdir(path) else path


class Counts(NamedTuple):
    """How many files a store has results on, those of the year before left out."""

    files: int
    judged: int
    unreadable: int


class Store:
    """The store at *path*; with *older* one of an earlier version is read too.

    :raises UsageError: ``store-foreign`` where the file is no store, ``store-version`` where another version of the
        checker wrote it in another form, ``store-failed`` where the system refuses.
    """

    def __init__(self, path: str, *, writable: bool = False, older: bool = False) -> None:
        self.path = path
        self.pages = StoredPages(f"{_uri(path)}?mode=ro")
        with _sqlite_errors(path):
            self.connection = _connected(path, writable=writable, older=older)
        self._since: float | None = None
        self._pending = 0

    # What a run writes.

    def mark_visited(self, task: Task) -> bool:
        """Return whether *task* came up in this run before; from now on it did."""
        return self._execute("INSERT OR IGNORE INTO temp.seen VALUES (?)", task.key).rowcount == 0

    def unmark_visited(self, task: Task) -> None:
        """Let go of what an earlier run said of *task*, which has no result of its own (an archive)."""
        self._execute("DELETE FROM temp.seen WHERE id = ?", task.key)

    def cached_digest(self, task: Task, basis: str) -> Task:
        """Return *task* with the hash of the content that there is a result for, if it was judged in the same way."""
        row = self._execute("SELECT digest, error FROM reports WHERE id = ? AND basis = ?", task.key, basis).fetchone()
        return task if row is None or not row[0] or row[1] in MACHINE else task._replace(known=row[0])

    def put_report(self, task: Task, basis: str, digest: str, size: int, found: JudgedRows) -> None:
        """Keep what came of *task*."""
        key = task.key
        with self._open_transaction():
            if self.connection.execute("SELECT 1 FROM reports WHERE id = ?", (key,)).fetchone():
                self.forget_reports(f"id = {key}")
            row = [key, printable(task.name), int(task.earlier), digest, size, basis, *found.report]
            self.connection.execute(_REPORT, _storable(row))
            self.connection.executemany(_ITEM, [[key, *_storable(item)] for item in found.items])
            if found.text:
                self.connection.execute("INSERT INTO texts VALUES (?, ?)", (key, found.text))
            if found.pictures is not None:
                self.connection.execute("DELETE FROM pictures WHERE report = ?", (key,))
                self.connection.executemany(_PICTURE, [(key, picture) for picture in found.pictures])
            self._pending += 1
        self.commit_when_due()

    def put_page(self, report: int, picture: str, body: bytes) -> None:
        """Keep a page that was recognised in the file with the key *report*, whatever becomes of that file."""
        with self._open_transaction():
            self.connection.execute("INSERT OR IGNORE INTO pages VALUES (?, ?)", (picture, body))
            self.connection.execute(_PICTURE, (report, picture))

    def put_rules(self, pack: str, found: Sequence[Sequence[Any]]) -> None:
        """Keep the rules of a pack."""
        with self._open_transaction():
            self.connection.executemany(_RULE, [[pack, *rule] for rule in found])

    def commit_when_due(self) -> None:
        """End the transaction where it holds enough, or has been open for long enough."""
        if self._since is not None and (self._pending >= _TOGETHER or monotonic() - self._since > _SECONDS):
            self.commit()

    def commit(self) -> None:
        """End the transaction, if there is one; a full disk has ended it already, and was told."""
        if self.connection.in_transaction:
            self._execute("COMMIT")
        self._since, self._pending = None, 0

    def drop_unseen(self) -> None:
        """Forget the files that this run did not come across, and the rules of packs that judged nothing."""
        with self.transaction():
            self.forget_reports("id NOT IN (SELECT id FROM temp.seen)")
            self.connection.execute("DELETE FROM pictures WHERE report NOT IN (SELECT id FROM temp.seen)")
            self.connection.execute("DELETE FROM pages WHERE picture NOT IN (SELECT picture FROM pictures)")
            self.connection.execute(
                "DELETE FROM rules WHERE pack NOT IN (SELECT pack FROM reports WHERE pack IS NOT NULL)"
            )

    def forget_reports(self, which: str) -> None:
        """Delete the reports that the condition *which* is true of, with what is kept on each; inside a transaction."""
        for table in ("items", "texts", "overruled"):
            self.connection.execute(f"DELETE FROM {table} WHERE report IN (SELECT id FROM reports WHERE {which})")
        self.connection.execute(f"DELETE FROM reports WHERE {which}")

    def pass_over(self, names: Iterable[str], *, anew: bool = False) -> None:
        """Keep the *names* of files that were not looked at, *anew* in the place of those of an earlier run."""
        if anew:
            with self.transaction():
                self.replace_table("passed_over", ())
        with self._open_transaction():
            found = [_storable((name, None)) for name in names]
            self.connection.executemany("INSERT OR IGNORE INTO passed_over VALUES (?, ?)", found)

    def keep_facts(self, **values: Any) -> None:
        """Keep facts of the run, as JSON."""
        found = [(name, json.dumps(value, ensure_ascii=False, sort_keys=True)) for name, value in values.items()]
        with self.transaction():
            self.connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", found)

    def masked_text(self, path: str) -> str:
        """Return the text of the report at *path*, private numbers masked; empty where there is none."""
        row = self.connection.execute(
            "SELECT t.body FROM reports r JOIN texts t ON t.report = r.id WHERE r.earlier IN (0, 1) AND r.path = ?",
            (path,),
        ).fetchone()
        return "" if row is None else rows.unpacked_text(row[0])

    def replace_table(self, table: str, found: Iterable[Sequence[Any]]) -> None:
        """Put *found* into a table on all reports together, in the place of what is there; inside a transaction.

        Several values in the place of one are kept as JSON.
        """
        self.connection.execute(f"DELETE FROM {table}")
        for values in found:
            row = [json.dumps(one, ensure_ascii=False) if isinstance(one, (tuple, dict)) else one for one in values]
            marks = ", ".join("?" * len(row))
            self.connection.execute(f"INSERT INTO {table} VALUES ({marks})", _storable(row))

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Have all that is done inside kept, or nothing of it."""
        self.commit()
        with _sqlite_errors(self.path):
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self.connection.execute("COMMIT")
            except BaseException:
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                raise

    def close(self) -> None:
        """Commit and let go of the file."""
        try:
            self.commit()
        finally:
            self.pages.close()
            self.connection.close()

    # What is read.

    def noted(self, name: str) -> Any:
        """Return a fact of the run that wrote the store; ``None`` where there is none."""
        row = self._execute("SELECT value FROM meta WHERE name = ?", name).fetchone()
        return None if row is None else json.loads(row[0])

    def counts(self) -> Counts:
        """Return how many files there are results on."""
        states = "coalesce(sum(state = 'judged'), 0), coalesce(sum(state = 'unreadable'), 0)"
        return Counts(*self._execute(f"SELECT count(*), {states} FROM reports WHERE earlier = 0").fetchone())

    def _execute(self, statement: str, *values: object) -> sqlite3.Cursor:
        with _sqlite_errors(self.path):
            return self.connection.execute(statement, values)

    @contextmanager
    def _open_transaction(self) -> Iterator[None]:
        """Have what is done inside kept with the transaction that is open, or with one that begins here."""
        with _sqlite_errors(self.path):
            if self._since is None:
                self.connection.execute("BEGIN IMMEDIATE")
                self._since = monotonic()
            yield


class StoredPages:
    """Recognised pages in the store at the address *uri*, for any thread, by a connection of its own while the run writes.

    What cannot be had now is recognised anew.
    """

    def __init__(self, uri: str) -> None:
        self._uri = uri
        self._lock = Lock()
        self._connection: sqlite3.Connection | None = None
        self._recent: dict[str, bytes] = {}

    def known_page(self, name: str) -> bytes:
        """See :class:`checker.audit.dispatch.PageLookup`."""
        if name in self._recent:
            return self._recent[name]
        rows = self._fetch(_PAGE, name)
        return bytes(rows[0][0]) if rows else b""

    def remember_page(self, name: str, body: bytes) -> None:
        """See :class:`checker.audit.dispatch.PageLookup`; the run writes it down a little later."""
        if len(self._recent) >= _MOST_RECENT:
            self._recent = {}
        self._recent[name] = body

    def of_file(self, key: int, digest: str) -> dict[str, bytes]:
        """See :class:`checker.audit.dispatch.FilePages`."""
        return {name: bytes(body) for name, body in self._fetch(_OF_FILE, key, digest)}

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def _fetch(self, question: str, *values: object) -> list[Any]:
        with self._lock:
            try:
                if self._connection is None:
                    self._connection = sqlite3.connect(self._uri, uri=True, check_same_thread=False, timeout=5)
                return self._connection.execute(question, values).fetchall()
            except sqlite3.Error:
                return []


class JudgedRows(NamedTuple):
    """What came of a file: the row on the report, those on its items, its packed text, and its recognised pages by name.

    Where it is not known which pages these are (``None``), those that are known stay.
    """

    report: Sequence[Any]
    items: Sequence[Sequence[Any]]
    text: bytes
    pictures: Sequence[str] | None = None


def _connected(path: str, *, writable: bool, older: bool) -> sqlite3.Connection:
    if not writable and not os.path.isfile(path):
        raise UsageError("store-missing", path=path)
    # What is not to be written may lie where nobody may write; the journal of a run that was killed is rolled back.
    mode = "rwc" if writable else "rw" if os.access(path, os.W_OK) else "ro"
    connection = sqlite3.connect(
        f"{_uri(path)}?mode={mode}", uri=True, isolation_level=None, check_same_thread=False, timeout=30
    )
    try:
        _prepare(connection, path, writable=writable, older=older)
    except BaseException:
        connection.close()
        raise
    return connection


def _prepare(connection: sqlite3.Connection, path: str, *, writable: bool, older: bool) -> None:
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    empty = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
    if not (empty and writable) and application != rows.APPLICATION:
        raise UsageError("store-foreign", path=path)
    if not empty and version != rows.VERSION and not (version in rows.OLDER and (writable or older)):
        raise UsageError("store-version", path=path, found=version, wanted=rows.VERSION)
    connection.execute("PRAGMA cache_size = -16000")
    if not writable:
        connection.execute("PRAGMA query_only = 1")
        return
    connection.execute("CREATE TEMP TABLE seen (id INTEGER PRIMARY KEY)")
    if not empty and version != rows.VERSION:
        old = connection.execute("SELECT type, name FROM sqlite_master WHERE type IN ('table', 'view')").fetchall()
        connection.executescript(f"BEGIN; {''.join(f'DROP {kind} {name}; ' for kind, name in old)} COMMIT;")
        empty = True
    if empty:
        script = f"PRAGMA user_version = {rows.VERSION}; PRAGMA application_id = {rows.APPLICATION}; {rows.TABLES}"
        connection.executescript(f"BEGIN; {script} COMMIT;")


def _uri(path: str) -> str:
    return Path(os.path.abspath(path)).as_uri()


def _storable(row: Sequence[Any]) -> Sequence[Any]:
    """Return *row* as SQLite takes it: half a character of UTF-16, which a broken file may hold, is no text."""
    try:
        "".join([value for value in row if isinstance(value, str)]).encode()
    except UnicodeEncodeError:
        return [value.encode("utf-8", "replace").decode() if isinstance(value, str) else value for value in row]
    return row


@contextmanager
def _sqlite_errors(path: str) -> Iterator[None]:
    """Raise what SQLite says against it as an error of ours."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError) or "disk" in str(error):
            raise UsageError("store-failed", path=path, reason=str(error)) from None
        raise UsageError("store-foreign", path=path) from None
