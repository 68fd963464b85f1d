"""Expressions of the code: compiled once, kept, and the same when they come back."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.text import lazy_re

SOURCES = (r"(?P<year>\d{4})年|(甲|乙丙)+?", r"[㐀-鿿A-Za-z]{2,}", r"^(?<!甲)乙(?=丙)$", "x*")


@pytest.fixture
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("CHECKER_CACHE", str(tmp_path))
    return tmp_path


def kept_file(folder: Path) -> Path:
    (file,) = folder.glob("regex-*")
    return file


@pytest.mark.parametrize("flags", [0, re.MULTILINE, re.IGNORECASE | re.DOTALL])
def test_what_was_kept_is_what_was_compiled(cache, flags):
    first = lazy_re._Kept()
    made = [first.compiled(source, flags) for source in SOURCES]
    first._write_back()
    assert kept_file(cache).exists()
    second = lazy_re._Kept()
    assert [second.compiled(source, flags) for source in SOURCES] == made
    assert made == [re.compile(source, flags) for source in SOURCES]
    assert not second._is_new


SPOILT = (
    lambda kept: kept[:-8],
    lambda kept: kept[:-3],
    lambda kept: kept[:-8] + b"AAAA" + kept[-4:],
    lambda kept: kept.replace(b" ", b"", 1),
    lambda kept: kept.partition(b"\n")[0],
    lambda _: b"7\n",
)


@pytest.mark.parametrize("spoil", SPOILT)
@pytest.mark.usefixtures("cache")
def test_code_that_was_spoilt_is_compiled_anew(spoil):
    kept = lazy_re._Kept()
    kept.compiled(SOURCES[0], 0)
    for name, entry in kept._codes.items():
        kept._codes[name] = spoil(entry)
    kept._write_back()
    assert lazy_re._Kept().compiled(SOURCES[0], 0) == re.compile(SOURCES[0])


def test_a_file_of_somebody_else_is_not_there(cache):
    kept = lazy_re._Kept()
    kept.compiled(SOURCES[0], 0)
    kept._write_back()
    kept_file(cache).write_text(json.dumps({"0 x": []}), encoding="utf-8")
    assert lazy_re._Kept().compiled("x", 0) == re.compile("x")


@given(st.from_regex(r"\A(?:[甲乙]{1,2}|\\d|\[乙-甲\]|\(乙\|丙\)){1,6}\Z"), st.text(alphabet="甲乙丙1", max_size=12))
def test_what_comes_back_finds_the_same(source, text):
    found = lazy_re._revived(lazy_re._code_of(source, 0))
    assert [match.span() for match in found.finditer(text)] == [match.span() for match in re.finditer(source, text)]
