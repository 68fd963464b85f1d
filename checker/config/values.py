"""What the values of a configuration stand for, seen from its folder."""
# ruff: noqa: PTH118

from __future__ import annotations

import os

from checker.errors import PackError
from checker.rulebook.locate import available, find, relative_path


def is_pack(ref: str, folder: str) -> bool:
    """Whether *ref* is the name of a pack, or leads to one from *folder*."""
    try:
        find(ref, beside=folder)
    except PackError:
        return False
    return True


def pack_ref(ref: str, folder: str) -> str:
    """A pack by its name, or by its path."""
    return ref if ref in available() else joined(ref, folder)


def joined(path: str, folder: str) -> str:
    """*path* from *folder*, as seen from the working directory."""
    return relative_path(os.path.normpath(os.path.join(folder, path)))


def leads_out(file: str, folder: str) -> bool:
    """Whether *file* is none below *folder*: a repository that somebody else wrote must not write elsewhere."""
    top = os.path.join(os.path.realpath(folder), "")
    return "\0" in file or not os.path.realpath(os.path.join(folder, file)).startswith(top)
