"""Emphasis as Chinese authors write it.

CommonMark does not close ``**强化领导。**一是``, because it expects a space after the full stop: the asterisks would
stay in the report.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown_it.rules_inline.state_inline import Delimiter

if TYPE_CHECKING:
    from markdown_it.rules_inline import StateInline

_OPENING = frozenset("（《“‘【〔〈「『(")
_CLOSING = frozenset("。，、；：！？）》”’】〕〉」』),;:.")
_LONGEST = {"*": 3, "_": 2}  # a longer run is a blank to be filled in


def emphasis(state: StateInline, silent: bool) -> bool:
    """Add each mark of a run as a text token and a delimiter, as the parser's own rule does."""
    marker = state.src[state.pos]
    if silent or marker not in _LONGEST:
        return False
    run = state.scanDelims(state.pos, marker == "*")
    end = state.pos + run.length
    fits = run.length <= _LONGEST[marker]
    before = state.src[state.pos - 1] if state.pos else " "
    after = state.src[end] if end < state.posMax else " "
    opens = run.can_open or (marker == "*" and after in _OPENING and not before.isspace())
    closes = run.can_close or (marker == "*" and before in _CLOSING and not after.isspace())
    for _ in range(run.length):
        state.push("text", "", 0).content = marker
        if fits:
            state.delimiters.append(
                Delimiter(
                    marker=ord(marker),
                    length=run.length,
                    token=len(state.tokens) - 1,
                    end=-1,
                    open=opens,
                    close=closes,
                )
            )
    state.pos = end
    return True
