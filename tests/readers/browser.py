"""Chromium prints web pages: one process for all of them, spoken to over a pair of pipes."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
import threading
from itertools import count
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_SECONDS = 240  # for all pages together
_LAUNCH = """
import fcntl, os, sys
ends = [fcntl.fcntl(int(end), fcntl.F_DUPFD, 10) for end in sys.argv[1:3]]  # so that neither is moved over the other
os.dup2(ends[0], 3)
os.dup2(ends[1], 4)
os.execvp(sys.argv[3], sys.argv[3:])
"""
"""The browser reads from its descriptor 3 and writes to 4."""


class Sheet(NamedTuple):
    """A page to print, and whether with the head and foot that browsers put there."""

    source: Path
    framed: bool


def print_pages(program: str, sheets: Sequence[Sheet], profile: Path) -> list[bytes]:
    """Each of *sheets* as a pdf, in paper and margins of its own style sheet."""
    browser_reads, we_write = os.pipe()
    we_read, browser_writes = os.pipe()

    command = [
        sys.executable, "-c", _LAUNCH, str(browser_reads), str(browser_writes), program, "--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe",
        f"--user-data-dir={profile}", "about:blank",
    ]  # fmt: skip
    process = subprocess.Popen(
        command, pass_fds=(browser_reads, browser_writes), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    os.close(browser_reads)
    os.close(browser_writes)
    guard = threading.Timer(_SECONDS, process.kill)
    guard.start()
    try:
        with os.fdopen(we_write, "wb") as out, os.fdopen(we_read, "rb") as back:
            pipe = _Pipe(out, back)
            found = [_printed(pipe, sheet) for sheet in sheets]
            pipe.ask("Browser.close")
        process.wait()
    finally:
        guard.cancel()
        process.kill()
        process.wait()
    return found


class _Pipe:
    """Requests and events of the DevTools protocol, each JSON that ends with a zero byte."""

    def __init__(self, out: Any, back: Any) -> None:
        self._out, self._back = out, back
        self._numbers = count(1)
        self._events: list[dict[str, Any]] = []
        self._left = b""

    def ask(self, method: str, session: str | None = None, **params: Any) -> dict[str, Any]:
        """The answer to a request; events that come before it are kept."""
        number = next(self._numbers)
        request = {"id": number, "method": method, "params": params} | ({"sessionId": session} if session else {})
        self._out.write(json.dumps(request).encode() + b"\0")
        self._out.flush()
        while (message := self._next()).get("id") != number:
            self._events.append(message)
        assert "error" not in message, f"{method}: {message['error']}"
        return message["result"]

    def wait_for(self, method: str, session: str) -> None:
        """Return when the event has come."""
        while not any(one.get("method") == method and one.get("sessionId") == session for one in self._events):
            self._events.append(self._next())

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._left:
            more = self._back.read1(1 << 20)
            assert more, "the browser went away"
            self._left += more
        message, _, self._left = self._left.partition(b"\0")
        return json.loads(message)


def _printed(pipe: _Pipe, sheet: Sheet) -> bytes:
    target = pipe.ask("Target.createTarget", url="about:blank")["targetId"]
    session = pipe.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
    pipe.ask("Page.enable", session)
    pipe.ask("Page.navigate", session, url=sheet.source.as_uri())
    pipe.wait_for("Page.loadEventFired", session)
    answer = pipe.ask("Page.printToPDF", session, preferCSSPageSize=True, displayHeaderFooter=sheet.framed)
    pipe.ask("Target.closeTarget", targetId=target)
    return base64.b64decode(answer["data"])
