"""The files that a repository starts with, filled in."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from checker import __version__
from checker.i18n import say
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
    """Configuration, waivers, and those of :data:`TEMPLATES` asked for.

    *package* is what pip shall install; *reports* the patterns ``files`` and ``exclude`` by which a hook knows reports.
    """
    wanted = ALWAYS | {name: TEMPLATES[name] for name in TEMPLATES if name in templates}
    values = {
        **reports,
        "package": _quoted(package),
        "lang": lang,
        **{key: _quoted(say(f"init.name.{key}", lang)) for key in ("gate", "install", "check")},
        **{f"waiver.{key}": say(f"init.waiver.{key}", lang) for key in ("path", "reason", "approver")},
    }
    return [StarterFile(path, _filled(name, values, lang)) for name, path in wanted.items()]


def _filled(name: str, values: Mapping[str, str], lang: str) -> str:
    template = Path(__file__).with_name("templates") / f"{name}.yaml"
    lines: list[str] = []
    for line in template.read_text(encoding="utf-8").splitlines():
        comment = _COMMENT.fullmatch(line)
        lines += _comment(say(comment[2], lang), comment[1]) if comment else [line]
    return _VALUE.sub(lambda found: values[found[1]], "\n".join(lines) + "\n")


def _comment(text: str, indent: str) -> list[str]:
    """*text* as comments, a paragraph for each of its lines."""
    return [line for part in text.split("\n") for line in wrap(part, _COLUMNS, first=f"{indent}# ", rest=f"{indent}# ")]


def _quoted(value: str) -> str:
    """*value* as YAML in double quotes, in which JSON may stand."""
    return json.dumps(value, ensure_ascii=False)
