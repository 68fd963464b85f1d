"""Archives and mails: what is in them, taken out of the file into memory and never onto the disk.

Zip archives (names in any encoding), mails (their attachments; the text, where there is none) and archived web pages
(the page).  A name in an archive is only ever a label, so ``../`` or a drive's letter in it can do nothing.

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
``file-broken``            ``format``      damaged
=========================  ==============  ============================================================
"""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO, NamedTuple, Protocol

from checker.audit.sources import wanted
from checker.errors import UnreadableError
from checker.readers.limits import MIB, Limits
from checker.readers.package import ENCRYPTED, member_name, open_zip, unpacked

if TYPE_CHECKING:
    from email.message import EmailMessage

OPENED = ("zip", "eml", "mht")
"""The formats of containers that are looked into; the others are told as unreadable."""

DEEPEST = 3
"""Archives within archives; a mail with a zip in it has two."""

_GIB = 1024 * MIB
_MOST_UNPACKED = 4 * _GIB
_TIGHTEST = 200  # times smaller: text packs to a fifth, a page of html to a tenth
_SMALL = MIB  # bytes: so much may be packed as tightly as it likes
_NOT_THEIRS = ("__MACOSX",)  # what a Mac adds to an archive


class Member(NamedTuple):
    """What may be a report in a container: its number there, and its name with slashes."""

    number: int
    name: str


class Container(Protocol):
    """An archive or a mail that is open."""

    def members(self) -> list[Member]:
        """Those that may be or hold a report, each with a name of its own.  :raises UnreadableError: see above."""
        ...

    def read(self, number: int, most: int) -> bytes:
        """The bytes of a member, unless there are more than *most*.  :raises UnreadableError: see above."""
        ...

    def close(self) -> None:
        """Let go of the file."""
        ...


def opened(file: BinaryIO, kind: str, limits: Limits) -> Container:
    """The container of the format *kind*, one of :data:`OPENED`, in *file*.  :raises UnreadableError: ``file-broken``."""
    return _Zip(file, limits) if kind == "zip" else _Mail(file, kind)


def _labelled(found: list[Member]) -> list[Member]:
    """*found* with labels that differ, and without folders that lead nowhere."""
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


def _may_be_report(name: str) -> bool:
    *folders, last = name.replace("\\", "/").split("/")
    hidden = last.startswith((".", "~$")) or any(part in _NOT_THEIRS for part in folders)
    return bool(last) and not hidden and wanted(last)


class _Zip:
    """A zip archive."""

    def __init__(self, file: BinaryIO, limits: Limits) -> None:
        self._file, self._limits = file, limits
        try:
            self._zip = open_zip(file)
        except UnreadableError:
            raise UnreadableError("file-broken", format="zip") from None

    def members(self) -> list[Member]:
        listed = self._zip.infolist()
        if len(listed) > self._limits.members:
            raise UnreadableError("too-many-members", limit=self._limits.members)
        found = [Member(number, member_name(info)) for number, info in enumerate(listed) if not info.is_dir()]
        found = [member for member in found if _may_be_report(member.name)]
        if sum(listed[member.number].file_size for member in found) > _MOST_UNPACKED:
            raise UnreadableError("archive-too-large", limit=_MOST_UNPACKED // _GIB)
        return _labelled(found)

    def read(self, number: int, most: int) -> bytes:
        info = self._zip.infolist()[number]
        if info.flag_bits & ENCRYPTED:
            raise UnreadableError("archive-encrypted")
        if info.file_size > max(_SMALL, _TIGHTEST * info.compress_size):
            raise UnreadableError("archive-bomb", limit=_TIGHTEST)
        if info.file_size > most:
            raise UnreadableError("too-large", size=round(info.file_size / MIB, 1), limit=most // MIB)
        try:
            return unpacked(self._zip, info)
        except UnreadableError:
            raise UnreadableError("file-broken", format="zip") from None

    def close(self) -> None:
        self._zip.close()
        self._file.close()


class _Mail:
    """A mail with attachments, or a web page that was archived as one."""

    def __init__(self, file: BinaryIO, kind: str) -> None:
        from email import message_from_binary_file, policy

        with file:
            message = message_from_binary_file(file, policy=policy.default)
        parts = [part for part in message.walk() if not part.is_multipart()]
        pages = [part for part in parts if part.get_content_type() == "text/html" and not _attached(part)]
        texts = [part for part in parts if part.get_content_type() == "text/plain" and not _attached(part)]
        named = [(part, _attached(part)) for part in parts if _may_be_report(_attached(part))] if kind == "eml" else []
        if not named and pages:
            named = [(pages[0], "page.html")]
        elif not named and texts:
            named = [(texts[0], "text.txt")]
        self._parts = named

    def members(self) -> list[Member]:
        return _labelled([Member(number, name) for number, (_, name) in enumerate(self._parts)])

    def read(self, number: int, most: int) -> bytes:
        part, _ = self._parts[number]
        try:
            data = part.get_payload(decode=True)
        except (ValueError, LookupError):
            data = None
        if not isinstance(data, bytes):
            raise UnreadableError("file-broken", format="eml")
        if len(data) > most:
            raise UnreadableError("too-large", size=round(len(data) / MIB, 1), limit=most // MIB)
        return data

    def close(self) -> None:
        self._parts = []


def _attached(part: EmailMessage) -> str:
    """The name of an attachment; empty for what is none."""
    try:
        return part.get_filename() or ""
    except (ValueError, LookupError, AttributeError, TypeError, IndexError):  # a header that its parser stumbles over
        return ""
