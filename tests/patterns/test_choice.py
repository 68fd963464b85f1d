"""Which of the two matchers is taken."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from checker.patterns.patterns import FORM

PROGRAM = """
import sys, types
made = types.ModuleType("checker.patterns._lexicon")
made.__dict__.update({})
sys.modules[made.__name__] = made
from checker.patterns import Lexicon
print(Lexicon)
"""


@pytest.mark.parametrize(
    ("names", "taken"),
    [
        ({"FORM": FORM, "Lexicon": "compiled", "LongestFinder": "", "Scan": ""}, "compiled"),
        (
            {"FORM": FORM - 1, "Lexicon": "compiled", "LongestFinder": "", "Scan": ""},
            "<class 'checker.patterns.lexicon.Lexicon'>",
        ),
        ({"Lexicon": "compiled", "LongestFinder": "", "Scan": ""}, "<class 'checker.patterns.lexicon.Lexicon'>"),
    ],
)
def test_a_matcher_that_was_compiled_for_other_sources_is_not_taken(names: dict[str, object], taken: str) -> None:
    program = PROGRAM.format(names)
    kept = {name: value for name, value in os.environ.items() if name != "CHECKER_MATCHER"}
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, env=kept)
    assert done.stdout.strip() == taken
