"""The web application and its server: which address is answered by what, and how what goes wrong is told."""

from __future__ import annotations

import errno
import logging
import os
import socket
import traceback
import webbrowser
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager, suppress
from importlib.resources import files
from pathlib import PurePath
from threading import Thread, Timer
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from checker.config.load import Basis
from checker.errors import CheckerError, UsageError, reason_of
from checker.i18n import LANGUAGES
from checker.presentation.wording import failure
from checker.readers.limits import DEFAULT, MIB, Limits
from checker.render.page import style
from checker.web import api, editing, many, pages
from checker.web.desk import Desk
from checker.web.frame import LANGUAGE, language, shown
from checker.web.guard import Guard, RefusedError

MOST_AT_ONCE = 200 * MIB  # of several files that are put in together
_LATER = "10"  # seconds
_BESIDE = MIB  # what a form has beside its file
_STATIC = {
    "app.js": "text/javascript",
    "many.js": "text/javascript",
    "app.css": "text/css",
    "icon.svg": "image/svg+xml",
}


def application(
    *, basis: Basis | None = None, limits: Limits = DEFAULT, hosts: Iterable[str] = (), lang: str = "zh"
) -> Starlette:
    """Return the application; *hosts* are names beside the loopback ones that it answers to, *lang* its first language."""
    routes = [
        *many.ROUTES,
        *editing.ROUTES,
        *pages.ROUTES,
        *api.ROUTES,
        Route("/static/{name}", static),
        Route("/language/{lang}", choose_language),
    ]
    desk = Desk(basis or Basis(), limits, os.cpu_count() or 1)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        Thread(target=desk.warm_up, daemon=True).start()
        yield
        desk.close()

    def most_bytes(path: str) -> int:
        return MOST_AT_ONCE if path == "/reports" else limits.size + _BESIDE

    app = Starlette(
        routes=routes,
        lifespan=lifespan,
        middleware=[Middleware(Guard, hosts=hosts, most=most_bytes, refuse=refuse)],
        exception_handlers=_HANDLERS,
    )
    app.state.desk = desk
    app.state.lang = lang
    return app


async def static(request: Request) -> Response:
    """Answer with a style sheet or a script."""
    name = request.path_params["name"]
    if name == "page.css":
        return Response(style(), media_type="text/css")
    if name not in _STATIC:
        raise HTTPException(404)
    return Response(files(__package__).joinpath("static", name).read_bytes(), media_type=_STATIC[name])


async def choose_language(request: Request) -> Response:
    """Keep the language of the pages in the browser and go back to the first page."""
    lang = request.path_params["lang"]
    if lang not in LANGUAGES:
        raise HTTPException(404)
    answer = RedirectResponse("/", 303)
    answer.set_cookie(LANGUAGE, lang, samesite="strict", httponly=True)
    return answer


def refuse(request: Request, refusal: RefusedError) -> Response:
    """Tell why a request is not answered."""
    return _error_answer(request, refusal.status, refusal.key, *refusal.why_and_remedy(language(request)))


def unusable(request: Request, error: CheckerError) -> Response:
    """Tell what is wrong with what was asked for, as the command line would."""
    return _error_answer(request, 422, error.key, *failure(error, language(request)))


def other(request: Request, error: HTTPException) -> Response:
    """Tell that there is no such page, or no such way to ask for it."""
    key = {404: "not-found", 405: "method"}.get(error.status_code, "request")
    return refuse(request, RefusedError(error.status_code, key))


def left(_request: Request, _error: ClientDisconnect) -> Response:
    """Answer nobody: whoever asked has gone."""
    return Response(status_code=400)


def unwritten(request: Request, error: OSError) -> Response:
    """Tell that the disk is full, which concerns this request alone; :raises OSError: any other."""
    if error.errno not in (errno.ENOSPC, errno.EDQUOT):
        raise error
    return refuse(request, RefusedError(507, "disk-full"))  # Insufficient Storage, RFC 4918


def exhausted(request: Request, _error: MemoryError) -> Response:
    """Tell that there is no memory left for this request."""
    return refuse(request, RefusedError(503, "full"))


def faulty(request: Request, _error: Exception) -> Response:
    """Tell that the fault is ours; nothing of the text goes into a log."""
    return refuse(request, RefusedError(500, "internal"))


def _error_answer(request: Request, status: int, code: str, what: str, remedy: str) -> Response:
    if request.url.path.startswith("/api/"):
        answer: Response = JSONResponse({"error": code, "message": what, "remedy": remedy}, status)
    else:
        answer = shown(request, "error.html.jinja", status, what=what, remedy=remedy)
    if status == 503:
        answer.headers["Retry-After"] = _LATER
    return answer


_HANDLERS: dict[Any, Any] = {
    RefusedError: refuse,
    CheckerError: unusable,
    HTTPException: other,
    ClientDisconnect: left,
    OSError: unwritten,
    MemoryError: exhausted,
    500: faulty,
}
"""What answers where something goes wrong."""


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
        raise UsageError("serve-address", host=host, port=port, reason=reason_of(error)) from None
    return made


def address_of(made: socket.socket) -> str:
    """Return the address to type into a browser."""
    host, port = made.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def run_server(app: Any, made: socket.socket, *, browser: bool, ready: Callable[[str], None]) -> None:
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
