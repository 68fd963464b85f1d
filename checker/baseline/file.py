"""The file of a baseline: JSON, an entry a line, sorted, so that two of them can be compared and merged by line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from checker.baseline import PRINT, KnownGap
from checker.checks.outcome import MISSED
from checker.errors import BaselineError, PackProblem
from checker.rulebook.userfile import (
    Kind,
    load_checked,
    published_schema,
    raise_invalid,
    read_bytes,
    tables_in,
)

SCHEMA = "checker-baseline/1"
_KIND = Kind("baseline", BaselineError, limit=32 * 1024 * 1024)
_PRINT = re.compile(f"[a-p]{{{PRINT}}}")


def dump(gaps: Iterable[KnownGap]) -> str:
    """Return the text of the file that holds *gaps*: the same for the same gaps."""
    lines = [json.dumps(gap._asdict(), ensure_ascii=False) for gap in sorted(gaps, key=lambda gap: gap[:2])]
    body = ",\n    ".join(lines)
    return f'{{\n  "schema": "{SCHEMA}",\n  "gaps": [' + (f"\n    {body}\n  " if lines else "") + "]\n}\n"


def load(path: str) -> tuple[KnownGap, ...]:
    """Return the gaps in the file *path*.

    :raises BaselineError: ``baseline-unreadable``, or ``baseline-invalid`` with all problems.
    """
    data = read_bytes(path, _KIND)
    gaps = _parsed_gaps(data) if len(data) <= _KIND.limit else None
    if gaps is not None:
        return gaps
    if broken := _syntax(data, path):
        raise_invalid(path, _KIND, [broken])
    load_checked(data, path, _KIND, baseline_schema(), _beyond_schema)
    raise BaselineError(
        "baseline-invalid", path=path, count=1, problems=(PackProblem("baseline-other", path, 1, 1, ""),)
    )


def baseline_schema() -> dict[str, Any]:
    """Return the published schema of baselines (JSON Schema 2020-12)."""
    return published_schema(__file__, "baseline.schema.json")


def _parsed_gaps(data: bytes) -> tuple[KnownGap, ...] | None:
    """Return the gaps that *data* holds; ``None`` where anything is wrong with it, which the schema then tells in words.

    A baseline may have thousands of lines, and this is read in every run.
    """
    try:
        root = json.loads(data.decode("utf-8-sig"), object_pairs_hook=_without_doubles)
        if root.keys() - {"schema", "gaps"} != set() or root["schema"] != SCHEMA:
            return None
        gaps = tuple(KnownGap(**{**entry, "prints": tuple(entry["prints"])}) for entry in root["gaps"])
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError):
        return None
    fits = all(map(_is_fit, gaps)) and len({gap[:2] for gap in gaps}) == len(gaps)
    return gaps if fits else None


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError
    return made


def _is_fit(gap: KnownGap) -> bool:
    texts = (gap.path, gap.rule, gap.reason if gap.reason is not None else "-")
    return (
        all(isinstance(text, str) and text for text in texts)
        and gap.state in MISSED
        and type(gap.places) is int
        and len(gap.prints) <= gap.places
        and all(isinstance(one, str) and _PRINT.fullmatch(one) for one in gap.prints)
    )


def _syntax(data: bytes, file: str) -> PackProblem | None:
    """Return where *data* is no JSON."""
    if len(data) > _KIND.limit:
        return PackProblem("file-too-large", file, 1, 1, "", limit=_KIND.limit // 1024 // 1024)
    try:
        json.loads(data.decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        return PackProblem("json-syntax", file, error.lineno, error.colno, "", detail=error.msg)
    except UnicodeDecodeError:
        return PackProblem("not-utf8", file, 1, 1, "")
    except (ValueError, RecursionError):
        return PackProblem("json-syntax", file, 1, 1, "", detail="too deep")
    return None


def _beyond_schema(root: Any) -> Iterator[PackProblem]:
    """Yield what a schema cannot say; nothing of what is not as the schema has it."""
    from checker.rulebook.source import problem_at

    first: dict[tuple[str, str], int] = {}
    for path, entry in tables_in(root):
        if path and {"path", "rule", "prints", "places"} <= entry.keys():
            line = first.setdefault((str(entry["path"]), str(entry["rule"])), entry.mark.line)
            if line != entry.mark.line:
                yield problem_at(root, path, "baseline-twice", first=line)
            places, prints = entry["places"], entry["prints"]
            if isinstance(places, int) and isinstance(prints, list) and len(prints) > places:
                yield problem_at(root, (*path, "places"), "too-small", value=places, bound=len(prints))
