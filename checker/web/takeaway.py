"""Files that a person takes away: the annotated and the clean copy, the checklist, the result, a skeleton."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import PurePath
from typing import NamedTuple
from urllib.parse import quote

from checker.document.model import Document
from checker.document.regions import region_of
from checker.engine.judge import gate
from checker.i18n import say
from checker.readers.limits import DEFAULT
from checker.readers.sniff import binary_format
from checker.render.options import RenderOptions
from checker.render.registry import create_file
from checker.rulebook.load import load_pack, pack_for_region
from checker.web.desk import Sheet
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


class File(NamedTuple):
    """A file to be taken away: its bytes and its name."""

    data: bytes
    name: str

    @property
    def media(self) -> str:
        """Its media type."""
        return _MEDIA.get(PurePath(self.name).suffix, "application/octet-stream")

    @property
    def disposition(self) -> str:
        """The header that gives a browser its name (RFC 6266, RFC 8187)."""
        return f"attachment; filename*=UTF-8''{quote(self.name, safe='')}"


def unreadable_formats() -> list[str]:
    """Return the formats that cannot be read on this machine, as the catalogue calls them."""
    from checker.readers import office

    missing = [extra for package, extra in _NEEDS.items() if find_spec(package) is None]
    return missing if office.program() is not None else [*missing, "office"]


def offered(sheet: Sheet) -> list[str]:
    """Return what can be made of a report here."""
    word = find_spec("docx") is not None and find_spec("lxml") is not None
    kinds = ["annotated", *(["clean"] if _is_word(sheet) else []), "checklist"] if word else []
    return [*kinds, *(["workbook"] if find_spec("xlsxwriter") is not None else []), "result"]


def make(sheet: Sheet, kind: str, lang: str) -> File:
    """Return a file made of a report.  :raises RefusedError: for a kind that there is not; CheckerError where it cannot be made."""
    if sheet.assessment.error is not None or kind not in _MADE:
        raise RefusedError(404, "not-found")
    return _MADE[kind](sheet, lang)


def skeleton(unit: str, year: str, form: str, lang: str) -> File:
    """Return the skeleton of a report of a unit.  :raises RefusedError: where there is no such year or form; UsageError."""
    from checker.drafting.forms import FORMS
    from checker.drafting.skeleton import DraftRequest, draft

    if (
        not (year.isdecimal() and 1949 <= int(year) <= 2999)
        or f".{form}" not in FORMS
        or not 0 < len(unit.strip()) <= 50
    ):
        raise RefusedError(422, "outline")
    pack = load_pack(pack_for_region(region_of(unit, unit)), cases=False)
    made = draft(pack, DraftRequest(unit.strip(), int(year), None, None), lang)
    return File(
        FORMS[f".{form}"](made),
        say("outline.name", "zh", unit=unit.strip(), year=int(year), kind=made.kind).rpartition(".")[0] + f".{form}",
    )


def _is_word(sheet: Sheet) -> bool:
    return binary_format(sheet.data) == "docx" if sheet.data and isinstance(sheet.document, Document) else False


def _stem(sheet: Sheet) -> str:
    return PurePath(sheet.name).stem


def _annotated(sheet: Sheet, lang: str) -> File:
    from checker.annotate import CommentOptions, annotate

    text = sheet.document.text if isinstance(sheet.document, Document) else ""
    comments = CommentOptions(datetime.date.today().isoformat(), lang, DEFAULT)
    made = annotate(sheet.assessment, sheet.data if _is_word(sheet) else None, text, comments)
    return File(made.data, say("web.file.annotated", lang, name=_stem(sheet)) + made.suffix)


def _clean(sheet: Sheet, lang: str) -> File:
    from checker.annotate.edit import CommentOptions, edited

    if not _is_word(sheet) or not isinstance(sheet.document, Document):
        raise RefusedError(404, "not-found")
    comments = CommentOptions(datetime.date.today().isoformat(), lang, DEFAULT)
    made = edited(sheet.data, sheet.document.text, [], comments)
    return File(made.data, say("web.file.clean", lang, name=_stem(sheet)) + ".docx")


def _rendered(format_: str, key: str, suffix: str) -> Callable[[Sheet, str], File]:
    def made(sheet: Sheet, lang: str) -> File:
        renderer = create_file(format_, RenderOptions(lang=lang))
        renderer.add(sheet.assessment, met=gate(sheet.assessment))
        return File(renderer.end(), say(key, lang, name=_stem(sheet)) + suffix)

    return made


_MADE: dict[str, Callable[[Sheet, str], File]] = {
    "annotated": _annotated,
    "clean": _clean,
    "checklist": _rendered("docx", "web.file.checklist", ".docx"),
    "workbook": _rendered("xlsx", "web.file.checklist", ".xlsx"),
    "result": _rendered("json", "web.file.result", ".json"),
}
"""The kinds of files that are made of a report, and what makes them."""
