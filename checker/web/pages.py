"""The pages that an author sees, from the file that is put in to what is handed in."""

from __future__ import annotations

from typing import Any, NamedTuple

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from checker.config.model import Basis
from checker.document.model import Document
from checker.engine.model import Part
from checker.i18n import say
from checker.presentation import ReportView, build_view
from checker.presentation.escape import one_line
from checker.presentation.report import severity_counts
from checker.presentation.wording import kind_title, localized
from checker.render.page.report import page_failure, page_report
from checker.rulebook.load import DEFAULT_PACK, load_pack
from checker.rulebook.locate import available
from checker.rulebook.model import Pack
from checker.web import many, takeaway
from checker.web.api import basis_from
from checker.web.desk import MOST_SHEETS, Objection
from checker.web.frame import SESSION, desk_of, keep, language, session_of, sheet_of, shown, templates
from checker.web.guard import RefusedError
from checker.web.uploads import is_zip

_TYPED = "typed.txt"
_LONGEST_OBJECTION = 2000  # code points


class PartLine(NamedTuple):
    """A part that the pack asks for: its name, the headings found for it, and how many characters they head."""

    title: str
    headings: tuple[str, ...]
    characters: int


async def start(request: Request) -> Response:
    """The first page: a place to drop files, a button, a field to paste into."""
    return shown(request, "start.html.jinja", missing=takeaway.unreadable_formats(), limit=desk_of(request).limits.size)


async def take(request: Request) -> Response:
    """Take files or a text and lead to what was found."""
    session = session_of(request) or desk_of(request).open()
    limits = desk_of(request).limits
    async with request.form(max_files=MOST_SHEETS, max_fields=20, max_part_size=limits.size) as form:
        sent = await _files(form)
        text = str(form.get("text") or "")
    if text.strip():
        sent.append((_TYPED, text.encode("utf-8", "replace")))
    if not sent:
        raise RefusedError(422, "nothing")
    if len(sent) > 1 or is_zip(sent[0][1]):
        batch = desk_of(request).put_all(session, await many.unpack(request, session, sent))
        await batch.wait(many.AT_ONCE)
        return keep(RedirectResponse("/reports", 303), session, request)
    sheet = await desk_of(request).put(session, *sent[0])
    return keep(RedirectResponse(f"/reports/{sheet.id}", 303), session, request)


async def _files(form: FormData) -> list[tuple[str, bytes]]:
    files = [one for one in form.getlist("file") if isinstance(one, UploadFile) and one.filename]
    return [(one_line(one.filename), await one.read()) for one in files]


async def report(request: Request) -> Response:
    """What was found in one report."""
    _, sheet = sheet_of(request)
    lang = language(request)
    view = build_view(sheet.assessment, lang)
    if view.failure is not None:
        return shown(request, "unreadable.html.jinja", sheet=sheet, one=page_failure(view, 1))
    return shown(
        request,
        "report.html.jinja",
        sheet=sheet,
        view=view,
        one=page_report(view, 1, with_text=True),
        sentence=_sentence(view),
        parts=_parts(view, lang),
        kinds=_kinds(view.assessment.pack, lang),
        packs=_packs(lang),
        downloads=takeaway.offered(sheet),
    )


async def correct(request: Request) -> Response:
    """Judge a report again by the pack, year and kind of filer that a person says it has."""
    session, sheet = sheet_of(request)
    async with request.form(max_files=0, max_fields=5) as form:
        given = {key: str(form.get(key) or "").strip() for key in ("rules", "year", "filer")}
    await desk_of(request).judge_again(session, sheet, basis_from(given, Basis()))
    return RedirectResponse(f"/reports/{sheet.id}", 303)


async def object_to(request: Request) -> Response:
    """Keep what an author says against a gap, for the reviewer."""
    _, sheet = sheet_of(request)
    async with request.form(max_files=0, max_fields=5, max_part_size=64 * 1024) as form:
        words = [one_line(str(form.get(key) or ""), _LONGEST_OBJECTION) for key in ("rule", "passage", "reason")]
    known = {item.rule.id for item in sheet.assessment.items}
    if words[0] not in known or not words[1].strip():
        raise RefusedError(422, "objection")
    sheet.objections.append(Objection(*words))
    return RedirectResponse(f"/reports/{sheet.id}#objections", 303)


async def edit(request: Request) -> Response:
    """The text of a report to be changed, with what is still to be mended beside it."""
    _, sheet = sheet_of(request)
    text = sheet.document.text if isinstance(sheet.document, Document) else ""
    view = build_view(sheet.assessment, language(request))
    return shown(request, "edit.html.jinja", sheet=sheet, text=text, view=view, sentence=_sentence(view))


async def judge_text(request: Request) -> Response:
    """Answer a changed text with what is still to be mended, as a piece of the page."""
    session, sheet = sheet_of(request)
    text = (await request.body()).decode("utf-8", "replace")
    assessment = await desk_of(request).judge(_TYPED, text.encode("utf-8", "replace"), sheet.basis, session.key)
    lang = language(request)
    view = build_view(assessment, lang)
    macros: Any = templates(lang).get_template("cards.html.jinja").module
    return HTMLResponse(macros.state(view, _sentence(view)))


async def save_text(request: Request) -> Response:
    """Lay a changed text on the desk as a report of its own."""
    session, sheet = sheet_of(request)
    async with request.form(max_files=0, max_fields=2, max_part_size=desk_of(request).limits.size) as form:
        data = str(form.get("text") or "").encode("utf-8", "replace")
    name = sheet.name if sheet.name.endswith(".txt") else f"{sheet.name}.txt"
    made = await desk_of(request).put(session, name, data, sheet.basis)
    return RedirectResponse(f"/reports/{made.id}", 303)


async def gaps(request: Request) -> Response:
    """The list of what is to be mended, on paper for the head of the unit."""
    _, sheet = sheet_of(request)
    view = build_view(sheet.assessment, language(request))
    if view.failure is not None:
        raise RefusedError(404, "gone")
    return shown(request, "gaps.html.jinja", sheet=sheet, view=view, sentence=_sentence(view))


async def download(request: Request) -> Response:
    """A file made of a report: annotated or clean copy, checklist, result."""
    _, sheet = sheet_of(request)
    made = await desk_of(request).run(takeaway.make, sheet, request.path_params["kind"], language(request))
    return Response(made.data, media_type=made.media, headers={"Content-Disposition": made.disposition})


async def rules(request: Request) -> Response:
    """The rules, found by words of their names, of what they ask for and of their remedies."""
    lang, words = language(request), request.query_params.get("q", "")[:100]
    pack = load_pack(desk_of(request).basis.rules or DEFAULT_PACK)
    found = [
        (group, rules)
        for group in pack.groups
        if (rules := [rule for rule in pack.rules if rule.group == group.id and _has(rule, words, lang)])
    ]
    return shown(
        request, "rules.html.jinja", pack=pack, groups=found, words=words, local=lambda text: localized(text, lang)
    )


def _has(rule: Any, words: str, lang: str) -> bool:
    texts = (
        rule.id,
        localized(rule.title, lang),
        localized(rule.fix, lang),
        *(localized(one, lang) for one in rule.message.values()),
    )
    return all(any(word.lower() in text.lower() for text in texts) for word in words.split())


async def outline(request: Request) -> Response:
    """A form for the skeleton of a report, or the skeleton as a document."""
    query = request.query_params
    if not query.get("unit"):
        return shown(request, "outline.html.jinja")
    made = takeaway.skeleton(query["unit"], query.get("year", ""), query.get("form", ""), language(request))
    return Response(made.data, media_type=made.media, headers={"Content-Disposition": made.disposition})


async def end(request: Request) -> Response:
    """Forget all that the session has brought."""
    session = session_of(request)
    if session is not None:
        desk_of(request).end(session)
    answer = RedirectResponse("/", 303)
    answer.delete_cookie(SESSION)
    return answer


def _sentence(view: ReportView) -> str:
    """Return whether the report can be handed in, in one sentence."""
    if view.failure is not None:
        return view.failure.what
    counts = severity_counts(view.gaps)
    must = counts.get("error", 0)
    if must:
        return say("web.sentence.fail", view.lang, count=must)
    return say("web.sentence.gaps" if view.gaps else "web.sentence.pass", view.lang, count=len(view.gaps))


def _parts(view: ReportView, lang: str) -> list[PartLine]:
    facts, pack = view.assessment.facts, view.assessment.pack
    if facts is None or pack is None:
        return []
    document = view.assessment.document
    text = document.text if document is not None else ""
    found: dict[str, list[Part]] = {}
    for section in _all(facts.sections):
        for part in section.parts:
            found.setdefault(part, []).append(section)
    return [
        PartLine(
            localized(part["title"], lang),
            tuple(one_line(one.heading, 80) for one in found.get(part_id, ())),
            sum(len("".join(text[one.heading_end : one.end].split())) for one in found.get(part_id, ())),
        )
        for part_id, part in pack.parts.items()
    ]


def _all(sections: tuple[Part, ...]) -> list[Part]:
    return [one for section in sections for one in (section, *_all(section.sections))]


def _kinds(pack: Pack | None, lang: str) -> list[tuple[str, str]]:
    return [(kind, kind_title(pack.filers, kind, lang)) for kind in pack.filers] if pack is not None else []


def _packs(lang: str) -> list[tuple[str, str]]:
    packs = [(name, load_pack(name, cases=False)) for name in sorted(available())]
    return [(name, localized(pack.title, lang)) for name, pack in packs if not pack.base]


ROUTES = [
    Route("/", start),
    Route("/reports", take, methods=["POST"]),
    Route("/reports/{sheet}", report),
    Route("/reports/{sheet}/basis", correct, methods=["POST"]),
    Route("/reports/{sheet}/objections", object_to, methods=["POST"]),
    Route("/reports/{sheet}/edit", edit),
    Route("/reports/{sheet}/judge", judge_text, methods=["POST"]),
    Route("/reports/{sheet}/text", save_text, methods=["POST"]),
    Route("/reports/{sheet}/gaps", gaps),
    Route("/reports/{sheet}/files/{kind}", download),
    Route("/rules", rules),
    Route("/outline", outline),
    Route("/end", end, methods=["POST"]),
]
