"""Words that a document does not hold as text: fields and characters of symbol fonts.

What a field shows is text, what it is told to do is not, and a table of contents is no part of the report.
"""

from __future__ import annotations

from checker.text.lazy_re import lazy

_BEGIN, _SEPARATE, _END = "begin", "separate", "end"
_ENOUGH = 200  # characters of an instruction that tell what it is
_OVERSTRUCK = lazy(r"(?i)\s*EQ .*\\o.*[,;]\s*([^(),;\\\s]{1,4})\s*\)\s*")
"""A character with its sound above it or a ring around it (拼音指南, 带圈字符), which older programs set as a formula."""

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


def is_contents(instruction: str) -> bool:
    """Return whether a field with *instruction* is a table of contents."""
    return instruction.strip().upper().startswith("TOC")


class Fields:
    """The fields that are open at some point of a text, which may go over many paragraphs.

    ``muted`` counts those of them that keep the text here from being shown.
    """

    __slots__ = ("_open", "muted")

    def __init__(self) -> None:
        self.muted = 0
        self._open: list[
            tuple[str, bool, str]
        ] = []  # what it is told to do, whether it mutes, and what is chosen in it

    def mark(self, kind: str | None, chosen: str = "") -> str:
        """Go past the mark of a field that begins with what is *chosen* from its list.

        Return that at the end of one without a result: programs show it.
        """
        if kind == _BEGIN:
            self._open.append(("", True, chosen))
            self.muted += 1
        elif kind == _SEPARATE and self._open:
            instruction, muted, chosen = self._open[-1]
            if muted and not is_contents(instruction):
                self.muted -= 1
                self._open[-1] = (instruction, False, chosen)
        elif kind == _END and self._open:
            instruction, muted, chosen = self._open.pop()
            self.muted -= muted
            if not muted or self.muted:
                return ""
            drawn = _OVERSTRUCK.fullmatch(instruction)
            return drawn[1] if drawn else chosen
        return ""

    def instruct(self, text: str) -> None:
        """Go past a piece of an instruction."""
        if self._open:
            instruction, muted, chosen = self._open[-1]
            if len(instruction) < _ENOUGH:
                self._open[-1] = (instruction + text[:_ENOUGH], muted, chosen)


class Mistrusted(Fields):
    """For a text whose fields do not end: nothing in it is taken for part of one, so that no text is lost."""

    __slots__ = ()

    def mark(self, kind: str | None, chosen: str = "") -> str:
        """Go past the mark of a field; return what is *chosen* in it."""
        return chosen if kind == _BEGIN else ""

    def instruct(self, text: str) -> None:
        """Go past a piece of an instruction."""


def symbol(code: str | None, font: str | None) -> str:
    """Return the character with the hexadecimal *code* in *font*; nothing where none outside that font is like it."""
    try:
        point = int(code or "", 16)
    except ValueError:
        return ""
    if (font or "").lower().startswith("wingdings") and point < 0x100:
        point += 0xF000
    if point in _PRIVATE:
        return _WINGDINGS.get(point, "") if (font or "").lower().startswith("wingdings") else ""
    return chr(point) if _CONTROL <= point < 0x110000 and point not in _SURROGATES else ""
