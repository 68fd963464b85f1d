"""Pages for a browser: one file each, without a script, that asks for nothing and shows whatever a report says as text.

``base.html.jinja`` is the frame of a page and ``style.css`` its look; ``report.html.jinja`` holds what is shown of one
report.  Every page is made by :func:`environment`, so that nothing is inserted unescaped, and carries a policy
(:func:`policy`) that lets a browser take the one style sheet and nothing else, should anything slip through.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from checker import __version__
from checker.i18n import LANGUAGES, say
from checker.presentation.escape import one_line, sign

_NAME = 160  # code points of a title or a file name in a heading
_PLAIN_BLANKS = str.maketrans("", "", "\t\u00a0\u3000")


@cache
def environment(lang: str) -> Environment:
    """Return templates of this folder, escaped, with ``say`` in *lang* and the style with its policy."""
    made = Environment(
        loader=PackageLoader(__name__, ""),
        autoescape=True,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    made.globals |= {
        "lang": LANGUAGES[lang].tag,
        "policy": policy([style()]),
        "say": lambda key, **values: say(key, lang, **values),
        "style": Markup(style()),  # noqa: S704 - our own file
        "version": __version__,
    }
    made.filters |= {"visible": visible, "brief": brief}
    return made


@cache
def style() -> str:
    """Return the style sheet of all pages."""
    return files(__name__).joinpath("style.css").read_text(encoding="utf-8")


def policy(styles: Sequence[str], scripts: Sequence[str] = ()) -> str:
    """Return the content security policy of a page with these *styles* and *scripts* in it: they, by their hash, alone."""
    parts = ["default-src 'none'", "base-uri 'none'", "form-action 'none'"]
    for kind, texts in (("style-src", styles), ("script-src", scripts)):
        if texts:
            parts.append(" ".join([kind, *(f"'sha256-{_style_hash(text)}'" for text in texts)]))
    return "; ".join(parts)


def _style_hash(text: str) -> str:
    return b64encode(sha256(text.encode()).digest()).decode()


def brief(text: str) -> str:
    """Return a name from a report, one line, no longer than a heading or a cell of a table can take."""
    return one_line(text, _NAME)


def visible(text: str) -> Markup:
    """Return *text* of a report as it stands, blanks too; a character that cannot be seen or turns others round is a sign."""
    if text.translate(_PLAIN_BLANKS).isprintable():
        return escape(text)
    return Markup("").join(map(_visible_char, text))


def _visible_char(char: str) -> Markup:
    if char == "\t" or char.isprintable() or (char.isspace() and sign(char) == " "):
        return escape(char)
    return Markup('<span class="sign">{}</span>').format(sign(char))
