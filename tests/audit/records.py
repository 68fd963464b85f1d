"""Entries as a run would keep them, with what a test is about and nothing else."""

from __future__ import annotations

from typing import Any

from checker.audit.model import Entry, Unreadable


def entry(path: str, unit: str | None = None, **said: Any) -> Entry:
    facts: dict[str, Any] = dict.fromkeys(Entry._fields)
    facts |= {
        "characters": 3000,
        "recognised": 0.0,
        "marks": (),
        "gaps": (),
        "points": 80.0,
        "grade": "good",
        "verdict": "pass",
    }
    facts |= {"path": path, "unit": unit, "year": 2025}
    return Entry(**{**facts, **said})


def broken(path: str, unit: str | None = None) -> Entry:
    return entry(path, unit, points=None, error=Unreadable("file-broken", "文件已损坏。", "请重新保存。"))
