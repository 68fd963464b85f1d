"""A folder of cached results: small files, each under a name and behind a checksum that only this user can make.

A folder in a repository can be filled by whoever sends a change to it; a result from there would pass for one of ours.
So names and checksums are made with a secret that lies in the user's own cache.  What is damaged, foreign or too large
is not there; that nothing can be written is no error.
"""
# ruff: noqa: PTH102, PTH103, PTH105, PTH108, PTH110, PTH118, PTH123

from __future__ import annotations

import os
import stat
import time

from checker import cache
from checker.cache import keyed_hash

MAX_BYTES = 32 * 1024 * 1024
"""Of one result."""
KEEP = 5_000
"""Results; of more, those that were not used for longest are forgotten."""
DAYS = 90
"""A result that was not used for so long is forgotten."""

_SUFFIX = ".result"
_SECRET = "results.key"  # noqa: S105 - the name of a file
_SECRET_BYTES = 32
_DAY = 24 * 60 * 60
_TAG = "CACHEDIR.TAG"
_SIGNATURE = "Signature: 8a477f597d28d172789f06886806bc55"  # https://bford.info/cachedir/
_OWN_FILES = {
    ".gitignore": "*\n",
    _TAG: f"{_SIGNATURE}\n# Results of checker; it may be deleted at any time.\n",
}


class Store:
    """A folder that was found fit; see :func:`open_store`."""

    def __init__(self, folder: str, secret: bytes) -> None:
        self._folder = folder
        self._secret = secret
        self._now = time.time()  # of the housekeeping alone: no result knows of it
        self._written = 0

    def name(self, *parts: bytes) -> str:
        """The name of what *parts* together stand for."""
        return keyed_hash(self._secret, *parts)

    def read(self, name: str) -> bytes | None:
        """What is kept under *name*; ``None`` where there is nothing, or not what we have written."""
        path = self._path(name)
        try:
            descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
            with open(descriptor, "rb") as stream:
                status = os.fstat(descriptor)
                if not stat.S_ISREG(status.st_mode) or status.st_size > MAX_BYTES:
                    return None
                checksum, _, body = stream.read(MAX_BYTES + 1).partition(b"\n")
            if checksum != self._checksum(name, body):
                return None
            if self._now - status.st_mtime > _DAY:  # it is used: not often told, for that would be a write a read
                os.utime(path)
        except OSError:
            return None
        return body

    def write(self, name: str, body: bytes) -> None:
        """Keep *body* under *name*; a reader sees all of it or nothing."""
        path = self._path(name)
        unfinished = f"{path}.{os.getpid()}.tmp"
        try:
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
            with open(os.open(unfinished, flags, 0o600), "wb") as stream:
                stream.write(self._checksum(name, body) + b"\n" + body)
            os.replace(unfinished, path)
            self._written += 1
        except OSError:
            _remove(unfinished)

    def tidy(self) -> None:
        """Forget what has not been used for long; a run that has written nothing does not look."""
        if not self._written:
            return
        try:
            with os.scandir(self._folder) as entries:
                kept = [
                    (entry.stat(follow_symlinks=False).st_mtime, entry.path)
                    for entry in entries
                    if entry.name.endswith((_SUFFIX, ".tmp"))
                ]
        except OSError:
            return
        kept.sort(reverse=True)
        oldest = self._now - DAYS * _DAY
        for number, (used, path) in enumerate(kept):
            is_left = path.endswith(".tmp") and used < self._now - _DAY  # by a run that was killed
            if number >= KEEP or used < oldest or is_left:
                _remove(path)

    def _path(self, name: str) -> str:
        return os.path.join(self._folder, name + _SUFFIX)

    def _checksum(self, name: str, body: bytes) -> bytes:
        return self.name(b"body", name.encode(), body).encode()


def open_store(folder: str) -> Store | None:
    """The store in *folder*, which is made where it is not there; ``None`` where it cannot be used."""
    secret = _secret()
    return Store(folder, secret) if secret is not None and _is_ours(folder) else None


def _is_ours(folder: str) -> bool:
    """Whether *folder* was made by us and nobody else may write there."""
    try:
        try:
            os.mkdir(folder, 0o700)
        except FileExistsError:
            pass
        else:
            for name, text in _OWN_FILES.items():
                with open(os.path.join(folder, name), "x", encoding="utf-8", newline="\n") as stream:
                    stream.write(text)
        status = os.lstat(folder)
        if not stat.S_ISDIR(status.st_mode) or not _is_private(status):
            return False
        with open(os.path.join(folder, _TAG), encoding="utf-8", errors="replace") as stream:
            return stream.read(len(_SIGNATURE)) == _SIGNATURE
    except OSError:
        return False


def _is_private(status: os.stat_result) -> bool:
    """Whether a folder or file is the user's own, and only the user writes there."""
    if not hasattr(os, "geteuid"):
        return True
    return status.st_uid == os.geteuid() and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _secret() -> bytes | None:
    """The secret of this user on this machine, made where there is none; ``None`` where none can be kept."""
    folder = cache.folder()
    if folder is None:
        return None
    path = os.path.join(folder, _SECRET)
    for _ in range(2):
        try:
            with open(path, "rb") as stream:
                secret = stream.read(_SECRET_BYTES + 1)
                if len(secret) == _SECRET_BYTES and _is_private(os.fstat(stream.fileno())):
                    return secret
            os.unlink(path)
        except FileNotFoundError:
            pass
        except OSError:
            return None
        _make_secret(folder, path)
    return None


def _make_secret(folder: str, path: str) -> None:
    """Write a new secret beside the place and put it there at once; of two runs that do so, the first one wins."""
    unfinished = f"{path}.{os.getpid()}.tmp"
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        with open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
            stream.write(os.urandom(_SECRET_BYTES))
        os.link(unfinished, path)
    except OSError:  # it is there by now, or this file system knows no links
        if not os.path.exists(path) and os.path.exists(unfinished):
            _move(unfinished, path)
    _remove(unfinished)


def _move(path: str, to: str) -> None:
    try:
        os.replace(path, to)
    except OSError:
        return


def _remove(path: str) -> None:
    try:
        os.unlink(path)
    except OSError:
        return
