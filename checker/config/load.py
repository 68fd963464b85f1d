"""A file ``.checker.yaml`` → a record.  What was found valid once is kept in the user's cache, as packs are."""
# ruff: noqa: PTH100, PTH118, PTH120

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from checker import __version__, cache
from checker.config.model import Basis, Config, Override
from checker.errors import ConfigError, PackError, PackProblem
from checker.rulebook.load import DEFAULT_PACK, load_pack
from checker.rulebook.locate import available, find, relative_path
from checker.rulebook.userfile import Kind, load_checked, problem_at, published_schema, read_bytes, tables_in

if TYPE_CHECKING:
    from checker.rulebook.located import Table

FILE = Kind(
    "config",
    ConfigError,
    synonyms={"pack": "rules", "write": "formats", "fail-on": "fail_on", "min-score": "min_score"},
)
_KIND = "config"
_CODE = ("config", "rulebook")
_PATHS = ("waivers", "baseline", "words")


def load_config(path: str, formats: Collection[str]) -> Config:
    """Return the configuration in the file *path*; *formats* are the output formats that there are.

    :raises ConfigError: ``config-unreadable``, or ``config-invalid`` with all problems.
    """
    file, folder = relative_path(path), os.path.dirname(os.path.abspath(path))
    data = read_bytes(path, FILE)
    key = b"\n".join([__version__.encode(), cache.code_stamp(_CODE).encode(), data])
    root = cache.recall(_KIND, key)
    if not isinstance(root, dict) or not _still_stands(root, folder, formats):
        root = _read(data, file, folder, formats)
        cache.remember(_KIND, key, root)
    return _config(root, file, folder)


def _read(data: bytes, file: str, folder: str, formats: Collection[str]) -> Table:
    """Return the configuration in *data*, known as *file*, with the keys of the schema.

    :raises ConfigError: ``config-invalid`` with all problems.
    """
    root: Table = load_checked(data, file, FILE, schema(), lambda root: _problems(root, folder, formats))
    return root


def schema() -> dict[str, Any]:
    """Return the published schema of configurations (JSON Schema 2020-12)."""
    return published_schema(__file__, "config.schema.json")


def _problems(root: Table, folder: str, formats: Collection[str]) -> Iterator[PackProblem]:
    """Return what a schema cannot say."""
    from checker.rulebook.translate import choices, shorten

    packs = [DEFAULT_PACK]
    for path, table in tables_in(root):
        if isinstance(ref := table.get("rules"), str) and ref:
            if is_pack(ref, folder):
                packs.append(pack_ref(ref, folder))
            else:
                values = {"name": shorten(ref), **choices(ref, available())}
                yield problem_at(root, (*path, "rules"), "unknown-pack", **values)
    yield from _unknown_filers(root, packs)
    written = root.get("formats")
    for name, file in written.items() if isinstance(written, dict) else ():
        if name not in formats:
            values = {"value": shorten(name), **choices(name, formats)}
            yield problem_at(root, ("formats", name), "not-allowed-value", key=True, **values)
        elif isinstance(file, str) and leads_out(file, folder):
            yield problem_at(root, ("formats", name), "config-leads-out", value=shorten(file))


def _unknown_filers(root: Table, packs: list[str]) -> Iterator[PackProblem]:
    """Return the kinds of filers that none of *packs* knows; a pack is loaded only where a kind is named."""
    named = [(path, table["filer"]) for path, table in tables_in(root) if isinstance(table.get("filer"), str)]
    if not named:
        return
    from checker.rulebook.translate import choices, shorten

    kinds = list(dict.fromkeys(kind for ref in packs for kind in load_pack(ref, cases=False).filers))
    for path, kind in named:
        if kind not in kinds:
            yield problem_at(root, (*path, "filer"), "unknown-filer", name=shorten(kind), **choices(kind, kinds))


def _still_stands(root: Mapping[str, Any], folder: str, formats: Collection[str]) -> bool:
    """Return whether what was valid is so today: packs may have gone, and links may lead elsewhere."""
    refs = [table["rules"] for table in (root, *root.get("overrides", ())) if "rules" in table]
    written = root.get("formats", {})
    return (
        all(is_pack(ref, folder) for ref in refs)
        and all(name in formats for name in written)
        and not any(leads_out(file, folder) for file in written.values())
    )


def _config(root: Mapping[str, Any], file: str, folder: str) -> Config:
    values: dict[str, Any] = {key: root[key] for key in ("fail_on", "min_score", "cache") if key in root}
    values |= {key: joined(root[key], folder) for key in _PATHS if key in root}
    overrides = [Override(tuple(one["files"]), _basis(one, folder)) for one in root.get("overrides", ())]
    return Config(
        file,
        folder,
        _basis(root, folder),
        tuple(root.get("include", ())),
        tuple(root.get("exclude", ())),
        tuple(overrides),
        formats=tuple(f"{name}={joined(path, folder)}" for name, path in root.get("formats", {}).items()),
        hosts=tuple(root.get("hosts", ())),
        limits=tuple(f"{name}={value}" for name, value in root.get("limits", {}).items()),
        **values,
    )


def _basis(table: Mapping[str, Any], folder: str) -> Basis:
    ref = table.get("rules")
    return Basis(None if ref is None else pack_ref(ref, folder), table.get("year"), table.get("filer"))


def is_pack(ref: str, folder: str) -> bool:
    """Return whether *ref* is the name of a pack, or leads to one from *folder*."""
    try:
        find(ref, beside=folder)
    except PackError:
        return False
    return True


def pack_ref(ref: str, folder: str) -> str:
    """Return a pack by its name, or by its path."""
    return ref if ref in available() else joined(ref, folder)


def joined(path: str, folder: str) -> str:
    """Return *path* from *folder*, as seen from the working directory."""
    return relative_path(os.path.normpath(os.path.join(folder, path)))


def leads_out(file: str, folder: str) -> bool:
    """Return whether *file* is none below *folder*: a repository that somebody else wrote must not write elsewhere."""
    top = os.path.join(os.path.realpath(folder), "")
    return "\0" in file or not os.path.realpath(os.path.join(folder, file)).startswith(top)
