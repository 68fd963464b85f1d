"""What the checker itself says, in Chinese and English, kept in catalogues of GNU gettext that a translator can edit.

A message has a key (``error.not-found``) and stands in ``<language>/<domain>.po`` of every language; what a rule says
stands in its pack.  Keys are grouped by their first word: ``error.X`` tells what happened and always has a ``remedy.X``,
the thing to do next.  A wheel holds the compiled ``.mo`` files; in a checkout they are made anew when a ``.po`` is newer
(``packaging/messages.py``).  docs/translating.md is for translators.
"""
# pathlib and gettext would be a twentieth of the start-up:
# ruff: noqa: PTH116, PTH118, PTH120, PTH123

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence

from checker.records import Any, NamedTuple


class Language(NamedTuple):
    """What no message can say of a language: its *tag* in pages (BCP 47), what stands *between* two sentences of it.

    ``han``: its headings are numbered in Han characters and can stand upright, its days are written without noughts.
    """

    tag: str
    between: str
    han: bool


DEFAULT = "zh"
LANGUAGES = {DEFAULT: Language("zh-Hans", "", han=True), "en": Language("en", " ", han=False)}
DOMAINS = ("report", "errors", "outputs", "rules", "commands", "audit", "web", "checks")
"""The catalogues in the order in which a key is looked for; most calls never read the later ones."""

_FOLDER = os.path.dirname(__file__)
_read: dict[str, dict[str, str]] = {language: {} for language in LANGUAGES}
_ahead = {language: list(DOMAINS) for language in LANGUAGES}


def say(key: str, lang: str, **values: Any) -> str:
    """Return the message *key* in *lang* with its braces filled from *values*; ``count`` chooses among its plural forms.

    A key that is missing gives the key itself: an error that is told badly is better than one that hides the first.
    """
    template = _message_template(key, lang)
    if template is None:
        return " ".join([key, *(f"{name}={value}" for name, value in values.items())])
    if "\0" in template:
        forms = template.split("\0")
        template = forms[0 if values.get("count") == 1 else -1]
    return fill(template, values, lang)


def has_message(key: str, domain: str = DOMAINS[-1]) -> bool:
    """Return whether there is a message *key*, looked for up to the catalogue *domain*: behind it nobody has to look."""
    return _message_template(key, DEFAULT, domain) is not None


def fill(template: str, values: Mapping[str, Any], lang: str) -> str:
    """Return *template* with each ``{name}`` replaced by its value; a name without a value stays as it is.

    Not ``str.format``: templates of packs come from others, and a format specification can ask for a gigabyte.
    """
    if "{" not in template:
        return template
    head, *pieces = template.split("{")
    filled = [head]
    for piece in pieces:
        name, closed, after = piece.partition("}")
        filled.append(_value_text(values[name], lang) + after if closed and name in values else "{" + piece)
    return "".join(filled)


def _value_text(value: Any, lang: str) -> str:
    """Return a value as a reader writes it: 3 rather than 3.0, a list with its commas, a text of a pack in *lang*."""
    if isinstance(value, dict):
        return str(value.get(lang) or next(iter(value.values()), ""))
    if isinstance(value, float):
        return f"{value:.1f}".removesuffix(".0")
    if isinstance(value, (list, tuple)):
        return say("mark.list", lang).join(_value_text(one, lang) for one in value)
    return str(value)


def _message_template(key: str, lang: str, domain: str = DOMAINS[-1]) -> str | None:
    """Return the message *key* as it stands in the catalogues up to *domain*, its plural forms with a NUL between them."""
    known, ahead = _read[lang], _ahead[lang]
    while key not in known and domain in ahead:
        known.update(_messages(_compiled(os.path.join(_FOLDER, lang, ahead.pop(0)))))
    return known.get(key)


def _compiled(stem: str) -> bytes:
    """Return the compiled catalogue *stem*; in a checkout it is made where its source is newer."""
    try:
        stale = os.stat(f"{stem}.po").st_mtime_ns > os.stat(f"{stem}.mo").st_mtime_ns
    except FileNotFoundError as missing:
        stale = missing.filename.endswith(".mo")
    if stale:
        from runpy import run_path

        compiled: bytes = run_path(os.path.join(_FOLDER, "../../packaging/messages.py"))["compile_file"](f"{stem}.po")
        return compiled
    with open(f"{stem}.mo", "rb") as file:
        return file.read()


def _messages(data: bytes) -> dict[str, str]:
    """Return the messages of a ``.mo`` file by key.

    Not the library's ``gettext``: its import alone (1.8 ms) takes six times as long as this does for the first catalogue.
    """
    count, *tables = _numbers(data[8:20])
    keys, texts = [_numbers(data[at : at + 8 * count]) for at in tables]
    found = {}
    for length, at, size, start in zip(keys[::2], keys[1::2], texts[::2], texts[1::2], strict=True):
        key = data[at : at + length].decode().partition("\0")[0]
        found[key] = data[start : start + size].decode()
    return found


def _numbers(data: bytes) -> Sequence[int]:
    """Return the numbers of four bytes, the lowest first, that *data* consists of."""
    if sys.byteorder == "little":
        return memoryview(data).cast("I").tolist()
    from struct import unpack

    return unpack(f"<{len(data) // 4}I", data)
