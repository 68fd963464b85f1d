"""Scanned pages are recognised, marked as such, and joined to paragraphs."""

from __future__ import annotations

import difflib
import io
import math
import socket

import pytest

pypdfium2 = pytest.importorskip("pypdfium2", reason="PYPDFIUM2 IS NOT INSTALLED: recognition is not tested")
Image = pytest.importorskip("PIL.Image", reason="PILLOW IS NOT INSTALLED: recognition is not tested")
pytest.importorskip("rapidocr", reason="RAPIDOCR IS NOT INSTALLED (extra ocr): recognition is not tested")

from checker.errors import UnreadableError
from checker.readers import ink, limits, ocr, picture, read_bytes
from tests.readers.drawing import Word, column, draw
from tests.readers.here import read_here
from tests.readers.test_docx_around import with_parts
from tests.readers.test_pdf import BODY, MORE
from tests.readers.words import p

FONT = "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc"


def scan(*lines: str, turn: int = 0):
    """A picture of a page with *lines* of print."""
    from PIL import ImageDraw, ImageFont

    try:
        font = ImageFont.truetype(FONT, 33, index=2)
    except OSError:
        pytest.skip("NOTO SERIF CJK IS NOT INSTALLED: recognition is not tested")
    page = Image.new("L", (1240, 900), 255)
    drawn = ImageDraw.Draw(page)
    for number, line in enumerate(lines):
        drawn.text((170, 120 + 58 * number), line, font=font, fill=0)
    return page.rotate(turn, expand=True, fillcolor=255)


LINES = ["　　" + BODY[:25], BODY[25:52], BODY[52:], "　　" + MORE[:25], MORE[25:52], MORE[52:]]


def saved(form, *pages):
    file = io.BytesIO()
    more = {"save_all": True, "append_images": pages[1:]} if len(pages) > 1 else {}
    pages[0].save(file, form, resolution=150, **more)
    return file.getvalue()


def alike(text, wanted):
    """Share of characters that are the same, whatever the width of punctuation."""
    table = str.maketrans("，。；：、", ",.;:,")
    return difflib.SequenceMatcher(None, text.translate(table), wanted.translate(table), autojunk=False).ratio()


@pytest.fixture(autouse=True)
def _no_network(monkeypatch):
    def refused(*_args, **_options):
        raise AssertionError("recognition went to the network")

    monkeypatch.setattr(socket.socket, "connect", refused)


def test_a_mixed_pdf_is_read_page_by_page():
    scanned = saved("PDF", scan(*LINES))
    with pypdfium2.PdfDocument(draw(column(BODY, x=80, y=700, width=27))) as whole:
        with pypdfium2.PdfDocument(scanned) as part:
            whole.import_pages(part)
        file = io.BytesIO()
        whole.save(file)
    document = read_here(file.getvalue(), "a.pdf")
    first, second, third = document.text.split("\n")
    assert first == BODY
    assert alike(second, BODY) > 0.95
    assert alike(third, MORE) > 0.95
    assert 0.5 < document.extraction.recognised < 0.8
    assert "recognised-text" in document.extraction.warnings
    assert [document.source.place(document.text.index(text)).page for text in (first, third)] == [1, 2]


def test_a_document_of_pictures_is_read_picture_by_picture():
    image = '<w:r><w:drawing><wp:inline><a:graphic><a:blip r:embed="x{}"/></a:graphic></wp:inline></w:drawing></w:r>'
    pages = [saved("PNG", scan(*LINES[:3])), saved("JPEG", scan(*LINES[3:]))]
    parts = [("image", f"media/{number}.png", data) for number, data in enumerate(pages)]
    document = read_here(with_parts("".join(p(image.format(number)) for number in range(2)), *parts), "a.docx")
    first, second = document.text.split("\n")
    assert alike(first, BODY) > 0.95
    assert alike(second, MORE) > 0.95
    assert document.extraction.recognised == 1
    assert "recognised-text" in document.extraction.warnings
    assert [document.source.place(document.text.index(text)).page for text in (first, second)] == [1, 2]


@pytest.mark.parametrize(("form", "kind"), [("PNG", "png"), ("JPEG", "jpg"), ("TIFF", "tif")])
def test_a_picture_of_a_page(form, kind):
    document = read_here(saved(form, scan(*LINES[:3])), f"a.{kind}")
    assert document.format == kind
    assert alike(document.text, BODY) > 0.95
    assert document.extraction.recognised == 1


@pytest.mark.parametrize("turn", [90, 180, 1])
def test_a_page_that_was_scanned_askew(turn):
    document = read_here(saved("PNG", scan(*LINES[:4], turn=turn)), "a.png")
    first, second = document.text.split("\n")
    assert alike(first, BODY) > 0.95
    assert alike(second, MORE[:25]) > 0.95


def test_the_pages_of_a_tif():
    document = read_here(saved("TIFF", scan(*LINES[:3]), scan(*LINES[3:])), "a.tif")
    assert document.extraction.pages == 2
    assert document.source.place(len(document.text) - 1).page == 2


def test_recognition_gives_the_same_each_time():
    data = saved("PNG", scan(*LINES[:3]))
    assert read_here(data, "a.png").text == read_here(data, "a.png").text


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "picture-broken"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 40, "picture-broken"),
        (b"II*\x00\xff\xff\xff\xff", "picture-broken"),
    ],
)
def test_a_broken_picture(data, key):
    with pytest.raises(UnreadableError) as caught:
        read_here(data, "a")
    assert caught.value.key == key


def test_a_picture_too_large_is_refused_before_it_is_unpacked(monkeypatch):
    monkeypatch.setattr(picture, "MAX_OCR_PIXELS", 1000)
    with pytest.raises(UnreadableError) as caught:
        read_here(saved("PNG", scan("法治")), "a.png")
    assert caught.value.key == "picture-too-large"
    assert limits.MAX_OCR_PIXELS < Image.MAX_IMAGE_PIXELS


def test_too_many_scanned_pages_are_refused(monkeypatch):
    monkeypatch.setattr(picture, "MAX_OCR_PAGES", 0)
    with pytest.raises(UnreadableError) as caught:
        read_here(saved("TIFF", scan("法治")), "a.tif")
    assert caught.value.key == "too-many-scans"


def test_without_recognition_a_picture_is_unreadable(monkeypatch):
    monkeypatch.setattr(ocr, "is_installed", lambda: False)
    with pytest.raises(UnreadableError) as caught:
        read_here(saved("PNG", scan("法治")), "a.png")
    assert (caught.value.key, caught.value.values["extra"]) == ("needs-ocr", "ocr")


def pixels(page):
    import numpy

    return numpy.ascontiguousarray(numpy.asarray(page.convert("RGB"))[:, :, ::-1])


def test_dark_lines_that_were_not_read_are_noticed():
    image = pixels(scan(*LINES))
    found = ocr._detect(image, 960)
    assert ink.unread_rows(image, [line.box for line in found]) == []
    fewer = [*found[:1], *found[2:]]
    missed = ink.unread_rows(image, [line.box for line in fewer])
    assert len(missed) == 1
    again = ocr._read_closely(image, fewer, missed)
    assert sorted(line.text for line in again) == sorted(line.text for line in found)


@pytest.mark.parametrize("turn", [0, 0.7, -1])
def test_the_lines_of_a_plain_page_are_found_by_their_ink_where_the_engine_finds_them(turn):
    page = pixels(scan(*LINES, turn=turn))
    by_ink = sorted(ink.lines_of_print(page), key=lambda box: box[0][1])
    by_engine = sorted((line.box for line in ocr._detect(page, 960)), key=lambda box: box[0][1])
    assert len(by_ink) == len(by_engine) == len(LINES)
    for one, other in zip(by_ink, by_engine, strict=True):
        for corner, wanted in zip(one, other, strict=True):
            assert math.dist(corner, wanted) < 33  # the height of the print


def drawn_over(what):
    """A picture of a page with lines of print and something else."""
    from PIL import ImageDraw

    page = scan(*LINES)
    drawn = ImageDraw.Draw(page)
    if what == "table":
        for x in (160, 600, 1100):
            drawn.line((x, 100, x, 480), fill=0, width=3)
    elif what == "rules":
        for y in (100, 480, 540):
            drawn.line((160, y, 1100, y), fill=0, width=3)
    elif what == "handwriting":
        drawn.arc((700, 380, 1000, 700), 0, 300, fill=0, width=5)
    elif what == "picture":
        drawn.rectangle((300, 600, 700, 800), fill=60)
    elif what == "column out of step":
        page.paste(scan(*[line[:8] for line in LINES]).crop((170, 100, 460, 480)), (900, 129))
    return page


@pytest.mark.parametrize("what", ["table", "rules", "handwriting", "picture", "column out of step"])
def test_a_page_that_holds_something_else_is_not_plain(what):
    assert ink.lines_of_print(pixels(scan(*LINES)))
    assert not ink.lines_of_print(pixels(drawn_over(what)))


def test_a_page_that_lies_on_its_side_is_not_plain():
    assert not ink.lines_of_print(pixels(scan(*LINES, turn=90)))


def test_words_under_a_seal_are_read_without_it():
    from PIL import ImageChops, ImageDraw, ImageFont

    page = scan(*LINES[:3], "", "　" * 14 + "某市市场监督管理局", "　" * 15 + "2026年1月28日").convert("RGB")
    seal = Image.new("RGB", page.size, "white")
    drawn = ImageDraw.Draw(seal)
    drawn.ellipse((640, 270, 890, 520), outline=(215, 40, 40), width=7)
    drawn.regular_polygon((765, 395, 45), 5, fill=(215, 40, 40))
    font = ImageFont.truetype(FONT, 27, index=2)
    for at, char in enumerate("某市市场监督管理局"):
        angle = math.radians(-120 + 30 * at)
        drawn.text((765 + math.sin(angle) * 100, 395 - math.cos(angle) * 100), char, (215, 40, 40), font, "mm")
    document = read_here(saved("PNG", ImageChops.multiply(page, seal)), "a.png")
    assert document.text.split("\n")[1:] == ["某市市场监督管理局", "2026年1月28日"]


def test_a_line_with_a_character_in_doubt_is_read_wider(monkeypatch):
    image = pixels(scan(*LINES[:1]))
    (line,) = ocr._detect(image, 960)
    widths = []
    cut_out = ocr._cut_out
    monkeypatch.setattr(ocr, "_cut_out", lambda *given: widths.append(given[2]) or cut_out(*given))
    monkeypatch.setattr(ocr, "_SURE", 1.1)
    assert alike(ocr._detect(image, 960)[0].text, line.text) > 0.95
    assert widths == [ocr._NARROWED, ocr._WIDER]


def test_words_alone_are_no_scan():
    assert read_here(draw([Word(80, 700, "某市某局")]), "a.pdf").text == "某市某局"


@pytest.mark.parametrize("size", [(1754, 2480), (2400, 2400), (2400, 1800), (600, 2400)])
def test_a_large_page_is_looked_at_closely_within_memory(size):
    longer, shorter = max(size), min(size)
    side = min(ocr._close_side(*size), longer)
    assert side * side * shorter / longer <= ocr._MOST_AT_ONCE
    assert side * shorter / longer >= 600


def test_a_photograph_of_a_page_is_read_within_memory():
    """Large and with dark lines that are no text, so that it is looked at closely."""
    from PIL import ImageDraw

    page = Image.new("L", (2400, 2400), 255)
    page.paste(scan(*LINES), (400, 200))
    drawn = ImageDraw.Draw(page)
    for y in range(1200, 2300, 120):
        for x in range(200, 2200, 60):
            drawn.rectangle((x, y, x + 24, y + 30), fill=0)
    document = read_bytes(saved("PNG", page), "a.png")
    assert alike("".join(document.text.split("\n")[:2]), BODY + MORE) > 0.8


@pytest.mark.parametrize("size", [(60_000, 1), (1, 60_000), (20_000, 12), (1, 1)])
def test_a_picture_like_a_thread_has_no_text(size):
    with pytest.raises(UnreadableError) as caught:
        read_bytes(saved("PNG", Image.new("L", size, 255)), "a.png")
    assert caught.value.key == "picture-without-text"


def test_an_engine_without_memory_is_told_as_that(monkeypatch):
    import numpy

    def engine(_image, **_wanted):
        raise RuntimeError("Non-zero status code returned while running Conv node. Status Message: std::bad_alloc")

    monkeypatch.setattr(ocr, "_engine", lambda _side: engine)
    with pytest.raises(MemoryError):
        ocr._detect(numpy.zeros((100, 100, 3), numpy.uint8), 960)
