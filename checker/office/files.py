"""Files that are written whole or not at all, names that every system takes, archives that say nothing of when they were made."""

from __future__ import annotations

import io
import os
import stat
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from shutil import rmtree
from unicodedata import category, normalize

from checker.errors import UsageError, reason_of

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first day that a zip archive can hold."""
NO_DAY = datetime(*EPOCH)
"""What stands in the properties of a document as the day it was made: a run knows no clock."""
LONGEST = 80
"""Characters of a safe name."""
_BYTES = 200  # of 255 that common file systems take
_NOT_FIRST = "-~=+@'＝＋－＠"  # an option, a home, a formula
_FORBIDDEN = frozenset('<>:"/\\|?*')
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", "conin$", "conout$"}
    | {f"{port}{number}" for port in ("com", "lpt") for number in (*range(10), "¹", "²", "³")}
)
_KEPT = 40  # characters of a name: four bytes each at most, and a name has room for 255 (143 where they are encrypted)


@contextmanager
def whole(path: str | os.PathLike[str]) -> Iterator[Path]:
    """Yield a path beside *path* to write to; at the end it takes the place of *path*, after a failure it is removed.

    A device or a pipe is written to as it is.  Who might read what was at *path* may read what takes its place, and
    nobody else, not even before.

    :raises UsageError: ``write-failed``, with the system's words.
    """
    real = Path(os.path.realpath(path))
    replaced = real.is_file() or not real.exists()
    beside = scratch(real) if replaced else real
    try:
        try:
            if replaced:
                beside.unlink(missing_ok=True)  # what a run that was killed may have left, not what is behind a link
                os.close(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600 if real.exists() else 0o666))
            yield beside
            if replaced:
                keep_access(real, beside)
                beside.replace(real)
        finally:
            if replaced:
                beside.unlink(missing_ok=True)
    except OSError as error:
        raise UsageError("write-failed", path=os.fspath(path), reason=reason_of(error)) from None


@contextmanager
def whole_folder(path: str | os.PathLike[str]) -> Iterator[Path]:
    """Yield a folder beside *path* to fill; at the end it takes the place of *path*, after a failure it is removed.

    :raises UsageError: ``write-failed``, with the system's words.
    """
    real = Path(os.path.realpath(path))
    beside = scratch(real)
    old = beside.with_suffix(".old")
    try:
        try:
            beside.mkdir(0o700 if real.exists() else 0o777)
            yield beside
            keep_access(real, beside)
            if real.exists():
                real.rename(old)
            try:
                beside.rename(real)
            except OSError:
                if old.exists():
                    old.rename(real)
                raise
            rmtree(old, ignore_errors=True)
        finally:
            rmtree(beside, ignore_errors=True)
    except OSError as error:
        raise UsageError("write-failed", path=os.fspath(path), reason=reason_of(error)) from None


def write(content: str | bytes, path: str | os.PathLike[str]) -> None:
    """Write *content* to *path* whole or not at all; a text in UTF-8.

    :raises UsageError: ``write-failed``, with the system's words.
    """
    with whole(path) as beside:
        beside.write_bytes(content.encode("utf-8", "replace") if isinstance(content, str) else content)


def scratch(path: Path) -> Path:
    """Return where to write what is to become *path*: in the same folder, hidden, with a name that fits wherever its own does."""
    return path.with_name(f".{path.name[:_KEPT]}.{os.getpid()}.tmp")


def keep_access(old: Path, new: Path) -> None:
    """Give *new* the mode of *old*, and its owner as far as the system lets us; nothing where there is no *old*."""
    if os.name == "nt" or not old.exists():  # a folder there hands down who may read
        return
    kept = old.stat()
    mode = stat.S_IMODE(kept.st_mode)
    with suppress(OSError):
        os.chown(new, kept.st_uid, -1)
    try:
        os.chown(new, -1, kept.st_gid)
    except OSError:
        mode &= ~stat.S_IRWXG  # what one group might do, another may not
    with suppress(OSError):  # then it stays private
        new.chmod(mode)


def steady(archive: bytes) -> bytes:
    """Return a zip archive with the same members in the same order, all of them dated :data:`EPOCH`."""
    with zipfile.ZipFile(io.BytesIO(archive)) as source:
        return packed({member.filename: source.read(member) for member in source.infolist()})


def packed(members: Mapping[str, bytes]) -> bytes:
    """Return a zip archive of *members* by their names, in their order: the same on each system, all dated :data:`EPOCH`."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members.items():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            entry.create_system = 3
            archive.writestr(entry, data)
    return out.getvalue()


def safe_name(words: str) -> str:
    """Return *words* as a part of a path, without a suffix: nothing in it leads anywhere else, and every system takes it."""
    kept = "".join(_plain_character(char) for char in normalize("NFC", words[: LONGEST * 4]))
    kept = " ".join(kept.split()).strip(" .")[:LONGEST]
    kept = kept.encode()[:_BYTES].decode("utf-8", "ignore").strip(" .") or "_"
    return f"_{kept}" if kept.split(".")[0].strip().casefold() in _RESERVED or kept[0] in _NOT_FIRST else kept


def _plain_character(char: str) -> str:
    if char in _FORBIDDEN:
        return "_"
    kind = category(char)
    return " " if kind in ("Zs", "Zl", "Zp") else "" if kind[0] == "C" else char
