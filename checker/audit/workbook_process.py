"""A process that writes the workbook while page and letters are written in the one that started it."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from checker.audit.progress import Told, untold
from checker.errors import UsageError
from checker.processes import frames as wire
from checker.processes import process as isolation

MODULE = "checker.audit.workbook_child"
"""Whose ``main`` the process runs."""

_TO_END = 10  # seconds, to remove what was half written


class Scribe:
    """The process, seen from the one that starts it; a context that leaves nothing behind."""

    def __init__(self, store: str, order: Sequence[str | None]) -> None:
        """From the *store* at this path, what *order* asks for (:class:`checker.audit.outputs.Order`)."""
        self._asked: dict[str, Any] = {"store": store, "order": list(order)}

    def __enter__(self) -> Scribe:
        self._process = isolation.start(MODULE, also=("CHECKER_CACHE", "XDG_CACHE_HOME"))
        with suppress(OSError):
            if self._process.stdin is not None:
                wire.send(self._process.stdin, self._asked)
        return self

    def end(self, told: Told = untold) -> bool:
        """Wait for its end, and tell whether it has written; where it died, somebody else must.

        :raises UsageError: what the writing raised.
        """
        with suppress(OSError, wire.WireError):
            while self._process.stdout is not None and (frame := wire.receive(self._process.stdout)) is not None:
                head = frame[0]
                if "error" in head:
                    raise UsageError(head["error"], **head["values"])
                if "written" in head:
                    return True
                told(head["stage"], head["done"], head["total"])
        return False

    def __exit__(self, *_: object) -> None:
        process = self._process
        for stream in (process.stdin, process.stdout):
            with suppress(OSError):
                if stream is not None:
                    stream.close()
        try:
            process.wait(_TO_END)
        except subprocess.TimeoutExpired:
            isolation.kill_tree(process)
            process.wait()
