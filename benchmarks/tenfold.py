"""A pack that extends the national one to ten times as many patterns.

The new patterns are the national ones with every run of Hanzi replaced by one of the same length from the samples, so
that they have the same shapes and find something.  They stand in vocabulary lists, each used by a rule.
"""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from corpus import originals

from checker.checks.registry import CHECKS
from checker.patterns import PatternError, check_pattern
from checker.text.fold import fold_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

NATIONAL = Path(__file__).parents[1] / "rules" / "national"
TIMES = 10
_A_LIST = 400
_PATTERNS = {"$ref": "#/$defs/patterns"}
_OUTSIDE_OPTIONS = ("strong", "weak", "unless", "statement", "name", "patterns", "issuer", "match", "not")
_RUN = re.compile(r"[\u4e00-\u9fff]{2,}")
_RULE = """
  extra-{number}:
    group: form
    title: {{zh: 附加词表{number}, en: extra list {number}}}
    basis: practice
    severity: advice
    weight: 1
    check: absent
    options: {{patterns: [$extra-{number}]}}
    message: {{found: {{zh: "有{{count}}处。", en: "{{count}} found."}}}}
    fix: {{zh: 核对。, en: Check.}}
    effort: minutes
    cases: [{{state: pass, text: 甲}}, {{state: fail, text: {word}}}]
"""


def _keys() -> frozenset[str]:
    """The keys under which lists of patterns stand: in parts, genres and filers, and in the options of checks."""
    found = set(_OUTSIDE_OPTIONS)
    schemas: list[Any] = [check.options for check in CHECKS.values()]
    while schemas:
        schema = schemas.pop()
        found.update(key for key, one in schema.get("properties", {}).items() if one == _PATTERNS)
        inner = [*schema.get("properties", {}).values(), schema.get("items"), schema.get("additionalProperties")]
        schemas += [one for one in inner if one]
    return frozenset(found)


_KEYS = _keys()


def national_patterns() -> list[str]:
    """Every pattern of the national pack as written."""
    documents = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(NATIONAL.glob("*.yaml"))]
    return [pattern for document in documents for pattern in _patterns(document)]


def _patterns(node: Any, *, listed: bool = False) -> Iterator[str]:
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "vocabulary":
                for patterns in value.values():
                    yield from _patterns(patterns, listed=True)
            elif key not in ("sources", "message", "cases", "title"):
                yield from _patterns(value, listed=key in _KEYS)
    elif isinstance(node, list):
        for one in node:
            yield from _patterns(one, listed=listed)
    elif listed and isinstance(node, str) and not node.startswith("$"):
        yield node


def write(path: Path, seed: int = 1) -> tuple[int, int]:
    """Write the pack to *path*; how many patterns it is made from, and how many it has."""
    before = national_patterns()
    wanted = len(before) * (TIMES - 1)
    chance = random.Random(seed)  # noqa: S311 - no secret
    words = [run for text in originals() for run in _RUN.findall(text)]
    longest = max(map(len, words))
    models = [pattern for pattern in before if all(len(run) <= longest for run in _RUN.findall(pattern))]
    made: dict[str, None] = {}
    while len(made) < wanted:
        pattern = _RUN.sub(lambda found: _piece(len(found[0]), words, chance), chance.choice(models))
        if pattern not in made and _usable(pattern):
            made[pattern] = None
    lists = [list(made)[at : at + _A_LIST] for at in range(0, wanted, _A_LIST)]
    vocabulary = {f"extra-{number}": [*one, f"甲乙丙{number}丁"] for number, one in enumerate(lists)}
    head = {"pack": "tenfold", "version": "1", "title": {"zh": "十倍", "en": "tenfold"}, "extends": "national"}
    text = yaml.safe_dump({**head, "vocabulary": vocabulary}, allow_unicode=True, sort_keys=False, width=1000)
    text += "rules:" + "".join(_RULE.format(number=number, word=f"甲乙丙{number}丁") for number in range(len(lists)))
    path.write_text(text, encoding="utf-8")
    return len(before), len(before) + sum(map(len, vocabulary.values()))


def _piece(length: int, words: list[str], chance: random.Random) -> str:
    """So many Hanzi that follow each other somewhere in the samples."""
    while True:
        word = chance.choice(words)
        if len(word) >= length:
            at = chance.randrange(len(word) - length + 1)
            return word[at : at + length]


def _usable(pattern: str) -> bool:
    try:
        check_pattern(fold_pattern(pattern))
    except PatternError:
        return False
    return True
