"""Colours of the terminal output, by what they mean."""

from __future__ import annotations

from typing import Any

_STYLES: dict[str, dict[str, Any]] = {
    "bold": {"bold": True},
    "dim": {"dim": True},
    "pass": {"fg": "green", "bold": True},
    "partial": {"fg": "yellow", "bold": True},
    "fail": {"fg": "red", "bold": True},
    "skip": {"dim": True},
    "unreadable": {"fg": "magenta", "bold": True},
}


class Paint:
    """Styles a piece of text where colours are wanted; else it gives the text back."""

    __slots__ = ("wanted",)

    def __init__(self, wanted: bool) -> None:
        self.wanted = wanted

    def __call__(self, text: str, meaning: str) -> str:
        """*text* in the style of *meaning*."""
        if not self.wanted:
            return text
        from click import style  # a pipe does not pay for it

        return style(text, **_STYLES[meaning])
