"""Compiled packs and configurations, kept where the user's caches live.

A cached pack is JSON behind its own checksum, under a name made from everything it depends on.  What does not match is
ignored and built anew; that nothing can be written is no error.  ``CHECKER_CACHE`` names another folder, or is ``off``.
"""
# ruff: noqa: PTH100, PTH103, PTH105, PTH108, PTH111, PTH116, PTH117, PTH118, PTH120, PTH123

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable
from typing import Any

from checker import __version__
from checker.rulebook.files import short_hash
from checker.rulebook.locate import in_checkout
from checker.rulebook.records import FORMAT

_PREFIX = "pack-"
_KEEP = 40
_MAX_BYTES = 64 * 1024 * 1024
_CODE = ("checks", "patterns", "rulebook")


def folder() -> str | None:
    """The folder of cached packs, or ``None`` where nothing is to be cached."""
    chosen = os.environ.get("CHECKER_CACHE", "")
    if chosen:
        return None if chosen == "off" else chosen
    home = os.path.expanduser("~")
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA", "")
    elif sys.platform == "darwin":
        base = os.path.join(home, "Library", "Caches")
    else:
        # The specification of XDG has relative paths ignored.
        base = os.environ.get("XDG_CACHE_HOME", "")
        base = base if os.path.isabs(base) else os.path.join(home, ".cache")
    return os.path.join(base, "fazhi-checker") if os.path.isabs(base) else None


def path_for(fingerprint: str) -> str | None:
    """The file in which the pack with these sources is kept by this version of the checker."""
    where = folder()
    if where is None:
        return None
    key = f"{fingerprint} {__version__} {FORMAT} {code_stamp(_CODE)}".encode()
    return os.path.join(where, f"{_PREFIX}{short_hash(key)}.json")


def read(path: str, fingerprint: str, *, cases: bool = True) -> dict[str, Any] | None:
    """The compiled pack in *path*, or ``None`` unless it is whole and made from these sources.

    The cases are most of a pack, and judging does not need them: without *cases* they are not even looked at.
    """
    try:
        with open(path, "rb") as stream:
            sums, body, examples = stream.read(_MAX_BYTES).split(b"\n")
        parts = [body, examples] if cases else [body]
        if any(short_hash(part).encode() != checksum for part, checksum in zip(parts, sums.split(), strict=False)):
            return None
        compiled = json.loads(body)
        if cases:
            compiled["cases"] = json.loads(examples)
    except (OSError, TypeError, ValueError, RecursionError):
        return None
    expected = {"format": FORMAT, "checker": __version__, "fingerprint": fingerprint}
    if not isinstance(compiled, dict) or any(compiled.get(key) != value for key, value in expected.items()):
        return None
    return compiled


def recall(kind: str, key: bytes) -> Any:
    """What :func:`remember` has kept; ``None`` where there is nothing, or something else."""
    path = _path(kind, key)
    try:
        if path is None:
            return None
        with open(path, "rb") as stream:
            checksum, _, body = stream.read(_MAX_BYTES).partition(b"\n")
        return json.loads(body) if short_hash(body).encode() == checksum else None
    except (OSError, ValueError, RecursionError):
        return None


def remember(kind: str, key: bytes, value: Any) -> None:
    """Keep *value*, which JSON can hold, as what *key* of this *kind* leads to."""
    path = _path(kind, key)
    if path is not None:
        _write(path, _signed(_json(value)), f"{kind}-")


def _path(kind: str, key: bytes) -> str | None:
    where = folder()
    return None if where is None else os.path.join(where, f"{kind}-{short_hash(key)}.json")


def write(path: str, fingerprint: str, compiled: dict[str, Any]) -> None:
    """Keep *compiled*; a reader sees the old file or the new one, never half of it."""
    whole = {**compiled, "format": FORMAT, "checker": __version__, "fingerprint": fingerprint}
    examples = _json(whole.pop("cases"))
    _write(path, _signed(_json(whole), examples), _PREFIX)


def _write(path: str, data: bytes, prefix: str) -> None:
    unfinished = f"{path}.{os.getpid()}.tmp"
    try:
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        with open(unfinished, "xb") as stream:
            stream.write(data)
        os.replace(unfinished, path)
        _forget_the_oldest(os.path.dirname(path), prefix)
    except OSError:
        try:
            os.unlink(unfinished)
        except OSError:
            return


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _signed(*lines: bytes) -> bytes:
    """The lines of a cached pack behind a line of their checksums."""
    return b"\n".join([" ".join(map(short_hash, lines)).encode(), *lines])


def _forget_the_oldest(where: str, prefix: str) -> None:
    """An author who edits a pack leaves one file behind for each change."""
    kept = [entry for entry in os.scandir(where) if entry.name.startswith(prefix)]
    kept.sort(key=lambda entry: entry.stat().st_mtime, reverse=True)
    for entry in kept[_KEEP:]:
        os.unlink(entry.path)


def code_stamp(packages: Iterable[str]) -> str:
    """In a checkout, sizes and times of the code in *packages* of the checker: there it changes between two versions."""
    if not in_checkout():
        return ""
    top = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    stamp = []
    for name in packages:
        for folder, _, names in os.walk(os.path.join(top, name)):
            for file in names:
                if file.endswith((".py", ".json")):
                    path = os.path.join(folder, file)
                    status = os.stat(path)
                    stamp.append(f"{os.path.relpath(path, top)} {status.st_size} {status.st_mtime_ns}")
    return "\n".join(sorted(stamp))
