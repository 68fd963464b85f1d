"""The way back from a text into its source: to paragraphs, pages or characters."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from checker.document.model import Place, SourceMap


class PlaceMap(SourceMap):
    """Places by the offsets (code points) from which on they hold, in rising order; there is one at least."""

    __slots__ = ("places", "starts")

    def __init__(self, starts: Sequence[int], places: Sequence[Place]) -> None:
        super().__init__("")
        self.starts = starts
        self.places = places

    def place(self, offset: int) -> Place:
        """Return paragraph or page of the character at *offset*."""
        return self.places[max(0, bisect_right(self.starts, offset) - 1)]


class OffsetMap:
    """A map from one text's offsets to another's, where stretches of both are alike (code points).

    Stretches are added in rising order.
    """

    __slots__ = ("_from", "_to")

    def __init__(self) -> None:
        self._from: list[int] = []
        self._to: list[int] = []

    def add(self, offset: int, target: int) -> None:
        """Add a stretch: from *offset* on, characters are those from *target* on."""
        self._from.append(offset)
        self._to.append(target)

    def __call__(self, offset: int) -> int:
        """Return the offset in the other text of the character at *offset*."""
        index = bisect_right(self._from, offset) - 1
        if index < 0:
            return self._to[0] if self._to else 0
        ahead = self._to[index] + offset - self._from[index]
        if index + 1 < len(self._to) and self._to[index] <= self._to[index + 1] < ahead:
            return self._to[index + 1]  # a character that was added (a list number) stands where the next one stands
        return ahead


class SteppedMap(SourceMap):
    """The source map of a text that was taken out of *source* in stretches."""

    __slots__ = ("_offsets",)

    def __init__(self, source: str, offsets: OffsetMap) -> None:
        super().__init__(source)
        self._offsets = offsets

    def place(self, offset: int) -> Place:
        """Return the line and column in the source of the character at *offset* of the text."""
        return super().place(self._offsets(offset))
