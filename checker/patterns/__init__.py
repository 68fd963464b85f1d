"""Patterns of packs, compiled into one matcher that scans a text once."""

from checker.patterns.lexicon import Lexicon, Scan
from checker.patterns.patterns import PatternError, PatternList, check_pattern

__all__ = ["Lexicon", "PatternError", "PatternList", "Scan", "check_pattern", "compile_lexicon"]


def compile_lexicon(lists: list[PatternList]) -> dict[str, object]:
    """The compiled form of numbered lists of patterns; the compiler is imported where a pack has to be built."""
    from checker.patterns.compile import compile_lexicon as build

    return build(lists)
