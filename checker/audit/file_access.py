"""The bytes of a file or of a member of an archive, and which of them are archives themselves."""
# names of files are strings here, as the system and the wire have them:
# ruff: noqa: PTH112, PTH116, PTH123

from __future__ import annotations

import os
import stat
from functools import lru_cache
from hashlib import file_digest, sha256
from io import BufferedReader, BytesIO
from typing import BinaryIO, NamedTuple

from checker.audit.archives import ARCHIVES, DEEPEST, Container, open_archive
from checker.audit.mails import MAILS, open_mail
from checker.errors import UnreadableError
from checker.readers import system_errors
from checker.readers.containers import begins_document
from checker.readers.limits import Limits, check_size
from checker.readers.sniff import binary_format

_OPENED = (*ARCHIVES, *MAILS)
_HEAD = 4096


class Opened(NamedTuple):
    """A file's bytes with their hash and size, or the container that it is."""

    data: bytes
    digest: str
    size: int
    container: Container | None = None


class Opener:
    """Opens files and members; the archive that was opened last stays open, for its members come one after the other."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._open: dict[tuple[str, tuple[int, ...]], Container] = {}

    def open(self, path: str, members: tuple[int, ...]) -> Opened:
        """Return what is at *path*, or at *members* in the archive there.  :raises UnreadableError: where it cannot be had."""
        if members:
            data = self._member(path, members)
            kind = _container_kind(data)
            if kind is None:
                check_size(len(data), self._limits.size)
            return self._opened(path, members, data, kind)
        with _file(path) as file:
            size = os.fstat(file.fileno()).st_size
            kind = _kind_of_large(file) if size > self._limits.size else None
            if kind is None:
                check_size(size, self._limits.size)
                data = file.read(self._limits.size + 1)
                return self._opened(path, (), data, _container_kind(data))
        return Opened(b"", "", size, self._keep_open(path, (), _container_of(_file(path), kind, self._limits)))

    def hash_and_size(self, path: str, members: tuple[int, ...]) -> tuple[str | None, int]:
        """Return hash and size of what could not be opened, as far as they can be had."""
        try:
            if members:
                try:
                    data = self._member(path, members)
                    return sha256(data).hexdigest(), len(data)
                except UnreadableError:  # behind a password: it is the same while the archive is
                    return sha256(f"{_file_hash(path)} {members}".encode()).hexdigest(), 0
            return _file_hash(path), os.stat(path).st_size
        except (UnreadableError, OSError):
            return None, 0

    def _opened(self, path: str, members: tuple[int, ...], data: bytes, kind: str | None) -> Opened:
        if kind is None:
            return Opened(data, sha256(data).hexdigest(), len(data))
        if len(members) >= DEEPEST:
            raise UnreadableError("archive-too-deep", limit=DEEPEST)
        return Opened(
            b"", "", len(data), self._keep_open(path, members, _container_of(BytesIO(data), kind, self._limits))
        )

    def _member(self, path: str, members: tuple[int, ...]) -> bytes:
        """Return the bytes of a member; an archive may be larger than a report."""
        most = self._limits.size if len(members) >= DEEPEST else max(self._limits.size, self._limits.unpacked)
        return self._container(path, members[:-1]).extract(members[-1], most)

    def _container(self, path: str, members: tuple[int, ...]) -> Container:
        """Return the archive at *path* or at *members* in it."""
        found = self._open.get((path, members)) or self.open(path, members).container
        if found is None:
            raise UnreadableError("file-broken", format="zip")
        return found

    def _keep_open(self, path: str, members: tuple[int, ...], container: Container) -> Container:
        """Keep *container* open, and those that it lies in; let go of the others."""
        for key in [key for key in self._open if key[0] != path or members[: len(key[1])] != key[1]]:
            self._open.pop(key).close()
        self._open[path, members] = container
        return container


def _container_of(file: BinaryIO, kind: str, limits: Limits) -> Container:
    """Return the container in *file*, which is closed where it cannot be opened."""
    try:
        return open_archive(file, kind, limits) if kind in ARCHIVES else open_mail(file, kind)
    except BaseException:
        file.close()
        raise


@lru_cache(1)  # the members of an archive follow each other
def _file_hash(path: str) -> str:
    with _file(path) as file:
        return file_digest(file, "sha256").hexdigest()


def _container_kind(data: bytes) -> str | None:
    """Return the format of a container, else ``None``, be it that nothing can be told of what is broken."""
    try:
        kind = binary_format(data) if data else None
    except UnreadableError:
        return None
    return kind if kind in _OPENED else None


def _kind_of_large(file: BinaryIO) -> str | None:
    """Return the format of a container that is too large for a report; ``None`` where it is none."""
    head = file.read(_HEAD)
    if head.startswith(b"PK"):
        return None if begins_document(head) else "zip"
    return _container_kind(head)


def _file(path: str) -> BufferedReader:
    """Return the file at *path*.  :raises UnreadableError: ``not-found``, ``is-folder``, ``no-permission``, ``read-failed``."""
    with system_errors(path):
        if not stat.S_ISREG(os.stat(path).st_mode):  # a pipe would have us wait for its other end
            raise UnreadableError("is-folder" if os.path.isdir(path) else "binary")
        return open(path, "rb")
