"""Names of WordprocessingML as the parser writes them, and values of attributes read with care."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/math",
        b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    ),
)
"""Namespaces of the strict edition of the standard, and those that everybody writes."""

VAL = W + "val"
P, R, T = W + "p", W + "r", W + "t"
P_PR, R_PR, P_STYLE = W + "pPr", W + "rPr", W + "pStyle"
NUM_PR, NUM_ID, LEVEL_INDEX = W + "numPr", W + "numId", W + "ilvl"
VANISH, DELETED, MOVED_AWAY = W + "vanish", W + "del", W + "moveFrom"
COLOUR = W + "color"
CONTROL, CONTROL_CONTENT = W + "sdt", W + "sdtContent"
ALTERNATES, CHOICE = MC + "AlternateContent", MC + "Choice"

_OFF = frozenset({"0", "false", "off"})
_LONGEST_NUMBER = 9  # digits; nothing that is counted here comes near it


def whole_number(text: str | None) -> int | None:
    """Return the number that *text* writes, ``None`` if it writes none that could be meant."""
    if text is None:
        return None
    text = text.strip()
    digits = text.removeprefix("-")
    return int(text) if digits.isascii() and digits.isdigit() and len(digits) <= _LONGEST_NUMBER else None


def value(parent: Element | None, name: str) -> str | None:
    """Return the ``val`` of the child *name* of *parent*, ``None`` without one."""
    child = None if parent is None else parent.find(name)
    return None if child is None else child.get(VAL)


def is_on(parent: Element, name: str) -> bool | None:
    """Return whether *parent* switches the property *name* on or off, ``None`` if it says nothing of it."""
    child = parent.find(name)
    return None if child is None else child.get(VAL) not in _OFF


def is_white(properties: Element) -> bool:
    """Return whether *properties* of a run make it white."""
    return (value(properties, COLOUR) or "").lower() == "ffffff"


def chosen(alternates: Element) -> Element | None:
    """Return the one of several spellings of the same content that is read: the first, which new programs show."""
    choice = alternates.find(CHOICE)
    return choice if choice is not None and len(choice) else next(iter(alternates[::-1]), None)
