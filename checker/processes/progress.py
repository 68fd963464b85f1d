"""How far long work is: what the stages of an audit tell, and whoever shows it listens to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

ProgressCallback = Callable[[str, int, int], None]
"""Called with the stage (the last word of its message's key), how many of its steps are done, and of how many."""

_T = TypeVar("_T")


def no_progress(stage: str, done: int, total: int) -> None:
    """Tell nobody."""


def with_progress(items: Iterable[_T], report: ProgressCallback, stage: str, total: int) -> Iterator[_T]:
    """Yield *items*, and *report* each that is dealt with."""
    report(stage, 0, total)
    for done, item in enumerate(items, 1):
        yield item
        report(stage, done, total)
