"""The language of a run, known before anything else is: help and wrong use are told in it as well."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from checker.i18n import LANGUAGES

OPTION = "--lang"
VARIABLE = "CHECKER_LANG"


def language(args: Sequence[str], environ: Mapping[str, str]) -> str:
    """The language that the command line names, else the environment (``en`` or ``en_GB.UTF-8``), else Chinese."""
    chosen = environ.get(VARIABLE, "")[:2].lower()
    for at, word in enumerate(args):
        if word == "--":
            break
        name, equals, value = word.partition("=")
        if name == OPTION:
            wanted = value if equals else "".join(args[at + 1 : at + 2])
            chosen = wanted if wanted in LANGUAGES else chosen
    return chosen if chosen in LANGUAGES else LANGUAGES[0]
