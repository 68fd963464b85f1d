"""What readers say of a file that they cannot read: the table of keys, the code that raises them, and the messages agree."""

from __future__ import annotations

import ast
import re
from functools import cache
from itertools import product
from pathlib import Path
from string import Formatter

import checker.readers
from checker.i18n import LANGUAGES
from tests.i18n.test_catalogue import messages

READERS = Path(checker.readers.__file__).parent
FOLDERS = (READERS, READERS.parent / "processes")
ROW = re.compile(r"^``(?P<key>[a-z-]+)`` +(?P<values>``[^A-Z]*?``)?  ", re.MULTILINE)
TABLE = {
    row["key"]: set(re.findall(r"``(\w+)``", row["values"] or ""))
    for row in ROW.finditer(checker.readers.__doc__ or "")
}
KNOWN_WHERE = {"format"}
"""Values that a key may lack."""


@cache
def raised():
    """Each key with the values that it is raised with, one set for each place; a key that is handed on is no new one."""
    found = {}
    for path in (path for folder in FOLDERS for path in folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "UnreadableError":
                for key in keys(node.args[0], path):
                    values = {named.arg for named in node.keywords} - {"path"}
                    found.setdefault(key, []).append(values)
        for key in re.findall(r'\{"error": "([a-z-]+)"', path.read_text(encoding="utf-8")):  # as frames have it
            found.setdefault(key, [])
    return found


def keys(argument, path):
    if isinstance(argument, ast.IfExp):
        return keys(argument.body, path) + keys(argument.orelse, path)
    if isinstance(argument, ast.Constant):
        return [argument.value]
    assert path.name in ("sandbox.py", "transfer.py"), (
        f"{path}: {ast.unparse(argument)} is no key that can be looked up"
    )
    return []


def test_the_table_has_every_key_that_is_raised_and_no_other():
    assert sorted(TABLE) == sorted(raised())
    assert len(TABLE) > 30


def test_the_table_has_the_values_that_a_key_carries():
    wrong = [
        f"{key}: {sorted(values)}"
        for key, places in raised().items()
        for values in places
        if not TABLE[key] - KNOWN_WHERE <= values <= TABLE[key]
    ]
    assert wrong == []


def test_a_message_asks_for_no_value_that_is_not_there():
    wrong = []
    for key, places in raised().items():
        always = {"path", *TABLE[key]}.intersection(*({"path", *values} for values in places))
        for area, lang in product(("error", "remedy"), LANGUAGES):
            for said in messages(lang)[f"{area}.{key}"]:
                missing = {name for _, name, *_ in Formatter().parse(said) if name} - always
                wrong += [f"{lang} {area}.{key}: {name}" for name in missing]
    assert wrong == []
