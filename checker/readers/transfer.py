"""Documents, converted files and errors as frames (:mod:`checker.processes`), and back.

What comes from a child is checked field by field: each function that reads a frame raises
:class:`~checker.processes.FrameError` for one that holds nothing of the kind.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from checker.document.model import CellExtent, Document, Extraction, Place, SourceRow
from checker.errors import CheckerError, UnreadableError
from checker.processes import Frame, FrameError, cut
from checker.readers.registry import Converted
from checker.readers.source_maps import PlaceMap


def pack_document(document: Document) -> Frame:
    """Return *document* as a frame."""
    source, extraction = document.source, document.extraction
    if not isinstance(source, PlaceMap):
        raise TypeError("a reader of a binary format answers with a PlaceMap")
    head: dict[str, Any] = {
        "format": document.format,
        "meta": dict(document.meta),
        "starts": list(source.starts),
        "places": [list(place) for place in source.places],
        "rows": document.rows,
        "extraction": extraction and extraction.as_values(),
    }
    return head, document.text.encode("utf-8", "replace")  # half a surrogate pair has no UTF-8


def document_from(frame: Frame, path: str) -> Document:
    """Return the document in *frame*.  :raises UnreadableError: the one in the frame instead."""
    head, body = frame
    if "error" in head:
        raise error_from(head)
    try:
        starts = [int(start) for start in head["starts"]]
        places = [Place(*(None if number is None else int(number) for number in place)) for place in head["places"]]
        if not starts or len(starts) != len(places):
            raise FrameError
        meta = {str(key): str(value) for key, value in head["meta"].items()}
        text, kept, source = body.decode("utf-8"), head["extraction"], PlaceMap(starts, places)
        extraction = None if kept is None else Extraction.from_values(kept)
        return Document(text, str(head["format"]), path, source, meta, extraction, tuple(map(_row_from, head["rows"])))
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError):
        raise FrameError from None


def _row_from(fields: list[Any]) -> SourceRow:
    start, table, row, cells = fields
    return SourceRow(int(start), int(table), int(row), tuple([CellExtent(*map(int, cell)) for cell in cells]))


def pack_error(error: CheckerError) -> dict[str, Any]:
    """Return *error* as a head; values that are no numbers go as text, lists of them as lists."""
    values = {
        name: [_plain_value(one) for one in value] if isinstance(value, (list, tuple)) else _plain_value(value)
        for name, value in error.values.items()
    }
    return {"error": error.key, "values": values}


def _plain_value(value: object) -> object:
    return value if isinstance(value, (str, int, float)) or value is None else str(value)


def error_from(head: dict[str, Any]) -> UnreadableError:
    """Return the error in a head."""
    key, values = head.get("error"), head.get("values")
    if not isinstance(key, str) or not isinstance(values, dict):
        raise FrameError
    return UnreadableError(key, **{name: value for name, value in values.items() if name not in ("key", "self")})


def pack_conversions(results: Iterable[Converted | UnreadableError]) -> Frame:
    """Return what came of each of several files as a frame."""
    heads: list[dict[str, Any]] = []
    bodies = []
    for result in results:
        if isinstance(result, Converted):
            heads.append({"kind": result.kind, "by": result.by, "size": len(result.data)})
            bodies.append(result.data)
        else:
            heads.append(pack_error(result))
    return {"converted": heads}, b"".join(bodies)


def conversions_from(frame: Frame, count: int) -> list[Converted | UnreadableError]:
    """Return what came of each of *count* files.  :raises UnreadableError: where one error is about all of them."""
    head, body = frame
    if "error" in head:
        raise error_from(head)
    heads = head.get("converted")
    if not isinstance(heads, list) or len(heads) != count or not all(isinstance(one, dict) for one in heads):
        raise FrameError
    try:
        bodies = iter(cut(body, [one["size"] for one in heads if "error" not in one]))
        return [
            error_from(one) if "error" in one else Converted(next(bodies), str(one["kind"]), str(one["by"]))
            for one in heads
        ]
    except (KeyError, TypeError):
        raise FrameError from None
