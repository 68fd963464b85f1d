"""Fields: what they show is text, what they are told to do is not, and a table of contents is no part of the report."""

from __future__ import annotations

_BEGIN, _SEPARATE, _END = "begin", "separate", "end"
_ENOUGH = 20  # characters of an instruction that tell what it is


def is_contents(instruction: str) -> bool:
    """Whether a field with *instruction* is a table of contents."""
    return instruction.strip().upper().startswith("TOC")


class Fields:
    """The fields that are open at some point of a text, which may go over many paragraphs.

    ``muted`` counts those of them that keep the text here from being shown.
    """

    __slots__ = ("_open", "muted")

    def __init__(self) -> None:
        self.muted = 0
        self._open: list[tuple[str, bool]] = []  # what it is told to do, and whether it mutes

    def mark(self, kind: str | None) -> None:
        """Go past the mark of a field."""
        if kind == _BEGIN:
            self._open.append(("", True))
            self.muted += 1
        elif kind == _SEPARATE and self._open:
            instruction, muted = self._open[-1]
            if muted and not is_contents(instruction):
                self.muted -= 1
                self._open[-1] = (instruction, False)
        elif kind == _END and self._open:
            self.muted -= self._open.pop()[1]

    def instruct(self, text: str) -> None:
        """Go past a piece of an instruction."""
        if self._open:
            instruction, muted = self._open[-1]
            if len(instruction) < _ENOUGH:
                self._open[-1] = (instruction + text[:_ENOUGH], muted)


class Mistrusted(Fields):
    """For a text whose fields do not end: nothing in it is taken for part of one, so that no text is lost."""

    __slots__ = ()

    def mark(self, kind: str | None) -> None:
        """Go past the mark of a field."""

    def instruct(self, text: str) -> None:
        """Go past a piece of an instruction."""
