"""The page about configurations names every key, and its example is one."""

from __future__ import annotations

import re
from pathlib import Path

from checker.config.load import config_schema, load_config
from checker.render import RENDERERS
from checker.results import cache

PAGE = (Path(__file__).parents[2] / "docs" / "config.md").read_text(encoding="utf-8")
EXAMPLE = re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)[0]


def test_the_example_is_valid(tmp_path: Path) -> None:
    path = tmp_path / ".checker.yaml"
    path.write_text(EXAMPLE, encoding="utf-8")
    found = load_config(str(path), RENDERERS)
    assert (found.fail_on, len(found.overrides), len(found.formats)) == ("error", 2, 1)


def test_the_page_names_every_key_and_the_bounds() -> None:
    assert [name for name in config_schema()["properties"] if f"| `{name}` |" not in PAGE] == []
    assert f"{cache.DAYS} days" in PAGE
    assert f"{cache.KEEP:,}" in PAGE
