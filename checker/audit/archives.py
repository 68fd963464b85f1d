"""Archives (zip and 7z): what is in them, taken out of the file into memory and never onto the disk.

A name in an archive is only ever a label, so ``../`` or a drive's letter in it can do nothing.  Mails are containers too
(:mod:`checker.audit.mails`).

=========================  ==============  ============================================================
key                        values          when
=========================  ==============  ============================================================
``archive-empty``                          there is nothing in it that may be a report
``archive-encrypted``                      a member needs a password
``archive-too-deep``       ``limit``       archives in archives beyond this depth
``archive-bomb``           ``limit``       a member is packed far more tightly than any document
``archive-too-large``      ``limit``       all members together are larger than this (GB)
``too-many-members``       ``limit``       more members than allowed
``too-large``              ``size, limit`` a member is larger than a file may be
``unknown-compression``    ``method``      a member is packed in a way that hardly any program knows
``needs-extra``            ``format, …``   the library that opens the archive is not installed
``file-broken``            ``format``      damaged
=========================  ==============  ============================================================
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import BinaryIO, NamedTuple, Protocol

from checker.audit.sources import wanted
from checker.errors import UnreadableError
from checker.readers.limits import MIB, Limits, check_size
from checker.readers.package import ENCRYPTED, member_name, open_zip, unpack_member

ARCHIVES = ("zip", "7z")
"""The formats of archives that are looked into; the others are told as unreadable."""

DEEPEST = 3
"""Archives within archives; a mail with a zip in it has two."""

_GIB = 1024 * MIB
_MOST_UNPACKED = 4 * _GIB
_TIGHTEST = 200  # times smaller: text packs to a fifth, a page of html to a tenth
_MOST_AT_ONCE = _GIB // 4  # bytes that are unpacked into memory at once
_SMALL = MIB  # bytes: so much may be packed as tightly as it likes
_NOT_THEIRS = ("__MACOSX",)  # what a Mac adds to an archive


class Member(NamedTuple):
    """What may be a report in a container: its number there, and its name with slashes."""

    number: int
    name: str


class Container(Protocol):
    """An archive or a mail that is open; ``others`` are the names in it that are no report's, once its members are known."""

    others: list[str]

    def members(self) -> list[Member]:
        """Return those that may be or hold a report, each with a name of its own.

        :raises UnreadableError: see above.
        """
        ...

    def extract(self, number: int, most: int) -> bytes:
        """Return the bytes of a member, unless there are more than *most*.  :raises UnreadableError: see above."""
        ...

    def close(self) -> None:
        """Let go of the file."""
        ...


def open_archive(file: BinaryIO, kind: str, limits: Limits) -> Container:
    """Return the archive of the format *kind* (``zip``, ``7z``) in *file*.  :raises UnreadableError: see above."""
    return _Zip(file, limits) if kind == "zip" else _seven_zip(file, limits)


def _labelled(found: list[Member]) -> list[Member]:
    """Return *found* with labels that differ, and without folders that lead nowhere."""
    if not found:
        raise UnreadableError("archive-empty")
    taken: dict[str, int] = {}
    members = []
    for number, name in found:
        parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..")]
        label = "/".join(parts)
        taken[label] = taken.get(label, 0) + 1
        members.append(Member(number, label if taken[label] == 1 else f"{label}#{taken[label]}"))
    return members


def may_hold_report(name: str) -> bool:
    """Return whether a member of this name may be a report or hold one."""
    return _is_theirs(name) and wanted(name.replace("\\", "/").rpartition("/")[2])


def others(names: Iterable[str]) -> list[str]:
    """Return the *names* of what somebody put into a container and no report is: it is passed over, and told."""
    return [name for name in names if _is_theirs(name) and not may_hold_report(name)]


def _is_theirs(name: str) -> bool:
    """Return whether somebody put a file into an archive, and no program did."""
    *folders, last = name.replace("\\", "/").split("/")
    return bool(last) and not last.startswith((".", "~$")) and not any(part in _NOT_THEIRS for part in folders)


class _Zip:
    """A zip archive."""

    def __init__(self, file: BinaryIO, limits: Limits) -> None:
        self._file, self._limits = file, limits
        self.others: list[str] = []
        try:
            self._zip = open_zip(file)
        except UnreadableError:
            raise UnreadableError("file-broken", format="zip") from None

    def members(self) -> list[Member]:
        listed = self._zip.infolist()
        if len(listed) > self._limits.members:
            raise UnreadableError("too-many-members", limit=self._limits.members)
        found = [Member(number, member_name(info)) for number, info in enumerate(listed) if not info.is_dir()]
        self.others = others(member.name for member in found)
        found = [member for member in found if may_hold_report(member.name)]
        if sum(listed[member.number].file_size for member in found) > _MOST_UNPACKED:
            raise UnreadableError("archive-too-large", limit=_MOST_UNPACKED // _GIB)
        return _labelled(found)

    def extract(self, number: int, most: int) -> bytes:
        info = self._zip.infolist()[number]
        if info.flag_bits & ENCRYPTED:
            raise UnreadableError("archive-encrypted")
        if info.file_size > max(_SMALL, _TIGHTEST * info.compress_size):
            raise UnreadableError("archive-bomb", limit=_TIGHTEST)
        check_size(info.file_size, most)
        try:
            return unpack_member(self._zip, info)
        except UnreadableError as error:
            error.values.setdefault("format", "zip")
            raise

    def close(self) -> None:
        self._zip.close()
        self._file.close()


class InMemory:
    """Members that were all taken out at once; without their bytes those that could not be."""

    def __init__(self, kind: str, found: Sequence[tuple[str, bytes | None]], others: list[str]) -> None:
        self._kind, self._found, self.others = kind, found, others

    def members(self) -> list[Member]:
        """See :class:`Container`."""
        return _labelled(
            [Member(number, name) for number, (name, _) in enumerate(self._found) if may_hold_report(name)]
        )

    def extract(self, number: int, most: int) -> bytes:
        """See :class:`Container`."""
        _, data = self._found[number]
        if data is None:
            raise UnreadableError("file-broken", format=self._kind)
        check_size(len(data), most)
        return data

    def close(self) -> None:
        """See :class:`Container`."""
        self._found = []


def _seven_zip(file: BinaryIO, limits: Limits) -> Container:
    """Return the members of a 7z archive, which is unpacked as a whole: they are packed as one."""
    try:
        from py7zr import SevenZipFile
        from py7zr.io import BytesIOFactory
    except ImportError:
        raise UnreadableError("needs-extra", format="7z", extra="audit") from None
    try:
        packed = file.seek(0, 2)
        file.seek(0)
        with file, SevenZipFile(file) as archive:
            if archive.needs_password():
                raise UnreadableError("archive-encrypted")
            listed = [info for info in archive.list() if not info.is_directory]
            if len(listed) > limits.members:
                raise UnreadableError("too-many-members", limit=limits.members)
            names = [info.filename for info in listed if may_hold_report(info.filename)]
            size = sum(info.uncompressed for info in listed)
            if size > max(_SMALL, _TIGHTEST * packed):
                raise UnreadableError("archive-bomb", limit=_TIGHTEST)
            if size > _MOST_AT_ONCE:
                raise UnreadableError("archive-too-large", limit=_MOST_AT_ONCE / _GIB)
            factory = BytesIOFactory(_MOST_AT_ONCE)
            if names:
                archive.extract(targets=names, factory=factory)
        found: list[tuple[str, bytes | None]] = []
        for name in names:
            if (product := factory.products.get(name)) is not None:
                product.seek(0)
                found.append((name, product.read()))
        return InMemory("7z", found, others(info.filename for info in listed))
    except UnreadableError:
        raise
    except Exception as error:  # whatever it raises for one that is damaged
        key = "archive-encrypted" if "assword" in type(error).__name__ else "file-broken"
        raise UnreadableError(key, **({"format": "7z"} if key == "file-broken" else {})) from None
