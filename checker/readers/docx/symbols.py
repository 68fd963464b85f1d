"""Characters of symbol fonts that a document asks for by their code."""

from __future__ import annotations

_PRIVATE = range(0xE000, 0xF900)
_CONTROL = 0x20
_SURROGATES = range(0xD800, 0xE000)
_CIRCLED = {0xF081 + at: chr(0x2460 + at) for at in range(10)}  # Wingdings
_WINGDINGS = {
    **_CIRCLED,
    0xF0FC: "√",
    0xF0FE: "☑",
    0xF052: "☑",
    0xF0A8: "□",
    0xF06F: "□",
    0xF071: "□",
    0xF06E: "■",
    0xF06C: "●",
    0xF075: "◆",
    0xF0D8: "➢",
}


def symbol(code: str | None, font: str | None) -> str:
    """The character with the hexadecimal *code* in *font*; nothing where no character outside that font is like it."""
    try:
        point = int(code or "", 16)
    except ValueError:
        return ""
    if (font or "").lower().startswith("wingdings") and point < 0x100:
        point += 0xF000
    if point in _PRIVATE:
        return _WINGDINGS.get(point, "") if (font or "").lower().startswith("wingdings") else ""
    return chr(point) if _CONTROL <= point < 0x110000 and point not in _SURROGATES else ""
