"""Words as they are compared with words that somebody has copied: one spelling, no white space."""

from checker.text.fold import fold


def plain(text: str) -> str:
    """*text* folded, without white space and without the mark of omission that outputs put behind what they cut."""
    return "".join(fold(text).text.split()).removesuffix("…").removesuffix("…")
