"""A process that writes the workbook while page and letters are written in the one that started it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from checker.errors import UsageError
from checker.processes.process import Child
from checker.similarity.model import ProgressCallback, no_progress

MODULE = "checker.audit.workbook_child"
"""Whose ``main`` the process runs."""

_TO_END = 10  # seconds, to remove what was half written


class WorkbookProcess:
    """The process, seen from the one that starts it; a context that leaves nothing behind."""

    def __init__(self, store: str, order: Sequence[str | None]) -> None:
        """From the *store* at this path, what *order* asks for (:class:`checker.audit.outputs.Order`)."""
        self._asked: dict[str, Any] = {"store": store, "order": list(order)}

    def __enter__(self) -> WorkbookProcess:
        self._child = Child(MODULE)
        with suppress(OSError):
            self._child.send(self._asked)
        return self

    def end(self, told: ProgressCallback = no_progress) -> bool:
        """Wait for its end, and return whether it has written; where it died, somebody else must.

        :raises UsageError: what the writing raised.
        """
        while (frame := self._child.receive()) is not None:
            head = frame[0]
            if "error" in head:
                raise UsageError(head["error"], **head["values"])
            if "written" in head:
                return True
            told(head["stage"], head["done"], head["total"])
        return False

    def __exit__(self, *_: object) -> None:
        self._child.end(_TO_END)
