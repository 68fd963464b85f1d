from __future__ import annotations

import os
from pathlib import Path

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.errors import UnreadableError
from checker.readers import read_bytes
from checker.readers.plain import decode, decoded, read
from tests.tables import every_row

TEXT = (Path(__file__).parents[2] / "samples" / "most-complete.txt").read_text(encoding="utf-8")


@every_row("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030", "gbk"])
@every_row("text", [TEXT, TEXT.replace("\n", "\r\n"), TEXT[:60], "某县某局2024年法治政府建设年度报告"])
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


@every_row("end", [b"\x1a", b"\0" * 300, b"\r\n\x1a" + b"\0" * 300])
def test_what_fills_the_end_of_a_file_is_no_text(end):
    for codec in ("utf-8", "gb18030"):
        assert decode(TEXT.encode(codec) + end).rstrip() == TEXT.rstrip()


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


def test_the_edition_of_2022():
    text = "认真落实各项部署，规范执法。" * 5
    assert decode(text.encode("gb18030") + b"\xa6\xdb\xa6\xd9\xfe\x59") == f"{text}︑︐\u9fb4"


MIXED = "一、主要举措和成效。\n二、存在的不足和原因。\n三、下一年度的安排。\n".splitlines(keepends=True)


@pytest.mark.parametrize("first", [0, 1])
def test_two_encodings_in_one_file_are_read_and_told(first):
    data = b"".join(line.encode(("utf-8", "gb18030")[(number + first) % 2]) for number, line in enumerate(MIXED))
    assert decoded(data) == ("".join(MIXED), True)
    document = read_bytes(data, "a.txt")
    assert document.text == "".join(MIXED)
    assert document.extraction.warnings == ("two-encodings",)


def test_characters_that_became_question_marks_are_told():
    lost = MIXED[1].encode("ascii", "replace")
    assert read_bytes(MIXED[0].encode() + lost, "a.txt").extraction.warnings == ("lost-characters",)
    assert read_bytes("办理情况如何？？？".encode(), "a.txt").extraction is None


def test_two_encodings_in_one_line_of_a_page():
    page = b"<html><body>" + b"".join(
        f"<p>{line.strip()}</p>".encode(("utf-8", "gb18030")[number % 2]) for number, line in enumerate(MIXED)
    )
    document = read_bytes(page, "a.html")
    assert document.text == "".join(MIXED).strip()
    assert document.extraction.warnings == ("two-encodings",)


@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "utf-16", "big5"])
def test_one_encoding_is_not_two(codec):
    data = "".join(MIXED).encode(codec, "replace")
    assert not decoded(data).mixed
    assert not decoded(data + b"\n").mixed


def test_a_line_that_is_damaged_is_no_other_encoding():
    data = "".join(MIXED).encode()
    assert not decoded(data[:-3] + b"\xe3").mixed


@pytest.mark.parametrize(
    ("mark", "written", "codec"), [("，", "utf-8", "gb18030"), ("，", "utf-8", "cp1252"), ("。", "gb18030", "latin-1")]
)
def test_a_text_that_was_read_wrongly_and_saved_so_is_no_text(mark, written, codec):
    misread = (f"认真落实{mark}" * 9).encode(written).decode(codec, "replace")
    with pytest.raises(UnreadableError) as caught:
        decode(misread.encode())
    assert caught.value.key == "encoding"


def test_a_text_that_mail_quotes_is_read_without_its_marks():
    document = read("> 甲报告\n>\n\n> > 乙，丙\n>丁", "x.txt")
    assert document.text == "甲报告\n\n\n乙，丙\n丁"
    assert [document.source.place(document.text.index(char))[:2] for char in "甲乙丙丁"] == [
        (1, 3),
        (4, 5),
        (4, 7),
        (5, 2),
    ]
    assert read("收到\n> 甲报告", "x.txt").text == "收到\n> 甲报告"
