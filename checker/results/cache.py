"""Results of earlier runs, by all that they depend on: the bytes of a file, what it is judged by, and the code.

Only what was judged is kept, before waivers and baselines are laid over it.  What cannot be read is tried again in every
run: a program that was missing may have been installed.

They lie in a folder of small files, each under a name and behind a checksum that only this user can make.  A folder in a
repository can be filled by whoever sends a change to it; a result from there would pass for one of ours.  So names and
checksums are made with a secret that lies in the user's own cache.  What is damaged, foreign or too large is not there;
that nothing can be written is no error.
"""
# ruff: noqa: PTH102, PTH103, PTH105, PTH108, PTH110, PTH118, PTH122, PTH123

from __future__ import annotations

import json
import os
import stat
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress

from checker import __version__, cache, words
from checker.cache import code_stamp, keyed_hash, place_whole, short_hash
from checker.document.model import Document
from checker.engine.assessor import Assessor
from checker.engine.model import Assessment
from checker.errors import PackError, UnreadableError
from checker.readers import read_many
from checker.readers.limits import Limits
from checker.results import FORMAT, CodecError, packed, unpacked
from checker.rulebook.load import DEFAULT_PACK, load_pack
from checker.rulebook.locate import available, find_pack, fingerprint, read_chain, read_header
from checker.rulebook.model import Pack

_CODE = ("checks", "document", "engine", "patterns", "processes", "readers", "results", "rulebook", "text")
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


class CachingAssessor:
    """An assessor that looks into a store first; it answers for the same files with the same assessments."""

    def __init__(self, assessor: Assessor, store: Store, limits: Limits) -> None:
        self._assessor = assessor
        self._store = store
        self._limits = limits
        self._basis = _basis_of(assessor, limits)
        self._names: dict[str, str] = {}
        self._packs: dict[str, Pack] = {}

    def read_many(self, paths: Iterable[str]) -> Iterator[Assessment]:
        """Yield the assessments of the files at *paths*, in their order."""
        for path, found in read_many(paths, self._limits, self._known_result):
            if isinstance(found, Assessment):
                yield found
                continue
            assessment = self._assessor.judge(path, found)
            self._keep_result(path, assessment)
            yield assessment

    def judge(self, path: str, found: Document | UnreadableError) -> Assessment:
        """Return the assessment of what was read at *path*; of this nothing is kept."""
        return self._assessor.judge(path, found)

    def _known_result(self, path: str, data: bytes) -> Assessment | None:
        """Return what is known of the file at *path* with the bytes *data*."""
        from checker.readers.registry import fingerprint

        suffix = os.path.splitext(path)[1].lower()
        name = self._store.key_of(
            self._basis, suffix.encode("utf-8", "surrogateescape"), fingerprint(data).encode(), data
        )
        body = self._store.fetched(name)
        if body is not None:
            try:
                pack, kept = json.loads(body)
                return unpacked(kept, path, self._pack_named(pack))
            except (CodecError, PackError, ValueError, TypeError, RecursionError):
                pass
        self._names[path] = name
        return None

    def _pack_named(self, ref: str) -> Pack:
        """Return the pack by which a result was judged; asked for at each of them, looked for once."""
        if ref not in self._packs:
            self._packs[ref] = load_pack(ref, cases=False)
        return self._packs[ref]

    def _keep_result(self, path: str, assessment: Assessment) -> None:
        name = self._names.pop(path, None)
        if name is None or assessment.error is not None or assessment.pack is None:
            return
        # The pack that was chosen for the report is one that comes with the checker, and goes by its name.
        pack = self._assessor.rules or assessment.pack.id
        body = json.dumps([pack, packed(assessment)], ensure_ascii=False, separators=(",", ":"))
        self._store.save(name, body.encode("utf-8", "surrogatepass"))


def _basis_of(assessor: Assessor, limits: Limits) -> bytes:
    """Return everything but the file that a result depends on."""
    asked = [assessor.rules is None, assessor.given, *limits]
    code = [__version__, FORMAT, sys.version_info[:2], code_stamp(_CODE), words.stamp()]
    return repr([asked, code, _pack_stamps(assessor.rules)]).encode()


def _pack_stamps(rules: str | None) -> list[str]:
    """Return what tells the packs apart that may judge: the one asked for; else the first one, and which others there are.

    Of those a result says by which it was judged, and that one must still be the same (:func:`unpacked`).
    """
    stamps = [fingerprint(read_chain(find_pack(rules or DEFAULT_PACK)))]
    if rules is None:
        stamps += [f"{name} {short_hash(read_header(path))}" for name, path in available().items()]
    return stamps


class Store:
    """A folder that was found fit; see :func:`open_store`."""

    def __init__(self, folder: str, secret: bytes) -> None:
        self._folder = folder
        self._secret = secret
        self._now = time.time()  # of the housekeeping alone: no result knows of it
        self._written = 0

    def key_of(self, *parts: bytes) -> str:
        """Return the name of what *parts* together stand for."""
        return keyed_hash(self._secret, *parts)

    def fetched(self, name: str) -> bytes | None:
        """Return what is kept under *name*; ``None`` where there is nothing, or not what we have written."""
        path = self._path_of(name)
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

    def save(self, name: str, body: bytes) -> None:
        """Keep *body* under *name*; a reader sees all of it or nothing."""
        self._written += place_whole(self._path_of(name), self._checksum(name, body) + b"\n" + body)

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
                with suppress(OSError):
                    os.unlink(path)

    def _path_of(self, name: str) -> str:
        return os.path.join(self._folder, name + _SUFFIX)

    def _checksum(self, name: str, body: bytes) -> bytes:
        return self.key_of(b"body", name.encode(), body).encode()


def open_store(folder: str) -> Store | None:
    """Return the store in *folder*, which is made where it is not there; ``None`` where it cannot be used."""
    secret = _secret()
    return Store(folder, secret) if secret is not None and _is_ours(folder) else None


def _is_ours(folder: str) -> bool:
    """Return whether *folder* was made by us and nobody else may write there."""
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
    """Return whether a folder or file is the user's own, and only the user writes there."""
    if not hasattr(os, "geteuid"):
        return True
    return status.st_uid == os.geteuid() and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _secret() -> bytes | None:
    """Return the secret of this user on this machine, made where there is none; ``None`` where none can be kept."""
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
            with suppress(OSError):
                os.replace(unfinished, path)
    with suppress(OSError):
        os.unlink(unfinished)
