"""What a repository of reports starts from: configuration, waivers, and a gate for its code host.

Files are put into a folder all of them or none; what is there stays as it is.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from checker import __version__
from checker.errors import UsageError, reason_of
from checker.i18n import say
from checker.office.files import scratch
from checker.text.width import wrap

PACKAGE = f"fazhi-checker[pdf]=={__version__}"
"""What a pipeline installs where nothing else is asked for: this version, with the extra that most reports need."""

ALWAYS = {"config": ".checker.yaml", "waivers": ".checker-waivers.yaml"}
TEMPLATES = {
    "github": ".github/workflows/checker.yml",
    "gitlab": ".gitlab-ci.yml",
    "pre-commit": ".pre-commit-config.yaml",
}
"""Name of a template → where it goes."""

_COLUMNS = 100
_COMMENT = re.compile(r"( *)#: ([\w.-]+)")
_VALUE = re.compile(r"<<([\w.-]+)>>")


class StarterFile(NamedTuple):
    """A file with its path from the top of the repository, with slashes."""

    path: str
    text: str


def starter_files(templates: tuple[str, ...], package: str, reports: Mapping[str, str], lang: str) -> list[StarterFile]:
    """Return configuration, waivers, and those of :data:`TEMPLATES` asked for.

    *package* is what pip shall install; *reports* the patterns ``files`` and ``exclude`` by which a hook knows reports.
    """
    wanted = ALWAYS | {name: TEMPLATES[name] for name in TEMPLATES if name in templates}
    values = {
        **reports,
        "package": _yaml_quoted(package),
        "lang": lang,
        **{key: _yaml_quoted(say(f"init.name.{key}", lang)) for key in ("gate", "install", "check")},
        **{f"waiver.{key}": say(f"init.waiver.{key}", lang) for key in ("path", "reason", "approver")},
    }
    return [StarterFile(path, _filled_template(name, values, lang)) for name, path in wanted.items()]


def _filled_template(name: str, values: Mapping[str, str], lang: str) -> str:
    template = Path(__file__).with_name("templates") / f"{name}.yaml"
    lines: list[str] = []
    for line in template.read_text(encoding="utf-8").splitlines():
        comment = _COMMENT.fullmatch(line)
        lines += _comment(say(comment[2], lang), comment[1]) if comment else [line]
    return _VALUE.sub(lambda found: values[found[1]], "\n".join(lines) + "\n")


def _comment(text: str, indent: str) -> list[str]:
    """Return *text* as comments, a paragraph for each of its lines."""
    return [line for part in text.split("\n") for line in wrap(part, _COLUMNS, first=f"{indent}# ", rest=f"{indent}# ")]


def _yaml_quoted(value: str) -> str:
    """Return *value* as YAML in double quotes, in which JSON may stand."""
    return json.dumps(value, ensure_ascii=False)


class Placed(NamedTuple):
    """What became of the files, by their paths: written now, there already with the same content, left as others."""

    written: list[str]
    same: list[str]
    left: list[str]


def place_files(files: Sequence[StarterFile], folder: str) -> Placed:
    """Write those of *files* that are not in *folder*.

    :raises UsageError: ``no-such-folder``, ``write-failed``; then nothing was written.
    """
    top = Path(folder)
    if not top.is_dir():
        raise UsageError("no-such-folder", path=folder)
    placed = Placed([], [], [])
    new = []
    for file in files:
        target = top / file.path
        if os.path.lexists(target):
            (placed.same if _holds_text(target, file.text) else placed.left).append(file.path)
        else:
            new.append(file)
            placed.written.append(file.path)
    _write_all(new, top)
    return placed


def _holds_text(path: Path, text: str) -> bool:
    try:
        return path.read_text(encoding="utf-8") == text  # whatever its line ends
    except (OSError, UnicodeDecodeError):
        return False


def _write_all(files: Sequence[StarterFile], top: Path) -> None:
    """Write all of *files* beside their places, then name them; take everything back where one cannot be."""
    undo: list[Path] = []
    scratches: list[tuple[Path, Path]] = []
    target = top
    try:
        for file in files:
            target = top / file.path
            _make_folders(target.parent, undo)
            beside = scratch(target)
            undo.append(beside)
            scratches.append((beside, target))
            with beside.open("x", encoding="utf-8", newline="\n") as stream:
                stream.write(file.text)
        for beside, target in scratches:
            _give_name(beside, target)
            undo.append(target)
    except BaseException as error:
        for path in reversed(undo):
            _remove_quietly(path)
        if isinstance(error, OSError):
            raise UsageError("write-failed", path=str(target), reason=reason_of(error)) from None
        raise
    for beside, _ in scratches:
        _remove_quietly(beside)


def _make_folders(folder: Path, made: list[Path]) -> None:
    """Make *folder* and those above it that are missing, and note which."""
    if not folder.is_dir():
        _make_folders(folder.parent, made)
        folder.mkdir()
        made.append(folder)


def _give_name(beside: Path, target: Path) -> None:
    """Give *beside* the name *target*, which nothing has; a file that came there meanwhile is not replaced."""
    try:
        target.hardlink_to(beside)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        with target.open("xb") as stream:
            stream.write(beside.read_bytes())


def _remove_quietly(path: Path) -> None:
    try:
        if path.is_dir():
            path.rmdir()
        else:
            path.unlink(missing_ok=True)
    except OSError:
        pass
