"""The page on which a report is mended: the text is judged as it is typed, and the program writes in what is certain."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from checker.i18n import say
from checker.presentation import ReportView, build_view
from checker.presentation.escape import one_line
from checker.presentation.report import severity_counts
from checker.web import mending
from checker.web.confirming import examples, locator
from checker.web.desk import Session, Sheet
from checker.web.frame import back_to, desk_of, language, sheet_of, shown, templates

_LONGEST_ANSWER = 1000  # code points
_MOST_ROWS = 100


def outcome_sentence(view: ReportView) -> str:
    """Return whether the report can be handed in, in one sentence."""
    if view.failure is not None:
        return view.failure.what
    counts = severity_counts(view.gaps)
    must = counts.get("error", 0)
    if must:
        return say("web.sentence.fail", view.lang, count=must)
    return say("web.sentence.gaps" if view.gaps else "web.sentence.pass", view.lang, count=len(view.gaps))


async def edit(request: Request) -> Response:
    """Show the text of a report to be changed, with what is still to be mended beside it."""
    _, sheet = sheet_of(request)
    return shown(request, "edit.html.jinja", sheet=sheet, text=sheet.text, **await _state_beside(request, sheet))


async def _state_beside(request: Request, sheet: Sheet) -> dict[str, Any]:
    return await desk_of(request).in_thread(_state_values, sheet, language(request))


def _state_values(sheet: Sheet, lang: str) -> dict[str, Any]:
    """Return what stands beside the text."""
    view = build_view(sheet.assessment, lang)
    return {
        "view": view,
        "sentence": outcome_sentence(view),
        "locate": locator(sheet.assessment, lang),
        "examples": examples(sheet.basis.rules, sheet.assessment),
        "fixes": mending.offered(view),
        "prompts": mending.prompts(view),
    }


async def judge_text(request: Request) -> Response:
    """Keep a changed text and answer with what is still to be mended, as a piece of the page."""
    session, sheet = sheet_of(request)
    text = (await request.body()).decode("utf-8", "replace").replace("\r\n", "\n")
    await desk_of(request).revise(session, sheet, text)
    macros: Any = templates(language(request)).get_template("cards.html.jinja").module
    return HTMLResponse(macros.state(sheet, **await _state_beside(request, sheet)))


async def _given(request: Request, session: Session, sheet: Sheet) -> dict[str, list[str]]:
    """Keep the text of a form and return its other fields."""
    size = desk_of(request).limits.size
    async with request.form(max_files=0, max_fields=1000, max_part_size=size) as form:
        fields = {key: [str(one) for one in form.getlist(key)] for key in form}
    text = "".join(fields.pop("text", [sheet.text])).replace("\r\n", "\n")
    if text != sheet.text:
        await desk_of(request).revise(session, sheet, text)
    return fields


async def save_text(request: Request) -> Response:
    """Keep a changed text."""
    session, sheet = sheet_of(request)
    await _given(request, session, sheet)
    return back_to(sheet)


async def restore(request: Request) -> Response:
    """Go back to the text as it was read."""
    session, sheet = sheet_of(request)
    await desk_of(request).revise(session, sheet, sheet.original)
    return back_to(sheet, "/edit")


async def correct_certain(request: Request) -> Response:
    """Write the certain corrections that are ticked into the text."""
    session, sheet = sheet_of(request)
    fields = await _given(request, session, sheet)
    text = mending.corrected(sheet.text, sheet.assessment, fields.get("fix", []))
    await desk_of(request).revise(session, sheet, text)
    return back_to(sheet, "/edit")


async def write_prompt(request: Request) -> Response:
    """Write into the text what a missing part must say."""
    session, sheet = sheet_of(request)
    fields = await _given(request, session, sheet)
    text = sheet.text
    for part in fields.get("part", [])[:1]:
        text = mending.with_prompts(text, sheet.assessment, part, language(request))
    await desk_of(request).revise(session, sheet, text)
    return back_to(sheet, "/edit")


async def answer_table(request: Request) -> Response:
    """Show a table of shortcomings, causes and measures to be filled in."""
    session, sheet = sheet_of(request)
    if request.method == "GET":
        rows = mending.answer_rows(sheet.assessment, language(request))
        others = mending.other_causes(sheet.assessment)
        return shown(request, "answers.html.jinja", sheet=sheet, rows=rows, others=others)
    fields = await _given(request, session, sheet)
    given: dict[str, dict[int, str]] = {"cause": {}, "measure": {}}
    for key, values in fields.items():
        kind, _, number = key.partition("-")
        if kind in given and number.isdecimal() and int(number) < _MOST_ROWS:
            given[kind][int(number)] = one_line(values[0], _LONGEST_ANSWER).strip("。；; ")
    text = mending.answered(sheet.text, sheet.assessment, given["cause"], given["measure"])
    await desk_of(request).revise(session, sheet, text)
    return back_to(sheet, "/edit")


ROUTES = [
    Route("/reports/{sheet}/edit", edit),
    Route("/reports/{sheet}/judge", judge_text, methods=["POST"]),
    Route("/reports/{sheet}/text", save_text, methods=["POST"]),
    Route("/reports/{sheet}/original", restore, methods=["POST"]),
    Route("/reports/{sheet}/corrections", correct_certain, methods=["POST"]),
    Route("/reports/{sheet}/prompt", write_prompt, methods=["POST"]),
    Route("/reports/{sheet}/answers", answer_table, methods=["GET", "POST"]),
]
