"""A table that somebody keeps in a spreadsheet: CSV in any usual encoding, or xlsx → rows of cells.

Untrusted: bytes, members, rows and the span of a sheet are bounded before anything is unpacked.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from checker.errors import PackProblem, RosterError, UnreadableError
from checker.readers.plain import decode

MIB = 1024 * 1024
MAX_BYTES = 20 * MIB
MAX_UNPACKED = 64 * MIB
MAX_ROWS = 50_000
MAX_CELLS = 2_000_000
MAX_SHEETS = 20

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0"
_DELIMITERS = ",;\t，；|"
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_REFERENCE = re.compile(rb"\br\s*=\s*[\"']\s*([A-Za-z]{0,4})([0-9]{1,9})", re.ASCII)


class Sheet(NamedTuple):
    """Rows of cells, the first row of the file first.

    ``merged`` tells which cells stand for others: first row, first column, last row and last column, from 0.
    """

    rows: list[list[Any]]
    merged: tuple[tuple[int, int, int, int], ...] = ()


def read_sheets(path: str) -> list[Sheet]:
    """The sheets of the file at *path*: one of a CSV, those of a workbook in their order.

    :raises RosterError: ``roster-unreadable``, ``roster-not-a-table``, ``roster-too-many-…``, ``roster-invalid``,
        ``needs-extra``.
    """
    try:
        with Path(path).open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise RosterError("roster-unreadable", path=path, reason=reason) from None
    if len(data) > MAX_BYTES:
        raise _too_large(path, "bytes", MAX_BYTES // MIB)
    if data.startswith(_ZIP):
        return _workbook(data, path)
    if data.startswith((_OLE, b"%PDF", b"\x89PNG")):
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
            rows.append([cell.strip() for cell in row])
            if len(rows) > MAX_ROWS:
                raise _too_large(path, "rows", MAX_ROWS)
    except csv.Error as error:
        problem = PackProblem("roster-syntax", path, max(1, reader.line_num), 1, "", detail=str(error))
        raise RosterError("roster-invalid", path=path, count=1, problems=(problem,)) from None
    if named:
        rows[0] = []
    return rows


def _delimiter(text: str) -> str:
    """The delimiter of a CSV: that by which most of its first lines have the same number of cells, and several."""
    lines = [line for line in text[:20_000].split("\n")[:50] if line.strip()]

    def lines_alike(delimiter: str) -> tuple[int, int]:
        counts = [line.count(delimiter) for line in lines]
        usual = max(set(counts) - {0}, key=lambda count: (counts.count(count), count), default=0)
        return counts.count(usual) if usual else 0, -_DELIMITERS.index(delimiter)

    return max(_DELIMITERS, key=lines_alike)


def _workbook(data: bytes, path: str) -> list[Sheet]:
    _bound(data, path)
    try:
        from python_calamine import CalamineWorkbook
    except ImportError:
        raise RosterError("needs-extra", format="xlsx", extra="audit") from None
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        return list(_sheets(book))
    except RosterError:
        raise
    except Exception as error:  # whatever a parser makes of a hostile file
        raise RosterError("roster-unreadable", path=path, reason=_reason(error)) from None


def _reason(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__


def _sheets(book: Any) -> Iterator[Sheet]:
    for name in book.sheet_names[:MAX_SHEETS]:
        sheet = book.get_sheet_by_name(name)
        rows = sheet.to_python(skip_empty_area=False)
        merged = sheet.merged_cell_ranges or []
        yield Sheet(
            [[cell.strip() if isinstance(cell, str) else cell for cell in row] for row in rows],
            tuple((first[0], first[1], last[0], last[1]) for first, last in merged),
        )


def _bound(data: bytes, path: str) -> None:
    """Refuse a workbook that would unpack to more than the bounds, or whose cells lie too far apart.

    A sheet is kept as a rectangle: two cells at opposite corners would ask for terabytes.
    """
    from checker.readers.package import Package

    try:
        package = Package(data)
        left, cells = MAX_UNPACKED, 0
        if not any(name.lower() == "xl/workbook.xml" for name in package.names):
            raise RosterError("roster-not-a-table", path=path)
        for name in package.names:
            content = package.read(name)
            left -= len(content)
            if left < 0:
                raise _too_large(path, "bytes", MAX_UNPACKED // MIB)
            if _SHEET.fullmatch(name):
                cells += _span(content)
                if cells > MAX_CELLS:
                    raise _too_large(path, "cells", MAX_CELLS)
    except UnreadableError as error:
        if error.key in ("unpacked-too-large", "too-many-members"):
            raise _too_large(path, "bytes", MAX_UNPACKED // MIB) from None
        raise RosterError("roster-unreadable", path=path, reason=error.key) from None


def _span(sheet: bytes) -> int:
    """How many cells the rectangle around all cells of a sheet has at most."""
    rows = columns = 1
    for match in _REFERENCE.finditer(sheet):
        rows = max(rows, int(match[2]))
        if match[1]:
            columns = max(columns, _column(match[1]))
    return max(rows, sheet.count(b"<row")) * max(columns, 1)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
