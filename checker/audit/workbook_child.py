"""The process that writes one of the files for people, started by :mod:`checker.audit.workbook_process`.

One frame says what to write (:mod:`checker.processes.frames`); frames on how far it has come follow, the last one with how
it ended.  When nobody listens any more, it ends as after Ctrl+C: what was half written is removed.
"""

from __future__ import annotations

import signal
from _thread import interrupt_main
from contextlib import closing, suppress
from threading import Thread
from time import monotonic, sleep
from typing import IO, Any

from checker.audit.outputs import Order, write_one
from checker.audit.store import Store
from checker.errors import UsageError
from checker.processes import frames as wire

_EVERY = 0.5  # seconds between frames on how far it has come
_AGAIN = 3  # seconds after which one is interrupted that was not in a place to be


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
