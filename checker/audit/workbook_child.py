"""The process that writes the workbook, started by :mod:`checker.audit.outputs`.

One frame says what to write (:mod:`checker.processes.frames`); frames on how far it has come follow, the last one with how
it ended.  When nobody listens any more, it ends as after Ctrl+C: what was half written is removed.
"""

from __future__ import annotations

import os
import signal
from _thread import interrupt_main
from contextlib import closing, suppress
from time import monotonic, sleep
from typing import Any, NoReturn

from checker.audit.outputs import Order, write_one
from checker.audit.store import Store
from checker.errors import UsageError
from checker.processes.child import Parent
from checker.readers.transfer import pack_error

_EVERY = 0.5  # seconds between frames on how far it has come
_AGAIN = 3  # seconds after which one is interrupted that was not in a place to be


def main() -> None:
    """Write what is asked for, and say how it went."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    parent = Parent(_interrupt)
    with suppress(KeyboardInterrupt):
        asked, _ = parent.frame()
        parent.say(_written(asked, parent))


def _interrupt() -> NoReturn:
    """Interrupt the writing when nobody wants it any more."""
    while True:
        if os.name == "posix":  # also where it waits in a library
            os.kill(os.getpid(), signal.SIGINT)
        else:
            interrupt_main()
        sleep(_AGAIN)


def _written(asked: dict[str, Any], parent: Parent) -> dict[str, Any]:
    """Write what is asked for; return how it went."""
    since = monotonic()

    def report(stage: str, done: int, total: int) -> None:
        nonlocal since
        if monotonic() - since > _EVERY:
            since = monotonic()
            parent.say({"stage": stage, "done": done, "total": total})

    with closing(Store(asked["store"])) as store:
        try:
            write_one(store, Order(*asked["order"]), report)
        except UsageError as failure:
            return pack_error(failure)
    return {"written": True}
