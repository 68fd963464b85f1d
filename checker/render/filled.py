"""What people have filled into an earlier checklist: read back before the file is written anew, so that nobody's work is lost.

A file that is in the way is the checker's own where a table in it has the head of a checklist, which stays whatever
program has saved it since, or where it says so itself.  Any other file is never replaced.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import NamedTuple
from xml.etree.ElementTree import Element

from checker.engine.model import Assessment
from checker.errors import UnreadableError, UsageError, library
from checker.i18n import LANGUAGES, say
from checker.presentation.escape import workbook_cell
from checker.readers.docx.names import W
from checker.readers.limits import DEFAULT
from checker.readers.package import Package
from checker.readers.xml import parse
from checker.render.form import COLUMNS, Form, FormRow, form

OWN = "fazhi-checker"
"""What files that are checklists say of themselves, in the property ``category``."""
_REQUIREMENT, _RESULT, _GROUP = (COLUMNS.index(name) for name in ("requirement", "result", "group"))
_ANSWERS = tuple(COLUMNS.index(name) for name in ("account", "signature"))
_CORE = "docProps/core.xml"
_NOT_CARRIED = ("/media/", "/drawings/", "/comments", "/threadedcomments/", "/embeddings/")
"""Folders and files of a package for what people put beside words: pictures, drawings, comments."""


class FilledTable(NamedTuple):
    """An earlier checklist of one report: its path and title, its rows (cells as in :data:`COLUMNS`), the line below it."""

    path: str
    title: str
    rows: tuple[tuple[str, ...], ...]
    signed: str = ""

    @property
    def filled_rows(self) -> dict[str, tuple[str, ...]]:
        """The rows into which somebody has written, by their requirements."""
        return {_bare_words(row[_REQUIREMENT]): row for row in self.rows if any(row[at] for at in _ANSWERS)}


def read_filled(path: str, format_name: str) -> tuple[FilledTable, ...]:
    """Return the checklists in the file at *path* that is to be replaced; none where there is no file, or an empty one.

    :raises UsageError: ``write-foreign``, where the checker did not write it; ``write-keeps``, where it holds what cannot
        be carried over.
    """
    if not os.path.isfile(path) or not os.path.getsize(path):  # noqa: PTH113, PTH202
        return ()
    try:
        if os.path.getsize(path) > DEFAULT.size:  # noqa: PTH202
            raise UsageError("write-foreign", path=path)
        with open(path, "rb") as file:  # noqa: PTH123
            data = file.read()
    except OSError:
        raise UsageError("write-foreign", path=path) from None
    return filled_tables(data, path, format_name)


def filled_tables(data: bytes, path: str, format_name: str) -> tuple[FilledTable, ...]:
    """Return the checklists in a file of ours, which is called *path*.  :raises UsageError: as :func:`read_filled` does."""
    try:
        package = Package(data, DEFAULT)
        tables = tuple(_of_document(package) if format_name == "docx" else _of_workbook(package, data))
        own = bool(tables) or (_CORE in package and f">{OWN}<".encode() in package.read(_CORE))
    except (UnreadableError, ValueError):
        raise UsageError("write-foreign", path=path) from None
    if not own:
        raise UsageError("write-foreign", path=path)
    if any(mark in name.lower() for name in package.names for mark in _NOT_CARRIED):
        raise UsageError("write-keeps", path=path)
    return tables


class Checklists:
    """Collects the checklists of a run; *filled* is what people have written into the files that they are to replace."""

    def __init__(self, lang: str, filled: Mapping[str, Sequence[FilledTable]]) -> None:
        self._lang, self._filled = lang, filled
        self._forms: list[Form] = []

    def add(self, assessment: Assessment, *, met: bool) -> None:  # noqa: ARG002
        """Keep the checklist of one report."""
        self._forms.append(form(assessment, len(self._forms) + 1, self._lang))

    def forms(self) -> list[Form]:
        """Return them, filled in.  :raises UsageError: as :func:`carry_over` does."""
        return carry_over(self._forms, self._filled, self._lang)


def carry_over(forms: Sequence[Form], filled: Mapping[str, Sequence[FilledTable]], lang: str) -> list[Form]:
    """Return *forms* with what was filled into earlier ones of the same reports; *filled* by the file they stand in.

    A report is the same by its path, else by the title of its checklist.  Rows that were filled in and are asked for no
    more stay, below the others.

    :raises UsageError: ``write-others``, where a report was filled in that is not among *forms*.
    """
    made = list(forms)
    for file, tables in filled.items():
        for old in tables:
            if not old.filled_rows and not old.signed:
                continue
            same = [at for at, one in enumerate(made) if one.overview[1] == old.path]
            same += [at for at, one in enumerate(made) if one.title == old.title]
            if not same:
                raise UsageError("write-others", path=file, report=old.path or old.title)
            made[same[0]] = _with_answers(made[same[0]], old, lang)
    return made


def _with_answers(one: Form, old: FilledTable, lang: str) -> Form:
    answers = old.filled_rows
    rows = []
    for row in one.rows:
        answer = answers.pop(_bare_words(row.cells[_REQUIREMENT]), None)
        rows.append(
            row if answer is None else row._replace(cells=(*row.cells[: _ANSWERS[0]], *(answer[at] for at in _ANSWERS)))
        )
    for kept in answers.values():
        result = say("form.kept", lang, state=kept[_RESULT])
        rows.append(FormRow((*kept[:_RESULT], result, *kept[_RESULT + 1 :]), "skip"))
    return one._replace(rows=tuple(rows), signed=old.signed)


def _heads(columns: Sequence[str]) -> list[list[str]]:
    """Return the head of a table with these columns, in each language."""
    return [list(names) for names in zip(*(_in_each(f"form.{name}") for name in columns), strict=True)]


def _in_each(key: str) -> tuple[str, ...]:
    """Return a message in each language, its braces unfilled."""
    return tuple(say(key, lang) for lang in LANGUAGES)


def _path_in(notes: Sequence[str]) -> str:
    """Return the path of the report that the lines above a table name."""
    for pattern, pack in zip(_in_each("form.file"), _in_each("form.pack"), strict=True):
        before, between = pattern.partition("{path}")[0], pack.partition("{id}")[0]
        for note in notes:
            if note.startswith(before):
                return note.removeprefix(before).rpartition(between)[0].rstrip("；; ") or note.removeprefix(before)
    return ""


def _bare_words(text: str) -> str:
    return "".join(text.split())


# --- documents


def _of_document(package: Package) -> Iterator[FilledTable]:
    body = parse(package.read("word/document.xml")).find(W + "body")
    heads = _heads([name for name in COLUMNS if name != "group"])
    below = [pattern.partition("＿")[0].partition("_")[0] for pattern in _in_each("form.signed")]
    lines: list[str] = []
    found: FilledTable | None = None
    for block in body if body is not None else ():
        if block.tag == W + "p":
            line = _text_in(block)
            if found is not None and line not in (_in_each("form.signed")) and line.startswith(tuple(below)):
                found = found._replace(signed=line)
            lines.append(line)
        elif block.tag == W + "tbl":
            rows = [[_text_in(cell) for cell in row.iterfind(W + "tc")] for row in block.iterfind(W + "tr")]
            if rows and [_bare_words(cell) for cell in rows[0]] in [
                [_bare_words(name) for name in head] for head in heads
            ]:
                if found is not None:
                    yield found
                full = tuple((row[0], "", *row[1:]) for row in rows[1:] if len(row) == len(COLUMNS) - 1)
                title = next((line for line in lines if line), "")
                found = FilledTable(_path_in(lines), title, full)
                lines = []
    if found is not None:
        yield found


def _text_in(element: Element) -> str:
    """Return the text of a paragraph, or of the paragraphs of a cell."""
    paragraphs = [element] if element.tag == W + "p" else list(element.iter(W + "p"))
    return "\n".join("".join(_text_of_element(one) for one in paragraph.iter()) for paragraph in paragraphs).strip()


def _text_of_element(element: Element) -> str:
    if element.tag == W + "t":
        return element.text or ""
    return "\n" if element.tag == W + "br" else ""


# --- workbooks


def _of_workbook(package: Package, data: bytes) -> Iterator[FilledTable]:
    if "xl/workbook.xml" not in package or sum(len(package.read(name)) for name in package.names) > DEFAULT.unpacked:
        return
    heads = [[workbook_cell(name) for name in head] for head in _heads(COLUMNS)]
    book = library("python_calamine").load_workbook(BytesIO(data))
    for name in book.sheet_names:
        rows = [
            [_words_of_cell(value) for value in row]
            for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        ]
        head = next((at for at, row in enumerate(rows) if row[: len(COLUMNS)] in heads), None)
        if head is not None:
            notes = [row[0] for row in rows[:head]]
            full = tuple(tuple(row[: len(COLUMNS)]) for row in rows[head + 1 :] if row[_REQUIREMENT])
            yield FilledTable(_path_in(notes), notes[0] if notes else "", full)


def _words_of_cell(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip()
