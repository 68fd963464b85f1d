r"""Regular expressions of the code itself, compiled when first used.

A run uses a few of them, and compiling costs more than using: a class with the range of all Han characters alone takes
a millisecond (so ``\w`` stands for them wherever letters and digits may).  Patterns of packs never run here, but on RE2.
"""

from __future__ import annotations

import re
from typing import Any


class _LazyPattern:
    def __init__(self, pattern: str, flags: int) -> None:
        self._source = (pattern, flags)

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(*self._source)
        for method in ("search", "match", "fullmatch", "finditer", "findall", "sub"):
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def lazy(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """What ``re.compile`` returns, without the work before it is asked for something."""
    return _LazyPattern(pattern, flags)  # type: ignore[return-value]
