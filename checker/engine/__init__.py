"""Judging: the checks of a pack run on one report, scored."""

from checker.engine.judge import assess, gate, judge, observe_by

__all__ = ["assess", "gate", "judge", "observe_by"]
