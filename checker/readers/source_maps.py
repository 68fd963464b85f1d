"""The way back into a source that is no text: the paragraphs of a document, the pages of a layout."""

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
        """Paragraph or page of the character at *offset*."""
        return self.places[max(0, bisect_right(self.starts, offset) - 1)]
