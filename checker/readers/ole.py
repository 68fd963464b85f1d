"""What an OLE compound file (MS-CFB) holds at its root: enough to tell a Word document from everything else in that coat.

Only the directory is read, and of a Word document the two bytes that say whether it is encrypted.  Nothing in the file
is trusted: every number is bounded by its length, every chain by the number of its sectors.
"""

from __future__ import annotations

import struct
from typing import NamedTuple

MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_HEADER = 512
_ENTRY = 128
_MOST_ENTRIES = 20_000
_IN_HEADER = 109  # sectors of the allocation table that the header names itself; they cover 6.8 MB
_NONE = 0xFFFFFFFA  # and above: no sector, or no entry
_FIB_FLAGS = 0x0A
_FIB_ENCRYPTED = 0x0100


class Entry(NamedTuple):
    """A stream or storage: its name, and the offset in the file at which its first sector begins."""

    name: str
    offset: int


def root_entries(data: bytes) -> list[Entry]:
    """The entries at the root of the compound file *data*; none where it is damaged."""
    if len(data) < _HEADER:
        return []
    shift = struct.unpack_from("<H", data, 30)[0]
    if shift not in (9, 12):
        return []
    directory = _directory(data, 1 << shift)
    if len(directory) < _ENTRY:
        return []
    found, seen, waiting = [], set[int](), [_fields(directory, 0)[3]]
    while waiting:
        number = waiting.pop()
        if number in seen or (number + 1) * _ENTRY > len(directory):
            continue
        seen.add(number)
        name, left, right, _, sector = _fields(directory, number)
        found.append(Entry(name, (sector + 1) << shift))
        waiting += [left, right]
    return found


def is_whole(data: bytes) -> bool:
    """Whether the file is as long as its allocation table says; of the part that the header names (6.8 MB)."""
    size = 1 << struct.unpack_from("<H", data, 30)[0]
    last = 0
    for number, sector in enumerate(struct.unpack_from(f"<{_IN_HEADER}I", data, 76)):
        if sector >= _NONE:
            break
        start = (sector + 1) * size
        entries = data[start : start + size]
        if len(entries) < size:
            return False
        used = entries.rstrip(b"\xff")  # a free sector is written as four of these
        if used:
            last = number * (size // 4) + (len(used) + 3) // 4
    return bool(len(data) > last * size)  # the last sector may be short


def is_encrypted(data: bytes, entry: Entry) -> bool:
    """Whether the stream ``WordDocument`` at *entry* says that it is encrypted (MS-DOC 2.5.2, ``fEncrypted``)."""
    at = entry.offset + _FIB_FLAGS
    return at + 2 <= len(data) and bool(struct.unpack_from("<H", data, at)[0] & _FIB_ENCRYPTED)


def _fields(directory: bytes, number: int) -> tuple[str, int, int, int, int]:
    """Name, left and right sibling, child and first sector of an entry of the directory."""
    at = number * _ENTRY
    length = min(struct.unpack_from("<H", directory, at + 64)[0], 64)
    name = directory[at : at + max(length - 2, 0)].decode("utf-16-le", "replace")
    left, right, child = struct.unpack_from("<III", directory, at + 68)
    return name, left, right, child, struct.unpack_from("<I", directory, at + 116)[0]


def _directory(data: bytes, size: int) -> bytes:
    """The sectors of the directory, put together along their chain."""
    table = [sector for sector in struct.unpack_from(f"<{_IN_HEADER}I", data, 76) if sector < _NONE]
    sector = struct.unpack_from("<I", data, 48)[0]
    gathered: list[bytes] = []
    while sector < _NONE and len(gathered) * size < _MOST_ENTRIES * _ENTRY:
        start = (sector + 1) * size
        if start >= len(data):
            break
        gathered.append(data[start : start + size])
        index, within = divmod(sector, size // 4)
        if index >= len(table):
            break
        next_at = (table[index] + 1) * size + within * 4
        if next_at + 4 > len(data):
            break
        sector = struct.unpack_from("<I", data, next_at)[0]
    return b"".join(gathered)
