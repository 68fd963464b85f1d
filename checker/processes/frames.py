"""What passes between the checker and the process that reads a file for it: frames of JSON and bytes, never code.

A frame is two lengths (head, body), a head in JSON and a body of bytes.  The other end may have been taken over by the
file that it reads, so what comes back is checked before it is believed: :class:`WireError` is all it can cause.
"""

from __future__ import annotations

import json
import os
import struct
from collections.abc import Iterable, Sequence
from typing import IO, Any

from checker.document.model import Document, Extraction, Place
from checker.errors import CheckerError, UnreadableError
from checker.readers.registry import Converted
from checker.readers.source_maps import PlaceMap

_LENGTHS = struct.Struct(">II")
_LONGEST = 512 * 1024 * 1024  # bytes of a frame: above any document within the limits on characters


class WireError(Exception):
    """What came is no frame, or no answer to what was asked."""


def private_pipes() -> tuple[IO[bytes], IO[bytes]]:
    """The pipes to the checker, out of reach of libraries that print or that read standard input."""
    pipes = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    return pipes


def send(stream: IO[bytes], head: dict[str, Any], body: bytes = b"") -> None:
    """Write one frame."""
    packed = json.dumps(head, ensure_ascii=True, separators=(",", ":")).encode("ascii")
    stream.write(_LENGTHS.pack(len(packed), len(body)) + packed)
    stream.write(body)
    stream.flush()


def receive(stream: IO[bytes]) -> tuple[dict[str, Any], bytes] | None:
    """The next frame, or ``None`` where the other end has closed.

    :raises WireError: for half a frame, for one beyond all measure, for a head that is no JSON object.
    """
    lengths = stream.read(_LENGTHS.size)
    if not lengths:
        return None
    if len(lengths) < _LENGTHS.size:
        raise WireError
    first, second = _LENGTHS.unpack(lengths)
    if first + second > _LONGEST:
        raise WireError
    packed, body = stream.read(first), stream.read(second)
    if len(packed) < first or len(body) < second:
        raise WireError
    try:
        head = json.loads(packed)
    except (ValueError, RecursionError):
        raise WireError from None
    if not isinstance(head, dict):
        raise WireError
    return head, body


def packed_document(document: Document) -> tuple[dict[str, Any], bytes]:
    """A document as head and body of a frame."""
    source, extraction = document.source, document.extraction
    if not isinstance(source, PlaceMap):
        raise TypeError("a reader of a binary format answers with a PlaceMap")
    head: dict[str, Any] = {
        "format": document.format,
        "meta": dict(document.meta),
        "starts": list(source.starts),
        "places": [list(place) for place in source.places],
        "extraction": None,
    }
    if extraction is not None:
        fields = extraction._asdict()
        head["extraction"] = fields | {"skipped": dict(extraction.skipped), "warnings": list(extraction.warnings)}
    return head, document.text.encode("utf-8", "replace")  # half a surrogate pair has no UTF-8


def document_from(head: dict[str, Any], body: bytes, path: str) -> Document:
    """The document in a frame.

    :raises UnreadableError: the one in the frame instead.  :raises WireError: where there is neither.
    """
    _raise_if_error(head)
    try:
        starts = [int(start) for start in head["starts"]]
        places = [Place(*(None if number is None else int(number) for number in place)) for place in head["places"]]
        if not starts or len(starts) != len(places):
            raise WireError
        meta = {str(key): str(value) for key, value in head["meta"].items()}
        text = body.decode("utf-8")
        found = _extraction(head["extraction"])
        return Document(text, str(head["format"]), path, PlaceMap(starts, places), meta, found)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError):
        raise WireError from None


def _extraction(fields: dict[str, Any] | None) -> Extraction | None:
    """How well the text was taken out, each field of the type that it must have."""
    if fields is None:
        return None
    pages, converter = fields["pages"], fields["converter"]
    return Extraction(
        pages=None if pages is None else int(pages),
        recognised=min(max(float(fields["recognised"]), 0.0), 1.0),
        joined=int(fields["joined"]),
        skipped={str(kind): int(count) for kind, count in fields["skipped"].items()},
        warnings=tuple(str(key) for key in fields["warnings"]),
        converter=None if converter is None else str(converter),
    )


def packed_error(error: CheckerError) -> dict[str, Any]:
    """An error as the head of a frame; values that are no numbers go as text, lists of them as lists."""
    plain = {
        name: [_plain(one) for one in value] if isinstance(value, (list, tuple)) else _plain(value)
        for name, value in error.values.items()
    }
    return {"error": error.key, "values": plain}


def _plain(value: object) -> object:
    return value if isinstance(value, (str, int, float)) or value is None else str(value)


def error_from(head: dict[str, Any]) -> UnreadableError:
    """The error in the head of a frame.  :raises WireError: where it is none."""
    key, values = head.get("error"), head.get("values")
    if not isinstance(key, str) or not isinstance(values, dict):
        raise WireError
    values = {name: value for name, value in values.items() if name not in ("key", "self")}
    return UnreadableError(key, **values)


def _raise_if_error(head: dict[str, Any]) -> None:
    if "error" in head:
        raise error_from(head)


def packed_conversions(results: Iterable[Converted | UnreadableError]) -> tuple[dict[str, Any], bytes]:
    """What came of each of several files, as head and body of a frame."""
    entries: list[dict[str, Any]] = []
    bodies = []
    for result in results:
        if isinstance(result, Converted):
            entries.append({"kind": result.kind, "by": result.by, "size": len(result.data)})
            bodies.append(result.data)
        else:
            entries.append(packed_error(result))
    return {"converted": entries}, b"".join(bodies)


def conversions_from(head: dict[str, Any], body: bytes, count: int) -> list[Converted | UnreadableError]:
    """What came of each of *count* files; raises as :func:`document_from`."""
    _raise_if_error(head)
    entries = head.get("converted")
    if not isinstance(entries, list) or len(entries) != count or not all(isinstance(one, dict) for one in entries):
        raise WireError
    try:
        datas = iter(pieces(body, [entry["size"] for entry in entries if "error" not in entry]))
        return [
            error_from(entry) if "error" in entry else Converted(next(datas), str(entry["kind"]), str(entry["by"]))
            for entry in entries
        ]
    except (KeyError, TypeError):
        raise WireError from None


def pieces(body: bytes, sizes: Sequence[int]) -> list[bytes]:
    """*body* cut into pieces of so many bytes.  :raises WireError: where they are not all of it."""
    if any(size < 0 for size in sizes) or sum(sizes) != len(body):
        raise WireError
    cut, at = [], 0
    for size in sizes:
        cut.append(body[at : at + size])
        at += size
    return cut
