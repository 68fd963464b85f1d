"""The catalogues as translators keep them: complete in every language, and nothing in them that nobody says."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import checker
from checker.i18n import DOMAINS, LANGUAGES, has_message, say

FOLDER = Path(checker.__file__).parent
BRACES = re.compile(r"\{(\w+)\}")
HAN = re.compile(r"[\u3007\u3400-\u9fff]")
FORMS = {"zh": 1, "en": 2}
"""Plural forms of each language."""


@cache
def catalogue(lang, domain):
    with (FOLDER / "i18n" / lang / f"{domain}.po").open("rb") as file:
        return read_po(file, abort_invalid=True)


@cache
def messages(lang):
    """Key → its texts, one or a plural form each, in the catalogues of *lang*."""
    found = {}
    for domain in DOMAINS:
        for message in catalogue(lang, domain):
            if message.id:
                key, text = (message.id[0] if message.pluralizable else message.id), message.string
                found[key] = tuple(text) if message.pluralizable else (text,)
    return found


def test_every_catalogue_is_listed():
    names = {(path.parent.name, path.stem) for path in (FOLDER / "i18n").glob("*/*.po")}
    assert names == {(lang, domain) for lang in LANGUAGES for domain in DOMAINS}


def test_every_message_stands_once_in_every_language_with_the_same_places_to_fill():
    keys = [key for lang in LANGUAGES for key in messages(lang)]
    wrong = {f"{key}: not in every language" for key in keys if any(key not in messages(lang) for lang in LANGUAGES)}
    for lang in LANGUAGES:
        entries = [message for domain in DOMAINS for message in catalogue(lang, domain) if message.id]
        wrong |= {f"{lang} {message.id}: uncertain" for message in entries if message.fuzzy}
        assert len(entries) == len(messages(lang)), f"{lang}: a key stands in two catalogues"
        for key, texts in messages(lang).items():
            if not all(text.strip() or text for text in texts):
                wrong.add(f"{lang} {key}: empty")
            if lang != "zh" and any(HAN.search(text) for text in texts):
                wrong.add(f"{lang} {key}: Han characters")
            if len(texts) not in (1, FORMS[lang]):
                wrong.add(f"{lang} {key}: {len(texts)} forms")
    for key in {*messages("zh")} & {*messages("en")}:
        (zh, *_), *others = messages("zh")[key], *messages("en")[key]
        *more, last = others
        if {*BRACES.findall(last)} != {*BRACES.findall(zh)}:
            wrong.add(f"{key}: other places to fill")
        if any({*BRACES.findall(text)} - {*BRACES.findall(zh)} for text in more):
            wrong.add(f"{key}: a form fills what is not there")
    assert sorted(wrong) == []


@cache
def said():
    """What the code says: texts as they stand, and patterns of those put together."""
    words, patterns = set(), set()
    for path in sorted(FOLDER.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                words.add(node.value)
            elif isinstance(node, ast.JoinedStr):
                pieces = [re.escape(one.value) if isinstance(one, ast.Constant) else r"[\w. -]+" for one in node.values]
                patterns.add("".join(pieces))
            elif isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                if name in ("known", "known_word", "_known"):
                    patterns.add(re.escape(node.args[0].value) + r"\.[\w -]+")
            elif isinstance(node, ast.keyword) and node.arg == "about" and isinstance(node.value, ast.Constant):
                patterns.add(re.escape(node.value.value) + r"\.[\w-]+")
    for path in sorted((FOLDER / "starter" / "templates").iterdir()):
        words |= {*re.findall(r"[\w.-]+", path.read_text(encoding="utf-8"))}
    for path in sorted(FOLDER.rglob("*.jinja")):
        for literal in re.findall(r'say\(\s*"([^"]+)"(?:\s*[~+]|\s*%)?', path.read_text(encoding="utf-8")):
            words.add(literal)
            patterns.add(
                re.escape(literal).replace("%s", r"[\w -]+") if "%s" in literal else re.escape(literal) + r"[\w-]+"
            )
    return words, [pattern for pattern in patterns if re.match(r"\w+\\\.|\w+\.", pattern)]


def test_every_message_is_said_somewhere():
    words, patterns = said()
    together = re.compile("|".join(f"(?:{pattern})" for pattern in patterns))
    unused = [
        key
        for key in messages("zh")
        if key not in words and not any(part in words for part in tails(key)) and not together.fullmatch(key)
    ]
    assert unused == []


def tails(key):
    """What the code gives of a key where the rest is put before it: the name of an error."""
    head, _, tail = key.partition(".")
    if head in ("error", "remedy", "problem"):
        yield tail.removeprefix("problem.")


@pytest.mark.parametrize(("lang", "count", "words"), [("en", 1, "1 page"), ("en", 2, "2 pages"), ("zh", 1, "共 1 页")])
def test_the_number_chooses_the_form(lang, count, words):
    assert say("extraction.pages", lang, count=count) == words


def test_a_message_is_there_or_not():
    assert has_message("verdict.pass")
    assert not has_message("verdict.perhaps")
