"""The web application: which address is answered by what, and how what goes wrong is told."""

from __future__ import annotations

import errno
import os
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from importlib.resources import files
from threading import Thread
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from checker.config.model import Basis
from checker.errors import CheckerError
from checker.i18n import LANGUAGES, say
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

    app = Starlette(
        routes=routes,
        lifespan=lifespan,
        middleware=[Middleware(Guard, hosts=hosts, most=_most(limits), refuse=refuse)],
        exception_handlers=_HANDLERS,
    )
    app.state.desk = desk
    app.state.lang = lang
    return app


def _most(limits: Limits) -> Callable[[str], int]:
    """Return how many bytes the body of a request to a path may have: one report, or several at once."""

    def most(path: str) -> int:
        return MOST_AT_ONCE if path == "/reports" else limits.size + _BESIDE

    return most


async def static(request: Request) -> Response:
    """Answer with a style sheet or the script."""
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
    key = refusal.key
    return _told(request, refusal.status, f"web.error.{key}", f"web.remedy.{key}", **refusal.values)


def unusable(request: Request, error: CheckerError) -> Response:
    """Tell what is wrong with what was asked for, as the command line would."""
    lang = language(request)
    what, remedy = failure(error, lang)
    return _answer(request, 422, error.key, what, remedy)


def other(request: Request, error: HTTPException) -> Response:
    """Tell that there is no such page, or no such way to ask for it."""
    key = {404: "not-found", 405: "method"}.get(error.status_code, "request")
    return _told(request, error.status_code, f"web.error.{key}", f"web.remedy.{key}")


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


def broken(request: Request, _error: Exception) -> Response:
    """Tell that the fault is ours; nothing of the text goes into a log."""
    return _told(request, 500, "web.error.internal", "web.remedy.internal")


def _told(request: Request, status: int, key: str, remedy: str, **values: object) -> Response:
    lang = language(request)
    code = key.removeprefix("web.error.")
    return _answer(request, status, code, say(key, lang, **values), say(remedy, lang, **values))


def _answer(request: Request, status: int, code: str, what: str, remedy: str) -> Response:
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
    500: broken,
}
"""What answers where something goes wrong."""
