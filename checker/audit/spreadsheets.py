"""A table that somebody keeps: CSV in any usual encoding, a workbook (xlsx, xls, et, ods) or a document (docx, odt) → rows of cells.

Untrusted: bytes, members, rows and the span of a sheet are bounded before anything is unpacked.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from checker.audit.opendocument import Sheet, TooManyCellsError, open_tables
from checker.errors import PackProblem, RosterError, UnreadableError, reason_of
from checker.readers.limits import MIB
from checker.readers.plain import decode

MAX_BYTES = 20 * MIB
MAX_UNPACKED = 64 * MIB
MAX_ROWS = 50_000
MAX_CELLS = 2_000_000
MAX_SHEETS = 20

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0"
_AS_TEXT = re.compile(r'^="([^"]*)"$')  # a CSV keeps spreadsheets from taking a cell for a number
_DELIMITERS = ",;\t，；|"
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_DOCUMENT = "word/document.xml"
_OPEN = "content.xml"
_VALUE = re.compile(rb"<v>[^<]|<is>")
_CELL = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"')
_COLUMNS = re.compile(rb"<col [^>]{1,600}>")
_MOST_COLUMNS = 1_000
_NUMBER = re.compile(rb"[1-9][0-9]{0,4}")
_RELATION = re.compile(rb"<Relationship [^>]{1,600}>")
_SHEET_MARK = re.compile(rb"<sheet [^>]{1,600}>")
_ATTRIBUTE = re.compile(rb'(?:\w+:)?(\w+)="([^"]*)"')
_REFERENCE = re.compile(rb"\br\s*=\s*[\"']\s*([A-Za-z]{0,4})([0-9]{1,9})", re.ASCII)


def read_sheets(path: str) -> list[Sheet]:
    """Return the sheets of the file at *path*: one of a CSV, those of a workbook in their order.

    :raises RosterError: ``roster-unreadable``, ``roster-not-a-table``, ``roster-too-many-…``, ``roster-invalid``,
        ``needs-extra``.
    """
    try:
        with Path(path).open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        raise RosterError("roster-unreadable", path=path, reason=reason_of(error)) from None
    if len(data) > MAX_BYTES:
        raise _too_large(path, "bytes", MAX_BYTES // MIB)
    if data.startswith(_ZIP):
        members = _members_of_package(data, path)
        if _OPEN in members:
            return _open_document(members[_OPEN], path)
        return _document(data, path) if _DOCUMENT in members else _workbook(data, path, members)
    if data.startswith(_OLE):
        return _workbook(data, path, {})
    if data.startswith((b"%PDF", b"\x89PNG")):
        raise RosterError("roster-not-a-table", path=path)
    return [Sheet(_csv(data, path))]


def _too_large(path: str, what: str, limit: int) -> RosterError:
    return RosterError(f"roster-too-many-{what}", path=path, limit=limit)


def _csv(data: bytes, path: str) -> list[list[Any]]:
    try:
        text = decode(data)
    except UnreadableError:
        raise RosterError("roster-not-a-table", path=path) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    named = re.match(r"sep=(.)\n", text)
    delimiter = named[1] if named else _delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows: list[list[Any]] = []
    try:
        for row in reader:
            rows += [[]] * (reader.line_num - len(rows) - 1)  # a cell with line ends: rows are told as lines
            rows.append([_AS_TEXT.sub(r"\1", cell.strip()) for cell in row])
            if len(rows) > MAX_ROWS:
                raise _too_large(path, "rows", MAX_ROWS)
    except csv.Error as error:
        problem = PackProblem("roster-syntax", path, max(1, reader.line_num), 1, "", detail=str(error))
        raise RosterError("roster-invalid", path=path, count=1, problems=(problem,)) from None
    if named:
        rows[0] = []
    return rows


def _delimiter(text: str) -> str:
    """Return the delimiter of a CSV: that by which most of its first lines have the same number of cells, and several."""
    lines = [line for line in text[:20_000].split("\n")[:50] if line.strip()]

    def lines_alike(delimiter: str) -> tuple[int, int]:
        counts = [line.count(delimiter) for line in lines]
        usual = max(set(counts) - {0}, key=lambda count: (counts.count(count), count), default=0)
        return counts.count(usual) if usual else 0, -_DELIMITERS.index(delimiter)

    return max(_DELIMITERS, key=lines_alike)


def _workbook(data: bytes, path: str, members: Mapping[str, bytes]) -> list[Sheet]:
    """Return the sheets of a workbook that are to be seen; of hidden ones only where there are no others."""
    try:
        from python_calamine import CalamineWorkbook, SheetVisibleEnum
    except ImportError:
        raise RosterError("needs-extra", format="xlsx", extra="audit") from None
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        seen = [one.name for one in book.sheets_metadata if one.visible == SheetVisibleEnum.Visible]
        names = (seen or book.sheet_names)[:MAX_SHEETS]
        return [
            _sheet_of(book.get_sheet_by_name(name), path, members.get(_part_of(members, name), b"")) for name in names
        ]
    except RosterError:
        raise
    except Exception as error:  # whatever a parser makes of a hostile file
        if not members:  # an old file of another program
            raise RosterError("roster-not-a-table", path=path) from None
        raise RosterError("roster-unreadable", path=path, reason=_reason(error)) from None


def _reason(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__


def _sheet_of(sheet: Any, path: str, source: bytes) -> Sheet:
    if sheet.total_height * sheet.total_width > MAX_CELLS:
        raise _too_large(path, "cells", MAX_CELLS)
    rows = sheet.to_python(skip_empty_area=False)
    _clear_hidden_copies(rows, source)
    merged = sheet.merged_cell_ranges or []
    return Sheet(
        [[cell.strip() if isinstance(cell, str) else cell for cell in row] for row in rows],
        tuple((first[0], first[1], last[0], last[1]) for first, last in merged),
        sheet.name,
        _broken_cells(source),
    )


def _clear_hidden_copies(rows: list[list[Any]], source: bytes) -> None:
    """Clear hidden columns under a head that a shown one has too, where offices keep last year's names; others may hold what is asked for."""
    hidden = _hidden_columns(source, max(map(len, rows), default=0))
    for column in hidden:
        head = next((row for row in rows if row[column]), [])
        if head and head[column] in [cell for at, cell in enumerate(head) if at not in hidden]:
            for row in rows:
                row[column] = ""


def _hidden_columns(source: bytes, width: int) -> set[int]:
    """Return the columns of a sheet, as wide as said, that nobody sees."""
    found: set[int] = set()
    for mark in islice(_COLUMNS.finditer(source[: source.find(b"<sheetData")]), _MOST_COLUMNS):
        attributes = dict(_ATTRIBUTE.findall(mark[0]))
        first, last = attributes.get(b"min", b""), attributes.get(b"max", b"")
        if attributes.get(b"hidden") in (b"1", b"true") and _NUMBER.fullmatch(first) and _NUMBER.fullmatch(last):
            found.update(range(int(first) - 1, min(int(last), width)))
    return found


def _broken_cells(source: bytes) -> dict[tuple[int, int], str]:
    """Return the cells of a sheet that hold an error, or a formula that no program has computed.

    The library gives both as empty, as if nobody had written anything.
    """
    found: dict[tuple[int, int], str] = {}
    for piece in source.split(b"<c ")[1:]:
        head, _, rest = piece.partition(b">")
        is_error = b't="e"' in head
        if is_error or (b"<f" in rest and not _VALUE.search(rest)):
            at = _CELL.search(head)
            if at:
                found[int(at[2]) - 1, _column_number(at[1]) - 1] = "error" if is_error else "formula"
    return found


def _part_of(members: Mapping[str, bytes], name: str) -> str:
    """Return the member of the file that holds the sheet *name*."""
    from html import unescape

    parts = {}
    for mark in _RELATION.finditer(members.get("xl/_rels/workbook.xml.rels", b"")):
        attributes = dict(_ATTRIBUTE.findall(mark[0]))
        target = attributes.get(b"Target", b"").decode("utf-8", "replace").removeprefix("/")
        parts[attributes.get(b"Id")] = target if target.startswith("xl/") else f"xl/{target}"
    for mark in _SHEET_MARK.finditer(members.get("xl/workbook.xml", b"")):
        attributes = dict(_ATTRIBUTE.findall(mark[0]))
        if unescape(attributes.get(b"name", b"").decode("utf-8", "replace")) == name:
            return parts.get(attributes.get(b"id"), "")
    return ""


def _document(data: bytes, path: str) -> list[Sheet]:
    """Return the tables of a Word document, each as a sheet."""
    from checker.errors import library

    try:
        tables = library("docx").Document(io.BytesIO(data)).tables
        return [_word_table(table, path) for table in tables[:MAX_SHEETS]]
    except RosterError:
        raise
    except Exception as error:
        raise RosterError("roster-unreadable", path=path, reason=_reason(error)) from None


def _word_table(table: Any, path: str) -> Sheet:
    """Return a table with the words of a merged cell in its first place only."""
    rows: list[list[Any]] = []
    places: dict[Any, list[tuple[int, int]]] = {}
    for number, row in enumerate(table.rows):
        if number >= MAX_ROWS:
            raise _too_large(path, "rows", MAX_ROWS)
        cells = row.cells
        rows.append([])
        for at, cell in enumerate(cells):
            first = places.setdefault(cell._tc, [])
            rows[-1].append("" if first else cell.text.strip())
            first.append((number, at))
    merged = [(min(spots), max(spots)) for spots in places.values() if len(spots) > 1]
    return Sheet(rows, tuple((first[0], first[1], last[0], last[1]) for first, last in merged))


def _open_document(content: bytes, path: str) -> list[Sheet]:
    """Return the tables of an OpenDocument file."""
    try:
        return open_tables(content, MAX_ROWS, MAX_CELLS)[:MAX_SHEETS]
    except TooManyCellsError:
        raise _too_large(path, "cells", MAX_CELLS) from None
    except UnreadableError as error:
        raise RosterError("roster-unreadable", path=path, reason=error.key) from None


def _members_of_package(data: bytes, path: str) -> dict[str, bytes]:
    """Return the members of a package that a list is read from, where it unpacks to no more than the bounds.

    A sheet is kept as a rectangle: two cells at opposite corners would ask for terabytes.
    """
    from checker.readers.package import Package

    found: dict[str, bytes] = {}
    try:
        package = Package(data)
        left, cells = MAX_UNPACKED, 0
        names = {name.lower() for name in package.names}
        if not names & {"xl/workbook.xml", _DOCUMENT, _OPEN}:
            raise RosterError("roster-not-a-table", path=path)
        for name in package.names:
            content = package.read(name)
            left -= len(content)
            if left < 0:
                raise _too_large(path, "bytes", MAX_UNPACKED // MIB)
            if _SHEET.fullmatch(name):
                cells += _extent_of(content)
                if cells > MAX_CELLS:
                    raise _too_large(path, "cells", MAX_CELLS)
            if name.endswith((".xml", ".rels")):
                found[name] = content
    except UnreadableError as error:
        if error.key in ("unpacked-too-large", "too-many-members"):
            raise _too_large(path, "bytes", MAX_UNPACKED // MIB) from None
        raise RosterError("roster-unreadable", path=path, reason=error.key) from None
    return found


def _extent_of(sheet: bytes) -> int:
    """Return how many cells the rectangle around all cells of a sheet has at most."""
    rows = columns = 1
    for match in _REFERENCE.finditer(sheet):
        rows = max(rows, int(match[2]))
        if match[1]:
            columns = max(columns, _column_number(match[1]))
    return max(rows, sheet.count(b"<row")) * max(columns, 1)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
