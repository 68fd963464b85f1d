"""Stores beside each other: one run at a time in a folder, shares of several machines, results of the year before."""
# names of files are strings here, as the system and the wire have them; what is put together to statements is ours:
# ruff: noqa: PTH100, PTH108, PTH116, PTH118, PTH120, S608

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from typing import Any

from checker.audit import rows
from checker.audit.run import Shard
from checker.audit.sources import key_of, of_earlier
from checker.audit.store import Store
from checker.errors import UsageError

_LOCK = ".audit.lock"
_SHARD = re.compile(r"([1-9]\d{0,3})/([1-9]\d{0,3})", re.ASCII)
_SAME = ("checker", "packs", "options")
"""What must be the same for rows to be comparable."""
_TAKEN_OVER = ("path", "digest", "bytes", *rows.REPORT)
_BASIS = "store"
"""What stands for the way of judging of a row that was taken over."""


@contextmanager
def locked(folder: str) -> Iterator[None]:
    """Hold a lock while a run writes to *folder*; the system lets go of it however the run ends.

    :raises UsageError: ``audit-locked`` where another run holds it.
    """
    path = os.path.join(folder, _LOCK)
    while True:
        file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        if not _is_locked(file):
            os.close(file)
            raise UsageError("audit-locked", path=folder)
        with suppress(FileNotFoundError):
            if os.path.samestat(os.stat(path), os.fstat(file)):
                break
        os.close(file)  # whoever held it before us has just removed it
    try:
        yield
    finally:
        with suppress(OSError):
            if sys.platform != "win32":  # there a file that is open cannot be removed, and nobody minds it
                os.unlink(path)
        os.close(file)


def _is_locked(file: int) -> bool:
    """Return whether the lock could be had; a network drive that knows no locks gives it to everybody."""
    if sys.platform == "win32":
        import msvcrt

        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
    import fcntl

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True


def shard_from(word: str | None) -> Shard | None:
    """Return the share that ``--shard K/N`` names.  :raises UsageError: ``bad-shard``."""
    if word is None:
        return None
    found = _SHARD.fullmatch(word.strip())
    if found is None or int(found[1]) > int(found[2]):
        raise UsageError("bad-shard", value=word)
    return Shard(int(found[1]), int(found[2]))


def merged(store: Store, paths: Sequence[str]) -> None:
    """Put what is on single reports in the stores at *paths* into *store*, in the place of what is there.

    :raises UsageError: ``merge-checker``, ``merge-packs``, ``merge-options``, ``merge-shards``,
        ``merge-unfinished``, ``merge-incomplete``, ``merge-twice``, and what opening
        a store raises.
    """
    notes = []
    for path in paths:
        with closing(Store(path)) as other:
            notes.append({name: other.noted(name) for name in (*_SAME, "shard", "finished")})
    _check_shares(paths, notes)
    with store.transaction():
        for table in (*rows.PER_REPORT, *rows.WHOLE, "rules", "meta"):
            store.connection.execute(f"DELETE FROM {table}")
        for path in paths:
            with closing(Store(path)) as other:
                for table in (*rows.PER_REPORT, "rules"):
                    found = other.connection.execute(f"SELECT * FROM {table}")
                    marks = ", ".join("?" * len(found.description))
                    store.connection.executemany(f"INSERT OR REPLACE INTO {table} VALUES ({marks})", found)
    store.keep_facts(**notes[0] | {"shard": None, "finished": True, "concluded": False})


def _check_shares(paths: Sequence[str], notes: Sequence[dict[str, Any]]) -> None:
    """See that the stores belong together and are all."""
    by_number: dict[int, str] = {}
    count = (notes[0]["shard"] or [1, 1])[1]
    for path, found in zip(paths, notes, strict=True):
        for name in _SAME:
            if found[name] != notes[0][name]:
                raise UsageError(f"merge-{name}", first=paths[0], second=path)
        number, of = found["shard"] or [1, 1]
        if of != count:
            raise UsageError("merge-shards", first=paths[0], second=path)
        if not found["finished"]:
            raise UsageError("merge-unfinished", path=path)
        if number in by_number:
            raise UsageError("merge-twice", first=by_number[number], second=path, number=number)
        by_number[number] = path
    missing = [number for number in range(1, count + 1) if number not in by_number]
    if missing:
        raise UsageError("merge-incomplete", missing=missing, count=count)


def bring_in(store: Store, path: str) -> None:
    """Put the reports of the store at *path* into *store* as those of the year before, in the place of any others.

    Their scores and texts are taken, not their items; an earlier version of the checker may have written it.

    :raises UsageError: ``store-missing``, ``store-foreign``, ``store-version``, ``store-failed``.
    """
    with closing(Store(path, older=True)) as earlier, store.transaction():
        store.forget_reports("earlier = 1")
        known = {row[1] for row in earlier.connection.execute("PRAGMA table_info(reports)")}
        columns = [name for name in _TAKEN_OVER if name in known]
        put = (
            f"INSERT OR REPLACE INTO reports (id, earlier, basis, {', '.join(columns)}) "
            f"VALUES (?, 1, '{_BASIS}'{', ?' * len(columns)})"
        )
        folder = os.path.dirname(os.path.abspath(path))
        ask = earlier.connection.execute
        for old, there, *row in ask(f"SELECT id, {', '.join(columns)} FROM reports WHERE earlier = 0 ORDER BY path"):
            name = of_earlier(folder, str(there))
            key = key_of(name)
            store.connection.execute(put, (key, name, *row))
            for text in ask("SELECT body FROM texts WHERE report = ?", (old,)):
                store.connection.execute("INSERT INTO texts VALUES (?, ?)", (key, *text))
            store.connection.execute("INSERT OR IGNORE INTO temp.seen VALUES (?)", (key,))


def leave_out(store: Store) -> None:
    """Forget what was brought in from a store before."""
    with store.transaction():
        store.forget_reports(f"earlier = 1 AND basis = '{_BASIS}'")
