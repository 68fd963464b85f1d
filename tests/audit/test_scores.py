"""What an audit makes of stored scores: caps that do not bite hold all the same once something moves the score."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from checker.audit.deadlines import follow_roster
from checker.audit.finish import _dated
from checker.audit.model import Unit
from checker.audit.store import NAME, Store
from checker.audit.submissions import Submissions
from checker.cli.audit_output import status
from tests.audit import auditing, overviews

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

UNIT = "某市某局"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store with one report, late by the deadline of its pack; 88 points, the caps 89 and 95 do not bite."""
    (tmp_path / "in").mkdir()
    text = auditing.TEXTS[0].rstrip()
    (tmp_path / "in" / "a.txt").write_text(f"{text}\n{UNIT}\n2026年3月20日\n", encoding="utf-8")
    auditing.run(tmp_path / "in", tmp_path / "out")
    with closing(Store(str(tmp_path / "out" / NAME), writable=True)) as opened:
        execute = opened.connection.execute
        execute("UPDATE reports SET uncapped = 88, points = 88, cap = NULL, date = '2026-03-20', year = 2025")
        execute("INSERT INTO matches VALUES ('a.txt', ?, 'issuer', '', 1, 1)", (UNIT,))
        execute("UPDATE items SET state = 'pass', ceiling = NULL, waived = NULL, earned = 0, possible = 0, rank = NULL")
        execute("UPDATE items SET state = 'fail', ceiling = 89, possible = 2 WHERE seq = 0")
        execute("UPDATE items SET state = 'fail', ceiling = 95, possible = 0 WHERE seq = 1")
        execute(
            "UPDATE items SET state = 'fail', outcome = 'late', earned = 0, possible = 9 WHERE seq = "
            "(SELECT seq FROM rules WHERE checked = 'date-window')"
        )
        yield opened


def test_a_report_that_the_roster_has_in_time_stays_below_its_cap(store: Store) -> None:
    scored = "SELECT points, uncapped, grade, cap FROM reports"
    follow_roster(store, [Unit(UNIT, due="2026-03-31")])
    first = store.connection.execute("SELECT rule FROM items WHERE seq = 0").fetchone()[0]
    assert store.connection.execute(scored).fetchone() == (89.0, 97.0, "good", first)
    follow_roster(store, [])
    assert store.connection.execute(scored).fetchone()[:2] == (88.0, 88.0)


def test_a_second_item_on_the_date_starts_from_the_score_that_the_first_left(store: Store) -> None:
    """Both are met by the roster's day: 88 + 9 + 1, and all of it is taken back with the roster."""
    execute = store.connection.execute
    execute("UPDATE rules SET checked = 'date-window' WHERE seq = 2")
    execute("UPDATE items SET state = 'fail', outcome = 'late', earned = 0, possible = 1 WHERE seq = 2")
    before = execute("SELECT * FROM items").fetchall()
    follow_roster(store, [Unit(UNIT, due="2026-03-31")])
    assert execute("SELECT uncapped FROM reports").fetchone() == (98.0,)
    follow_roster(store, [])
    assert execute("SELECT points, uncapped FROM reports").fetchone() == (88.0, 88.0)
    assert execute("SELECT * FROM items").fetchall() == before


def test_the_gate_knows_all_caps(store: Store) -> None:
    """As ``check`` has it: what is waived is met, and sets no cap; the others do."""
    store.connection.execute("UPDATE items SET waived = '{}' WHERE state = 'fail' AND seq = 0")
    assert status(store, "never", 90.0) == 0  # 88 + 2
    assert status(store, "never", 90.5) == 1
    store.connection.execute("UPDATE items SET ceiling = 89 WHERE seq = 1")
    assert status(store, "never", 89.0) == 0
    assert status(store, "never", 89.5) == 1


def test_of_one_text_in_several_formats_the_best_counts() -> None:
    """A Markdown file loses nothing; a pdf may."""
    rules = overviews.requirements()
    entries = [
        overviews.judged(f"a.{ending}", UNIT, rules, "p", format=kind)
        for ending, kind in (("pdf", "pdf"), ("md", "markdown"))
    ]
    found = Submissions([Unit(UNIT)], entries, year=2024, is_same_text=lambda _one, _other: True)
    assert found.roles == {"a.pdf": "rendition", "a.md": "counted"}


def test_a_report_without_a_score_meets_no_minimum(store: Store) -> None:
    store.connection.execute("UPDATE reports SET uncapped = NULL, points = NULL")
    assert [status(store, "never", least) for least in (None, 0)] == [0, 1]


def test_a_day_that_a_year_does_not_have_is_the_last_of_its_month() -> None:
    assert [_dated("--02-29", year) for year in (2025, 2027)] == ["2026-02-28", "2028-02-29"]
