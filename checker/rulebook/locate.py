"""Where packs are: a name or a path → the files of a pack, their bytes and their digest.

To look up the compiled form, the chain of bases must be known before anything is parsed.  It is guessed from a line
``extends: …`` of each header; the real chain, known after parsing, must be the same, else nothing is cached.  Part of every
start, so it uses ``os`` only (pathlib alone costs as much as loading a pack).
"""
# ruff: noqa: PTH100, PTH112, PTH113, PTH116, PTH118, PTH119, PTH120, PTH123, PTH208

from __future__ import annotations

import os

from checker.cache import rules_folder, short_hash
from checker.errors import PackError, reason_of
from checker.records import NamedTuple

HEADER = "pack.yaml"
SUFFIXES = (".yaml", ".yml")
DATA_SUFFIX = ".csv"
_NOT_PACKS = frozenset({"data", "words"})


def available(root: str | None = None) -> dict[str, str]:
    """Return the packs that come with the checker: name → path, in the order of their names."""
    root = root or rules_folder()
    found = {}
    try:
        names = sorted(os.listdir(root))
    except OSError:
        return {}
    for name in names:
        path = os.path.join(root, name)
        if name.endswith(SUFFIXES):
            found[name.rpartition(".")[0]] = path
        elif name not in _NOT_PACKS and os.path.isfile(os.path.join(path, HEADER)):
            found[name] = path
    return found


def find_pack(ref: str, *, beside: str | None = None, root: str | None = None) -> str:
    """Return the path of the pack that *ref* names: a pack of the checker, else a path (relative to the folder *beside*).

    :raises PackError: where there is none.
    """
    packs = available(root)
    if ref in packs:
        return packs[ref]
    path = os.path.join(beside or "", ref)
    if "\0" not in path:
        if os.path.isfile(path) or os.path.isfile(os.path.join(path, HEADER)):
            return path
        if os.path.isdir(path):
            raise PackError("pack-without-header", pack=ref, header=HEADER)
    from checker.rulebook.translate import by_likeness

    nearest = next(iter(by_likeness(ref, packs)), "")
    raise PackError("pack-not-found", pack=ref, nearest=nearest, available=", ".join(sorted(packs)))


def header_of(path: str) -> str:
    """Return the file of the pack at *path* that names it and its base."""
    return path if os.path.isfile(path) else os.path.join(path, HEADER)


def files_of(path: str) -> list[tuple[str, str]]:
    """Return the files of the pack at *path*, as (name inside the pack, path): the header first, the others sorted."""
    if os.path.isfile(path):
        return [(os.path.basename(path), path)]
    found = [(name, os.path.join(path, *name.split("/"))) for name in _files_below(path) if name != HEADER]
    return [(HEADER, os.path.join(path, HEADER)), *sorted(found)]


def _files_below(top: str) -> list[str]:
    """Return names of all YAML and data files below the folder *top*; links to folders are not followed, so no loop can arise."""
    names: list[str] = []
    waiting = [(top, "")]
    while waiting:
        folder, inside = waiting.pop()
        try:
            entries = list(os.scandir(folder))
        except OSError:
            continue
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                waiting.append((entry.path, f"{inside}{entry.name}/"))
            elif entry.name.endswith((*SUFFIXES, DATA_SUFFIX)) and entry.is_file():
                names.append(inside + entry.name)
    return names


def state_here(path: str) -> bytes | None:
    """Return what tells two states of the packs apart that come with the checker, for that at *path*; ``None``: it is no such.

    Times and sizes are what Python, too, asks of a source before it trusts bytecode; reading all files takes ten times as long.
    """
    top = rules_folder()
    if not path.startswith(os.path.join(top, "")):
        return None
    state = [path]
    for name in sorted(_files_below(top)):
        status = os.stat(os.path.join(top, name))
        state.append(f"{name} {status.st_size} {status.st_mtime_ns} {status.st_ctime_ns}")
    return "\n".join(state).encode("utf-8", "surrogateescape")


def relative_path(path: str) -> str:
    """Return *path* as results and messages name it: relative where it lies below the working directory, with slashes."""
    try:
        relative = os.path.relpath(path)
    except ValueError:  # another drive
        relative = path
    outside = relative.partition(os.sep)[0] == os.pardir
    return (path if outside else relative).replace(os.sep, "/")


MAX_READ = 2 * 1024 * 1024 + 1  # one byte more than a file may have: enough to refuse it
MAX_BASES = 8


class File(NamedTuple):
    """One file of a pack; ``data`` is ``None`` where it cannot be read (``error`` says why)."""

    name: str
    path: str
    data: bytes | None
    error: str = ""


class PackFiles(NamedTuple):
    """The files of one pack, the header first."""

    path: str
    files: tuple[File, ...]

    @property
    def folder(self) -> str:
        """The folder that a relative ``extends`` starts from."""
        return os.path.dirname(os.path.abspath(self.files[0].path))

    @property
    def data(self) -> list[File]:
        """The files that hold data, not rules."""
        return [file for file in self.files[1:] if file.name.endswith(DATA_SUFFIX)]


def read_pack(path: str) -> PackFiles:
    """Return all files of the pack at *path*."""
    return PackFiles(path, tuple(_read_file(name, file) for name, file in files_of(path)))


def read_header(path: str) -> bytes:
    """Return the file of the pack at *path* that names it, its base and the issuers it applies to."""
    return _read_file("", header_of(path)).data or b""


def _read_file(name: str, path: str) -> File:
    try:
        with open(path, "rb") as stream:
            return File(name, path, stream.read(MAX_READ))
    except OSError as error:
        return File(name, path, None, reason_of(error))


def read_chain(path: str, *, root: str | None = None) -> tuple[PackFiles, ...]:
    """Return the pack at *path* and the bases that its header seems to name, nearest first."""
    chain = [read_pack(path)]
    while len(chain) <= MAX_BASES:
        ref = guess_base(chain[-1].files[0].data or b"")
        if not ref:
            break
        try:
            path = find_pack(ref, beside=chain[-1].folder, root=root)
        except PackError:  # told with its place when the pack is built
            break
        if any(same(path, pack.path) for pack in chain):
            break
        chain.append(read_pack(path))
    return tuple(chain)


def same(path: str, other: str) -> bool:
    """Return whether two paths lead to the same pack."""
    return os.path.realpath(header_of(path)) == os.path.realpath(header_of(other))


def guess_base(header: bytes) -> str:
    """Return the value of a line ``extends: …`` as authors usually write it, or an empty string."""
    start = 0 if header.startswith(b"extends:") else header.find(b"\nextends:") + 1
    if not start and not header.startswith(b"extends:"):
        return ""
    line = header[start : start + 1000].splitlines()[0]
    return line.removeprefix(b"extends:").split(b" #")[0].strip().strip(b"\"'").decode("utf-8", "replace")


def fingerprint(chain: tuple[PackFiles, ...]) -> str:
    """Return a fast hash of all files of a chain of packs: equal fingerprints, equal packs."""
    return short_hash(b"".join(_hashed_pieces(chain)))


def digest(chain: tuple[PackFiles, ...]) -> str:
    """Return ``sha256:`` and the hash of all files of a chain of packs; the same wherever the packs lie."""
    from hashlib import sha256

    state = sha256()
    for piece in _hashed_pieces(chain):
        state.update(piece)
    return f"sha256:{state.hexdigest()}"


def _hashed_pieces(chain: tuple[PackFiles, ...]) -> list[bytes]:
    """Return each file as its name, length and bytes, so that no two different packs give the same bytes."""
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
