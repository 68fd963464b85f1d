"""Messages and places in SARIF: URIs of files, regions of texts, pages and paragraphs of what has no lines."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote as percent

from checker.engine.model import Quote
from checker.i18n import say
from checker.presentation.escape import one_line
from checker.presentation.wording import place_words

BASE = "%SRCROOT%"
"""The folder that relative URIs start from, by the name that consumers know."""

_DRIVE = re.compile("[A-Za-z]:/")


def base(lang: str) -> dict[str, Any]:
    """Return what :data:`BASE` stands for; not where it is, which is another place on every machine."""
    return {BASE: {"description": {"text": say("ci.base", lang)}}}


def message(text: str) -> str:
    """Return *text* as a message: a brace is doubled (§3.11.5), and what would be a link (§3.11.6) is none."""
    return text.replace("{", "{{").replace("}", "}}").replace("](", "] (")


def artifact(path: str) -> dict[str, str]:
    """Return the file at *path*, a path with slashes as results name it; ``-`` is standard input."""
    if path == "-":
        return {"uri": "file:///dev/stdin"}
    try:
        name = path.encode("utf-8", "surrogateescape")  # a name that is no UTF-8 keeps its bytes
    except UnicodeEncodeError:
        name = path.encode("utf-8", "surrogatepass")
    if _DRIVE.match(path):
        return {"uri": f"file:///{percent(name, safe='/:')}"}
    if path.startswith("/"):
        return {"uri": ("file:" if path.startswith("//") else "file://") + percent(name)}
    return {"uri": percent(name), "uriBaseId": BASE}


def location(quote: Quote, path: str, lang: str) -> dict[str, Any]:
    """Return where a piece of evidence stands in the file at *path*: a region of a text, else the file with the page or paragraph by name."""
    physical: dict[str, Any] = {"artifactLocation": artifact(path)}
    place = quote.place
    made: dict[str, Any] = {"physicalLocation": physical}
    if place.line is not None:
        physical["region"] = _region(quote)
    else:
        names = [(kind, number) for kind, number in (("page", place.page), ("paragraph", place.paragraph)) if number]
        if names:
            full = "/".join(f"{kind} {number}" for kind, number in names)
            name = place_words(place, lang)
            made["logicalLocations"] = [{"name": name, "fullyQualifiedName": full, "kind": names[-1][0]}]
            made["properties"] = dict(names)
    if quote.text:
        made["message"] = {"text": message(one_line(quote.text))}
    return made


def _region(quote: Quote) -> dict[str, Any]:
    """Return the region from the first character to behind the last one; of what is absent, the point where it belongs.

    No ``charOffset``: offsets here are of the text as read, and the file may have other line ends or tags.
    """
    first = quote.place
    region: dict[str, Any] = {"startLine": first.line, "startColumn": first.column}
    last = quote.source.place(quote.end - 1) if quote.end > quote.start else None
    if last is None:
        region |= {"endLine": first.line, "endColumn": first.column}
    elif (last.line or 0, last.column or 0) >= (first.line or 0, first.column or 0):
        region |= {"endLine": last.line, "endColumn": (last.column or 0) + 1}
    return region
