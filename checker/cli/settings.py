"""What holds for a run: what the command line asks for, else the configuration, else the defaults."""
# ruff: noqa: PTH100, PTH118

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, NamedTuple

from checker.config.find import NAME, find_config
from checker.engine.assessor import Assessor
from checker.errors import ConfigError, UsageError
from checker.i18n import say
from checker.readers.limits import Limits, limits_from
from checker.words import extend

if TYPE_CHECKING:
    from checker.cli.check import Request
    from checker.config.model import Basis, Config, Globs
    from checker.results.cache import Remembering
    from checker.results.store import Store

FAIL_ON = "error"


class Settings(NamedTuple):
    """The settings of one run; ``rules``, ``year`` and ``filer`` are those of the command line, which win.

    ``write`` are words as ``--write`` takes them; ``kept`` is the folder of cached results, if there is to be one;
    ``written`` are the absolute paths of the files that the configuration has results written to.
    """

    paths: tuple[str, ...]
    config: Config | None
    globs: Globs | None
    rules: str | None
    year: int | None
    filer: str | None
    fail_on: str
    min_score: float | None
    waivers: str | None
    baseline: str | None
    write: tuple[str, ...]
    limits: Limits
    kept: str | None
    written: frozenset[str]

    def takes(self, path: str) -> bool:
        """Whether a walk takes the file at *path*: as the configuration has it, and not what it has written itself."""
        if self.globs is None:
            return True
        return self.globs.takes(path) and os.path.abspath(path) not in self.written

    def basis(self, path: str) -> Basis:
        """What the report at *path* is judged by."""
        from checker.config.model import Basis

        asked = Basis(self.rules, self.year, self.filer)
        return asked if self.globs is None else asked.over(self.globs.basis(path))

    def packs(self) -> list[str]:
        """The packs that are named anywhere, the one of the command line first."""
        named = [self.rules]
        if self.config is not None:
            named += [self.config.basis.rules, *(one.basis.rules for one in self.config.overrides)]
        return list(dict.fromkeys(ref for ref in named if ref is not None))


def settings_of(request: Request) -> Settings:
    """The settings for *request*.

    :raises ConfigError: where the configuration cannot be used.
    :raises UsageError: ``no-path`` where neither a path nor a configuration says what to do; for wrong options.
    """
    config = _config(request)
    if config is None:
        return _settled(request, None, None)
    from checker.config.model import Globs

    return _settled(request, config, Globs(config))


def _settled(request: Request, config: Config | None, globs: Globs | None) -> Settings:
    paths = request.paths
    if request.files_from is not None:
        from checker.cli.changed import listed

        paths = (*paths, *listed(request.files_from))
    if not paths:
        if config is None:
            named = f"{say('help.metavar.path', request.lang)}…"
            usage = f"checker check {say('help.options.metavar', request.lang)} {named}"
            raise UsageError("no-path", path=named, name=NAME, usage=usage)
        paths = (os.path.relpath(config.folder),)
    fail_on, min_score = request.fail_on, request.min_score
    waivers, baseline, write, limit = request.waivers, request.baseline, request.write, request.limit
    if config is not None:
        fail_on = config.fail_on if fail_on is None else fail_on
        min_score = config.min_score if min_score is None else min_score
        waivers = config.waivers if waivers is None else waivers
        baseline = config.baseline if baseline is None else baseline
        asked = {word.partition("=")[0] for word in write}
        write = (*write, *(word for word in config.formats if word.partition("=")[0] not in asked))
        limit = (*config.limits, *limit)  # the last one counts
    written = frozenset(os.path.abspath(word.partition("=")[2]) for word in config.formats) if config else frozenset()
    return Settings(
        paths, config, globs, request.rules, request.year, request.filer,
        fail_on or FAIL_ON, min_score, waivers, baseline, write, limits_from(limit), _kept(request, config),
        written,
    )  # fmt: skip


def _config(request: Request) -> Config | None:
    if request.no_config:
        if request.config is not None:
            raise UsageError("config-twice")
        return None
    return configuration(request.config)


def configuration(file: str | None) -> Config | None:
    """The configuration in *file*, else the one that holds here, if there is one.

    :raises ConfigError: where it cannot be used.
    """
    path = find_config(os.curdir) if file is None else file
    if path is None:
        return None
    from checker.config.load import load_config
    from checker.render.registry import RENDERERS

    config = load_config(path, RENDERERS)
    if config.words is not None:
        from checker.config.words import load_words

        extend(load_words(config.words))
    return config


def _kept(request: Request, config: Config | None) -> str | None:
    """Where results are cached: where it is asked for, else beside the configuration."""
    if request.no_cache:
        if request.cache is not None:
            raise UsageError("cache-twice")
        return None
    if request.cache is not None or config is None or not config.cache:
        return request.cache
    return os.path.join(config.folder, ".checker-cache")


def assessors(settings: Settings, paths: Iterable[str], store: Store | None) -> Callable[[str], Assessor | Remembering]:
    """What gives the assessor of each of *paths*; all of them are made before anything is judged.

    :raises PackError: where a pack cannot be used.  :raises UsageError: ``unknown-kind-of-filer``.
    """
    if settings.globs is None:
        only = _assessor(settings, (settings.rules, settings.year, settings.filer), store)
        return lambda _: only
    bases = {path: settings.basis(path) for path in paths}
    made = {basis: _assessor(settings, basis, store) for basis in dict.fromkeys(bases.values())}
    return lambda path: made[bases[path]]


def _assessor(
    settings: Settings, basis: tuple[str | None, int | None, str | None], store: Store | None
) -> Assessor | Remembering:
    rules, year, filer = basis
    try:
        assessor = Assessor(rules, year=year, filer=filer, limits=settings.limits)
    except UsageError as error:
        if settings.config is None or settings.filer is not None:
            raise
        names = error.values.get("names")
        raise ConfigError("config-filer", path=settings.config.file, value=filer, names=names) from None
    if store is None:
        return assessor
    from checker.results.cache import Remembering

    return Remembering(assessor, store, settings.limits)
