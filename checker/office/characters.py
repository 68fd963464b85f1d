"""Text as an XML file can hold it: whatever a report or an option says, the file that quotes it opens."""

from __future__ import annotations

import re

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, 2.2
_NOT_ONE_LINE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]+")


def legal(text: str) -> str:
    """*text* without the characters that XML forbids, and with one kind of line end."""
    return _ILLEGAL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def one_line(text: str) -> str:
    """*text* as one line without control characters and without marks that turn the direction of writing round."""
    return " ".join(_NOT_ONE_LINE.sub(" ", legal(text)).split())
