"""The files in an OFD package that lead from its root to the contents of its pages."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from checker.errors import UnreadableError
from checker.readers.limits import current
from checker.readers.package import Package
from checker.readers.xml import parse

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_ROOT = "OFD.xml"
POINTS = 72 / 25.4
"""Points in a millimetre, the unit of OFD."""
_A4 = (0.0, 0.0, 210.0, 297.0)


class PageFile(NamedTuple):
    """One page: the path of its content, its upper left corner in mm, its width and height in points."""

    path: str
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
        self.signatures = sum(name.endswith("Signature.xml") for name in self.package.names)
        self._graphics: dict[str, Element] = {}
        self._documents = [(body, self._document_path(body)) for body in children(root, "DocBody")]
        if not self._documents:
            raise UnreadableError("file-broken", format="ofd")

    @property
    def pages(self) -> Iterator[PageFile]:
        """The pages of all documents in the file, read one after the other."""
        limit = current().pages
        listed: list[tuple[str, tuple[float, ...]]] = []
        for _, path in self._documents:
            document = self.parsed(path)
            common = first(document, "CommonData")
            usual = box_of(first(first(common, "PageArea"), "PhysicalBox")) or _A4
            self._gather_graphics(common, path)
            pages = first(document, "Pages")
            listed += [(beside(path, page.get("BaseLoc", "")), usual) for page in children(pages, "Page")]
        if len(listed) > limit:
            raise UnreadableError("too-many-pages", pages=len(listed), limit=limit)
        for path, usual in listed:
            root = self.parsed(path)
            left, top, width, height = box_of(first(first(root, "Area"), "PhysicalBox")) or usual
            self._gather_graphics(root, path)
            yield PageFile(path, left, top, width * POINTS, height * POINTS, root)

    def graphic(self, number: str) -> Element | None:
        """Return the content of the composite that pages show under this number."""
        return self._graphics.get(number)

    def parsed(self, path: str) -> Element:
        """Return the root of a file of the package."""
        return parse(self.package.read(path))

    def _document_path(self, body: Element) -> str:
        """Return the root of a document: that of its current version, where it has several."""
        for version in children(first(body, "Versions"), "Version"):
            if version.get("Current", "false").strip().lower() in ("true", "1"):
                path = beside(_ROOT, version.get("BaseLoc", ""))
                root = first(self.parsed(path), "DocRoot")
                if root is not None and root.text:
                    return beside(path, root.text)
        root = first(body, "DocRoot")
        if root is None or not root.text:
            raise UnreadableError("file-broken", format="ofd")
        return beside(_ROOT, root.text)

    def _gather_graphics(self, owner: Element | None, path: str) -> None:
        """Keep the composites of the resources that *owner* names."""
        for kind in ("PublicRes", "DocumentRes", "PageRes"):
            for named in children(owner, kind):
                where = beside(path, named.text or "")
                if where not in self.package:
                    continue
                for units in children(self.parsed(where), "CompositeGraphicUnits"):
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
    return next(iter(children(element, name)), None)


def numbers(text: str | None) -> list[float]:
    """Return numbers between blanks; what is none ends them."""
    found: list[float] = []
    for word in (text or "").split():
        try:
            number = float(word)
        except ValueError:
            break
        if not -1e6 < number < 1e6:  # nor infinite, nor none
            break
        found.append(number)
    return found


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
