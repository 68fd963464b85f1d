"""Path globs: ``*`` and ``?`` within a name, ``**`` for any folders; everything else stands for itself."""

from __future__ import annotations

from collections.abc import Callable
from unicodedata import normalize

import re2

_ONE = {"*": "[^/]*", "?": "[^/]"}


def spelled(path: str) -> str:
    """Return a path or glob with slashes, as it is compared: systems differ in how they compose characters."""
    return normalize("NFC", path.replace("\\", "/")).removeprefix("./")


def glob(pattern: str) -> Callable[[str], bool]:
    """Return what tells whether a path (in the form of :func:`spelled`) fits *pattern*, as a whole.

    A pattern that ends in a slash means everything below that folder.  Square brackets are no wildcards: names of
    documents have them.
    """
    folders = spelled(pattern).split("/")
    if folders[-1] == "" and len(folders) > 1:
        folders[-1] = "**"
    *above, last = folders
    expression = "".join("(?:.*/)?" if name == "**" else f"{_name_pattern(name)}/" for name in above)
    matcher = re2.compile("(?s)" + expression + (".+" if last == "**" else _name_pattern(last)))
    return lambda path: matcher.fullmatch(path) is not None


def _name_pattern(pattern: str) -> str:
    return "".join(_ONE.get(char) or re2.escape(char) for char in pattern)
