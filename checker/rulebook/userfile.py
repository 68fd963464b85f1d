"""Files that users write beside packs (configuration, words, waivers, baseline): read, checked, all faults at once."""
# ruff: noqa: PTH118, PTH120, PTH123 - part of a start

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from checker.errors import FaultyFileError, PackProblem, reason_of
from checker.rulebook.locate import relative_path

if TYPE_CHECKING:
    from checker.rulebook.source import PathKey, Row, Table

MAX_PROBLEMS = 200


class Kind(NamedTuple):
    """A kind of such files.

    ``error`` is raised with the keys ``<name>-unreadable`` and ``<name>-invalid``; a file holds a mapping, or where
    ``is_list`` a list, of ``limit`` bytes at most; ``synonyms`` are names of keys that are taken for others.
    """

    name: str
    error: type[FaultyFileError]
    is_list: bool = False
    limit: int = 2 * 1024 * 1024
    synonyms: Mapping[str, str] = {}


def read_bytes(path: str, kind: Kind) -> bytes:
    """Return what is in the file *path*, or one byte more than its *kind* may have.

    :raises FaultyFileError: of the kind, ``<name>-unreadable``.
    """
    try:
        with open(path, "rb") as stream:
            return stream.read(kind.limit + 1)
    except OSError as error:
        raise kind.error(f"{kind.name}-unreadable", path=relative_path(path), reason=reason_of(error)) from None


def published_schema(module: str, name: str) -> dict[str, Any]:
    """Return the JSON Schema 2020-12 in the file *name* beside the file of a *module*."""
    with open(os.path.join(os.path.dirname(module), name), encoding="utf-8") as stream:
        schema: dict[str, Any] = json.load(stream)
    return schema


def load_checked(
    data: bytes,
    file: str,
    kind: Kind,
    schema: Mapping[str, Any],
    beyond: Callable[[Any], Iterable[PackProblem]] = lambda _: (),
) -> Any:
    """Return the mapping or list that *data* holds, whose values know where they stand, with the keys of *schema*.

    *beyond* tells what a schema cannot say of it; *file* is the name for messages.

    :raises FaultyFileError: of the *kind*, ``<name>-invalid`` with all problems in the order of lines.
    """
    from checker.rulebook.schema import Schema
    from checker.rulebook.source import Row, Table, read_yaml

    form: type[Row | Table] = Row if kind.is_list else Table
    root, problems = read_yaml(data, file, form, limit=kind.limit)
    if not problems:
        for _, table in tables_in(root):
            _rename(table, kind.synonyms)
        problems = list(islice(Schema(dict(schema)).problems(root), MAX_PROBLEMS))
        problems += islice(beyond(root), MAX_PROBLEMS)
    if problems:
        raise_invalid(file, kind, problems)
    return root


def raise_invalid(file: str, kind: Kind, problems: Iterable[PackProblem]) -> None:
    """:raises FaultyFileError: of the *kind*, ``<name>-invalid`` with all *problems* in the order of lines."""
    ordered = tuple(sorted(problems, key=lambda one: (one.line, one.column)))
    raise kind.error(f"{kind.name}-invalid", path=file, count=len(ordered), problems=ordered)


def tables_in(root: Table | Row) -> Iterator[tuple[PathKey, Table]]:
    """Yield *root* if it is a mapping, and the mappings in its lists of mappings, or in the list that it is."""
    from checker.rulebook.source import Row, Table

    if isinstance(root, Table):
        yield (), root
        for key, value in root.items():
            if isinstance(value, Row):
                yield from (((key, at), one) for at, one in enumerate(value) if isinstance(one, Table))
    else:
        yield from (((at,), one) for at, one in enumerate(root) if isinstance(one, Table))


def _rename(table: Table, synonyms: Mapping[str, str]) -> None:
    for other, name in synonyms.items():
        if other in table and name not in table:
            table.put(name, table.pop(other), table.marks.pop(other))
