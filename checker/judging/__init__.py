"""Judging: the checks of a pack run on one report, scored."""

from checker.judging.judge import gate, judge

__all__ = ["gate", "judge"]
