"""A made-up city from its ledger to its letters: who is missing, late, twice, alike, and that no letter is wrong."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import pytest

from checker.cli import main
from tests.audit import city

if TYPE_CHECKING:
    from pathlib import Path


class Audited:
    """What came of an audit of the city."""

    def __init__(self, made: city.City, out: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.made, self._out, self._capsys = made, out, capsys

    def ask(self, question: str) -> list[dict[str, Any]]:
        self._capsys.readouterr()
        main.run(["audit", "query", str(self._out), question, "--format", "json"])
        answer: list[dict[str, Any]] = json.loads(self._capsys.readouterr().out or "[]")
        return answer

    def units(self, question: str) -> set[str]:
        return {row["unit"] for row in self.ask(question)}

    def letters(self) -> dict[str, tuple[str, str]]:
        """Why each unit gets a letter, and the words of it."""
        import docx

        listed = (self._out / "letters" / "letters.csv").read_text(encoding="utf-8-sig")
        found = {}
        for unit, file, case, *_ in list(csv.reader(io.StringIO(listed)))[1:]:
            lines = docx.Document(str(self._out / "letters" / file)).paragraphs
            found[unit] = (case, "\n".join(line.text for line in lines))
        return found


@pytest.mark.parametrize(("name", "district"), [("江洲市", "北湖区"), ("永州市", "冷水滩区")])
def test_from_the_ledger_to_the_letters(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, district: str
) -> None:
    made = city.make(tmp_path / "city", 3, name, district)
    out = tmp_path / "out"
    arguments = ["--roster", str(made.roster), "--last-year", str(made.last_year), "--year", "2025"]
    main.run(["audit", str(made.reports), *arguments, "--out", str(out), "--today", "2026-04-10", "--jobs", "1"])
    found = Audited(made, out, capsys)
    assert found.units("missing") == made.missing
    assert found.units("late") == made.late
    assert found.units("twice") == made.twice
    assert {row["path"] for row in found.ask("unreadable")} == made.unreadable
    alike = [row for row in found.ask("similar") if not row["last_year"]]
    assert {frozenset((row["unit"], row["other_unit"])) for row in alike} == made.alike
    assert {row["unit"] for row in alike} <= made.takers
    assert {frozenset((row["unit"], row["other_unit"])) for row in found.ask("near")} == made.near
    counted = {row["report"]: row["unit"] for row in found.ask("ranking")}
    for one in made.sent:
        if one.counts and one.readable:
            assert counted.get(one.path) == one.unit, one.path
    _no_letter_is_wrong(made, found.letters())


def _no_letter_is_wrong(made: city.City, letters: dict[str, tuple[str, str]]) -> None:
    assert set(letters) <= set(made.units)
    assert {unit for unit, (case, _) in letters.items() if case == "未报送"} <= made.missing - made.no_letter
    for unit, (_, words) in letters.items():
        assert "抄" not in words
        assert ("另一个单位的报告相同" in words) == (unit in made.takers - {"市审计局"})
        assert ("与上年报告" in words) == (unit == "市审计局")
        assert ("迟" in words) == (unit in made.late)
