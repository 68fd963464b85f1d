from __future__ import annotations

import gc
import resource
import subprocess
import sys
from itertools import cycle
from pathlib import Path

import pytest

pytest.importorskip("pypdfium2", reason="PYPDFIUM2 IS NOT INSTALLED: pdf is not tested")

from checker.document.model import Place
from checker.errors import UnreadableError
from checker.readers import limits, ocr
from checker.readers.limits import DEFAULT
from tests.readers.drawing import PICTURE, Word, column, draw, stroke
from tests.readers.here import read_here
from tests.tables import every_row

BODY = "某市某局坚持以习近平法治思想为指导，全面落实法治政府建设各项部署，依法履行职责，规范执法行为，取得了明显成效。"
MORE = "一是加强组织领导，压实各级责任，定期研究部署重点工作，听取专题汇报；二是开展普法宣传，增强干部群众法治观念。"
THIRD = "三是严格规范公正文明执法，落实行政执法公示、全过程记录、重大执法决定法制审核制度，办理案件一百余件。"


def lines(*pages, **options):
    return read_here(draw(*pages, **options), "a.pdf").text.split("\n")


def test_lines_become_paragraphs_and_places_are_pages():
    first = [*column(BODY, x=80, y=700, width=27), *column(MORE, x=80, y=616, width=27)]
    second = column(THIRD, x=80, y=700, width=27)
    document = read_here(draw(first, second), "a.pdf")
    assert document.text.split("\n") == [BODY, MORE, THIRD]
    assert document.format == "pdf"
    assert document.source.place(0) == Place(page=1)
    assert document.source.place(document.text.index("三是")) == Place(page=2)
    assert document.extraction.pages == 2
    assert document.extraction.joined == 5
    assert document.extraction.recognised == 0


def test_a_paragraph_goes_on_over_a_page_and_its_number():
    words = column(BODY + MORE + THIRD, x=80, y=700, width=27)
    first, second = words[:3], [word._replace(y=word.y + 84) for word in words[3:]]
    number = [[Word(290, 60, f"— {page} —", 14)] for page in (1, 2)]
    document = read_here(draw([*first, *number[0]], [*second, *number[1]]), "a.pdf")
    assert document.text == BODY + MORE + THIRD
    assert document.extraction.skipped == {"page-number": 2}
    assert document.source.place(len(document.text) - 1) == Place(page=2)


@every_row("form", ["{}", "- {} -", "— {} —", "第{}页", "第 {} 页 共 3 页", "{}/3", "Page {} of 3", "－{}－"])
def test_page_numbers_go(form):
    pages = [[*column(text, x=80, y=700, width=27), Word(280, 50, form.format(number), 12)]
             for number, text in enumerate((BODY, MORE, THIRD), 1)]  # fmt: skip
    assert lines(*pages) == [BODY, MORE, THIRD]


def test_running_heads_go_and_the_red_head_stays():
    pages = [
        [Word(200, 800, "某市法治建设文件汇编", 10), *column(text, x=80, y=640, width=27)]
        for text in (BODY, MORE, THIRD)
    ]
    pages[0].insert(1, Word(160, 720, "某市某局文件", 40))
    document = read_here(draw(*pages), "a.pdf")
    assert document.text.split("\n") == ["某市某局文件", BODY, MORE, THIRD]
    assert document.extraction.skipped == {"header": 3}


@every_row(
    ("step", "left", "gone"),
    [
        (1, 40, 9),
        (5, 40, 9),
        (0, 40, 0),  # no count
        (1, 90, 0),  # not beside the text
    ],
)
def test_numbers_of_lines_in_the_margin_go(step, left, gone):
    text = BODY + MORE + THIRD
    words = column(text, x=80, y=700, width=27)
    numbers = [Word(left, word.y + 8 * (left > 80), str(1 + step * at), 9) for at, word in enumerate(words)]
    document = read_here(draw([*words, *numbers]), "a.pdf")
    assert document.extraction.skipped.get("line-number", 0) == min(gone, len(words))
    assert (document.text == text) is bool(gone)


def test_a_year_at_the_foot_is_no_page_number():
    assert lines([*column(BODY, x=80, y=400, width=27), Word(300, 100, "2025", 12)])[-1] == "2025"


def test_a_title_of_two_lines_and_a_heading():
    page = [
        Word(143, 760, "关于某市某局二〇二五年度推进", 22),
        Word(175, 724, "法治政府建设情况的报告", 22),
        Word(112, 660, "一、主要举措和成效"),
        *column(BODY, x=80, y=632, width=27),
        Word(112, 548, "（一）加强领导"),
        *column(MORE, x=80, y=520, width=27),
        Word(336, 300, "某市某局"),
        Word(320, 272, "2026年1月5日"),
    ]
    assert lines(page) == [
        "关于某市某局二〇二五年度推进法治政府建设情况的报告",
        "一、主要举措和成效", BODY, "（一）加强领导", MORE, "某市某局", "2026年1月5日",
    ]  # fmt: skip


def test_a_full_heading_does_not_swallow_the_next_paragraph():
    heading = "二、深入学习宣传贯彻习近平法治思想，扎实推进依法行政"
    assert len(heading) == 26
    page = [Word(112, 700, heading[:25]), Word(80, 672, heading[25:]), *column(BODY, x=80, y=644, width=27),
            Word(112, 560, "三、严格规范公正文明执法，不断提升执法能力水平的做法"[:25]), *column(MORE, x=80, y=532, width=27)]  # fmt: skip
    assert lines(page) == [heading, BODY, "三、严格规范公正文明执法，不断提升执法能力水平的做法"[:25], MORE]


def test_the_order_of_drawing_does_not_matter():
    words = [*column(BODY, x=80, y=700, width=27), *column(MORE, x=80, y=616, width=27)]
    assert lines(words[::-1]) == [BODY, MORE]


def test_quotation_marks_of_another_font_return_to_their_places():
    marks = Word(112, 700, "“" + "　" * 6 + "”")
    page = [Word(80, 700, "落实"), Word(128, 700, "谁执法谁普法"), Word(240, 700, "责任制"), marks]
    assert lines(page) == ["落实“谁执法谁普法”责任制"]


def test_words_that_are_printed_twice_to_be_bold_are_read_once():
    page = [Word(112, 700, "一、主要举措"), Word(112.4, 700, "一、主要举措"), *column(BODY, x=80, y=672, width=27)]
    single = [Word(112 + 16 * place + shift, 588, char) for place, char in enumerate("二、安排") for shift in (0, 0.3)]
    assert lines([*page, *single]) == ["一、主要举措", BODY, "二、安排"]


def test_a_drawn_table_is_rows_between_the_text():
    xs, ys = (80, 180, 280), (600, 570, 540)
    grid = [*(stroke(80, y, 280, y) for y in ys), *(stroke(x, 540, x, 600) for x in xs)]
    cells = [Word(132, 578, "案件数"), Word(184, 578, "12件"), Word(132, 548, "复议数"), Word(184, 548, "0件")]
    page = [*column(BODY, x=80, y=700, width=27), *cells, *grid, *column(MORE, x=80, y=500, width=27)]
    assert lines(page) == [BODY, "| 案件数 | 12件 |", "| 复议数 | 0件 |", MORE]


def test_a_form_is_its_headings_and_their_texts_and_a_row_goes_on_on_the_next_page():
    text = (BODY + MORE) * 2
    parts = [text[at : at + 29] for at in range(0, len(text), 29)]
    room = 20 * len(parts) + 20
    first = [(room, "一、主要举措", parts), (60, "二、存在不足", parts[:2])]
    second = [(room, "", parts[2:]), (room, "三、下年安排", parts)]
    found = lines(ruled(first), ruled(second))
    assert found == ["一、主要举措", text, "二、存在不足", text, "三、下年安排", text]


def ruled(rows):
    """A table of two columns; of each row the height, what is left and the lines of what is right."""
    page, y = [], 780
    for height, left, right in rows:
        words = [Word(184, y - 20 - 20 * number, line, 12) for number, line in enumerate(right)]
        page += [stroke(60, y, 540, y), *words, *([Word(64, y - 20, left, 12)] if left else ())]
        y -= height
    return [*page, stroke(60, y, 540, y), *(stroke(x, y, x, 780) for x in (60, 180, 540))]


def test_a_frame_around_the_text_is_no_table():
    frame = "60 500 480 300 re S"
    assert lines([frame, *column(BODY, x=80, y=700, width=27), *column(MORE, x=80, y=616, width=27)]) == [BODY, MORE]


def test_a_table_without_lines_is_rows():
    rows = [("名称", "数量", "备注"), ("许可", "12", "已办结"), ("处罚", "30", "已公示"), ("复议", "10", "未发生")]
    words = [
        Word(80 + 120 * column, 640 - 28 * row, cell)
        for row, cells in enumerate(rows)
        for column, cell in enumerate(cells)
    ]
    assert lines([*column(BODY, x=80, y=750, width=27), *words]) == [
        BODY,
        *("| " + " | ".join(row) + " |" for row in rows),
    ]


def test_two_columns_are_read_one_after_the_other():
    left, right = BODY + MORE + THIRD, THIRD + BODY + MORE
    page = [*column(left, x=50, y=700, width=15), *column(right, x=320, y=700, width=15)]
    assert lines(page) == [left, right]


def test_columns_go_on_for_a_few_rows_of_the_next_page():
    left, right = BODY + MORE + THIRD, THIRD + BODY + MORE
    page = [*column(left, x=50, y=700, width=15), *column(right, x=320, y=700, width=15)]
    signed = [Word(430, 672, "某市某局"), Word(400, 644, "2026年1月20日")]
    rest = [*column(MORE[:40], x=50, y=700, width=15), Word(320, 700, "均已办结。"), *signed]
    assert lines(page, rest)[-3:] == ["均已办结。", "某市某局", "2026年1月20日"]


@pytest.mark.parametrize("matrix", ["0 1 -1 0", "-1 0 0 -1", "0 -1 1 0"])
def test_turned_pages(matrix):
    a, b = (float(part) for part in matrix.split()[:2])
    turned = []
    for word in [*column(BODY, x=0, y=200, width=27), *column(MORE, x=0, y=116, width=27)]:
        x, y = word.x - 220, word.y - 100
        turned.append(word._replace(x=300 + a * x - b * y, y=420 + b * x + a * y, matrix=matrix))
    assert lines(turned) == [BODY, MORE]


def test_a_turned_page_is_read_as_it_is_shown():
    assert lines(column(BODY, x=80, y=700, width=27), extra="/Rotate 90") == [BODY]


def test_a_watermark_askew_is_left_out():
    mark = Word(150, 300, "某市某局", 60, "0.8 g", "0.707 0.707 -0.707 0.707")
    assert lines([mark, *column(BODY, x=80, y=700, width=27)]) == [BODY]


@pytest.mark.parametrize("before", ["1 g", "3 Tr", "1 1 1 rg"])
def test_what_nobody_sees_is_not_read(before):
    document = read_here(
        draw([*column(BODY, x=80, y=700, width=27), Word(80, 300, "存在的不足和原因", 16, before)]), "a.pdf"
    )
    assert document.text == BODY
    assert document.extraction.skipped == {"hidden": 8}
    assert document.extraction.warnings == ("hidden-text",)


def test_letters_too_small_to_be_read_are_not():
    page = [*column(BODY, x=80, y=700, width=27), Word(80, 300, "存在的不足和原因", 1)]
    document = read_here(draw(page), "a.pdf")
    assert (document.text, document.extraction.skipped) == (BODY, {"hidden": 8})


def test_white_letters_on_a_dark_ground_are_read():
    page = ["0 0 0.6 rg 60 380 400 40 re f", Word(80, 390, "某市某局", 16, "1 g"), *column(BODY, x=80, y=300, width=27)]
    assert lines(page) == ["某市某局", BODY]


def test_what_lies_outside_of_the_visible_page_is_not_read():
    page = [*column(BODY, x=80, y=700, width=27), Word(80, 30, "裁去的字")]
    assert lines(page, extra="/CropBox [0 60 595 842]") == [BODY]


def test_the_text_that_a_scanner_put_behind_its_picture_is_read_and_marked():
    words = [word._replace(before="3 Tr") for word in column(BODY, x=80, y=700, width=27)]
    document = read_here(draw([PICTURE, *words]), "a.pdf")
    assert document.text == BODY
    assert document.extraction.recognised == 1
    assert document.extraction.warnings == ("recognised-text",)


def test_a_scanned_page_makes_the_whole_file_unreadable_without_recognition(monkeypatch):
    monkeypatch.setattr(ocr, "is_installed", lambda: False)
    with pytest.raises(UnreadableError) as caught:
        read_here(draw(column(BODY, x=80, y=700, width=27), [PICTURE, Word(280, 60, "- 2 -")]), "a.pdf")
    assert (caught.value.key, caught.value.values["pages"]) == ("needs-ocr", [2])


@every_row(
    ("data", "key"),
    [
        (b"%PDF-1.7\n", "pdf-broken"),
        (b"%PDF-1.7\n%%EOF", "pdf-broken"),
        (draw(column(BODY, x=80, y=700, width=27))[:900], "pdf-broken"),
        (draw(), "pdf-broken"),
        (draw([]), "blank-pages"),
        (draw(*[[]] * (DEFAULT.pages + 1)), "too-many-pages"),
        (draw([PICTURE * 0 + "0 0 m 9 9 l S " * 300_001]), "pdf-too-complex"),
    ],
)
def test_what_cannot_be_read(data, key):
    with pytest.raises(UnreadableError) as caught:
        read_here(data, "a.pdf")
    assert caught.value.key == key


@pytest.mark.parametrize(
    ("allowed", "limit"),
    [(DEFAULT.characters, 300), (100, 100), (DEFAULT.characters + 1, None)],
)
def test_a_page_may_be_as_long_as_a_text_where_that_limit_is_raised(monkeypatch, allowed, limit):
    monkeypatch.setattr("checker.readers.pdf.characters.MAX_PDF_PAGE_CHARACTERS", 300)
    monkeypatch.setattr(limits, "_in_force", DEFAULT._replace(characters=allowed))
    page = draw(column(BODY * 10, x=80, y=800, width=27, pitch=17, size=10))
    if limit is None:
        assert len(read_here(page, "a.pdf").text) > 300
        return
    with pytest.raises(UnreadableError) as caught:
        read_here(page, "a.pdf")
    assert (caught.value.key, caught.value.values["limit"]) == ("too-long", limit)
    assert caught.value.values["length"] > 300


def test_a_password_is_told():
    marks = "<" + "41" * 32 + ">"
    lock = f"/Encrypt << /Filter /Standard /V 1 /R 2 /O {marks} /U {marks} /P -4 >> /ID [<00> <00>]"
    with pytest.raises(UnreadableError) as caught:
        read_here(draw(column(BODY, x=80, y=700, width=27), trailer=lock), "a.pdf")
    assert caught.value.key == "encrypted"


@pytest.mark.parametrize("box", ["[0 0 1e9 1e9]", "[0 0 0 0]", "[-500 -500 595 842]", "[9 9 1 1]"])
def test_odd_boxes_lose_no_text(box):
    assert "".join(lines(column(BODY, x=80, y=700, width=27), extra=f"/CropBox {box}")) == BODY


def test_glyphs_without_a_meaning_are_marked():
    from checker.readers.glyphs import TABLE, damaged_to_sign, quality

    assert "⼀⻓⻄ﬁ︽﹂".translate(TABLE) == "一长西fi《」"
    assert damaged_to_sign("法\ue123治") == "法\ufffd治"
    assert quality(BODY).usable
    assert quality(BODY + "\ue001") == (1, True)
    assert not quality("\ue001\ue002" * 20 + BODY[:20]).usable
    assert not quality("龗鱻麤靐龘爩齉齾灪籱" * 8).usable
    assert quality("某市某局" * 3).usable


FUZZ = """
import random, sys
from pathlib import Path
from checker.errors import UnreadableError
from checker.readers import ocr, pdf
ocr.is_installed = lambda: False
data, seed = Path(sys.argv[1]).read_bytes(), int(sys.argv[2])
chance = random.Random(seed)
for _ in range(30):
    changed = bytearray(data)
    for _ in range(chance.randint(1, 30)):
        changed[chance.randrange(8, len(changed))] = chance.randrange(256)
    if chance.random() < 0.2:
        del changed[chance.randrange(8, len(changed)):]
    try:
        pdf.read(bytes(changed), "a.pdf")
    except UnreadableError:
        pass
"""


@pytest.mark.parametrize("seed", range(4))
def test_damaged_files_end_in_a_document_or_an_error(tmp_path, seed):
    grid = [stroke(80, y, 280, y) for y in (600, 570)] + [stroke(x, 570, x, 600) for x in (80, 180, 280)]
    page = [*column(BODY, x=80, y=700, width=27), *grid, Word(90, 578, "案件"), Word(190, 578, "12件")]
    file = tmp_path / "a.pdf"
    file.write_bytes(draw(page, page))
    done = subprocess.run(
        [sys.executable, "-c", FUZZ, str(file), str(seed)],
        capture_output=True, text=True, timeout=120, check=False, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_many_files_leave_no_memory_behind():
    data = draw([Word(80, 700, BODY[:20])])
    for _ in range(40):
        read_here(data, "a.pdf")
    gc.collect()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for _ in range(300):
        read_here(data, "a.pdf")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 6_000


def test_a_page_box_may_be_given_by_any_two_corners():
    pdf = draw(column(BODY, x=80, y=700, width=27)).replace(b"[0 0 595 842]", b"[0 842 595 0]")
    assert read_here(pdf, "a.pdf").text == BODY


@pytest.mark.parametrize("indent", [0, 32])
@pytest.mark.parametrize("sizes", [(16,), (15, 16, 17)])
def test_lines_that_end_anywhere_are_put_together_by_indents_and_sentences(indent, sizes):
    paragraphs = [
        "一、主要举措和成效",
        "2024年，我局坚持依法行政，完善行政决策程序，规范行政执法行为，加强执法人员培训，推进政务公开，化解矛盾纠纷，"
        "办理行政复议案件三件，审查合同二十件，各项任务有序推进，群众满意度稳步提升，全年未发生败诉案件。",
        "二、存在的不足",
        "部分执法人员运用法治思维解决问题的能力还不够强，制度执行还不够严，执法监督的机制还不够健全，宣传教育的方式还不够"
        "丰富，原因在于学习不够深入，培训的针对性不强，监督检查的频次偏少，责任落实不够到位。",
    ]
    paragraphs += ["三、下一步安排", paragraphs[1], "四、其他事项", paragraphs[3]]
    words, y, ends = [], 780.0, cycle((22, 17, 26, 19))
    for paragraph in paragraphs:
        rest, x = paragraph, 60.0 + indent
        while rest:
            end, size = next(ends), sizes[len(words) % len(sizes)]
            words.append(Word(x, y, rest[:end], size))
            rest, x, y = rest[end:], 60.0, y - 26
    assert read_here(draw(words), "a.pdf").text.split("\n") == paragraphs
