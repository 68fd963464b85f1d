"""Compiled packs, kept where the user's caches live.

A cached pack is JSON behind its own checksum, under a name made from everything it depends on.  What does not match is
ignored and built anew; that nothing can be written is no error.
"""
# ruff: noqa: PTH118, PTH123

from __future__ import annotations

import json
import os
from typing import Any

from checker import __version__, cache
from checker.cache import as_json, checksum_of, code_stamp, short_hash
from checker.rulebook.model import FORMAT

_PREFIX = "pack-"
_CODE = ("checks", "patterns", "rulebook")


def path_for(fingerprint: str) -> str | None:
    """The file in which the pack with these sources is kept by this version of the checker."""
    where = cache.folder()
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
            sums, body, examples = stream.read(cache.MAX_BYTES).split(b"\n")
        parts = [body, examples] if cases else [body]
        if any(checksum_of(part) != checksum for part, checksum in zip(parts, sums.split(), strict=False)):
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


def write(path: str, fingerprint: str, compiled: dict[str, Any]) -> None:
    """Keep *compiled*; a reader sees the old file or the new one, never half of it."""
    whole = {**compiled, "format": FORMAT, "checker": __version__, "fingerprint": fingerprint}
    examples = as_json(whole.pop("cases"))
    cache.write(path, as_json(whole), examples, prefix=_PREFIX)
