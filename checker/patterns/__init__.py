"""Patterns of packs, compiled into one matcher that scans a text once.

The matcher is written twice: in Python (:mod:`checker.patterns.lexicon`, the reference), and in Cython for speed
(``_lexicon.pyx``), which is there where a C compiler was when the package was built.  ``CHECKER_MATCHER=python`` in the
environment switches the compiled one off.
"""

from __future__ import annotations

import os

from checker.patterns.patterns import FORM, PatternError, PatternList, check_pattern
from checker.records import TYPE_CHECKING

if TYPE_CHECKING or os.environ.get("CHECKER_MATCHER") == "python":
    from checker.patterns.finder import LongestFinder
    from checker.patterns.lexicon import Lexicon, Scan
else:
    try:
        from checker.patterns._lexicon import FORM as _COMPILED_FOR
        from checker.patterns._lexicon import Lexicon, LongestFinder, Scan

        if _COMPILED_FOR != FORM:  # an editable installation has newer sources than the matcher that it compiled
            raise ImportError
    except ImportError:
        from checker.patterns.finder import LongestFinder
        from checker.patterns.lexicon import Lexicon, Scan

__all__ = ["Lexicon", "LongestFinder", "PatternError", "PatternList", "Scan", "check_pattern", "compile_lexicon"]


def compile_lexicon(lists: list[PatternList]) -> dict[str, object]:
    """Return the compiled form of numbered lists of patterns; the compiler is imported where a pack has to be built."""
    from checker.patterns.compile import compile_lexicon as build

    return build(lists)
