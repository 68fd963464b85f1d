"""Cells of tables: text that no spreadsheet takes for anything but text, and that a workbook can hold."""

from __future__ import annotations

from functools import lru_cache

from checker.render import safe

LONGEST = 32_767
"""UTF-16 units of a cell of a workbook; so the format has it."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_LINES = 200  # the format allows 253 in a cell


def is_formula(text: str) -> bool:
    """Whether a spreadsheet would compute *text*, when it opens a table or when somebody edits the cell."""
    return text.startswith(_FORMULA)


def guarded(text: str) -> str:
    """*text* for a table that is nothing but text (csv), with a mark before it where it would be computed."""
    return f"'{text}" if is_formula(text) else text


def unguarded(text: str) -> str:
    """What :func:`guarded` was given."""
    return text[1:] if text.startswith("'") and is_formula(text[1:]) else text


@lru_cache(4096)
def cell(text: str, longest: int = LONGEST) -> str:
    """*text* for a workbook: its lines, each harmless (:mod:`checker.render.safe`), and no more than *longest* units.

    Where it :func:`is_formula`, the format of the cell must say ``quote_prefix``, or a click and Enter would compute it.
    """
    lines = text.splitlines() or [""]
    joined = "\n".join(safe.line(line) for line in lines[:_LINES]) + ("…" if len(lines) > _LINES else "")
    if joined.startswith("<r>") and joined.endswith("</r>"):
        joined += " "  # xlsxwriter would take it for markup of its own
    if len(joined) * 2 <= longest:
        return joined
    units = joined.encode("utf-16-le")
    if len(units) // 2 <= longest:
        return joined
    return units[: 2 * (longest - 1)].decode("utf-16-le", "ignore") + "…"
