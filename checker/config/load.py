"""What a configuration says: a file ``.checker.yaml`` → a record.

What was found valid once is kept in the user's cache, as packs are.
"""
# ruff: noqa: PTH100, PTH118, PTH120

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from checker import __version__, cache
from checker.errors import ConfigError, PackError, PackProblem
from checker.rulebook.load import DEFAULT_PACK, load_pack
from checker.rulebook.locate import available, find_pack, relative_path
from checker.rulebook.userfile import Kind, load_checked, published_schema, read_bytes, tables_in
from checker.text.globs import glob, spelled

if TYPE_CHECKING:
    from checker.rulebook.source import Table


class Basis(NamedTuple):
    """What a report is judged by: a pack (``None``: the one that fits its issuer), and what overrides its text."""

    rules: str | None = None
    year: int | None = None
    filer: str | None = None

    def over(self, other: Basis) -> Basis:
        """Return what this one says, and what it leaves open as *other* has it."""
        return Basis._make(theirs if own is None else own for own, theirs in zip(self, other, strict=True))


class Override(NamedTuple):
    """Another basis for the reports that fit one of the globs ``files``."""

    files: tuple[str, ...]
    basis: Basis


class Config(NamedTuple):
    """A configuration; ``None`` or empty where it says nothing.

    ``file`` is its name for messages, ``folder`` the absolute path of its folder, from which its globs start.  Paths in
    it have been joined to that folder, as seen from the working directory.  ``limits`` are words as ``--limit`` takes
    them, ``formats`` as ``--write`` does.
    """

    file: str
    folder: str
    basis: Basis = Basis()
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    overrides: tuple[Override, ...] = ()
    fail_on: str | None = None
    min_score: float | None = None
    waivers: str | None = None
    baseline: str | None = None
    formats: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    cache: bool = True
    words: str | None = None
    hosts: tuple[str, ...] = ()


class Globs:
    """The globs of a configuration, ready to be asked about paths."""

    def __init__(self, config: Config) -> None:
        self._top = os.path.join(config.folder, "")
        self._basis = config.basis
        self._include, self._exclude = _any_glob(config.include), _any_glob(config.exclude)
        self._overrides = [(_any_glob(one.files), one.basis) for one in config.overrides]

    def takes(self, path: str) -> bool:
        """Return whether the file at *path* is one of the reports; the globs say nothing of what lies outside their folder."""
        name = self.seen_as(path)
        if name is None:
            return True
        return (self._include is None or self._include(name)) and not (self._exclude and self._exclude(name))

    def basis(self, path: str) -> Basis:
        """Return what the report at *path* is judged by: the last override that fits counts, key by key."""
        name, basis = self.seen_as(path), self._basis
        if name is None:
            return basis
        for fits, other in self._overrides:
            if fits is not None and fits(name):
                basis = other.over(basis)
        return basis

    def seen_as(self, path: str) -> str | None:
        """Return *path* from the folder of the configuration, as globs see it; ``None`` where it lies outside."""
        if path == "-":
            return None
        whole = os.path.abspath(path)
        if not whole.startswith(self._top):  # or the way there leads through a link
            folder, name = os.path.split(whole)
            whole = os.path.join(os.path.realpath(folder), name)
        return spelled(whole[len(self._top) :]) if whole.startswith(self._top) else None


def _any_glob(patterns: Sequence[str]) -> Callable[[str], bool] | None:
    """Return what tells whether a path fits one of *patterns*; ``None`` where there are none."""
    globs = [glob(pattern) for pattern in patterns]
    return (lambda name: any(fits(name) for fits in globs)) if globs else None


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
        root = _valid_table(data, file, folder, formats)
        cache.remember(_KIND, key, root)
    return _config(root, file, folder)


def _valid_table(data: bytes, file: str, folder: str, formats: Collection[str]) -> Table:
    """Return the configuration in *data*, known as *file*, with the keys of the schema.

    :raises ConfigError: ``config-invalid`` with all problems.
    """
    root: Table = load_checked(
        data, file, FILE, config_schema(), lambda root: _faults_beyond_schema(root, folder, formats)
    )
    return root


def config_schema() -> dict[str, Any]:
    """Return the published schema of configurations (JSON Schema 2020-12)."""
    return published_schema(__file__, "config.schema.json")


def _faults_beyond_schema(root: Table, folder: str, formats: Collection[str]) -> Iterator[PackProblem]:
    """Yield what a schema cannot say."""
    from checker.rulebook.source import problem_at
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
    """Yield the kinds of filers that none of *packs* knows; a pack is loaded only where a kind is named."""
    named = [(path, table["filer"]) for path, table in tables_in(root) if isinstance(table.get("filer"), str)]
    if not named:
        return
    from checker.rulebook.source import problem_at
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
    overrides = [Override(tuple(one["files"]), _basis_of(one, folder)) for one in root.get("overrides", ())]
    return Config(
        file,
        folder,
        _basis_of(root, folder),
        tuple(root.get("include", ())),
        tuple(root.get("exclude", ())),
        tuple(overrides),
        formats=tuple(f"{name}={joined(path, folder)}" for name, path in root.get("formats", {}).items()),
        hosts=tuple(root.get("hosts", ())),
        limits=tuple(f"{name}={value}" for name, value in root.get("limits", {}).items()),
        **values,
    )


def _basis_of(table: Mapping[str, Any], folder: str) -> Basis:
    ref = table.get("rules")
    return Basis(None if ref is None else pack_ref(ref, folder), table.get("year"), table.get("filer"))


def is_pack(ref: str, folder: str) -> bool:
    """Return whether *ref* is the name of a pack, or leads to one from *folder*."""
    try:
        find_pack(ref, beside=folder)
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
