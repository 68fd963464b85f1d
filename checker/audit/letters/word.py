"""Templates of letters in Word: the office's own paper, with names in 【】 where the words go.

Only text is put in; letterhead, faces and styles stay as they are.  A paragraph that is nothing but the name of a list
becomes as many as the list needs, each looking as it did.  A paragraph ``【以下：…】`` says for which letters the
paragraphs after it are meant.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from copy import deepcopy
from itertools import accumulate
from typing import Any

from checker.audit.letters.content import CASES, Letter, blocks_of
from checker.errors import UnreadableError, UsageError, library
from checker.office import xml_tree as trees
from checker.office.files import packed
from checker.presentation.escape import one_line
from checker.readers.docx.names import W
from checker.readers.limits import DEFAULT, MIB
from checker.readers.package import Package
from checker.text.lazy_re import lazy
from checker.words import pairs

SIZE = 20 * MIB
"""Bytes of a template, and of all its parts unpacked five times as many."""

_MARK = re.compile("【([^【】\n]{1,30})】")
_SWITCH = lazy(r"(?:«letters.meant-for»)[：:](.{1,20})")
_FILLED = re.compile(r"word/(?:document|header\d*|footer\d*)\.xml")
_BODY = "word/document.xml"


def template_names(what: str) -> dict[str, str]:
    """Return the names that a template may use for *what* (``fields``, ``lists``, ``cases``, ``sample``), with what each means.

    What an office adds stands for something that is there, or for nothing.
    """
    known = {
        "fields": Letter._fields,
        "lists": ("list", "findings", "files"),
        "cases": (*CASES, "all"),
        "sample": ("heading",),
    }
    found = {name: meant for name, meant in pairs(f"letters.{what}").items() if meant in known[what]}
    return found | {meant: meant for meant in found.values()}


class Template:
    """A template that was found fit.  :raises UsageError: ``audit-template-…``, ``extra-missing``."""

    def __init__(self, source: bytes, path: str) -> None:
        self._path = path
        library("lxml.etree")
        try:
            package = Package(source, DEFAULT._replace(unpacked=SIZE * 5))
            if "word/vbaProject.bin" in package:
                self._refuse("macros")
            members = {name: package.read(name) for name in package.names}
            self._parts = {name: trees.tree(data) for name, data in members.items() if _FILLED.fullmatch(name)}
            self._package = Package(packed(members), DEFAULT)
        except UnreadableError:
            self._refuse("not-docx")
        if _BODY not in self._parts:
            self._refuse("not-docx")
        for name, part in self._parts.items():
            self._check_names(part, body=name == _BODY)
        self._bodies = {case: deepcopy(self._parts[_BODY]) for case in CASES}
        for case, body in self._bodies.items():
            _choose(body, case)

    def fill(self, letter: Letter, lang: str) -> bytes:
        """Return the file of *letter*; the same letter gives the same bytes."""
        values = {name: str(getattr(letter, field)) for name, field in template_names("fields").items()}
        changed = {}
        for name, part in self._parts.items():
            made = deepcopy(self._bodies[letter.case] if name == _BODY else part)
            paragraphs = list(made.iter(f"{W}p"))  # of the template: what a report says holds no names
            if name == _BODY:
                _expand(made, blocks_of(letter, lang))
            for paragraph in paragraphs:
                _replace(paragraph, values)
            changed[name] = trees.written(made)
        return self._package.with_changes(changed)

    def _check_names(self, part: Any, *, body: bool) -> None:
        """Refuse a name that does not exist, and a list that does not stand alone."""
        fields, lists, cases, sample = (template_names(what) for what in ("fields", "lists", "cases", "sample"))
        for paragraph in part.iter(f"{W}p"):
            text = _paragraph_text(paragraph)
            alone = _only_name(text)
            for name in _MARK.findall(text):
                switch = _SWITCH.fullmatch(name)
                if switch and body and alone == name and switch[1].strip() in cases:
                    continue
                if name in fields or (body and alone == name and (name in lists or name in sample)):
                    continue
                if name in lists or name in sample or switch:
                    self._refuse("alone", name=name)
                self._refuse(
                    "placeholder",
                    name=name,
                    names=[name for what in ("fields", "lists", "sample") for name in pairs(f"letters.{what}")],
                )

    def _refuse(self, why: str, **values: Any) -> None:
        raise UsageError(f"audit-template-{why}", path=self._path, **values)


def _text_pieces(paragraph: Any) -> list[Any]:
    """Return the pieces of text of a paragraph, without those of a box that is anchored in it."""
    return [one for one in paragraph.iter(f"{W}t") if next(one.iterancestors(f"{W}p")) is paragraph]


def _paragraph_text(paragraph: Any) -> str:
    return "".join(one.text or "" for one in _text_pieces(paragraph))


def _only_name(text: str) -> str | None:
    """Return the name that is all of a paragraph."""
    found = _MARK.fullmatch(text.strip())
    return found[1] if found else None


def _choose(part: Any, case: str) -> None:
    """Take out the paragraphs that are meant for other letters, and what says so.

    A switch holds for what follows it at the same level: in the body, or in the same cell of a table.
    """
    for parent in [part.find(f"{W}body"), *part.iter(f"{W}tc")]:
        chosen = "all"
        for child in list(parent) if parent is not None else []:
            name = _only_name(_paragraph_text(child)) if child.tag == f"{W}p" else None
            switch = _SWITCH.fullmatch(name) if name else None
            if switch:
                chosen = template_names("cases")[switch[1].strip()]
                parent.remove(child)
            elif chosen not in ("all", case) and child.tag in (f"{W}p", f"{W}tbl"):
                parent.remove(child)
        _not_empty(parent)


def _expand(part: Any, blocks: Mapping[str, list[tuple[str, list[str]]]]) -> None:
    """Put the paragraphs of the lists in place of their names."""
    lists, samples, sample = template_names("lists"), template_names("sample"), None
    for paragraph in list(part.iter(f"{W}p")):
        name = _only_name(_paragraph_text(paragraph))
        if name in samples:
            sample = paragraph
            paragraph.getparent().remove(paragraph)
        elif name in lists:
            parent = paragraph.getparent()
            heads = _pattern(paragraph, bold=True) if sample is None else _pattern(sample)
            points = _pattern(paragraph)
            for heading, texts in blocks[lists[name]]:
                if heading:
                    paragraph.addprevious(_like(heads, heading))
                for text in texts:
                    paragraph.addprevious(_like(points, text))
            parent.remove(paragraph)
            _not_empty(parent)


def _not_empty(parent: Any) -> None:
    """See that a cell of a table ends with a paragraph."""
    if parent is not None and parent.tag == f"{W}tc" and (not len(parent) or parent[-1].tag != f"{W}p"):
        parent.append(trees.new_element(parent, "p"))


def _pattern(paragraph: Any, *, bold: bool = False) -> Any:
    """Return a paragraph that looks like *paragraph* and says nothing yet."""
    shape = trees.copies(paragraph.find(f"{W}pPr"))
    for break_ in [one for properties in shape for one in properties.findall(f"{W}sectPr")]:
        break_.getparent().remove(break_)
    look = trees.copies(next((one.getparent().find(f"{W}rPr") for one in _text_pieces(paragraph)), None))
    if bold:
        look = look or [trees.new_element(paragraph, "rPr")]
        look[0].append(trees.new_element(paragraph, "b"))
    text = trees.new_element(paragraph, "t")
    text.set(trees.SPACE, "preserve")
    return trees.new_element(paragraph, "p", [*shape, trees.new_element(paragraph, "r", [*look, text])])


def _like(pattern: Any, text: str) -> Any:
    """Return a paragraph like *pattern* that says *text*, in which nothing is taken for a name."""
    made = deepcopy(pattern)
    made[-1][-1].text = one_line(text).replace("【", "［").replace("】", "］")
    return made


def _replace(paragraph: Any, values: Mapping[str, str]) -> None:
    """Put the values in place of their names, though a name may lie in several runs."""
    pieces = _text_pieces(paragraph)
    text = "".join(one.text or "" for one in pieces)
    found = [match for match in _MARK.finditer(text) if match[1] in values]
    if not found:
        return
    starts = list(accumulate((len(one.text or "") for one in pieces), initial=0))[:-1]
    for match in reversed(found):
        first = bisect_right(starts, match.start()) - 1
        for number in range(len(pieces) - 1, first - 1, -1):
            start, words = starts[number], pieces[number].text or ""
            low, high = max(match.start() - start, 0), min(match.end() - start, len(words))
            if low < high or number == first:
                value = one_line(values[match[1]]) if number == first else ""
                pieces[number].text = words[:low] + value + words[max(high, low) :]
                pieces[number].set(trees.SPACE, "preserve")
