"""Members of a zip package (docx, ofd), taken out of the bytes within bounds; nothing is written to disk.

A module of its own rather than :mod:`zipfile`, whose import alone takes half as long as Python needs to start, and
which believes what a member says of its own length.  Bounds are absolute, so that no limit on the ratio of packing is
needed: whatever a package claims, no more bytes of it than the limit ``unpacked`` come into being.

Errors: ``file-broken``, ``encrypted``, ``unpacked-too-large``, ``too-many-members``.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from struct import Struct, error
from typing import NamedTuple, NoReturn

from checker.errors import UnreadableError
from checker.readers.limits import MAX_MEMBER, MIB, Limits, current

_END = Struct("<4s4H2LH")
_END_64 = Struct("<4sQ2H2L4Q")
_LOCATOR_64 = Struct("<4sLQL")
_ENTRY = Struct("<4s6H3L5H2L")
_LOCAL = Struct("<4s5H3L2H")
_LONGEST_COMMENT = 0xFFFF
_IN_64 = 0xFFFFFFFF  # the field says: look into the additional one, which has room for it
_STORED, _DEFLATED = 0, 8
_ENCRYPTED = 0x1 | 0x40
_UTF_8 = 0x800


class _Member(NamedTuple):
    """One entry of the directory: how it is kept, its checksum, its lengths in bytes, and where it begins."""

    name: bytes
    flags: int
    method: int
    checksum: int
    packed: int
    size: int
    offset: int


class Entry(NamedTuple):
    """One entry as it is kept: ``content`` packed; ``made``, ``moment`` and ``looks`` as in the directory.

    They are who made it, when it was changed (time and date of DOS), and its attributes (internal and external).
    """

    name: str
    raw: bytes
    made: int
    needed: int
    flags: int
    method: int
    moment: tuple[int, int]
    checksum: int
    size: int
    looks: tuple[int, int]
    content: bytes


class Package:
    """The members of *data* by their names, with ``/`` between folders whatever the program that wrote them used.

    ``names`` keeps the order of the directory.  Raises :class:`UnreadableError` as the module says.
    """

    __slots__ = ("_data", "_directory", "_folded", "_left", "_limits", "_members", "_twice", "names")

    def __init__(self, data: bytes, limits: Limits | None = None) -> None:
        self._data = data
        self._limits = limits or current()
        self._left = self._limits.unpacked
        self._members: dict[str, _Member] = {}
        self._twice: set[str] = set()
        try:
            self._read_directory()
        except error:
            _broken()
        self.names = tuple(self._members)
        self._folded: dict[str, str] = {}

    def __contains__(self, name: str) -> bool:
        return self._find(name) is not None

    def read(self, name: str) -> bytes:
        """Bytes of the member *name*; capitals are looked for as they are, then as any (as Word does).

        A name that two members bear is refused: programs differ in which of them they would show.
        """
        found = self._find(name)
        if found is None or found in self._twice:
            _broken()
        try:
            return self._unpack(self._members[found])
        except (error, zlib.error):
            _broken()

    def _find(self, name: str) -> str | None:
        if name in self._members:
            return name
        if not self._folded:
            self._folded = {name.lower(): name for name in self._members}
        return self._folded.get(name.lower())

    def _read_directory(self) -> None:
        data = self._data
        end = data.rfind(b"PK\x05\x06", max(0, len(data) - _LONGEST_COMMENT - _END.size))
        if end < 0:
            _broken()
        _, _, _, _, count, length, offset, _ = _END.unpack_from(data, end)
        if _IN_64 in (length, offset) or count == 0xFFFF:
            count, length, offset, end = self._end_64(end)
        shift = end - length - offset  # bytes that were put in front of the package
        if count > self._limits.members:
            raise UnreadableError("too-many-members", limit=self._limits.members)
        if shift < 0:
            _broken()
        at = end - length
        self._directory = at, count, shift, end
        for _ in range(count):
            at = self._read_entry(at, shift, end)

    def entries(self) -> Iterator[Entry]:
        """Every entry of the directory in its order, folders and doubles too; for what copies a package."""
        at, count, shift, _ = self._directory
        for _ in range(count):
            fields = _ENTRY.unpack_from(self._data, at)
            _, made, needed, flags, method, time, date, checksum, packed, size, named, extra, comment = fields[:13]
            internal, external, offset = fields[14:]
            begin = at + _ENTRY.size
            raw = self._data[begin : begin + named]
            if _IN_64 in (packed, size, offset):
                rest = self._data[begin + named : begin + named + extra]
                size, packed, offset = _from_extra(rest, size, packed, offset)
            content = self._content(offset + shift, packed, raw)
            moment, looks = (time, date), (internal, external)
            yield Entry(_decoded(raw, flags), raw, made, needed, flags, method, moment, checksum, size, looks, content)
            at = begin + named + extra + comment

    def actual(self, name: str) -> str | None:
        """How the package writes *name*; ``None`` where it has no such member."""
        return self._find(name)

    def _end_64(self, end: int) -> tuple[int, int, int, int]:
        mark, _, offset, _ = _LOCATOR_64.unpack_from(self._data, max(0, end - _LOCATOR_64.size))
        if mark != b"PK\x06\x07" or offset > end:
            _broken()
        fields = _END_64.unpack_from(self._data, offset)
        if fields[0] != b"PK\x06\x06":
            _broken()
        return fields[7], fields[8], fields[9], offset

    def _read_entry(self, at: int, shift: int, end: int) -> int:
        """Keep the entry at *at* and return where the next one begins."""
        (mark, _, _, flags, method, _, _, checksum, packed, size, name_length, extra_length, comment_length, _, _, _, offset) = (
            _ENTRY.unpack_from(self._data, at)
        )  # fmt: skip
        at += _ENTRY.size
        named = at + name_length
        following: int = named + extra_length + comment_length
        if mark != b"PK\x01\x02" or following > end:
            _broken()
        if _IN_64 in (packed, size, offset):
            extra = self._data[named : named + extra_length]
            size, packed, offset = _from_extra(extra, size, packed, offset)
        raw = self._data[at:named]
        name = _decoded(raw, flags)
        if name in self._members:
            self._twice.add(name)
        elif not name.endswith("/"):
            self._members[name] = _Member(raw, flags, method, checksum, packed, size, offset + shift)
        return following

    def _unpack(self, member: _Member) -> bytes:
        if member.flags & _ENCRYPTED:
            raise UnreadableError("encrypted")
        if member.size > min(MAX_MEMBER, self._left):
            raise UnreadableError("unpacked-too-large", limit=min(MAX_MEMBER, self._limits.unpacked) // MIB)
        self._left -= member.size
        content = self._content(member.offset, member.packed, member.name)
        if member.method == _DEFLATED:
            # A byte more than it claims, so that one which claims too little is found out.
            content = zlib.decompressobj(-zlib.MAX_WBITS).decompress(content, member.size + 1)
        elif member.method != _STORED:
            _broken()
        if len(content) != member.size or zlib.crc32(content) != member.checksum:
            _broken()
        return content

    def _content(self, offset: int, packed: int, name: bytes) -> bytes:
        """What is kept at *offset*, still packed."""
        data = self._data
        try:
            mark, *_, name_length, extra_length = _LOCAL.unpack_from(data, offset)
        except error:
            _broken()
        named = offset + _LOCAL.size
        begin = named + name_length + extra_length
        end = begin + packed
        if mark != b"PK\x03\x04" or data[named : named + name_length] != name or end > len(data):
            _broken()
        return data[begin:end]


def _from_extra(extra: bytes, *fields: int) -> list[int]:
    """*fields* (size, packed, offset), where those too long for their room are taken from the additional one."""
    at, kind = 0, 0
    while kind != 1:
        if at + 4 > len(extra):
            _broken()
        kind, length = int.from_bytes(extra[at : at + 2], "little"), int.from_bytes(extra[at + 2 : at + 4], "little")
        at += 4 + length
    at -= length
    found = []
    for field in fields:
        if field != _IN_64:
            found.append(field)
            continue
        found.append(int.from_bytes(extra[at : at + 8], "little"))
        at += 8
    return found


def _decoded(name: bytes, flags: int) -> str:
    try:
        decoded = name.decode("utf-8" if flags & _UTF_8 or name.isascii() else "gb18030")
    except UnicodeDecodeError:
        decoded = name.decode("cp437")
    return decoded.replace("\\", "/").removeprefix("/")


def _broken() -> NoReturn:
    raise UnreadableError("file-broken")
