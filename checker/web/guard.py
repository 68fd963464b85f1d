"""What every request and every answer passes: hosts, origins, sizes, and the headers that tie a browser's hands.

A page on the internet can make a browser talk to 127.0.0.1 by a name of its own (DNS rebinding), so only known host names
are answered; it can send forms across sites, so what changes anything must come from our own pages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = ("127.0.0.1", "localhost", "::1")
_SAFE = {"GET", "HEAD"}
_FROM_HERE = {"same-origin", "none"}  # of Sec-Fetch-Site; "none" is what a person does, a bookmark for example
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    # Not no-referrer: with that a browser says "Origin: null" of our own forms.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


class RefusedError(Exception):
    """A request that is not answered: its status and the key of the catalogue (``web.error.<key>``) that tells why."""

    def __init__(self, status: int, key: str, **values: object) -> None:
        super().__init__(key)
        self.status, self.key, self.values = status, key, values


class TooLargeError(RefusedError):
    """A body above the limit: 413 of RFC 9110."""

    def __init__(self, limit: int) -> None:
        super().__init__(413, "too-large", limit=limit // (1024 * 1024))


class Guard:
    """ASGI middleware; *hosts* are the names that are answered, *most* the bytes of a body, *refuse* makes the answer."""

    def __init__(
        self, app: ASGIApp, *, hosts: Iterable[str], most: int, refuse: Callable[[Request, RefusedError], Response]
    ) -> None:
        self._app = app
        self._refuse = refuse
        self._hosts = frozenset(host.lower() for host in (*LOOPBACK, *hosts))
        self._most = most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer; a body that grows above the limit raises :class:`TooLargeError` where it is read."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refusal = self._refusal(scope, Headers(scope=scope))
        app = self._app if refusal is None else self._refuse(Request(scope), refusal)
        left = self._most

        async def bounded() -> Message:
            nonlocal left
            message = await receive()
            left -= len(message.get("body", b""))
            if left < 0:
                raise TooLargeError(self._most)
            return message

        async def sealed(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_HEADERS)
            await send(message)

        await app(scope, bounded, sealed)

    def _refusal(self, scope: Scope, headers: Headers) -> RefusedError | None:
        host = headers.get("host", "")
        if (_hostname(host) or "") not in self._hosts:
            return RefusedError(421, "host")  # Misdirected Request, RFC 9110
        if scope["method"] not in _SAFE:
            origin = headers.get("origin")
            if headers.get("sec-fetch-site", "none") not in _FROM_HERE or (
                origin is not None and urlsplit(origin).netloc != host
            ):
                return RefusedError(403, "origin")
        if headers.get("content-length", "0").isdecimal() and int(headers.get("content-length", "0")) > self._most:
            return TooLargeError(self._most)
        return None


def _hostname(host: str) -> str | None:
    try:
        return urlsplit(f"//{host}").hostname
    except ValueError:
        return None
