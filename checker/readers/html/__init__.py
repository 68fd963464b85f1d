"""Whole html pages: the article is the report; navigation, furniture and footers are not.

``tree`` parses and removes what nobody sees (``hidden``), ``facts`` takes what the page says beside the report, ``article`` finds
the report, ``lines`` writes it down, ``places`` finds each character in the source again.
"""

from __future__ import annotations

from checker.document.model import Document, Extraction
from checker.errors import UnreadableError
from checker.readers.html.article import article_lines
from checker.readers.html.facts import PageFacts
from checker.readers.html.lines import LineStyles, PageLine, source_rows
from checker.readers.html.places import HtmlMap
from checker.readers.html.tree import HtmlPage, parse_page, remove_unseen
from checker.readers.plain import source_lines

OWN_RESULT = '<meta name="generator" content="fazhi-checker">'
"""What the pages that the checker writes say of themselves: they hold a report's words, and are none."""
_HEAD = 4_000


def read(source: str, path: str) -> Document:
    """Return the document of a decoded page or fragment of one; all its visible text where no article can be told.

    Raises ``UnreadableError``: ``nested-too-deep``, ``own-result``.
    """
    if OWN_RESULT in source[:_HEAD]:
        raise UnreadableError("own-result")
    lines = source_lines(source)
    page = parse_page(lines)
    found, facts = extract(page, trace=False)
    text = "\n".join(line.text for line in found)
    extraction = Extraction(warnings=tuple(page.warnings)) if page.warnings else None
    return Document(
        text, "html", path, HtmlMap(lines, parse_page, extract), facts.meta(), extraction, tuple(source_rows(found))
    )


def extract(page: HtmlPage, *, trace: bool) -> tuple[list[PageLine], PageFacts]:
    """Return the lines of the report on *page*, with their origins if *trace*, and what the page says of it.

    Changes *page*.
    """
    remove_unseen(page)
    styles = LineStyles.of(page, trace=trace)
    facts = PageFacts(page, styles)
    found = article_lines(page, styles, facts.titles())
    facts.see(found)
    return found, facts
