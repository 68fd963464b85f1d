"""The files of one pack → one document: sections are merged by entry, an entry stands in one file only."""

from __future__ import annotations

from typing import Any

from checker.errors import PackProblem
from checker.rulebook.files import PackFiles
from checker.rulebook.locate import DATA_SUFFIX, HEADER, relative_path
from checker.rulebook.located import Mark, Table, spell
from checker.rulebook.source import read_yaml

SECTIONS = (
    "names",
    "sources",
    "vocabulary",
    "parts",
    "tables",
    "genres",
    "filers",
    "groups",
    "across",
    "rules",
    "guide",
    "change",
)
# What says which pack this is and whom it is for is looked up without reading the other files.
_IN_HEADER = frozenset({"pack", "version", "title", "extends", "base", "applies"})


def assemble(pack: PackFiles) -> tuple[Table, list[PackProblem]]:
    """The document that all files of *pack* make together, and everything wrong with their YAML."""
    problems: list[PackProblem] = []
    whole: Table | None = None
    for number, file in enumerate(pack.files):
        if number and file.name.endswith(DATA_SUFFIX):
            continue
        name = relative_path(file.path)
        if file.data is None:
            problems.append(PackProblem("unreadable-file", name, 1, 1, "", detail=file.error))
            continue
        document, found = read_yaml(file.data, name)
        problems += found
        if whole is None:
            whole = document
        else:
            problems += _join(whole, document)
    return whole if whole is not None else Table(Mark(relative_path(pack.path), 1, 1)), problems


def _join(whole: Table, document: Table) -> list[PackProblem]:
    """Add *document*, one of the further files, to *whole*."""
    problems = []
    for key, value in document.items():
        marks = document.marks[key]
        if key in _IN_HEADER:
            problems.append(PackProblem("header-elsewhere", *marks[0], key, name=key, header=HEADER))
        elif key not in whole:
            whole.put(key, _own_copy(value) if key in SECTIONS else value, marks)
        elif key in SECTIONS and isinstance(value, Table) and isinstance(whole[key], Table):
            problems += _join_section(key, whole[key], value)
        else:
            problems.append(_twice((key,), marks[0], whole.marks[key][0]))
    return problems


def _own_copy(section: Any) -> Any:
    """A section is added to later: what was read from a file stays as it was."""
    if not isinstance(section, Table):
        return section
    copy = Table(section.mark)
    for key, value in section.items():
        copy.put(key, value, section.marks[key])
    return copy


def _join_section(name: str, whole: Table, section: Table) -> list[PackProblem]:
    problems = []
    for key, value in section.items():
        if key in whole:
            problems.append(_twice((name, key), section.marks[key][0], whole.marks[key][0]))
        else:
            whole.put(key, value, section.marks[key])
    return problems


def _twice(path: tuple[str, ...], mark: Mark, first: Mark) -> PackProblem:
    return PackProblem("duplicate-entry", *mark, spell(path), entry=path[-1], first=f"{first.file}:{first.line}")
