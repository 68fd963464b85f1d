"""A zip package with some of its members changed or added: everything else is copied as it is kept, still packed.

Nothing is unpacked, so that no bomb goes off; order, dates and attributes stay.  What a member's header may carry beside
(additional fields, comments) is of no use in an office document and is left out.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from struct import Struct

from checker.readers.package import Entry, Package

_LOCAL = Struct("<4s5H3L2H")
_ENTRY = Struct("<4s6H3L5H2L")
_END = Struct("<4s4H2LH")
_DEFLATED, _NEEDED = 8, 20
_SIZES_FOLLOW, _UTF_8 = 0x8, 0x800
_EPOCH = (0, 0x21)  # the first day that DOS knows


def repacked(package: Package, changes: Mapping[str, bytes], *, undated: bool = False) -> bytes:
    """*package* with the members *changes* in the place of those of the same names, or behind the others.

    With *undated* no member says when it was made: for a package that was made a moment ago.

    :raises UnreadableError: ``file-broken``, where a member cannot be copied.
    """
    left = {package.actual(name) or name: content for name, content in changes.items()}
    out, directory, count = bytearray(), bytearray(), 0
    moment = _EPOCH
    for entry in package.entries():
        changed = left.pop(entry.name, None)
        if undated:
            entry = entry._replace(moment=_EPOCH)  # noqa: PLW2901
        _add(out, directory, entry if changed is None else _packed(entry.name, changed, entry.moment))
        moment = max(moment, entry.moment, key=lambda pair: (pair[1], pair[0]))
        count += 1
    for name, content in left.items():
        _add(out, directory, _packed(name, content, moment))
        count += 1
    end = _END.pack(b"PK\x05\x06", 0, 0, count, count, len(directory), len(out), 0)
    return bytes(out + directory + end)


def _packed(name: str, content: bytes, moment: tuple[int, int]) -> Entry:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    packed = packer.compress(content) + packer.flush()
    flags = 0 if name.isascii() else _UTF_8
    return Entry(
        name,
        name.encode(),
        _NEEDED,
        _NEEDED,
        flags,
        _DEFLATED,
        moment,
        zlib.crc32(content),
        len(content),
        (0, 0),
        packed,
    )


def _add(out: bytearray, directory: bytearray, entry: Entry) -> None:
    flags = entry.flags & ~_SIZES_FOLLOW  # they stand in front now
    shared = (entry.needed, flags, entry.method, *entry.moment, entry.checksum, len(entry.content), entry.size)
    named = len(entry.raw)
    directory += _ENTRY.pack(b"PK\x01\x02", entry.made, *shared, named, 0, 0, 0, *entry.looks, len(out)) + entry.raw
    out += _LOCAL.pack(b"PK\x03\x04", *shared, named, 0) + entry.raw + entry.content
