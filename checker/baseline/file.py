"""The file of a baseline: JSON, an entry a line, sorted, so that two of them can be compared and merged by line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from checker.baseline.model import PRINT, Gap
from checker.errors import BaselineError, PackProblem

SCHEMA = "checker-baseline/1"
MAX_BYTES = 32 * 1024 * 1024
MAX_PROBLEMS = 200

_PRINT = re.compile(f"[a-p]{{{PRINT}}}")
_STATES = ("partial", "fail")


def dump(gaps: Iterable[Gap]) -> str:
    """The text of the file that holds *gaps*: the same for the same gaps."""
    lines = [json.dumps(gap._asdict(), ensure_ascii=False) for gap in sorted(gaps, key=lambda gap: gap[:2])]
    body = ",\n    ".join(lines)
    return f'{{\n  "schema": "{SCHEMA}",\n  "gaps": [' + (f"\n    {body}\n  " if lines else "") + "]\n}\n"


def load(path: str) -> tuple[Gap, ...]:
    """The gaps in the file *path*.

    :raises BaselineError: ``baseline-unreadable``, or ``baseline-invalid`` with all problems.
    """
    data = _bytes(path)
    gaps = _gaps(data) if len(data) <= MAX_BYTES else None
    if gaps is not None:
        return gaps
    problems = _problems(data, path)
    raise BaselineError("baseline-invalid", path=path, count=len(problems), problems=problems)


def schema() -> dict[str, Any]:
    """The published schema of baselines (JSON Schema 2020-12)."""
    text = Path(__file__).with_name("baseline.schema.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def _bytes(path: str) -> bytes:
    try:
        with Path(path).open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise BaselineError("baseline-unreadable", path=path, reason=error.strerror or str(error)) from None


def _gaps(data: bytes) -> tuple[Gap, ...] | None:
    """The gaps that *data* holds; ``None`` where anything is wrong with it, which the schema then tells in words.

    A baseline may have thousands of lines, and this is read in every run.
    """
    try:
        root = json.loads(data.decode("utf-8-sig"), object_pairs_hook=_once)
        if root.keys() - {"schema", "gaps"} != set() or root["schema"] != SCHEMA:
            return None
        gaps = tuple(Gap(**{**entry, "prints": tuple(entry["prints"])}) for entry in root["gaps"])
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError):
        return None
    fits = all(map(_fits, gaps)) and len({gap[:2] for gap in gaps}) == len(gaps)
    return gaps if fits else None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError
    return made


def _fits(gap: Gap) -> bool:
    texts = (gap.path, gap.rule, gap.reason if gap.reason is not None else "-")
    return (
        all(isinstance(text, str) and text for text in texts)
        and gap.state in _STATES
        and type(gap.places) is int
        and len(gap.prints) <= gap.places
        and all(isinstance(one, str) and _PRINT.fullmatch(one) for one in gap.prints)
    )


def _problems(data: bytes, file: str) -> tuple[PackProblem, ...]:
    """What is wrong with *data*, in words: it is read once more, by a reader that knows where everything stands."""
    from itertools import islice

    from checker.rulebook.schema import Schema
    from checker.rulebook.source import read_yaml

    if broken := _syntax(data, file):
        return (broken,)
    root, problems = read_yaml(data, file, limit=MAX_BYTES)
    if not problems:
        problems = list(islice(Schema(schema()).problems(root), MAX_PROBLEMS))
    if not problems:
        problems = list(islice(_beyond_schema(root), MAX_PROBLEMS))
    ordered = sorted(problems, key=lambda one: (one.line, one.column))
    return tuple(ordered) or (PackProblem("baseline-other", file, 1, 1, ""),)


def _syntax(data: bytes, file: str) -> PackProblem | None:
    """Where *data* is no JSON."""
    if len(data) > MAX_BYTES:
        return PackProblem("file-too-large", file, 1, 1, "", limit=MAX_BYTES // 1024 // 1024)
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
    """What a schema cannot say."""
    from checker.rulebook.located import place, spell

    first: dict[tuple[str, str], int] = {}
    for number, entry in enumerate(root["gaps"]):
        path = ("gaps", number)
        line = first.setdefault((entry["path"], entry["rule"]), entry.mark.line)
        if line != entry.mark.line:
            yield PackProblem("baseline-twice", *place(root, path), spell(path), first=line)
        if len(entry["prints"]) > entry["places"]:
            at = (*path, "places")
            yield PackProblem(
                "too-small", *place(root, at), spell(at), value=entry["places"], bound=len(entry["prints"])
            )
