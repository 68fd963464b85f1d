"""The files in an OFD package that lead from its root to the contents of its pages."""

from __future__ import annotations

import posixpath
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from checker.errors import UnreadableError
from checker.readers.limits import current
from checker.readers.package import Package
from checker.readers.xml import parse

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_ROOT = "OFD.xml"
POINTS = 72 / 25.4
"""Points in a millimetre, the unit of OFD."""
_TEMPLATE = re.compile(rb"\bTemplateID=[\"']([0-9]{1,20})[\"']")
_NO_NOTES = ("Watermark", "Stamp", "Link", "Highlight")
_A4 = (0.0, 0.0, 210.0, 297.0)


class PageFile(NamedTuple):
    """One page: its number in the file, its upper left corner in mm, its width and height in points, its content."""

    identity: tuple[str, str]
    left: float
    top: float
    width: float
    height: float
    root: Element


class Container:
    """An OFD file, its pages in order.

    :raises UnreadableError: ``encrypted``, ``too-many-pages``, and those of packages and XML.
    """

    def __init__(self, source: bytes) -> None:
        self.package = Package(source)
        root = self.parsed(_ROOT)
        if (
            any(name.endswith("Encryptions.xml") for name in self.package.names)
            or first(root, "Encryptions") is not None
        ):
            raise UnreadableError("encrypted", format="ofd")
        self.broken = False
        """Whether something that pages may show cannot be read."""
        self.signatures = sum(name.endswith("Signature.xml") for name in self.package.names)
        self.templates: dict[str, str] = {}
        """The files of what pages have behind or above their own content."""
        self._uses: Counter[str] = Counter()
        self._graphics: dict[str, Element] = {}
        self._notes: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._documents = [(body, self._document_path(body)) for body in children(root, "DocBody")]
        if not self._documents:
            raise UnreadableError("file-broken", format="ofd")

    @property
    def pages(self) -> Iterator[PageFile]:
        """The pages of all documents in the file, read one after the other."""
        limit = current().pages
        listed: list[tuple[str, tuple[str, str], tuple[float, ...]]] = []
        for _, path in self._documents:
            document = self.parsed(path)
            common = first(document, "CommonData")
            usual = box_of(first(first(common, "PageArea"), "PhysicalBox")) or _A4
            self._gather_graphics(common, path)
            for one in children(common, "TemplatePage"):
                self.templates[one.get("ID", "")] = beside(path, one.get("BaseLoc", ""))
            pages = first(document, "Pages")
            self._gather_notes(first(document, "Annotations"), path)
            listed += [
                (beside(path, page.get("BaseLoc", "")), (path, page.get("ID", "")), usual)
                for page in children(pages, "Page")
            ]
        if len(listed) > limit:
            raise UnreadableError("too-many-pages", pages=len(listed), limit=limit)
        if self.templates:
            for path, *_ in listed:
                self._uses.update(map(bytes.decode, _TEMPLATE.findall(self.package.read(self._actual(path)))))
        for path, identity, usual in listed:
            root = self.parsed(path)
            left, top, width, height = box_of(first(first(root, "Area"), "PhysicalBox")) or usual
            self._gather_graphics(root, path)
            yield PageFile(identity, left, top, width * POINTS, height * POINTS, root)

    def own_templates(self, page: PageFile) -> Iterator[Element]:
        """Yield the contents of templates that no other page has: those are no running heads."""
        for named in children(page.root, "Template"):
            number = named.get("TemplateID", "")
            if number in self.templates and not self.is_repeated(number):
                yield from children(self._optional(self.templates[number]), "Content")

    def is_repeated(self, number: str) -> bool:
        """Return whether more pages than one have the template *number*, or none."""
        return self._uses[number] != 1

    def graphic(self, number: str) -> Element | None:
        """Return the content of the composite that pages show under this number."""
        return self._graphics.get(number)

    @property
    def attachments(self) -> list[str]:
        """The names of files that the documents carry along."""
        names = []
        for _, path in self._documents:
            listed = first(self.parsed(path), "Attachments")
            root = self._optional(beside(path, listed.text or "")) if listed is not None else None
            names += [one.get("Name", "") for one in children(root, "Attachment")]
        return names

    def template_lines(self) -> Iterator[str]:
        """Yield the texts of all templates that are no page's own."""
        for path in dict.fromkeys(path for number, path in self.templates.items() if self.is_repeated(number)):
            root = self._optional(path)
            for element in root.iter() if root is not None else ():
                if local(element) == "TextObject":
                    yield "".join((code.text or "").strip() for code in children(element, "TextCode"))

    def notes(self, page: PageFile) -> Iterator[Element]:
        """Yield what annotations of *page* show; what belongs to seals and watermarks is none of it."""
        for path in self._notes.get(page.identity, ()):
            for note in children(self._optional(path), "Annot"):
                if note.get("Type", "") not in _NO_NOTES and is_set(note, "Visible", usual=True):
                    yield from children(note, "Appearance")

    def parsed(self, path: str) -> Element:
        """Return the root of a file of the package."""
        return parse(self.package.read(self._actual(path)))

    def _actual(self, path: str) -> str:
        """Return the name of a member as the package has it; locations are escaped as those of the web by some."""
        return self.package.actual(path) or self.package.actual(unquote(path)) or path

    def _optional(self, path: str) -> Element | None:
        """Return the root of a file of which viewers do without; one that is there and no XML may hold what is shown."""
        name = self._actual(path)
        if name not in self.package:
            return None
        try:
            data = self.package.read(name)
            return parse(data) if data.strip() else None
        except UnreadableError as error:
            if error.key != "file-broken":
                raise
            self.broken = True
            return None

    def _document_path(self, body: Element) -> str:
        """Return the root of a document: that of its current version, where it has several."""
        for version in children(first(body, "Versions"), "Version"):
            if is_set(version, "Current"):
                path = beside(_ROOT, version.get("BaseLoc", ""))
                root = first(self.parsed(path), "DocRoot")
                if root is not None and root.text:
                    return beside(path, root.text)
        root = first(body, "DocRoot")
        if root is None or not root.text:
            raise UnreadableError("file-broken", format="ofd")
        return beside(_ROOT, root.text)

    def _gather_notes(self, named: Element | None, path: str) -> None:
        """Keep where the annotations of each page are."""
        if named is None or not named.text:
            return
        where = beside(path, named.text)
        for page in children(self._optional(where), "Page"):
            for file in children(page, "FileLoc"):
                self._notes[path, page.get("PageID", "")].append(beside(where, file.text or ""))

    def _gather_graphics(self, owner: Element | None, path: str) -> None:
        """Keep the composites of the resources that *owner* names."""
        for kind in ("PublicRes", "DocumentRes", "PageRes"):
            for named in children(owner, kind):
                for units in children(self._optional(beside(path, named.text or "")), "CompositeGraphicUnits"):
                    for unit in children(units, "CompositeGraphicUnit"):
                        content = first(unit, "Content")
                        if content is not None:
                            self._graphics[unit.get("ID", "")] = content


def local(element: Element) -> str:
    """Return the name of an element without its namespace; files exist with more than one."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def children(element: Element | None, name: str) -> Iterable[Element]:
    """Return the children of that name."""
    return [child for child in element if local(child) == name] if element is not None else []


def first(element: Element | None, name: str) -> Element | None:
    """Return the first child of that name, if there is one."""
    if element is not None:
        for child in element:
            if local(child) == name:
                return child
    return None


def is_set(element: Element, name: str, *, usual: bool = False) -> bool:
    """Return what an attribute is_set that is true or false; the *usual* where it is_set neither."""
    word = element.get(name, "").strip().lower()
    return word in ("true", "1") or (usual and word not in ("false", "0"))


def numbers(text: str | None) -> list[float]:
    """Return numbers between blanks; what is none ends them."""
    words = text.split() if text else []
    try:
        found = list(map(float, words))
    except ValueError:
        found = list(_leading_numbers(words))
    for index, number in enumerate(found):
        if not -1e6 < number < 1e6:  # nor infinite, nor none
            return found[:index]
    return found


def first_number(text: str | None, usual: float) -> float:
    """Return the first of several numbers, the *usual* one where there is none."""
    found = numbers(text) if text else ()
    return found[0] if found else usual


def _leading_numbers(words: Iterable[str]) -> Iterator[float]:
    for word in words:
        try:
            yield float(word)
        except ValueError:
            return


def box_of(element: Element | None) -> tuple[float, ...] | None:
    """Return left, top, width and height of a box that has an extent."""
    box = numbers(element.text) if element is not None else []
    return tuple(box) if len(box) == 4 and box[2] > 0 and box[3] > 0 else None


def beside(path: str, location: str) -> str:
    """Return a location in the file *path* as a name of the package: from its root where it begins with a slash."""
    location = location.strip().replace("\\", "/")
    if location.startswith("/"):
        return posixpath.normpath(location.lstrip("/"))
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), location))
