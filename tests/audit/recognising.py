"""A process that judges and misbehaves, in which recognition is a table: each picture has one text, by its size."""

from __future__ import annotations

from typing import Any

from checker.readers import ocr
from checker.readers.layout.model import Page, TextPiece
from checker.readers.ocr import Recognised
from tests.audit import misbehaving


def _recognise(image: Any, number: int, scale: float) -> Recognised:
    high, wide = image.shape[:2]
    text = f"某市2025年法治政府建设年度报告{high}，联系人身份证号11010519491231002X。"
    pieces = (TextPiece(text, 10.1, wide / scale, 20.3, 30.7, 10.0),)
    return Recognised(Page(number, wide / scale, high / scale, pieces, recognised=True), 0)


def main() -> None:
    """Judge as the real one does, but for these."""
    ocr.recognise, ocr.is_installed = _recognise, lambda: True
    misbehaving.main()
