"""Several reports at once: the table of a session, how far their judging has come, and the audit made of them."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from io import BytesIO
from pathlib import PurePath
from typing import Any, NamedTuple

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from checker.audit.archives import DEEPEST, open_archive
from checker.audit.outputs import LETTERS, PAGE, WORKBOOK
from checker.errors import UnreadableError
from checker.i18n import say
from checker.presentation import ReportView, build_view
from checker.presentation.escape import first_names, one_line
from checker.presentation.report import severity_counts
from checker.readers import caught
from checker.readers.limits import MIB, Limits
from checker.readers.sniff import binary_format
from checker.web.audits import AuditOrder, AuditRun
from checker.web.desk import MOST_SHEETS, Batch, Session, Upload
from checker.web.frame import desk_of, language, session_of, shown, templates
from checker.web.guard import RefusedError, TooLargeError
from checker.web.takeaway import File

_OUTPUTS = {"workbook": WORKBOOK, "page": PAGE, "letters": f"{LETTERS}.zip"}
AT_ONCE = 2
"""Seconds in which several files are waited for before the table shows how far they have come."""

_LONGEST_TITLE = 100  # code points
_MOST_NAMED = 10  # of files that were passed over


class SheetLine(NamedTuple):
    """A line of the table of a session's reports."""

    id: str
    name: str
    view: ReportView
    must: int


async def begin(request: Request, session: Session, sent: list[tuple[str, bytes]]) -> Batch:
    """Begin to judge the files that were sent, those in archives too.  :raises RefusedError: where they are too many."""
    desk, passed_over = desk_of(request), list[str]()
    most = MOST_SHEETS - len(session.sheets)
    batch = desk.put_all(session, await desk.in_thread(unpacked, sent, desk.limits, most, passed_over))
    batch.passed_over = passed_over
    return batch


async def table(request: Request) -> Response:
    """Show all reports of the session in one table, those put in last first, those put in together by their names."""
    session = require_session(request)
    lang = language(request)
    lines = []
    for sheet in sorted(session.sheets.values(), key=lambda one: (-one.round, one.name)):
        view = build_view(sheet.assessment, lang)
        lines.append(SheetLine(sheet.id, sheet.name, view, severity_counts(view.gaps).get("error", 0)))
    batch = session.batch
    return shown(
        request,
        "table.html.jinja",
        lines=lines,
        batch=batch,
        refusal=batch.refusal.why_and_remedy(lang) if batch is not None and batch.refusal is not None else None,
        audit=session.audit,
        passed_over=[one_line(name, 100) for name in first_names(batch.passed_over, _MOST_NAMED)] if batch else [],
        left_out=sum(not sheet.data for sheet in session.sheets.values()),
    )


async def table_state(request: Request) -> Response:
    """Answer how far the judging of several files has come, as a piece of the page."""
    return _page_piece(request, "judging", require_session(request).batch)


async def stop_judging(request: Request) -> Response:
    """Leave the files that are not judged yet."""
    batch = require_session(request).batch
    if batch is not None:
        batch.stop()
    return RedirectResponse("/reports", 303)


async def begin_audit(request: Request) -> Response:
    """Begin an audit of all reports of the session."""
    session = require_session(request)
    desk = desk_of(request)
    if session.audit is not None and session.audit.is_running:
        raise RefusedError(409, "under-way")
    async with request.form(max_files=1, max_fields=5) as form:
        title, year = (str(form.get(name) or "").strip() for name in ("title", "year"))
        sent = form.get("roster")
        roster = None
        if isinstance(sent, UploadFile) and sent.filename:
            roster = one_line(sent.filename), await sent.read()
    if year and not (year.isdecimal() and 1949 <= int(year) <= 2999):
        raise RefusedError(422, "year")
    reports = [(sheet.name, sheet.data) for sheet in session.sheets.values() if sheet.data]
    if not reports:
        raise RefusedError(422, "nothing")
    session.audit = AuditRun(
        AuditOrder(
            reports,
            roster,
            int(year) if year else desk.basis.year,
            title[:_LONGEST_TITLE] or None,
            desk.basis.rules,
            language(request),
            desk.limits,
        )
    )
    session.audit.start(desk.audits, session.key)
    return RedirectResponse("/audit", 303)


async def audit(request: Request) -> Response:
    """Show how far the audit has come, and at its end its files."""
    run = _audit_of(request)
    return shown(
        request, "audit.html.jinja", run=run, outputs=[key for key, name in _OUTPUTS.items() if name in run.files]
    )


async def audit_state(request: Request) -> Response:
    """Answer how far the audit has come, as a piece of the page."""
    return _page_piece(request, "auditing", _audit_of(request))


async def stop_audit(request: Request) -> Response:
    """Stop the audit; nothing of it is kept."""
    _audit_of(request).stop()
    return RedirectResponse("/audit", 303)


async def audit_file(request: Request) -> Response:
    """Answer with a file that the audit has made."""
    run, kind = _audit_of(request), request.path_params["kind"]
    data = run.files.get(_OUTPUTS.get(kind, ""))
    if data is None:
        raise RefusedError(404, "not-found")
    suffix = PurePath(_OUTPUTS[kind]).suffix
    return File(data, say(f"web.audit.{kind}", language(request)) + suffix).response()


def require_session(request: Request) -> Session:
    """Return the session of a request.  :raises RefusedError: where it has none."""
    session = session_of(request)
    if session is None:
        raise RefusedError(404, "gone")
    return session


def _audit_of(request: Request) -> AuditRun:
    run = require_session(request).audit
    if run is None:
        raise RefusedError(404, "not-found")
    return run


def _page_piece(request: Request, macro: str, of: Any) -> Response:
    macros: Any = templates(language(request)).get_template("progress.html.jinja").module
    return HTMLResponse(getattr(macros, macro)(of))


ROUTES = [
    Route("/reports", table, methods=["GET"]),
    Route("/reports/state", table_state),
    Route("/reports/stop", stop_judging, methods=["POST"]),
    Route("/audit", audit, methods=["GET"]),
    Route("/audit", begin_audit, methods=["POST"]),
    Route("/audit/state", audit_state),
    Route("/audit/stop", stop_audit, methods=["POST"]),
    Route("/audit/files/{kind}", audit_file),
]


MOST_UNPACKED = 256 * MIB  # bytes of all that is in archives


def is_zip(data: bytes) -> bool:
    """Return whether *data* is a zip archive and no document that is packed as one."""
    return bool(data) and caught(binary_format, data) == "zip"


def unpacked(files: Iterable[tuple[str, bytes]], limits: Limits, most: int, passed_over: list[str]) -> list[Upload]:
    """Return *files* with the members of zip archives in their place, as an audit takes them.

    *passed_over* gets the names of the other members.

    :raises RefusedError: where there are more than *most* of them, or more than :data:`MOST_UNPACKED` bytes.
    """
    found: list[Upload] = []
    left = MOST_UNPACKED
    waiting: list[tuple[str, bytes | UnreadableError, int]] = []
    waiting += [(name, data, 0) for name, data in reversed(list(files))]
    while waiting:
        name, content, depth = waiting.pop()
        if not isinstance(content, UnreadableError) and is_zip(content):
            members = caught(_members_of, content, limits, depth, left, passed_over)
            if not isinstance(members, UnreadableError):
                left -= sum(len(one) for _, one in members if isinstance(one, bytes))
                waiting += [(inside, one, depth + 1) for inside, one in reversed(members)]
                continue
            content = members
        if len(found) + len(waiting) >= most:  # each of those that wait is one at least
            raise RefusedError(422, "too-many", limit=most)
        if isinstance(content, UnreadableError):
            content.values["path"] = name
        found.append((name, content))
    return found


def _members_of(data: bytes, limits: Limits, depth: int, left: int, passed_over: list[str]) -> list[Upload]:
    """Return what is in an archive within so many other ones.  :raises RefusedError: beyond *left* bytes."""
    if depth >= DEEPEST:
        raise UnreadableError("archive-too-deep", limit=DEEPEST)
    found: list[Upload] = []
    with closing(open_archive(BytesIO(data), "zip", limits)) as archive:
        for member in archive.members():
            content = caught(archive.extract, member.number, limits.size)
            left -= len(content) if isinstance(content, bytes) else 0
            if left < 0:
                raise TooLargeError(MOST_UNPACKED)
            found.append((one_line(member.name, 300), content))
        passed_over += archive.others
    return found
