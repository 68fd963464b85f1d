"""The skeleton of a report: a title, the parts of the pack with what each must contain, a signature.

Everything that an author is to write stands between the brackets of a blank (see ``blanks`` of a pack), so that none of it
is taken for what the report says.  What is asked for comes from the rules on a part: their ``prompt``, else their ``fix``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from checker.document.model import bare_document
from checker.document.report import Report
from checker.drafting.brief import PartBrief, PreviousReport, part_brief
from checker.engine.judge import observe_by
from checker.i18n import LANGUAGES, fill, say
from checker.presentation.escape import one_line
from checker.rulebook.model import Pack
from checker.text.numerals import chinese_numeral

TITLE, HEADING, TEXT, TABLE, SIGNATURE, DATE = "title", "heading", "text", "table", "signature", "date"
LONGEST_UNIT = 50
"""Code points of a unit's name; the longest of a real body has some forty."""
_LEAST_ITEMS = 3
"""A part that lists items is given so many places at least: what is too much is quickly deleted."""
_MOST_ITEMS = 12
_EXAMPLE = "01-15"
"""The day that the date of a report is shown by."""
_INSIDE = str.maketrans("【】", "〔〕")


class Block(NamedTuple):
    """One paragraph or table of a skeleton: its ``kind``, the level of a heading (0 for all else) and its ``text``.

    ``rows`` are the cells of a table, empty ones to be filled in; the last cell of a short row takes what is left.
    """

    kind: str
    level: int
    text: str
    rows: tuple[tuple[str, ...], ...] = ()


class Skeleton(NamedTuple):
    """A report that is to be written; ``unit`` and ``name`` together are its title, ``kind`` is what it is."""

    unit: str
    name: str
    kind: str
    blocks: tuple[Block, ...]

    @property
    def title(self) -> str:
        """Return the title on one line."""
        return self.unit + self.name

    @property
    def text(self) -> str:
        """Return all its paragraphs."""
        return "\n".join(block.text for block in self.blocks)


class DraftRequest(NamedTuple):
    """Whose report on which year; ``filer`` is the kind of unit where its name does not show it.

    What an ``earlier`` report has promised is to be answered in this one.
    """

    unit: str
    year: int
    filer: str | None = None
    earlier: PreviousReport | None = None


def draft(pack: Pack, wanted: DraftRequest, lang: str = "zh") -> Skeleton:
    """Return the skeleton of a report by *pack*.

    *lang* is the language of what the author is told; the report itself is Chinese.
    """
    writer = _SkeletonWriter(pack, wanted, lang)
    return Skeleton(wanted.unit, writer.name, writer.kind, tuple(writer.blocks()))


def is_recognised(pack: Pack, skeleton: Skeleton) -> bool:
    """Return whether *pack* sees what is to be written in *skeleton* for what it is, so that a check finds what is left of it."""
    report = observe_by(bare_document(skeleton.text), pack)
    return len(report.blanks) == sum(block.text.count("【") for block in skeleton.blocks)


class _SkeletonWriter:
    """Writes the blocks of one skeleton."""

    def __init__(self, pack: Pack, wanted: DraftRequest, lang: str) -> None:
        self._pack, self._lang = pack, lang
        self._unit, year, filer, self._earlier = wanted
        self._years = {"year": str(year), "next": str(year + 1)}
        genre = next((entry for entry in pack.genres.values() if entry.get("report")), {})
        title = genre.get("title", pack.title)
        self.kind: str = title.get("zh", "")
        self.name: str = fill(
            genre.get("outline", {}).get("title", "{year}年{title}"), {**self._years, "title": self.kind}, "zh"
        )
        self._report: Report = observe_by(bare_document(self._unit + self.name), pack, year=year, filer=filer)

    def blocks(self) -> Iterator[Block]:
        """Yield all of them, in the order of the document."""
        yield Block(TITLE, 0, self._unit + self.name)
        opening = self._pack.names.get("opening")
        yield (
            Block(TEXT, 0, fill(opening, self._years, "zh"))
            if opening
            else self._blank_block(TEXT, "opening", **self._years)
        )
        number = 0
        for name, part in self._pack.parts.items():
            if part.get("within") is None:
                number += 1
                yield from self._part_blocks(name, part, number)
        yield Block(SIGNATURE, 0, self._unit)
        yield self._date_block()

    def _date_block(self) -> Block:
        due = self._report.deadline
        early = due is not None and due <= _EXAMPLE  # due at the end of the report's own year
        example = fill("{year}年12月15日" if early else "{next}年1月15日", self._years, "zh")
        key = "date" if due is None else "date.due"
        return self._blank_block(DATE, key, example=example, due=_day_words(due, self._lang))

    def _part_blocks(self, name: str, part: Mapping[str, Any], number: int) -> Iterator[Block]:
        outline, title = part.get("outline", {}), part["title"]
        heading = fill(outline.get("heading") or title.get("zh") or name, self._years, "zh")
        yield Block(HEADING, 1, f"{chinese_numeral(number)}、{heading}")
        asked = part_brief(name, self._pack, self._report)
        follows = list(self._followed(outline.get("follows", ())))
        if asked.themes:
            yield from self._themes(asked)
            yield from self._answer_blocks(follows, len(asked.themes) + 1)
        elif asked.items:
            count = min(max(asked.items, _LEAST_ITEMS), _MOST_ITEMS)
            yield from self._item_blocks(asked, count)
            yield from self._answer_blocks(follows, count + 1)
        else:
            for text in asked.texts or (title,):
                yield self._blank_block(TEXT, "text", text=self._joined_texts([text]))
            for values in follows:
                yield self._blank_block(TEXT, "follow", **values)
        yield from self._table_blocks(name)

    def _table_blocks(self, part: str) -> Iterator[Block]:
        for table in self._pack.tables.values():
            if table.get("part") == part and "outline" in table:
                rows = tuple(tuple(map(one_line, row)) for row in table["outline"])
                yield Block(TABLE, 0, "\n".join(f"| {' | '.join(row)} |" for row in rows), rows)

    def _themes(self, asked: PartBrief) -> Iterator[Block]:
        for number, theme in enumerate(asked.themes, 1):
            yield self._numbered(number, "theme.heading", theme=theme)
            key = "theme.more" if number > 1 else "theme" if asked.least < len(asked.themes) else "theme.all"
            yield self._blank_block(TEXT, key, theme=theme, text=self._joined_texts(asked.texts), least=asked.least)

    def _item_blocks(self, asked: PartBrief, count: int) -> Iterator[Block]:
        for number in range(1, count + 1):
            yield self._numbered(number, "item.heading", number=number)
            key = "item" if number == 1 else "item.more"
            yield self._blank_block(TEXT, key, number=number, text=self._joined_texts(asked.texts), least=asked.items)

    def _answer_blocks(self, follows: Sequence[Mapping[str, object]], number: int) -> Iterator[Block]:
        if follows:
            yield self._numbered(number, "follow.heading")
        for values in follows:
            yield self._blank_block(TEXT, "follow", **values)

    def _followed(self, names: Sequence[str]) -> Iterator[Mapping[str, object]]:
        """Yield what an earlier report said in the parts *names*, item by item."""
        items = self._earlier.items if self._earlier else {}
        for name in names:
            for number, words in enumerate(items.get(name, ()), 1):
                yield {"title": self._pack.parts[name]["title"], "number": number, "words": words}

    def _numbered(self, at: int, key: str, **values: object) -> Block:
        block = self._blank_block(HEADING, key, **values)
        return Block(HEADING, 2, f"（{chinese_numeral(at)}）{block.text}")

    def _blank_block(self, kind: str, key: str, **values: object) -> Block:
        words = one_line(say(f"outline.{key}", self._lang, **values)).translate(_INSIDE)
        return Block(kind, 0, say("outline.blank", self._lang, text=words))

    def _joined_texts(self, texts: Sequence[Mapping[str, str]]) -> str:
        return say("mark.clauses", self._lang).join((text.get(self._lang) or "").rstrip("。.") for text in texts)


def _day_words(deadline: str | None, lang: str) -> str:
    """Return ``03-01`` as people write a day."""
    if deadline is None or not LANGUAGES[lang].han:
        return deadline or ""
    return "{}月{}日".format(*(int(piece) for piece in deadline.split("-")))


_MARKS = re.compile(r"([\\`*_\[\]<>#|~$&])")


def docx(skeleton: Skeleton) -> bytes:
    """Return a document in the layout of GB/T 9704.  :raises UsageError: ``extra-missing``."""
    from checker.office.official import OfficialDocument, title_lines

    document = OfficialDocument(skeleton.title)
    unit = ""
    for block in skeleton.blocks:
        kind, level, text, rows = block
        if kind == TABLE:
            document.add_form(rows)
        elif kind == TITLE:
            document.add_title(*title_lines(skeleton.unit, skeleton.name))
        elif kind == HEADING:
            document.add_heading(text, level)
        elif kind == SIGNATURE:
            unit = text
        elif kind == DATE:
            document.add_signature(unit, text)
        else:
            document.add_paragraph(text)
    return document.save()


def markdown(skeleton: Skeleton) -> bytes:
    """Return Markdown: headings of the first level are of the second, under the title."""
    lines = []
    for block in skeleton.blocks:
        kind, level, text, _ = block
        if kind == TABLE:
            lines.append(_markdown_table(block))
            continue
        mark = "#" if kind == TITLE else "#" * (level + 1) if kind == HEADING else ""
        lines.append(f"{mark} {_escaped(text)}".strip())
    return ("\n\n".join(lines) + "\n").encode()


def _markdown_table(block: Block) -> str:
    """Return a table of Markdown, whose rows all have as many cells as the widest one."""
    width = max(map(len, block.rows))
    rows = [[*(_escaped(cell) for cell in row), *[""] * (width - len(row))] for row in block.rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in (rows[0], ["---"] * width, *rows[1:]))


def plain_text(skeleton: Skeleton) -> bytes:
    """Return plain text, a paragraph a line."""
    return (skeleton.text + "\n").encode()


FORMS: dict[str, Callable[[Skeleton], bytes]] = {
    ".docx": docx,
    ".md": markdown,
    ".markdown": markdown,
    ".txt": plain_text,
}
"""The ending of a file's name → what makes the file."""


def _escaped(words: str) -> str:
    return _MARKS.sub(r"\\\1", words)
