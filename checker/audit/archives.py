"""Archives and mails: what is in them, taken out of the file into memory and never onto the disk.

Zip and 7z archives (names in any encoding), mails (their attachments, those of Outlook too; the text, where there are
none) and archived web pages (the page).  A name in an archive is only ever a label, so ``../`` or a drive's letter in it can do nothing.

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

from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple, Protocol

from checker.audit.sources import wanted
from checker.errors import UnreadableError
from checker.readers.limits import MIB, Limits
from checker.readers.package import ENCRYPTED, member_name, open_zip, unpack_member
from checker.readers.plain import decode
from checker.readers.sniff import binary_format, text_format

if TYPE_CHECKING:
    from email.message import EmailMessage

    from py7zr.io import Py7zIO

OPENED = ("zip", "7z", "eml", "mht", "tnef")
"""The formats of containers that are looked into; the others are told as unreadable."""

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
    """An archive or a mail that is open."""

    def members(self) -> list[Member]:
        """Return those that may be or hold a report, each with a name of its own.

        :raises UnreadableError: see above.
        """
        ...

    def read(self, number: int, most: int) -> bytes:
        """Return the bytes of a member, unless there are more than *most*.  :raises UnreadableError: see above."""
        ...

    def close(self) -> None:
        """Let go of the file."""
        ...


def opened(file: BinaryIO, kind: str, limits: Limits) -> Container:
    """Return the container of the format *kind*, one of :data:`OPENED`, in *file*.

    :raises UnreadableError: ``file-broken``.
    """
    if kind == "zip":
        return _Zip(file, limits)
    if kind == "7z":
        return _seven_zip(file, limits)
    return _carrier(file) if kind == "tnef" else _Mail(file, kind)


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
            return unpack_member(self._zip, info)
        except UnreadableError as error:
            error.values.setdefault("format", "zip")
            raise

    def close(self) -> None:
        self._zip.close()
        self._file.close()


class _Memory:
    """Members that were all taken out at once."""

    def __init__(self, kind: str, found: list[tuple[str, bytes]]) -> None:
        self._kind, self._found = kind, found

    def members(self) -> list[Member]:
        return _labelled([Member(number, name) for number, (name, _) in enumerate(self._found) if _may_be_report(name)])

    def read(self, number: int, most: int) -> bytes:
        _, data = self._found[number]
        if len(data) > most:
            raise UnreadableError("too-large", size=round(len(data) / MIB, 1), limit=most // MIB)
        return data

    def close(self) -> None:
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
            names = [info.filename for info in listed if _may_be_report(info.filename)]
            size = sum(info.uncompressed for info in listed)
            if size > max(_SMALL, _TIGHTEST * packed):
                raise UnreadableError("archive-bomb", limit=_TIGHTEST)
            if size > _MOST_AT_ONCE:
                raise UnreadableError("archive-too-large", limit=_MOST_AT_ONCE / _GIB)
            factory = BytesIOFactory(_MOST_AT_ONCE)
            if names:
                archive.extract(targets=names, factory=factory)
        return _Memory("7z", [(name, _content(factory.products[name])) for name in names if name in factory.products])
    except UnreadableError:
        raise
    except Exception as error:  # whatever it raises for one that is damaged
        key = "archive-encrypted" if "assword" in type(error).__name__ else "file-broken"
        raise UnreadableError(key, **({"format": "7z"} if key == "file-broken" else {})) from None


def _content(product: Py7zIO) -> bytes:
    product.seek(0)
    return product.read()


def _carrier(file: BinaryIO) -> Container:
    """Return the attachments in what Outlook makes of a mail's (``winmail.dat``)."""
    try:
        from tnefparse import TNEF
    except ImportError:
        raise UnreadableError("needs-extra", format="winmail.dat", extra="audit") from None
    try:
        with file:
            found = [(_carried_name(one), bytes(one.data)) for one in TNEF(file.read()).attachments]
    except Exception:  # whatever it raises for one that is damaged
        raise UnreadableError("file-broken", format="winmail.dat") from None
    return _Memory("tnef", [(name or _unnamed(number, data), data) for number, (name, data) in enumerate(found, 1)])


def _carried_name(attachment: Any) -> str:
    """Return the name of an attachment of Outlook; the library takes its bytes for UTF-8 where it has no long name."""
    try:
        return str(attachment.long_filename() or "")
    except UnicodeDecodeError:
        return (_strict(vars(attachment).get("_name", b"")) or "").strip("\0")


class _Mail:
    """A mail with attachments, or a web page that was archived as one."""

    def __init__(self, file: BinaryIO, kind: str) -> None:
        from email import message_from_binary_file, policy

        with file:
            message = message_from_binary_file(file, policy=policy.default)
        parts = [part for part in message.walk() if not part.is_multipart()]
        attached = [part for part in parts if _is_attached(part)] if kind == "eml" else []
        named = [(part, _attached_name(part) or self._unnamed(number, part)) for number, part in enumerate(attached, 1)]
        named = [(part, name) for part, name in named if _may_be_report(name)]
        for mime, name in (("text/html", "page.html"), ("text/plain", "text.txt")):
            if not named:
                named = [(part, name) for part in parts if part.get_content_type() == mime and part not in attached][:1]
        self._parts = named

    def members(self) -> list[Member]:
        return _labelled([Member(number, name) for number, (_, name) in enumerate(self._parts)])

    def read(self, number: int, most: int) -> bytes:
        part, _ = self._parts[number]
        data = _payload(part)
        if data is None:
            raise UnreadableError("file-broken", format="eml")
        if len(data) > most:
            raise UnreadableError("too-large", size=round(len(data) / MIB, 1), limit=most // MIB)
        return data

    def close(self) -> None:
        self._parts = []

    @staticmethod
    def _unnamed(number: int, part: EmailMessage) -> str:
        return _unnamed(number, _payload(part) or b"")


def _payload(part: EmailMessage) -> bytes | None:
    try:
        data = part.get_payload(decode=True)
    except (ValueError, LookupError):
        return None
    return data if isinstance(data, bytes) else None


def _is_attached(part: EmailMessage) -> bool:
    """Return whether a part is an attachment: it has a name, says so, or is of a kind that mails do not show."""
    if _attached_name(part) or part.get_content_disposition() == "attachment":
        return True
    return part.get_content_maintype() == "application"


def _attached_name(part: EmailMessage) -> str:
    """Return the name of an attachment as its sender meant it; empty for what has none.

    Mail programs write names in GBK without a word on it, and cut encoded words (RFC 2047) in the middle of a character:
    the parser of the standard library, told to be modern, puts replacement characters there, so that headers are taken
    as they came.
    """
    from email.message import Message

    bare = Message()
    for name, value in part.raw_items():
        if name.lower() in ("content-disposition", "content-type"):
            raw = str(value).encode("utf-8", "surrogateescape")
            bare[name] = "".join((_strict(raw) or raw.decode("utf-8", "replace")).splitlines())
    for parameter, header in (("filename", "content-disposition"), ("name", "content-type")):
        try:
            value = bare.get_param(parameter, header=header)
        except (ValueError, LookupError, TypeError):  # a header that its parser stumbles over
            continue
        if isinstance(value, tuple):  # RFC 2231
            charset, _, words = value
            return _in_charset(words.encode("latin-1", "replace"), charset)
        if value:
            return _sent_name(str(value))
    return ""


def _sent_name(name: str) -> str:
    """Return a name with its encoded words (RFC 2047) decoded: the bytes of those that follow each other together."""
    from email.header import decode_header

    try:
        found = decode_header(name)
    except (ValueError, LookupError):
        return name
    return "".join(piece if isinstance(piece, str) else _in_charset(piece, charset) for piece, charset in found)


def _in_charset(data: bytes, charset: str | None) -> str:
    codec = (charset or "utf-8").lower()
    try:
        return data.decode("gb18030" if codec in ("gb2312", "gbk", "gb_2312-80", "cp936") else codec)
    except (LookupError, UnicodeDecodeError):
        return _strict(data) or data.decode("utf-8", "replace")


def _strict(data: bytes) -> str | None:
    for codec in ("utf-8", "gb18030"):
        try:
            return data.decode(codec)
        except UnicodeDecodeError:
            continue
    return None


def _unnamed(number: int, data: bytes) -> str:
    """Return a label for an attachment without a name: by what it is."""
    try:
        kind = (binary_format(data) if data else None) or text_format(decode(data), "")
    except UnreadableError:
        kind = "bin"
    return f"attachment-{number}.{'winmail.dat' if kind == 'tnef' else kind}"
