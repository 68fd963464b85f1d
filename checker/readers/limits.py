"""How much a reader takes in: every limit on untrusted input, in one place.

A report is some 4,000 to 20,000 characters.  The limits are far above that and far below what would make a run hang;
what exceeds one is refused with :class:`~checker.errors.UnreadableError`, never cut short silently.

:class:`Limits` are those that a user may move (``checker check --limit NAME=VALUE``).  They are handed down by
argument as far as the door of the readers; a reader of a binary format, which runs in a process of its own, asks
:func:`current` for those of the file at hand.
"""

from __future__ import annotations

from collections.abc import Iterable

from checker.errors import UnreadableError, UsageError
from checker.records import NamedTuple

MIB = 1024 * 1024


class Limits(NamedTuple):
    """The bounds on one file; each is the largest value that is still taken."""

    size: int = 20 * MIB
    """Bytes of the file; checked before it is read."""
    characters: int = 2_000_000
    """Length of its text, in code points."""
    seconds: int = 300
    """Time for taking the text out of a file that is no text (wall clock)."""
    memory: int = 1024 * MIB
    """Bytes that doing so may take (Linux; see docs/limits.md)."""
    pages: int = 500
    """Pages of a layout: a report has some five to thirty."""
    members: int = 10_000
    """Members of a zip package (docx, ofd): a document with pictures on every page has some hundreds."""
    unpacked: int = 128 * MIB
    """Bytes of all members that are taken out of one package."""


DEFAULT = Limits()
IN_MIB = ("size", "memory", "unpacked")
"""Limits that users give and are told in MiB."""

_HIGHEST = 100_000_000
_in_force = DEFAULT


def current() -> Limits:
    """Return the limits for the file that is being read in this process."""
    return _in_force


def enforce(limits: Limits) -> None:
    """Make *limits* those of the files read from now on in this process."""
    global _in_force  # noqa: PLW0603 - one file at a time, in a process that does nothing else
    _in_force = limits


def check_size(size: int, most: int) -> None:
    """Refuse *size* bytes where they are more than *most*.  :raises UnreadableError: ``too-large``."""
    if size > most:
        raise UnreadableError("too-large", size=round(size / MIB, 1), limit=most // MIB)


def limits_from(words: Iterable[str]) -> Limits:
    """Return the limits with those of ``NAME=VALUE`` in their place; sizes are given in MiB.

    :raises UsageError: ``bad-limit`` for a word of another form, ``no-such-limit``, ``limit-out-of-range``.
    """
    limits = DEFAULT
    for word in words:
        name, equals, value = word.partition("=")
        name = name.strip().lower()
        if not equals or not name:
            raise UsageError("bad-limit", value=word, names=list(Limits._fields))
        if name not in Limits._fields:
            raise UsageError("no-such-limit", name=name, names=list(Limits._fields))
        digits = value.strip().replace("_", "").replace(",", "")
        number = int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= len(str(_HIGHEST)) else 0
        if not 1 <= number <= _HIGHEST:
            raise UsageError("limit-out-of-range", name=name, value=value, low=1, high=_HIGHEST)
        limits = limits._replace(**{name: number * MIB if name in IN_MIB else number})
    return limits


MAX_HTML_TAGS_UNCHECKED = 20_000
"""Up to so many tags an html page is parsed without looking at how deep they nest."""

MAX_HTML_NESTING_WORK = 100_000_000
"""Sum over all start tags of how deep each stands.  A parser looks upwards at every tag, so this is its work: some
seconds at this bound, and 40 s for 100,000 nested ``<div>``."""

MAX_MARKDOWN_BLOCK = 100_000
"""Length of one Markdown block, in code points, up to which its inline markup is parsed; a longer one is kept as it
is written, because inline parsing is not linear in it."""

MAX_MARKDOWN_CHARACTERS = 300_000
"""Length of a Markdown source, in code points: its parser takes some 5 s for so much in the worst case."""

MAX_MEMBER = 32 * MIB
"""Size of one unpacked member of a package, in bytes: a report's text is below 2 MiB, however it is marked up."""

MAX_MARKUP = 2_000_000
"""Tags and attributes of one XML part: its tree takes 100 to 300 bytes of memory for each.  A text of 100,000 characters
in which every character has a format of its own has 1.6 million."""

MAX_PDF_PAGE_CHARACTERS = 300_000
"""Characters of one page of a pdf, blanks included: a full page of a newspaper has 15,000.  Whoever raises
``characters`` allows one page as many."""

MAX_PDF_OBJECTS = 300_000
"""Objects (words, lines, pictures) drawn on one page of a pdf, those of nested forms included."""

MAX_PDF_FORM_DEPTH = 8
"""Forms within forms that are looked into for lines and pictures; their text is read at any depth."""

MAX_PDF_RULES = 1_500
"""Drawn lines of one page up to which tables are looked for among them."""

NEGLIGIBLE_TEXT = 40
"""Code points: less above a picture of the whole page is a stamp, a page number or the mark of a scanner."""

MAX_OCR_PAGES = 60
"""Scanned pages of one file: each takes some seconds."""

MAX_OCR_PIXELS = 60_000_000
"""Pixels of one scanned page as it comes: an A4 page at 600 dpi has 35 million."""

MAX_OCR_SIDE = 2_400
"""Pixels of the longer side at which a page is recognised at most: an A3 page at 150 dpi."""
