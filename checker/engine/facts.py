"""What a report was seen to be, as plain records: all that is told of it once it has been judged."""

from __future__ import annotations

from checker.document.outline import Section
from checker.document.report import Report
from checker.engine.model import Facts, Part
from checker.text.span import Span

_AROUND_NUMBER = " 　\t、.．,，()（）"


def facts_of(report: Report) -> Facts:
    """The facts of *report*, names and headings as published."""
    return Facts(
        genre=report.genre.id,
        title=report.title_text,
        issuer=report.issuer.name if report.issuer else None,
        filer=report.filer,
        region=report.region,
        year=report.year.value if report.year else None,
        date=report.date.iso if report.date else None,
        published=report.published,
        deadline=report.deadline,
        characters=len("".join(report.document.text.split())),
        body=report.original(report.body),
        sections=tuple(_part(section, report) for section in report.outline.sections),
    )


def _part(section: Section, report: Report) -> Part:
    start, end = report.original(section.whole)
    return Part(
        level=section.level,
        number=report.quote(Span(section.start, section.words)).strip(_AROUND_NUMBER) or None,
        heading=report.quote(section.heading).strip(),
        parts=section.parts,
        start=start,
        end=end,
        heading_end=report.original(section.heading).end,
        place=report.document.source.place(start),
        sections=tuple(_part(child, report) for child in section.children),
    )
