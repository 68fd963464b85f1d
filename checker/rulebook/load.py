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
_regions: dict[tuple[str, str, str], str] = {}
_by_genre: dict[str, list[Pack]] = {}


def load_pack(  # noqa: PLR0913 - what of it, and by what
    ref: str,
    *,
    cache: bool = True,
    cases: bool = True,
    lint: bool = False,
    checks: Mapping[str, Any] | None = None,
    root: str | None = None,
) -> Pack:
    """The pack that *ref* names or leads to, merged with its bases and validated.

    Without *cases* the rules may come without theirs, which is faster and enough to judge with.  With *lint* it is refused
    for messages too that can never be said, or would show their braces.  *checks* stands in for
    the registry of primitives (then nothing is cached), *root* for the folder of named packs.

    :raises PackError: ``pack-not-found``, ``pack-without-header``, or ``pack-invalid`` with all problems.
    """
    chain = files.read_chain(find(ref, root=root), root=root)
    fingerprint = files.fingerprint(chain)
    if not cache or lint or checks is not None:
        return pack_from(_build(ref, chain, checks, root, lint=lint)[0])
    key = (fingerprint, cases)
    if key not in _loaded:
        _loaded[key] = _from_cache(fingerprint, cases) or _build_and_keep(ref, chain, fingerprint, root)
    return _loaded[key]


def pack_for_region(region: str | None, usual: str = DEFAULT_PACK, *, root: str | None = None) -> str:
    """The name of the pack that applies to issuers of *region* (a province) and judges what *usual* does; else *usual*.

    Only packs whose header holds the region's name are looked into.
    """
    if region is None:
        return usual
    key = (region, usual, root or "")
    if key not in _regions:
        _regions[key] = _search_region(region, usual, root)
    return _regions[key]


def packs_by_genre(*, root: str | None = None) -> list[Pack]:
    """The packs that are chosen by themselves for texts of a genre of theirs, in the order of their names."""
    key = root or ""
    if key not in _by_genre:
        names = [name for name, path in available(root).items() if b"genres" in _applies(files.read_header(path))]
        packs = [load_pack(name, cases=False, root=root) for name in names]
        _by_genre[key] = [pack for pack in packs if pack.judged]
    return _by_genre[key]


def _applies(header: bytes) -> bytes:
    """What the header of a pack says behind ``applies``; empty where it says nothing."""
    return header.partition(b"\napplies")[2]


def digest(ref: str, *, root: str | None = None) -> str:
    """``sha256:`` and the hash of all files of the pack *ref* and its bases, without building it."""
    return files.digest(files.read_chain(find(ref, root=root), root=root))


def _search_region(region: str, usual: str, root: str | None) -> str:
    wanted = region.encode()
    family = None
    for name, path in available(root).items():
        header = files.read_header(path)
        may_apply = b"applies" in header and (wanted in header or b"\\u" in header)
        if not may_apply or region not in (pack := load_pack(name, cases=False, root=root)).regions:
            continue
        family = family or load_pack(usual, cases=False, root=root).family
        if pack.family == family:
            return name
    return usual


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
    ref: str,
    chain: tuple[files.PackFiles, ...],
    checks: Mapping[str, Any] | None,
    root: str | None,
    *,
    lint: bool = False,
) -> tuple[dict[str, Any], tuple[files.PackFiles, ...]]:
    from checker.rulebook.build import build

    return build(ref, chain, checks=checks, root=root, lint=lint)
