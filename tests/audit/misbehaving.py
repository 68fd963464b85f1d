"""A process that judges, in which words of a report make judging hang, crash, eat memory or fail."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

from checker.audit import worker
from checker.engine.assessor import Assessor

if TYPE_CHECKING:
    from checker.document.model import Document
    from checker.engine.model import Assessment
    from checker.errors import UnreadableError

HANG, CRASH, EAT, STUMBLE = "此处卡住", "此处崩溃", "此处耗尽内存", "此处出错"
_judge = Assessor.judge


def _judge_or_not(self: Assessor, path: str, found: Document | UnreadableError) -> Assessment:
    text = getattr(found, "text", "")
    if HANG in text:
        time.sleep(600)
    if CRASH in text:
        os.abort()
    if EAT in text:
        hoard = []
        while True:
            hoard.append(bytearray(16 * 1024 * 1024))
    if STUMBLE in text:
        raise RuntimeError(path)
    return _judge(self, path, found)


def main() -> None:
    """Judge as the real one does, but for these."""
    Assessor.judge = _judge_or_not  # type: ignore[method-assign]
    worker._SPARE = 0
    worker.main()
