"""The example on the page about waivers does what the page says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema

from checker.text.globs import glob
from checker.waivers.load import MAX_DAYS, load_waivers, waivers_schema

if TYPE_CHECKING:
    from checker.rulebook.model import Pack

PAGE = (Path(__file__).parents[2] / "docs" / "waivers.md").read_text(encoding="utf-8")
EXAMPLE = re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)[0]


def test_the_example_is_valid_and_holds(national: Pack, tmp_path: Path) -> None:
    path = tmp_path / "waivers.yaml"
    path.write_text(EXAMPLE, encoding="utf-8")
    first, second = load_waivers(str(path), [national], "2026-03-01")
    assert (first.standing("2026-03-01"), second.standing("2026-03-01")) == ("active", "active")
    assert glob(first.path)("reports/某市某局.txt")
    assert glob(second.path)("reports/2025/某市某局.docx")


def test_the_page_names_every_key_and_the_bound() -> None:
    jsonschema.Draft202012Validator.check_schema(waivers_schema())
    assert [name for name in waivers_schema()["items"]["properties"] if f"| `{name}` |" not in PAGE] == []
    assert f"at most {MAX_DAYS} days" in PAGE
