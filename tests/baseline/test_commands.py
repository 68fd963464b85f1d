"""``checker baseline``: a repository full of old reports adopts the gate, and only new gaps fail it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from checker.cli.main import run

if TYPE_CHECKING:
    from collections.abc import Callable

SAMPLES = Path(__file__).parents[2] / "samples"
FILE = ".checker-baseline.json"
OLD = "causes-promised.txt"


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(SAMPLES, tmp_path / "reports", ignore=shutil.ignore_patterns("*.md", "openness"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CHECKER_LANG", raising=False)
    (tmp_path / ".checker.yaml").write_text(f"baseline: {FILE}\ncache: false\n", encoding="utf-8")
    assert run(["baseline", "write"]) == 0
    return tmp_path


@pytest.fixture
def result(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, dict[str, Any]]]:
    def result(*args: str) -> tuple[int, dict[str, Any]]:
        capsys.readouterr()
        status = run(["check", "--format", "json", *args])
        return status, json.loads(capsys.readouterr().out)

    return result


def edit(path: Path, change: Callable[[str], str]) -> None:
    text = path.read_text(encoding="utf-8-sig")
    changed = change(text)
    assert changed != text
    path.write_text(changed, encoding="utf-8")


def known(repository: Path) -> list[dict[str, Any]]:
    gaps: list[dict[str, Any]] = json.loads((repository / FILE).read_bytes())["gaps"]
    return gaps


def test_old_gaps_do_not_fail_and_are_listed(
    repository: Path, result: Callable[..., tuple[int, dict[str, Any]]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["check", "--no-config", "reports", "--quiet"]) == 1
    assert run(["check", "--quiet"]) == 0
    out = capsys.readouterr().out
    assert "没有新问题" in out
    status, document = result()
    gaps = [item for report in document["reports"] for item in report["items"] if item["state"] in ("fail", "partial")]
    assert status == 0
    assert all(item["baseline"] is True for item in gaps)
    assert document["baseline"] == {"file": FILE, "old": len(gaps), "new": 0, "gone": []}
    assert document["summary"]["failed"] == 4  # the reports are what they are
    assert len(known(repository)) == len(gaps) > 30


def test_lines_that_move_change_nothing(repository: Path, result: Callable[..., tuple[int, dict[str, Any]]]) -> None:
    edit(repository / "reports" / OLD, lambda text: "\n\n" + text.replace("\n", "\n\n").replace("，", ", "))
    status, document = result()
    assert (status, document["baseline"]["new"]) == (0, 0)


def test_a_new_gap_fails_and_only_that_one(repository: Path, result: Callable[..., tuple[int, dict[str, Any]]]) -> None:
    edit(repository / "reports" / "most-complete.txt", lambda text: text + "\n联系人手机：13800138000\n")
    status, document = result()
    new = [item["rule"] for report in document["reports"] for item in report["items"] if item["baseline"] is False]
    assert status == 1
    assert new == ["privacy-phone"]
    assert document["gate"]["met"] is False


def test_what_nobody_can_waive_is_not_written_down(repository: Path) -> None:
    edit(repository / "reports" / "most-complete.txt", lambda text: text + "\n联系人手机：13800138000\n")
    assert run(["baseline", "write"]) == 0
    assert not [gap for gap in known(repository) if gap["rule"].startswith("privacy")]
    assert run(["check", "--quiet"]) == 1


def test_nothing_is_hidden_in_another_file(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = repository / "reports" / OLD
    old.rename(old.with_name("renamed.txt"))
    assert run(["check", "--quiet"]) == 1
    assert "没有新问题" in capsys.readouterr().out


def test_it_is_used_from_any_folder(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository / "reports")
    assert run(["check", "--quiet"]) == 0
    assert run(["check", "--quiet", OLD]) == 0


def test_writing_again_gives_the_same_bytes(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = (repository / FILE).read_bytes()
    monkeypatch.chdir(repository / "reports")
    assert run(["baseline", "write"]) == 0
    assert (repository / FILE).read_bytes() == first
    monkeypatch.chdir(repository)
    assert run(["baseline", "write", f"reports/{OLD}"]) == 0  # what is known of the others stays
    assert (repository / FILE).read_bytes() == first


def test_what_is_mended_is_told_and_can_be_taken_out(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = known(repository)
    shutil.copy(SAMPLES / "most-complete.txt", repository / "reports" / OLD)
    assert run(["check", "--quiet"]) == 0
    assert f"reports/{OLD} [part-causes]" in capsys.readouterr().err
    assert run(["baseline", "prune", "reports/most-complete.txt"]) == 0  # another report says nothing of this one
    assert known(repository) == before
    assert run(["baseline", "prune"]) == 0
    after = known(repository)
    assert 0 < len(after) < len(before)
    assert all(gap in before for gap in after)
    shutil.copy(SAMPLES / OLD, repository / "reports" / OLD)
    assert run(["check", "--quiet"]) == 1


def test_a_report_that_is_gone_is_told_and_taken_out(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (repository / "reports" / OLD).unlink()
    assert run(["check", "--quiet", "reports/most-complete.txt"]) == 0
    assert f"reports/{OLD} [" in capsys.readouterr().err
    assert run(["baseline", "prune"]) == 0
    assert not [gap for gap in known(repository) if gap["path"] == f"reports/{OLD}"]


def test_a_file_that_cannot_be_read_keeps_what_is_known(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (repository / FILE).read_bytes()
    (repository / "reports" / OLD).write_bytes(b"")
    for command in ("write", "prune"):
        assert run(["baseline", command]) == 2
        assert OLD in capsys.readouterr().err
        assert (repository / FILE).read_bytes() == before


def test_what_is_waived_is_not_written_down(repository: Path) -> None:
    waivers = "- {rule: part-causes, path: '**', reason: 甲, approver: 乙, expires: 2026-12-31}"
    (repository / "w.yaml").write_text(waivers, encoding="utf-8")
    assert run(["baseline", "write", "--waivers", "w.yaml", "--today", "2026-03-01"]) == 0
    assert "part-causes" not in [gap["rule"] for gap in known(repository)]


@pytest.mark.parametrize("broken", ["", "{", '{"schema": "other", "gaps": []}'])
def test_a_broken_baseline_stops_everything(broken: str, repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (repository / FILE).write_text(broken, encoding="utf-8")
    for args in (["check"], ["baseline", "write"], ["baseline", "prune"], ["baseline", "show"]):
        assert run(args) == 2
        captured = capsys.readouterr()
        assert captured.out == ""
        assert "没有检查报告" in captured.err
    assert run(["baseline", "lint"]) == 2
    assert f"{FILE}:1:" in capsys.readouterr().out
    assert (repository / FILE).read_text(encoding="utf-8") == broken


def test_a_baseline_that_is_not_there(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (repository / FILE).unlink()
    for args in (["check"], ["baseline", "prune"], ["baseline", "lint"], ["baseline", "show"]):
        assert run(args) == 2
        assert "checker baseline write" in capsys.readouterr().err


def test_a_rule_that_nobody_can_waive_put_there_by_hand(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(repository / FILE, lambda text: text.replace('"rule": "part-causes"', '"rule": "privacy-phone"', 1))
    assert run(["baseline", "lint"]) == 2
    assert "privacy-phone" in capsys.readouterr().out


def test_looking_at_it(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run(["baseline", "show"]) == 0
    assert f"reports/{OLD}\n" in capsys.readouterr().out
    assert run(["baseline", "show", "--format", "json"]) == 0
    assert capsys.readouterr().out == (repository / FILE).read_text(encoding="utf-8")
    assert run(["baseline", "lint", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"ok": True, "problems": []}


def test_standard_input_is_no_file(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["baseline", "write", "-"]) == 2
    assert "标准输入" in capsys.readouterr().err
    assert known(repository)


def test_without_a_configuration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["baseline", "write", str(SAMPLES), "-o", "known.json"]) == 0
    assert "baseline: known.json" in capsys.readouterr().out
    assert run(["check", str(SAMPLES), "--baseline", "known.json", "--quiet"]) == 0
    assert run(["check", str(SAMPLES / OLD), "--quiet"]) == 1
