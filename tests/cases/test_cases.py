"""Small inputs, each with what must come out of it: ``cases.yaml`` lists them, with why.

A case names a ``file`` that is checked, or a command to ``run`` in a folder that holds copies of ``files`` (a name that
ends in ``/`` stands for what the folder holds).  All that its ``expect`` names must hold: ``exit`` (one of these
statuses), ``state``, ``verdict``, fields of the ``document`` (a value, or ``not``, ``in``, ``startswith``, ``contains``),
``states`` and ``reasons`` of rules, ``one_of`` some states, a ``gap_in`` some groups, ``min_points``, ``max_points``,
``sections`` of level 1, a ``warning`` or none, the ``same_as`` another file, words that the ``text_contains``, the
``reason`` of what is unreadable, words of the ``output``, files ``unchanged``, what an ``audit`` found; or ``either`` of
several such lists.  White space does not count where words are looked for.
"""

from __future__ import annotations

import json
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from checker.cli.main import run
from checker.engine.assessor import Assessor
from checker.render import RenderOptions, create
from tests.tables import from_yaml

HERE = Path(__file__).parent
FILES = HERE / "files"
CASES = from_yaml(HERE / "cases.yaml")
KINDS = sorted({case["kind"] for case in CASES})
QUESTIONS = ("summary", "missing", "ranking", "unreadable")
Found = dict[str, Any]


@cache
def judged(name: str) -> Found:
    """The report of a file, as JSON has it, and the text that was read."""
    assessment = Assessor().read(str(FILES / name))
    text = assessment.document.text if assessment.document is not None else ""
    renderer = create("json", RenderOptions())
    written = renderer.add(assessment, met=True) + renderer.end()
    return json.loads(written)["reports"][0] | {"text": text}


def faults(case: Mapping[str, Any], capsys: pytest.CaptureFixture[str], folder: Path) -> Iterator[str]:
    """Yield what does not hold of a case."""
    expect = case["expect"]
    if "file" in case and "exit" not in expect:
        yield from wrong(expect, {"report": judged(case["file"])})
    else:
        yield from wrong(expect, ran(case, capsys, folder))


def ran(case: Mapping[str, Any], capsys: pytest.CaptureFixture[str], folder: Path) -> Found:
    """What a command gave in a folder of its own."""
    folder.mkdir()
    for name in case.get("files", [case.get("file")]):
        if name.endswith("/"):
            shutil.copytree(FILES / name, folder, dirs_exist_ok=True)
        else:
            shutil.copy(FILES / name, folder)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    words = [case.get("run", "check"), *([case["file"]] if "file" in case else []), *map(str, case.get("options", []))]
    status, output = (
        in_a_child(words, folder, case["interrupt"]) if "interrupt" in case else here(words, folder, capsys)
    )
    found: Found = {"exit": status, "output": output}
    found["changed"] = {
        path.relative_to(folder).as_posix()
        for path, content in before.items()
        if not path.is_file() or path.read_bytes() != content
    }
    try:
        found["report"] = json.loads(output)["reports"][0]
    except (ValueError, KeyError, IndexError, TypeError):
        found["report"] = None
    if case.get("run") == "audit":
        found["audit"] = {
            asked: json.loads(here(["audit", "query", "out", asked, "--format", "json"], folder, capsys)[1] or "[]")
            for asked in QUESTIONS
            if (folder / "out").exists()
        }
    return found


def here(words: list[str], folder: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """Status and output of a command in this process."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("CHECKER_CACHE", str(folder.parents[1] / "cache"))  # of all cases: packs are built once
        status = run(words)
        printed = capsys.readouterr()
    return status, printed.out or printed.err


def in_a_child(words: list[str], folder: Path, seconds: float) -> tuple[int, str]:
    """The same of one that is interrupted after *seconds* if it has not ended."""
    command = [sys.executable, "-m", "checker", *words]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        try:
            output, _ = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGINT)
            output, _ = process.communicate(timeout=30)
    return process.returncode, output


def bare(text: str | None) -> str:
    return re.sub(r"\s+", "", text or "")


def any_in(words: list[str], text: str) -> bool:
    return any(bare(word) in bare(text) for word in words)


def fits(want: Any, value: Any) -> bool:
    if not isinstance(want, dict):
        return bool(value == want)
    text = value or ""
    tests: dict[str, Callable[[Any], bool]] = {
        "not": lambda wanted: value != wanted,
        "in": lambda wanted: value in wanted,
        "startswith": lambda wanted: text.startswith(tuple([wanted] if isinstance(wanted, str) else wanted)),
        "contains": lambda wanted: wanted in text,
    }
    return all(tests[how](wanted) for how, wanted in want.items())


def wrong(expect: Mapping[str, Any], found: Found) -> list[str]:
    """What does not hold, in words."""
    report = found.get("report")
    items = {item["rule"]: item for item in (report or {}).get("items") or ()}
    checks: dict[str, Callable[[Any], bool]] = {
        "exit": lambda want: found["exit"] in want,
        "output": lambda want: any_in(want, found["output"]),
        "unchanged": lambda want: not set(want) & found["changed"],
        "audit": lambda want: not wrong_audit(want, found["audit"]),
        "either": lambda want: any(not wrong(one, found) for one in want),
        "state": lambda want: report["state"] == want,
        "reason": lambda want: any_in(want, f"{report['reason']}{(report['error'] or {}).get('remedy')}"),
        "verdict": lambda want: report["verdict"] == want,
        "document": lambda want: all(fits(one, report["document"][field]) for field, one in want.items()),
        "states": lambda want: all(items[rule]["state"] in states for rule, states in want.items()),
        "reasons": lambda want: all(reason_fits(one, items[rule]["reason"]) for rule, one in want.items()),
        "one_of": lambda want: any(items[rule]["state"] in states for rule, states in want.items()),
        "gap_in": lambda want: any(item["group"] in want for item in items.values() if missed(item)),
        "min_points": lambda want: report["score"]["points"] >= want,
        "max_points": lambda want: report["score"] is None or report["score"]["points"] <= want,
        "sections": lambda want: sections_fit(
            want, [one["heading"] for one in report["sections"] if one["level"] == 1]
        ),
        "warning": lambda want: want == warned(report["document"]["extraction"]),
        "same_as": lambda want: outcome(report) == outcome(judged(want)),
        "text_contains": lambda want: all(bare(word) in bare(report["text"]) for word in want),
    }
    needs_items = set(expect) & {"states", "reasons", "one_of", "gap_in"}
    bad = []
    for key, want in expect.items():
        readable = report is not None and (report["items"] is not None or key in ("state", "reason"))
        judges = key not in ("exit", "output", "unchanged", "audit", "either")
        if (judges and not readable) or not checks[key](want):
            seen = {rule: (one["state"], one["reason"]) for rule, one in items.items() if missed(one)}
            bad.append(f"{key}: {want}" + (f", got {seen}" if key in needs_items else ""))
    return bad


def wrong_audit(want: Mapping[str, Any], answers: Mapping[str, list[dict[str, Any]]]) -> list[str]:
    summary = {row["item"]: row["value"] for row in answers.get("summary", [])}
    unreadable, ranking = answers.get("unreadable", []), answers.get("ranking", [])
    paths = [row["report"] for row in ranking] + [row["path"] for row in unreadable]
    told = "".join(f"{row['reason']}{row.get('remedy')}" for row in unreadable)
    holds = {
        "submitted": lambda one: summary.get("filed") == one,
        "missing": lambda one: sorted(row["unit"] for row in answers.get("missing", [])) == sorted(one),
        "units": lambda one: set(one) <= {row["unit"] for row in ranking},
        "reports": lambda one: all(any(part in path for path in paths) for part in one),
        "unreadable": lambda one: all(any(part in row["path"] for row in unreadable) for part in one),
        "reason": lambda one: any_in(one, told),
    }
    return [key for key, one in want.items() if not holds[key](one)]


def missed(item: Mapping[str, Any]) -> bool:
    return item["state"] in ("fail", "partial")


def reason_fits(want: Mapping[str, list[str]], reason: str | None) -> bool:
    return reason in want.get("any", [reason]) and reason not in want.get("not", [])


def sections_fit(want: Mapping[str, Any], headings: list[str]) -> bool:
    return len(headings) == want.get("count", len(headings)) and all(
        any(part in heading for heading in headings) for part in want.get("contains", [])
    )


def warned(extraction: Mapping[str, Any] | None) -> bool:
    return bool(extraction and (extraction["doubtful"] or extraction["warnings"]))


def outcome(report: Found) -> Any:
    fields = ("issuer", "filer", "year", "date")
    gaps = {item["rule"]: item["state"] for item in report["items"] if missed(item)}
    points = report["score"]["points"] if report["score"] else None
    return report["verdict"], points, gaps, [report["document"][field] for field in fields]


@pytest.mark.parametrize("kind", KINDS)
def test_cases(kind: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    offenders = {
        case["id"]: bad
        for case in CASES
        if case["kind"] == kind and (bad := list(faults(case, capsys, tmp_path / case["id"])))
    }
    assert offenders == {}
