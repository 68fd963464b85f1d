"""The pages that an author sees, from the file that is put in to what is handed in."""

from __future__ import annotations

from typing import Any

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from checker.config.load import Basis
from checker.presentation import ReportView, build_view
from checker.presentation.escape import one_line
from checker.presentation.wording import kind_title, localized
from checker.render.filled import filled_tables
from checker.render.page.report import Beside, page_report
from checker.rulebook.load import DEFAULT_PACK, load_pack
from checker.rulebook.locate import available
from checker.web import many, takeaway
from checker.web.api import FIELDS, basis_from
from checker.web.confirming import earlier_view, examples, left_out, locator, part_lines, passage, passages
from checker.web.desk import MOST_SHEETS, Objection, Session, Sheet
from checker.web.editing import outcome_sentence
from checker.web.frame import SESSION, back_to, desk_of, fields_of, language, session_of, sheet_of, shown, with_session
from checker.web.guard import RefusedError
from checker.web.many import is_zip

_TYPED = "typed.txt"
_LONGEST_OBJECTION = 2000  # code points
_LONGEST_UNIT = 60
_PERSONS = ("true", "law", "secret", "signed")
"""What a person must still check, by the last word of its key in the catalogue."""


async def start(request: Request) -> Response:
    """Show the first page: a place to drop files, a button, a field to paste into."""
    return shown(request, "start.html.jinja", missing=takeaway.unreadable_formats(), limit=desk_of(request).limits.size)


async def take_report(request: Request) -> Response:
    """Take files or a text and lead to what was found."""
    session = session_of(request) or desk_of(request).open_session()
    limits = desk_of(request).limits
    async with request.form(max_files=MOST_SHEETS, max_fields=20, max_part_size=limits.size) as form:
        sent = await _files_sent(form, "file")
        earlier = await _files_sent(form, "earlier")
        text = str(form.get("text") or "")
    if text.strip():
        sent.append((_TYPED, text.encode("utf-8", "replace")))
    if not sent:
        raise RefusedError(422, "nothing")
    if len(sent) > 1 or is_zip(sent[0][1]):
        await (await many.begin(request, session, sent)).wait(many.AT_ONCE)
        return with_session(RedirectResponse("/reports", 303), session, request)
    sheet = await desk_of(request).put_sheet(session, *sent[0])
    if earlier:
        await _lay_beside(request, session, sheet, earlier[0])
    return with_session(back_to(sheet), session, request)


async def _files_sent(form: FormData, name: str) -> list[tuple[str, bytes]]:
    files = [one for one in form.getlist(name) if isinstance(one, UploadFile) and one.filename]
    return [(one_line(one.filename), await one.read()) for one in files]


async def _file_sent(request: Request) -> tuple[str, bytes]:
    """Return the file of a form that holds nothing else.  :raises RefusedError: ``nothing``."""
    async with request.form(max_files=1, max_fields=1) as form:
        sent = await _files_sent(form, "file")
    if not sent:
        raise RefusedError(422, "nothing")
    return sent[0]


async def report(request: Request) -> Response:
    """Show what was found in one report."""
    _, sheet = sheet_of(request)
    lang = language(request)
    view = build_view(sheet.assessment, lang)
    if view.failure is not None:
        return shown(request, "unreadable.html.jinja", sheet=sheet, view=view)
    values = await desk_of(request).in_thread(_result_values, sheet, view)
    return shown(request, "report.html.jinja", sheet=sheet, view=view, **values)


def _result_values(sheet: Sheet, view: ReportView) -> dict[str, Any]:
    """Return what the page of a result shows; packs that it names may have to be built first."""
    lang, judged = view.lang, sheet.assessment
    beside = Beside(locator(judged, lang), examples(sheet.basis.rules, judged))
    pack, packs = judged.pack, [(name, load_pack(name, cases=False)) for name in sorted(available())]
    return {
        "one": page_report(view, 1, with_text=True, beside=beside),
        "sentence": outcome_sentence(view),
        "parts": part_lines(view, sheet.said.parts),
        "passages": passages(sheet.text),
        "left_out": left_out(judged, lang),
        "earlier": earlier_view(sheet.earlier, judged, lang) if sheet.earlier is not None else None,
        "persons": _PERSONS,
        "kinds": [(kind, kind_title(pack.filers, kind, lang)) for kind in pack.filers] if pack is not None else [],
        "packs": [(name, localized(one.title, lang)) for name, one in packs if not one.base],
        "unwritten": takeaway.unwritten(sheet),
        "downloads": takeaway.offered(sheet),
    }


async def correct(request: Request) -> Response:
    """Judge a report again by the unit, pack, year and kind of filer that a person says it has."""
    session, sheet = sheet_of(request)
    unit, *given = await fields_of(request, "unit", *FIELDS)
    said = sheet.said._replace(unit=one_line(unit, _LONGEST_UNIT) or None)
    basis = basis_from(dict(zip(FIELDS, given, strict=True)), Basis())
    await desk_of(request).judge_again(session, sheet, basis, said)
    return back_to(sheet)


async def choose_part(request: Request) -> Response:
    """Judge a report with a part where a person says that it stands."""
    session, sheet = sheet_of(request)
    part, first, last = await fields_of(request, "part", "first", "last")
    words = None
    if first:
        numbers = [int(one) if one.isdecimal() else -1 for one in (first, last or first)]
        words = passage(sheet.text, numbers[0], numbers[1])
        if words is None:
            raise RefusedError(422, "passage")
    parts = tuple(one for one in sheet.said.parts if one[0] != part) + (((part, words),) if words else ())
    await desk_of(request).judge_again(session, sheet, sheet.basis, sheet.said._replace(parts=parts))
    return back_to(sheet, "#parts")


async def take_earlier(request: Request) -> Response:
    """Lay last year's report beside a report."""
    session, sheet = sheet_of(request)
    await _lay_beside(request, session, sheet, await _file_sent(request))
    return back_to(sheet, "#earlier-report")


async def _lay_beside(request: Request, session: Session, sheet: Sheet, sent: tuple[str, bytes]) -> None:
    basis = Basis(sheet.basis.rules, None, sheet.basis.filer)
    desk_of(request).check_room(session, 0)
    sheet.earlier = await desk_of(request).judge(*sent, basis, session.key)


async def take_checklist(request: Request) -> Response:
    """Keep what was written into an earlier checklist, for the next one."""
    _, sheet = sheet_of(request)
    name, data = await _file_sent(request)
    form = "xlsx" if name.lower().endswith(".xlsx") else "docx"
    sheet.filled = await desk_of(request).in_thread(filled_tables, data, name, form)
    return back_to(sheet, "#hand-in")


async def object_to(request: Request) -> Response:
    """Keep what an author says against a gap, for the reviewer."""
    _, sheet = sheet_of(request)
    given = await fields_of(request, "rule", "passage", "reason", size=64 * 1024)
    words = [one_line(one, _LONGEST_OBJECTION) for one in given]
    known = {item.rule.id for item in sheet.assessment.items}
    if words[0] not in known or not words[1].strip():
        raise RefusedError(422, "objection")
    sheet.objections.append(Objection(*words))
    return back_to(sheet, "#objections")


async def gaps(request: Request) -> Response:
    """Show the list of what is to be mended, on paper for the head of the unit."""
    _, sheet = sheet_of(request)
    lang = language(request)
    view = build_view(sheet.assessment, lang)
    if view.failure is not None:
        raise RefusedError(404, "gone")
    return shown(
        request,
        "gaps.html.jinja",
        sheet=sheet,
        view=view,
        sentence=outcome_sentence(view),
        locate=locator(sheet.assessment, lang),
        persons=_PERSONS,
    )


async def download(request: Request) -> Response:
    """Answer with a file made of a report: annotated or clean copy, checklist, result."""
    _, sheet = sheet_of(request)
    made = await desk_of(request).in_thread(takeaway.make, sheet, request.path_params["kind"], language(request))
    return made.response()


async def rules(request: Request) -> Response:
    """Show the rules, found by words of their names, of what they ask for and of their remedies."""
    lang, words = language(request), request.query_params.get("q", "")[:100]
    pack = load_pack(desk_of(request).basis.rules or DEFAULT_PACK)
    found = [
        (group, rules)
        for group in pack.groups
        if (rules := [rule for rule in pack.rules if rule.group == group.id and _holds_words(rule, words, lang)])
    ]
    return shown(
        request, "rules.html.jinja", pack=pack, groups=found, words=words, local=lambda text: localized(text, lang)
    )


def _holds_words(rule: Any, words: str, lang: str) -> bool:
    texts = (
        rule.id,
        localized(rule.title, lang),
        localized(rule.fix, lang),
        *(localized(one, lang) for one in rule.message.values()),
    )
    return all(any(word.lower() in text.lower() for text in texts) for word in words.split())


async def outline_page(request: Request) -> Response:
    """Show a form for the skeleton of a report, or the skeleton as a document."""
    query = request.query_params
    if not query.get("unit"):
        return shown(request, "outline.html.jinja")
    given = query["unit"], query.get("year", ""), query.get("form", "")
    return takeaway.skeleton(desk_of(request).basis, *given, language(request)).response()


async def end_session(request: Request) -> Response:
    """Ask whether to forget all that the session has brought, and do so."""
    session = session_of(request)
    if request.method == "GET":
        return shown(request, "end.html.jinja")
    if session is not None:
        desk_of(request).forget_session(session)
    answer = RedirectResponse("/", 303)
    answer.delete_cookie(SESSION)
    return answer


ROUTES = [
    Route("/", start),
    Route("/reports", take_report, methods=["POST"]),
    Route("/reports/{sheet}", report),
    Route("/reports/{sheet}/basis", correct, methods=["POST"]),
    Route("/reports/{sheet}/objections", object_to, methods=["POST"]),
    Route("/reports/{sheet}/parts", choose_part, methods=["POST"]),
    Route("/reports/{sheet}/earlier", take_earlier, methods=["POST"]),
    Route("/reports/{sheet}/checklist", take_checklist, methods=["POST"]),
    Route("/reports/{sheet}/gaps", gaps),
    Route("/reports/{sheet}/files/{kind}", download),
    Route("/rules", rules),
    Route("/outline", outline_page),
    Route("/end", end_session, methods=["GET", "POST"]),
]
