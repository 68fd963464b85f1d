"""The process that writes the workbook while page and letters are written in the process that started it.

One frame says what to write (:mod:`checker.readers.wire`); frames on how far it has come follow, the last one with how
it ended.  When nobody listens any more, it ends as after Ctrl+C: what was half written is removed.
"""

from __future__ import annotations

import signal
import subprocess
from _thread import interrupt_main
from contextlib import closing, suppress
from threading import Thread
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any

from checker.audit.stages import untold
from checker.errors import UsageError
from checker.readers import isolation, wire

if TYPE_CHECKING:
    from typing import IO

    from checker.audit.outputs import Order
    from checker.audit.stages import Told

MODULE = "checker.audit.scribe"
"""Whose ``main`` the process runs."""

_EVERY = 0.5  # seconds between frames on how far it has come
_AGAIN = 3  # seconds after which one is interrupted that was not in a place to be
_TO_END = 10  # seconds, to remove what was half written


def main() -> None:
    """Write what is asked for, and say how it went."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    incoming, outgoing = wire.private_pipes()
    frame = wire.receive(incoming)
    if frame is None:
        return
    Thread(target=_listen, args=(incoming,), daemon=True).start()
    with suppress(KeyboardInterrupt, OSError):
        wire.send(outgoing, _written(frame[0], outgoing))


def _listen(incoming: IO[bytes]) -> None:
    """Interrupt the writing when nobody wants it any more."""
    with suppress(OSError, wire.WireError):
        wire.receive(incoming)
    while True:
        interrupt_main()
        sleep(_AGAIN)


def _written(asked: dict[str, Any], outgoing: IO[bytes]) -> dict[str, Any]:
    from checker.audit.outputs import Order, write_one
    from checker.audit.store import Store

    since = monotonic()

    def told(stage: str, done: int, total: int) -> None:
        nonlocal since
        if monotonic() - since > _EVERY:
            since = monotonic()
            wire.send(outgoing, {"stage": stage, "done": done, "total": total})

    with closing(Store(asked["store"])) as store:
        try:
            write_one(store, Order(*asked["order"]), told)
        except UsageError as failure:
            return wire.packed_error(failure)
    return {"written": True}


class Scribe:
    """The process, seen from the one that starts it; a context that leaves nothing behind."""

    def __init__(self, store: str, order: Order) -> None:
        """From the *store* at this path."""
        self._asked = {"store": store, "order": list(order)}

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
