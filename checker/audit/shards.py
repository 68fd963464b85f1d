"""A run on several machines: each does its share, and one puts the stores together."""
# what is put together to statements is ours:
# ruff: noqa: S608

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import closing
from typing import Any

from checker.audit import schema
from checker.audit.run import Shard
from checker.audit.store import Store
from checker.errors import UsageError

_SHARD = re.compile(r"([1-9]\d{0,3})/([1-9]\d{0,3})", re.ASCII)
_SAME = ("checker", "packs", "options")
"""What must be the same for rows to be comparable."""


def shard_from(word: str | None) -> Shard | None:
    """The share that ``--shard K/N`` names.  :raises UsageError: ``bad-shard``."""
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
    notes = [_notes(path) for path in paths]
    _check(paths, notes)
    with store.transaction():
        for table in (*schema.PER_REPORT, *schema.WHOLE, "rules", "meta"):
            store.connection.execute(f"DELETE FROM {table}")
        for path in paths:
            with closing(Store(path)) as other:
                for table in (*schema.PER_REPORT, "rules"):
                    _copy(other, store, table)
    store.note(**notes[0] | {"shard": None, "finished": True, "concluded": False})


def _copy(other: Store, store: Store, table: str) -> None:
    """Every row of *table*, a few at a time."""
    rows = other.connection.execute(f"SELECT * FROM {table}")
    marks = ", ".join("?" * len(rows.description))
    while portion := rows.fetchmany(1000):
        store.connection.executemany(f"INSERT OR REPLACE INTO {table} VALUES ({marks})", portion)


def _notes(path: str) -> dict[str, Any]:
    with closing(Store(path)) as store:
        return {name: store.noted(name) for name in (*_SAME, "lang", "shard", "finished")}


def _check(paths: Sequence[str], notes: Sequence[dict[str, Any]]) -> None:
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
