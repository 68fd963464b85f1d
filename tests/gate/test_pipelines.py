"""The action, the workflow of GitHub and the pipeline of GitLab: their forms by schema, their scripts run as a runner does."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from functools import partial
from itertools import product
from pathlib import Path

import pytest
import yaml
from junitparser import JUnitXml

from checker.cli.init import patterns
from checker.i18n import say
from checker.starter import TEMPLATES, starter_files
from tests.bundles import quick_pythons
from tests.gate.runners import Runner, bare, gitlab, shell, small_wheel
from tests.repository.repositories import BAD, GOOD, ROOT, Repository

pytestmark = [
    pytest.mark.timeout(1200),  # the checker is built and installed with all that it needs
    pytest.mark.skipif(os.name == "nt", reason="the runners here are those of POSIX"),
    pytest.mark.skipif(
        shutil.which("bash") is None, reason="bash is not installed: the scripts of pipelines are for it"
    ),
]

ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
DEFAULTS = {name: value["default"] for name, value in ACTION["inputs"].items()}
STEPS = {step["id"]: step for step in ACTION["runs"]["steps"] if "id" in step}
HOSTILE = ["$(touch fired)`touch fired`\"; touch fired; ' ; touch fired '&& touch fired", "--output=fired", "-x"]


def template(name, package="x"):
    (text,) = [file.text for file in starter_files((name,), package, patterns(), "zh") if file.path == TEMPLATES[name]]
    return text


@pytest.mark.parametrize(
    ("schema", "name"), [("github-actions", "action"), ("github-workflows", "github"), ("gitlab-ci", "gitlab")]
)
def test_the_form_is_that_of_the_schema(schema, name, tmp_path):
    pytest.importorskip("check_jsonschema", reason="check-jsonschema is not installed (pip install '.[dev]')")
    path = tmp_path / "pipeline.yml"
    path.write_text((ROOT / "action.yml").read_text("utf-8") if name == "action" else template(name), "utf-8")
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", str(path)]
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode == 0, done.stdout.decode()


@pytest.mark.parametrize("document", [ACTION, yaml.safe_load(template("github"))], ids=["action", "workflow"])
def test_no_expression_stands_in_a_script(document):
    scripts = re.findall(r"'run': (?:'|\")(.*?)(?:'|\")[,}]", str(document))
    assert scripts
    assert [script for script in scripts if "${{" in script] == []


@pytest.fixture(scope="module")
def installed(wheel, wheels, tmp_path_factory):
    """The folder of programs that the install step of the action makes; pre-commit's tests build from the sources."""
    if wheels is None:
        pytest.skip(
            "no bundle for this computer, or no package index within reach: the action cannot install the checker"
        )
    temp = tmp_path_factory.mktemp("runner")
    contexts = {"github": {"action_path": str(wheel)}, "inputs": DEFAULTS}
    there = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(wheels), "PATH": quick_pythons(temp / "programs")}
    ended = Runner(temp, temp, contexts).run(STEPS["install"], **there)
    assert ended.status == 0, ended.log
    return Path(ended.outputs["bin"])


@pytest.fixture
def repository(tmp_path):
    made = Repository(tmp_path / "文稿 库")
    made.commit("reports/未改.txt", content=BAD)
    made.git("checkout", "-q", "-b", "work")
    return made


def check_step(programs, folder, temp, base="", **inputs):
    """Run the check step of the action with *inputs*, for an event."""
    contexts = {
        "github": {"action_path": str(ROOT), "event": {"pull_request": {"base": {"sha": base}}} if base else {}},
        "inputs": DEFAULTS | {name.replace("_", "-"): value for name, value in inputs.items()},
        "steps": {"install": {"outputs": {"bin": str(programs)}}},
    }
    runner = Runner(folder, temp, contexts)
    ended = runner.run(STEPS["check"])
    promised = {name: runner.evaluate(one["value"]) for name, one in ACTION["outputs"].items()}
    return ended._replace(outputs=promised)


@pytest.fixture
def act(installed, repository, tmp_path):
    return partial(check_step, installed, repository.path, tmp_path / "temp")


def test_the_install_step_brings_the_checker_with_its_extra(installed):
    code = "import checker, pypdfium2; print(checker.__file__)"
    done = subprocess.run([installed / "python", "-c", code], env=bare(), cwd="/", capture_output=True, check=True)
    assert b"site-packages" in done.stdout


@pytest.mark.parametrize("extras", HOSTILE)
def test_the_install_step_takes_only_names(tmp_path, extras):
    contexts = {"github": {"action_path": "nowhere"}, "inputs": {"extras": extras}}
    ended = Runner(tmp_path, tmp_path / "temp", contexts).run(STEPS["install"])
    assert ended.status == 2
    assert "::error::extras" in ended.log
    assert sorted(path.name for path in tmp_path.iterdir()) == ["temp"]


def test_python_is_set_up_unless_it_is_there():
    (step,) = [step for step in ACTION["runs"]["steps"] if "uses" in step]
    for version, runs in (("3.12", True), ("", False)):
        runner = Runner(Path(), Path(), {"inputs": {"python-version": version}})
        assert runner.runs(step) is runs
        assert runner.evaluate(step["with"]["python-version"]) == version


def test_a_pull_request_that_adds_a_bad_report(act, repository):
    base = repository.git("rev-parse", "main")
    repository.commit("reports/某市 某局.txt", content=BAD)
    ended = act(base)
    assert ended.status == 1
    assert ended.outputs["status"] == "1"
    assert re.search(r"^::error file=reports/某市 某局.txt,line=26,", ended.log, re.MULTILINE)
    assert "未改" not in ended.log + ended.summary
    assert "part-next-plan" in ended.summary
    result = json.loads(Path(ended.outputs["json"]).read_text("utf-8"))
    assert [report["path"] for report in result["reports"]] == ["reports/某市 某局.txt"]
    sarif = json.loads(Path(ended.outputs["sarif"]).read_text("utf-8"))
    assert {one["ruleId"] for one in sarif["runs"][0]["results"]} >= {"part-next-plan", "part-causes"}
    assert Path(ended.outputs["markdown"]).read_text("utf-8") == ended.summary


def test_a_pull_request_that_changes_no_report(act, repository):
    base = repository.git("rev-parse", "main")
    repository.commit("README.md")
    ended = act(base)
    assert ended.status == 0
    assert "没有改过的报告" in ended.log
    assert json.loads(Path(ended.outputs["sarif"]).read_text("utf-8"))["runs"][0]["results"] == []


def test_without_a_pull_request_all_is_judged_and_on_request(act, repository):
    base = repository.git("rev-parse", "main")
    repository.commit("reports/好.txt")
    assert act().status == 1
    assert act(base).status == 0
    assert act(base, changed_since="-").status == 1
    assert act(base, changed_since="HEAD").status == 0


def test_inputs_reach_the_checker(act, repository):
    repository.commit("报告 一/好.txt", "more/好.txt")
    (repository.path / "ours.yaml").write_text("fail_on: advice\n", encoding="utf-8")
    paths = "报告 一\r\n\n  \nmore/好.txt\n"
    assert act(paths=paths).status == 0
    assert act(paths=paths, config="ours.yaml").status == 1
    assert act(paths=paths, config="ours.yaml", fail_on="error").status == 0
    assert act(paths=paths, min_score="99.5").status == 1
    assert act(paths="reports", fail_on="never").status == 0
    ended = act(paths="reports", rules="county", lang="en")
    assert json.loads(Path(ended.outputs["json"]).read_text("utf-8"))["reports"][0]["pack"]["id"] == "county"
    assert "FAIL" in ended.summary


def test_waivers_open_the_gate(act, repository):
    waivers = "".join(
        f"- {{rule: {rule}, path: '**', reason: 另行印发, approver: 某市司法局, expires: 2099-01-01, granted: 2098-06-01}}\n"
        for rule in ("part-next-plan", "part-causes")
    )
    (repository.path / "w.yaml").write_text(waivers, encoding="utf-8")
    assert act(waivers="w.yaml").status == 1  # they do not hold yet
    today = subprocess.run(["date", "+%F"], capture_output=True, check=True).stdout.decode().strip()
    held = re.sub(r"expires: \S+, granted: [\d-]+", f"expires: {today}, granted: {today}", waivers)
    (repository.path / "w.yaml").write_text(held, encoding="utf-8")
    ended = act(waivers="w.yaml")
    assert ended.status == 0, ended.log
    assert "另行印发" in ended.summary


def test_no_input_is_run(tmp_path):
    """Each is one argument or one variable; a program that writes down what it is given stands for the checker."""
    program = tmp_path / "bin" / "checker"
    program.parent.mkdir()
    program.write_text('#!/bin/sh\nprintf "%s\\0" "$@" "$CHECKER_LANG" >"$0.given"\n', encoding="utf-8")
    program.chmod(0o755)
    workspace = tmp_path / "workspace"
    workspace.mkdir()
    wrong = []
    for name, text in product((name for name in DEFAULTS if name not in ("extras", "python-version")), HOSTILE):
        check_step(program.parent, workspace, tmp_path / "temp", **{name: text})
        given = program.with_suffix(".given").read_text(encoding="utf-8").split("\0")
        if given.count(text if name in ("paths", "lang") else f"--{name}={text}") != 1:
            wrong.append((name, text, given))
    assert wrong == []
    assert not list(tmp_path.rglob("*fired*"))


def test_an_input_that_is_no_value_is_wrong_use(act, repository):
    assert act(paths="--output=fired", rules="-x").status == 2
    assert not list(repository.path.rglob("*fired*"))


def test_what_cannot_be_judged_is_told_and_leaves_no_summary_of_before(act):
    assert act().summary
    ended = act(config="nowhere.yaml")
    assert ended.status == 2
    assert ended.summary == ""
    assert "nowhere.yaml" in ended.log


# The workflow that init writes.


@pytest.fixture
def work(installed, repository, tmp_path):
    """Run the last step of the workflow's job."""

    def work(base=""):
        step = yaml.safe_load(template("github"))["jobs"]["reports"]["steps"][-1]
        event = {"pull_request": {"base": {"sha": base}}} if base else {}
        runner = Runner(repository.path, tmp_path / "temp", {"github": {"event": event}})
        return runner.run(step, PATH=f"{installed}{os.pathsep}{os.environ['PATH']}")

    return work


def test_the_workflow_judges_what_a_pull_request_changes(work, repository):
    base = repository.git("rev-parse", "main")
    repository.commit("reports/好.txt")
    ended = work(base)
    assert ended.status == 0, ended.log
    assert "好.txt" in ended.summary
    repository.commit("reports/坏.txt", content=BAD)
    ended = work(base)
    assert ended.status == 1
    assert "::error file=reports/坏.txt" in ended.log
    assert "未改" not in ended.summary
    assert work().status == 1  # a push: all of them


def test_the_workflow_needs_the_history(work, repository, tmp_path):
    base = repository.git("rev-parse", "main")
    repository.commit("reports/好.txt")
    (job,) = yaml.safe_load(template("github"))["jobs"].values()
    checkout = job["steps"][0]
    assert checkout["uses"].startswith("actions/checkout@")
    assert checkout["with"]["fetch-depth"] == 0
    shallow = repository.clone(tmp_path / "clone", "--depth=1", "--branch=work")
    shutil.rmtree(repository.path)
    shallow.path.rename(repository.path)
    ended = work(base)
    assert ended.status == 2
    assert "fetch-depth: 0" in ended.log


def test_the_workflow_installs_what_it_is_told(installed, tmp_path):
    wheel = small_wheel(tmp_path, "")
    step = yaml.safe_load(template("github", str(wheel)))["jobs"]["reports"]["steps"][2]
    ended = Runner(tmp_path, tmp_path / "temp", {}).run(step, PATH=f"{installed}{os.pathsep}{os.environ['PATH']}")
    assert ended.status == 0, ended.log
    assert shell([installed / "python", "-c", "import told"], tmp_path, bare()).returncode == 0


# The pipeline that init writes.


@pytest.fixture
def pipeline(installed, repository, tmp_path):
    def pipeline(**variables):
        job = yaml.safe_load(template("gitlab"))["reports"]
        path = f"{installed}{os.pathsep}{os.environ['PATH']}"
        given = job["variables"] | {"PATH": path} | variables
        return gitlab(job["script"], repository.path, tmp_path, given)

    return pipeline


def test_the_pipeline_judges_what_a_merge_request_changes(pipeline, repository):
    base = repository.git("rev-parse", "main")
    repository.commit("reports/好.txt")
    ended = pipeline(CI_MERGE_REQUEST_DIFF_BASE_SHA=base)
    assert ended.status == 0, ended.log
    repository.write("reports/坏.txt", content=BAD)
    ended = pipeline(CI_MERGE_REQUEST_DIFF_BASE_SHA=base)
    assert ended.status == 1
    suites = [suite.name for suite in JUnitXml.fromfile(str(repository.path / "checker-junit.xml"))]
    assert suites == ["reports/坏.txt", "reports/好.txt"]
    quality = json.loads((repository.path / "gl-code-quality-report.json").read_text("utf-8"))
    assert {one["location"]["path"] for one in quality} == {f"reports/{name}.txt" for name in ("坏", "好", "未改")}


def test_a_pipeline_for_merged_results_looks_at_the_target_as_it_was_merged(pipeline, repository):
    old = repository.git("rev-parse", "main")
    repository.commit("reports/好.txt")
    repository.git("checkout", "-q", "main")
    new = repository.commit("reports/别人的.txt", content=BAD)
    repository.git("merge", "-q", "--no-edit", "work")
    ended = pipeline(CI_MERGE_REQUEST_DIFF_BASE_SHA=old, CI_MERGE_REQUEST_TARGET_BRANCH_SHA=new)
    assert ended.status == 0, ended.log


def test_a_pipeline_of_the_main_branch_judges_all(pipeline, repository):
    assert pipeline().status == 1
    repository.commit("reports/未改.txt", content=GOOD)
    assert pipeline().status == 0


def test_the_pipeline_keeps_what_the_job_writes():
    job = yaml.safe_load(template("gitlab"))["reports"]
    script = " ".join(job["script"])
    assert job["artifacts"]["when"] == "always"
    assert all(path in script for path in job["artifacts"]["reports"].values())
    assert job["variables"]["GIT_DEPTH"] == "0"


def test_the_pipeline_cannot_be_used_with_a_broken_configuration(pipeline, repository):
    (repository.path / ".checker.yaml").write_text("fail_on: sometimes\n", encoding="utf-8")
    ended = pipeline()
    assert ended.status == 2
    assert say("error", "zh") in ended.log
