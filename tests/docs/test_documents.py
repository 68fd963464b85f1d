"""README and docs: links lead somewhere, commands end as they say, what is generated is current, nothing is left out."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from contextlib import chdir, redirect_stderr, redirect_stdout
from functools import cache
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path

import pytest

from checker.cli.app import COMMANDS, program
from checker.cli.main import run
from checker.readers import limits
from checker.render import RENDERERS
from checker.rulebook.patterns import MAX_PATTERNS
from tests.conftest import shipped

ROOT = Path(__file__).parents[2]
PAGES = [
    ROOT / "README.md",
    ROOT / "samples" / "README.md",
    ROOT / "CHANGELOG.md",
    *sorted((ROOT / "docs").glob("*.md")),
]
TEXTS = {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in PAGES}

FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+)\)")
SHELL = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^(?:\w+=\S+ )*checker |\| checker ")
PLAIN = re.compile(r"checker [^|<>&;$*`]*(?:#|$)")
STATUS = re.compile(r"(?:退出码|exit status) (\d)")

LINKS = [
    (name, target) for name, text in TEXTS.items() for target in LINK.findall(FENCED.sub("", text)) if ":" not in target
]
SHELL_LINES = [
    (name, line) for name, text in TEXTS.items() for block in SHELL.findall(text) for line in block.splitlines() if line
]
CALLS = [(name, line) for name, line in SHELL_LINES if COMMAND.search(line)]


def anchors(text: str) -> set[str]:
    """The anchors that a forge gives to the headings of a page."""
    headings = re.findall(r"^#+ (.+)$", FENCED.sub("", text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_links_lead_somewhere():
    known = {name: anchors(text) for name, text in TEXTS.items()}
    lost = []
    for page, target in LINKS:
        path, _, anchor = target.partition("#")
        goal = ((ROOT / page).parent / path).resolve() if path else ROOT / page
        name = str(goal.relative_to(ROOT)) if goal.is_relative_to(ROOT) else ""
        if not goal.exists() or (anchor and anchor not in known.get(name, {anchor})):
            lost.append(f"{page}: {target}")
    assert lost == []


def test_every_page_is_linked_from_the_first():
    linked = {target for page, target in LINKS if page == "README.md"}
    assert [name for name in TEXTS if name != "README.md" and name not in linked] == []


GUIDES = ["docs/authors.md", "docs/audit.md"]
"""Where authors and those who look at many reports begin."""


def prose(text: str) -> str:
    """What of a page is read: neither code nor the targets of links."""
    return re.sub(r"`[^`]*`|\]\([^)]*\)|<[^>]*>", " ", FENCED.sub("", text))


def is_chinese(text: str) -> bool:
    """Return whether more of a page is Chinese than not: a Han character counts as a word of other scripts does."""
    said = prose(text)
    return len(re.findall("[\u4e00-\u9fff]", said)) > 2 * len(re.findall("[A-Za-z]{2,}", said))


def section(text: str, anchor: str) -> str:
    """Return what stands under the heading of an *anchor*, the whole page without one."""
    parts = re.split(r"(?m)^(?=## )", text)
    return next((part for part in parts if anchor in anchors(part.partition("\n")[0])), text)


def test_guides_lead_to_no_english_page():
    """Not at once, nor by way of the pages that they lead to; a link to a part of a page is about that part."""
    ahead, seen, lost = [(page, "") for page in GUIDES], set(), []
    while ahead:
        page, anchor = ahead.pop()
        seen.add(page)
        if not is_chinese(section(TEXTS[page], anchor)):
            lost.append(page)
        elif not anchor or is_chinese(TEXTS[page]):
            goals = [goal.partition("#")[::2] for name, goal in LINKS if name == page]
            paths = [(os.path.normpath(Path(page).parent / path), part) for path, part in goals if path.endswith(".md")]
            ahead += [goal for goal in paths if goal[0] in TEXTS and goal[0] not in seen and goal not in ahead]
    assert lost == []
    assert {"docs/packs.md", "docs/scoring.zh.md", "docs/waivers.zh.md", "docs/limits.zh.md", "docs/server.md"} <= seen


def test_every_picture_is_made_by_the_script():
    script = (ROOT / "docs" / "build_pictures.py").read_text(encoding="utf-8")
    pictures = {path.stem for path in (ROOT / "docs" / "pictures").iterdir()}
    shown = {Path(target).stem for _, target in LINKS if "pictures/" in target}
    assert (shown, [name for name in pictures if f'"{name}"' not in script]) == (pictures, [])


def test_commands_are_found():
    assert len(CALLS) > 30
    others = [line for page, line in SHELL_LINES if (page, line) not in CALLS]
    assert [line for line in others if not line.startswith("python3 -m venv ")] == []


@pytest.fixture(scope="module")
def desks(tmp_path_factory):
    """A desk for each page, made when it is first asked for: what one page writes, another does not find."""
    made: dict[str, tuple[Path, dict[str, str]]] = {}

    def desk_of(page):
        if page not in made:
            made[page] = new_desk(tmp_path_factory.mktemp("desk"))
        return made[page]

    return desk_of


def new_desk(folder):
    """A folder with the samples, and an environment in which ``checker`` is the one under test."""
    shutil.copytree(ROOT / "samples", folder / "samples")
    shim = folder / "bin" / "checker"
    shim.parent.mkdir()
    shim.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m checker "$@"\n', encoding="utf-8")
    shim.chmod(0o755)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("CHECKER_")}
    environment["PATH"] = f"{shim.parent}{os.pathsep}{environment['PATH']}"
    environment["PYTHONPATH"] = str(ROOT)
    return folder, environment


@pytest.mark.skipif(os.name == "nt", reason="the blocks are for sh")
@pytest.mark.parametrize("page", sorted({page for page, _ in CALLS}))
def test_commands_end_as_documented(page, desks):
    folder, environment = desks(page)
    wrong = []
    for line in (line for name, line in CALLS if name == page):
        documented = STATUS.search(line)
        status, error = ended(line, folder, environment)
        if documented is None or status != int(documented[1]) or "Traceback" in error:
            wrong.append((line, status, error[-300:]))
    assert wrong == []


def ended(line, folder, environment):
    """Run *line*; the status, and what went to standard error."""
    if not PLAIN.match(line):
        return by_shell(line, folder, environment)
    words = tuple(shlex.split(line, comments=True)[1:])
    return of_packs(words) if words[0] == "rules" else in_process(words, folder)


@cache
def of_packs(words):
    """What asks about packs that come with the checker is the same wherever it is asked, and is asked once.

    Among it is ``rules lint``, by which each of them is valid and says nothing that is never said.
    """
    return in_process(words, ROOT)


def in_process(words, folder):
    """Run what needs no shell in this process."""
    with chdir(folder), redirect_stdout(TextIOWrapper(BytesIO())), redirect_stderr(StringIO()) as error:
        return run(list(words)), error.getvalue()


def by_shell(line, folder, environment):
    """Run *line* by a shell, with a process for each command."""
    done = subprocess.run(["sh", "-c", line], cwd=folder, env=environment, capture_output=True, check=False, timeout=60)
    return done.returncode, done.stderr.decode()


@pytest.mark.skipif(os.name == "nt", reason="the outputs come from sh")
@pytest.mark.parametrize("script", ["build_rules.py", "build_output.py"])
def test_what_is_generated_is_current(script, desks):
    _, environment = desks(script)
    command = [sys.executable, str(ROOT / "docs" / script), "--check"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr.decode()


def test_the_page_on_commands_names_every_command_and_option():
    page = TEXTS["docs/cli.md"]
    names = [f"checker {name}" for name in COMMANDS]
    for command in (program("en").get_command(None, name) for name in COMMANDS):
        names += getattr(command, "list_commands", lambda _: [])(None)
        names += [option for param in command.params for option in param.opts if option.startswith("--")]
    assert [name for name in names if f"`{name}" not in page] == []
    assert [name for name in RENDERERS if f"`{name}`" not in page] == []


def test_the_page_on_json_names_every_field():
    schema = json.loads((ROOT / "checker" / "render" / "result.schema.json").read_text(encoding="utf-8"))
    assert [name for name in sorted(fields(schema)) if f"`{name}`" not in TEXTS["docs/json.md"]] == []


def fields(node):
    """The names of all properties in a JSON Schema."""
    if isinstance(node, list):
        return set().union(*map(fields, node))
    if not isinstance(node, dict):
        return set()
    own = node.get("properties", {})
    return set(own if isinstance(own, dict) else {}) | fields(list(node.values()))


def test_the_page_on_limits_names_the_rules_that_hold_back():
    (row,) = [line for line in TEXTS["docs/limits.md"].splitlines() if "`recognised-text`" in line]
    held_back = {rule.id for rule in shipped("national").rules if rule.needs}
    assert set(re.findall(r"`([\w-]+)`", row)) - {"recognised-text"} == held_back


def test_the_page_on_limits_gives_the_bounds():
    page = TEXTS["docs/limits.md"]
    bounds = [limits.DEFAULT.characters, limits.MAX_MARKDOWN_CHARACTERS, MAX_PATTERNS]
    assert [bound for bound in bounds if f"{bound:,}" not in page] == []
    assert f"{limits.DEFAULT.size // limits.MIB} MiB" in page


PLACE = re.compile(r"`(\w[\w/.-]*\.(?:py|po|yaml|json))(?:`?: `?([\w-]+))?`")


@pytest.mark.parametrize("page", ["docs/architecture.md", "docs/decisions.md"])
def test_places_that_a_page_names_are_there(page):
    """A file is named by its path below the package or the project, or by its name alone; with what stands in it."""
    lost = []
    for path, name in PLACE.findall(TEXTS[page]):
        roots = [ROOT / "checker" / path, ROOT / path, *(ROOT.glob(f"[cr]*/**/{path}") if "/" not in path else ())]
        files = [one for one in roots if one.is_file()]
        if not any(name in one.read_text(encoding="utf-8") for one in files):
            lost.append(f"{path}: {name}")
    assert lost == []


def test_the_page_on_architecture_names_every_package():
    packages = [path.parent.name for path in sorted((ROOT / "checker").glob("*/__init__.py"))]
    assert [name for name in packages if f"`checker/{name}`" not in TEXTS["docs/architecture.md"]] == []
