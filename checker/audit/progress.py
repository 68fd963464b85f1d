"""How far the end of an audit has come: what is under way, and how much of it is done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

Told = Callable[[str, int, int], None]
"""Called with the stage (the last word of its message's key), how many of its steps are done, and of how many."""

_T = TypeVar("_T")


def untold(stage: str, done: int, total: int) -> None:
    """Nobody is told."""


def watched(items: Iterable[_T], told: Told, stage: str, total: int) -> Iterator[_T]:
    """*items*, *told* of each that is dealt with."""
    told(stage, 0, total)
    for done, item in enumerate(items, 1):
        yield item
        told(stage, done, total)
