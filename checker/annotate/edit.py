"""Comments put into a docx: of its members only the text, the comments and what names these parts are written anew.

The comments of others stay; our own are made anew in each run.  Ours are known by their author together with the mark that
their text begins with: both survive Word, WPS and LibreOffice.  A comment of ours to which somebody has replied stays too, or
the reply would hang in the air: its words are renewed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import sha256
from posixpath import basename
from typing import TYPE_CHECKING, Any, NamedTuple

from checker.annotate import xml_tree as trees
from checker.annotate.marks import MarkedSpan, Marks, marked, unmark
from checker.errors import UnreadableError
from checker.i18n import say
from checker.readers.docx.parts import Parts, find_parts
from checker.readers.docx.traced import Origin, trace
from checker.readers.limits import DEFAULT, Limits
from checker.readers.package import Package

if TYPE_CHECKING:
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
        comments.add(key, remark.paragraphs, date)
        spans.append(MarkedSpan(remark.start, remark.end, key))
        key += 1
    for rule, comment in kept.items():  # mended, and somebody has replied
        comments.renew(comment, [say("annotate.settled", lang, mark=MARK, rule=rule)], date)
    marks.put(spans)
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
    """Tell whether *data* is a docx as :func:`edited` made it of *source*: nobody has changed its text since, nor saved it.

    Programs write the part of comments anew and leave out remarks of XML, in which the digest of the text stands.
    """
    try:
        parts = find_parts(Package(data, limits))
        return f"<!--{_is_sealed(parts.package.read(parts.main), source)}-->".encode() in parts.data("comments")
    except UnreadableError:
        return False


def _is_sealed(main: bytes, source: str) -> str:
    return f"{_SEAL} {sha256(main).hexdigest()} {sha256(source.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"


def _seal(root: Any, main: bytes, source: str) -> None:
    from lxml import etree

    for one in [one for one in root.iterchildren(etree.Comment) if (one.text or "").startswith(_SEAL)]:
        trees.remove(one)
    root.append(etree.Comment(_is_sealed(main, source)))


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
    name, number = f"{stem}.xml", 1
    while name in package:
        number += 1
        name = f"{stem}{number}.xml"
    return name


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
    if not paragraphs:
        return
    for kind, attribute in _BESIDE:
        for one in _cut_entries(parts, kind, attribute, paragraphs, changes):
            durable.update(str(value) for key, value in one.attrib.items() if key.endswith("}durableId"))
    if durable:
        _cut_entries(parts, *_DURABLE, frozenset(durable), changes)


def _cut_entries(parts: Parts, kind: str, attribute: str, keys: frozenset[str], changes: dict[str, Any]) -> list[Any]:
    """Take the entries out of a part beside the comments whose *attribute* (any namespace) is one of *keys*."""
    data = parts.data(kind)
    if not data:
        return []
    root = trees.tree(data)
    gone = [one for one in root.iterchildren("*") if _attribute(one, attribute) in keys]
    for one in gone:
        trees.remove(one)
    if gone:
        changes[parts.others[kind][0]] = trees.written(root)
    return gone


W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_PARAGRAPH_ID = W14 + "paraId"
_RULE = re.compile(r"\[([^\[\]\s]{1,200})\]")
AUTHOR, MARK = "自查", "【自查】"
"""Author of our comments, and how their text begins: by these they are known again, so that no language changes them."""
_SIZE = "20"  # half points


class Comments:
    """The part that holds the comments, as a tree."""

    def __init__(self, root: Any, parents: Mapping[str, str]) -> None:
        """*parents*: which paragraphs' comment each paragraph's comment replies to, by the ids of these paragraphs."""
        self._w = trees.namespace(root)
        self.root = root
        own = [one for one in root.iterchildren(self._w + "comment") if one.get(self._w + "author") == AUTHOR]
        own = [one for one in own if self._first_line(one).startswith(MARK)]
        mine = {paragraph for one in own for paragraph in self._paragraphs(one)}
        answered = {parent for child, parent in parents.items() if child not in mine}
        self._own = [one for one in own if not answered.intersection(self._paragraphs(one))]
        self.kept = {self._rule_of(one): one for one in own if answered.intersection(self._paragraphs(one))}
        """Our comments that have replies, by the rules that they are about; of the whole: ``""``."""

    def drop(self) -> tuple[frozenset[str], frozenset[str]]:
        """Take our comments out; their ids and those of their paragraphs."""
        keys = frozenset(one.get(self._w + "id") or "" for one in self._own)
        paragraphs = frozenset(paragraph for one in self._own for paragraph in self._paragraphs(one))
        for one in self._own:
            trees.remove(one)
        self._own = []
        return keys, paragraphs

    def ids(self) -> set[str]:
        """Return the ids of those that are there."""
        return {one.get(self._w + "id") or "" for one in self.root.iterchildren(self._w + "comment")}

    def add(self, key: int, paragraphs: Sequence[str], date: str) -> None:
        """Add a comment of ours with the id *key*, made on *date* (``YYYY-MM-DD``); the first paragraph is its heading."""
        w = self._w
        named = {"id": str(key), "author": AUTHOR, "date": f"{date}T00:00:00Z", "initials": AUTHOR}
        comment = self.root.makeelement(w + "comment", {w + name: value for name, value in named.items()})
        comment.extend(self._paragraphs_of(paragraphs))
        self.root.append(comment)

    def renew(self, comment: Any, paragraphs: Sequence[str], date: str) -> None:
        """Give *comment* other words; it keeps its id and its thread, which hangs on its last paragraph."""
        ids = self._paragraphs(comment)
        for one in list(comment):
            comment.remove(one)
        comment.extend(self._paragraphs_of(paragraphs))
        if ids:
            comment[-1].set(_PARAGRAPH_ID, ids[-1])
        comment.set(self._w + "date", f"{date}T00:00:00Z")

    def _paragraphs_of(self, paragraphs: Sequence[str]) -> Iterable[Any]:
        """Yield words as paragraphs that look the same whatever the styles of the document."""
        for number, text in enumerate(paragraphs):
            paragraph = self._element("p")
            properties = self._element("pPr")
            properties.append(self._element("spacing", before="0", after="0", line="240", lineRule="auto"))
            properties.append(self._element("ind", left="0", right="0", firstLineChars="0", firstLine="0"))
            properties.append(self._element("jc", val="left"))
            paragraph.append(properties)
            if number == 0:
                reference = self._element("r")
                reference.append(self._element("annotationRef"))
                paragraph.append(reference)
            run, looks, words = self._element("r"), self._element("rPr"), self._element("t")
            if number == 0:
                looks.append(self._element("b"))
            looks.extend([self._element("sz", val=_SIZE), self._element("szCs", val=_SIZE)])
            words.text = text
            run.extend([looks, words])
            paragraph.append(run)
            yield paragraph

    def _element(self, name: str, **values: str) -> Any:
        return self.root.makeelement(self._w + name, {self._w + key: value for key, value in values.items()})

    def _first_line(self, comment: Any) -> str:
        for paragraph in comment.iterchildren(self._w + "p"):
            text = "".join(one.text or "" for one in paragraph.iter(self._w + "t")).strip()
            if text:
                return text
        return ""

    def _rule_of(self, comment: Any) -> str:
        found = _RULE.findall(self._first_line(comment))
        return found[-1] if found else ""

    def _paragraphs(self, comment: Any) -> list[str]:
        ids = (one.get(_PARAGRAPH_ID) for one in comment.iterchildren(self._w + "p"))
        return [one for one in ids if one]


def parents_in(root: Any) -> dict[str, str]:
    """Return for each paragraph whose comment is a reply that of the comment it replies to, both by their ids."""
    found = {}
    for one in root.iterchildren(W15 + "commentEx"):
        child, parent = one.get(W15 + "paraId"), one.get(W15 + "paraIdParent")
        if child and parent:
            found[child] = parent
    return found


def _attribute(element: Any, name: str) -> str:
    return next((str(value) for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")
