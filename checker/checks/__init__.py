"""The primitives that rules name."""

from checker.checks.registry import CHECKS, Check

__all__ = ["CHECKS", "Check"]
