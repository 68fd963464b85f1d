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

MAX_PDF_PAGES = 500
"""Pages of a pdf; a report has some five to thirty."""

MAX_PDF_PAGE_CHARACTERS = 300_000
"""Characters of one page of a pdf, blanks included: a full page of a newspaper has 15,000."""

MAX_PDF_OBJECTS = 300_000
"""Objects (words, lines, pictures) drawn on one page of a pdf, those of nested forms included."""

MAX_PDF_FORM_DEPTH = 8
"""Forms within forms that are looked into for lines and pictures; their text is read at any depth."""

MAX_PDF_RULES = 1_500
"""Drawn lines of one page up to which tables are looked for among them."""

MAX_OCR_PAGES = 60
"""Scanned pages of one file: each takes some seconds."""

MAX_OCR_PIXELS = 60_000_000
"""Pixels of one scanned page as it comes: an A4 page at 600 dpi has 35 million."""

MAX_OCR_SIDE = 2_400
"""Pixels of the longer side at which a page is recognised at most: an A3 page at 150 dpi."""
