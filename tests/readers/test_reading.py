from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.document.model import Place
from checker.errors import UnreadableError
from checker.readers import read_bytes, read_path
from checker.readers.limits import DEFAULT
from tests.tables import every_row

SAMPLES = Path(__file__).parents[2] / "samples"


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.txt")), ids=lambda path: path.stem)
def test_a_sample_is_its_text(path):
    document = read_path(path)
    assert document.text == path.read_text(encoding="utf-8")
    assert (document.format, document.path, document.meta) == ("txt", str(path), {})


@every_row(
    ("data", "name", "kind"),
    [
        ("法治", "a.txt", "txt"),
        ("法治", "a.md", "markdown"),
        ("法治", "A.MARKDOWN", "markdown"),
        ("法治", "a.html", "txt"),
        ("<!DOCTYPE html><p>法治", "a.txt", "html"),
        ("\ufeff <!-- x --><html><p>法治", "a.md", "html"),
        ("<div>法治</div>", "a.txt", "html"),
        ("一、<p>法治</p>", "a.txt", "txt"),
        ("一、<p>法治</p>", "a.htm", "html"),
        ("<br>\n# 法治", "a.md", "markdown"),
        ("5<6，法治", "a.txt", "txt"),
    ],
)
def test_content_decides_the_format(data, name, kind):
    assert read_bytes(data.encode(), name).format == kind


def test_standard_input_is_no_markdown():
    assert read_bytes("# 法治".encode(), "-").text == "# 法治"


@every_row(
    ("data", "key", "values"),
    [
        (b"", "empty", {}),
        (b"\xef\xbb\xbf \r\n", "empty", {}),
        ("　\u00a0\n".encode(), "empty", {}),
        (b"%PDF-1.7\n", "pdf-broken", {}),
        (b"PK\x03\x04....word/document.xml", "file-broken", {"format": "docx"}),
        (b"PK\x03\x04....OFD.xml", "file-broken", {"format": "ofd"}),
        (b"PK\x03\x04....", "file-broken", {"format": "zip"}),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "file-broken", {"format": "doc"}),
        (b"{\\rtf1", "file-broken", {"format": "rtf"}),
        (b"\x89PNG\r\n\x1a\n", "picture-broken", {}),
        (b"\xff\xd8\xff\xe0", "picture-broken", {}),
        (b"II*\x00", "picture-broken", {}),
        (b"GIF89a", "format-not-supported", {"format": "gif"}),
        (b"abc\0\0\1", "binary", {}),
        (b"a" * 2_000_001, "too-long", {"length": 2_000_001, "limit": 2_000_000}),
        (b"a" * (DEFAULT.size + 1), "too-large", {"size": 20.0, "limit": 20}),
    ],
)
def test_what_cannot_be_read(data, key, values):
    with pytest.raises(UnreadableError) as caught:
        read_bytes(data, "x.txt")
    assert (caught.value.key, caught.value.values) == (key, {**values, "path": "x.txt"})


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(UnreadableError, match="not-found"):
        read_path(tmp_path / "a.txt")
    with pytest.raises(UnreadableError, match="is-folder"):
        read_path(tmp_path)
    with pytest.raises(UnreadableError, match="read-failed"):
        read_path("a\0.txt")


def test_a_huge_file_is_not_read(tmp_path):
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    with pytest.raises(UnreadableError) as caught:
        read_path(path)
    assert caught.value.values == {"size": 50.0, "limit": 20, "path": str(path)}


def test_every_line_end_ends_a_line():
    document = read_bytes("甲\r\n乙\r丙\u2028丁\f戊\n".encode(), "a.txt")
    assert document.text == "甲\n乙\n丙\n丁\n戊\n"
    places = [document.source.place(document.text.index(char)) for char in "甲乙丙丁戊"]
    assert places == [Place(1, 1), Place(2, 1), Place(3, 1), Place(3, 3), Place(3, 5)]


def test_control_characters_stay_in_the_text():
    assert read_bytes("法\x07治\x1b[31m\ue000".encode(), "a.txt").text == "法\x07治\x1b[31m\ue000"


@given(st.text(st.sampled_from("法治a \r\n\u2028\f\ufeff"), min_size=1))
def test_places_of_a_text(text):
    source = ("一" + text).encode()
    document = read_bytes(source, "a.txt")
    lines = source.decode().replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for offset, char in enumerate(document.text):
        place = document.source.place(offset)
        if char != "\n":
            assert lines[place.line - 1][place.column - 1] == char
