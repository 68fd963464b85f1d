"""pre-commit itself: it installs the hook, refuses a commit, and lets it pass when it is mended or waived."""

from __future__ import annotations

import datetime
import os
import shutil
import subprocess
import sys

import pytest
import yaml

from checker.cli.init import patterns
from checker.starter import starter_files
from tests.bundles import link_builders
from tests.commands import Done
from tests.gate.runners import bare, small_wheel
from tests.repository.repositories import BAD, GOOD, ROOT, Repository

pytest.importorskip("pre_commit", reason="pre-commit is not installed: the hook was not tried (pip install '.[dev]')")

pytestmark = pytest.mark.timeout(1200)  # the hook is built and installed with all that it needs

PARTS = ["checker", "rules", "packaging", "pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml"]


@pytest.fixture(scope="module")
def home(wheels, tmp_path_factory):
    """The environment in which pre-commit installs and runs, with a folder for what it has installed."""
    if wheels is None:
        pytest.skip("no bundle for this computer, or no package index within reach: pre-commit cannot install the hook")
    kept = tmp_path_factory.mktemp("pre-commit")
    return bare(PRE_COMMIT_HOME=str(kept), PRE_COMMIT_COLOR="never", PYTHONUTF8="1")


@pytest.fixture(scope="module")
def at_hand(home, once, wheels):
    """The same, but what the checker is built with comes from here, and what it needs from *wheels*.

    That pip can bring both is what README's command shows, which installs the checker.
    """
    builders = str(once("builders", link_builders))
    given = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(wheels), "PIP_NO_BUILD_ISOLATION": "0", "PYTHONPATH": builders}
    return home | given


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    """The checker as a repository of hooks, with its commit."""
    made = Repository(tmp_path_factory.mktemp("source") / "checker")
    for part in PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, made.path / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / part, made.path / part)
    return made, made.commit()


class Office(Repository):
    """A repository of reports whose commits run hooks."""

    def __init__(self, path, environment):
        super().__init__(path)
        self.environment = environment

    def run(self, *command):
        done = subprocess.run(
            list(map(str, command)), cwd=self.path, env=self.environment, capture_output=True, check=False
        )
        return Done(done.returncode, done.stdout.decode(), done.stderr.decode())

    def use(self, config):
        """Install the hooks of *config*."""
        (self.path / ".pre-commit-config.yaml").write_text(config, encoding="utf-8")
        self.git("add", ".pre-commit-config.yaml")
        done = self.run(sys.executable, "-m", "pre_commit", "install", "--install-hooks")
        assert done.status == 0, done.out + done.err

    def commit_without_hooks(self, *names, content=GOOD):
        """Commit past the hooks."""
        self.write(*names, content=content)
        self.git("add", "--all")
        self.git("commit", "-q", "--no-verify", "-m", "before")

    def try_to_commit(self, *names, content=GOOD):
        """Commit and let the hooks speak; what they said, with git's status."""
        self.write(*names, content=content)
        self.git("add", "--all")
        done = self.run("git", "commit", "-m", "reports")
        assert "Traceback" not in done.out + done.err
        return Done(done.status, done.out + done.err, "")


@pytest.fixture
def office(tmp_path, at_hand, source):
    made = Office(tmp_path / "文稿 库", at_hand)
    repository, commit = source
    hook = {"id": "fazhi-checker"}
    made.use(yaml.safe_dump({"repos": [{"repo": str(repository.path), "rev": commit, "hooks": [hook]}]}))
    return made


def commits(office):
    return int(office.git("rev-list", "--all", "--count"))


def test_refused_then_mended(office):
    done = office.try_to_commit("reports/某市 某局.txt", content=BAD)
    assert done.status == 1
    assert "✗ 不通过" in done.out
    assert "reports/某市 某局.txt" in done.out
    assert "[part-next-plan]" in done.out
    assert commits(office) == 0
    assert office.try_to_commit("reports/某市 某局.txt").status == 0
    assert commits(office) == 1


def test_refused_then_waived(office):
    (office.path / ".checker.yaml").write_text("waivers: .checker-waivers.yaml\n", encoding="utf-8")
    (office.path / ".checker-waivers.yaml").write_text("[]\n", encoding="utf-8")
    assert office.try_to_commit("reports/a.txt", content=BAD).status == 1
    today = datetime.date.today()
    entries = [
        {
            "rule": rule,
            "path": "reports/a.txt",
            "reason": "下一年安排已单独行文印发",
            "approver": "某市司法局法治督察科",
            "granted": str(today),
            "expires": str(today + datetime.timedelta(days=30)),
        }
        for rule in ("part-next-plan", "part-causes")
    ]
    (office.path / ".checker-waivers.yaml").write_text(yaml.safe_dump(entries, allow_unicode=True), encoding="utf-8")
    done = office.try_to_commit()
    assert done.status == 0, done.out
    assert commits(office) == 1


def test_only_what_is_committed_is_judged(office):
    office.commit_without_hooks("reports/old.txt", content=BAD)
    office.write("reports/draft.txt", content=BAD)
    office.write("reports/new.txt")
    office.git("add", "reports/new.txt")
    assert office.run("git", "commit", "-m", "new").status == 0


def test_what_is_no_report_is_not_judged(office):
    done = office.try_to_commit("README.md", "docs/picture.png", ".github/notes.md", content=BAD)
    assert done.status == 0
    assert "no files to check" in done.out


def test_the_configuration_says_what_is_left_out(office):
    (office.path / ".checker.yaml").write_text("exclude: [drafts/]\n", encoding="utf-8")
    assert office.try_to_commit("drafts/草稿.txt", "reports/a.txt").status == 0
    (office.path / "drafts/草稿.txt").write_bytes(BAD)
    assert office.try_to_commit().status == 0
    assert office.try_to_commit("reports/b.txt", content=BAD).status == 1


@pytest.mark.skipif(os.name == "nt", reason="names of POSIX")
def test_names_of_all_kinds(office):
    names = ["it's.txt", 'say "x".txt', "two\nlines.txt", "$(touch fired).txt", "[1] *.txt"]
    done = office.try_to_commit(*(f"reports/{name}" for name in names), content=BAD)
    assert done.status == 1
    assert "共 5 份" in done.out
    assert not list(office.path.rglob("fired*"))


def test_options_are_passed_on(tmp_path, at_hand, source):
    made = Office(tmp_path / "office", at_hand)
    repository, commit = source
    hook = {"id": "fazhi-checker", "args": ["--fail-on", "advice", "--lang", "en"], "files": "^reports/"}
    made.use(yaml.safe_dump({"repos": [{"repo": str(repository.path), "rev": commit, "hooks": [hook]}]}))
    assert made.try_to_commit("elsewhere/a.txt", content=BAD).status == 0
    done = made.try_to_commit("reports/a.txt")
    assert done.status == 1
    assert "The gate of this run is not met" in done.out


def test_the_file_that_init_writes(tmp_path, home):
    """The package that it names stands in for ours, which the other tests install, and hands on to the checker of here."""
    made = Office(tmp_path / "office", home)
    command = [sys.executable, "-m", "checker"]
    code = f"import os, sys\n\n\ndef main():\n    os.environ['PYTHONPATH'] = {str(ROOT)!r}\n    os.execv({sys.executable!r}, [*{command}, *sys.argv[1:]])\n"
    package = f"told @ {small_wheel(tmp_path, code, 'checker').as_uri()}"
    (file,) = [
        one
        for one in starter_files(("pre-commit",), package, patterns(), "zh")
        if one.path == ".pre-commit-config.yaml"
    ]
    made.use(file.text)
    done = made.try_to_commit("reports/a.txt", content=BAD)
    assert done.status == 1
    assert "年度报告检查" in done.out
    assert made.try_to_commit("reports/a.txt").status == 0
