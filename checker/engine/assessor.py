"""From a file to its assessment, by the pack that was asked for or by the one that fits its genre and issuer."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from checker.document.model import Document
from checker.document.report import Given, Report
from checker.engine.judge import assess, observe_by
from checker.engine.model import Assessment
from checker.errors import CheckerError, PackError, UnreadableError, UsageError
from checker.readers import read_many
from checker.readers.limits import DEFAULT, Limits
from checker.rulebook.load import DEFAULT_PACK, load_pack, pack_for_region, packs_by_genre, vocabulary_of
from checker.rulebook.model import Pack


class Assessor:
    """Reads files and judges them; what is wrong with one of them never ends the run.

    :raises PackError: where the pack *rules* cannot be used.
    :raises UsageError: ``unknown-kind-of-filer``, ``unknown-part``.
    """

    def __init__(  # noqa: PLR0913 - by name, and few callers give more than one
        self,
        rules: str | None = None,
        *,
        year: int | None = None,
        filer: str | None = None,
        parts: tuple[tuple[str, str], ...] = (),
        unit: str | None = None,
        limits: Limits = DEFAULT,
    ) -> None:
        self.rules, self.given = rules, Given(year, filer, parts, unit)
        self._limits = limits
        self._pack: Pack = load_pack(rules or DEFAULT_PACK, cases=False)
        self._by_name = {self._pack.id: self._pack} if rules is None else {}
        if self._pack.base:
            raise PackError("pack-is-base", pack=self._pack.id)
        if filer is not None and filer not in self._pack.filers:
            raise UsageError("unknown-kind-of-filer", value=filer, names=list(self._pack.filers))
        for part, _ in parts:
            if part not in self._pack.parts:
                raise UsageError("unknown-part", value=part, names=list(self._pack.parts))

    def read(self, path: str) -> Assessment:
        """Return the assessment of the file at *path*."""
        (assessment,) = self.read_many([path])
        return assessment

    def read_many(self, paths: Iterable[str]) -> Iterator[Assessment]:
        """Yield those of the files at *paths*, in their order."""
        for path, found in read_many(paths, self._limits):
            yield self.judge(path, found)

    def judge(self, path: str, found: Document | UnreadableError) -> Assessment:
        """Return the assessment of what was read at *path*.  :raises UsageError: ``part-passage``, where it lacks one that was named."""
        if isinstance(found, UnreadableError):
            return Assessment(path, found)
        try:
            return self._assess(found)
        except CheckerError:
            raise
        except Exception as error:
            if os.environ.get("CHECKER_DEBUG"):
                raise
            return Assessment(path, UnreadableError("internal", kind=type(error).__name__))

    def _assess(self, document: Document) -> Assessment:
        pack = self._likely(document)
        report = observe_by(document, pack, **self.given._asdict())
        for part, words in self.given.parts:
            if part not in report.chosen:
                raise UsageError("part-passage", part=part, words=words, path=document.path)
        if self.rules is None:
            report, pack = self._fitted(report, pack)
        return assess(report, pack)

    def _likely(self, document: Document) -> Pack:
        """Return the pack, of those in use, of a province that a text names: most such texts are observed once, by it.

        It sees the same headings and titles as the usual one, and so the same issuer, by which the pack is chosen that judges.
        """
        for pack in self._by_name.values():
            if pack.outlines == self._pack.outlines and any(region[:2] in document.text for region in pack.regions):
                return pack
        return self._pack

    def _fitted(self, report: Report, seen_by: Pack) -> tuple[Report, Pack]:
        """Return *report* as the pack sees it that judges such texts, of the issuer's region where there is one for it."""
        usual = self._pack
        if not report.genre.report:
            for other in packs_by_genre():
                seen = report.anew(vocabulary_of(other))
                if seen.genre.report and seen.genre.id in other.judged:
                    report, seen_by, usual = seen, other, other
                    break
        fitting = pack_for_region(report.region, usual.id, load=self._named)
        pack = usual if fitting == usual.id else self._named(fitting)
        return report if pack is seen_by else report.under(vocabulary_of(pack)), pack

    def _named(self, name: str) -> Pack:
        """Return the pack of that name, its files read once."""
        if name not in self._by_name:
            self._by_name[name] = load_pack(name, cases=False)
        return self._by_name[name]
