"""What an OpenDocument text does not show: LibreOffice would write hidden sections and fields into a docx like the rest."""

from __future__ import annotations

import re

from checker.readers.package import Package

_CONTENT = "content.xml"
_SECTION = re.compile(rb"<(/?)text:section\b([^<>]*)>")
_HIDDEN = re.compile(rb"\stext:(?:display=[\"']none|is-hidden=[\"']true)[\"']")
_HIDDEN_TEXT = re.compile(
    rb"<text:hidden-text\b[^<>]*?\stext:is-hidden=[\"']true[\"'][^<>]*(?:/>|>[^<>]*</text:hidden-text>)"
)


def without_hidden(source: bytes) -> bytes:
    """Return the odt *source* without its hidden sections and texts."""
    package = Package(source)
    content = package.read(_CONTENT)
    shown = shown_part(content)
    return source if shown == content else package.with_changes({_CONTENT: shown})


def shown_part(content: bytes) -> bytes:
    """Return *content* without hidden sections and texts; sections without an end stay."""
    kept, at, depth = [], 0, 0
    for tag in _SECTION.finditer(content):
        if tag[1]:
            depth -= depth > 0
            if depth == 0 and at < 0:
                at = tag.end()
        elif not tag[2].endswith(b"/"):
            if at >= 0 and _HIDDEN.search(tag[2]):
                kept.append(content[at : tag.start()])
                at, depth = -1, 0
            depth += at < 0
    shown = content if at < 0 else b"".join([*kept, content[at:]])
    return _HIDDEN_TEXT.sub(b"", shown)
