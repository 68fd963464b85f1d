"""Where a line may break: never before closing marks, behind opening ones, or within a word."""

from __future__ import annotations

from checker.readers.layout.model import Line
from checker.text.lazy_re import lazy

NO_START = "，。、；：？！,.;:?!”’』」）)》〉】〕］]}%％‰℃…—～·"
"""What does not begin a line."""

NO_END = "（(《〈【〔［[“‘「『{"
"""What does not end a line."""

_TOKEN = lazy(r"[A-Za-z0-9.,%:/_@&+#-]+")


def needed(b: Line, a: Line) -> float:
    """How much room the first word of *b* would have needed at the end of *a*, in points."""
    text = b.text
    em = b.size or a.size or b.height
    token = _TOKEN.match(text)
    if token and a.text[-1:].isascii() and a.text[-1:].isalnum():
        return 0.55 * em  # a word or a number that was broken
    end = 0
    width = 0.0
    while end < len(text) - 1 and text[end] in NO_END:
        end += 1
        width += em
    token = _TOKEN.match(text, end)
    if token:
        width += 0.52 * em * (token.end() - end)
        end = token.end()
    else:
        end += 1
        width += em
    while end < len(text) and text[end] in NO_START:
        width += em
        end += 1
    return width
