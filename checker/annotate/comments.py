"""The comments of a docx: which are ours, which somebody has answered, and how ours are written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from checker.office import xml_tree as trees

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
        """Find our comments; *parents* tells which paragraph's comment each paragraph's comment replies to, by their ids."""
        self._w = trees.namespace(root)
        self.root = root
        own = [one for one in root.iterchildren(self._w + "comment") if one.get(self._w + "author") == AUTHOR]
        own = [one for one in own if self._first_line(one).startswith(MARK)]
        mine = {paragraph for one in own for paragraph in self._paragraph_ids(one)}
        answered = {parent for child, parent in parents.items() if child not in mine}
        self._own = [one for one in own if not answered.intersection(self._paragraph_ids(one))]
        self.kept = {self._rule_of(one): one for one in own if answered.intersection(self._paragraph_ids(one))}
        """Our comments that have replies, by the rules that they are about; of the whole: ``""``."""

    def drop(self) -> tuple[frozenset[str], frozenset[str]]:
        """Take our comments out; their ids and those of their paragraphs."""
        keys = frozenset(one.get(self._w + "id") or "" for one in self._own)
        paragraphs = frozenset(paragraph for one in self._own for paragraph in self._paragraph_ids(one))
        for one in self._own:
            trees.remove(one)
        self._own = []
        return keys, paragraphs

    def ids(self) -> set[str]:
        """Return the ids of those that are there."""
        return {one.get(self._w + "id") or "" for one in self.root.iterchildren(self._w + "comment")}

    def add_comment(self, key: int, paragraphs: Sequence[str], date: str) -> None:
        """Add a comment of ours with the id *key*, made on *date* (``YYYY-MM-DD``); the first paragraph is its heading."""
        named = {"id": str(key), "author": AUTHOR, "date": f"{date}T00:00:00Z", "initials": AUTHOR}
        self.root.append(trees.new_element(self.root, "comment", self._paragraphs_of(paragraphs), **named))

    def renew(self, comment: Any, paragraphs: Sequence[str], date: str) -> None:
        """Give *comment* other words; it keeps its id and its thread, which hangs on its last paragraph."""
        ids = self._paragraph_ids(comment)
        for one in list(comment):
            comment.remove(one)
        comment.extend(self._paragraphs_of(paragraphs))
        if ids:
            comment[-1].set(_PARAGRAPH_ID, ids[-1])
        comment.set(self._w + "date", f"{date}T00:00:00Z")

    def _paragraphs_of(self, paragraphs: Sequence[str]) -> Iterable[Any]:
        """Yield words as paragraphs that look the same whatever the styles of the document."""
        new = partial(trees.new_element, self.root)
        for number, text in enumerate(paragraphs):
            shape = [
                new("spacing", before="0", after="0", line="240", lineRule="auto"),
                new("ind", left="0", right="0", firstLineChars="0", firstLine="0"),
                new("jc", val="left"),
            ]
            sizes = [new("sz", val=_SIZE), new("szCs", val=_SIZE)]
            reference, bold = ([new("r", [new("annotationRef")])], [new("b")]) if number == 0 else ([], [])
            words = new("t")
            words.text = text
            yield new("p", [new("pPr", shape), *reference, new("r", [new("rPr", [*bold, *sizes]), words])])

    def _first_line(self, comment: Any) -> str:
        for paragraph in comment.iterchildren(self._w + "p"):
            text = "".join(one.text or "" for one in paragraph.iter(self._w + "t")).strip()
            if text:
                return text
        return ""

    def _rule_of(self, comment: Any) -> str:
        found = _RULE.findall(self._first_line(comment))
        return found[-1] if found else ""

    def _paragraph_ids(self, comment: Any) -> list[str]:
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
