"""The files for people: the same from one process as from two, each on its own, and nothing half written."""

from __future__ import annotations

import shutil
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("xlsxwriter", reason="the extra audit is not installed")
pytest.importorskip("docx", reason="the extra docx is not installed")

from checker.audit import outputs
from checker.audit.finish import FinishOptions, conclude
from checker.audit.outputs import LETTERS, PAGE, WORKBOOK, WrittenFiles, write_all
from checker.audit.store import NAME, Store
from checker.cli import audit_progress
from checker.processes import no_progress
from tests.audit.auditing import reports, run

if TYPE_CHECKING:
    from pathlib import Path

    from checker.processes import ProgressCallback

FILES = 12
CLOSING = FinishOptions(year=2024, made="2026-04-01")


@pytest.fixture(scope="module")
def judged(tmp_path_factory):
    """A folder with the store of an audit that was concluded, and the stages that it told of."""
    folder = tmp_path_factory.mktemp("judged")
    run(reports(folder / "in", FILES), folder / "out")
    heard = []
    with closing(Store(str(folder / "out" / NAME), writable=True)) as store:
        conclude(store, CLOSING, lambda *told: heard.append(told))
    return folder / "out", heard


@pytest.fixture
def beside(monkeypatch):
    """Even a small audit has its workbook written by a process of its own."""
    monkeypatch.setattr(outputs, "_WORTH", 1)


def write(store: Path, folder: Path, jobs: int, told: ProgressCallback = no_progress) -> WrittenFiles:
    folder.mkdir()
    shutil.copy(store / NAME, folder / NAME)
    with closing(Store(str(folder / NAME))) as found:
        return write_all(found, str(folder), CLOSING, jobs, told)


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != NAME
    }


@pytest.mark.usefixtures("beside")
def test_two_processes_write_what_one_does(judged, tmp_path):
    alone, together = write(judged[0], tmp_path / "1", 1), write(judged[0], tmp_path / "2", 2)
    assert [key for key, _ in alone.files] == [key for key, _ in together.files] == ["workbook", "page", "letters"]
    assert contents(tmp_path / "1") == contents(tmp_path / "2")
    assert {WORKBOOK, PAGE} < set(contents(tmp_path / "1"))


@pytest.mark.usefixtures("beside")
def test_the_run_writes_the_workbook_where_the_other_process_dies(judged, tmp_path, monkeypatch):
    monkeypatch.setattr(outputs, "WORKBOOK_CHILD", "checker.audit.no_such_module")
    written = write(judged[0], tmp_path / "out", 2)
    assert not written.failures
    assert WORKBOOK in contents(tmp_path / "out")


@pytest.mark.usefixtures("beside")
@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("name", [WORKBOOK, PAGE, LETTERS])
def test_one_that_cannot_be_written_stops_no_other(judged, tmp_path, jobs, name):
    out = tmp_path / "out"
    (out / name / "something").mkdir(parents=True)
    shutil.copy(judged[0] / NAME, out / NAME)
    with closing(Store(str(out / NAME))) as store:
        written = write_all(store, str(out), CLOSING, jobs)
    (failure,) = written.failures
    assert str(failure.values["path"]) == str(out / name)
    assert len(written.files) == 2


@pytest.mark.usefixtures("beside")
def test_an_interrupt_leaves_nothing_half_written(judged, tmp_path):
    def interrupted(stage: str, _done: int, _total: int) -> None:
        if stage == "page":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write(judged[0], tmp_path / "out", 2, interrupted)
    assert set(contents(tmp_path / "out")) <= {WORKBOOK}  # which may have been done by then
    assert {path.name for path in (tmp_path / "out").iterdir()} <= {NAME, WORKBOOK}


def test_every_stage_is_told_to_its_end(judged, tmp_path):
    heard = list(judged[1])
    write(judged[0], tmp_path / "out", 1, lambda *told: heard.append(told))
    ends = {stage: (done, total) for stage, done, total in heard}
    assert list(ends) == ["texts", "sketches", "alike", "passages", "tally", "page", "letters", "workbook"]
    assert 0 < ends["texts"][0] <= FILES  # those of the year alone
    for stage in ("sketches", "alike"):
        assert ends[stage] == (ends["texts"][0],) * 2
    for stage in ("tally", "letters", "workbook"):
        assert ends[stage] == (FILES, FILES)


def test_stages_are_told_in_lines_where_there_is_no_terminal(monkeypatch, capsys):
    monkeypatch.setattr(audit_progress, "_FIRST", -1)
    with audit_progress.following("zh") as told:
        told("alike", 3, 12)
        told("letters", 1, 12)
        told("texts", 7, 0)
    assert capsys.readouterr().err == "比较雷同：3/12\n"
    monkeypatch.setattr(audit_progress, "_EVERY", -1)
    with audit_progress.following("en") as told:
        told("letters", 1, 12)
        told("texts", 7, 0)
    assert capsys.readouterr().err == "Writing letters: 1/12\nReading texts: 7\n"
