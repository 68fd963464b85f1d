r"""From a file to a :class:`~checker.document.model.Document`, whatever its format and encoding.

The content decides the format, not the name.  What cannot be read raises
:class:`~checker.errors.UnreadableError`; each carries ``path`` beside the values named here:

=======================  =====================  ================================================================
key                      values                 when
=======================  =====================  ================================================================
``not-found``                                   there is no such file
``is-folder``                                   the path is a folder
``no-permission``                               the file may not be read, or another program holds it
``read-failed``          ``detail``             the system could not read it (its own words)
``too-large``            ``size``, ``limit``    more bytes than allowed (MB, one decimal)
``too-long``             ``length``, ``limit``  the text has more characters than allowed
``empty``                                       no bytes, or nothing but white space
``no-text``                                     a page without visible text
``format-not-supported`` ``format``             a known format that no reader takes (``pdf``, ``doc``, ``png`` ...)
``binary``                                      no text, and no format that is known
``encoding``                                    no encoding gives a plausible text
``nested-too-deep``                             an html page nested far beyond any real page
``file-broken``                                 a package or its XML is damaged or cut short
``docx-broken``                                 a Word document without a text
``only-pictures``        ``count``              pictures and hardly any text
``encrypted``                                   a password is needed
``xml-with-dtd``                                a document declares a document type
``unpacked-too-large``   ``limit``              a package holds more than allowed (MB)
``too-many-members``     ``limit``              a package holds more members than allowed
``too-much-markup``      ``limit``              a part of a document has more tags and attributes than allowed
=======================  =====================  ================================================================
"""

from __future__ import annotations

import os
from io import FileIO
from typing import TYPE_CHECKING

from checker.errors import UnreadableError
from checker.readers.decode import decode
from checker.readers.limits import MAX_BYTES, MAX_CHARACTERS, MIB
from checker.readers.registry import binary_reader, text_reader
from checker.readers.sniff import binary_format, text_format

if TYPE_CHECKING:
    from checker.document.model import Document

__all__ = ["read_bytes", "read_path"]


def read_path(path: str | os.PathLike[str]) -> Document:
    """Read the file at *path*.  Raises :class:`UnreadableError` as in the table above."""
    shown = os.fspath(path)
    try:
        with FileIO(shown) as file:
            _check_size(os.fstat(file.fileno()).st_size)
            data = _read_bounded(file)
    except UnreadableError as error:
        error.values["path"] = shown
        raise
    except FileNotFoundError:
        raise UnreadableError("not-found", path=shown) from None
    except IsADirectoryError:
        raise UnreadableError("is-folder", path=shown) from None
    except PermissionError:
        raise UnreadableError("is-folder" if os.path.isdir(shown) else "no-permission", path=shown) from None  # noqa: PTH112
    except (OSError, ValueError) as error:
        detail = getattr(error, "strerror", None) or str(error)
        raise UnreadableError("read-failed", path=shown, detail=detail) from None
    return read_bytes(data, shown)


def _read_bounded(file: FileIO) -> bytes:
    """Read all of *file*, and of a device or a pipe, which tells no size, at most a byte more than allowed."""
    chunks = []
    room = MAX_BYTES + 1
    while room and (chunk := file.read(room)):
        chunks.append(chunk)
        room -= len(chunk)
    return b"".join(chunks)


def read_bytes(data: bytes, path: str, *, name: str | None = None) -> Document:
    """Read *data*, shown to users as *path*.

    *name* is the file's name where *path* is not one (standard input): its suffix tells Markdown from plain text.
    Raises :class:`UnreadableError` as in the table above.
    """
    try:
        return _read(data, path, path if name is None else name)
    except UnreadableError as error:
        error.values["path"] = path
        raise


def _read(data: bytes, path: str, name: str) -> Document:
    _check_size(len(data))
    if not data:
        raise UnreadableError("empty")
    kind = binary_format(data)
    if kind is not None:
        reader = binary_reader(kind)
        if reader is None:
            raise UnreadableError("format-not-supported", format=kind)
        document = reader(data, path)
    else:
        source = decode(data)
        if not source or source.isspace():
            raise UnreadableError("empty")
        document = text_reader(text_format(source, name))(source, path)
    length = len(document.text)
    if length > MAX_CHARACTERS:
        raise UnreadableError("too-long", length=length, limit=MAX_CHARACTERS)
    if not length:
        raise UnreadableError("no-text")
    return document


def _check_size(size: int) -> None:
    if size > MAX_BYTES:
        raise UnreadableError("too-large", size=round(size / MIB, 1), limit=MAX_BYTES // MIB)
