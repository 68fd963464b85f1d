"""What every request and every answer passes: hosts, origins, sizes, the headers that tie a browser's hands.

A page on the internet can make a browser talk to 127.0.0.1 by a name of its own (DNS rebinding), so only known host names
are answered; it can send forms across sites, so what changes anything must come from our own pages.
"""

from __future__ import annotations

from asyncio import wait_for
from collections.abc import Callable, Iterable
from time import monotonic
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from checker.i18n import say
from checker.readers.limits import MIB

LOOPBACK = ("127.0.0.1", "localhost", "::1")
MOST_HELD = 512 * MIB  # bytes of all bodies that are under way
_LONGEST_PAUSE, _LONGEST_BODY = 60, 15 * 60  # seconds
_DIGITS = 15  # of a length
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

    def why_and_remedy(self, lang: str) -> tuple[str, str]:
        """Return why it is not answered and what to do, in *lang*."""
        why, remedy = (say(f"web.{kind}.{self.key}", lang, **self.values) for kind in ("error", "remedy"))
        return why, remedy


class TooLargeError(RefusedError):
    """A body above the limit: 413 of RFC 9110."""

    def __init__(self, limit: int) -> None:
        super().__init__(413, "too-large", limit=limit // MIB)


class Guard:
    """ASGI middleware; *hosts* are the names that are answered, *refuse* makes the answer.

    *most* tells how many bytes the body of a request to a path may have; all bodies that are under way together have no
    more than :data:`MOST_HELD`, and one that does not come on is not waited for.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        hosts: Iterable[str],
        most: Callable[[str], int],
        refuse: Callable[[Request, RefusedError], Response],
    ) -> None:
        self._app = app
        self._refuse = refuse
        self._hosts = frozenset(host.lower() for host in (*LOOPBACK, *hosts))
        self._most = most
        self._held = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request; a body that grows above the limit raises :class:`TooLargeError` where it is read."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        most = self._most(scope["path"])
        refusal = self._refusal(scope, Headers(scope=scope), most)
        app = self._app if refusal is None else self._refuse(Request(scope), refusal)
        size, whole, end = 0, False, monotonic() + _LONGEST_BODY

        async def bounded() -> Message:
            nonlocal size, whole
            if whole:
                return await receive()
            try:
                message = await wait_for(receive(), min(_LONGEST_PAUSE, end - monotonic()))
            except TimeoutError:
                raise RefusedError(408, "slow") from None
            came = len(message.get("body", b""))
            size += came
            self._held += came
            whole = not message.get("more_body", False)
            if size > most:
                raise TooLargeError(most)
            if self._held > MOST_HELD:
                raise RefusedError(503, "full")
            return message

        async def sealed(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_HEADERS)
            await send(message)

        try:
            await app(scope, bounded, sealed)
        finally:
            self._held -= size

    def _refusal(self, scope: Scope, headers: Headers, most: int) -> RefusedError | None:
        host = headers.get("host", "")
        if (_hostname(host) or "") not in self._hosts:
            return RefusedError(421, "host")  # Misdirected Request, RFC 9110
        if scope["method"] not in _SAFE:
            origin = headers.get("origin")
            if headers.get("sec-fetch-site", "none") not in _FROM_HERE or (
                origin is not None and urlsplit(origin).netloc != host
            ):
                return RefusedError(403, "origin")
        length = headers.get("content-length", "0")
        if length.isdecimal() and (len(length) > _DIGITS or int(length) > most):
            return TooLargeError(most)
        return None


def _hostname(host: str) -> str | None:
    try:
        return urlsplit(f"//{host}").hostname
    except ValueError:
        return None
