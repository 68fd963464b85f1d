"""Comments put into a docx: of its members only the text, the comments and what names these parts are written anew.

The comments of others stay; our own are made anew in each run.  Ours are known by their author together with the mark that
their text begins with: both survive Word, WPS and LibreOffice.  A comment of ours to which somebody has replied stays too, or
the reply would hang in the air: its words are renewed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from hashlib import sha256
from itertools import chain, count
from posixpath import basename
from typing import Any, NamedTuple

from checker.annotate.comments import MARK, Comments, parents_in
from checker.annotate.marks import MarkedSpan, Marks, marked, unmark
from checker.errors import UnreadableError
from checker.i18n import say
from checker.office import xml_tree as trees
from checker.readers.docx.parts import Parts, find_parts
from checker.readers.docx.traced import Origin, trace
from checker.readers.limits import DEFAULT, Limits
from checker.readers.package import Package

Trace = Callable[[Parts, bytes], tuple[str, list[Origin]]]

_TYPES = "[Content_Types].xml"
_TYPES_SPACE = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATIONS_SPACE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_KINDS = {
    trees.TRANSITIONAL: "http://schemas.openxmlformats.org/officeDocument/2006/relationships/",
    trees.STRICT: "http://purl.oclc.org/ooxml/officeDocument/relationships/",
}
_BESIDE = (("commentsExtended", "paraId"), ("commentsIds", "paraId"))
_DURABLE = ("commentsExtensible", "durableId")
_SEAL = "fazhi-checker annotate"


class Remark(NamedTuple):
    """One comment: the rule that it is about (``""``: the whole), its words, and those it is about.

    ``paragraphs`` are plain text; ``start`` and ``end`` are offsets in the extracted text.
    """

    rule: str
    paragraphs: tuple[str, ...]
    start: int
    end: int


class CommentOptions(NamedTuple):
    """How comments are written: their date (``YYYY-MM-DD``), their language, and the bounds on what is read for them.

    ``source`` names the file that the copy is made of, so that a copy of another is never taken for it.
    """

    date: str
    lang: str = "zh"
    limits: Limits = DEFAULT
    source: str = ""


class Edited(NamedTuple):
    """A docx with comments: its bytes, how many of ours are in it, and how many of these were kept for their replies."""

    data: bytes
    comments: int
    kept: int


def edited(data: bytes, text: str, remarks: Sequence[Remark], options: CommentOptions, traced: Trace = trace) -> Edited:
    """Return the docx *data*, of which *text* was read, with *remarks* as comments instead of our earlier ones.

    :raises UnreadableError: where it cannot be changed: also ``file-broken`` where *text* is not what it holds.
    """
    date, lang, limits, source_name = options
    parts, root, origins = opened(data, text, limits, traced)
    changes: dict[str, Any] = {}
    marks = Marks(root, origins)
    name, comments = _comments(parts, root, changes)
    gone, paragraphs = comments.drop()
    unmark(root, gone)
    _forget_earlier(parts, paragraphs, changes)
    key = 1 + max(
        (int(one) for one in comments.ids() | marked(root) if one.isascii() and one.isdigit() and len(one) < 10),
        default=-1,
    )
    spans = []
    kept = dict(comments.kept)
    renewed = 0
    for remark in remarks:
        answered = kept.pop(remark.rule, None)
        if answered is not None:
            comments.renew(answered, remark.paragraphs, date)
            renewed += 1
            continue
        comments.add_comment(key, remark.paragraphs, date)
        spans.append(MarkedSpan(remark.start, remark.end, key))
        key += 1
    for rule, comment in kept.items():  # mended, and somebody has replied
        comments.renew(comment, [say("annotate.settled", lang, mark=MARK, rule=rule)], date)
    marks.mark_spans(spans)
    changes[parts.main] = trees.written(root)
    _seal(comments.root, changes[parts.main], source_name)
    changes[name] = trees.written(comments.root)
    return Edited(parts.package.with_changes(changes), len(spans) + renewed, len(comments.kept))


def opened(data: bytes, text: str, limits: Limits, traced: Trace = trace) -> tuple[Parts, Any, list[Origin]]:
    """Return the parts of the docx *data*, of which *text* was read, the tree of its text, and where each word stands in it.

    :raises UnreadableError: also ``file-broken`` where *text* is not what it holds.
    """
    parts = find_parts(Package(data, limits))
    source = parts.package.read(parts.main)
    read, origins = traced(parts, source)
    root = trees.tree(source)
    if read != text:
        raise UnreadableError("file-broken")
    return parts, root, origins


def is_untouched(data: bytes, limits: Limits, source: str = "") -> bool:
    """Return whether *data* is a docx as :func:`edited` made it of *source*: nobody has changed its text since, nor saved it.

    Programs write the part of comments anew and leave out remarks of XML, in which the digest of the text stands.
    """
    try:
        parts = find_parts(Package(data, limits))
        return f"<!--{_seal_of(parts.package.read(parts.main), source)}-->".encode() in parts.data("comments")
    except UnreadableError:
        return False


def _seal_of(main: bytes, source: str) -> str:
    return f"{_SEAL} {sha256(main).hexdigest()} {sha256(source.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"


def _seal(root: Any, main: bytes, source: str) -> None:
    from lxml import etree

    for one in [one for one in root.iterchildren(etree.Comment) if (one.text or "").startswith(_SEAL)]:
        trees.remove(one)
    root.append(etree.Comment(_seal_of(main, source)))


def _comments(parts: Parts, root: Any, changes: dict[str, Any]) -> tuple[str, Comments]:
    """Return the comments of the document, and the name of the part that holds them; a new one where there is none."""
    names = parts.others.get("comments", [])
    if names and names[0] in parts.package:
        beside = parts.data("commentsExtended")
        parents = parents_in(trees.tree(beside)) if beside else {}
        return names[0], Comments(trees.tree(parts.package.read(names[0])), parents)
    folder = parts.main.rpartition("/")[0]
    name = names[0] if names else _free(f"{folder}/comments".removeprefix("/"), parts.package)
    if not names:
        _relate(parts, root, name, changes)
    _declare(parts, name, changes)
    return name, Comments(trees.new(f"{trees.namespace(root)}comments", "w"), {})


def _free(stem: str, package: Package) -> str:
    """Return a name for a new part."""
    names = chain((f"{stem}.xml",), (f"{stem}{number}.xml" for number in count(2)))
    return next(name for name in names if name not in package)


def _relate(parts: Parts, root: Any, name: str, changes: dict[str, Any]) -> None:
    """Let the text refer to the part *name*."""
    folder, _, main = parts.main.rpartition("/")
    path = f"{folder}/_rels/{main}.rels".removeprefix("/")
    known = path in parts.package
    relations = trees.tree(parts.package.read(path)) if known else trees.new(f"{_RELATIONS_SPACE}Relationships", None)
    taken = {one.get("Id") for one in relations.iterchildren("*")}
    number = next(number for number in range(1, len(taken) + 2) if f"rId{number}" not in taken)
    kind = _KINDS.get(trees.namespace(root)[1:-1], _KINDS[trees.TRANSITIONAL]) + "comments"
    values = {"Id": f"rId{number}", "Type": kind, "Target": basename(name)}
    relations.append(relations.makeelement(f"{_RELATIONS_SPACE}Relationship", values))
    changes[path] = trees.written(relations)


def _declare(parts: Parts, name: str, changes: dict[str, Any]) -> None:
    """Say in the package what the part *name* is."""
    types = trees.tree(parts.package.read(_TYPES))
    for one in types.iterchildren(f"{_TYPES_SPACE}Override"):
        if (one.get("PartName") or "").lower() == f"/{name}".lower():
            trees.remove(one)
    types.append(types.makeelement(f"{_TYPES_SPACE}Override", {"PartName": f"/{name}", "ContentType": _CONTENT_TYPE}))
    changes[_TYPES] = trees.written(types)


def _forget_earlier(parts: Parts, paragraphs: frozenset[str], changes: dict[str, Any]) -> None:
    """Take what newer programs keep beside our earlier comments out of the parts in which they do."""
    durable: set[str] = set()
    for kind, attribute in _BESIDE:
        for one in _cut_entries(parts, kind, attribute, paragraphs, changes):
            durable.update(str(value) for key, value in one.attrib.items() if key.endswith("}durableId"))
    _cut_entries(parts, *_DURABLE, frozenset(durable), changes)


def _cut_entries(parts: Parts, kind: str, attribute: str, keys: frozenset[str], changes: dict[str, Any]) -> list[Any]:
    """Take the entries out of a part beside the comments whose *attribute* (any namespace) is one of *keys*."""
    data = parts.data(kind)
    if not data or not keys:
        return []
    root = trees.tree(data)
    gone = [
        one
        for one in root.iterchildren("*")
        if any(name.rpartition("}")[2] == attribute and value in keys for name, value in one.attrib.items())
    ]
    for one in gone:
        trees.remove(one)
    if gone:
        changes[parts.others[kind][0]] = trees.written(root)
    return gone
