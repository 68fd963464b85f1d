"""Small files in the folder where the user's caches live: JSON behind its own checksum.

A name is made from everything that the content depends on.  What does not match its checksum is not there, and is built
anew; that nothing can be written is no error.  ``CHECKER_CACHE`` names another folder, or is ``off``.
"""
# Part of every start: pathlib and hashlib (which loads OpenSSL) would take longer than everything in here.
# ruff: noqa: PTH100, PTH103, PTH105, PTH108, PTH111, PTH112, PTH116, PTH117, PTH118, PTH120, PTH123

from __future__ import annotations

import os
import sys
from binascii import crc32
from collections.abc import Iterable, Mapping
from contextlib import suppress

from checker.records import Any

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
        return None if path is None else from_json(*read_pieces(path))
    except (OSError, TypeError, ValueError, RecursionError):
        return None


def remember(kind: str, key: bytes, value: Any) -> None:
    """Keep *value*, which JSON can hold, as what *key* of this *kind* leads to."""
    path = _path_of(kind, key)
    if path is not None:
        write_checked(path, as_json(value), prefix=f"{kind}-")


def _path_of(kind: str, key: bytes) -> str | None:
    where = folder()
    return None if where is None else os.path.join(where, f"{kind}-{short_hash(key)}.json")


def recall_pieces(kind: str, key: bytes) -> dict[str, bytes]:
    """Return what :func:`remember_pieces` has kept; nothing where there is nothing, or something else."""
    path = _path_of(kind, key)
    try:
        sizes, whole = read_pieces(path) if path is not None else (b"{}", b"")
        found, at = {}, 0
        for name, size in from_json(sizes).items():
            found[name] = whole[at : at + size]
            at += size
    except (AttributeError, OSError, TypeError, ValueError, RecursionError):
        return {}
    return found


def remember_pieces(kind: str, key: bytes, pieces: Mapping[str, bytes]) -> None:
    """Keep *pieces*, of which a run wants some, as what *key* of this *kind* leads to."""
    path = _path_of(kind, key)
    if path is not None:
        sizes = as_json({name: len(piece) for name, piece in pieces.items()})
        write_checked(path, sizes, b"".join(pieces.values()), prefix=f"{kind}-")


def read_pieces(path: str, most: int | None = None) -> list[bytes]:
    """Return the pieces of a file that :func:`write_checked` has made, the first *most* where that is given.

    :raises OSError: where it cannot be read.
    :raises ValueError: where it is not as it was written.
    """
    with open(path, "rb") as stream:
        marks = [mark.split(b":") for mark in stream.readline(MAX_BYTES).split()[:most]]
        pieces = [stream.read(min(int(size), MAX_BYTES)) for _, size in marks]
    if not pieces or any(
        checksum != b"%08x" % crc32(piece) for (checksum, _), piece in zip(marks, pieces, strict=True)
    ):
        raise ValueError(path)
    return pieces


def write_checked(path: str, *pieces: bytes, prefix: str) -> None:
    """Write a line of checksums and sizes and the *pieces* that they are of; a reader sees the old file or the new one.

    Of the files whose names begin with *prefix* the oldest go: an author who edits leaves one behind for each change.
    """
    with suppress(OSError):
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        marks = b" ".join([b"%08x:%d" % (crc32(piece), len(piece)) for piece in pieces])
        if place_whole(path, b"".join([marks, b"\n", *pieces])):
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
    import json

    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


class _AsUsual:
    """What the package ``json`` hands to its scanner, which is all of it that a start needs: it imports ``re``, and compiles."""

    strict = True
    object_hook = object_pairs_hook = parse_constant = None
    parse_float, parse_int = float, int


def from_json(data: bytes) -> Any:
    """Return the value that *data* is in JSON.  :raises ValueError: or TypeError, RecursionError, where it is none."""
    try:
        from _json import make_scanner
    except ImportError:  # another Python
        from json import loads

        return loads(data)
    text = data.decode()
    try:
        value, end = make_scanner(_AsUsual)(text, 0)  # type: ignore[arg-type]
    except StopIteration:
        raise ValueError(text[:40]) from None
    if end < len(text):
        raise ValueError(text[end : end + 40])
    return value


def _forget_the_oldest(where: str, prefix: str) -> None:
    kept = [entry for entry in os.scandir(where) if entry.name.startswith(prefix)]
    kept.sort(key=lambda entry: entry.stat().st_mtime, reverse=True)
    for entry in kept[_KEEP:]:
        os.unlink(entry.path)


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
                    stamp.append(f"{path.removeprefix(_PACKAGE)} {status.st_size} {status.st_mtime_ns}")
    return "\n".join(sorted(stamp))
