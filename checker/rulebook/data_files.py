"""Data files of a pack: CSV with a header → the columns that a check asks for.

A check's option of the kind ``data`` names such a file; the schema of the option says by ``x-columns`` which columns
the check reads, which of them each row must fill, and which hold dates.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from typing import Any

from checker.errors import PackProblem
from checker.rulebook.locate import MAX_READ, File, PackFiles
from checker.rulebook.translate import choices, shorten

MAX_ROWS = 50_000
MAX_CELL = 300

# No cell may hold what would end it in the compiled form, or reach terminals and JSON.
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_DATE = re.compile(r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])", re.A)
_HORIZON = re.compile(r"#\s*(?:known to|截至)\s*[:：]\s*((?:19|20)\d\d-\d\d-\d\d)\s*$", re.A)

Columns = dict[str, str]
"""The cells of each column, one a line: the form in which a table is kept and read."""


def data_files(packs: tuple[PackFiles, ...]) -> dict[str, File]:
    """Return the data files of a chain of packs by their names inside the pack; the nearest pack's file of a name counts."""
    found: dict[str, File] = {}
    for pack in packs:
        for file in pack.data:
            found.setdefault(file.name, file)
    return found


def columns_of(schema: Mapping[str, Any], option: str) -> dict[str, dict[str, Any]]:
    """Return what the schema of a check's options says of the columns of the files that *option* names."""
    columns: dict[str, dict[str, Any]] = schema.get("properties", {}).get(option, {}).get("x-columns", {})
    return columns


def read_table(file: File, name: str, columns: Mapping[str, Mapping[str, Any]]) -> tuple[Columns, list[PackProblem]]:
    """Return the *columns* of a data file that are there, and everything wrong with it; *name* is the file's for messages."""
    text, fault = _decoded_text(file, name)
    if fault:
        return {}, [fault]
    notes, rest = _without_notes(text)
    rows = csv.reader(rest, strict=True)
    problems: list[PackProblem] = []
    cells: dict[str, list[str]] = {}
    try:
        header = [cell.strip() for cell in next(rows, [])]
        problems += _header_problems(header, name, notes + 1, columns)
        if problems:
            return {}, problems
        wanted = [(number, column) for number, column in enumerate(header) if column in columns]
        cells = {column: [] for _, column in wanted}
        count = 0
        for row in rows:
            line = notes + rows.line_num
            count += 1
            if count > MAX_ROWS:
                problems.append(PackProblem("data-too-long", name, line, 1, "", limit=MAX_ROWS))
                break
            if len(row) != len(header):
                problems.append(PackProblem("data-row", name, line, 1, "", count=len(row), wanted=len(header)))
                continue
            for number, column in wanted:
                cell = row[number].strip()
                problems += _cell_problems(cell, column, columns[column], name, line)
                cells[column].append(cell)
    except csv.Error as error:
        problems.append(PackProblem("data-syntax", name, notes + max(rows.line_num, 1), 1, "", detail=str(error)))
    return {column: "\n".join(values) for column, values in cells.items()}, problems


def first_row(file: File) -> int:
    """Return the line, from 1, of the first row of a data file that can be read."""
    return _without_notes(_decoded_text(file, "")[0])[0] + 2


def horizon_of(file: File) -> str:
    """Return the day to which a data file says that it is known (``# known to: 2026-08-28``); empty where it does not."""
    for line in _decoded_text(file, "")[0].split("\n"):
        if not line.startswith("#"):
            break
        said = _HORIZON.match(line)
        if said:
            return said[1]
    return ""


def _decoded_text(file: File, name: str) -> tuple[str, PackProblem | None]:
    if file.data is None:
        return "", PackProblem("unreadable-file", name, 1, 1, "", detail=file.error)
    if len(file.data) >= MAX_READ:
        return "", PackProblem("file-too-large", name, 1, 1, "", limit=MAX_READ // 1024 // 1024)
    try:
        return file.data.decode("utf-8-sig"), None
    except UnicodeDecodeError as error:
        return "", PackProblem("not-utf8", name, file.data.count(b"\n", 0, error.start) + 1, 1, "")


def _without_notes(text: str) -> tuple[int, list[str]]:
    """Return how many lines of notes (``# …``) stand above the header, and the lines from there on."""
    lines = text.split("\n")
    notes = 0
    while notes < len(lines) and lines[notes].startswith("#"):
        notes += 1
    while lines and not lines[-1].strip():
        lines.pop()
    return notes, [f"{line.removesuffix(chr(13))}\n" for line in lines[notes:]]


def _header_problems(
    header: list[str], name: str, line: int, columns: Mapping[str, Mapping[str, Any]]
) -> Iterator[PackProblem]:
    for column, about in columns.items():
        if about.get("required") and column not in header:
            values = {"name": column, **choices(column, header)}
            yield PackProblem("data-column", name, line, 1, "", **values)
    for column in sorted({column for column in header if header.count(column) > 1}):
        yield PackProblem("data-column-twice", name, line, 1, "", name=shorten(column))


def _cell_problems(cell: str, column: str, about: Mapping[str, Any], file: str, line: int) -> Iterator[PackProblem]:
    if not cell:
        if about.get("required"):
            yield PackProblem("data-empty", file, line, 1, "", name=column)
    elif _UNSAFE.search(cell) or len(cell) > MAX_CELL:
        yield PackProblem("data-cell", file, line, 1, "", name=column, limit=MAX_CELL)
    elif about.get("form") == "date" and not _DATE.fullmatch(cell):
        yield PackProblem("data-date", file, line, 1, "", name=column, value=shorten(cell))
