"""``checker config``: what holds for a report, and where it was said."""

from __future__ import annotations

from typing import Any, NamedTuple

import click

from checker.cli import stdio
from checker.cli.command import Command, Group, operand, shared_options, text_or_json
from checker.cli.settings import FAIL_ON, configuration
from checker.config.load import Config, Globs
from checker.i18n import say
from checker.presentation.escape import one_line
from checker.presentation.wording import path_words
from checker.rulebook.locate import relative_path


def command(lang: str) -> click.Command:
    """Make the group in *lang*."""
    return Group("config", lang, {"show": _show_command})


def _show_command(lang: str) -> click.Command:
    path = operand("path", lang, "path", required=False)
    params = [path, *shared_options(lang, "config"), text_or_json(lang, "format.plain")]
    return Command("config.show", lang, lambda path, config, form: show(path, config, form, lang), params)


class _Setting(NamedTuple):
    """A key with its value and where that comes from: ``file``, the number of an override, or ``default``."""

    key: str
    value: Any
    origin: str


def show(path: str | None, file: str | None, form: str, lang: str) -> int:
    """Print what holds for the report at *path*, or without one for all, and where each setting comes from."""
    config = configuration(file)
    settings = [] if config is None else _settings(config, path)
    taken = None if config is None or path is None else Globs(config).takes(path)
    name = None if config is None else config.file
    if form == "json":
        told: dict[str, Any] = {"file": name, "path": path and relative_path(path), "taken": taken}
        told["settings"] = {one.key: {"value": one.value, "from": one.origin} for one in settings}
        stdio.put_json(told)
        return 0
    if name is None:
        stdio.put(say("config.none", lang) + "\n")
        return 0
    lines = [say("config.file", lang, file=one_line(name))]
    if path is not None:
        lines.append(
            say("config.taken" if taken else "config.left-out", lang, path=path_words(relative_path(path), lang))
        )
    lines += [_setting_line(one, lang) for one in settings]
    stdio.put("\n".join(lines) + "\n")
    return 0


def _settings(config: Config, path: str | None) -> list[_Setting]:
    found = [_basis_setting(config, path, at, key) for at, key in enumerate(("rules", "year", "filer"))]
    for key in ("include", "exclude", "fail_on", "min_score", "waivers", "baseline", "formats", "limits"):
        value = getattr(config, key)
        value = list(value) if isinstance(value, tuple) else value
        default = FAIL_ON if key == "fail_on" else None
        said = value not in (None, [])
        found.append(_Setting(key, value if said else default, "file" if said else "default"))
    return [*found, _Setting("cache", config.cache, "default" if config.cache else "file")]


def _basis_setting(config: Config, path: str | None, at: int, key: str) -> _Setting:
    """Return one of pack, year and filer: the last override that fits and says something of it counts."""
    value = config.basis[at]
    found = _Setting(key, value, "default" if value is None else "file")
    if path is None:
        return found
    for number, one in enumerate(config.overrides, 1):
        alone = Globs(config._replace(basis=type(config.basis)(), overrides=(one,)))
        if (other := alone.basis(path)[at]) is not None:
            found = _Setting(key, other, f"overrides[{number}]")
    return found


def _setting_line(setting: _Setting, lang: str) -> str:
    value = setting.value
    if isinstance(value, list):
        value = ", ".join(value)
    if isinstance(value, bool):
        value = str(value).lower()
    told = say("config.open", lang) if value in (None, "") else one_line(str(value))
    origin = say("config.default", lang) if setting.origin == "default" else setting.origin
    return f"  {setting.key}: {told}" + ("" if origin == "file" else say("config.from", lang, origin=origin))
