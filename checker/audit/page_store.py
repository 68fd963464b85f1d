"""Recognised pages in the store, looked up by those who hand out files while the run writes: a connection of its own."""

from __future__ import annotations

import sqlite3
from threading import Lock
from typing import Any, Protocol

_MOST_RECENT = 1_000  # pages, some 2 KB each: more than are recognised in the moments between two transactions
_PAGE = "SELECT body FROM pages WHERE picture = ?"
_OF_FILE = (
    "SELECT p.picture, p.body FROM pages p JOIN pictures l ON l.picture = p.picture "
    "WHERE l.report = ? OR l.report IN (SELECT id FROM reports WHERE digest = ?)"
)


class PageLookup(Protocol):
    """Who knows recognised pages, as :mod:`checker.readers.kept_pages` seals them."""

    def page(self, name: str) -> bytes:
        """Return the page under *name*, nothing where there is none."""
        ...

    def note(self, name: str, body: bytes) -> None:
        """Know a page that has just been recognised."""
        ...


class FilePages(PageLookup, Protocol):
    """Who knows which pages a file has, too."""

    def of_file(self, key: int, digest: str) -> dict[str, bytes]:
        """Return the pages, by their names, of the file that the store knows by *key*, or of one with this content."""
        ...


class StoredPages:
    """The pages of the store at the address *uri*, for any thread; what cannot be had now is recognised anew."""

    def __init__(self, uri: str) -> None:
        self._uri = uri
        self._lock = Lock()
        self._connection: sqlite3.Connection | None = None
        self._recent: dict[str, bytes] = {}

    def page(self, name: str) -> bytes:
        """See :class:`PageLookup`."""
        if name in self._recent:
            return self._recent[name]
        rows = self._fetch(_PAGE, name)
        return bytes(rows[0][0]) if rows else b""

    def note(self, name: str, body: bytes) -> None:
        """See :class:`PageLookup`; the run writes it down a little later."""
        if len(self._recent) >= _MOST_RECENT:
            self._recent = {}
        self._recent[name] = body

    def of_file(self, key: int, digest: str) -> dict[str, bytes]:
        """See :class:`FilePages`."""
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
