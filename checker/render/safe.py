"""Text from a report or a file name, made harmless for a terminal.

A report is untrusted: an escape sequence in it could repaint the verdict, a bidi control could turn a quotation round.
Nothing is dropped silently: what is replaced stays visible.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from unicodedata import category

from checker.i18n import say

_CONTROL_PICTURES = 0x2400
_DELETE = 0x7F


def line(text: str) -> str:
    """*text* on one line: white space collapsed, everything that is not a printable character shown as a sign."""
    text = " ".join(text.split())
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else sign(char) for char in text)


def sign(char: str) -> str:
    """What stands for a character that must not reach a terminal: ``␛`` for an escape, ``<U+202E>`` for the others."""
    code = ord(char)
    if code < 0x20:
        return chr(_CONTROL_PICTURES + code)
    if code == _DELETE:
        return "␡"
    if category(char) == "Zs":
        return " "
    return f"<U+{code:04X}>"


def values(found: Mapping[str, Any]) -> dict[str, Any]:
    """What fills a message, each word of it made harmless."""
    return {
        name: [line(str(one)) for one in value] if isinstance(value, (list, tuple)) else line(str(value))
        for name, value in found.items()
    }


def path(name: str, lang: str) -> str:
    """A file name for people; ``-`` is the standard input."""
    return say("run.stdin.name", lang) if name == "-" else line(name)
