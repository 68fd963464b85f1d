"""Small files in the folder where the user's caches live: JSON behind its own checksum.

A name is made from everything that the content depends on.  What does not match its checksum is not there, and is built
anew; that nothing can be written is no error.  ``CHECKER_CACHE`` names another folder, or is ``off``.
"""
# Part of every start: pathlib and hashlib (which loads OpenSSL) would take longer than everything in here.
# ruff: noqa: PTH100, PTH103, PTH105, PTH108, PTH111, PTH112, PTH116, PTH117, PTH118, PTH120, PTH123

from __future__ import annotations

import json
import os
import sys
from binascii import crc32
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

try:
    from _blake2 import blake2b as fast_hash
except ImportError:  # pragma: no cover
    from hashlib import blake2b as fast_hash

MAX_BYTES = 64 * 1024 * 1024
_KEEP = 40
_PACKAGE = os.path.dirname(os.path.abspath(__file__))


def folder() -> str | None:
    """Return the folder of cached files, or ``None`` where nothing is to be cached."""
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


def recall(kind: str, key: bytes) -> Any:
    """Return what :func:`remember` has kept; ``None`` where there is nothing, or something else."""
    path = _path_of(kind, key)
    try:
        if path is None:
            return None
        with open(path, "rb") as stream:
            checksum, _, body = stream.read(MAX_BYTES).partition(b"\n")
        return json.loads(body) if checksum_of(body) == checksum else None
    except (OSError, ValueError, RecursionError):
        return None


def remember(kind: str, key: bytes, value: Any) -> None:
    """Keep *value*, which JSON can hold, as what *key* of this *kind* leads to."""
    path = _path_of(kind, key)
    if path is not None:
        write_checked(path, as_json(value), prefix=f"{kind}-")


def _path_of(kind: str, key: bytes) -> str | None:
    where = folder()
    return None if where is None else os.path.join(where, f"{kind}-{short_hash(key)}.json")


def write_checked(path: str, *lines: bytes, prefix: str) -> None:
    """Write a line of checksums and the *lines* that they are of; a reader sees the old file or the new one.

    Of the files whose names begin with *prefix* the oldest go: an author who edits leaves one behind for each change.
    """
    with suppress(OSError):
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        if place_whole(path, b"\n".join([b" ".join(map(checksum_of, lines)), *lines])):
            _forget_the_oldest(os.path.dirname(path), prefix)


def place_whole(path: str, content: bytes) -> bool:
    """Put *content* at *path* for this user alone, all of it or nothing; return whether that could be done."""
    unfinished = f"{path}.{os.getpid()}.tmp"
    try:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
        with open(os.open(unfinished, flags, 0o600), "wb") as stream:
            stream.write(content)
        os.replace(unfinished, path)
    except OSError:
        with suppress(OSError):
            os.unlink(unfinished)
        return False
    return True


def as_json(value: Any) -> bytes:
    """Return *value* as one line of JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _forget_the_oldest(where: str, prefix: str) -> None:
    kept = [entry for entry in os.scandir(where) if entry.name.startswith(prefix)]
    kept.sort(key=lambda entry: entry.stat().st_mtime, reverse=True)
    for entry in kept[_KEEP:]:
        os.unlink(entry.path)


def checksum_of(line: bytes) -> bytes:
    """Return what tells whether a line of a cached file is as it was written."""
    return b"%08x" % crc32(line)


def short_hash(data: bytes) -> str:
    """Return a hash that costs next to nothing to have; for names of cached files."""
    return fast_hash(data, digest_size=20).hexdigest()


LETTERS = str.maketrans("0123456789", "ghijklmnop")
"""Makes a hash letters alone: a search of an output for a private number must not be answered by digits of a hash."""


def keyed_hash(secret: bytes, *parts: bytes) -> str:
    """Return a hash of *parts*, each apart from the others, that nobody without *secret* can make."""
    state = fast_hash(key=secret, digest_size=24)
    for part in parts:
        state.update(b"%d\n" % len(part))
        state.update(part)
    return str(state.hexdigest())


def rules_folder() -> str:
    """Return the folder ``rules`` that comes with the checker: inside the wheel, else at the top of the checkout."""
    inside = os.path.join(_PACKAGE, "rules")
    return os.path.join(os.path.dirname(_PACKAGE), "rules") if in_checkout() else inside


def in_checkout() -> bool:
    """Return whether the checker runs from its source tree, where code changes without a change of version."""
    return not os.path.isdir(os.path.join(_PACKAGE, "rules"))


def code_stamp(names: Iterable[str]) -> str:
    """Return sizes and times of the code in those packages and modules of the checker; in a wheel, an empty string."""
    if not in_checkout():
        return ""
    stamp = []
    for name in names:
        path = os.path.join(_PACKAGE, name)
        for top, _, files in os.walk(path) if os.path.isdir(path) else [(_PACKAGE, [], [f"{name}.py"])]:
            for file in files:
                if file.endswith((".py", ".json", ".yaml")):
                    path = os.path.join(top, file)
                    status = os.stat(path)
                    stamp.append(f"{os.path.relpath(path, _PACKAGE)} {status.st_size} {status.st_mtime_ns}")
    return "\n".join(sorted(stamp))
