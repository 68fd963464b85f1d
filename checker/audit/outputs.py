"""The files for people: workbook, page and letters, made from the store.

Where there are two cores, a process of its own writes the workbook meanwhile (:func:`main`).  One frame tells it what to write
(:mod:`checker.processes`); frames on how far it has come follow, the last one with how it ended.  When nobody
listens any more, it ends as after Ctrl+C: what was half written is removed.
"""
# names of files are strings here, as the command line has them:
# ruff: noqa: PTH118

from __future__ import annotations

import os
import signal
from contextlib import ExitStack, closing, suppress
from time import monotonic, sleep
from typing import Any, NamedTuple, NoReturn

from checker.audit.finish import FinishOptions
from checker.audit.model import Overview
from checker.audit.overview import overview
from checker.audit.statistics import Tally, tally
from checker.audit.store import Store
from checker.errors import UsageError
from checker.processes import ProgressCallback, no_progress, with_progress
from checker.processes.child import Parent
from checker.processes.process import Child
from checker.readers.transfer import pack_error

WORKBOOK, PAGE, LETTERS = "audit.xlsx", "index.html", "letters"
"""Their names in the folder of an audit."""

_NAMES = {"workbook": WORKBOOK, "page": PAGE, "letters": LETTERS}
WORKBOOK_CHILD = "checker.audit.outputs"
"""Whose ``main`` the process of the workbook runs."""
_TO_END = 10  # seconds, to remove what was half written
_EVERY = 0.5  # seconds between frames on how far it has come
_AGAIN = 3  # seconds after which one is interrupted that was not in a place to be
_WORTH = 200  # files from which on a process of its own takes less time than its start


class WrittenFiles(NamedTuple):
    """What was written: the last word of its message's key, and where it lies; and what could not be, with why.

    ``kept`` are the names of letters that somebody has changed since an earlier run, which stay as they are.
    """

    files: list[tuple[str, str]]
    failures: list[UsageError]
    kept: tuple[str, ...] = ()


class Order(NamedTuple):
    """One of them that is to be written: the last word of its message's key, its path, the template, the language."""

    key: str
    path: str
    template: str | None
    lang: str


def write_all(
    store: Store, folder: str, options: FinishOptions, jobs: int = 1, progress: ProgressCallback = no_progress
) -> WrittenFiles:
    """Write them to *folder*; one that cannot be written (somebody has it open, or has changed it) stops no other.

    With more than one of *jobs* the workbook, which takes longest, is written by another process meanwhile.
    """
    orders = {
        key: Order(key, os.path.join(folder, name), options.template, options.lang) for key, name in _NAMES.items()
    }
    failures: dict[str, UsageError] = {}
    kept: tuple[str, ...] = ()
    with ExitStack() as stack:
        process = None
        if jobs > 1 and store.counts().files >= _WORTH:
            process = stack.enter_context(_WorkbookProcess(store.path, orders["workbook"]))
        found = overview(store, options.lang)
        counted = tally(_watched(found, "tally", progress))
        for key in ("page", "letters", "workbook"):
            try:
                if key != "workbook" or process is None or not process.has_written(progress):
                    kept += _write_output(found, counted, orders[key], progress)
            except UsageError as failure:
                failures[key] = failure
    files = [(key, order.path) for key, order in orders.items() if key not in failures]
    return WrittenFiles(files, [failures[key] for key in orders if key in failures], kept)


class _WorkbookProcess:
    """A process that writes the workbook meanwhile; a context that leaves nothing behind."""

    def __init__(self, store: str, order: Order) -> None:
        self._asked: dict[str, Any] = {"store": store, "order": list(order)}

    def __enter__(self) -> _WorkbookProcess:
        self._child = Child(WORKBOOK_CHILD)
        with suppress(OSError):
            self._child.send(self._asked)
        return self

    def has_written(self, progress: ProgressCallback) -> bool:
        """Wait for its end, and tell whether it has written; where it died, somebody else must.

        :raises UsageError: what the writing raised.
        """
        while (frame := self._child.receive()) is not None:
            head = frame[0]
            if "error" in head:
                raise UsageError(head["error"], **head["values"])
            if "written" in head:
                return True
            progress(head["stage"], head["done"], head["total"])
        return False

    def __exit__(self, *_: object) -> None:
        self._child.end(_TO_END)


def _write_output(found: Overview, counted: Tally, order: Order, progress: ProgressCallback) -> tuple[str, ...]:
    """Write one of them; return the files that were kept instead."""
    from checker.audit.letters import write_letters
    from checker.audit.page import write_page
    from checker.audit.workbook import write_workbook

    seen = _watched(found, order.key, progress)
    if order.key == "workbook":
        write_workbook(seen, order.path, order.lang, counted=counted)
    elif order.key == "page":
        write_page(seen, order.path, order.lang, counted=counted)
    else:
        return write_letters(seen, order.path, order.template, order.lang, counted=counted).kept
    return ()


def _watched(found: Overview, stage: str, progress: ProgressCallback) -> Overview:
    """Return *found* that tells *progress* of each entry that is gone through."""
    unworded = found.unworded or found.entries
    return found._replace(
        entries=lambda: with_progress(found.entries(), progress, stage, found.files),
        unworded=lambda: with_progress(unworded(), progress, stage, found.files),
    )


def main() -> None:
    """Write the workbook that the first frame asks for, and say how it went."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    parent = Parent(_interrupt)
    with suppress(KeyboardInterrupt):
        asked, _ = parent.frame()
        parent.say(_written_in_child(asked, parent))


def _interrupt() -> NoReturn:
    """Interrupt the writing when nobody wants it any more."""
    from _thread import interrupt_main

    while True:
        if os.name == "posix":  # also where it waits in a library
            os.kill(os.getpid(), signal.SIGINT)
        else:
            interrupt_main()
        sleep(_AGAIN)


def _written_in_child(asked: dict[str, Any], parent: Parent) -> dict[str, Any]:
    """Write what is asked for; return how it went."""
    order, since = Order(*asked["order"]), monotonic()

    def tell(stage: str, done: int, total: int) -> None:
        nonlocal since
        if monotonic() - since > _EVERY:
            since = monotonic()
            parent.say({"stage": stage, "done": done, "total": total})

    with closing(Store(asked["store"])) as store:
        try:
            found = overview(store, order.lang)
            _write_output(found, tally(_watched(found, "tally", tell)), order, tell)
        except UsageError as failure:
            return pack_error(failure)
    return {"written": True}
