"""The interface for office systems: a file or a text in, the JSON of ``--format json`` out."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files
from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from checker import __version__
from checker.config.load import Basis
from checker.engine.judge import gate
from checker.i18n import LANGUAGES, say
from checker.readers.limits import MIB
from checker.render import RenderOptions, create
from checker.rulebook.locate import available
from checker.web.frame import desk_of, language, shown
from checker.web.guard import RefusedError, TooLargeError
from checker.web.turns import MOST_WAITING

_NAME = "report.txt"
FIELDS = ("rules", "year", "filer")
_REFUSALS = (
    (403, ("origin",), "web.error.origin"),
    (408, ("slow",), "web.error.slow"),
    (413, ("too-large",), "web.api.too-large"),
    (415, ("media",), "web.api.media"),
    (421, ("host",), "web.error.host"),
    (422, ("nothing",), "web.error.nothing"),
    (422, ("json",), "web.error.json"),
    (422, ("rules", "year", "unknown-kind-of-filer"), "web.api.options-wrong"),
    (503, ("busy",), "web.error.busy"),
    (503, ("full",), "web.error.full"),
    (507, ("disk-full",), "web.error.disk-full"),
)
"""Statuses of requests that are not answered, their codes, and the message that says what they mean."""

_FIELDS_OF_ANSWER = (
    ("reports[0].state", "state"),
    ("reports[0].error", "error"),
    ("reports[0].verdict", "verdict"),
    ("reports[0].score.points", "points"),
    ("reports[0].items[]", "items"),
)


async def check_report(request: Request) -> Response:
    """``POST /api/check``: judge a file (form field ``file``), a text (form field or JSON ``text``), or the body itself."""
    name, data, given = await _input(request)
    if not data:
        raise RefusedError(422, "nothing")
    desk, lang = desk_of(request), language(request)
    if len(data) > desk.limits.size:
        raise TooLargeError(desk.limits.size)
    user = request.client.host if request.client is not None else ""
    assessment = await desk.judge(name, data, basis_from(given, desk.basis), user)
    renderer = create("json", RenderOptions(lang=lang))
    text = renderer.add(assessment, met=gate(assessment, "error", None)) + renderer.end()
    return Response(text, 422 if assessment.error is not None else 200, media_type="application/json")


async def _input(request: Request) -> tuple[str, bytes, dict[str, Any]]:
    """Return name, bytes and options of what was sent.  :raises RefusedError: 415, 422."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    query = dict(request.query_params)
    if kind in ("multipart/form-data", "application/x-www-form-urlencoded"):
        async with request.form(max_files=1, max_fields=20, max_part_size=desk_of(request).limits.size) as form:
            fields = {key: value for key, value in form.items() if isinstance(value, str)}
            file = form.get("file")
            if isinstance(file, UploadFile):
                return file.filename or _NAME, await file.read(), query | fields
        return fields.get("name", _NAME), fields.get("text", "").encode(), query | fields
    body = await request.body()
    if kind == "application/json":
        try:
            given = json.loads(body)
        except (ValueError, RecursionError):
            raise RefusedError(422, "json") from None
        if not isinstance(given, dict) or not isinstance(given.get("text"), str):
            raise RefusedError(422, "json")
        return str(given.get("name", _NAME)), given["text"].encode("utf-8", "replace"), query | given
    if kind in ("application/octet-stream", "text/plain", "text/html", "text/markdown", "application/pdf") or (
        kind.startswith("application/vnd.") or kind == "application/msword"
    ):
        return query.get("name", _NAME), body, query
    raise RefusedError(415, "media", kind=kind[:80] or "–")


def basis_from(given: dict[str, Any], usual: Basis) -> Basis:
    """Return what a report is to be judged by.  :raises RefusedError: for a pack that is not one of the checker's, or no year."""
    rules, year, filer = (None if given.get(key) in (None, "") else str(given[key]) for key in FIELDS)
    if rules is not None and rules not in available():  # never a path: it would be one on the server
        raise RefusedError(422, "rules", names=sorted(available()))
    if year is not None and not (re.fullmatch("[0-9]{4}", year) and 1949 <= int(year) <= 2999):
        raise RefusedError(422, "year")
    return Basis(rules or usual.rules, int(year) if year else usual.year, filer or usual.filer)


async def openapi(_request: Request) -> Response:
    """``GET /openapi.json``: the interface as OpenAPI 3.1."""
    return JSONResponse(_openapi_document())


async def reference(request: Request) -> Response:
    """``GET /api``: the interface for a reader."""
    limits = desk_of(request).limits
    return shown(
        request,
        "api.html.jinja",
        address=str(request.base_url).rstrip("/"),
        refusals=_REFUSALS,
        fields=_FIELDS_OF_ANSWER,
        limits={
            "size": limits.size // MIB,
            "memory": limits.memory // MIB,
            "characters": f"{limits.characters:,}",
            "seconds": limits.seconds,
            "waiting": MOST_WAITING,
        },
    )


@cache
def _openapi_document() -> dict[str, Any]:
    result = json.loads(files("checker").joinpath("render/result.schema.json").read_text(encoding="utf-8"))
    error = {
        "type": "object",
        "properties": {key: {"type": "string"} for key in ("error", "message", "remedy")},
        "required": ["error", "message", "remedy"],
    }
    options = {
        "rules": {"type": "string", "enum": sorted(available()), "description": say("web.api.rules", "en")},
        "year": {"type": "integer", "description": say("web.api.year", "en")},
        "filer": {"type": "string", "description": say("web.api.filer", "en")},
    }
    text = {"type": "string", "description": say("web.api.text", "en")}
    name = {"type": "string", "description": say("web.api.name", "en")}
    forms = {
        "multipart/form-data": {"file": {"type": "string", "format": "binary"}, "text": text, "name": name, **options},
        "application/json": {"text": text, "name": name, **options},
    }
    refusals: dict[int, str] = {}
    for status, codes, meaning in _REFUSALS:
        said = f"{', '.join(codes)}: {say(meaning, 'en')}"
        refusals[status] = f"{refusals[status]} {said}" if status in refusals else said
    refusals[422] += f" {say('web.api.unreadable', 'en')}"
    return {
        "openapi": "3.1.0",
        "info": {"title": "fazhi-checker", "version": __version__, "description": say("web.api.about", "en")},
        "paths": {
            "/api/check": {
                "post": {
                    "operationId": "check",
                    "summary": say("web.api.check", "en"),
                    "parameters": [
                        {"name": "lang", "in": "query", "schema": {"type": "string", "enum": list(LANGUAGES)}}
                    ],
                    "requestBody": {
                        "required": True,
                        "content": {
                            kind: {"schema": {"type": "object", "properties": properties}}
                            for kind, properties in forms.items()
                        }
                        | {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
                    },
                    "responses": {
                        "200": _response(say("web.api.ok", "en"), result),
                        **{
                            str(status): _response(said, {"anyOf": [error, result]} if status == 422 else error)
                            for status, said in refusals.items()
                        },
                    },
                }
            }
        },
    }


def _response(description: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"description": description, "content": {"application/json": {"schema": schema}}}


ROUTES = [
    Route("/api/check", check_report, methods=["POST"]),
    Route("/openapi.json", openapi),
    Route("/api", reference),
]
