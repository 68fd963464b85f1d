"""A file ``.checker.yaml`` → a record, or everything that is wrong with it.

Imported only where there is one: it needs the packages for YAML and JSON Schema.
"""
# ruff: noqa: PTH100, PTH118, PTH120

from __future__ import annotations

import json
import os
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checker.config.model import Basis, Config, Override
from checker.errors import ConfigError, PackError, PackProblem
from checker.rulebook.load import DEFAULT_PACK, load_pack
from checker.rulebook.locate import available, find, shown
from checker.rulebook.located import Row, Table, place, spell
from checker.rulebook.schema import Schema
from checker.rulebook.source import MAX_BYTES, read_yaml
from checker.rulebook.translate import choices, shorten

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from checker.rulebook.located import PathKey

MAX_PROBLEMS = 200

_SYNONYMS = {"pack": "rules", "write": "formats", "fail-on": "fail_on", "min-score": "min_score"}
_PATHS = ("waivers", "baseline")


def load_config(path: str, formats: Collection[str]) -> Config:
    """The configuration in the file *path*; *formats* are the output formats that there are.

    :raises ConfigError: ``config-unreadable``, or ``config-invalid`` with all problems.
    """
    file, folder = shown(path), os.path.dirname(os.path.abspath(path))
    root, problems = read_yaml(_bytes(path, file), file)
    if not problems:
        for _, table in _tables(root):
            _rename(table)
        problems = list(islice(Schema(schema()).problems(root), MAX_PROBLEMS))
        problems += islice(_problems(root, folder, formats), MAX_PROBLEMS)
    if problems:
        ordered = tuple(sorted(problems, key=lambda one: (one.line, one.column)))
        raise ConfigError("config-invalid", path=file, count=len(ordered), problems=ordered)
    return _config(root, file, folder)


def schema() -> dict[str, Any]:
    """The published schema of configurations (JSON Schema 2020-12)."""
    text = Path(__file__).with_name("config.schema.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def _bytes(path: str, file: str) -> bytes:
    try:
        with Path(path).open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise ConfigError("config-unreadable", path=file, reason=error.strerror or str(error)) from None


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
            try:
                find(ref, beside=folder)
                packs.append(_pack(ref, folder))
            except PackError:
                values = {"name": shorten(ref), **choices(ref, available())}
                yield _problem(root, (*path, "rules"), "unknown-pack", **values)
    yield from _unknown_filers(root, packs)
    written = root.get("formats")
    for name, file in written.items() if isinstance(written, Table) else ():
        if name not in formats:
            values = {"value": shorten(name), **choices(name, formats)}
            yield _problem(root, ("formats", name), "not-allowed-value", key=True, **values)
        elif isinstance(file, str) and _leads_out(file, folder):
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


def _leads_out(file: str, folder: str) -> bool:
    """Whether *file* is none below *folder*: a repository that somebody else wrote must not write elsewhere."""
    top = os.path.join(os.path.realpath(folder), "")
    return "\0" in file or not os.path.realpath(os.path.join(folder, file)).startswith(top)


def _problem(root: Table, path: PathKey, fault: str, *, key: bool = False, **values: Any) -> PackProblem:
    return PackProblem(fault, *place(root, path, key=key), spell(path), **values)


def _config(root: Table, file: str, folder: str) -> Config:
    values: dict[str, Any] = {key: root[key] for key in ("fail_on", "min_score", "cache") if key in root}
    values |= {key: _joined(root[key], folder) for key in _PATHS if key in root}
    overrides = [Override(tuple(one["files"]), _basis(one, folder)) for _, one in _tables(root)[1:]]
    return Config(
        file,
        folder,
        _basis(root, folder),
        tuple(root.get("include", ())),
        tuple(root.get("exclude", ())),
        tuple(overrides),
        formats=tuple(f"{name}={_joined(path, folder)}" for name, path in root.get("formats", {}).items()),
        limits=tuple(f"{name}={value}" for name, value in root.get("limits", {}).items()),
        **values,
    )


def _basis(table: Table, folder: str) -> Basis:
    ref = table.get("rules")
    return Basis(None if ref is None else _pack(ref, folder), table.get("year"), table.get("filer"))


def _pack(ref: str, folder: str) -> str:
    """A pack by its name, or by its path."""
    return ref if ref in available() else _joined(ref, folder)


def _joined(path: str, folder: str) -> str:
    return shown(os.path.normpath(os.path.join(folder, path)))
