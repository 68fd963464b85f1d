"""The web application: which address is answered by what, and how what goes wrong is told."""

from __future__ import annotations

import os
from collections.abc import Iterable
from importlib.resources import files

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from checker.config.model import Basis
from checker.errors import CheckerError
from checker.i18n import LANGUAGES, say
from checker.presentation.wording import failure
from checker.readers.limits import DEFAULT, Limits
from checker.render.page import style
from checker.web import api, pages
from checker.web.desk import Desk
from checker.web.frame import LANGUAGE, language, shown
from checker.web.guard import Guard, RefusedError

_STATIC = {"app.js": "text/javascript", "app.css": "text/css", "icon.svg": "image/svg+xml"}


def application(
    *, basis: Basis | None = None, limits: Limits = DEFAULT, hosts: Iterable[str] = (), lang: str = "zh"
) -> Starlette:
    """Return the application; *hosts* are names beside the loopback ones that it answers to, *lang* its first language."""
    routes = [
        *pages.ROUTES,
        *api.ROUTES,
        Route("/static/{name}", static),
        Route("/language/{lang}", choose_language),
    ]
    app = Starlette(
        routes=routes,
        middleware=[Middleware(Guard, hosts=hosts, most=limits.size + 1024 * 1024, refuse=refuse)],
        exception_handlers={RefusedError: refuse, CheckerError: unusable, HTTPException: other, 500: broken},  # type: ignore[dict-item]
    )
    app.state.desk = Desk(basis or Basis(), limits, os.cpu_count() or 1)
    app.state.lang = lang
    return app


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


def broken(request: Request, _error: Exception) -> Response:
    """Tell that the fault is ours; nothing of the text goes into a log."""
    return _told(request, 500, "web.error.internal", "web.remedy.internal")


def _told(request: Request, status: int, key: str, remedy: str, **values: object) -> Response:
    lang = language(request)
    code = key.removeprefix("web.error.")
    return _answer(request, status, code, say(key, lang, **values), say(remedy, lang, **values))


def _answer(request: Request, status: int, code: str, what: str, remedy: str) -> Response:
    if request.url.path.startswith("/api/"):
        return JSONResponse({"error": code, "message": what, "remedy": remedy}, status)
    return shown(request, "error.html.jinja", status, what=what, remedy=remedy)
