"""What a viewer shows of a pdf is read, nothing else is, and what nobody can know is doubtful."""

from __future__ import annotations

import pytest

pytest.importorskip("pypdfium2", reason="PYPDFIUM2 IS NOT INSTALLED: pdf is not tested")
pytest.importorskip("pikepdf", reason="PIKEPDF IS NOT INSTALLED: what viewers show of a pdf is not tested")

from checker.errors import UnreadableError

from .drawing import Word, column, draw
from .here import read_here as read
from .viewed import Array, Dictionary, Name, annotation, changed, embedded, field, form, layer, off, shown, turned

LINES = [
    "某市某局坚持依法行政，认真履行职责，各项",
    "任务全部完成。主要负责人履行第一责任人职",
    "责，全年研究部署12次。",
]
WORDS = [Word(72, 760 - 28 * number, line) for number, line in enumerate(LINES)]
TEXT = "".join(LINES)
MORE = "另外一句话"


def seen(data: bytes) -> tuple[str, tuple[str, ...], dict[str, int]]:
    document = read(data, "a.pdf")
    assert document.extraction is not None
    return "".join(document.text.split()), document.extraction.warnings, dict(document.extraction.skipped)


SHOWN = {
    "a layer that is on": layer(MORE, lambda group: Dictionary(ON=Array([group]))),
    "a layer that is on where others are off": layer(
        MORE, lambda group: Dictionary(BaseState=Name.OFF, ON=Array([group]))
    ),
    "a form in a layer that is on": form(MORE, hidden=False),
    "a field": field("Tx", MORE),
    "a field below another": field("Tx", MORE, kid=True),
    "a choice": field("Ch", MORE),
    "a typed note": annotation("FreeText", MORE),
    "a stamp with words": annotation("Stamp", MORE),
    "pale words that stand once": shown(MORE, before="0.8 g"),
    "words inside of a path that clips": shown(MORE, before="0 0 595 842 re W n"),
}
NOT_SHOWN = {
    "a layer that is off": layer(MORE, off),
    "layers are off": layer(MORE, lambda _: Dictionary(BaseState=Name.OFF)),
    "a membership of layers that are off": layer(MORE, off, member=True),
    "a form in a layer that is off": form(MORE, hidden=True),
    "a field that is hidden": field("Tx", MORE, flags=2),
    "a field that is not viewed": field("Tx", MORE, flags=32),
    "a signature by certificate": field("Sig", MORE),
    "a comment": annotation("Text", MORE, drawn=False),
    "a link": annotation("Link", "", drawn=False),
    "a stamp with a picture": annotation("Stamp", ""),
    "words that a path cuts off": shown(MORE, before="10 10 50 20 re W n"),
    "words that the second of two paths cuts off": shown(MORE, before="0 0 595 842 re W n 10 10 50 20 re W n"),
}


def test_what_is_shown_is_read_and_what_is_not_is_not():
    wrong = {}
    for name, change in (SHOWN | NOT_SHOWN).items():
        text, warnings, _ = seen(changed(WORDS, change))
        if (text, warnings) != (TEXT + MORE if name in SHOWN else TEXT, ()):
            wrong[name] = text, warnings
    assert wrong == {}


def test_what_is_left_out_is_counted():
    counted = {
        "comment": annotation("Text", MORE, drawn=False),
        "signature": field("Sig", MORE),
        "stamp": annotation("Stamp", ""),
    }
    assert {kind for kind, change in counted.items() if seen(changed(WORDS, change))[2] != {kind: 1}} == set()


def test_two_layers_of_one_name():
    text, *_ = seen(changed(WORDS, layer("看得见", lambda _: Dictionary()), layer(MORE, off)))
    assert text == TEXT + "看得见"


def test_a_layer_that_is_off_over_the_text():
    words = [Word(72, 760 - 28 * number, line) for number, line in enumerate(LINES * 2)]
    group = layer(MORE, off)
    assert seen(changed(words, group))[0] == TEXT * 2


def test_a_field_that_nothing_draws_is_told():
    for change in (field("Tx", MORE, drawn=False), annotation("FreeText", MORE, drawn=False)):
        assert seen(changed(WORDS, change))[1] == ("unread-fields",)
    assert seen(changed(WORDS, field("Tx", "", drawn=False)))[1] == ()


def test_a_font_of_the_file_with_a_whole_table():
    assert seen(embedded(LINES, {})) == (TEXT, (), {})
    assert seen(embedded([line.replace("，", "　") for line in LINES], {}))[1] == ()


def test_digits_of_a_turned_page_are_no_wide_characters():
    lines = [*LINES[:2], "责，全年研究部署12次、讲课3次、批示456件。"]
    assert seen(embedded(lines, {}, turned)) == ("".join(lines), (), {})


@pytest.mark.parametrize("char", ["责", "1", "任", "。"])
def test_a_character_without_meaning_is_doubtful_and_no_other(char):
    wrong = {}
    for meant in (None, "0000", "0020", "00A0", "3000", "E123", "FFFD", ""):
        text, warnings, _ = seen(embedded(LINES, {char: meant}))
        if (text, warnings) != (TEXT.replace(char, "\ufffd"), ("unreadable-glyphs",)):
            wrong[meant] = text, warnings
    assert wrong == {}


def test_the_pages_of_doubt_are_told():
    document = read(embedded(LINES, {"责": None}), "a.pdf")
    assert dict(document.extraction.where) == {"unreadable-glyphs": (1,)}


def test_a_font_of_single_bytes_without_a_table(monkeypatch):
    monkeypatch.setattr("checker.readers.ocr.is_installed", lambda: False)
    with pytest.raises(UnreadableError, match="needs-ocr"):
        read(embedded(LINES, {}, composite=False), "a.pdf")


def test_fonts_that_are_not_embedded_give_all_characters():
    apart = []
    for word in WORDS:
        x = word.x
        for char in word.text:
            apart.append(Word(x, word.y, char))
            x += 8 if char.isascii() else 16
    assert seen(draw(apart)) == seen(draw(WORDS)) == (TEXT, (), {})
    titled = draw([Word(72, 788, "目  录"), Word(72, 100, "第  一  页"), *WORDS])
    assert seen(titled)[1] == ()


SLANT = "0.7 0.7 -0.7 0.7"


@pytest.mark.parametrize(
    ("words", "matrix", "text", "warnings", "skipped"),
    [
        (["某市某局"] * 3, SLANT, TEXT, (), {"watermark": 3}),
        (["内部资料注意保存"] * 2, SLANT, "内部资料注意保存" + TEXT, (), {"watermark": 2}),
        (LINES[:2], SLANT, TEXT, ("turned-text",), {"watermark": 2}),
        (["某市某局"], "0 1 -1 0", TEXT, ("turned-text",), {}),
    ],
)
def test_words_on_a_slant_are_a_watermark_and_much_that_is_turned_is_told(words, matrix, text, warnings, skipped):
    slanted = [Word(200, 150 + 60 * number, one, matrix=matrix) for number, one in enumerate(words)]
    assert seen(draw([*WORDS, *slanted])) == (text, warnings, skipped)


def test_pale_words_over_the_page_are_a_watermark():
    marks = [Word(x, y, "某市某局", 20, before="0.85 g") for x in (60, 300) for y in range(100, 760, 90)]
    text, warnings, skipped = seen(draw([*WORDS, *marks]))
    assert (text, warnings, skipped) == (TEXT, (), {"watermark": len(marks)})


def test_a_signature_and_its_date_alone_on_the_last_page():
    body = column(TEXT * 6, x=72, y=760, width=28)
    last = [Word(420, 760, "某市某局"), Word(396, 732, "2026年1月20日")]
    assert read(draw(body, last), "a.pdf").text.split("\n")[-2:] == ["某市某局", "2026年1月20日"]


def test_a_table_of_contents():
    entries = [
        "目  录",
        "一、主要举措……………………1",
        "二、存在不足............2",
        "三、党政主要负责人履行推进法治建设第一责任",
        "人职责情况…………………… 12",
    ]
    page = [Word(72, 760 - 28 * number, entry) for number, entry in enumerate(entries)]
    lines = ["目录", *entries[1:3], entries[3] + entries[4].replace(" ", "")]
    assert (
        read(draw(page, column(TEXT * 4, x=72, y=760, width=28)), "a.pdf").text.replace(" ", "").split("\n")[:4]
        == lines
    )


def test_files_within_the_file_are_told():
    def attach(pdf):
        pdf.attachments["附件.docx"] = b"PK"

    assert seen(changed(WORDS, attach))[1] == ("embedded-document",)
    with pytest.raises(UnreadableError) as told:
        read(changed([], attach), "a.pdf")
    assert (told.value.key, told.value.values["names"]) == ("only-attachments", ["附件.docx"])
