"""Parts of a package as trees that are changed in place and written again as they were.

The reader's own parser builds trees that forget how names were abbreviated; lxml keeps all of it.  It gets only what the
reader would take (:func:`checker.readers.xml.refuse_hostile`), and is told to fetch nothing.  Its trees have no types:
``Any``.
"""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from typing import Any

from checker.errors import UnreadableError
from checker.readers.xml import refuse_hostile, utf8

TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"


def tree(data: bytes) -> Any:
    """Return the root of the part *data*.

    :raises UnreadableError: as :mod:`checker.readers.xml` says, and ``file-broken`` where lxml stops: at a nesting that
        no program writes.
    """
    from lxml import etree

    source = utf8(data)
    refuse_hostile(source)
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, strip_cdata=False
    )
    try:
        return etree.fromstring(source, parser)
    except etree.XMLSyntaxError:
        raise UnreadableError("file-broken") from None


def new(name: str, prefix: str | None) -> Any:
    """Return the root of a new part; *name* with its namespace, which *prefix* abbreviates (``None``: nothing does)."""
    from lxml import etree

    return etree.Element(name, nsmap={prefix: name[1:].partition("}")[0]})


def written(root: Any) -> bytes:
    """Return the part with *root*, comments and instructions around it included, in UTF-8."""
    from lxml import etree

    whole = root.getroottree()
    standalone = whole.docinfo.standalone
    data: bytes = etree.tostring(
        whole, encoding="UTF-8", xml_declaration=True, standalone=True if standalone is None else standalone
    )
    return data


def namespace(root: Any) -> str:
    """Return the namespace of a part's names with the braces: that of the edition in which it is written."""
    return str(root.tag).partition("}")[0] + "}"


def new_element(root: Any, name: str, content: Iterable[Any] = (), **values: str) -> Any:
    """Return a new element with *content* for the part with *root*, in whose namespace *name* and the names of *values* are."""
    own = namespace(root)
    made = root.makeelement(own + name, {own + key: value for key, value in values.items()})
    made.extend(content)
    return made


def copies(element: Any) -> list[Any]:
    """Return a copy of *element* without what stands behind it; nothing of ``None``."""
    if element is None:
        return []
    copy = deepcopy(element)
    copy.tail = None
    return [copy]


def elements(root: Any) -> list[Any]:
    """Return all elements of *root* in the order in which they begin, itself first, comments and instructions left out."""
    return list(root.iter("*"))


def remove(element: Any) -> None:
    """Take *element* out and leave the white space behind it."""
    parent, before, tail = element.getparent(), element.getprevious(), element.tail
    if tail:
        if before is not None:
            before.tail = (before.tail or "") + tail
        else:
            parent.text = (parent.text or "") + tail
    parent.remove(element)
