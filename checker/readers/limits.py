"""How much a reader takes in: every limit on untrusted input, in one place.

A report is some 4,000 to 20,000 characters.  The limits are far above that and far below what would make a run hang;
what exceeds one is refused with :class:`~checker.errors.UnreadableError`, never cut short silently.
"""

from __future__ import annotations

MIB = 1024 * 1024

MAX_BYTES = 20 * MIB
"""Size of any input, in bytes; checked before it is read."""

MAX_CHARACTERS = 2_000_000
"""Length of the text of one document, in code points."""

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

MAX_MEMBERS = 10_000
"""Members of a zip package (docx, ofd): a document with pictures on every page has some hundreds."""

MAX_MEMBER = 32 * MIB
"""Size of one unpacked member of a package, in bytes: a report's text is below 2 MiB, however it is marked up."""

MAX_UNPACKED = 128 * MIB
"""Size of all members that are taken out of one package, in bytes."""

MAX_MARKUP = 2_000_000
"""Tags and attributes of one XML part: its tree takes 100 to 300 bytes of memory for each.  A text of 100,000 characters
in which every character has a format of its own has 1.6 million."""
