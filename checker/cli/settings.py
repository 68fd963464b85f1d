"""What holds for a run: what the command line asks for, else the configuration, else the defaults.

Every command that judges reports asks here, so the same file comes out the same whichever of them it is given to.
"""
# ruff: noqa: PTH100, PTH118

from __future__ import annotations

import os
from collections.abc import Sequence

from checker.config import NAME, find_config
from checker.errors import UsageError
from checker.i18n import LANGUAGES, say
from checker.readers.limits import Limits, limits_from
from checker.records import TYPE_CHECKING, Any, NamedTuple
from checker.render import RENDERERS
from checker.words import extend

if TYPE_CHECKING:
    from checker.config.load import Basis, Config, Globs

FAIL_ON = "error"


class Options(NamedTuple):
    """The options that commands share, as the command line gives them; what it leaves open, somebody else settles."""

    paths: tuple[str, ...] = ()
    lang: str = "zh"
    rules: str | None = None
    year: int | None = None
    filer: str | None = None
    part: tuple[str, ...] = ()
    format: str = "text"
    write: tuple[str, ...] = ()
    fail_on: str | None = None
    min_score: float | None = None
    quiet: bool = False
    verbose: bool = False
    limit: tuple[str, ...] = ()
    waivers: str | None = None
    today: str | None = None
    baseline: str | None = None
    config: str | None = None
    no_config: bool = False
    force_exclude: bool = False
    cache: str | None = None
    no_cache: bool = False
    changed_since: str | None = None
    files_from: str | None = None


OPTIONS: dict[str, tuple[str | None, str]] = {
    "rules": ("pack", "text"),
    "year": ("year", "year"),
    "filer": ("filer", "text"),
    "part": ("part", "texts"),
    "limit": ("limit", "texts"),
    "write": ("write", "texts"),
    "fail-on": (None, "severity"),
    "min-score": ("points", "points"),
    "quiet": (None, "flag"),
    "verbose": (None, "flag"),
    "waivers": ("file", "text"),
    "today": ("date", "text"),
    "baseline": ("file", "text"),
    "config": ("file", "text"),
    "no-config": (None, "flag"),
    "force-exclude": (None, "flag"),
    "cache": ("folder", "text"),
    "no-cache": (None, "flag"),
    "changed-since": ("revision", "text"),
    "files-from": ("file", "text"),
}
"""Name of an option that commands share → its metavar in the help, and what it takes."""
_PLAIN_TEXTS = ("format", "lang")


def plain_options(words: Sequence[str], lang: str) -> Options | None:
    """Return what *words* ask ``check`` for, as its option parser would have it; ``None`` where only that can tell."""
    paths: list[str] = []
    given: dict[str, Any] = {}
    rest = iter(words)
    for word in rest:
        if not word.startswith("-") or word == "-":
            paths.append(word)
            continue
        name, equals, value = word.removeprefix("--").partition("=")
        _, takes = OPTIONS.get(name, (None, "text" if name in _PLAIN_TEXTS else ""))
        if takes == "flag" and word == f"--{name}":
            given[name.replace("-", "_")] = True
        elif takes == "text" and word.startswith("--"):
            value = value if equals else next(rest, "-")
            if value.startswith("-") or (name == "format" and value not in RENDERERS):
                return None
            given[name.replace("-", "_")] = value
        else:
            return None
    if given.pop("lang", lang) not in LANGUAGES:
        return None
    return Options(tuple(paths), lang, **given)


class Settings(NamedTuple):
    """The settings of one run; ``rules``, ``year`` and ``filer`` are those of the command line, which win.

    ``write`` are words as ``--write`` takes them; ``cache`` is the folder of cached results, if there is to be one;
    ``written`` are the absolute paths of the files that the configuration has results written to; ``parts`` tell where
    parts of the report stand (:class:`checker.document.report.Given`).
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
    today: str | None
    baseline: str | None
    write: tuple[str, ...]
    limits: Limits
    cache: str | None
    written: frozenset[str]
    parts: tuple[tuple[str, str], ...] = ()

    def takes(self, path: str) -> bool:
        """Return whether a walk takes the file at *path*: as the configuration has it, and not what it has written."""
        if self.globs is None:
            return True
        return self.globs.takes(path) and os.path.abspath(path) not in self.written

    def basis(self, path: str | None = None) -> Basis:
        """Return what the report at *path* is judged by; without one, what holds where no override does."""
        from checker.config.load import Basis

        asked = Basis(self.rules, self.year, self.filer)
        if self.config is None or self.globs is None:
            return asked
        return asked.over(self.config.basis if path is None else self.globs.basis(path))

    def packs(self) -> list[str]:
        """Return the packs that are named anywhere, the one of the command line first."""
        named = [self.rules]
        if self.config is not None:
            named += [self.config.basis.rules, *(one.basis.rules for one in self.config.overrides)]
        return list(dict.fromkeys(ref for ref in named if ref is not None))

    def hosts(self) -> tuple[str, ...]:
        """Return the names of hosts that a server answers to, beside those of this machine."""
        return self.config.hosts if self.config is not None else ()

    def files_read(self) -> list[str]:
        """Return the files that the run reads beside the reports, which no output may replace."""
        read = [self.waivers, self.baseline, None if self.config is None else self.config.file]
        return [path for path in read if path is not None]


def settings_of(options: Options) -> Settings:
    """Return the settings for *options*.

    :raises ConfigError: where the configuration cannot be used.
    :raises UsageError: ``no-path`` where neither a path nor a configuration says what to do; for wrong options.
    """
    config = _config(options)
    fail_on, min_score = options.fail_on, options.min_score
    waivers, baseline, write, limit = options.waivers, options.baseline, options.write, options.limit
    globs, written = None, frozenset[str]()
    if config is not None:
        from checker.config.load import Globs

        globs = Globs(config)
        fail_on = config.fail_on if fail_on is None else fail_on
        min_score = config.min_score if min_score is None else min_score
        waivers = config.waivers if waivers is None else waivers
        baseline = config.baseline if baseline is None else baseline
        asked = {word.partition("=")[0] for word in write}
        write = (*write, *(word for word in config.formats if word.partition("=")[0] not in asked))
        limit = (*config.limits, *limit)  # the last one counts
        written = frozenset(os.path.abspath(word.partition("=")[2]) for word in config.formats)
    return Settings(
        _paths(options, config), config, globs, options.rules, options.year, options.filer,
        fail_on or FAIL_ON, min_score, waivers, options.today, baseline, write, limits_from(limit),
        _cache(options, config), written, tuple(map(_part_and_passage, options.part)),
    )  # fmt: skip


def configuration(file: str | None) -> Config | None:
    """Return the configuration in *file*, else the one that holds here, if there is one.

    :raises ConfigError: where it cannot be used.
    """
    path = find_config(os.curdir) if file is None else file
    if path is None:
        return None
    from checker.config.load import load_config

    config = load_config(path, RENDERERS)
    if config.words is not None:
        from checker.config.words import load_words

        extend(load_words(config.words))
    return config


def _config(options: Options) -> Config | None:
    if not options.no_config:
        return configuration(options.config)
    if options.config is not None:
        raise UsageError("config-twice")
    return None


def _paths(options: Options, config: Config | None) -> tuple[str, ...]:
    paths = options.paths
    if options.files_from is not None:
        from checker.cli.inputs import listed

        paths = (*paths, *listed(options.files_from))
    if paths:
        return paths
    if config is None:
        named = f"{say('help.metavar.path', options.lang)}…"
        usage = f"checker check {say('help.options.metavar', options.lang)} {named}"
        raise UsageError("no-path", path=named, name=NAME, usage=usage)
    return (os.path.relpath(config.folder),)


def _part_and_passage(words: str) -> tuple[str, str]:
    """Return a part and the words of its passage.  :raises UsageError: ``part-form``."""
    part, _, passage = words.partition("=")
    if not part.strip() or not passage.strip():
        raise UsageError("part-form", value=words)
    return part.strip(), passage.strip()


def _cache(options: Options, config: Config | None) -> str | None:
    """Return where results are cached: where it is asked for, else beside the configuration."""
    if options.no_cache:
        if options.cache is not None:
            raise UsageError("cache-twice")
        return None
    if options.cache is not None or config is None or not config.cache:
        return options.cache
    return os.path.join(config.folder, ".checker-cache")
