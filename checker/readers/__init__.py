r"""From a file to a :class:`~checker.document.model.Document`, whatever its format and encoding.

The content decides the format, not the name.  What cannot be read raises
:class:`~checker.errors.UnreadableError`; each carries ``path`` beside the values named here:

======================== =====================  ========================================================================
key                      values                 when
======================== =====================  ========================================================================
``not-found``                                   there is no such file
``is-folder``                                   the path is a folder
``no-permission``                               the file may not be read, or another program holds it
``read-failed``          ``detail``             the system could not read it (its own words)
``too-large``            ``size``, ``limit``    more bytes than allowed (MB, one decimal)
``too-long``             ``length``, ``limit``  the text has more characters than allowed
``empty``                                       no bytes, or nothing but white space
``no-text``                                     a page without visible text
``picture-without-text`` ``format``             a picture, whatever its name, in which no text was recognised
``format-not-supported`` ``format``             a known format that no reader takes (``xlsx``, ``ppt`` ...)
``binary``                                      no text, and no format that is known
``encoding``                                    no encoding gives a plausible text
``nested-too-deep``                             an html page nested far beyond any real page
``own-result``                                  a result, a checklist or a letter that the checker wrote
``lfs-pointer``                                 what Git LFS keeps in the place of a file that was not fetched
``file-broken``          ``format``             a package, its XML or another container is damaged or cut short
``docx-broken``                                 a Word document without a text
``only-embedded``                               a Word document that holds other documents and no text
``only-pictures``        ``count``              pictures and hardly any text
``encrypted``            ``format``             a password is needed
``xml-with-dtd``                                a document declares a document type
``unknown-compression``  ``method``             a member of a package is packed in a way that is not read
``unpacked-too-large``   ``limit``              a package holds more than allowed (MB)
``too-many-members``     ``limit``              a package holds more members than allowed
``too-much-markup``      ``limit``              a part of a document has more tags and attributes than allowed
``blank-pages``          ``pages``              pages, so many, without text that can be read
``only-attachments``     ``names``              pages without text, and files carried along
``pdf-broken``                                  a pdf is damaged or cut short, or has no page
``pdf-too-complex``      ``limit``              a page of a pdf has more objects than allowed
``too-many-pages``       ``pages``, ``limit``   a layout has more pages than allowed
``ofd-without-text``     ``pages``              pages of an OFD (by number) are scanned, or their text cannot be had
``needs-extra``          ``format``, ``extra``  the libraries that read the format are not installed
``needs-ocr``            ``pages``, ``extra``   pages (by number) are scanned, and what recognises them is not installed
``too-many-scans``       ``pages``, ``limit``   more scanned pages than allowed
``picture-broken``                              a picture is damaged
``picture-too-large``    ``pixels``, ``limit``  a picture or a scanned page has more pixels than allowed (millions)
``archive``              ``format``             an archive or a mail: what is in it may be a report, but it is none
``needs-office``         ``format``             read by way of LibreOffice, which is not there
``office-failed``        ``format``             LibreOffice could not read it
``took-too-long``        ``limit``              not read within so many seconds
``out-of-memory``        ``limit``              not read within so much memory (MB)
``crashed``                                     the process that read it died
``internal``             ``kind``               a defect of the reader (the error's name)
======================== =====================  ========================================================================

``format`` is named where it is known.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from contextlib import contextmanager
from io import FileIO
from itertools import islice

from checker.document.model import Document, Extraction
from checker.errors import CheckerError, UnreadableError, reason_of
from checker.readers.limits import DEFAULT, MIB, Limits, check_size, current
from checker.readers.own_results import is_own_text
from checker.readers.plain import decoded
from checker.readers.registry import BINARY_READERS, CONVERTERS, Converted, read_text
from checker.readers.sniff import ARCHIVES, binary_format, text_format
from checker.records import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typing import TypeVar

    _T = TypeVar("_T")

__all__ = ["caught", "convert_together", "read_bytes", "read_many", "read_package", "read_path", "read_source"]

TOGETHER = 16
"""Files that are converted at once."""

_LOST = "????"
"""What Han characters become that are saved in an encoding without them."""


def read_path(path: str | os.PathLike[str], limits: Limits = DEFAULT) -> Document:
    """Read the file at *path*.  Raises :class:`UnreadableError` as in the table above."""
    shown = os.fspath(path)
    with _named_in_errors(shown):
        return _read(_bytes_of(shown, limits), shown, limits)


def read_package(path: str | os.PathLike[str], limits: Limits) -> tuple[Document, bytes | None]:
    """Return what :func:`read_path` gives, and the bytes of the docx that the file is or was turned into.

    ``None``: neither.
    """
    shown = os.fspath(path)
    with _named_in_errors(shown):
        data = _bytes_of(shown, limits)
        kind = binary_format(data) if data else None
        if kind not in CONVERTERS:
            return _read(data, shown, limits), data if kind == "docx" else None
        made = _converted(data, kind, limits)
        document = _read_made(kind, made, shown, limits)
        return document, made.data if made.kind == "docx" else None


@contextmanager
def _named_in_errors(path: str) -> Iterator[None]:
    """Have every error tell the *path* of the file that it is about."""
    try:
        yield
    except UnreadableError as error:
        error.values["path"] = path
        raise


def read_many(
    paths: Iterable[str], limits: Limits = DEFAULT, known: Callable[[str, bytes], _T | None] = lambda *_: None
) -> Iterator[tuple[str, Document | UnreadableError | _T]]:
    """Yield each of *paths* with its document, or with why it cannot be read; in their order, a few read ahead.

    What :func:`read_path` gives, but LibreOffice is started once for many files: a tenth of a second each, not two.
    A file of whose bytes *known* says something is not read any further: that is given instead.
    """
    waiting = iter(paths)
    while chunk := list(islice(waiting, TOGETHER)):
        sources = [(path, caught(_bytes_of, path, limits)) for path in chunk]
        knowledge = {
            number: fact
            for number, (path, data) in enumerate(sources)
            if isinstance(data, bytes) and (fact := known(path, data)) is not None
        }
        converted = convert_together(sources, limits, knowledge)
        for number, (path, data) in enumerate(sources):
            if number in knowledge:
                yield path, knowledge[number]
            else:
                yield path, read_source(data, path, converted.get(number), limits)


def read_source(
    data: bytes | UnreadableError, path: str, made: tuple[str, Converted | UnreadableError] | None, limits: Limits
) -> Document | UnreadableError:
    """Return what is in *data*, or why it cannot be read.

    *made* is what :func:`convert_together` made of it, if anything.
    """
    found: Document | UnreadableError
    if isinstance(data, UnreadableError):
        found = data
    elif made is None:
        found = caught(_read, data, path, limits)
    else:
        found = caught(_read_made, *made, path, limits)
    if isinstance(found, UnreadableError):
        found.values["path"] = path
    return found


def caught(read: Callable[..., _T], *arguments: Any, **named: Any) -> _T | UnreadableError:
    """Return what *read* gives for *arguments*, or the error of one file, which is none of the others'."""
    try:
        return read(*arguments, **named)
    except UnreadableError as error:
        return error
    except CheckerError:  # of a pack, which is no file's
        raise
    except MemoryError:
        return UnreadableError("out-of-memory", limit=current().memory // MIB)
    except Exception as error:
        if os.environ.get("CHECKER_DEBUG"):
            raise
        return UnreadableError("internal", kind=type(error).__name__)


def convert_together(
    sources: Sequence[tuple[str, bytes | UnreadableError]], limits: Limits, known: Container[int] = ()
) -> dict[int, tuple[str, Converted | UnreadableError]]:
    """Return what comes of those of *sources* that another program must convert, by their numbers, with their formats.

    Those with the numbers *known* are left out.
    What goes wrong here goes wrong again when a file is read by itself, and is told then.
    """
    kinds: dict[int, str] = {}
    for number, (_, data) in enumerate(sources):
        is_open = isinstance(data, bytes) and data and number not in known
        kind = caught(binary_format, data) if is_open else None
        if isinstance(kind, str) and kind in CONVERTERS:
            kinds[number] = kind
    if len(kinds) < 2:
        return {}
    from checker.readers import sandbox

    datas = [data for number, (_, data) in enumerate(sources) if number in kinds and isinstance(data, bytes)]
    module = CONVERTERS[next(iter(kinds.values()))]
    made = caught(sandbox.convert, module, datas, list(kinds.values()), limits)
    if isinstance(made, UnreadableError):
        return {}
    return {number: (kind, result) for (number, kind), result in zip(kinds.items(), made, strict=True)}


def _bytes_of(shown: str, limits: Limits) -> bytes:
    with system_errors(shown), FileIO(shown) as file:
        check_size(os.fstat(file.fileno()).st_size, limits.size)
        return _read_bounded(file, limits.size + 1)


@contextmanager
def system_errors(path: str) -> Iterator[None]:
    """Raise what the system says against the file at *path* as ``not-found``, ``is-folder``, ``no-permission`` or ``read-failed``."""
    try:
        yield
    except FileNotFoundError:
        raise UnreadableError("not-found") from None
    except IsADirectoryError:
        raise UnreadableError("is-folder") from None
    except PermissionError:
        raise UnreadableError("is-folder" if os.path.isdir(path) else "no-permission") from None  # noqa: PTH112
    except (OSError, ValueError) as error:
        raise UnreadableError("read-failed", detail=reason_of(error)) from None


def _read_bounded(file: FileIO, room: int) -> bytes:
    """Read all of *file*, and of a device or a pipe, which tells no size, at most *room* bytes."""
    chunks = []
    while room and (chunk := file.read(room)):
        chunks.append(chunk)
        room -= len(chunk)
    return b"".join(chunks)


def read_bytes(data: bytes, path: str, *, limits: Limits = DEFAULT) -> Document:
    """Read *data*, the file at *path*, whose suffix tells Markdown from plain text; ``-`` is standard input.

    Raises :class:`UnreadableError` as in the table above.
    """
    with _named_in_errors(path):
        return _read(data, path, limits)


def _read(data: bytes, path: str, limits: Limits) -> Document:
    check_size(len(data), limits.size)
    if not data:
        raise UnreadableError("empty")
    kind = binary_format(data)
    return _checked(_read_text(data, path) if kind is None else _read_binary(data, kind, path, limits), limits)


def _checked(document: Document, limits: Limits) -> Document:
    length = len(document.text)
    if length > limits.characters:
        raise UnreadableError("too-long", length=length, limit=limits.characters)
    if not length:
        raise UnreadableError("no-text")
    return document


def _read_text(data: bytes, path: str) -> Document:
    source, mixed = decoded(data)
    if not source or source.isspace():
        raise UnreadableError("empty")
    if is_own_text(source):
        raise UnreadableError("own-result")
    document = read_text(text_format(source, path), source, path)
    doubts = (*["two-encodings"] * mixed, *["lost-characters"] * (_LOST in document.text))
    if not doubts:
        return document
    extraction = document.extraction or Extraction()
    return document._replace(extraction=extraction._replace(warnings=(*extraction.warnings, *doubts)))


def _read_binary(data: bytes, kind: str, path: str, limits: Limits) -> Document:
    """Read what is no text in another process, and first by another program where no reader takes it as it is."""
    if kind in CONVERTERS:
        return _read_made(kind, _converted(data, kind, limits), path, limits)
    if kind in ARCHIVES:
        raise UnreadableError("archive", format=kind)
    reader = BINARY_READERS.get(kind)
    if reader is None:
        raise UnreadableError("format-not-supported", format=kind)
    from checker.readers import sandbox

    return sandbox.read(reader, data, path, limits)


def _converted(data: bytes, kind: str, limits: Limits) -> Converted:
    from checker.readers import sandbox

    (made,) = sandbox.convert(CONVERTERS[kind], [data], [kind], limits)
    if isinstance(made, UnreadableError):
        raise made
    return made


def _read_made(kind: str, made: Converted | UnreadableError, path: str, limits: Limits) -> Document:
    """Read a converted file as one of the format that it had.  :raises UnreadableError: also where it is none."""
    if isinstance(made, UnreadableError):
        raise made
    from checker.readers import sandbox

    document = sandbox.read(BINARY_READERS[made.kind], made.data, path, limits)
    extraction = (document.extraction or Extraction())._replace(converter=made.by)
    return _checked(document._replace(format=kind, extraction=extraction), limits)
