"""Automatic numbers of Word documents: formats, levels, restarts, and the ways in which a paragraph comes to one."""

import pytest

from checker.readers import read_bytes
from checker.readers.docx.numbering import in_format
from tests.readers.words import abstract, docx, level, listed, num, p, r, style
from tests.tables import every_row

OUTLINE = abstract(
    0,
    level(0, "%1、", "chineseCountingThousand"),
    level(1, "（%2）", "japaneseCounting"),
    level(2, "%3."),
    level(3, "（%4）"),
    level(4, "%1.%5", more="<w:isLgl/>"),
)


def lines(body: str, numbering: str, styles: str = "") -> list[str]:
    return read_bytes(docx(body, numbering=numbering, styles=styles), "in.docx").text.split("\n")


def numbers(levels: list[int | tuple[int, int]], numbering: str) -> list[str]:
    """The numbers of paragraphs at *levels* of list 1, or of the list that a pair names first."""
    pairs = [one if isinstance(one, tuple) else (1, one) for one in levels]
    return [
        line.removesuffix("x").rstrip()
        for line in lines("".join(p("x", props=listed(*pair)) for pair in pairs), numbering)
    ]


def test_levels_begin_anew_below_another() -> None:
    found = numbers([0, 1, 1, 2, 2, 3, 1, 2, 0, 1, 2, 4], OUTLINE + num(1, 0))
    assert found == ["一、", "（一）", "（二）", "1.", "2.", "（1）", "（三）", "1.", "二、", "（一）", "1.", "2.1"]


def test_a_level_without_one_above_it_shows_where_that_would_begin() -> None:
    definition = abstract(0, level(0, "%1", start=3), level(1, "%1.%2"))
    assert numbers([1, 1, 0, 1], definition + num(1, 0)) == ["3.1", "3.2", "3", "3.1"]


def test_restart() -> None:
    def definition(restart: int) -> str:
        return abstract(
            0, level(0, "%1"), level(1, "%2"), level(2, "%3", more=f'<w:lvlRestart w:val="{restart}"/>')
        ) + num(1, 0)

    walk: list[int | tuple[int, int]] = [0, 1, 2, 1, 2, 0, 2]
    assert numbers(walk, definition(0)) == ["1", "1", "1", "2", "2", "2", "3"]
    assert numbers(walk, definition(1)) == ["1", "1", "1", "2", "2", "2", "1"]
    assert numbers(walk, definition(2)) == ["1", "1", "1", "2", "1", "2", "1"]


def test_a_mark_that_was_lost_on_the_way_through_rtf() -> None:
    definition = abstract(0, level(0, "%1?", "chineseCountingThousand"), level(1, "第%2条 ?"))
    assert numbers([0, 1, 0], definition + num(1, 0)) == ["一、", "第1条 ?", "二、"]


def test_lists_of_one_definition_count_on_unless_they_begin_anew() -> None:
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    other = '<w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0"><w:start w:val="5"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1)"/></w:lvl></w:lvlOverride>'
    numbering = (
        OUTLINE
        + abstract(9, level(0, "第%1条"))
        + num(1, 0)
        + num(2, 0)
        + num(3, 0, anew)
        + num(4, 9, other)
        + num(5, 9)
    )
    walk: list[int | tuple[int, int]] = [0, (2, 0), (3, 0), (1, 0), (3, 0), (4, 0), (5, 0)]
    assert numbers(walk, numbering) == ["一、", "二、", "一、", "二、", "三、", "V)", "第6条"]


def test_a_definition_by_way_of_a_style() -> None:
    linked = '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="L"/></w:abstractNum>'
    target = OUTLINE.replace("<w:lvl ", '<w:styleLink w:val="L"/><w:lvl ', 1)
    assert numbers([0, 1], linked + target + num(1, 1)) == ["一、", "（一）"]
    loop = '<w:abstractNum w:abstractNumId="0"><w:styleLink w:val="M"/><w:numStyleLink w:val="L"/></w:abstractNum>'
    loop += '<w:abstractNum w:abstractNumId="1"><w:styleLink w:val="L"/><w:numStyleLink w:val="M"/></w:abstractNum>'
    assert numbers([0], loop + num(1, 1)) == [""]


@every_row(
    ("text", "suffix", "shown"),
    [
        ("%1、", "tab", "1、x"),
        ("（%1）", "tab", "（1）x"),
        ("%1", "tab", "1 x"),
        ("%1.", "tab", "1. x"),
        ("%1.", "nothing", "1.x"),
        ("%1、", "space", "1、 x"),
        ("附件", "nothing", "附件x"),
        ("", "tab", "x"),
        ("%9", "nothing", "0x"),
    ],
)
def test_what_stands_between_number_and_text(text: str, suffix: str, shown: str) -> None:
    numbering = abstract(0, level(0, text, more=f'<w:suff w:val="{suffix}"/>')) + num(1, 0)
    assert lines(p("x", props=listed(1)), numbering) == [shown]


@every_row(
    ("kind", "shown"),
    [
        ("decimal", "1 2 3 10 11 20 21 100 101 110 111"),
        ("chineseCountingThousand", "一 二 三 十 十一 二十 二十一 一百 一百零一 一百一十 一百一十一"),
        ("chineseCounting", "一 二 三 十 十一 二十 二十一 一百 一百零一 一百一十 一百一十一"),
        ("japaneseCounting", "一 二 三 十 十一 二十 二十一 一百 一百〇一 一百一十 一百一十一"),
        ("taiwaneseCounting", "一 二 三 十 十一 二十 二十一 一百 一百零一 一百一十 一百一十一"),
        ("chineseLegalSimplified", "壹 贰 叁 壹拾 壹拾壹 贰拾 贰拾壹 壹佰 壹佰零壹 壹佰壹拾 壹佰壹拾壹"),
        ("ideographDigital", "一 二 三 一〇 一一 二〇 二一 一〇〇 一〇一 一一〇 一一一"),
        ("ideographTraditional", "甲 乙 丙 癸 11 20 21 100 101 110 111"),
        ("ideographZodiac", "子 丑 寅 酉 戌 20 21 100 101 110 111"),
        ("ideographZodiacTraditional", "甲子 乙丑 丙寅 癸酉 甲戌 癸未 甲申 癸卯 甲辰 癸丑 甲寅"),
        ("decimalFullWidth", "１ ２ ３ １０ １１ ２０ ２１ １００ １０１ １１０ １１１"),
        ("decimalEnclosedCircleChinese", "① ② ③ ⑩ ⑪ ⑳ 21 100 101 110 111"),
        ("decimalEnclosedParen", "⑴ ⑵ ⑶ ⑽ ⑾ ⒇ 21 100 101 110 111"),
        ("decimalZero", "01 02 03 10 11 20 21 100 101 110 111"),
        ("upperRoman", "I II III X XI XX XXI C CI CX CXI"),
        ("lowerLetter", "a b c j k t u vvvv wwww fffff ggggg"),
        ("ordinal", "1 2 3 10 11 20 21 100 101 110 111"),
        ("no such format", "1 2 3 10 11 20 21 100 101 110 111"),
    ],
)
def test_formats(kind: str, shown: str) -> None:
    assert [in_format(number, kind) for number in (1, 2, 3, 10, 11, 20, 21, 100, 101, 110, 111)] == shown.split()


@every_row(
    "kind",
    ["decimal", "chineseCounting", "upperRoman", "lowerLetter", "ideographDigital", "ideographTraditional", "none"],
)
@every_row("number", [-1, 0, 9_999, 10_000, 999_999_999])
def test_formats_of_numbers_that_nobody_meant(kind: str, number: int) -> None:
    assert len(in_format(number, kind)) <= 12


def test_bullets_and_pictures_are_no_numbers() -> None:
    numbering = abstract(
        0, level(0, "", "bullet"), level(1, "%2", more='<w:lvlPicBulletId w:val="0"/>'), level(2, "%3", "none")
    ) + num(1, 0)
    assert numbers([0, 1, 2], numbering) == ["", "", ""]


def test_a_format_of_newer_programs() -> None:
    alternates = (
        "<mc:AlternateContent><mc:Choice Requires='w14'><w:numFmt w:val='custom' w:format='001, 002'/></mc:Choice>"
        "<mc:Fallback><w:numFmt w:val='upperLetter'/></mc:Fallback></mc:AlternateContent>"
    )
    definition = abstract(0, level(0, "%1").replace('<w:numFmt w:val="decimal"/>', alternates))
    assert numbers([0, 0], definition + num(1, 0)) == ["A", "B"]


def styled(key: str, text: str = "x", props: str = "") -> str:
    return p(text, props=f'<w:pStyle w:val="{key}"/>{props}')


def in_style(inner: str) -> str:
    return f"<w:pPr><w:numPr>{inner}</w:numPr></w:pPr>"


def test_numbers_by_styles() -> None:
    definition = abstract(
        0,
        level(0, "%1、", "chineseCounting", more='<w:pStyle w:val="1"/>'),
        level(1, "（%2）", "chineseCounting", more='<w:pStyle w:val="2"/>'),
        level(2, "%3."),
    )
    styles = (
        style("1", in_style('<w:numId w:val="1"/>'), "heading 1")
        + style("2", '<w:basedOn w:val="1"/>', "heading 2")
        + style("3", '<w:basedOn w:val="2"/>' + in_style('<w:ilvl w:val="2"/>'), "heading 3")
        + style("4", '<w:basedOn w:val="3"/>' + in_style('<w:numId w:val="0"/>'), "heading 4")
    )
    body = (
        styled("1") + styled("2") + styled("2") + styled("3") + styled("4")
        + styled("1", props=listed(0)) + styled("1", props="<w:numPr><w:ilvl w:val='2'/></w:numPr>") + styled("2", props=listed(1, 0))
    )  # fmt: skip
    assert lines(body, definition + num(1, 0), styles) == [
        "一、x",
        "（一）x",
        "（二）x",
        "1. x",
        "x",
        "x",
        "2. x",
        "二、x",
    ]


def test_numbers_by_the_style_of_every_paragraph() -> None:
    styles = style("a", in_style('<w:numId w:val="1"/>'), "Normal", more=' w:default="1"') + style("b")
    assert lines(p("x") + styled("b") + styled("none"), abstract(0, level(0, "%1)")) + num(1, 0), styles) == [
        "1)x",
        "x",
        "2)x",
    ]


def test_what_counts() -> None:
    gone = "<w:rPr><w:del w:author='a'/></w:rPr>"
    body = (
        p("x", props=listed(1))
        + p(props=listed(1))  # empty, but Word numbers it
        + p("<w:del><w:r><w:delText>y</w:delText></w:r></w:del>", props=listed(1) + gone)
        + p("a", props=listed(1) + gone)
        + p("b", props=listed(1))
        + p(r("y", "<w:vanish/>"), props=listed(1) + "<w:rPr><w:vanish/></w:rPr>")
        + f"<w:tbl><w:tr><w:tc>{p('x', props=listed(1))}</w:tc><w:tc>{p('x', props=listed(1))}</w:tc></w:tr></w:tbl>"
        + p("x", props='<w:pPrChange><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:pPrChange>')
    )
    found = lines(body, abstract(0, level(0, "%1)")) + num(1, 0))
    assert found == ["1)x", "3)ab", "| 4)x | 5)x |", "x"]


@pytest.mark.parametrize(
    "props",
    [
        listed(7),
        "<w:numPr/>",
        '<w:numPr><w:numId w:val="1"/><w:ilvl w:val="x"/></w:numPr>',
        '<w:numPr><w:numId w:val="1"/><w:ilvl w:val="99999999999999"/></w:numPr>',
        "<w:numPr><w:numId/></w:numPr>",
    ],
)
def test_references_that_lead_nowhere(props: str) -> None:
    assert lines(p("x", props=props), abstract(0, level(0, "", start=10**12)) + num(1, 0)) == ["x"]


def test_levels_far_beyond_the_last() -> None:
    definition = abstract(0, *(level(at, "%9", start=999_999_999) for at in (-5, 8, 9, 10**20)))
    assert numbers(
        [10**6], definition + num(1, 0, '<w:lvlOverride w:ilvl="77"><w:startOverride w:val="1"/></w:lvlOverride>')
    ) == ["999999999"]
