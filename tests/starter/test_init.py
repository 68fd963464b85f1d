"""``checker init``: what it writes can be used, and what is there already stays."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
import yaml

from checker import __version__, starter
from checker.cli.init import patterns
from checker.cli.main import run
from checker.config.load import config_schema, load_config
from checker.readers.folders import PAPERS, SUFFIXES
from checker.render import RENDERERS
from checker.starter import ALWAYS, TEMPLATES, StarterFile, place_files, starter_files
from tests.repository.repositories import BAD, GOOD, ROOT

ALL = [word for name in TEMPLATES for word in ("--template", name)]
HANZI = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture
def here(tmp_path, monkeypatch):
    folder = tmp_path / "文稿 库"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.delenv("CHECKER_LANG", raising=False)
    return folder


def written(folder: Path) -> dict[str, str]:
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in paths}


def test_the_files_are_those_that_were_asked_for(here, capsys):
    assert run(["init"]) == 0
    assert set(written(here)) == set(ALWAYS.values())
    assert run(["init", "--template", "gitlab", "--template", "pre-commit"]) == 0
    assert set(written(here)) == {*ALWAYS.values(), TEMPLATES["gitlab"], TEMPLATES["pre-commit"]}
    out = capsys.readouterr().out
    assert "已写好 .gitlab-ci.yml" in out
    assert "已经有了 .checker.yaml（内容相同）" in out
    assert run(["init", "--template", "none", "--dir", str(here)]) == 0


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_configuration_and_waivers_can_be_used(here, lang):
    assert run(["init", "--lang", lang]) == 0
    config = load_config(".checker.yaml", RENDERERS)
    assert (config.fail_on, config.waivers) == ("error", ".checker-waivers.yaml")
    assert run(["waivers", "lint"]) == 0
    (here / "a.txt").write_bytes(GOOD)
    assert run(["check"]) == 0
    (here / "b.txt").write_bytes(BAD)
    assert run(["check", "."]) == 1


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_setting_that_is_offered_can_be_switched_on(here, lang):
    assert run(["init", "--lang", lang]) == 0
    for path in (here / ".checker.yaml", here / ".checker-waivers.yaml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"^#(?=\S| {2})", "", text, flags=re.MULTILINE), encoding="utf-8")
    config = load_config(".checker.yaml", RENDERERS)
    assert None not in (config.basis.rules, config.basis.year, config.basis.filer, config.min_score)
    assert all([config.include, config.exclude, config.overrides, config.formats, config.baseline, config.limits])
    assert config.cache is False
    assert run(["waivers", "lint", "--today", "2026-02-01"]) == 0


def test_every_key_is_offered():
    (config, *_) = starter_files((), "x", patterns(), "zh")
    assert set(re.findall(r"^#?(\w+):", config.text, re.MULTILINE)) == set(config_schema()["properties"])


def test_both_languages_say_the_same_to_machines():
    templates = tuple(TEMPLATES)
    files = {lang: starter_files(templates, "x", patterns(), lang) for lang in ("zh", "en")}
    for zh, en in zip(files["zh"], files["en"], strict=True):
        assert HANZI.search(zh.text)
        assert not HANZI.search(en.text)
        assert shape(yaml.safe_load(zh.text)) == shape(yaml.safe_load(en.text))


def shape(node):
    """A document without the texts for people in it."""
    if isinstance(node, dict):
        return {key: None if key in ("name", "CHECKER_LANG") else shape(value) for key, value in node.items()}
    return [shape(one) for one in node] if isinstance(node, list) else node


@pytest.mark.parametrize(
    "package", ['a "b" \\ c', "git+https://git.example/checker@v1#egg=x: y", "/wheels/文 稿.whl[pdf]"]
)
def test_the_package_is_quoted_wherever_it_stands(package):
    files = {
        file.path: yaml.safe_load(file.text) for file in starter_files(tuple(TEMPLATES), package, patterns(), "zh")
    }
    steps = files[TEMPLATES["github"]]["jobs"]["reports"]["steps"]
    assert [step["env"]["CHECKER_PACKAGE"] for step in steps if "CHECKER_PACKAGE" in step.get("env", {})] == [package]
    assert files[TEMPLATES["gitlab"]]["reports"]["variables"]["CHECKER_PACKAGE"] == package
    assert files[TEMPLATES["pre-commit"]]["repos"][0]["hooks"][0]["additional_dependencies"] == [package]


def test_this_version_is_what_a_pipeline_installs(here):
    assert run(["init", *ALL]) == 0
    assert [name for name, text in written(here).items() if f"fazhi-checker[pdf]=={__version__}" in text] == sorted(
        TEMPLATES.values()
    )


def test_what_is_there_is_left_and_named(here, capsys):
    (here / ".gitlab-ci.yml").write_text("mine: {}\n", encoding="utf-8")
    (here / ".checker.yaml").mkdir()
    assert run(["init", *ALL]) == 1
    out = capsys.readouterr().out
    assert (here / ".gitlab-ci.yml").read_text(encoding="utf-8") == "mine: {}\n"
    assert "没有动 .gitlab-ci.yml" in out
    assert "没有动 .checker.yaml" in out
    assert "已写好 .checker-waivers.yaml" in out
    assert "把旧文件改名" in out


@pytest.mark.skipif(os.name == "nt", reason="links of POSIX")
def test_a_link_that_leads_nowhere_is_not_followed(here, tmp_path):
    (here / ".checker.yaml").symlink_to(tmp_path / "elsewhere")
    assert run(["init"]) == 1
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["--dir", "nowhere"], "没有 nowhere 这个文件夹"),
        (["--template", "none", "--template", "github"], "不能和别的模板一起用"),
        (["--template", "jenkins"], "可以是：github、gitlab、pre-commit、none"),
        (["--package", ""], "写法不对"),
        (["--package", "--index-url=x"], "写法不对"),
        (["--package", "a\nb"], "写法不对"),
        (["folder"], "多写了：folder"),
    ],
)
def test_wrong_use_writes_nothing(here, args, told, capsys):
    assert run(["init", *args]) == 2
    assert told in capsys.readouterr().err
    assert written(here) == {}


def test_a_folder_that_is_a_file(here, capsys):
    (here / ".github").write_text("", encoding="utf-8")
    assert run(["init", "--template", "github"]) == 2
    assert "没有写成" in capsys.readouterr().err
    assert set(written(here)) == {".github"}


@pytest.mark.parametrize("at", range(1, 6))
def test_all_or_nothing(here, at, monkeypatch):
    """Whichever file is the one that cannot be named, none is left, nor a folder that was made for it."""
    really, count = starter._give_name, iter(range(1, 100))

    def failing(scratch, target):
        if next(count) == at:
            raise OSError(28, "No space left on device")
        really(scratch, target)

    monkeypatch.setattr(starter, "_give_name", failing)
    assert run(["init", *ALL]) == 2
    assert list(here.iterdir()) == []


def test_an_interrupt_leaves_nothing(here, monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(starter, "_give_name", interrupted)
    assert run(["init"]) == 130
    assert list(here.iterdir()) == []


def test_a_file_system_without_links(here, monkeypatch):
    def refused(*_):
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", refused)
    assert run(["init", *ALL]) == 0
    assert len(written(here)) == len(ALWAYS) + len(TEMPLATES)


def test_a_file_that_came_meanwhile_is_not_replaced(here, monkeypatch):
    really = starter._give_name

    def late(scratch, target):
        target.write_text("mine", encoding="utf-8")
        really(scratch, target)

    monkeypatch.setattr(starter, "_give_name", late)
    assert run(["init"]) == 2
    assert written(here) == {".checker.yaml": "mine"}


def test_a_name_as_long_as_may_be(here):
    name = "规" * 82 + ".yaml"  # 251 bytes
    assert place_files([StarterFile(name, "a")], ".").written == [name]
    assert list(written(here)) == [name]


def test_line_ends_of_another_system_are_no_difference(here):
    files = starter_files((), "x", patterns(), "zh")
    (here / files[0].path).write_text(files[0].text, encoding="utf-8", newline="\r\n")
    assert place_files(files, ".").same == [files[0].path]


def test_the_hook_takes_what_a_walk_takes():
    manifest = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert {key: manifest[0][key] for key in patterns()} == patterns()
    files, exclude = (re.compile(patterns()[key]) for key in ("files", "exclude"))

    def takes(name):
        return bool(files.search(name) and not exclude.search(name))

    assert all(takes(f"reports/某市 某局{suffix}") and takes(f"A{suffix.upper()}") for suffix in SUFFIXES)
    assert takes("reports/readme-of-2025.txt")
    refused = [*(f"{paper}.md" for paper in PAPERS), "docs/README.zh.txt", ".github/pull.md", "a/.b.txt", "a/~$b.docx"]
    assert [name for name in [*refused, "a.png", "txt", "a.txt.bak", "LICENSE"] if takes(name)] == []
