"""What a configuration says."""
# ruff: noqa: PTH100, PTH118

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import NamedTuple

from checker.text.globs import glob, spelled


class Basis(NamedTuple):
    """What a report is judged by: a pack (``None``: the one that fits its issuer), and what overrides its text."""

    rules: str | None = None
    year: int | None = None
    filer: str | None = None

    def over(self, other: Basis) -> Basis:
        """What this one says, and what it leaves open as *other* has it."""
        rules, year, filer = self
        return Basis(
            other.rules if rules is None else rules,
            other.year if year is None else year,
            other.filer if filer is None else filer,
        )


class Override(NamedTuple):
    """Another basis for the reports that fit one of the globs ``files``."""

    files: tuple[str, ...]
    basis: Basis


class Config(NamedTuple):
    """A configuration; ``None`` or empty where it says nothing.

    ``file`` is its name for messages, ``folder`` the absolute path of its folder, from which its globs start.  Paths in
    it have been joined to that folder, as seen from the working directory.  ``limits`` are words as ``--limit`` takes
    them, ``formats`` as ``--write`` does.
    """

    file: str
    folder: str
    basis: Basis = Basis()
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    overrides: tuple[Override, ...] = ()
    fail_on: str | None = None
    min_score: float | None = None
    waivers: str | None = None
    baseline: str | None = None
    formats: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    cache: bool = True
    words: str | None = None
    hosts: tuple[str, ...] = ()


class Globs:
    """The globs of a configuration, ready to be asked about paths."""

    def __init__(self, config: Config) -> None:
        self._top = os.path.join(config.folder, "")
        self._basis = config.basis
        self._include, self._exclude = _any(config.include), _any(config.exclude)
        self._overrides = [(_any(one.files), one.basis) for one in config.overrides]

    def takes(self, path: str) -> bool:
        """Whether the file at *path* is one of the reports; the globs say nothing of what lies outside their folder."""
        name = self.name(path)
        if name is None:
            return True
        return (self._include is None or self._include(name)) and not (self._exclude and self._exclude(name))

    def basis(self, path: str) -> Basis:
        """What the report at *path* is judged by: the last override that fits counts, key by key."""
        name, basis = self.name(path), self._basis
        if name is None:
            return basis
        for fits, other in self._overrides:
            if fits is not None and fits(name):
                basis = other.over(basis)
        return basis

    def name(self, path: str) -> str | None:
        """*path* from the folder of the configuration, as globs see it; ``None`` where it lies outside."""
        if path == "-":
            return None
        whole = os.path.abspath(path)
        if not whole.startswith(self._top):  # or the way there leads through a link
            folder, name = os.path.split(whole)
            whole = os.path.join(os.path.realpath(folder), name)
        return spelled(whole[len(self._top) :]) if whole.startswith(self._top) else None


def _any(patterns: Sequence[str]) -> Callable[[str], bool] | None:
    """What tells whether a path fits one of *patterns*; ``None`` where there are none."""
    globs = [glob(pattern) for pattern in patterns]
    return (lambda name: any(fits(name) for fits in globs)) if globs else None
