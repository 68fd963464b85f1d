"""Results say to which day the law is known, where the year of a report goes beyond it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from checker.document.model import bare_document
from checker.engine.judge import judge
from checker.presentation import build_view
from checker.presentation.items import message

if TYPE_CHECKING:
    from checker.rulebook.model import Pack

TEXT = (Path(__file__).parents[1] / "data" / "report-2026.txt").read_text(encoding="utf-8")


def test_a_year_beyond_the_tables_is_told(national: Pack) -> None:
    heads = {}
    for year in (2024, 2025, 2026, 2027):
        assessed = judge(bare_document(TEXT), national, year=year)
        heads[year] = [build_view(assessed, lang).identity()[-1] for lang in ("zh", "en")]
    day = national.horizon or ""
    year, month, number = (piece.lstrip("0") for piece in day.split("-"))
    for told in (2026, 2027):
        assert f"截至{year}年{month}月{number}日" in heads[told][0]
        assert day in heads[told][1]
    assert all("截至" not in heads[known][0] for known in (2024, 2025))


def test_days_are_written_out_in_chinese(national: Pack) -> None:
    told = {}
    for name in ("乡镇企业法", "蓄滞洪区运用补偿暂行办法"):
        text = f"某镇2026年度法治政府建设情况报告\n一、主要举措和成效\n推进法治政府建设，依据《{name}》办理事项5件。\n"
        assessed = judge(bare_document(text), national, year=2026)
        told[name] = message(next(item for item in assessed.items if item.rule.id == "law-dates"), "zh") or ""
    assert "自2025年12月27日起废止，没有取代它的法律法规" in told["乡镇企业法"]
    assert "自2025年6月23日起废止，由《蓄滞洪区运用补偿办法》取代" in told["蓄滞洪区运用补偿暂行办法"]
