"""Results of earlier runs, by all that they depend on: the bytes of a file, what it is judged by, and the code.

Only what was judged is kept, before waivers and baselines are laid over it.  What cannot be read is tried again in every
run: a program that was missing may have been installed.
"""
# ruff: noqa: PTH122

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator

from checker import __version__, words
from checker.cache import code_stamp, short_hash
from checker.document.model import Document
from checker.engine.assessor import Assessor
from checker.engine.model import Assessment
from checker.errors import PackError, UnreadableError
from checker.readers import read_many
from checker.readers.limits import Limits
from checker.results.codec import FORMAT, CodecError, packed, unpacked
from checker.results.store import Store
from checker.rulebook import files
from checker.rulebook.load import DEFAULT_PACK, load_pack
from checker.rulebook.locate import available, find
from checker.rulebook.model import Pack

_CODE = ("checks", "document", "engine", "patterns", "processes", "readers", "results", "rulebook", "text")


class CachingAssessor:
    """An assessor that looks into a store first; it answers for the same files with the same assessments."""

    def __init__(self, assessor: Assessor, store: Store, limits: Limits) -> None:
        self._assessor = assessor
        self._store = store
        self._limits = limits
        self._basis = _basis(assessor, limits)
        self._names: dict[str, str] = {}
        self._packs: dict[str, Pack] = {}

    def read_many(self, paths: Iterable[str]) -> Iterator[Assessment]:
        """The assessments of the files at *paths*, in their order."""
        for path, found in read_many(paths, self._limits, self._kept):
            if isinstance(found, Assessment):
                yield found
                continue
            assessment = self._assessor.judge(path, found)
            self._keep(path, assessment)
            yield assessment

    def judge(self, path: str, found: Document | UnreadableError) -> Assessment:
        """The assessment of what was read at *path*; of this nothing is kept."""
        return self._assessor.judge(path, found)

    def _kept(self, path: str, data: bytes) -> Assessment | None:
        """What is known of the file at *path* with the bytes *data*."""
        suffix = os.path.splitext(path)[1].lower()
        name = self._store.name(self._basis, suffix.encode("utf-8", "surrogateescape"), machine_stamp(data), data)
        body = self._store.read(name)
        if body is not None:
            try:
                pack, kept = json.loads(body)
                return unpacked(kept, path, self._pack(pack))
            except (CodecError, PackError, ValueError, TypeError, RecursionError):
                pass
        self._names[path] = name
        return None

    def _pack(self, ref: str) -> Pack:
        """The pack by which a result was judged; asked for at each of them, looked for once."""
        if ref not in self._packs:
            self._packs[ref] = load_pack(ref, cases=False)
        return self._packs[ref]

    def _keep(self, path: str, assessment: Assessment) -> None:
        name = self._names.pop(path, None)
        if name is None or assessment.error is not None or assessment.pack is None:
            return
        # The pack that was chosen for the report is one that comes with the checker, and goes by its name.
        pack = self._assessor.rules or assessment.pack.id
        body = json.dumps([pack, packed(assessment)], ensure_ascii=False, separators=(",", ":"))
        self._store.write(name, body.encode("utf-8", "surrogatepass"))


def _basis(assessor: Assessor, limits: Limits) -> bytes:
    """Everything but the file that a result depends on."""
    asked = [assessor.rules is None, assessor.given, *limits]
    code = [__version__, FORMAT, sys.version_info[:2], code_stamp(_CODE), words.stamp()]
    return repr([asked, code, _packs(assessor.rules)]).encode()


def _packs(rules: str | None) -> list[str]:
    """What tells the packs apart that may judge: the one asked for; else the first one, and which others there are.

    Of those a result says by which it was judged, and that one must still be the same (:func:`unpacked`).
    """
    stamps = [files.fingerprint(files.read_chain(find(rules or DEFAULT_PACK)))]
    if rules is None:
        stamps += [f"{name} {short_hash(files.read_header(path))}" for name, path in available().items()]
    return stamps


def machine_stamp(data: bytes) -> bytes:
    """What the reading of *data* depends on beside our own code; nothing for a text."""
    from checker.readers.environment import fingerprint

    return fingerprint(data).encode()
