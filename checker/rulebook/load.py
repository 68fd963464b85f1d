"""Load a rule pack, from the cache where it can be had there.

The packages for YAML and JSON Schema are imported only where a pack has to be built.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from checker.rulebook import cache as store
from checker.rulebook import files
from checker.rulebook.locate import available, find
from checker.rulebook.model import Pack, pack_from

DEFAULT_PACK = "national"

_loaded: dict[tuple[str, bool], Pack] = {}
_regions: dict[tuple[str, str], str] = {}


def load_pack(
    ref: str,
    *,
    cache: bool = True,
    cases: bool = True,
    checks: Mapping[str, Any] | None = None,
    root: str | None = None,
) -> Pack:
    """The pack that *ref* names or leads to, merged with its bases and validated.

    Without *cases* the rules may come without theirs, which is faster and enough to judge with.  *checks* stands in for
    the registry of primitives (then nothing is cached), *root* for the folder of named packs.

    :raises PackError: ``pack-not-found``, ``pack-without-header``, or ``pack-invalid`` with all problems.
    """
    chain = files.read_chain(find(ref, root=root), root=root)
    fingerprint = files.fingerprint(chain)
    if not cache or checks is not None:
        return pack_from(_build(ref, chain, checks, root)[0])
    key = (fingerprint, cases)
    if key not in _loaded:
        _loaded[key] = _from_cache(fingerprint, cases) or _build_and_keep(ref, chain, fingerprint, root)
    return _loaded[key]


def pack_for_region(region: str | None, *, root: str | None = None) -> str:
    """The name of the pack that applies to issuers of *region* (a province); else the default pack.

    Only packs whose header holds the region's name are looked into.
    """
    if region is None:
        return DEFAULT_PACK
    key = (region, root or "")
    if key not in _regions:
        _regions[key] = _search_region(region, root)
    return _regions[key]


def digest(ref: str, *, root: str | None = None) -> str:
    """``sha256:`` and the hash of all files of the pack *ref* and its bases, without building it."""
    return files.digest(files.read_chain(find(ref, root=root), root=root))


def _search_region(region: str, root: str | None) -> str:
    wanted = region.encode()
    for name, path in available(root).items():
        header = files.read_header(path)
        may_apply = b"applies" in header and (wanted in header or b"\\u" in header)
        if may_apply and region in load_pack(name, cases=False, root=root).regions:
            return name
    return DEFAULT_PACK


def _from_cache(fingerprint: str, cases: bool) -> Pack | None:
    path = store.path_for(fingerprint)
    compiled = store.read(path, fingerprint, cases=cases) if path else None
    if compiled is None:
        return None
    try:
        return pack_from(compiled)
    except (AttributeError, IndexError, KeyError, TypeError, ValueError):
        return None


def _build_and_keep(ref: str, chain: tuple[files.PackFiles, ...], fingerprint: str, root: str | None) -> Pack:
    compiled, real_chain = _build(ref, chain, None, root)
    path = store.path_for(fingerprint)
    # Where the guess of the bases was wrong, the fingerprint says nothing about some of the sources.
    if path and real_chain == chain:
        store.write(path, fingerprint, compiled)
    return pack_from(compiled)


def _build(
    ref: str, chain: tuple[files.PackFiles, ...], checks: Mapping[str, Any] | None, root: str | None
) -> tuple[dict[str, Any], tuple[files.PackFiles, ...]]:
    from checker.rulebook.build import build

    return build(ref, chain, checks=checks, root=root)
