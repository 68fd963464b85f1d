"""The bytes that a pack is made from, its bases included, and their digest.

To look up the compiled form, the chain of bases must be known before anything is parsed.  It is guessed from a line
``extends: …`` of each header; the real chain, known after parsing, must be the same, else nothing is cached.
"""
# ruff: noqa: PTH100, PTH120, PTH123

from __future__ import annotations

import os

from checker.cache import short_hash
from checker.errors import PackError
from checker.rulebook.locate import DATA_SUFFIX, files_of, find, header_of

MAX_READ = 2 * 1024 * 1024 + 1  # one byte more than a file may have: enough to refuse it
MAX_BASES = 8


class File:  # no named tuple: that takes longer to define than all files to read
    """One file of a pack; ``data`` is ``None`` where it cannot be read (``error`` says why)."""

    __slots__ = ("data", "error", "name", "path")

    def __init__(self, name: str, path: str, data: bytes | None, error: str = "") -> None:
        self.name = name
        self.path = path
        self.data = data
        self.error = error


class PackFiles:
    """The files of one pack, the header first."""

    __slots__ = ("files", "path")

    def __init__(self, path: str, files: tuple[File, ...]) -> None:
        self.path = path
        self.files = files

    @property
    def folder(self) -> str:
        """The folder that a relative ``extends`` starts from."""
        return os.path.dirname(os.path.abspath(self.files[0].path))

    @property
    def data(self) -> list[File]:
        """The files that hold data, not rules."""
        return [file for file in self.files[1:] if file.name.endswith(DATA_SUFFIX)]


def read_pack(path: str) -> PackFiles:
    """All files of the pack at *path*."""
    return PackFiles(path, tuple(_read(name, file) for name, file in files_of(path)))


def read_header(path: str) -> bytes:
    """The file of the pack at *path* that names it, its base and the issuers it applies to."""
    return _read("", header_of(path)).data or b""


def _read(name: str, path: str) -> File:
    try:
        with open(path, "rb") as stream:
            return File(name, path, stream.read(MAX_READ))
    except OSError as error:
        return File(name, path, None, error.strerror or str(error))


def read_chain(path: str, *, root: str | None = None) -> tuple[PackFiles, ...]:
    """The pack at *path* and the bases that its header seems to name, nearest first."""
    chain = [read_pack(path)]
    while len(chain) <= MAX_BASES:
        ref = guess_base(chain[-1].files[0].data or b"")
        if not ref:
            break
        try:
            path = find(ref, beside=chain[-1].folder, root=root)
        except PackError:  # told with its place when the pack is built
            break
        if any(same(path, pack.path) for pack in chain):
            break
        chain.append(read_pack(path))
    return tuple(chain)


def same(path: str, other: str) -> bool:
    """Whether two paths lead to the same pack."""
    return os.path.realpath(header_of(path)) == os.path.realpath(header_of(other))


def guess_base(header: bytes) -> str:
    """The value of a line ``extends: …`` as authors usually write it, or an empty string."""
    start = 0 if header.startswith(b"extends:") else header.find(b"\nextends:") + 1
    if not start and not header.startswith(b"extends:"):
        return ""
    line = header[start : start + 1000].splitlines()[0]
    return line.removeprefix(b"extends:").split(b" #")[0].strip().strip(b"\"'").decode("utf-8", "replace")


def fingerprint(chain: tuple[PackFiles, ...]) -> str:
    """A fast hash of all files of a chain of packs: equal fingerprints, equal packs."""
    return short_hash(b"".join(_pieces(chain)))


def digest(chain: tuple[PackFiles, ...]) -> str:
    """``sha256:`` and the hash of all files of a chain of packs; the same wherever the packs lie."""
    from hashlib import sha256

    state = sha256()
    for piece in _pieces(chain):
        state.update(piece)
    return f"sha256:{state.hexdigest()}"


def _pieces(chain: tuple[PackFiles, ...]) -> list[bytes]:
    """Each file as its name, length and bytes, so that no two different packs give the same bytes."""
    pieces = []
    for pack in chain:
        pieces.append(b"pack %d\n" % len(pack.files))
        for number, file in enumerate(pack.files):
            # A pack that is a single file is the same pack under another file name.
            name = file.name if number else ""
            pieces.append(f"{name}\n".encode("utf-8", "surrogateescape"))
            pieces.append(b"%d\n" % (-1 if file.data is None else len(file.data)))
            pieces.append(file.data or b"")
    return pieces
