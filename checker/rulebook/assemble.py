"""The files of a pack and of the packs that it extends → one document.

Sections of one pack are merged by entry, an entry stands in one file only.  A derived pack says only what differs: mappings are
merged, lists replace those of the base; a list that starts with ``$base`` continues it, and ``null`` takes a key away.  Every
value keeps the place it was written at.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from checker.errors import PackProblem
from checker.rulebook.locate import DATA_SUFFIX, HEADER, PackFiles, relative_path
from checker.rulebook.source import Mark, PathKey, Row, Table, problem_at, read_yaml, spell
from checker.rulebook.translate import choices

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
    """Return the document that all files of *pack* make together, and everything wrong with their YAML."""
    problems: list[PackProblem] = []
    whole: Table | None = None
    for number, file in enumerate(pack.files):
        if number and file.name.endswith(DATA_SUFFIX):
            continue
        name = relative_path(file.path)
        if file.data is None:
            problems.append(PackProblem("unreadable-file", name, 1, 1, "", detail=file.error))
            continue
        document, found = read_yaml(file.data, name, Table)
        problems += found
        if whole is None:
            whole = document
        else:
            problems += _join(whole, document)
    return whole if whole is not None else Table(Mark(relative_path(pack.path), 1, 1)), problems


def _join(whole: Table, document: Table) -> list[PackProblem]:
    """Add *document*, one of the further files, to *whole*, and return what stands in it twice."""
    problems = []
    for key, value in document.items():
        marks = document.marks[key]
        if key in _IN_HEADER:
            problems.append(PackProblem("header-elsewhere", *marks[0], key, name=key, header=HEADER))
        elif key not in whole:
            # A section is added to later: what was read from a file stays as it was.
            whole.put(key, value.copy() if isinstance(value, Table) else value, marks)
        elif key in SECTIONS and isinstance(value, Table) and isinstance(whole[key], Table):
            problems += _join_section(key, whole[key], value)
        else:
            problems.append(_twice_problem((key,), marks[0], whole.marks[key][0]))
    return problems


def _join_section(name: str, whole: Table, section: Table) -> list[PackProblem]:
    problems = []
    for key, value in section.items():
        if key in whole:
            problems.append(_twice_problem((name, key), section.marks[key][0], whole.marks[key][0]))
        else:
            whole.put(key, value, section.marks[key])
    return problems


def _twice_problem(path: tuple[str, ...], mark: Mark, first: Mark) -> PackProblem:
    return PackProblem("duplicate-entry", *mark, spell(path), entry=path[-1], first=f"{first.file}:{first.line}")


BASE = "$base"
_NOWHERE = Mark("", 1, 1)
OPEN = "x-open"
"""Marks a rule of a base that comes without cases: to prove it is nobody's duty who only extends the base."""
_PLAIN = ("pack", "version", "title", "applies")


def inherit(base: Table, own: Table) -> tuple[Table, list[PackProblem]]:
    """Return *own* on top of *base*, without ``extends``, ``change`` and ``off``; and what cannot be merged."""
    problems: list[PackProblem] = []
    merged = Table(own.mark)
    for key in own:
        if key in _PLAIN or key.startswith("x-"):
            merged.put(key, own[key], own.marks[key])
    for section in (*SECTIONS, "blanks", "year"):
        if section not in {"rules", "change"}:
            _put_merged(merged, section, base, own)
    rules, found = _merged_rules(base, own)
    problems += found
    marks = base.marks.get("rules") or own.marks.get("rules") or (own.mark, own.mark)
    merged.put("rules", rules, marks)
    guide = table_at(merged, "guide")
    for key in [key for key in table_at(base, "guide") if key not in rules]:  # switched off
        guide.pop(key, None)
    return merged, problems


def merge(base: Any, own: Any) -> Any:
    """Return *own* laid over *base*; neither of them is changed."""
    if isinstance(base, Table) and isinstance(own, Table):
        merged = Table(own.mark)
        for key, value in base.items():
            if key not in own:
                merged.put(key, value, base.marks[key])
            elif own[key] is not None:
                # The key keeps its place among the base's, so that the order of a catalogue does not change.
                merged.put(key, merge(value, own[key]), own.marks[key])
        for key, value in own.items():
            if key not in base and value is not None:
                merged.put(key, value, own.marks[key])
        return merged
    if isinstance(base, Row) and isinstance(own, Row) and own[:1] == [BASE]:
        longer = Row(own.mark)
        for item, where in [*zip(base, base.marks, strict=True), *zip(own[1:], own.marks[1:], strict=True)]:
            longer.put(item, where)
        return longer
    return own


def stray_bases(root: Table) -> Iterator[PackProblem]:
    """Yield each ``$base`` that continues nothing: not the first of its list, or with no list of a base before it."""
    waiting: list[tuple[Any, PathKey]] = [(root, ())]
    while waiting:
        node, path = waiting.pop()
        if isinstance(node, dict):
            waiting += [(value, (*path, key)) for key, value in node.items()]
        elif isinstance(node, list):
            waiting += [(value, (*path, number)) for number, value in enumerate(node)]
        elif node == BASE and path and isinstance(path[-1], int):
            yield problem_at(root, path, "base-misplaced")


def _put_merged(merged: Table, section: str, base: Table, own: Table) -> None:
    if section in base and section in own:
        merged.put(section, merge(base[section], own[section]), own.marks[section])
    elif section in base:
        merged.put(section, base[section], base.marks[section])
    elif section in own:
        merged.put(section, own[section], own.marks[section])


def _merged_rules(base: Table, own: Table) -> tuple[Table, list[PackProblem]]:
    problems: list[PackProblem] = []
    known = table_at(base, "rules")
    changes = table_at(own, "change")
    off = own.get("off")
    off = off if isinstance(off, Row) else Row(own.mark)
    problems += _unknown(own, changes, off, known)
    rules = Table(known.mark)
    for key, rule in known.items():
        if key in off:
            continue
        if isinstance(changes.get(key), Table):
            mark = changes.marks[key][0]
            rules.put(key, _changed(rule, changes[key]), (mark, known.marks[key][1]))
        else:
            rules.put(key, rule, known.marks[key])
        if base.get("base") is True and isinstance(rule, Table) and not rules[key].get("cases"):
            mark, marked = known.marks[key][0], rules[key].copy()
            marked.put(OPEN, True, (mark, mark))
            rules.put(key, marked, rules.marks[key])
    added = table_at(own, "rules")
    for key, rule in added.items():
        if key in known and key not in off:
            problems.append(problem_at(own, ("rules", key), "rule-exists", key=True, rule=key))
        else:
            rules.put(key, rule, added.marks[key])
    return rules, problems


def _changed(rule: Any, change: Table) -> Any:
    """Return *rule* with what *change* says; another check has other options, so none of the old ones is kept then."""
    merged = merge(rule, change)
    if isinstance(merged, Table) and isinstance(rule, Table) and merged.get("check") != rule.get("check"):
        for key in ("options", "when"):
            if key not in change:
                merged.pop(key, None)
            elif key in merged:
                merged[key] = change[key]
    return merged


def _unknown(own: Table, changes: Table, off: Row, known: Table) -> list[PackProblem]:
    """Return the rules to change or to switch off that the base does not have."""
    named: list[tuple[PathKey, Any]] = [(("change", key), key) for key in changes if not key.startswith("x-")]
    named += [(("off", number), key) for number, key in enumerate(off) if isinstance(key, str)]
    return [
        problem_at(own, path, "unknown-rule", key=path[0] == "change", name=key, **choices(key, known))
        for path, key in named
        if key not in known
    ]


def table_at(document: Any, key: str) -> Table:
    """Return the mapping under *key*, empty where there is none."""
    value = document.get(key) if isinstance(document, dict) else None
    return value if isinstance(value, Table) else Table(getattr(document, "mark", _NOWHERE))
