"""What the servers of code hosts do with a pipeline, as far as ours need it: expressions, environment, scripts, files."""

from __future__ import annotations

import re
import subprocess
import zipfile
from typing import TYPE_CHECKING, Any, NamedTuple

from tests.repository.repositories import environment

if TYPE_CHECKING:
    from pathlib import Path

_EXPRESSION = re.compile(r"\$\{\{ (.*?) \}\}")
_SHELL = ["bash", "--noprofile", "--norc", "-eo", "pipefail"]


class Ended(NamedTuple):
    """A script's exit status and log, and what it left in the files of the runner."""

    status: int
    log: str
    outputs: dict[str, str]
    summary: str


def bare(**more: str) -> dict[str, str]:
    """An environment in which no checker can be imported from here.

    pip leaves bytecode to the first run (a 0, for its variable means the opposite of its option), and the matcher is not
    compiled: each installation would take the time of a compiler.
    """
    kept = {name: value for name, value in environment(**more).items() if name != "PYTHONPATH"}
    return kept | {"PIP_NO_COMPILE": "0", "PIP_DISABLE_PIP_VERSION_CHECK": "1", "CHECKER_MATCHER": "python"}


class Runner:
    """Runs steps as a runner of GitHub Actions does: of an action, or of a job."""

    def __init__(self, workspace: Path, temp: Path, contexts: dict[str, Any]) -> None:
        self.workspace, self.temp = workspace, temp
        self.contexts: dict[str, Any] = {"steps": {}, **contexts}
        temp.mkdir(exist_ok=True)

    def evaluate(self, text: str) -> str:
        """*text* with its expressions replaced: names with dots, ``||`` between them."""
        return _EXPRESSION.sub(lambda found: self._value(found[1]), str(text))

    def _value(self, expression: str) -> str:
        for way in expression.split(" || "):
            value: Any = self.contexts
            for name in way.split("."):
                value = value.get(name, "") if isinstance(value, dict) else ""
            if value:
                return str(value)
        return ""

    def runs(self, step: dict[str, Any]) -> bool:
        """Whether the condition of *step* holds: none, or that a value is not empty."""
        if "if" not in step:
            return True
        (name,) = re.fullmatch(r"(\S+) != ''", step["if"]).groups()
        return self._value(name) != ""

    def run(self, step: dict[str, Any], **more: str) -> Ended:
        """Run the script of *step*; its text is taken as it is, so an expression in it would be an injection."""
        assert "${{" not in step["run"]
        script, outputs, summary = (self.temp / name for name in ("script.sh", "outputs", "summary"))
        script.write_text(step["run"], encoding="utf-8")
        outputs.write_text("", encoding="utf-8")
        summary.write_text("", encoding="utf-8")
        given = {name: self.evaluate(value) for name, value in step.get("env", {}).items()}
        files = {"GITHUB_OUTPUT": str(outputs), "GITHUB_STEP_SUMMARY": str(summary), "RUNNER_TEMP": str(self.temp)}
        done = shell([*_SHELL, str(script)], self.workspace, bare(**given, **files, **more))
        found = dict(line.split("=", 1) for line in outputs.read_text(encoding="utf-8").splitlines())
        if "id" in step:
            self.contexts["steps"][step["id"]] = {"outputs": found}
        return Ended(done.returncode, done.stdout, found, summary.read_text(encoding="utf-8"))


def gitlab(lines: list[str], folder: Path, temp: Path, variables: dict[str, str]) -> Ended:
    """Run the lines of a job as GitLab's runner does: one script in bash, which ends with the first that fails."""
    script = temp / "script.sh"
    script.write_text("\n".join(lines), encoding="utf-8")
    done = shell([*_SHELL, str(script)], folder, bare(**variables))
    return Ended(done.returncode, done.stdout, {}, "")


def shell(command: list[str], folder: Path, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=folder,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        check=False,
        encoding="utf-8",
    )


def small_wheel(folder: Path, code: str, command: str = "") -> Path:
    """A package that needs no other and is installed at once: the module ``told`` with *code*, its ``main`` as a *command*."""
    wheel = folder / "told-1.0-py3-none-any.whl"
    about = {"METADATA": "Metadata-Version: 2.1\nName: told\nVersion: 1.0\n", "RECORD": ""}
    about["WHEEL"] = "Wheel-Version: 1.0\nGenerator: here\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    if command:
        about["entry_points.txt"] = f"[console_scripts]\n{command} = told:main\n"
    with zipfile.ZipFile(wheel, "w") as package:
        package.writestr("told.py", code)
        for name, text in about.items():
            package.writestr(f"told-1.0.dist-info/{name}", text)
    return wheel
