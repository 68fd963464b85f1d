"""The server: a socket of its own, its address told, a browser opened, and everything gone when it ends."""

from __future__ import annotations

import logging
import socket
import traceback
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from pathlib import PurePath
from threading import Timer
from typing import Any

from checker.errors import UsageError

_BACKLOG = 128
_MOST_CONNECTIONS = 500


def listening(host: str, port: int) -> socket.socket:
    """Return a socket that listens.  :raises UsageError: ``serve-address`` where the system does not allow it."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((host, port))
        made.listen(_BACKLOG)
    except OSError as error:
        made.close()
        raise UsageError("serve-address", host=host, port=port, reason=error.strerror or str(error)) from None
    return made


def address_of(made: socket.socket) -> str:
    """Return the address to type into a browser."""
    host, port = made.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def run(app: Any, made: socket.socket, *, browser: bool, ready: Callable[[str], None]) -> None:
    """Serve *app* on a listening socket until the user interrupts; *ready* is called with the address."""
    import uvicorn

    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=False,
        limit_concurrency=_MOST_CONNECTIONS,
        timeout_graceful_shutdown=2,
    )
    _log_discreetly()
    address = address_of(made)
    with suppress(KeyboardInterrupt), made:
        ready(address)
        if browser:
            timer = Timer(0.5, webbrowser.open, [address])
            timer.daemon = True
            timer.start()
        uvicorn.Server(config).run(sockets=[made])


class _Discreet(logging.Formatter):
    """Says when something went wrong, of what kind and where in the code: never what it was about, which may be a report."""

    def format(self, record: logging.LogRecord) -> str:
        """Return one line."""
        error = record.exc_info[1] if record.exc_info else None
        said = str(record.msg).partition("\n")[0]  # without its values
        if error is not None:
            frame = traceback.extract_tb(error.__traceback__)[-1:]
            said = " ".join([type(error).__name__, *(f"{PurePath(one.filename).name}:{one.lineno}" for one in frame)])
        return f"{self.formatTime(record)} {record.levelname} {said}"


def _log_discreetly() -> None:
    """Have what the server logs told on standard error, and nothing of what a request was about."""
    handler = logging.StreamHandler()
    handler.setFormatter(_Discreet())
    log = logging.getLogger("uvicorn")
    log.handlers, log.propagate = [handler], False
    log.setLevel(logging.ERROR)
    logging.getLogger("asyncio").handlers, logging.getLogger("asyncio").propagate = [handler], False
