"""Load a rule pack, from the cache where it can be had there, and what observation needs of it.

A cached pack is JSON behind its own checksum, under a name made from everything it depends on.  What does not match is
ignored and built anew; that nothing can be written is no error.  The packages for YAML and JSON Schema are imported only
where a pack has to be built.
"""
# ruff: noqa: PTH118

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from functools import lru_cache, partial

from checker import __version__, cache
from checker.cache import as_json, code_stamp, from_json, read_pieces, recall, remember, short_hash
from checker.document.vocabulary import Account, Filer, Genre, Part, Sign, TableForm, Vocabulary
from checker.records import Any
from checker.rulebook import locate
from checker.rulebook.locate import PackFiles, available, find_pack, read_chain, read_header
from checker.rulebook.model import FORMAT, Pack, pack_from

DEFAULT_PACK = "national"

_loaded: dict[tuple[str, bool], Pack] = {}
_regions: dict[tuple[str, str, str], str] = {}


def load_pack(  # noqa: PLR0913 - what of it, and by what
    ref: str,
    *,
    cache: bool = True,
    cases: bool = True,
    lint: bool = False,
    checks: Mapping[str, Any] | None = None,
    root: str | None = None,
) -> Pack:
    """Return the pack that *ref* names or leads to, merged with its bases and validated.

    Without *cases* the rules may come without theirs, which is faster and enough to judge with.  With *lint* it is refused
    for messages too that can never be said, or would show their braces.  *checks* stands in for
    the registry of primitives (then nothing is cached), *root* for the folder of named packs.

    :raises PackError: ``pack-not-found``, ``pack-without-header``, or ``pack-invalid`` with all problems.
    """
    path = find_pack(ref, root=root)
    if not cache or lint or checks is not None:
        from checker.rulebook.build import build

        return pack_from(build(ref, read_chain(path, root=root), checks=checks, root=root, lint=lint)[0])
    key = (_fingerprint_of(path, root), cases)
    if key not in _loaded:
        _loaded[key] = _from_cache(*key) or _build_and_keep(ref, read_chain(path, root=root), root)
    return _loaded[key]


def pack_for_region(
    region: str | None,
    usual: str = DEFAULT_PACK,
    *,
    root: str | None = None,
    load: Callable[[str], Pack] | None = None,
) -> str:
    """Return the name of the pack that applies to issuers of *region* (a province) and judges what *usual* does; else *usual*.

    Only packs whose header holds the region's name are looked into; *load* returns those that the caller has loaded.
    """
    if region is None:
        return usual
    key = (region, usual, root or "")
    if key not in _regions:
        _regions[key] = _search_region(region, usual, root, load or partial(load_pack, cases=False, root=root))
    return _regions[key]


@lru_cache(1)
def packs_by_genre() -> tuple[Pack, ...]:
    """Return the packs that are chosen by themselves for texts of a genre of theirs, in the order of their names."""
    headers = {name: read_header(path) for name, path in available().items()}
    names = [name for name, header in headers.items() if b"genres" in header.partition(b"\napplies")[2]]
    packs = [load_pack(name, cases=False) for name in names]
    return tuple(pack for pack in packs if pack.judged)


def digest(ref: str) -> str:
    """Return ``sha256:`` and the hash of all files of the pack *ref* and its bases, without building it."""
    return locate.digest(read_chain(find_pack(ref)))


def _search_region(region: str, usual: str, root: str | None, load: Callable[[str], Pack]) -> str:
    wanted = region.encode()
    family = None
    for name, path in available(root).items():
        header = read_header(path)
        may_apply = b"applies" in header and (wanted in header or b"\\u" in header)
        if not may_apply or region not in (pack := load(name)).regions:
            continue
        family = family or load(usual).family
        if pack.family == family:
            return name
    return usual


def _from_cache(fingerprint: str, cases: bool) -> Pack | None:
    path = _path_for(fingerprint)
    compiled = _kept_pack(path, fingerprint, cases=cases) if path else None
    if compiled is None:
        return None
    try:
        return pack_from(compiled)
    except (AttributeError, IndexError, KeyError, TypeError, ValueError):
        return None


def _fingerprint_of(path: str, root: str | None) -> str:
    """Return the fingerprint of the pack at *path* and its bases; of one of the checker's it is kept for its state."""
    state = locate.state_here(path) if root is None else None
    kept = recall(_STATES, state) if state else None
    if isinstance(kept, str):
        return kept
    fingerprint = locate.fingerprint(read_chain(path, root=root))
    if state:
        remember(_STATES, state, fingerprint)
    return fingerprint


def _build_and_keep(ref: str, chain: tuple[PackFiles, ...], root: str | None) -> Pack:
    fingerprint = locate.fingerprint(chain)
    from checker.rulebook.build import build

    compiled, real_chain = build(ref, chain, root=root)
    path = _path_for(fingerprint)
    # Where the guess of the bases was wrong, the fingerprint says nothing about some of the sources.
    if path and real_chain == chain:
        _keep_pack(path, fingerprint, compiled)
    return pack_from(compiled)


_PREFIX = "pack-"
_WIDE = "utf-16"  # two bytes a Han character in place of three, and read in half the time
_BETWEEN = "\0"  # columns of tables, whose cells hold no such character
_STATES = "state"
_CODE = ("checks", "patterns", "rulebook")


def _path_for(fingerprint: str) -> str | None:
    """Return the file in which the pack with these sources is kept by this version of the checker."""
    where = cache.folder()
    if where is None:
        return None
    key = f"{fingerprint} {__version__} {FORMAT} {sys.byteorder} {code_stamp(_CODE)}".encode()
    return os.path.join(where, f"{_PREFIX}{short_hash(key)}.json")


def _kept_pack(path: str, fingerprint: str, *, cases: bool) -> dict[str, Any] | None:
    """Return the compiled pack in *path*, or ``None`` unless it is whole and made from these sources.

    The cases are most of a pack, and judging does not need them: without *cases* they are not even looked at.
    """
    try:
        body, words, owners, cells, *examples = read_pieces(path, None if cases else 4)
        compiled = from_json(body)
        compiled["lexicon"] |= {"words": words.decode(_WIDE), "owners": memoryview(owners).cast("i").tolist()}
        columns = iter(cells.decode(_WIDE).split(_BETWEEN))
        compiled["data"] = [{name: next(columns) for name in names} for names in compiled["data"]]
        if cases:
            compiled["cases"] = from_json(*examples)
    except (KeyError, OSError, TypeError, ValueError, RecursionError):
        return None
    expected = {"format": FORMAT, "checker": __version__, "fingerprint": fingerprint}
    if not isinstance(compiled, dict) or any(compiled.get(key) != value for key, value in expected.items()):
        return None
    return compiled


def _keep_pack(path: str, fingerprint: str, compiled: dict[str, Any]) -> None:
    """Keep *compiled*; a reader sees the old file or the new one, never half of it."""
    from array import array

    whole = {**compiled, "format": FORMAT, "checker": __version__, "fingerprint": fingerprint}
    examples = as_json(whole.pop("cases"))
    # Thousands of words, numbers and cells, which JSON has to read one by one.
    whole["lexicon"] = {**whole["lexicon"]}
    words = whole["lexicon"].pop("words").encode(_WIDE)
    owners = array("i", whole["lexicon"].pop("owners")).tobytes()
    cells = _BETWEEN.join([column for table in whole["data"] for column in table.values()]).encode(_WIDE)
    whole["data"] = [list(table) for table in whole["data"]]
    cache.write_checked(path, as_json(whole), words, owners, cells, examples, prefix=_PREFIX)


_MOST_KEPT = 4
_LAST: list[tuple[Pack, Vocabulary]] = []


def vocabulary_of(pack: Pack) -> Vocabulary:
    """Return the words by which *pack* recognises a report (kept for the packs that were asked for last)."""
    for known, words in _LAST:
        if known is pack:
            return words
    made = Vocabulary(
        pack.lexicon,
        tuple(_part_of(name, entry) for name, entry in pack.parts.items()),
        tuple(_genre_of(name, entry) for name, entry in pack.genres.items()),
        tuple(
            Filer(name, entry.get("issuer"), entry.get("deadline"), entry.get("deadlines", {}))
            for name, entry in pack.filers.items()
        ),
        pack.data,
        pack.blanks,
        pack.vocabulary,
        year=pack.year,
        outlines=pack.outlines,
        tables=tuple(_table_form(name, entry) for name, entry in pack.tables.items()),
    )
    _LAST[:] = [(pack, made), *_LAST[: _MOST_KEPT - 1]]
    return made


def _part_of(name: str, entry: Mapping[str, Any]) -> Part:
    heading = entry.get("heading", {})
    thematic = entry.get("thematic", {})
    hollow = entry.get("hollow", {})
    return Part(
        id=name,
        strong=heading.get("strong"),
        weak=heading.get("weak"),
        unless=heading.get("unless"),
        statement=entry.get("statement"),
        within=entry.get("within"),
        thematic=thematic.get("min", 0),
        not_thematic=thematic.get("unless"),
        coming=bool(entry.get("coming")),
        account=Account(**entry["account"]) if "account" in entry else None,
        cues=entry.get("cues", {}),
        lists={name: number for name, number in hollow.items() if name not in ("answers", "lacks")},
        answers=hollow.get("answers"),
        lacks=bool(hollow.get("lacks")),
        never=heading.get("never"),
    )


def _genre_of(name: str, entry: Mapping[str, Any]) -> Genre:
    signs = tuple(Sign(sign["patterns"], sign["weight"]) for sign in entry.get("signs", ()))
    return Genre(name, bool(entry.get("report")), entry.get("name"), signs)


def _table_form(name: str, entry: Mapping[str, Any]) -> TableForm:
    return TableForm(name, entry["title"], entry.get("part"), entry.get("rows", {}), entry["columns"], entry["names"])
