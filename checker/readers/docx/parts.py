"""Which member of the package is the text, and which are its styles, its numbering, its notes and what is taken in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from posixpath import normpath
from typing import TYPE_CHECKING, NamedTuple

from checker.errors import UnreadableError
from checker.readers.docx.names import STRICT, W, is_on
from checker.readers.package import Package
from checker.readers.plain import decode
from checker.readers.registry import read_text
from checker.readers.sniff import binary_format, text_format
from checker.readers.xml import parse

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

# What says how a text looks: where each character is a run, this is most of the part, and parsing is most of the time.
# A name counts as it is usually written; with another prefix they are parsed like the rest.
_LOOKS = re.compile(
    rb"<w:(?:rFonts|sz(?:Cs)?(?! w:val=.[0-3]\W)|lang|color(?! w:val=.[Ff]{6})|kern|spacing|b(?:Cs)?|i(?:Cs)?|jc|ind|snapToGrid|highlight|shd|position|w|u|fitText"
    rb"|noProof|proofErr|bookmark(?:Start|End)|lastRenderedPageBreak)[ /][^<>]*(?<=/)>"
)
_NO_LOOKS = (b"<w:rPr></w:rPr>", b"<w:pPr></w:pPr>", b' xml:space="preserve"')
_NEXT_RUN = b"</w:t></w:r><w:r><w:t>"
_TELLS_RUNS_APART = (b"vanish", b"w:rStyle", b"w:sz ", b"w:color")
"""Without these a run that follows on another and has no more to it than text is shown where the other is."""
_WHITE = re.compile(rb"(?i)<w:color w:val=.f{6}\b[^<>]{0,200}>")
_OTHER_COLOUR = re.compile(rb"<w:color w:val=.(?![Ff]{6})")
_NO_COLOUR = b'<w:color w:val="auto"/>'
_STYLE_ID = re.compile(rb"styleId=.([^\"']{1,200})")
_IS_DEFAULT = re.compile(rb"default=.(?:1|true|on)\b")
_NAMED_STYLE = re.compile(rb"<w:(?:[prt]|tbl|basedOn|link)(?:Style)? w:val=.([^\"']{1,200})")
_GROUND = re.compile(
    rb"fill=.(?!auto|[Ff]{6})|<w:(?:txbxContent|pict|object|highlight|background|framePr)\b|behindDoc=.(?:1|true)\b"
)
"""What white words may stand on, and be seen: no picture that stands in a line or covers words."""
SUBDOCUMENT = "subDocument"
_MARGINS = ("header", "footer")
_MARGIN_REFERENCES = frozenset(f"{W}{kind}Reference" for kind in _MARGINS)
_USUAL = "word/document.xml"
_MAIN_KINDS = tuple(f"{kind}.main+xml" for kind in ("document", "template"))


class Parts(NamedTuple):
    """The package, the name of its main member, and the names of those that this one refers to, by kind and by id."""

    package: Package
    main: str
    others: dict[str, list[str]]
    by_id: dict[str, str]

    def body(self) -> Element:
        """Return the body of the text.  Raises ``UnreadableError('docx-broken')`` where there is none."""
        source = _LOOKS.sub(b"", self.seen_white(self.package.read(self.main)))
        for looks in _NO_LOOKS:
            source = source.replace(looks, b"")
        if not any(name in source for name in _TELLS_RUNS_APART):
            source = source.replace(_NEXT_RUN, b"")
        return body_of(parse(source, STRICT))

    def seen_white(self, source: bytes) -> bytes:
        """Return the *source* of the text with no colour white in it but that of words which stand on white."""
        if _WHITE.search(source) and self._has_ground(source):
            return _WHITE.sub(_NO_COLOUR, source)
        return source

    def styles(self) -> bytes:
        """Return the styles, with no colour white in them but where all words that have it stand on white."""
        styles = self.data("styles")
        if _WHITE.search(styles):
            source = self.package.read(self.main)
            if self._has_ground(source) or _OTHER_COLOUR.search(source):
                return _WHITE.sub(_NO_COLOUR, styles)
        return styles

    def _has_ground(self, source: bytes) -> bool:
        return any(map(_GROUND.search, (source, *self._used_styles(source))))

    def _used_styles(self, source: bytes) -> list[bytes]:
        """Return the sources of the styles that *source* names, those they are based on, and those of what names none."""
        before, *styles = self.data("styles").split(b"<w:style ")
        by_id = {key[1]: style for style in styles if (key := _STYLE_ID.search(style))}
        used = [style for style in styles if _IS_DEFAULT.search(style, 0, style.find(b">"))]
        waiting = set(_NAMED_STYLE.findall(source)).union(*map(_NAMED_STYLE.findall, used))
        while waiting:
            style = by_id.pop(waiting.pop(), b"")
            used.append(style)
            waiting.update(_NAMED_STYLE.findall(style))
        return [before, *used]

    def related(self, key: str) -> bytes | None:
        """Return the bytes of the member to which the relation *key* leads; ``None`` where there is none."""
        name = self.by_id.get(key)
        return self.package.read(name) if name is not None and name in self.package else None

    def data(self, kind: str) -> bytes:
        """Return the bytes of the member of *kind* (``styles``, ``numbering``, ``footnotes`` …), if it is there."""
        names = self.others.get(kind)
        return self.package.read(names[0]) if names and names[0] in self.package else b""


def body_of(root: Element) -> Element:
    """Return the body of the document *root*.  Raises ``UnreadableError('docx-broken')`` where there is none."""
    body = root.find(W + "body")
    if body is None:
        raise UnreadableError("docx-broken")
    return body


def find_parts(package: Package) -> Parts:
    """Find the main member by what the package says, not by its usual name.

    Raises ``UnreadableError('docx-broken')`` where there is none.
    """
    main = next(iter(_related(package, "")[0].get("officeDocument", [])), "")
    if main not in package:
        main = _by_content_type(package) or _USUAL
    if main not in package:
        raise UnreadableError("docx-broken")
    return Parts(package, main, *_related(package, main))


def margin_lines(parts: Parts, body: Element, lines_of: Callable[[Element], Iterator[str]]) -> Iterator[str]:
    """Yield the lines of the headers and footers that are printed on pages of *body*."""
    names = [name for kind in _MARGINS for name in parts.others.get(kind, ()) if name in parts.package]
    left_out = _unprinted(parts, body) if names else ()
    for name in names:
        if name not in left_out:
            yield from lines_of(parse(parts.package.read(name), STRICT))


def _unprinted(parts: Parts, body: Element) -> set[str | None]:
    """Return the headers and footers of first or even pages where no section tells these from the others."""
    sections = list(body.iter(W + "sectPr"))
    settings = parts.data("settings")
    apart = {
        "first": any(is_on(section, W + "titlePg") for section in sections),
        "even": bool(settings and is_on(parse(settings, STRICT), W + "evenAndOddHeaders")),
    }
    printed: dict[bool, set[str | None]] = {True: set(), False: set()}
    for section in sections:
        for one in section:
            if one.tag in _MARGIN_REFERENCES:
                key = next((value for name, value in one.items() if name.endswith("}id")), "")
                printed[apart.get(one.get(W + "type") or "", True)].add(parts.by_id.get(key))
    return printed[False] - printed[True]


def chunk_lines(data: bytes | None, read: Callable[[bytes], str]) -> list[str] | None:
    """Return the lines of a document that Word takes in when it opens the file; ``None`` for what cannot be read here.

    *read* takes the text out of a docx.
    """
    if not data:
        return None
    try:
        kind = binary_format(data)
        if kind == "docx":
            return read(data).split("\n")
        if kind is not None:
            return None
        source = decode(data)
        return read_text(text_format(source, ""), source, "").text.split("\n")
    except UnreadableError:
        return None


def diagram_texts(data: bytes | None) -> list[str]:
    """Return the words of a diagram (SmartArt), those of each of its shapes by themselves."""
    shapes = (shape for shape in (parse(data).iter() if data else ()) if shape.tag.endswith("}pt"))
    texts = (
        "".join(text.text or "" for text in shape.iter() if text.tag.endswith("}t") and text.text) for shape in shapes
    )
    return [text for text in texts if text]


def _related(package: Package, source: str) -> tuple[dict[str, list[str]], dict[str, str]]:
    """Return the names of the members to which *source* (or the package itself) refers, by kind and by id.

    The kind is the last word of the relation's type.  What lies outside of the package is none, but for the documents of
    which a master document consists.
    """
    folder, _, name = source.rpartition("/")
    relations = f"{folder}/_rels/{name}.rels".removeprefix("/")
    found: dict[str, list[str]] = {}
    by_id: dict[str, str] = {}
    if relations not in package:
        return found, by_id
    for relation in parse(package.read(relations)):
        target, kind = relation.get("Target"), (relation.get("Type") or "").rpartition("/")[2]
        if target and (relation.get("TargetMode") != "External" or kind == SUBDOCUMENT):
            path = target if target.startswith("/") else f"{folder}/{target}"
            name = normpath(path.replace("\\", "/")).lstrip("/")
            found.setdefault(kind, []).append(name)
            by_id[relation.get("Id") or ""] = name
    return found, by_id


def _by_content_type(package: Package) -> str | None:
    types = "[Content_Types].xml"
    if types not in package:
        return None
    for entry in parse(package.read(types)):
        if (entry.get("ContentType") or "").lower().endswith((*_MAIN_KINDS, "document.macroenabled.main+xml")):
            return (entry.get("PartName") or "").lstrip("/")
    return None


class Notes:
    """The notes of a document by their kind (``footnote``, ``endnote``) and id."""

    __slots__ = ("_notes", "_parts")

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._notes: dict[str, dict[str, Element]] = {}

    def take(self, kind: str, key: str) -> Element | None:
        """Return the note, once: a note that refers to itself would never end."""
        kind = kind.rpartition("}")[2]
        if kind not in self._notes:
            data = self._parts.data(kind + "s")
            notes = parse(data, STRICT) if data else ()
            self._notes[kind] = {note.get(W + "id") or "": note for note in notes if note.tag == W + kind}
        return self._notes[kind].pop(key, None)
