"""Mails: their attachments, those of Outlook too; the text, where there are none; of archived web pages the page.

Errors: as of :mod:`checker.audit.archives`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, BinaryIO

from checker.audit.archives import Container, InMemory, may_hold_report, others
from checker.errors import UnreadableError
from checker.readers.plain import decode
from checker.readers.sniff import HEAD, binary_format, mail_start, text_format

if TYPE_CHECKING:
    from email.message import EmailMessage

_SAYS_NOTHING = (".dat", ".bin", ".tmp")
"""Ends of names that mail programs give to attachments whose kind they do not know."""
MAILS = ("eml", "mht", "tnef")
"""The formats of mails that are looked into; ``tnef`` is what Outlook makes of attachments (``winmail.dat``)."""


def open_mail(file: BinaryIO, kind: str) -> Container:
    """Return what hangs on the mail of the format *kind* in *file*.  :raises UnreadableError: see above."""
    if kind == "tnef":
        return _carrier(file)
    from email import message_from_binary_file, policy

    with file:
        file.seek(mail_start(file.read(HEAD)))
        message = message_from_binary_file(file, policy=policy.default)
    parts = [part for part in message.walk() if not part.is_multipart()]
    attached = [part for part in parts if _is_attached(part)] if kind == "eml" else []
    found = []
    for number, part in enumerate(attached, 1):
        data = _payload(part)
        found.append((_telling(_attached_name(part), number, data or b""), data))
    over = others(name for part, (name, _) in zip(attached, found, strict=True) if not _is_shown(part))
    found = [(name, data) for name, data in found if may_hold_report(name)]
    for mime, name in (("text/html", "page.html"), ("text/plain", "text.txt")):
        if not found:
            found = [
                (name, _payload(part)) for part in parts if part.get_content_type() == mime and part not in attached
            ][:1]
    return InMemory(kind, found, over)


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
    named = [(_telling(name, number, data), data) for number, (name, data) in enumerate(found, 1)]
    return InMemory("tnef", named, others(name for name, _ in named))


def _carried_name(attachment: Any) -> str:
    """Return the name of an attachment of Outlook; the library takes its bytes for UTF-8 where it has no long name."""
    try:
        return str(attachment.long_filename() or "")
    except UnicodeDecodeError:
        return (_strict(vars(attachment).get("_name", b"")) or "").strip("\0")


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


def _is_shown(part: EmailMessage) -> bool:
    """Return whether a part is a picture in the text of the mail (a logo below it), and nothing that was sent along."""
    return part.get_content_maintype() == "image" and part.get_content_disposition() != "attachment"


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


def _telling(name: str, number: int, data: bytes) -> str:
    """Return the *name* of an attachment; where it has none, or one that does not tell what it is, with its kind behind it."""
    if name and (not name.lower().endswith(_SAYS_NOTHING) or may_hold_report(name)):
        return name
    try:
        kind = (binary_format(data) if data else None) or text_format(decode(data), "")
    except UnreadableError:
        return name or f"attachment-{number}.bin"
    return f"{name or f'attachment-{number}'}.{'winmail.dat' if kind == 'tnef' else kind}"
