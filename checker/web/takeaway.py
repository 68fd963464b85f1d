"""Files that a person takes away: the clean, the tracked and the annotated copy, the checklist, the result, a skeleton."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import PurePath
from typing import NamedTuple
from urllib.parse import quote

from starlette.responses import Response

from checker.annotate import CommentOptions, annotate
from checker.annotate.edit import edited
from checker.annotate.new_document import new_document
from checker.annotate.revise import Revised, revised
from checker.config.load import Basis
from checker.document.model import Document, bare_document
from checker.document.regions import region_of
from checker.engine.assessor import Assessor
from checker.engine.judge import gate
from checker.engine.model import Assessment
from checker.errors import CheckerError, UsageError
from checker.i18n import say
from checker.presentation import build_view
from checker.presentation.escape import one_line
from checker.presentation.items import rule_title
from checker.readers.sniff import binary_format
from checker.render import RenderOptions, create_file
from checker.render.filled import FilledTable
from checker.render.form import COLUMNS
from checker.rulebook.load import load_pack, pack_for_region
from checker.web.desk import Said, Sheet
from checker.web.guard import RefusedError

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MEDIA = {
    ".docx": _WORD,
    ".docm": _WORD,
    ".dotx": _WORD,
    ".xlsx": _SHEET,
    ".json": "application/json",
    ".txt": "text/plain",
}
_NEEDS = {"pypdfium2": "pdf", "rapidocr": "ocr"}  # package → extra that reads with it
_TOLD = 10  # lines that could not be changed
_LINE = 60  # code points of each


class File(NamedTuple):
    """A file to be taken away: its bytes and its name."""

    data: bytes
    name: str

    def response(self) -> Response:
        """Return the answer that gives it to a browser under its name (RFC 6266, RFC 8187)."""
        media = _MEDIA.get(PurePath(self.name).suffix, "application/octet-stream")
        disposition = f"attachment; filename*=UTF-8''{quote(self.name, safe='')}"
        return Response(self.data, media_type=media, headers={"Content-Disposition": disposition})


def unreadable_formats() -> list[str]:
    """Return the formats that cannot be read on this machine, as the catalogue calls them."""
    from checker.readers import office

    missing = [extra for package, extra in _NEEDS.items() if find_spec(package) is None]
    return missing if office.program() is not None else [*missing, "office"]


def offered(sheet: Sheet) -> list[str]:
    """Return what can be made of a report here, what is handed in first."""
    word = find_spec("docx") is not None and find_spec("lxml") is not None
    kinds = ["clean", *(["tracked"] if _is_word(sheet) and sheet.draft is not None else [])] if word else []
    kinds += ["annotated", "checklist"] if word else ["text"]
    return [*kinds, *(["workbook"] if find_spec("xlsxwriter") is not None else []), "result"]


def make(sheet: Sheet, kind: str, lang: str) -> File:
    """Return a file made of a report.  :raises RefusedError: for a kind that there is not; CheckerError where it cannot be made."""
    if sheet.assessment.error is not None or kind not in _MADE:
        raise RefusedError(404, "not-found")
    return _MADE[kind](sheet, lang)


def skeleton(basis: Basis, unit: str, year: str, form: str, lang: str) -> File:
    """Return the skeleton of a report of a unit, by the pack and for the filer of *basis*.

    :raises RefusedError: where there is no such year or form; UsageError.
    """
    from checker.drafting.skeleton import FORMS, LONGEST_UNIT, DraftRequest, draft

    if (
        not (year.isdecimal() and 1949 <= int(year) <= 2999)
        or f".{form}" not in FORMS
        or not 0 < len(unit.strip()) <= LONGEST_UNIT
    ):
        raise RefusedError(422, "outline")
    pack = load_pack(basis.rules or pack_for_region(region_of(unit, unit)), cases=False)
    made = draft(pack, DraftRequest(unit.strip(), int(year), basis.filer, None), lang)
    return File(
        FORMS[f".{form}"](made),
        say("outline.name", "zh", unit=unit.strip(), year=int(year), kind=made.kind).rpartition(".")[0] + f".{form}",
    )


def _is_word(sheet: Sheet) -> bool:
    return binary_format(sheet.data) == "docx" if sheet.data and isinstance(sheet.document, Document) else False


def _stem(sheet: Sheet) -> str:
    return PurePath(sheet.name).stem


def _today() -> str:
    return datetime.date.today().isoformat()


def _revised(sheet: Sheet, data: bytes, date: str | None) -> Revised:
    """Return the author's own docx with the text as it is now."""
    if sheet.draft is None:
        return Revised(data, sheet.original)
    return revised(data, sheet.original, sheet.draft, date=date, limits=sheet.limits)


def unwritten(sheet: Sheet) -> list[str]:
    """Return the lines whose changes could not be written into the author's docx: headers, automatic numbers."""
    if sheet.draft is None or not _is_word(sheet):
        return []
    wanted = {line.strip(): None for line in sheet.draft.split("\n") if line.strip()}
    try:
        made = {line.strip(): None for line in _revised(sheet, sheet.data, None).text.split("\n") if line.strip()}
    except CheckerError:
        return list(wanted)[:_TOLD]
    return [one_line(line, _LINE) for line in (*made, *wanted) if (line in made) != (line in wanted)][:_TOLD]


def _annotated_copy(sheet: Sheet, lang: str) -> File:
    options = CommentOptions(_today(), lang, sheet.limits)
    name = say("web.file.annotated", lang, name=_stem(sheet))
    if not _is_word(sheet):
        made = annotate(sheet.assessment, None, sheet.text, options)
        return File(made.data, name + made.suffix)
    copy, judged = _revised(sheet, sheet.data, _today()), sheet.assessment
    if sheet.draft is not None:
        judged = _judged_copy(sheet, copy.text)
    made = annotate(judged, copy.data, copy.text, options)
    return File(made.data, name + made.suffix)


def _judged_copy(sheet: Sheet, text: str) -> Assessment:
    """Return what is said of the text of a copy; where it lacks the words of a part that a person chose, without these."""

    def judged_by(said: Said) -> Assessment:
        assessor = Assessor(**sheet.basis._asdict(), **said._asdict(), limits=sheet.limits)
        return assessor.judge(sheet.name, bare_document(text, sheet.name))

    try:
        return judged_by(sheet.said)
    except UsageError as error:
        if error.key != "part-passage":
            raise
        return judged_by(Said(sheet.said.unit))


def _without_comments(sheet: Sheet, lang: str, date: str | None) -> bytes:
    """Return the author's own docx without comments of ours, its changes tracked where there is a *date*."""
    data = edited(sheet.data, sheet.original, [], CommentOptions(_today(), lang, sheet.limits)).data
    return _revised(sheet, data, date).data


def _tracked_copy(sheet: Sheet, lang: str) -> File:
    if not _is_word(sheet):
        raise RefusedError(404, "not-found")
    data = _without_comments(sheet, lang, _today())
    return File(data, say("web.file.tracked", lang, name=_stem(sheet)) + ".docx")


def _clean_copy(sheet: Sheet, lang: str) -> File:
    name = say("web.file.clean", lang, name=_stem(sheet)) + ".docx"
    if _is_word(sheet):
        return File(_without_comments(sheet, lang, None), name)
    document = sheet.assessment.document
    if document is None:
        raise RefusedError(404, "not-found")
    return File(new_document(sheet.assessment._replace(document=document._replace(text=sheet.text)))[0], name)


def _text_file(sheet: Sheet, lang: str) -> File:
    return File(sheet.text.encode("utf-8", "replace"), say("web.file.clean", lang, name=_stem(sheet)) + ".txt")


def _filled_tables_of(sheet: Sheet, lang: str) -> dict[str, Sequence[FilledTable]]:
    """Return what the checklist is filled in with: what was written into an earlier one, else the author's objections."""
    if sheet.filled:
        return {sheet.name: sheet.filled}
    titles = {item.rule.id: rule_title(item.rule, lang) for item in sheet.assessment.items}
    said = {
        titles[one.rule]: say("web.objection.account", lang, **one._asdict())
        for one in sheet.objections
        if one.rule in titles
    }
    rows = tuple(
        tuple(title if name == "requirement" else words if name == "account" else "" for name in COLUMNS)
        for title, words in said.items()
    )
    return {sheet.name: (FilledTable(build_view(sheet.assessment, lang).path, "", rows),)} if rows else {}


def _rendered(format_: str, key: str, suffix: str) -> Callable[[Sheet, str], File]:
    def made(sheet: Sheet, lang: str) -> File:
        renderer = create_file(format_, RenderOptions(lang=lang, filled=_filled_tables_of(sheet, lang)))
        renderer.add(sheet.assessment, met=gate(sheet.assessment))
        return File(renderer.end(), say(key, lang, name=_stem(sheet)) + suffix)

    return made


_MADE: dict[str, Callable[[Sheet, str], File]] = {
    "annotated": _annotated_copy,
    "clean": _clean_copy,
    "tracked": _tracked_copy,
    "text": _text_file,
    "checklist": _rendered("docx", "web.file.checklist", ".docx"),
    "workbook": _rendered("xlsx", "web.file.checklist", ".xlsx"),
    "result": _rendered("json", "web.file.result", ".json"),
}
"""The kinds of files that are made of a report, and what makes them."""
