"""The files for people: workbook, page and letters, made from the store."""
# names of files are strings here, as the system and the wire have them:
# ruff: noqa: PTH118

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from checker.audit.overview import overview

if TYPE_CHECKING:
    from checker.audit.conclude import Closing
    from checker.audit.store import Store

WORKBOOK, PAGE, LETTERS = "audit.xlsx", "index.html", "letters"
"""Their names in the folder of an audit."""


def write_all(store: Store, folder: str, closing: Closing) -> list[tuple[str, str]]:
    """Write them to *folder*: what each is, by the last word of its message's key, and where it lies.

    Letters only where there is a roster.  :raises UsageError: ``write-failed``.
    """
    from checker.audit.letters import write_letters
    from checker.audit.page import write_page
    from checker.audit.workbook import write_workbook

    found = overview(store)
    written = []
    path = os.path.join(folder, WORKBOOK)
    write_workbook(found, path, closing.lang)
    written.append(("workbook", path))
    path = os.path.join(folder, PAGE)
    write_page(found, path, closing.lang)
    written.append(("page", path))
    if closing.units:
        path = os.path.join(folder, LETTERS)
        write_letters(found, path, closing.template, closing.lang)
        written.append(("letters", path))
    return written
