"""Build a pack from its sources: read, merge with its bases, validate, compile.

All problems are collected before any is told, as far as they can be found: bad YAML hides what the file holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any

from checker.checks import Check
from checker.errors import PackError, PackProblem
from checker.records import NamedTuple
from checker.rulebook import content
from checker.rulebook.assemble import assemble, inherit, stray_bases
from checker.rulebook.compile import TooManyPatternsError, compile_pack
from checker.rulebook.consistency import contradictions, unsaid
from checker.rulebook.data_files import data_files
from checker.rulebook.locate import MAX_BASES, PackFiles, digest, find_pack, read_pack, same
from checker.rulebook.names import put_names
from checker.rulebook.patterns import MAX_PATTERNS
from checker.rulebook.schema import Schema
from checker.rulebook.source import Table, mark_at, spell

MAX_PROBLEMS = 200

_valid: set[str] = set()
"""Digests of packs that are valid by themselves: a base is not validated again for each pack that extends it."""


class _Sources(NamedTuple):
    """The packs of a chain, nearest first, each as its files and its document."""

    packs: tuple[PackFiles, ...]
    documents: tuple[Table, ...]


def build(
    ref: str,
    chain: tuple[PackFiles, ...],
    *,
    checks: Mapping[str, Check] | None = None,
    root: str | None = None,
    lint: bool = False,
) -> tuple[dict[str, Any], tuple[PackFiles, ...]]:
    """Return the compiled form of the first pack of *chain*, and the chain of bases that it really has.

    With *lint* messages are held against what their checks say.

    :raises PackError: ``pack-invalid``, with all problems.
    """
    if checks is None:
        from checker.checks.registry import CHECKS

        checks = CHECKS
    sources = _read_chain_documents(ref, chain, root)
    schema = Schema()
    problems: list[PackProblem] = []
    for pack, document in zip(sources.packs, sources.documents, strict=True):
        problems += _document_problems(schema, pack, document)
    *derived, merged = sources.documents
    for own in reversed(derived):
        merged, found = inherit(merged, own)
        problems += found
    if derived:
        problems += islice(schema.problems(merged), MAX_PROBLEMS)
    merged, found = put_names(merged)
    problems += found
    data = data_files(sources.packs)
    problems += islice(stray_bases(merged), MAX_PROBLEMS)
    problems += islice(content.problems(merged, schema, checks, data), MAX_PROBLEMS)
    problems += islice(contradictions(merged, checks, data), MAX_PROBLEMS)
    if lint:
        problems += islice(unsaid(merged), MAX_PROBLEMS)
    _raise_if_any(ref, problems)
    try:
        compiled = compile_pack(merged, schema, checks, data)
        compiled["digest"] = digest(sources.packs)
    except TooManyPatternsError as error:
        mark = mark_at(merged, error.path)
        problem = PackProblem("too-many-patterns", *mark, spell(error.path), limit=MAX_PATTERNS)
        raise PackError("pack-invalid", pack=ref, count=1, problems=(problem,)) from None
    return compiled, sources.packs


def _read_chain_documents(ref: str, chain: tuple[PackFiles, ...], root: str | None) -> _Sources:
    """Return the documents of the pack and of its bases, following ``extends`` as it is really written."""
    packs: list[PackFiles] = []
    documents: list[Table] = []
    problems: list[PackProblem] = []
    pack: PackFiles | None = chain[0]
    while pack is not None:
        document, found = assemble(pack)
        packs.append(pack)
        documents.append(document)
        problems += found
        pack, fault = _base_of(packs, document, chain, root)
        problems += fault
    _raise_if_any(ref, problems)
    return _Sources(tuple(packs), tuple(documents))


def _document_problems(schema: Schema, pack: PackFiles, document: Table) -> list[PackProblem]:
    """Return what is wrong with the *document* of one pack by itself."""
    own = digest((pack,))
    if own in _valid:
        return []
    found = list(islice(schema.problems(document), MAX_PROBLEMS))
    if not found:
        _valid.add(own)
    return found


def _base_of(
    packs: list[PackFiles], document: Table, chain: tuple[PackFiles, ...], root: str | None
) -> tuple[PackFiles | None, list[PackProblem]]:
    """Return the pack that the last of *packs* extends, if there is one and it can be had."""
    ref = document.get("extends")
    if not isinstance(ref, str) or not ref:
        return None, []
    mark = document.marks["extends"][1]
    try:
        path = find_pack(ref, beside=packs[-1].folder, root=root)
    except PackError as error:
        values: dict[str, Any] = {
            "name": ref,
            "nearest": error.values.get("nearest", ""),
            "allowed": error.values.get("available", ""),
        }
        return None, [PackProblem("unknown-pack", *mark, "extends", **values)]
    if any(same(path, pack.path) for pack in packs):
        return None, [PackProblem("extends-cycle", *mark, "extends", name=ref)]
    if len(packs) > MAX_BASES:
        return None, [PackProblem("extends-too-deep", *mark, "extends", limit=MAX_BASES)]
    known = [pack for pack in chain if pack.path == path]
    return known[0] if known else read_pack(path), []


def _raise_if_any(ref: str, problems: Iterable[PackProblem]) -> None:
    """Raise all *problems*, each told once, in the order of files and lines."""
    different: dict[tuple[str, int, int, str, str, str], PackProblem] = {}
    for item in problems:  # what stands in `change` shows again in the rule that it changes
        what = item.key, item.path.rpartition(".")[2], str(item.values.get("name"))
        different.setdefault((item.file, item.line, item.column, *what), item)
    if different:
        ordered = tuple(different[key] for key in sorted(different))
        raise PackError("pack-invalid", pack=ref, count=len(ordered), problems=ordered)
