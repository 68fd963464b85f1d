"""The waivers of a run: from where their paths count, and what became of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checker.engine.model import Assessment
from checker.errors import UnreadableError
from checker.waivers import Ledger, Waiver

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

WAIVER = Waiver("signature", "reports/a.txt", None, "已另行用印", "某市司法局", None, "2026-12-31", 1)
TEXT = "某县水利局2024年度法治政府建设情况报告\n2024年，我局推进法治政府建设。现将情况报告如下：\n一、主要举措和成效\n开展检查40次。\n"


def waived(ledger: Ledger, assessment: Assessment) -> list[str]:
    return [item.rule.id for item in ledger.apply(assessment).items if item.waived is not None]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("file", "path", "fits"),
    [
        ("waivers.yaml", "reports/a.txt", True),
        ("config/waivers.yaml", "reports/a.txt", True),  # as the results name it
        ("elsewhere/waivers.yaml", "elsewhere/reports/a.txt", True),  # as seen from the folder of the file
        ("elsewhere/waivers.yaml", "other/reports/a.txt", False),
        ("../waivers.yaml", "reports/a.txt", True),
        ("waivers.yaml", "reports/b.txt", False),
    ],
)
def test_from_where_a_path_counts(file: str, path: str, fits: bool, judged: Callable[..., Assessment]) -> None:
    ledger = Ledger([WAIVER], file, "2026-03-01")
    assert waived(ledger, judged(TEXT)._replace(path=path)) == (["signature"] if fits else [])


def test_a_file_of_waivers_may_be_used_from_anywhere(
    judged: Callable[..., Assessment], here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = Ledger([WAIVER], str(here / "waivers.yaml"), "2026-03-01")
    monkeypatch.chdir("/")
    assert waived(ledger, judged(TEXT)._replace(path=str(here / "reports" / "a.txt"))) == ["signature"]
    assert waived(ledger, judged(TEXT)._replace(path=str(here.parent / "reports" / "a.txt"))) == []


def test_what_became_of_each(judged: Callable[..., Assessment]) -> None:
    waivers = [
        WAIVER,
        WAIVER._replace(path="*.txt", line=2),
        WAIVER._replace(rule="genre", line=3),
        WAIVER._replace(expires="2026-02-28", line=4),
        WAIVER._replace(granted="2026-03-02", line=5),
        WAIVER._replace(path="**", line=6, rule="part-causes"),
    ]
    ledger = Ledger(waivers, "waivers.yaml", "2026-03-01")
    for path in ("reports/a.txt", "reports/b.txt"):
        ledger.apply(judged(TEXT)._replace(path=path))
    ledger.apply(Assessment("reports/c.txt", UnreadableError("empty", path="c.txt")))
    assert [(entry.waiver.line, entry.state, entry.reports, entry.items) for entry in ledger.entries()] == [
        (1, "used", 1, 1),
        (2, "unused", 0, 0),
        (3, "unused", 1, 0),
        (4, "expired", 1, 0),
        (5, "pending", 1, 0),
        (6, "used", 2, 2),
    ]


def test_what_cannot_be_read_stays_so() -> None:
    broken = Assessment("a.txt", UnreadableError("empty", path="a.txt"))
    assert Ledger([WAIVER], "waivers.yaml", "2026-03-01").apply(broken) is broken
