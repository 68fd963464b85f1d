"""One text as several programs and offices would lay it out in a Word document."""

import re
from collections.abc import Callable

from tests.readers.words import abstract, box, control, docx, field, level, listed, mark, num, p, r, split, style, table

_NUMBERS = (  # of each level: how it is typed, and how a list writes it
    (re.compile(r"([一二三四五六七八九十]{1,3})、 ?"), "%1、", "chineseCountingThousand"),
    (re.compile(r"[(（]([一二三四五六七八九十]{1,3})[)）] ?"), "（%2）", "japaneseCounting"),
    (re.compile(r"(\d{1,2})[.．] ?(?!\d)"), "%3.", "decimal"),
)
_HAN = "零一二三四五六七八九"
_BY_STYLE = 10


def paragraphs(text: str) -> list[str]:
    """The lines of *text* that hold something."""
    return [line.strip() for line in text.split("\n") if line.strip()]


def plain(text: str) -> bytes:
    """A paragraph for each line; rows as tables."""
    return docx(_body(text, lambda line, _: p(line)))


def one_run_each(text: str) -> bytes:
    """As WPS writes it: a run for each character, marks of proofreading between them."""
    return docx(
        _body(
            text,
            lambda line, _: p("<w:proofErr/>", split(line), '<w:bookmarkStart w:id="0"/><w:bookmarkEnd w:id="0"/>'),
        )
    )


def soft_breaks(text: str) -> bytes:
    """Pasted from a page: one paragraph whose lines are broken by hand."""
    return docx(p("".join(r(line) + "<w:r><w:br/></w:r>" for line in paragraphs(text))))


def framed(text: str) -> bytes:
    """All of it in the one cell of a table."""
    return docx(table([_body(text, lambda line, _: p(line))]))


def edited(text: str) -> bytes:
    """Under review: everything inserted, something deleted, comments, hidden words, controls, a table of contents."""
    away = '<w:del w:id="1"><w:r><w:delText>删去的话。</w:delText></w:r></w:del>'
    contents = p(
        mark("begin"),
        "<w:r><w:instrText> TOC \\o </w:instrText></w:r>",
        mark("separate"),
        "一、推进法治政府建设的主要举措和成效 1",
    )
    contents += p("二、存在的不足和原因 2") + p(mark("end"))

    def write(line: str, number: int) -> str:
        half = len(line) // 2
        inner = f"<w:ins>{r(line[:half])}</w:ins>{away}{r('隐藏的字', '<w:vanish/>')}"
        inner += f'<w:hyperlink>{r(line[half:])}</w:hyperlink><w:r><w:commentReference w:id="{number}"/></w:r>'
        return control(p(inner)) if number % 3 == 0 else p(inner)

    return docx(_body(text, write) + contents + p(away, props="<w:rPr><w:del/></w:rPr>") + p())


def numbered(text: str) -> bytes:
    """Numbers by lists wherever a list gives the number that was typed."""
    definition = abstract(0, *(level(at, shown, kind) for at, (_, shown, kind) in enumerate(_NUMBERS)))
    body, nums = _numbered(text, lambda line, num_, at: p(split(line), props=listed(num_, at)))
    return docx(body, numbering=definition + nums)


def numbered_by_styles(text: str) -> bytes:
    """The same by the styles of headings, which name the list and are based on each other."""
    levels = [
        level(at, shown, kind, more=f'<w:pStyle w:val="{_BY_STYLE + at}"/>')
        for at, (_, shown, kind) in enumerate(_NUMBERS)
    ]
    based = '<w:basedOn w:val="{}"/><w:pPr>{}</w:pPr>'
    styles = style("10", f"<w:pPr>{listed(1)}</w:pPr>", "heading 1")
    styles += style("11", based.format(10, listed(1, 1)), "heading 2")
    styles += style("12", based.format(11, listed(1, 2)), "heading 3")
    anew = '<w:pStyle w:val="{}"/>'

    def write(line: str, num_: int, at: int) -> str:
        return p(line, props=anew.format(_BY_STYLE + at) + (listed(num_, at) if num_ > 1 else ""))

    body, nums = _numbered(text, write)
    return docx(body, numbering=abstract(0, *levels) + nums, styles=styles)


def official(text: str) -> bytes:
    """By GB/T 9704: a red head in a box, fields for page numbers in the footer, lists, fields, fixed spaces."""
    definition = abstract(0, *(level(at, shown, kind) for at, (_, shown, kind) in enumerate(_NUMBERS)))
    body, nums = _numbered(text, lambda line, num_, at: p(field(" QUOTE ", split(line)), props=listed(num_, at)))
    empty_box = box(p("", props='<w:jc w:val="center"/>'))
    return docx(p(empty_box) + body, numbering=definition + nums, more=("header", "footer", "comments"))


LAYOUTS: dict[str, Callable[[str], bytes]] = {
    layout.__name__: layout
    for layout in (plain, one_run_each, soft_breaks, framed, edited, numbered, numbered_by_styles, official)
}


def _body(text: str, write: Callable[[str, int], str]) -> str:
    out = ""
    rows: list[list[str]] = []
    for number, line in enumerate([*paragraphs(text), ""]):
        if line.startswith("|"):
            rows.append([cell.strip() for cell in line.strip("|").split("|")])
            continue
        if rows:
            out += table(*rows)
            rows = []
        if line:
            out += write(line, number)
    return out


def _numbered(text: str, write: Callable[[str, int, int], str]) -> tuple[str, str]:
    """The body, and the lists: a new one begins wherever the typed number is not the next one."""
    counts = [0, 0, 0]
    lists = [num(1, 0)]

    def paragraph(line: str, _: int) -> str:
        for at, (typed, _shown, _kind) in enumerate(_NUMBERS):
            found = typed.match(line)
            value = _value(found[1]) if found else 0
            if not found or not value:
                continue
            if value != counts[at] + 1:
                override = f'<w:lvlOverride w:ilvl="{at}"><w:startOverride w:val="{value}"/></w:lvlOverride>'
                lists.append(num(len(lists) + 1, 0, override))
            counts[at] = value
            counts[at + 1 :] = [0] * (2 - at)
            return write(line[found.end() :], len(lists), at)
        return p(split(line))

    return _body(text, paragraph), "".join(lists)


def _value(typed: str) -> int:
    if typed.isascii():
        return int(typed)
    tens, ten, ones = typed.rpartition("十")
    if not ten:
        return _HAN.index(typed) if len(typed) == 1 else 0
    return (_HAN.index(tens) if tens else 1) * 10 + (_HAN.index(ones) if ones else 0)
