r"""Regular expressions of the code itself, compiled when first used.

A run uses a few of them, and compiling costs more than using: a class with the range of all Han characters alone takes
a millisecond (so ``\w`` stands for them wherever letters and digits may).  Patterns of packs never run here, but on RE2.

``«topic.name»`` in a pattern stands for any word of that list (:mod:`checker.words`), ``«~topic.name»`` for one that
may have blanks between its characters.
"""

from __future__ import annotations

import re
from typing import Any

from checker.words import alternatives, when_extended

_LIST = re.compile("«(~?)([a-z.-]+)»")
_BLANKS = r"\s*"
_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "split")


class _LazyPattern:
    def __init__(self, pattern: str, flags: int) -> None:
        self._source = (pattern, flags)

    def __getattr__(self, name: str) -> Any:
        pattern, flags = self._source
        if "«" in pattern:
            pattern = with_words(pattern)
            when_extended(self._forget)
        compiled = re.compile(pattern, flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)

    def _forget(self) -> None:
        for method in _METHODS:
            self.__dict__.pop(method, None)


def lazy(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return what ``re.compile`` returns, without the work before it is asked for something."""
    return _LazyPattern(pattern, flags)  # type: ignore[return-value]


def with_words(pattern: str) -> str:
    """Return *pattern* with the words of the lists that it names."""
    return _LIST.sub(lambda found: f"(?:{alternatives(found[2], _BLANKS if found[1] else '')})", pattern)
