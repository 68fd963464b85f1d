"""Annotated documents read back: the comments by python-docx, their words by a walk of its own, what else changed."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any, NamedTuple

from docx import Document
from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterable

SPACES = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}",
)
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
AUTHOR = "自查"


class Comment(NamedTuple):
    """A comment: who made it, what it says, and the words between its marks (with all that stands among them)."""

    key: str
    author: str
    text: str
    words: str


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        names = package.namelist()
        assert len(names) == len(set(names))
        return {name: package.read(name) for name in names}


def tree(data: bytes) -> Any:
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))


def local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""


def value(element: Any, name: str) -> str | None:
    return next((element.get(space + name) for space in SPACES if element.get(space + name) is not None), None)


def comments_part(members: dict[str, bytes], main: str) -> str | None:
    """The name of the part of comments, by the relations of the text."""
    folder, _, name = main.rpartition("/")
    for one in tree(members[f"{folder}/_rels/{name}.rels"]):
        if one.get("Type").endswith("/comments") and f"{folder}/{one.get('Target')}" in members:
            return f"{folder}/{one.get('Target')}"
    return None


def comments(data: bytes, main: str = "word/document.xml") -> list[Comment]:
    """All comments, by the parts themselves."""
    members = parts(data)
    held = comments_part(members, main)
    if held is None:
        return []
    covered = words(tree(members[main]))
    found = []
    for one in tree(members[held]).iterchildren("{*}comment"):
        key = value(one, "id")
        said = "\n".join("".join(t.text or "" for t in p.iter("{*}t")) for p in one.iter("{*}p"))
        found.append(Comment(key, value(one, "author"), said, covered[key]))
    return found


def words(root: Any) -> dict[str, str]:
    """What stands between the marks of each comment; each range has a beginning, an end and a reference, in this order."""
    open_: dict[str, list[str]] = {}
    done: dict[str, str] = {}
    referred = []
    names = ("commentRangeStart", "commentRangeEnd", "commentReference", "t", "p")
    for element in root.iter(*(f"{{*}}{name}" for name in names)):
        name, key = local(element), value(element, "id")
        if name == "commentRangeStart":
            assert key not in open_
            assert key not in done
            open_[key] = []
        elif name == "commentRangeEnd":
            done[key] = "".join(open_.pop(key))
        elif name == "commentReference" and key in done:
            referred.append(key)
        elif name == "t" and element.text:
            for pieces in open_.values():
                pieces.append(element.text)
        elif name == "p":
            for pieces in open_.values():
                pieces.append("\n")
    assert not open_
    assert sorted(referred) == sorted(done)
    return done


def own(data: bytes, **named: str) -> list[Comment]:
    return [one for one in comments(data, **named) if one.author == AUTHOR]


def by_library(data: bytes) -> list[tuple[str, str, str]]:
    """Author, initials and text of the comments as python-docx gives them."""
    document = Document(io.BytesIO(data))
    return [(one.author, one.initials, one.text) for one in document.comments]


def unmarked(root: Any, keys: Iterable[str]) -> bytes:
    """The canonical form of a text without the marks *keys*, and with neighbouring runs of one format joined.

    White space between elements, which means nothing, is left out.
    """
    keys = set(keys)
    for element in root.iter():
        if not (element.tail or "").strip():
            element.tail = None
        if len(element) and local(element) != "t" and not (element.text or "").strip():
            element.text = None
    for element in list(root.iter("{*}commentRangeStart", "{*}commentRangeEnd", "{*}commentReference")):
        if value(element, "id") in keys:
            _drop(element.getparent() if local(element) == "commentReference" else element)
    _join_runs(root)
    for text in list(root.iter("{*}t")):
        text.attrib.pop(XML_SPACE, None)
        while (after := text.getnext()) is not None and after.tag == text.tag and not text.tail:
            text.text = (text.text or "") + (after.text or "")
            text.tail = after.tail
            text.getparent().remove(after)
    return etree.tostring(root, method="c14n", with_comments=True)


def _drop(element: Any) -> None:
    before, parent = element.getprevious(), element.getparent()
    if element.tail:
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _join_runs(root: Any) -> None:
    """Put what a run holds into the run right before it where both are of one format."""
    formats: dict[Any, Any] = {}
    for run in list(root.iter("{*}r")):
        looks = [etree.tostring(one, method="c14n") for one in run.iterchildren("{*}rPr")]
        before, mine = run.getprevious(), (run.tag, dict(run.attrib), looks)
        if before is None or before.tail or formats.get(before) != mine:
            formats[run] = mine
            continue
        before.extend([one for one in run if local(one) != "rPr"])
        before.tail = run.tail
        run.getparent().remove(run)


def assert_unchanged(before: bytes, after: bytes, main: str = "word/document.xml") -> None:
    """Nothing but our comments tells *after* from *before*."""
    old, new = parts(before), parts(after)
    folder, _, name = main.rpartition("/")
    held = comments_part(new, main)
    ours = {held, main, "[Content_Types].xml", f"{folder}/_rels/{name}.rels"}
    beside = {member for member in old if member.rpartition("/")[2].startswith("comments")}
    assert {member: content for member, content in new.items() if member not in ours | beside} == {
        member: content for member, content in old.items() if member not in ours | beside
    }
    assert [member for member in new if member in old] == list(old)
    added = [one.key for one in own(after, main=main)]
    had = [one.key for one in own(before, main=main)]
    assert unmarked(tree(new[main]), added) == unmarked(tree(old[main]), had)
    if held in old:
        assert others(old[held]) == others(new[held])


def others(data: bytes) -> list[bytes]:
    """The comments of others, as they are written."""
    return [
        etree.tostring(one, method="c14n")
        for one in tree(data).iterchildren("{*}comment")
        if value(one, "author") != AUTHOR
    ]
