"""The same file through every command that judges: the same verdict, points and gaps, by the configuration's word."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
import yaml

from checker.audit.store import NAME
from checker.cli import watch
from checker.cli.judging import Judging
from checker.cli.main import run
from checker.render import FILES, RENDERERS

SAMPLES = Path(__file__).parents[2] / "samples"
TEXT = (SAMPLES / "empty-plan.txt").read_text(encoding="utf-8")
CONFIG = {
    "rules": "guangdong",
    "year": 2030,
    "filer": "government",
    "fail_on": "warning",
    "min_score": 99,
    "waivers": "豁免.yaml",
    "overrides": [{"files": ["乡镇/*"], "filer": "township"}],
}
WAIVERS = [
    {
        **{"rule": "part-next-plan", "path": "**", "reason": "另文报送", "approver": "某市司法局"},
        **{"granted": "2026-01-01", "expires": "2026-12-31"},
    }
]
TODAY = ("--today", "2026-02-01")


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """A folder with a configuration and two reports that it has judged differently."""
    for name, content in ((".checker.yaml", CONFIG), ("豁免.yaml", WAIVERS)):
        (tmp_path / name).write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    for name in ("报告.txt", "乡镇/报告.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def outcome(assessment):
    """What must not differ: pack, filer, year, verdict, points, and each gap with its waiver."""
    assert assessment.error is None
    facts, score = assessment.facts, assessment.score
    gaps = {
        (item.rule.id, item.state, item.severity, item.waived is not None)
        for item in assessment.items
        if item.state in ("fail", "partial")
    }
    waived = score.with_waivers
    return (
        *(assessment.pack.id, facts.filer, facts.year, assessment.verdict),
        *(score.points, waived and waived.points, frozenset(gaps)),
    )


@pytest.fixture
def judged(monkeypatch):
    """What each command has judged, path by path, as it comes out of the judging that they share."""
    seen = []
    overlaid = Judging._overlaid

    def noted(self, assessment):
        made = overlaid(self, assessment)
        seen.append((made.path, outcome(made), self.met(made)))
        return made

    monkeypatch.setattr(Judging, "_overlaid", noted)
    return seen


@pytest.mark.parametrize("path", ["报告.txt", "乡镇/报告.txt"])
@pytest.mark.usefixtures("desk")
def test_every_command_judges_alike(judged, monkeypatch, capsys, path):
    calls = {f"check --format {name}": ["check", path, "--format", name] for name in RENDERERS}
    calls |= {f"check --write {name}": ["check", path, "--write", f"{name}=结果.{name}"] for name in FILES}
    calls["annotate"] = ["annotate", path, "-o", "副本.docx"]
    calls["compare"] = ["compare", path, path]
    calls["watch"] = ["watch", path]
    calls["baseline write"] = ["baseline", "write", path, "-o", "基线.json"]
    monkeypatch.setattr(watch, "_saves", lambda _: iter([(1,)]))
    found, statuses = {}, {}
    for name, call in calls.items():
        judged.clear()
        statuses[name] = run([*call, *TODAY])
        found[name] = set(judged)
    capsys.readouterr()
    ((_, expected, met),) = found["check --format json"]
    assert expected[:3] == ("guangdong", "township" if "/" in path else "government", 2030)
    assert not met
    assert any(waived for *_, waived in expected[-1])
    assert {name: got for name, got in found.items() if got != found["check --format json"]} == {}
    assert {name for name, status in statuses.items() if status == 1} == set(calls) - {"compare", "baseline write"}


@pytest.mark.usefixtures("desk")
def test_an_audit_judges_as_check_does(capsys):
    run(["check", ".", "--format", "json", *TODAY])
    checked = {report["path"]: report for report in json.loads(capsys.readouterr().out)["reports"]}
    assert len(checked) == 2
    assert run(["audit", ".", "--out", "结果", "--jobs", "1", *TODAY]) == 1
    with sqlite3.connect(Path("结果") / NAME) as store:
        rows = store.execute("SELECT id, path, kind, year, verdict, points FROM reports").fetchall()
        gaps = {
            path: set(
                store.execute(
                    "SELECT rule, state, waived <> '' AND waived IS NOT NULL FROM items "
                    "WHERE report = ? AND state IN ('fail', 'partial')",
                    (key,),
                )
            )
            for key, path, *_ in rows
        }
    assert {path: tuple(rest) for _, path, *rest in rows} == {
        path: (report["document"]["filer"], report["document"]["year"], report["verdict"], report["score"]["points"])
        for path, report in checked.items()
    }
    assert gaps == {
        path: {
            (item["rule"], item["state"], item["waived"] is not None)
            for item in report["items"]
            if item["state"] in ("fail", "partial")
        }
        for path, report in checked.items()
    }
