"""Text of a report, a file name or an option, made harmless for whatever is to show it.

A report is untrusted: an escape sequence in it could repaint the verdict, a bidi control turn a quotation round, a
mention call somebody, a formula compute.  Nothing is dropped silently: what is replaced stays visible.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from unicodedata import category

from checker.records import Any
from checker.text.lazy_re import IGNORECASE, lazy

LONGEST = 8000
"""Code points of one line that a viewer can take: a heading may be as long as its author likes."""
CELL = 32_767
"""UTF-16 units of a cell of a workbook; so the format has it."""

_CELL_LINES = 200  # the format allows 253 in a cell
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NOT_XML = lazy("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, 2.2

# What Markdown, mathematics and references begin with; what does so at the beginning of a line only is left alone.
_MARKS = lazy(r"[&<>\\`*_\[\]{}|~$]")
# @name #1 !1 ~label %1 $1 ^a &1 :sign: http://, www.a.b and a.b, GH-1.
_BROKEN = lazy(r"(?<=[@#!~%$^&:])(?=[\w\"'/])|(?<=\w)(?=\.[^\W\d_])|(?<=\w\.)(?=[^\W\d_])|(?<=[A-Za-z]-)(?=\d)")
_HASH = lazy(r"\b(?=[0-9]*[a-f])[0-9a-f]{7,}\b", IGNORECASE)  # of a commit
_SIX = lazy(".{6}(?=.)")
_JOINER = "\u2060"  # takes no room
_PLAIN = lazy(r"[\w./-][\w./ -]*")


def first_names(names: Sequence[str], most: int) -> list[str]:
    """Return *names*, of more than *most* the first and a mark for the others."""
    return [*names[:most], *(["…"] if len(names) > most else [])]


def one_line(text: str | None, most: int = LONGEST) -> str:
    """Return *text* on one line of at most *most* code points, fit for a terminal, a log and XML.

    White space is collapsed; a character that is not printable is shown as its :func:`sign`.
    """
    text = " ".join((text or "")[: most + 1].split())
    if not text.isprintable():
        text = "".join(char if char.isprintable() else sign(char) for char in text)
    return text if len(text) <= most else text[:most] + "…"


def sign(char: str) -> str:
    """Return what stands for a character that must not be acted upon: ``␛`` for an escape, else like ``<U+202E>``."""
    code = ord(char)
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "␡"
    return " " if category(char) == "Zs" else f"<U+{code:04X}>"


def message_values(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what fills a message, each word of it on one line."""
    return {
        name: [one_line(str(one)) for one in value] if isinstance(value, (list, tuple)) else one_line(str(value))
        for name, value in values.items()
    }


def xml_text(text: str) -> str:
    """Return *text* without the characters that XML forbids, and with one kind of line end."""
    return _NOT_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def markdown(text: str) -> str:
    """Return *text*, one line, so that it stays text in a paragraph, a cell or a summary of Markdown, on any forge.

    The parser of Markdown takes no character reference for markup; what a forge looks for in the page afterwards
    (mentions, numbers of issues, addresses, hashes of commits) is broken up by a word joiner.  A hyphen or a number at
    the beginning of a line would still begin a list.
    """
    text = _HASH.sub(lambda found: _SIX.sub(rf"\g<0>{_JOINER}", found[0]), _BROKEN.sub(_JOINER, text))
    return _MARKS.sub(lambda found: f"&#{ord(found[0])};", text)


def markdown_code(name: str) -> str:
    """Return a file name or an id as code of Markdown where nothing in it could end that, so that it can be copied."""
    return f"`{name}`" if _PLAIN.fullmatch(name) and not name.endswith(" ") else markdown(name)


def is_formula(text: str) -> bool:
    """Return whether a spreadsheet would compute *text* when it opens a table or somebody edits the cell."""
    return text.startswith(_FORMULA)


def csv_cell(text: str) -> str:
    """Return *text* for a table that is nothing but text, with a mark before it where it :func:`is_formula`."""
    return f"'{text}" if is_formula(text) else text


def from_csv_cell(text: str) -> str:
    """Return what :func:`csv_cell` was given."""
    return text[1:] if text.startswith("'") and is_formula(text[1:]) else text


@lru_cache(4096)
def workbook_cell(text: str, longest: int = CELL) -> str:
    """Return *text* for a workbook: its lines, each made harmless, of no more than *longest* UTF-16 units.

    Where it :func:`is_formula`, the format of the cell must say ``quote_prefix``, or a click and Enter would compute it.
    """
    lines = text.splitlines() or [""]
    joined = "\n".join(one_line(line, CELL) for line in lines[:_CELL_LINES]) + ("…" if len(lines) > _CELL_LINES else "")
    if joined.startswith("<r>") and joined.endswith("</r>"):
        joined += " "  # xlsxwriter would take it for markup of its own
    if len(joined) * 2 <= longest:
        return joined
    units = joined.encode("utf-16-le")
    if len(units) // 2 <= longest:
        return joined
    return units[: 2 * (longest - 1)].decode("utf-16-le", "ignore") + "…"
