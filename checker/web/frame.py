"""What all pages share: their language, their frame, and whose session it is."""

from __future__ import annotations

from functools import cache
from typing import Any

from jinja2 import ChoiceLoader, Environment, PackageLoader, PrefixLoader
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from checker.i18n import LANGUAGES
from checker.readers.limits import MIB
from checker.render.page import environment
from checker.web.desk import Desk, Session, Sheet
from checker.web.guard import RefusedError

LANGUAGE, SESSION = "checker-lang", "checker-session"  # cookies


@cache
def templates(lang: str) -> Environment:
    """Return the templates of this room, and those of pages for a browser behind ``page/``, all of them escaping."""
    pages = environment(lang)
    assert pages.loader is not None  # noqa: S101 - it is made with one
    loaders = [PackageLoader(__package__, "templates"), PrefixLoader({"page": pages.loader})]
    return pages.overlay(loader=ChoiceLoader(loaders))


def language(request: Request) -> str:
    """Return the language of a request: what it asks for, what the browser was told to keep, else that of the server.

    A program that asks the interface may say it by ``Accept-Language``; a person has a link for it.
    """
    asked = [request.query_params.get("lang"), request.cookies.get(LANGUAGE)]
    if request.url.path.startswith("/api/"):
        asked += [one.partition(";")[0].strip()[:2] for one in request.headers.get("accept-language", "").split(",")]
    lang: str = next((one for one in asked if one in LANGUAGES), request.app.state.lang)
    return lang


def shown(request: Request, template: str, status: int = 200, **values: Any) -> Response:
    """Return a page."""
    lang = language(request)
    page = templates(lang).get_template(template)
    return HTMLResponse(page.render(session=session_of(request), **values), status)


def desk_of(request: Request) -> Desk:
    """Return the desk of the server."""
    desk: Desk = request.app.state.desk
    return desk


def session_of(request: Request) -> Session | None:
    """Return the session of a request; ``None`` where it has none, or none any more."""
    return desk_of(request).session(request.cookies.get(SESSION))


def sheet_of(request: Request) -> tuple[Session, Sheet]:
    """Return the session and the report that the address names.  :raises RefusedError: where the session does not have it."""
    session = session_of(request)
    sheet = session.sheets.get(request.path_params["sheet"]) if session is not None else None
    if session is None or sheet is None:
        raise RefusedError(404, "gone")
    return session, sheet


async def fields_of(request: Request, *names: str, size: int = MIB) -> list[str]:
    """Return the fields *names* of a form without files, each no longer than *size* bytes; those that it has not are empty."""
    async with request.form(max_files=0, max_fields=5, max_part_size=size) as form:
        return [str(form.get(name) or "").strip() for name in names]


def back_to(sheet: Sheet, behind: str = "") -> Response:
    """Lead back to the page of a report, or to what stands *behind* its address."""
    return RedirectResponse(f"/reports/{sheet.id}{behind}", 303)


def with_session(answer: Response, session: Session, request: Request) -> Response:
    """Return *answer*, which tells the browser its session."""
    secure = request.url.scheme == "https"
    answer.set_cookie(SESSION, session.key, samesite="strict", httponly=True, secure=secure)
    return answer
