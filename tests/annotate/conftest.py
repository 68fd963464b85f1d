"""A report judged and annotated, without the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest

from checker.annotate import CommentOptions, annotate
from checker.engine import judge
from tests.readers.here import read_here

if TYPE_CHECKING:
    from checker.annotate import Annotated
    from checker.engine.model import Assessment

DAY = "2026-03-01"


class Made(NamedTuple):
    """What was read, what came of it, and the annotated document."""

    text: str
    assessment: Assessment
    annotated: Annotated

    @property
    def data(self) -> bytes:
        return self.annotated.data


@pytest.fixture(scope="session")
def annotated(national):
    """Judge a docx by the national pack and annotate it."""

    def annotated(data: bytes, *, date: str = DAY, lang: str = "zh") -> Made:
        document = read_here(data, "report.docx")
        assessment = judge(document, national)
        return Made(document.text, assessment, annotate(assessment, data, document.text, CommentOptions(date, lang)))

    return annotated
