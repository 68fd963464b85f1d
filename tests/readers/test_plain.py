from __future__ import annotations

import os
from pathlib import Path

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.errors import UnreadableError
from checker.readers.plain import decode

TEXT = (Path(__file__).parents[2] / "samples" / "most-complete.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030", "gbk"]
)
@pytest.mark.parametrize("text", [TEXT, TEXT.replace("\n", "\r\n"), TEXT[:60], "某县某局2024年法治政府建设年度报告"])
def test_every_usual_encoding(codec, text):
    text = text.encode(codec, "ignore").decode(codec)  # GBK lacks a few characters
    assert decode(text.encode(codec)) == text


def test_big5():
    text = opencc.OpenCC("s2t").convert(TEXT[:1500])
    data = text.encode("big5hkscs", "ignore")
    assert decode(data) == data.decode("big5hkscs")


@given(st.text(st.sampled_from(sorted(set(TEXT)))))
def test_round_trip_utf8(text):
    assert decode(text.encode()) == text


@given(st.lists(st.sampled_from([line for line in TEXT.split("\n") if len(line) > 20]), min_size=1, max_size=5))
def test_round_trip_of_sentences(lines):
    text = "\n".join(lines)
    for codec in ("gb18030", "utf-16-le", "utf-16-be", "utf-16"):
        assert decode(text.encode(codec)) == text


@given(st.binary(min_size=1))
def test_any_bytes_are_a_text_or_an_error(data):
    try:
        text = decode(data)
    except UnreadableError as error:
        text = error.key
    assert "\0" not in text


def test_a_declared_encoding():
    page = f'<meta http-equiv="Content-Type" content="text/html; charset=gb2312"><p>{TEXT}'
    assert decode(page.encode("gb18030")) == page
    assert decode(page.encode("utf-8")) == page  # the declaration is wrong


@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
def test_a_few_broken_bytes_are_no_other_encoding(codec):
    data = TEXT[:800].encode(codec)
    text = decode(data[:301] + b"\xff" + data[301:-1])
    assert 1 <= text.count("\ufffd") <= 8
    assert text[:50] == TEXT[:50]


@pytest.mark.parametrize(
    ("data", "key"),
    [(bytes(range(256)) * 8, "binary"), (b"\x7fELF\0\0\0\1" * 9, "binary"), (b"\xe9t\xe9 \xe0 l'\xe9cole", "encoding")],
)
def test_no_text(data, key):
    with pytest.raises(UnreadableError, match=key):
        decode(data)


def test_random_bytes_are_no_text():
    with pytest.raises(UnreadableError):
        decode(os.urandom(4000))
