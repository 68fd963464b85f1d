"""Patterns of packs, compiled into one matcher that scans a text once."""

from checker.matching.lexicon import Lexicon, PatternError, PatternList, Scan, check_pattern, compile_lexicon

__all__ = ["Lexicon", "PatternError", "PatternList", "Scan", "check_pattern", "compile_lexicon"]
