"""Text that stays text in Markdown, whatever forge shows it.

Two things make a word more than a word: the parser of Markdown, which takes no character reference for markup; and
what a forge looks for in the page afterwards (mentions, numbers of issues, addresses, hashes of commits), where a
reference has become its character again.  A word joiner, which takes no room, is put inside those.
"""

from __future__ import annotations

import re

_JOINER = "\u2060"

# What Markdown, mathematics and references begin with; what does so at the beginning of a line only is left alone.
_MARKS = re.compile(r"[&<>\\`*_\[\]{}|~$]")

# @name #1 !1 ~label %1 $1 ^a &1 :sign: http://, www.a.b and a.b, GH-1.
_BROKEN = re.compile(r"(?<=[@#!~%$^&:])(?=[\w\"'/])|(?<=\w)(?=\.[^\W\d_])|(?<=\w\.)(?=[^\W\d_])|(?<=[A-Za-z]-)(?=\d)")
_HASH = re.compile(r"\b(?=[0-9]*[a-f])[0-9a-f]{7,}\b", re.IGNORECASE)  # of a commit
_SIX = re.compile(".{6}(?=.)")

_PLAIN = re.compile(r"[\w./-][\w./ -]*")


def inert(text: str) -> str:
    """*text*, one line, fit for a paragraph, a cell of a table or the summary of a folded block.

    It must not begin a line by itself: a hyphen or a number there would begin a list.
    """
    text = _HASH.sub(lambda found: _SIX.sub(rf"\g<0>{_JOINER}", found[0]), _BROKEN.sub(_JOINER, text))
    return _MARKS.sub(lambda found: f"&#{ord(found[0])};", text)


def name(text: str) -> str:
    """A file name or an id, one line: as code where nothing in it could end that, so that it can be copied."""
    return f"`{text}`" if _PLAIN.fullmatch(text) and not text.endswith(" ") else inert(text)
