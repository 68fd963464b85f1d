"""The two matchers: the one in Python is always there."""

from __future__ import annotations

import pytest

from checker.patterns import lexicon

try:
    from checker.patterns import _lexicon
except ImportError:
    COMPILED = None
else:
    COMPILED = _lexicon.Lexicon

IMPLEMENTATIONS = [
    pytest.param(lexicon.Lexicon, id="python"),
    pytest.param(
        COMPILED,
        id="compiled",
        marks=pytest.mark.skipif(COMPILED is None, reason="the compiled matcher was not built: no C compiler"),
    ),
]
