"""The server: a socket of its own, its address told, a browser opened, and everything gone when it ends."""

from __future__ import annotations

import socket
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from threading import Timer
from typing import Any

from checker.errors import UsageError

_BACKLOG = 128


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
        lifespan="off",
        timeout_graceful_shutdown=2,
    )
    address = address_of(made)
    with suppress(KeyboardInterrupt), made:
        ready(address)
        if browser:
            timer = Timer(0.5, webbrowser.open, [address])
            timer.daemon = True
            timer.start()
        uvicorn.Server(config).run(sockets=[made])
