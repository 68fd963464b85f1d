"""The files for people: workbook, page and letters, made from the store."""
# names of files are strings here, as the command line has them:
# ruff: noqa: PTH118

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from checker.audit.overview import overview
from checker.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from checker.audit.conclude import Closing
    from checker.audit.store import Store

WORKBOOK, PAGE, LETTERS = "audit.xlsx", "index.html", "letters"
"""Their names in the folder of an audit."""


class Written(NamedTuple):
    """What was written: the last word of its message's key, and where it lies; and what could not be, with why."""

    files: list[tuple[str, str]]
    failures: list[UsageError]


def write_all(store: Store, folder: str, closing: Closing) -> Written:
    """Write them to *folder*; one that cannot be written (somebody has it open, or has changed it) stops no other."""
    from checker.audit.letters import write_letters
    from checker.audit.page import write_page
    from checker.audit.tally import tally
    from checker.audit.workbook import write_workbook

    found, lang = overview(store), closing.lang
    counted = tally(found)
    written = Written([], [])
    writers: dict[str, tuple[str, Callable[[str], object]]] = {
        "workbook": (WORKBOOK, lambda path: write_workbook(found, path, lang, counted=counted)),
        "page": (PAGE, lambda path: write_page(found, path, lang, counted=counted)),
        "letters": (LETTERS, lambda path: write_letters(found, path, closing.template, lang, counted=counted)),
    }
    for key, (name, write) in writers.items():
        path = os.path.join(folder, name)
        try:
            write(path)
        except UsageError as failure:
            written.failures.append(failure)
        else:
            written.files.append((key, path))
    return written
