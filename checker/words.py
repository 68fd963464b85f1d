"""The words of the field that code asks for, as data: ``rules/words/TOPIC.yaml`` holds lists, each with its comment.

A list goes by ``topic.name``.  It holds words, or pairs of a word and what it stands for.  In a word braces stand for
alternatives as in a shell: ``办公{室,厅}`` is two words.  Regular expressions of the code name a list between ``«`` and
``»`` (:mod:`checker.text.lazy_re`).

What an office adds (key ``words`` of ``.checker.yaml``) has been checked by :mod:`checker.config.words`; it is handed to
the processes that this one starts in the variable ``CHECKER_WORDS``.
"""
# Part of every start: YAML is loaded only where the lists have changed since they were last read.
# ruff: noqa: PTH116, PTH118, PTH123, PTH208

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from functools import cache

from checker import __version__
from checker.cache import as_json, code_stamp, from_json, recall_pieces, remember_pieces, rules_folder, short_hash
from checker.records import Any

VARIABLE = "CHECKER_WORDS"
MAX_ADDED = 30_000
"""Characters of JSON that an office may add: an environment holds little more on some systems."""
_FORMAT = 4
_SUFFIX = ".yaml"
_WIDE = "utf-16"  # of the lists that are kept: read in half the time
_PAIRS = "{"  # begins what holds them
_BRACES = r"\{([^{}]*)\}"

Lists = dict[str, str | dict[str, str]]
"""Words, one a line (a string is read in no time, a list of thousands is not), or pairs."""

_when_extended: list[Callable[[], None]] = []


@cache
def words(name: str) -> tuple[str, ...]:
    """Return the words of the list *name* in their order; of pairs, the words that stand for another."""
    return tuple(word_lines(name).split("\n"))


def word_lines(name: str) -> str:
    """Return the words of the list *name*, one a line; of pairs, the words that stand for another."""
    found = _list_of(name)
    return found if isinstance(found, str) else "\n".join(found)


def by_character(at: int, listed: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return words, in their order, by their first (0) or last (-1) character: of hundreds some ten are to be compared."""
    found: dict[str, list[str]] = {}
    for word in listed:
        found.setdefault(word[at], []).append(word)
    return {char: tuple(of_char) for char, of_char in found.items()}


@cache
def pairs(name: str) -> dict[str, str]:
    """Return the pairs of the list *name*: a word and what it stands for."""
    found = _list_of(name)
    if not isinstance(found, dict):
        raise TypeError(f"{name} holds no pairs")
    return found


@cache
def alternatives(name: str, between: str = "") -> str:
    """Return a regular expression for any word of the list *name*, of several that begin alike the longest.

    *between* is a regular expression for what may stand between two characters of a word.
    """
    import re

    listed = sorted(words(name), key=len, reverse=True)
    return "|".join(between.join(map(re.escape, word)) if between else re.escape(word) for word in listed)


def list_names() -> dict[str, bool]:
    """Return the names of all lists, each with whether it holds pairs."""
    return {name: piece.startswith(_PAIRS.encode(_WIDE)) for name, piece in _shipped().items()}


def extend(more: Mapping[str, Any]) -> None:
    """Add *more* (name of a list → its words or pairs) to the lists of this process and of those it starts."""
    import json

    os.environ[VARIABLE] = json.dumps(more, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    for forget in (
        words.cache_clear,
        pairs.cache_clear,
        alternatives.cache_clear,
        _list_of.cache_clear,
        _all_lists.cache_clear,
        *_when_extended,
    ):
        forget()


def added() -> str:
    """Return what was added to the lists, as :func:`replace_added` takes it; empty where nothing was."""
    return os.environ.get(VARIABLE, "")


def replace_added(more: str) -> None:
    """Have *more* (of :func:`added` in another process) added to the lists, and nothing else."""
    os.environ.pop(VARIABLE, None)
    if more:
        extend(from_json(more.encode()))


def when_extended(forget: Callable[[], None]) -> None:
    """Have *forget* called when lists grow: what was made from them must be made anew."""
    _when_extended.append(forget)


def stamp() -> str:
    """Return what tells two states of the lists apart, wherever they lie."""
    return short_hash(_state_of_lists() + _added_bytes())


def stamp_here() -> bytes:
    """Return what tells two states of the lists of this installation apart."""
    return _state_here() + _added_bytes()


def _added_bytes() -> bytes:
    return added().encode("utf-8", "replace")


def expanded(word: str) -> list[str]:
    """Return the words that *word* stands for, the braces of a shell taken apart; none may stand inside another."""
    import re

    found = [""]
    for number, piece in enumerate(re.split(_BRACES, word)):
        found = [head + tail for head in found for tail in (piece.split(",") if number % 2 else [piece])]
    return found


def how_many(word: str) -> int:
    """Return how many words *word* stands for, without making them."""
    import re
    from math import prod

    return prod(group.count(",") + 1 for group in re.findall(_BRACES, word))


@cache
def _list_of(name: str) -> str | dict[str, str]:
    return _all_lists()[name] if added() else _decoded(_shipped()[name])


@cache
def _all_lists() -> Lists:
    """Return all lists with what an office adds."""
    shipped = {name: _decoded(piece) for name, piece in _shipped().items()}
    lists = dict(shipped)
    try:
        for name, more in from_json(added().encode()).items():
            own = lists[name]
            lists[name] = own | more if isinstance(own, dict) else _joined_lines([*own.split("\n"), *more])
    except (AttributeError, KeyError, TypeError, ValueError):  # not from us
        return shipped
    return lists


def _decoded(piece: bytes) -> str | dict[str, str]:
    text = piece.decode(_WIDE)
    found: str | dict[str, str] = from_json(text.encode()) if text.startswith(_PAIRS) else text
    return found


@cache
def _shipped() -> dict[str, bytes]:
    """Return the lists as they are kept: words as lines, pairs in JSON."""
    pieces = recall_pieces("words", _state_here())
    if not pieces:
        pieces = {
            f"{topic}.{name}": (
                as_json(found).decode()
                if isinstance(found, dict)
                else _joined_lines(word for one in found for word in expanded(one))
            ).encode(_WIDE)
            for topic, path in _files()
            for name, found in load_yaml(_content(path)).items()
        }
        remember_pieces("words", _state_here(), pieces)
    return pieces


def _joined_lines(words: Iterable[str]) -> str:
    return "\n".join(dict.fromkeys(words))


@cache
def _files() -> list[tuple[str, str]]:
    """Return the topic and the path of each file of lists."""
    where = os.path.join(rules_folder(), "words")
    names = sorted(name for name in os.listdir(where) if name.endswith(_SUFFIX))
    return [(name.removesuffix(_SUFFIX), os.path.join(where, name)) for name in names]


def _content(path: str) -> bytes:
    with open(path, "rb") as stream:
        return stream.read()


@cache
def _state_of_lists() -> bytes:
    pieces = (piece for topic, path in _files() for piece in (topic.encode(), _content(path)))
    return b"\0".join([f"{_FORMAT} {__version__} {code_stamp(['words'])}".encode(), *pieces])


@cache
def _state_here() -> bytes:
    """Return what of the files Python asks, too, before it trusts bytecode: reading them would take ten times as long."""
    status = [(topic, os.stat(path)) for topic, path in _files()]
    times = [(topic, each.st_size, each.st_mtime_ns, each.st_ctime_ns) for topic, each in status]
    return f"{_FORMAT} {__version__} {code_stamp(['words'])} {times}".encode()


def load_yaml(data: bytes) -> dict[str, Any]:
    """Return the mapping in a file that comes with the checker, by the fastest of YAML's safe readers."""
    import yaml

    read: dict[str, Any] = yaml.load(data, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe
    return read
