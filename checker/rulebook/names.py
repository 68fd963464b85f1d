"""What a pack calls its report, put into its texts for users (``{names.report}``).

So a base says once what holds for reports of every kind, and each pack that extends it says it of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from checker.errors import PackProblem
from checker.rulebook.source import PathKey, Row, Table, problem_at
from checker.rulebook.translate import choices

_NAME = re.compile(r"\{names\.([A-Za-z0-9_-]{1,40})\}")
_WITH_TEXTS = ("across", "rules", "guide")


def put_names(root: Table) -> tuple[Table, list[PackProblem]]:
    """Return *root* with its names filled into the texts for users, and the places that ask for a name it has not.

    A base may leave its names to them.
    """
    names = root.get("names")
    known = names if isinstance(names, Table) else Table(root.mark)
    filled = Table(root.mark)
    problems: list[PackProblem] = []
    for section, value in root.items():
        new = _with_names(value, known, None) if section in _WITH_TEXTS else value
        filled.put(section, new, root.marks[section])
        if section in _WITH_TEXTS and root.get("base") is not True:
            for path, name in _unfilled(new, (section,)):
                problems.append(problem_at(root, path, "unknown-name", name=name, **choices(name, known)))
    return filled, problems


def _with_names(value: Any, names: Table, lang: str | None) -> Any:
    """Return *value* with the names in it, those of the language under which it stands."""
    if isinstance(value, Table):
        new = Table(value.mark)
        for key, item in value.items():
            new.put(key, _with_names(item, names, key), value.marks[key])
        return new
    if isinstance(value, Row):
        row = Row(value.mark)
        for item, mark in zip(value, value.marks, strict=True):
            row.put(_with_names(item, names, lang), mark)
        return row
    if isinstance(value, str) and "{names." in value:
        return _NAME.sub(lambda hit: _called(names, hit[1], lang) or hit[0], value)
    return value


def _called(names: Table, name: str, lang: str | None) -> str | None:
    """Return the name *name* as a text in *lang*; one that is no text in languages stays as it is."""
    found = names.get(name)
    text = found.get(lang or "") if isinstance(found, Table) else None
    return text if isinstance(text, str) else None


def _unfilled(value: Any, path: PathKey) -> Iterator[tuple[PathKey, str]]:
    if isinstance(value, str):
        yield from ((path, hit[1]) for hit in _NAME.finditer(value))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _unfilled(item, (*path, key))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _unfilled(item, (*path, number))
