"""``--changed-since``: what counts as changed, in repositories made here, and what is told where git cannot say."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from contextlib import chdir
from pathlib import Path

import jsonschema
import pytest

from checker import render
from checker.cli.inputs import listed
from checker.render import RENDERERS
from tests.repository.repositories import BAD, GOOD, Repository, environment

POSIX = pytest.mark.skipif(os.name == "nt", reason="names and links of POSIX")
NAMES = ["局 年度/报告 一.txt", "it's.txt", "a'b c.txt", "-x.txt", "[2025].txt", "*.md"]
ODD = ['"quoted".txt', "two\nlines.txt", "tab\there.txt", "back\\slash.txt", "HEAD", "\u202ertl.txt"]


@pytest.fixture
def repository(tmp_path):
    """Three reports on ``main``, and a branch ``work`` that is checked out."""
    made = Repository(tmp_path / "库 1")
    made.commit("reports/a.txt", "reports/b.txt", "reports/c.txt")
    made.git("checkout", "-q", "-b", "work")
    return made


def test_only_what_changed_is_judged(repository):
    repository.commit("reports/b.txt", content=BAD)
    done = repository.since("main")
    assert done.paths == ["reports/b.txt"]
    assert done.status == 1


def test_what_counts(repository):
    repository.commit("reports/committed.txt")
    repository.write("reports/a.txt", content=BAD)  # modified
    repository.git("mv", "reports/b.txt", "reports/renamed.txt")  # in the index
    repository.git("rm", "-q", "reports/c.txt")
    repository.write("reports/new.txt", "reports/staged.txt", "reports/ignored.txt")
    repository.git("add", "reports/staged.txt")
    repository.write(".gitignore", content=b"ignored.txt\n")
    expected = ["a", "committed", "new", "renamed", "staged"]
    assert repository.since("main").paths == [f"reports/{name}.txt" for name in expected]


def test_a_file_that_was_moved_without_a_change_is_judged_under_its_new_name(repository):
    repository.git("mv", "reports/a.txt", "reports/z.txt")
    repository.commit()
    assert repository.since("main").paths == ["reports/z.txt"]


def test_what_the_other_branch_did_meanwhile_is_not_ours(repository):
    repository.commit("reports/a.txt", content=BAD)
    repository.git("checkout", "-q", "main")
    repository.commit("reports/b.txt", "reports/later.txt", content=BAD)
    repository.git("checkout", "-q", "work")
    assert repository.since("main").paths == ["reports/a.txt"]


def test_a_merge_commit_as_code_hosts_make_it(repository):
    repository.commit("reports/a.txt", content=BAD)
    repository.git("checkout", "-q", "main")
    tip = repository.commit("reports/b.txt", content=BAD)
    repository.git("merge", "-q", "--no-edit", "work")
    assert repository.since(tip).paths == ["reports/a.txt"]
    assert repository.since("HEAD^1").paths == ["reports/a.txt"]


@pytest.mark.parametrize("names", [NAMES, pytest.param(ODD, marks=POSIX)], ids=["plain", "odd"])
def test_names_of_all_kinds(repository, names):
    try:
        repository.commit(*names)
    except OSError:
        pytest.skip("the file system takes no such names")
    repository.git("config", "core.quotePath", "true")
    repository.write(names[0], content=BAD)
    done = repository.since("main", ".", *(f"./{name}" for name in names if not name.endswith((".txt", ".md"))))
    assert sorted(done.paths) == sorted(names)


@POSIX
def test_a_name_that_is_no_text(repository):
    path = os.fsencode(repository.path) + b"/reports/\xff\xfe.txt"
    try:
        Path(os.fsdecode(path)).write_bytes(GOOD)
    except OSError:
        pytest.skip("the file system takes no such name")
    repository.commit()
    assert len(repository.since("main").paths) == 1


def test_paths_choose_among_what_changed(repository):
    repository.commit("reports/a.txt", "drafts/d.txt", "top.txt", content=BAD)
    assert repository.since("main", "drafts").paths == ["drafts/d.txt"]
    assert repository.since("main", "reports/a.txt", "reports/b.txt").paths == ["reports/a.txt"]
    assert repository.since("main", ".", cwd=repository.path / "drafts").paths == ["d.txt"]
    below = repository.since("main", "..", cwd=repository.path / "drafts").paths
    assert [Path(path).name for path in below] == ["top.txt", "d.txt", "a.txt"]


def test_nothing_changed_is_a_pass_that_is_told(repository):
    done = repository.since("main")
    assert (done.status, done.paths) == (0, [])
    assert "从 main 以来，这些路径下没有改过的报告" in done.err
    assert json.loads(done.out)["gate"]["met"] is True
    english = repository.check(".", "--changed-since", "main", "--lang", "en")
    assert (english.status, english.out.strip()) == (0, "")
    assert "nothing to check" in english.err


@pytest.mark.parametrize("name", RENDERERS)
def test_nothing_changed_leaves_a_result_in_every_format(repository, name, tmp_path):
    target = tmp_path / "result"
    assert repository.check("reports", "--changed-since", "main", "--write", f"{name}={target}").status == 0
    if name == "json":
        schema = json.loads((Path(render.__file__).parent / "result.schema.json").read_text(encoding="utf-8"))
        jsonschema.Draft202012Validator(schema).validate(json.loads(target.read_text(encoding="utf-8")))
    assert target.exists()


def test_only_other_files_changed(repository):
    repository.commit("README.md", "picture.png", "reports/.hidden.txt", content=BAD)
    assert repository.since("main").status == 0


def test_an_archive_that_was_added_is_not_passed_over_silently(repository):
    repository.commit("reports/old.zip")
    since = repository.commit()
    assert "old.zip" not in repository.since(since).err
    repository.commit("reports/new.zip")
    assert "new.zip" in repository.since(since).err


def test_a_path_that_was_never_there_is_wrong_use(repository):
    done = repository.since("main", "repots", "reports/d.txt")
    assert done.status == 2
    assert done.paths == ["!repots", "!reports/d.txt"]


def test_paths_that_were_deleted_are_left_out(repository):
    repository.git("rm", "-q", "-r", "reports")
    repository.commit("other/x.txt")
    done = repository.since("main", "reports", "reports/a.txt", "other")
    assert (done.status, done.paths) == (0, ["other/x.txt"])


def test_a_folder_without_reports_is_nothing_to_check(repository):
    (repository.path / "empty").mkdir()
    done = repository.since("main", "empty")
    assert done.status == 0
    assert "empty 里没有可以检查的文件" in done.err


@POSIX
def test_links(repository, tmp_path):
    repository.write("store/a.md")
    (repository.path / "reports/link.txt").symlink_to("../store/a.md")
    (repository.path / "linked").symlink_to("store", target_is_directory=True)
    start = repository.commit()
    repository.write("store/a.md", content=BAD)
    assert repository.since(start, "reports", "linked").paths == ["reports/link.txt", "linked/a.md"]
    (tmp_path / "way").symlink_to(repository.path, target_is_directory=True)
    assert repository.since(start, "store", cwd=tmp_path / "way").paths == ["store/a.md"]


def test_a_submodule_counts_as_a_whole_where_it_changed(repository, tmp_path):
    other = Repository(tmp_path / "other")
    other.commit("s.txt", "t.txt")
    repository.git("submodule", "add", "-q", other.path.as_uri(), "reports/sub")
    start = repository.commit()
    assert repository.since(start).paths == []
    Repository(repository.path / "reports/sub", new=False).write("s.txt", content=BAD)
    assert repository.since(start).paths == ["reports/sub/s.txt", "reports/sub/t.txt"]
    assert repository.since("HEAD", cwd=repository.path / "reports/sub").paths == ["s.txt"]


def test_a_repository_inside_that_git_does_not_know(repository):
    Repository(repository.path / "reports/inner").commit("i.txt")
    assert repository.since("main").paths == ["reports/inner/i.txt"]


def test_a_linked_work_tree(repository, tmp_path):
    repository.git("worktree", "add", "-q", "-b", "second", tmp_path / "tree")
    tree = Repository(tmp_path / "tree", new=False)
    tree.write("reports/c.txt", content=BAD)
    assert tree.since("main").paths == ["reports/c.txt"]
    assert repository.since("main").paths == []


def test_settings_of_the_repository_and_of_hooks_change_nothing(repository, tmp_path):
    for name, value in {
        "diff.external": "false",
        "diff.renames": "copies",
        "diff.noprefix": "true",
        "diff.relative": "true",
        "diff.ignoreSubmodules": "all",
        "status.renames": "copies",
        "status.branch": "true",
        "status.relativePaths": "true",
        "color.ui": "always",
        "core.fsmonitor": "touch fired",
        "core.pager": "false",
        "status.showUntrackedFiles": "no",
    }.items():
        repository.git("config", name, value)
    repository.write("reports/b.txt", content=BAD)
    repository.write("reports/new.txt")
    other = Repository(tmp_path / "other")
    hook = {
        "GIT_DIR": str(other.path / ".git"),
        "GIT_WORK_TREE": str(other.path),
        "GIT_INDEX_FILE": str(tmp_path / "index"),
        "GIT_PREFIX": "reports/",
        "GIT_TRACE": "1",
        "GIT_EXTERNAL_DIFF": "false",
    }
    done = repository.since("main", env=hook, cwd=repository.path / "reports")
    assert done.paths == ["b.txt", "new.txt"]
    assert not list(repository.path.rglob("fired"))


def test_nothing_of_the_repository_is_written(repository):
    os.utime(repository.path / "reports/a.txt", (1, 1))
    before = (repository.path / ".git/index").read_bytes()
    assert repository.since("main").paths == []
    assert (repository.path / ".git/index").read_bytes() == before


@pytest.mark.parametrize("revision", ["--output=x", "-h", "--all", "-", "--help"])
def test_a_revision_that_looks_like_an_option_is_none(repository, revision):
    done = repository.since(revision)
    assert done.status == 2
    assert f"没有“{revision}”这个版本" in done.err
    assert sorted(path.name for path in repository.path.iterdir()) == [".git", "reports"]


@pytest.mark.parametrize(
    ("revision", "told"),
    [
        ("", "版本是空的"),
        (" ", "版本是空的"),
        ("nowhere", "没有“nowhere”这个版本"),
        ("main:reports/a.txt", "没有“main:reports/a.txt”这个版本"),
        ("main..HEAD", "写 main；"),
        ("main...work", "写 main；"),
        ("0" * 40, "新分支第一次推送时没有上一个版本"),
        ("a\nb", "没有“a b”这个版本"),
        ("$(touch x)", "没有“$(touch x)”这个版本"),
    ],
)
def test_a_revision_that_is_not_there(repository, revision, told):
    done = repository.since(revision)
    assert done.status == 2
    assert told in done.err
    assert "git fetch" not in done.err  # there is nothing to fetch from


@pytest.mark.parametrize("revision", ["main", "HEAD~0", "v1", "refs/heads/main", "@{-1}", ":/reports"])
def test_ways_to_name_a_revision(repository, revision):
    repository.git("tag", "-a", "v1", "-m", "v1", "main")
    repository.write("reports/b.txt", content=BAD)
    assert repository.since(revision).paths == ["reports/b.txt"]


def remedy(told: str) -> list[str]:
    """The command that a message says to run."""
    (command,) = re.findall(r"git fetch [^（(]*?(?=  )", told)
    return command.split()[1:]


def test_a_shallow_clone_is_told_what_to_fetch(repository, tmp_path):
    start = repository.git("rev-parse", "main")
    repository.commit(message="one more")
    repository.commit("reports/b.txt", content=BAD)
    repository.git("checkout", "-q", "main")
    repository.commit("reports/later.txt")
    clone = repository.clone(tmp_path / "clone", "--depth=1", "--branch=work")
    for revision, name in (("main", "origin/main"), ("origin/main", "origin/main"), (start, start)):
        done = clone.since(revision)
        assert done.status == 2
        assert f"--changed-since {name}（" in done.err
        copy = Repository(tmp_path / f"copy of {revision}".replace("/", " "), new=False)
        shutil.copytree(clone.path, copy.path)
        copy.git(*remedy(done.err))
        assert copy.since(name).paths == ["reports/b.txt"]


def test_a_shallow_clone_without_the_common_commit(repository, tmp_path):
    repository.commit(message="one more")
    repository.commit("reports/b.txt", content=BAD)
    clone = repository.clone(tmp_path / "clone", "--depth=1", "--no-single-branch", "--branch=work")
    done = clone.since("main")
    assert "写成 --changed-since origin/main" in done.err
    done = clone.since("origin/main")
    assert done.status == 2
    assert "浅克隆" in done.err
    clone.git(*remedy(done.err))
    assert clone.since("origin/main").paths == ["reports/b.txt"]


def test_a_shallow_clone_that_holds_enough(repository, tmp_path):
    repository.commit("reports/b.txt", content=BAD)
    clone = repository.clone(tmp_path / "clone", "--depth=2", "--branch=work")
    assert clone.since("HEAD~1").paths == ["reports/b.txt"]


def test_a_clone_without_contents_is_enough_and_nothing_is_fetched(repository, tmp_path):
    repository.git("config", "uploadpack.allowFilter", "true")
    repository.commit("reports/b.txt", content=BAD)
    clone = repository.clone(tmp_path / "clone", "--filter=blob:none", "--branch=work")
    shutil.rmtree(repository.path)
    clone.write("reports/c.txt", content=BAD)
    assert clone.since("origin/main").paths == ["reports/b.txt", "reports/c.txt"]


def test_histories_that_have_nothing_in_common(repository):
    repository.git("checkout", "-q", "--orphan", "other")
    repository.commit(message="another beginning")
    done = repository.since("main")
    assert done.status == 2
    assert "没有共同的历史" in done.err


def test_a_repository_without_a_commit(tmp_path):
    empty = Repository(tmp_path / "empty")
    empty.write("a.txt")
    assert "没有“main”这个版本" in empty.since("main").err
    empty.git("fetch", "-q", Repository_with_commit(tmp_path), "main:other")
    done = empty.since("other")
    assert done.status == 2
    assert "还没有任何提交" in done.err


def Repository_with_commit(tmp_path):  # noqa: N802 - reads as a repository
    made = Repository(tmp_path / "made")
    made.commit("a.txt")
    return made.path


def test_no_repository(tmp_path):
    (tmp_path / "a.txt").write_bytes(GOOD)
    folder = Repository(tmp_path, new=False)
    done = folder.since("main", env={"GIT_CEILING_DIRECTORIES": str(tmp_path.parent)})
    assert done.status == 2
    assert "不在 git 仓库里" in done.err


def test_a_report_outside_of_the_repository(repository, tmp_path):
    (tmp_path / "outside.txt").write_bytes(GOOD)
    done = repository.since("main", "reports", tmp_path / "outside.txt")
    assert done.status == 2
    assert "不在当前文件夹所在的 git 仓库" in done.err


def test_inside_of_the_folder_of_git_and_in_a_bare_repository(repository, tmp_path):
    bare = repository.clone(tmp_path / "bare", "--bare")
    for folder in (repository.path / ".git", bare.path):
        done = repository.since("main", cwd=folder)
        assert done.status == 2
        assert "没有工作区" in done.err


def test_a_repository_of_another_user(repository):
    done = repository.since("main", env={"GIT_TEST_ASSUME_DIFFERENT_OWNER": "1"})
    if done.status != 2:
        pytest.skip("this git does not look at owners")
    (path,) = re.findall(r"safe\.directory '(.*)'", done.err)
    trusted = {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "safe.directory", "GIT_CONFIG_VALUE_0": path}
    assert repository.since("main", env={"GIT_TEST_ASSUME_DIFFERENT_OWNER": "1"} | trusted).status == 0


def test_git_is_not_installed(repository, tmp_path):
    done = repository.since("main", env={"PATH": str(tmp_path)})
    assert done.status == 2
    assert "找不到 git 程序" in done.err


@POSIX
def test_a_program_called_git_among_the_reports_is_not_run(repository):
    planted = repository.path / "git"
    planted.write_text("#!/bin/sh\ntouch fired\n", encoding="utf-8")
    planted.chmod(0o755)
    done = repository.since("main", env={"PATH": f".{os.pathsep}{os.environ['PATH']}"})
    assert "找不到 git 程序" in done.err
    assert not (repository.path / "fired").exists()


def test_a_broken_repository(repository):
    (repository.path / ".git/index").write_bytes(b"broken")
    done = repository.since("main")
    assert done.status == 2
    assert "git 没有答上来" in done.err


def test_standard_input_has_no_history(repository):
    done = repository.check("-", "--changed-since", "main", stdin=GOOD)
    assert done.status == 2
    assert "没有历史" in done.err


def test_waivers_of_reports_that_did_not_change_are_not_said_to_be_of_no_use(repository):
    entry = "- {rule: %s, path: %s, reason: 另行印发, approver: 某市司法局, expires: 2026-06-30, granted: 2026-01-01}\n"
    waivers = entry % ("part-next-plan", "reports/a.txt") + entry % ("part-causes", "reports/b.txt")
    (repository.path / "w.yaml").write_text(waivers, encoding="utf-8")
    options = ["--waivers", "w.yaml", "--today", "2026-03-01", "--quiet"]
    assert repository.check("reports/c.txt", *options).err.count("没有用上") == 2
    repository.write("reports/b.txt", content=GOOD + b"\n")
    told = repository.check("reports", *options, "--changed-since", "main").err
    assert "reports/a.txt" not in told
    assert told.count("没有用上") == 1  # b.txt was judged and does not have the gap


def test_the_configuration_of_the_repository_counts(repository):
    (repository.path / ".checker.yaml").write_text("exclude: [drafts/]\nfail_on: never\n", encoding="utf-8")
    repository.commit("drafts/d.txt", "reports/a.txt", content=BAD)
    done = repository.check("--changed-since", "main", "--format", "json")
    assert (done.status, done.paths) == (0, ["reports/a.txt"])
    repository.git("checkout", "-q", "HEAD~1", "--", "reports/a.txt")
    repository.commit()
    done = repository.since("main")
    assert (done.status, done.paths) == (0, [])
    assert "drafts/d.txt" in done.err  # changed, and left out


# Lists of paths.


@pytest.mark.parametrize("content", ["reports/a.txt\nreports/c.txt\n", "reports/a.txt\r\n\r\nreports/c.txt"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_list_of_paths(repository, content, encoding):
    done = repository.check("--files-from", "-", "--format", "json", stdin=content.encode(encoding))
    assert done.paths == ["reports/a.txt", "reports/c.txt"]


@POSIX
@POSIX
def test_a_list_as_git_quotes_it(tmp_path):
    names = ["甲局.txt", 'a"b.txt', "tab\there.txt", '"quoted".txt', '"', "乙局.txt"]
    for name in names:
        (tmp_path / name).write_text("x", encoding="utf-8")
    file = tmp_path / "list"
    lines = [
        b'"\\347\\224\\262\\345\\261\\200.txt"',
        b'"a\\"b.txt"',
        b'"tab\\there.txt"',
        b'"quoted".txt',
        b'"',
        "乙局.txt".encode("gbk"),
    ]
    file.write_bytes(b"\r\n".join(lines))
    with chdir(tmp_path):
        assert list(listed("list")) == names


def test_a_list_with_nul(repository):
    repository.commit("two\nlines.txt")
    names = subprocess.run(
        ["git", "ls-files", "-z"], cwd=repository.path, env=environment(), capture_output=True, check=True
    ).stdout
    (repository.path / "list").write_bytes(names)
    done = repository.check("--files-from", "list", "--format", "json")
    assert sorted(done.paths) == ["reports/a.txt", "reports/b.txt", "reports/c.txt", "two\nlines.txt"]


def test_a_list_and_paths_and_changes(repository):
    repository.commit("reports/a.txt", "b.txt", content=BAD)
    done = repository.since("main", "b.txt", "--files-from", "-", stdin=b"reports\n")
    assert done.paths == ["b.txt", "reports/a.txt"]


@pytest.mark.parametrize("content", [b"", b"\n \n", b"\0"])
def test_an_empty_list_may_come_of_a_failure(repository, content):
    done = repository.check("--files-from", "-", stdin=content)
    assert done.status == 2
    assert "一个路径也没有" in done.err


def test_a_list_that_is_not_there(repository):
    done = repository.check("--files-from", "nowhere")
    assert done.status == 2
    assert "nowhere" in done.err


def test_a_run_without_these_options_never_looks_for_git(repository):
    code = "import sys; from checker.cli.main import run; run(['check', 'reports', '--quiet']); sys.exit('subprocess' in sys.modules)"
    assert (
        subprocess.run([sys.executable, "-c", code], cwd=repository.path, env=environment(), check=False).returncode
        == 0
    )
