"""Results of the year before, taken from the store of that audit."""
# names of files are strings here, as the system and the wire have them:
# ruff: noqa: PTH100, PTH120, S608

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing

from checker.audit import rows
from checker.audit.sources import key_of, of_earlier
from checker.audit.store import Store

_BASIS = "store"
"""What stands for the way of judging of a row that was taken over."""

_REPORT = ("path", "digest", "bytes", *rows.REPORT)


def bring_in(store: Store, path: str) -> None:
    """Put the reports of the store at *path* into *store* as those of the year before, in the place of any others.

    Their scores and texts are taken, not their items; an earlier version of the checker may have written it.

    :raises UsageError: ``store-missing``, ``store-foreign``, ``store-version``, ``store-failed``.
    """
    with closing(Store(path, older=True)) as earlier, store.transaction():
        _clear(store, "1")
        known = {row[1] for row in earlier.connection.execute("PRAGMA table_info(reports)")}
        columns = ", ".join(name for name in _REPORT if name in known)
        for key, row, text in _found(earlier, columns, os.path.dirname(os.path.abspath(path))):
            marks = ", ".join("?" * (len(row) + 3))
            store.connection.execute(
                f"INSERT OR REPLACE INTO reports (id, earlier, basis, {columns}) VALUES ({marks})",
                (key, 1, _BASIS, *row),
            )
            if text is not None:
                store.connection.execute("INSERT INTO texts VALUES (?, ?)", (key, text[0]))
            store.connection.execute("INSERT OR IGNORE INTO temp.seen VALUES (?)", (key,))


def leave_out(store: Store) -> None:
    """Forget what was brought in from a store before."""
    with store.transaction():
        _clear(store, f"1 AND basis = '{_BASIS}'")


def _clear(store: Store, which: str) -> None:
    gone = f"(SELECT id FROM reports WHERE earlier = {which})"
    for table, column in (("items", "report"), ("texts", "report"), ("reports", "id")):
        store.connection.execute(f"DELETE FROM {table} WHERE {column} IN {gone}")


def _found(earlier: Store, columns: str, folder: str) -> Iterator[tuple[int, tuple[object, ...], tuple[bytes] | None]]:
    """The reports of the store with their texts, under the keys that they get."""
    run = earlier.connection.execute
    for key, *row in run(f"SELECT id, {columns} FROM reports WHERE earlier = 0 ORDER BY path"):
        text = run("SELECT body FROM texts WHERE report = ?", (key,)).fetchone()
        name = of_earlier(folder, str(row[0]))
        yield key_of(name), (name, *row[1:]), text
