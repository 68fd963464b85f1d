"""The comments of a document: those of others, which stay, and our own, which are made anew in each run.

Ours are known by their author together with the mark that their text begins with: both survive Word, WPS and LibreOffice.
A comment of ours to which somebody has replied stays too, or the reply would hang in the air: its words are renewed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from checker.annotate import xml_tree as trees

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
        own = [one for one in root.iterchildren(self._w + "comment") if self._is_own(one)]
        mine = {paragraph for one in own for paragraph in self._paragraphs(one)}
        answered = {parent for child, parent in parents.items() if child not in mine}
        self._own = [one for one in own if not answered.intersection(self._paragraphs(one))]
        self.kept = {self._rule(one): one for one in own if answered.intersection(self._paragraphs(one))}
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
        """A comment of ours with the id *key*, made on *date* (``YYYY-MM-DD``); the first paragraph is its heading."""
        w = self._w
        named = {"id": str(key), "author": AUTHOR, "date": f"{date}T00:00:00Z", "initials": AUTHOR}
        comment = self.root.makeelement(w + "comment", {w + name: value for name, value in named.items()})
        comment.extend(self._written(paragraphs))
        self.root.append(comment)

    def renew(self, comment: Any, paragraphs: Sequence[str], date: str) -> None:
        """Give *comment* other words; it keeps its id and its thread, which hangs on its last paragraph."""
        ids = self._paragraphs(comment)
        for one in list(comment):
            comment.remove(one)
        comment.extend(self._written(paragraphs))
        if ids:
            comment[-1].set(_PARAGRAPH_ID, ids[-1])
        comment.set(self._w + "date", f"{date}T00:00:00Z")

    def _written(self, paragraphs: Sequence[str]) -> Iterable[Any]:
        """Yield words as paragraphs that look the same whatever the styles of the document."""
        for number, text in enumerate(paragraphs):
            paragraph = self._made("p")
            properties = self._made("pPr")
            properties.append(self._made("spacing", before="0", after="0", line="240", lineRule="auto"))
            properties.append(self._made("ind", left="0", right="0", firstLineChars="0", firstLine="0"))
            properties.append(self._made("jc", val="left"))
            paragraph.append(properties)
            if number == 0:
                reference = self._made("r")
                reference.append(self._made("annotationRef"))
                paragraph.append(reference)
            run, looks, words = self._made("r"), self._made("rPr"), self._made("t")
            if number == 0:
                looks.append(self._made("b"))
            looks.extend([self._made("sz", val=_SIZE), self._made("szCs", val=_SIZE)])
            words.text = text
            run.extend([looks, words])
            paragraph.append(run)
            yield paragraph

    def _made(self, name: str, **values: str) -> Any:
        return self.root.makeelement(self._w + name, {self._w + key: value for key, value in values.items()})

    def _is_own(self, comment: Any) -> bool:
        return comment.get(self._w + "author") == AUTHOR and self._first_line(comment).startswith(MARK)

    def _first_line(self, comment: Any) -> str:
        for paragraph in comment.iterchildren(self._w + "p"):
            text = "".join(one.text or "" for one in paragraph.iter(self._w + "t")).strip()
            if text:
                return text
        return ""

    def _rule(self, comment: Any) -> str:
        found = _RULE.findall(self._first_line(comment))
        return found[-1] if found else ""

    def _paragraphs(self, comment: Any) -> list[str]:
        ids = (one.get(_PARAGRAPH_ID) for one in comment.iterchildren(self._w + "p"))
        return [one for one in ids if one]


def parents_in(root: Any) -> dict[str, str]:
    """Of each paragraph whose comment is a reply: that of the comment it replies to, both by their ids."""
    found = {}
    for one in root.iterchildren(W15 + "commentEx"):
        child, parent = one.get(W15 + "paraId"), one.get(W15 + "paraIdParent")
        if child and parent:
            found[child] = parent
    return found


def forget(root: Any, attribute: str, keys: frozenset[str]) -> list[Any]:
    """Take the entries out of a part beside the comments whose *attribute* (any namespace) is one of *keys*."""
    gone = [one for one in root.iterchildren("*") if _value(one, attribute) in keys]
    for one in gone:
        trees.remove(one)
    return gone


def _value(element: Any, name: str) -> str:
    return next((str(value) for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")
