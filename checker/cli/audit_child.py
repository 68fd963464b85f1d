"""The process that runs ``checker audit`` for the page, started by :mod:`checker.web.audits`.

One frame says what to do (:mod:`checker.processes`); frames on how far it has come follow, the last one with how
it ended.  When nobody listens any more, the private folder is removed with all that is in it.
"""

from __future__ import annotations

import os
from contextlib import nullcontext
from shutil import rmtree
from time import monotonic
from typing import Any

from checker.audit.run import Outlook
from checker.cli import stdio
from checker.cli.audit import Progress, Request, audit
from checker.cli.settings import Options
from checker.errors import CheckerError, RosterError
from checker.presentation.wording import failure
from checker.processes.child import Parent
from checker.readers.limits import IN_MIB, MIB, Limits
from checker.web.audits import OUT, REPORTS

_EVERY = 0.25  # seconds between frames
_NICENESS = 5  # whoever types in the page comes first


class _Frames:
    """Tells the server how far the run has come, not more often than anybody can see."""

    def __init__(self, parent: Parent) -> None:
        self.fresh = self.kept = 0
        self._parent = parent
        self._files, self._last = 0, ("", 0.0)

    def total(self, files: int) -> None:
        """Take it that there are so many files in all."""
        self._files = files

    def done(self, *, fresh: bool) -> None:
        """Count one more file."""
        self.fresh += fresh
        self.kept += not fresh
        self.tell("files", self.fresh + self.kept, self._files)

    def ahead(self, _outlook: Outlook) -> None:
        """Take no note of what is left: the page shows what is done."""

    def tell(self, stage: str, done: int, total: int) -> None:
        """Say that of a *stage* so much of *total* is done."""
        last, since = self._last
        if stage != last or monotonic() - since > _EVERY or done == total:
            self._last = stage, monotonic()
            self._parent.say({"stage": stage, "done": done, "total": total})


def main() -> None:
    """Run what is asked for, and say how it went."""
    asked: dict[str, Any] = {}
    parent = Parent(lambda: rmtree(asked["folder"], ignore_errors=True) if asked else None)
    asked |= parent.frame()[0]
    if hasattr(os, "nice"):
        os.nice(_NICENESS)
    lang = asked["lang"]
    limits = Limits(*asked["limits"])._asdict()
    words = tuple(f"{name}={value // MIB if name in IN_MIB else value}" for name, value in limits.items())
    os.chdir(asked["folder"])
    options = Options((REPORTS,), lang, rules=asked["rules"], limit=words, no_config=True, no_cache=True)
    request = Request(OUT, asked["roster"], asked["year"], asked["title"], jobs=max((os.cpu_count() or 1) - 1, 1))
    frames = _Frames(parent)
    try:
        status = audit(options, request, Progress(lambda _: nullcontext(frames), lambda _: nullcontext(frames.tell)))
    except CheckerError as error:
        what, remedy = failure(error, lang)
        faults = [stdio.fault_lines(one, lang) for one in error.problems] if isinstance(error, RosterError) else []
        parent.say({"what": what, "remedy": remedy, "faults": faults})
    else:
        parent.say({"ended": status})
