"""docs/packs.md: its pack is valid, and it names every key and every primitive."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from jsonschema import Draft202012Validator

from checker.checks.registry import CHECKS
from checker.cli.rules import judge_case
from checker.rulebook.load import load_pack
from checker.rulebook.proof import run_cases, trace
from checker.rulebook.schema import pack_schema
from tests.tables import every_row

if TYPE_CHECKING:
    from collections.abc import Callable

DOCS = (Path(__file__).parents[2] / "docs" / "packs.md").read_text(encoding="utf-8")


def test_its_pack_is_valid(write: Callable[..., str]) -> None:
    text = DOCS.split("```yaml\n")[1].split("```")[0]
    pack = load_pack(write(jieneng=text))
    assert {"genre", "part-use", "use-table", "use-sums", "plan-items", "placeholder"} <= {
        rule.id for rule in pack.rules
    }
    report = run_cases(pack, judge_case)
    assert report.ok, report.wrong
    assert trace(pack).ok


@every_row("name", CHECKS)
def test_it_names_every_primitive_with_its_options(name: str) -> None:
    row = next(line for line in DOCS.split("\n## Checks\n")[1].splitlines() if line.startswith(f"| `{name}` |"))
    assert all(f"`{option}`" in row for option in CHECKS[name].options.get("properties", {}))


def test_it_names_every_key() -> None:
    schema = pack_schema()
    keys = set(schema["properties"])
    for entry in (
        "ruleEntry",
        "partEntry",
        "genreEntry",
        "filerEntry",
        "sourceEntry",
        "clauseEntry",
        "case",
        "variant",
    ):
        keys |= set(schema["$defs"][entry]["properties"])
    assert [key for key in sorted(keys) if key not in DOCS] == []


def test_the_published_schema_is_one() -> None:
    Draft202012Validator.check_schema(pack_schema())
