"""A file ``.checker.yaml`` → a record.  What was found valid once is kept in the user's cache, as packs are."""
# ruff: noqa: PTH100, PTH120, PTH123

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from typing import Any

from checker import __version__, cache
from checker.config.model import Basis, Config, Override
from checker.config.values import is_pack, joined, leads_out, pack_ref
from checker.errors import ConfigError
from checker.rulebook.locate import relative_path

MAX_BYTES = 2 * 1024 * 1024

_KIND = "config"
_CODE = ("config", "rulebook")
_PATHS = ("waivers", "baseline", "words")


def load_config(path: str, formats: Collection[str]) -> Config:
    """The configuration in the file *path*; *formats* are the output formats that there are.

    :raises ConfigError: ``config-unreadable``, or ``config-invalid`` with all problems.
    """
    file, folder = relative_path(path), os.path.dirname(os.path.abspath(path))
    data = _bytes(path, file)
    key = b"\n".join([__version__.encode(), cache.code_stamp(_CODE).encode(), data])
    root = cache.recall(_KIND, key)
    if not isinstance(root, dict) or not _still_stands(root, folder, formats):
        from checker.config.source import read

        root = read(data, file, folder, formats)
        cache.remember(_KIND, key, root)
    return _config(root, file, folder)


def _bytes(path: str, file: str) -> bytes:
    try:
        with open(path, "rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise ConfigError("config-unreadable", path=file, reason=error.strerror or str(error)) from None


def _still_stands(root: Mapping[str, Any], folder: str, formats: Collection[str]) -> bool:
    """Whether what was valid is so today: packs may have gone, and links may lead elsewhere."""
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
        limits=tuple(f"{name}={value}" for name, value in root.get("limits", {}).items()),
        **values,
    )


def _basis(table: Mapping[str, Any], folder: str) -> Basis:
    ref = table.get("rules")
    return Basis(None if ref is None else pack_ref(ref, folder), table.get("year"), table.get("filer"))
