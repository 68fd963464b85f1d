"""Where packs are: a name or a path → the files of a pack.

Part of every start, so it uses ``os`` only (pathlib alone costs as much as loading a pack).
"""
# ruff: noqa: PTH112, PTH113, PTH118, PTH119, PTH208

from __future__ import annotations

import os

from checker.cache import rules_folder
from checker.errors import PackError

HEADER = "pack.yaml"
SUFFIXES = (".yaml", ".yml")
DATA_SUFFIX = ".csv"
_NOT_PACKS = frozenset({"data", "words"})


def available(root: str | None = None) -> dict[str, str]:
    """The packs that come with the checker: name → path, in the order of their names."""
    root = root or rules_folder()
    found = {}
    try:
        names = sorted(os.listdir(root))
    except OSError:
        return {}
    for name in names:
        path = os.path.join(root, name)
        if name.endswith(SUFFIXES):
            found[name.rpartition(".")[0]] = path
        elif name not in _NOT_PACKS and os.path.isfile(os.path.join(path, HEADER)):
            found[name] = path
    return found


def find(ref: str, *, beside: str | None = None, root: str | None = None) -> str:
    """The path of the pack that *ref* names: a pack of the checker, else a path (relative to the folder *beside*).

    :raises PackError: where there is none.
    """
    packs = available(root)
    if ref in packs:
        return packs[ref]
    path = os.path.join(beside or "", ref)
    if "\0" not in path:
        if os.path.isfile(path) or os.path.isfile(os.path.join(path, HEADER)):
            return path
        if os.path.isdir(path):
            raise PackError("pack-without-header", pack=ref, header=HEADER)
    import difflib

    names = sorted(packs, key=lambda name: -difflib.SequenceMatcher(None, ref, name).ratio())
    raise PackError("pack-not-found", pack=ref, nearest=names[0] if names else "", available=", ".join(sorted(packs)))


def header_of(path: str) -> str:
    """The file of the pack at *path* that names it and its base."""
    return path if os.path.isfile(path) else os.path.join(path, HEADER)


def files_of(path: str) -> list[tuple[str, str]]:
    """The files of the pack at *path*, as (name inside the pack, path): the header first, the others sorted."""
    if os.path.isfile(path):
        return [(os.path.basename(path), path)]
    found = [(name, os.path.join(path, *name.split("/"))) for name in _walk(path) if name != HEADER]
    return [(HEADER, os.path.join(path, HEADER)), *sorted(found)]


def _walk(top: str) -> list[str]:
    """Names of all YAML and data files below the folder *top*; links to folders are not followed, so no loop can arise."""
    names: list[str] = []
    waiting = [(top, "")]
    while waiting:
        folder, inside = waiting.pop()
        try:
            entries = list(os.scandir(folder))
        except OSError:
            continue
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                waiting.append((entry.path, f"{inside}{entry.name}/"))
            elif entry.name.endswith((*SUFFIXES, DATA_SUFFIX)) and entry.is_file():
                names.append(inside + entry.name)
    return names


def relative_path(path: str) -> str:
    """Return *path* as results and messages name it: relative where it lies below the working directory, with slashes."""
    try:
        relative = os.path.relpath(path)
    except ValueError:  # another drive
        relative = path
    outside = relative.partition(os.sep)[0] == os.pardir
    return (path if outside else relative).replace(os.sep, "/")
