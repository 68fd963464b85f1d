"""A pack and the packs that it extends → one document.

A derived pack says only what differs.  Mappings are merged, lists replace the base's; a list that starts with ``$base``
continues it, and ``null`` takes a key away.  Every value keeps the place it was written at.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from checker.errors import PackProblem
from checker.rulebook.assemble import SECTIONS
from checker.rulebook.located import Mark, PathKey, Row, Table, place, spell
from checker.rulebook.translate import choices

BASE = "$base"
OPEN = "x-open"
"""Marks a rule of a base that comes without cases: to prove it is nobody's duty who only extends the base."""
_PLAIN = ("pack", "version", "title", "applies")


def inherit(base: Table, own: Table) -> tuple[Table, list[PackProblem]]:
    """*own* on top of *base*, without ``extends``, ``change`` and ``off``; and what cannot be merged."""
    problems: list[PackProblem] = []
    merged = Table(own.mark)
    for key in own:
        if key in _PLAIN or key.startswith("x-"):
            merged.put(key, own[key], own.marks[key])
    for section in (*SECTIONS, "blanks", "year"):
        if section not in {"rules", "change"}:
            _put_merged(merged, section, base, own)
    rules, found = _rules(base, own)
    problems += found
    marks = base.marks.get("rules") or own.marks.get("rules") or (own.mark, own.mark)
    merged.put("rules", rules, marks)
    guide = _table(merged, "guide")
    for key in [key for key in _table(base, "guide") if key not in rules]:  # switched off
        guide.pop(key, None)
    return merged, problems


def merge(base: Any, own: Any, mark: Mark | None = None) -> Any:
    """*own* laid over *base*; neither of them is changed."""
    if isinstance(base, Table) and isinstance(own, Table):
        merged = Table(own.mark if mark is None else mark)
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
    """Each ``$base`` that continues nothing: not the first of its list, or with no list of a base before it."""
    waiting: list[tuple[Any, PathKey]] = [(root, ())]
    while waiting:
        node, path = waiting.pop()
        if isinstance(node, dict):
            waiting += [(value, (*path, key)) for key, value in node.items()]
        elif isinstance(node, list):
            waiting += [(value, (*path, number)) for number, value in enumerate(node)]
        elif node == BASE and path and isinstance(path[-1], int):
            yield PackProblem("base-misplaced", *place(root, path), spell(path))


def _put_merged(merged: Table, section: str, base: Table, own: Table) -> None:
    if section in base and section in own:
        merged.put(section, merge(base[section], own[section]), own.marks[section])
    elif section in base:
        merged.put(section, base[section], base.marks[section])
    elif section in own:
        merged.put(section, own[section], own.marks[section])


def _rules(base: Table, own: Table) -> tuple[Table, list[PackProblem]]:
    problems: list[PackProblem] = []
    known = _table(base, "rules")
    changes = _table(own, "change")
    off = own.get("off")
    off = off if isinstance(off, Row) else Row(own.mark)
    problems += _unknown(changes, off, known)
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
            mark = known.marks[key][0]
            marked = Table(rules[key].mark)
            for name, value in rules[key].items():
                marked.put(name, value, rules[key].marks[name])
            marked.put(OPEN, True, (mark, mark))
            rules.put(key, marked, rules.marks[key])
    added = _table(own, "rules")
    for key, rule in added.items():
        if key in known and key not in off:
            path = spell(("rules", key))
            problems.append(PackProblem("rule-exists", *added.marks[key][0], path, rule=key))
        else:
            rules.put(key, rule, added.marks[key])
    return rules, problems


def _changed(rule: Any, change: Table) -> Any:
    """*rule* with what *change* says; another check has other options, so none of the old ones is kept then."""
    merged = merge(rule, change)
    if isinstance(merged, Table) and isinstance(rule, Table) and merged.get("check") != rule.get("check"):
        for key in ("options", "when"):
            if key not in change:
                merged.pop(key, None)
            elif key in merged:
                merged[key] = change[key]
    return merged


def _unknown(changes: Table, off: Row, known: Table) -> list[PackProblem]:
    """Rules to change or to switch off that the base does not have."""
    problems = []
    for key in changes:
        if key not in known and not key.startswith("x-"):
            mark = changes.marks[key][0]
            problems.append(PackProblem("unknown-rule", *mark, spell(("change", key)), name=key, **choices(key, known)))
    for number, key in enumerate(off):
        if isinstance(key, str) and key not in known:
            path = spell(("off", number))
            problems.append(PackProblem("unknown-rule", *off.marks[number], path, name=key, **choices(key, known)))
    return problems


def _table(document: Table, section: str) -> Table:
    value = document.get(section)
    return value if isinstance(value, Table) else Table(document.mark)
