"""The templates that come with the package, to be edited by an office."""

from __future__ import annotations

from importlib.resources import files

from checker.audit.letters.word import SAMPLE
from checker.i18n import say

KINDS = ("docx", "md")


def default_template(kind: str, lang: str) -> bytes:
    """The file of the template of *kind* (one of :data:`KINDS`).  :raises UsageError: ``extra-missing``."""
    if kind == "md":
        return files("checker.audit.letters").joinpath("templates", f"{lang}.md").read_bytes()
    return _word(lang)


def _word(lang: str) -> bytes:
    from checker.office.official import OfficialDocument

    def text(name: str) -> str:
        return say(f"audit.letter.default.{name}", lang)

    made = OfficialDocument(text("subject"), result=True)
    made.title(text("title"))
    made.addressee(text("addressee"))
    for case, paragraphs in (
        ("gaps", ("lead",)),
        ("missing", ("missing", "findings")),
        ("unreadable", ("unreadable", "files")),
        ("ask", ("ask",)),
    ):
        made.paragraph(text(f"for.{case}"))
        for name in paragraphs:
            made.paragraph(text(name))
        if case == "gaps":
            made.heading(f"【{SAMPLE[0 if lang == 'zh' else 1]}】")
            for name in ("list", "findings", "deadline", "words-only"):
                made.paragraph(text(name))
    made.paragraph(text("for.all"))
    made.paragraph(text("thanks"))
    made.signature(text("office"), text("day"))
    return made.save()
