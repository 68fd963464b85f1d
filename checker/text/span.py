"""A range of text."""

from typing import NamedTuple


class Span(NamedTuple):
    """A half-open range of offsets in code points."""

    start: int
    end: int
