"""Zip packages (docx, ofd, xlsx): members taken out of the bytes within bounds, names as they were meant, copies with changes.

:mod:`zipfile` reads and writes them.  Bounds are absolute, so that no limit on the ratio of packing is needed: whatever a
package claims, no more bytes of it than the limit ``unpacked`` come into being.  Nothing is written to disk.

Errors: ``file-broken``, ``encrypted``, ``unpacked-too-large``, ``too-many-members``, ``unknown-compression``.
"""

from __future__ import annotations

import warnings
import zlib
from collections.abc import Mapping
from copy import copy
from io import BytesIO
from struct import error, unpack_from
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from checker.errors import UnreadableError
from checker.readers.limits import MAX_MEMBER, MIB, Limits, current
from checker.readers.plain import most_plausible

DAMAGED = (BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, EOFError, LookupError, error, zlib.error)
"""What :mod:`zipfile` raises for an archive that is not whole."""

_METHODS = {
    1: "Shrink",
    6: "Implode",
    9: "Deflate64",
    12: "BZip2",
    14: "LZMA",
    93: "Zstandard",
    95: "XZ",
    98: "PPMd",
    99: "AES",
}
ENCRYPTED = 0x1 | 0x40
_UTF_8, _SIZES_FOLLOW, _PATCHED = 0x800, 0x8, 0x20
_UNICODE_PATH = 0x7075
_MEMBER, _LISTED, _END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_LOCAL_SIZE, _END_SIZE, _LONGEST_COMMENT = 30, 22, 0xFFFF
_IN_64 = 0xFFFFFFFF  # the field says: look into the additional one, which has room for it
_EPOCH = (1980, 1, 1, 0, 0, 0)


def open_zip(file: BinaryIO) -> ZipFile:
    """Return the archive in *file*.

    One that was cut off is not taken for the last archive that lies in it unpacked: its list of members would be found
    at a place that it does not name.

    :raises UnreadableError: ``file-broken``.
    """
    try:
        archive = ZipFile(file)
        size = file.seek(0, 2)
        file.seek(max(0, size - _END_SIZE - _LONGEST_COMMENT))
        tail = file.read()
        end = tail.rfind(_END)
        length, start = unpack_from("<II", tail, end + 12)
        file.seek(0)
        cut_off = _IN_64 not in (length, start) and size - len(tail) + end - length > start
        if cut_off and file.read(len(_MEMBER)) == _MEMBER:
            raise UnreadableError("file-broken")
    except DAMAGED:
        raise UnreadableError("file-broken") from None
    return archive


def member_name(info: ZipInfo) -> str:
    """Return the name of a member with ``/`` between folders: as the archive says in Unicode, else as its bytes read.

    Windows writes GBK, or Big5, and says nothing; some programs add the name in a field of its own (APPNOTE 4.6.9), which
    counts while its checksum is that of the other one.
    """
    name = info.orig_filename
    if not info.flag_bits & _UTF_8 and (info.extra or not name.isascii()):
        raw = name.encode("cp437")  # as which zipfile has read it
        name = _unicode_path(info.extra, raw) or _as_written(raw) or name
    return name.replace("\\", "/")


def _as_written(raw: bytes) -> str:
    """Return a name by its bytes; empty where they are none of the encodings."""
    name = raw.decode("utf-8", "ignore")
    if name.encode() == raw:
        return name
    try:
        return most_plausible(raw, ("gb18030", "big5hkscs"))
    except UnreadableError:
        name = raw.decode("gb18030", "ignore")
        return name if name.encode("gb18030") == raw else ""


def _unicode_path(extra: bytes, raw: bytes) -> str:
    while len(extra) >= 4:
        kind, length = unpack_from("<HH", extra)
        field, extra = extra[4 : 4 + length], extra[4 + length :]
        if kind == _UNICODE_PATH and field[1:5] == zlib.crc32(raw).to_bytes(4, "little"):
            return field[5:].decode("utf-8", "ignore")
    return ""


def unpack_member(archive: ZipFile, info: ZipInfo) -> bytes:
    """Return the bytes of a member, of which no more come into being than it claims.

    :raises UnreadableError: ``file-broken``, where it claims too few or too many; ``unknown-compression``.
    """
    if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):  # the others unpack without a bound
        raise UnreadableError("unknown-compression", method=_METHODS.get(info.compress_type, str(info.compress_type)))
    try:
        with archive.open(info) as stream:
            content = stream.read(info.file_size + 1)  # without a size, zipfile would unpack all that there is
    except DAMAGED:
        raise UnreadableError("file-broken") from None
    if len(content) != info.file_size:
        raise UnreadableError("file-broken")
    return content


class Package:
    """The members of *data* by their names, with ``/`` between folders whatever the program that wrote them used.

    ``names`` keeps the order of the directory.  Raises :class:`UnreadableError` as the module says.
    """

    __slots__ = ("_data", "_folded", "_left", "_limits", "_members", "_twice", "_zip", "names")

    def __init__(self, data: bytes, limits: Limits | None = None) -> None:
        self._data = data
        self._limits = limits or current()
        self._left = self._limits.unpacked
        if data.count(_LISTED) > self._limits.members:  # before they are listed; hardly any content holds these bytes
            raise UnreadableError("too-many-members", limit=self._limits.members)
        self._zip = open_zip(BytesIO(data))
        self._members: dict[str, ZipInfo] = {}
        self._twice: set[str] = set()
        for info in self._zip.infolist():
            name = member_name(info).removeprefix("/")
            if name in self._members:
                self._twice.add(name)
            elif not name.endswith("/"):
                self._members[name] = info
        self.names = tuple(self._members)
        self._folded: dict[str, str] = {}

    def __contains__(self, name: str) -> bool:
        return self.actual(name) is not None

    def read(self, name: str) -> bytes:
        """Return the bytes of the member *name*; capitals are looked for as they are, then as any (as Word does).

        A name that two members bear is refused: programs differ in which of them they would show.
        """
        found = self.actual(name)
        if found is None or found in self._twice:
            raise UnreadableError("file-broken")
        return self._read_member(self._members[found])

    def actual(self, name: str) -> str | None:
        """Return how the package writes *name*; ``None`` where it has no such member."""
        if name in self._members:
            return name
        if not self._folded:
            self._folded = {name.lower(): name for name in self._members}
        return self._folded.get(name.lower())

    def _read_member(self, info: ZipInfo) -> bytes:
        if info.flag_bits & ENCRYPTED:
            raise UnreadableError("encrypted")
        if info.file_size > min(MAX_MEMBER, self._left):
            raise UnreadableError("unpacked-too-large", limit=min(MAX_MEMBER, self._limits.unpacked) // MIB)
        self._left -= info.file_size
        return self._unpacked_bytes(info)

    def _unpacked_bytes(self, info: ZipInfo) -> bytes:
        """Return what :func:`unpack_member` returns: the bytes are at hand, and need none of the layers of a file."""
        if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            return unpack_member(self._zip, info)
        content = self._packed_bytes(info)
        name = info.orig_filename.encode("utf-8" if info.flag_bits & _UTF_8 else "cp437")
        whole = not info.flag_bits & _PATCHED and self._data.startswith(name, info.header_offset + _LOCAL_SIZE)
        try:
            if info.compress_type == ZIP_DEFLATED:
                content = zlib.decompressobj(-zlib.MAX_WBITS).decompress(content, info.file_size + 1)
        except zlib.error:
            whole = False
        if not whole or len(content) != info.file_size or zlib.crc32(content) != info.CRC:
            raise UnreadableError("file-broken")
        return content

    def with_changes(self, changes: Mapping[str, bytes]) -> bytes:
        """Return a package with the members *changes* in the place of those of the same names, or behind the others.

        Everything else is copied as it is kept, still packed, so that no bomb goes off; order, dates and attributes
        stay.  What a member may carry beside (additional fields, comments) is of no use in an office document and is left
        out.

        :raises UnreadableError: ``file-broken``, where a member cannot be copied.
        """
        left = {self.actual(name) or name: content for name, content in changes.items()}
        out, latest = BytesIO(), _EPOCH
        with ZipFile(out, "w") as made, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a package may have two members of one name, and keeps them
            for info in self._zip.infolist():
                kept = copy(info)
                kept.filename = member_name(info)
                kept.extra = kept.comment = b""
                latest = max(latest, kept.date_time)
                changed = left.pop(kept.filename.removeprefix("/"), None)
                if changed is None:
                    _copy(self._packed_bytes(info), kept, made)
                else:
                    made.writestr(kept, changed, ZIP_DEFLATED)
            for name, content in left.items():
                made.writestr(ZipInfo(name, latest), content, ZIP_DEFLATED)
        return out.getvalue()

    def _packed_bytes(self, info: ZipInfo) -> bytes:
        """Return the bytes of a member as they are kept."""
        try:
            named, extra = unpack_from("<HH", self._data, info.header_offset + 26)
        except error:
            raise UnreadableError("file-broken") from None
        begin = info.header_offset + _LOCAL_SIZE + named + extra
        content = self._data[begin : begin + info.compress_size]
        if not self._data.startswith(_MEMBER, info.header_offset) or len(content) < info.compress_size:
            raise UnreadableError("file-broken")
        return content


def _copy(packed: bytes, info: ZipInfo, into: ZipFile) -> None:
    """Write a member that is packed already: zipfile has no way for that but to do what its own ``open`` does."""
    assert into.fp is not None  # noqa: S101 - it is open
    info.flag_bits &= ~_SIZES_FOLLOW  # they stand in front now
    info.header_offset = into.fp.tell()
    into.fp.write(info.FileHeader() + packed)
    into.filelist.append(info)
    into.start_dir = into.fp.tell()
