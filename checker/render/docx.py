"""The filled-in checklist as a document of Word, to print, explain and sign: A4 across, the head of the table on each page."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from checker.checks.outcome import MISSED
from checker.errors import library
from checker.i18n import say
from checker.office.official import Column, Row
from checker.render import RenderOptions
from checker.render.filled import OWN, Checklists
from checker.render.form import COLUMNS, OVERVIEW, Form

# Millimetres; the width between the margins is 257.
_WIDTHS = {
    "number": 12, "requirement": 30, "basis": 42, "result": 20, "where": 72, "fix": 41, "account": 24, "signature": 16,
}  # fmt: skip
_CENTRED = ("number", "result")
_OVERVIEW = dict(zip(OVERVIEW, (11, 74, 60, 16, 20, 16, 15, 15, 15, 15), strict=True))


class Renderer(Checklists):
    """Collects the checklists; each begins on a page of its own, behind an overview where there are several."""

    def __init__(self, options: RenderOptions) -> None:
        library("docx")
        super().__init__(options.lang, options.filled)

    def end(self) -> bytes:
        """Return the document.  :raises UsageError: ``write-others``, see :mod:`checker.render.filled`."""
        from checker.office.official import OfficialDocument

        forms = self.forms()
        several = len(forms) > 1
        heading = say("form.overview", self._lang)
        document = OfficialDocument(
            heading if several else "".join(one.title for one in forms), landscape=True, result=True
        )
        document.document.core_properties.category = OWN
        if several:
            document.add_title(heading)
            columns = [
                Column(say(f"form.{name}", self._lang), _OVERVIEW[name], name not in ("path", "unit"))
                for name in OVERVIEW
            ]
            document.add_table(columns, [Row(one.overview) for one in forms])
        shown = [name for name in COLUMNS if name != "group"]
        columns = [Column(say(f"form.{name}", self._lang), _WIDTHS[name], name in _CENTRED) for name in shown]
        for one in forms:
            document.add_title(one.title, new_page=several)
            for note in one.notes:
                document.add_note(note)
            if one.rows:
                document.add_table(columns, list(_table_rows(one)))
                document.add_note(one.signed or say("form.signed", self._lang))
        return document.save()


def _table_rows(one: Form) -> Iterator[Row]:
    """Yield the rows, those of a group under its name."""
    group, result = COLUMNS.index("group"), COLUMNS.index("result")
    for name, rows in groupby(one.rows, key=lambda row: row.cells[group]):
        yield Row((name,))
        for cells, state in rows:
            rest = cells[:group] + cells[group + 1 :]
            yield Row(rest, (result - 1,) if state in MISSED else ())
