"""The process in which files are read that are no text: whatever they do to it, the run goes on.

Started by :mod:`checker.processes.process`, which it answers over its standard output, one frame for each that comes
over its standard input (:mod:`checker.processes.frames`).  It ends when its input does, even in the middle of a file, so
that it does not outlive a checker that was killed.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from queue import SimpleQueue
from threading import Thread
from typing import Any, BinaryIO

from checker.errors import CheckerError
from checker.processes import frames as wire
from checker.processes import rlimits as bounds
from checker.readers import limits

_Frame = tuple[dict[str, Any], bytes]


def main() -> None:
    """Answer frames until there are no more."""
    incoming, outgoing = wire.private_pipes()
    frames: SimpleQueue[_Frame] = SimpleQueue()
    Thread(target=_listen, args=(incoming, frames), daemon=True).start()
    while True:
        head, body = frames.get()
        answer, data = _answer(head, body)
        bounds.release()
        try:
            wire.send(outgoing, answer, data)
        except OSError:
            _end()


def _listen(incoming: BinaryIO, frames: SimpleQueue[_Frame]) -> None:
    """Hand on what comes; end the process when nothing more can."""
    try:
        while (frame := wire.receive(incoming)) is not None:
            frames.put(frame)
    finally:
        _end()


def _end() -> None:
    """End at once, but for programs that were started and what they wrote."""
    try:
        close = getattr(sys.modules.get("checker.readers.office"), "close", None)
        if close is not None:
            close(for_good=True)
    finally:
        os._exit(0)


def _answer(head: dict[str, Any], body: bytes) -> _Frame:
    """The answer to one frame, whatever happens that Python can still see."""
    try:
        allowed = limits.Limits(*head["limits"])
        limits.enforce(allowed)
        bounds.bind(head["seconds"], head["memory"])
        module = import_module(head["module"])
        if "sizes" in head:
            return wire.packed_conversions(module.convert(wire.pieces(body, head["sizes"]), head["kinds"]))
        return wire.packed_document(module.read(body, head["path"]))
    except CheckerError as error:
        return wire.packed_error(error), b""
    except MemoryError:
        return {"error": "out-of-memory", "values": {"limit": allowed.memory // limits.MIB}}, b""
    except Exception as error:
        if os.environ.get("CHECKER_DEBUG"):
            sys.excepthook(*sys.exc_info())
        return {"error": "internal", "values": {"kind": type(error).__name__}}, b""


if __name__ == "__main__":
    main()
