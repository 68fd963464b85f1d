"""The YAML of a configuration → plain values, or everything that is wrong with it.

Imported only where a configuration is new: it needs the packages for YAML and JSON Schema.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from checker.config.values import is_pack, leads_out, pack_ref
from checker.errors import ConfigError, PackProblem
from checker.rulebook.load import DEFAULT_PACK, load_pack
from checker.rulebook.locate import available
from checker.rulebook.located import PathKey, Row, Table, place, spell
from checker.rulebook.schema import Schema
from checker.rulebook.source import read_yaml
from checker.rulebook.translate import choices, shorten

MAX_PROBLEMS = 200

_SYNONYMS = {"pack": "rules", "write": "formats", "fail-on": "fail_on", "min-score": "min_score"}


def read(data: bytes, file: str, folder: str, formats: Collection[str]) -> Table:
    """The configuration in *data*, known as *file*, with the keys of the schema.

    :raises ConfigError: ``config-invalid`` with all problems.
    """
    root, problems = read_yaml(data, file)
    if not problems:
        for _, table in _tables(root):
            _rename(table)
        problems = list(islice(Schema(schema()).problems(root), MAX_PROBLEMS))
        problems += islice(_problems(root, folder, formats), MAX_PROBLEMS)
    if problems:
        ordered = tuple(sorted(problems, key=lambda one: (one.line, one.column)))
        raise ConfigError("config-invalid", path=file, count=len(ordered), problems=ordered)
    return root


def schema() -> dict[str, Any]:
    """The published schema of configurations (JSON Schema 2020-12)."""
    text = Path(__file__).with_name("config.schema.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def _tables(root: Table) -> list[tuple[PathKey, Table]]:
    """The configuration itself and its overrides, each with its path."""
    entries = root.get("overrides")
    listed = list(entries) if isinstance(entries, Row) else []
    found: list[tuple[PathKey, Table]] = [((), root)]
    return found + [(("overrides", at), one) for at, one in enumerate(listed) if isinstance(one, Table)]


def _rename(table: Table) -> None:
    """Give each key the name that it has in the schema."""
    for other, name in _SYNONYMS.items():
        if other in table and name not in table:
            table.put(name, table.pop(other), table.marks.pop(other))


def _problems(root: Table, folder: str, formats: Collection[str]) -> Iterator[PackProblem]:
    """What a schema cannot say."""
    packs = [DEFAULT_PACK]
    for path, table in _tables(root):
        if isinstance(ref := table.get("rules"), str) and ref:
            if is_pack(ref, folder):
                packs.append(pack_ref(ref, folder))
            else:
                values = {"name": shorten(ref), **choices(ref, available())}
                yield _problem(root, (*path, "rules"), "unknown-pack", **values)
    yield from _unknown_filers(root, packs)
    written = root.get("formats")
    for name, file in written.items() if isinstance(written, Table) else ():
        if name not in formats:
            values = {"value": shorten(name), **choices(name, formats)}
            yield _problem(root, ("formats", name), "not-allowed-value", key=True, **values)
        elif isinstance(file, str) and leads_out(file, folder):
            yield _problem(root, ("formats", name), "config-leads-out", value=shorten(file))


def _unknown_filers(root: Table, packs: list[str]) -> Iterator[PackProblem]:
    """The kinds of filers that none of *packs* knows; a pack is loaded only where a kind is named."""
    named = [(path, table["filer"]) for path, table in _tables(root) if isinstance(table.get("filer"), str)]
    if not named:
        return
    kinds = list(dict.fromkeys(kind for ref in packs for kind in load_pack(ref, cases=False).filers))
    for path, kind in named:
        if kind not in kinds:
            yield _problem(root, (*path, "filer"), "unknown-filer", name=shorten(kind), **choices(kind, kinds))


def _problem(root: Table, path: PathKey, fault: str, *, key: bool = False, **values: Any) -> PackProblem:
    return PackProblem(fault, *place(root, path, key=key), spell(path), **values)
