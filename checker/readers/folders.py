"""What is in a folder, in a fixed order, and which names may be those of reports."""
# pathlib would be a quarter of the start-up:
# ruff: noqa: PTH118

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence

CONVERTED = (".doc", ".dot", ".wps", ".wpt", ".rtf", ".odt", ".ott")
"""Names of files that LibreOffice most likely has to convert."""

HEAVY = (".docx", ".docm", ".dotx", *CONVERTED, ".ofd", ".pdf")
"""Names of reports that are no text: taking one out takes longer than judging it."""

SUFFIXES = (".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".shtml", *HEAVY)
"""What a walk takes for a report; a file that is named itself is read whatever its suffix."""

PICTURES = (".png", ".jpg", ".jpeg", ".tif", ".tiff")
"""Pictures of pages, which are read only where they are named: most pictures in a folder are none."""

DOCUMENTS = (".zip", ".rar", ".7z", ".eml", ".msg", ".mht", ".mhtml")
"""What may well be a report or hold one, though no reader takes it: a walk passes it over, but not silently."""

UNREAD = (*PICTURES, ".bmp", ".gif", ".webp", ".heic", ".rar", ".7z", ".zip", ".tar", ".gz")
"""Files that are not looked at and may be a report all the same: its picture, or packed."""

CARRIERS = ("winmail.dat",)
"""Names of what a mail program makes of attachments: it holds them."""

PAPERS = ("readme", "changelog", "license", "contributing")
"""What a repository tells of itself: no report, whatever its suffix."""


def may_be_report(path: str) -> bool:
    """Return whether a file of this name is taken for a report where nobody named it.

    A Chinese name that has lost its suffix is one too: its content tells the format.
    """
    name = path.replace(os.sep, "/").rpartition("/")[2].lower()
    return (name.endswith(SUFFIXES) or _lost_suffix(name)) and name.partition(".")[0] not in PAPERS


def _lost_suffix(name: str) -> bool:
    suffix = os.path.splitext(name)[1]  # noqa: PTH122
    return not name.isascii() and (len(suffix) < len(".x") or not suffix.isascii())


def files_below(folder: str) -> Iterator[str]:
    """Yield the files below *folder*.

    Passed over are hidden ones, pipes and devices, and a folder that links lead back to.
    """
    seen: set[str] = set()
    for parent, folders, names in os.walk(folder, followlinks=True):
        real = os.path.realpath(parent)
        if real in seen:
            folders.clear()
            continue
        seen.add(real)
        folders[:] = sorted(_without_hidden(folders))
        for name in sorted(_without_hidden(names)):
            path = os.path.join(parent, name)
            if not _is_no_file(path):
                yield path


def _is_no_file(path: str) -> bool:
    """Return whether a pipe, a socket or a device lies at *path*: whoever opened it might wait for ever."""
    try:
        mode = os.stat(path).st_mode  # noqa: PTH116
    except OSError:
        return False  # whoever opens it says why it cannot be read
    return not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)


def _without_hidden(names: Sequence[str]) -> list[str]:
    """Return *names* without hidden ones and the locks that Word leaves beside an open file (``~$…``)."""
    return [name for name in names if not name.startswith((".", "~$"))]
