"""The file of words that an office adds to those of the checker: YAML → lists, or everything that is wrong with it."""

from __future__ import annotations

import json
from typing import Any

from checker import __version__
from checker.cache import recall, remember
from checker.errors import ConfigError
from checker.rulebook.locate import relative_path
from checker.rulebook.userfile import Kind, load_checked, read_bytes
from checker.words import MAX_ADDED, expanded, how_many, list_names, stamp, words

_KIND = "own-words"
_FILE = Kind("words", ConfigError, limit=1024 * 1024)
_LONGEST = 400  # characters of a word, its alternatives included
_MOST = 2_000  # words of a list
_WORD = r"^[^\x00-\x1f{}«»]*(\{[^\x00-\x1f{}«»]*\}[^\x00-\x1f{}«»]*)*$"


def load_words(path: str) -> dict[str, Any]:
    """Return the lists in the file *path* as :func:`checker.words.extend` takes them; what was valid once is cached.

    :raises ConfigError: ``words-unreadable``, ``words-too-many``, or ``words-invalid`` with all problems.
    """
    data = read_bytes(path, _FILE)
    key = b"\n".join([__version__.encode(), stamp().encode(), data])
    lists = recall(_KIND, key)
    if not isinstance(lists, dict):
        lists = _valid_lists(data, relative_path(path))
        remember(_KIND, key, lists)
    return dict(lists)


def _valid_lists(data: bytes, file: str) -> dict[str, Any]:
    root = load_checked(data, file, _FILE, words_schema())
    own = {topic: table for topic, table in root.items() if not topic.startswith("x-")}
    given = {f"{topic}.{name}": found for topic, table in own.items() for name, found in table.items()}
    if sum(how_many(word) for found in given.values() if isinstance(found, list) for word in found) > MAX_ADDED:
        raise ConfigError("words-too-many", path=file, limit=MAX_ADDED)
    lists = {
        name: dict(found) if isinstance(found, dict) else [word for one in found for word in expanded(one)]
        for name, found in given.items()
    }
    if len(json.dumps(lists, ensure_ascii=False)) > MAX_ADDED:
        raise ConfigError("words-too-many", path=file, limit=MAX_ADDED)
    return dict(lists)


def words_schema() -> dict[str, Any]:
    """Return the schema of such a file (JSON Schema 2020-12): the lists that the checker has, each with its words."""
    topics: dict[str, Any] = {}
    for whole, paired in list_names().items():
        topic, _, name = whole.partition(".")
        shortest = 1 if paired else min(map(len, words(whole)))
        word = {"type": "string", "minLength": shortest, "maxLength": _LONGEST, "pattern": _WORD}
        listed = {"type": "array", "minItems": 1, "maxItems": _MOST, "items": word}
        meant = {"type": "object", "minProperties": 1, "maxProperties": _MOST, "additionalProperties": word}
        topics.setdefault(topic, {})[name] = meant if paired else listed
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "properties": {
            topic: {"type": "object", "properties": lists, "additionalProperties": False}
            for topic, lists in topics.items()
        },
        "patternProperties": {"^x-": True},
        "additionalProperties": False,
    }
