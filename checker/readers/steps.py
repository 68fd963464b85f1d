"""A map from one text's offsets to another's, where stretches of both are alike."""

from __future__ import annotations

from bisect import bisect_right

from checker.document.model import Place, SourceMap


class Steps:
    """A function of offsets that grows by one a character, but for its steps.  Offsets are added in rising order."""

    __slots__ = ("_from", "_to")

    def __init__(self) -> None:
        self._from: list[int] = []
        self._to: list[int] = []

    def add(self, offset: int, target: int) -> None:
        """Say that from *offset* on, characters are those from *target* on."""
        self._from.append(offset)
        self._to.append(target)

    def __call__(self, offset: int) -> int:
        """Offset in the other text of the character at *offset*."""
        index = bisect_right(self._from, offset) - 1
        if index < 0:
            return self._to[0] if self._to else 0
        ahead = self._to[index] + offset - self._from[index]
        if index + 1 < len(self._to) and self._to[index] <= self._to[index + 1] < ahead:
            return self._to[index + 1]  # a character that was added (a list number) stands where the next one stands
        return ahead


class SteppedMap(SourceMap):
    """The source map of a text that was taken out of *source* in stretches."""

    __slots__ = ("_steps",)

    def __init__(self, source: str, steps: Steps) -> None:
        super().__init__(source)
        self._steps = steps

    def place(self, offset: int) -> Place:
        """Line and column in the source of the character at *offset* of the text (code points)."""
        return super().place(self._steps(offset))
