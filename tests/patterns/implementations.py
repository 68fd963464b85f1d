"""The two matchers: the one in Python is always there."""

from __future__ import annotations

import pytest

from checker.patterns import finder, lexicon

try:
    from checker.patterns import _lexicon
except ImportError:
    COMPILED = COMPILED_FINDER = None
else:
    COMPILED, COMPILED_FINDER = _lexicon.Lexicon, _lexicon.LongestFinder

WITHOUT = pytest.mark.skipif(COMPILED is None, reason="the compiled matcher was not built: no C compiler")
IMPLEMENTATIONS = [pytest.param(lexicon.Lexicon, id="python"), pytest.param(COMPILED, id="compiled", marks=WITHOUT)]
FINDERS = [
    pytest.param(finder.LongestFinder, id="python"),
    pytest.param(COMPILED_FINDER, id="compiled", marks=WITHOUT),
]
