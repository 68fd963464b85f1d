"""Which stretches of a report are marked on a page, under which names, and what each mark leads to."""

from __future__ import annotations

from typing import NamedTuple

from checker.i18n import say
from checker.presentation import ItemView, ReportView
from checker.presentation.items import PlaceView
from checker.text.span import Span

MOST_OF_ITEM = 60
"""So many places of one item are marked; how many there are is told."""
MOST = 2000
"""So many stretches of one report are marked; what is to be mended comes first."""

KINDS = ("error", "warning", "advice", "waived", "met")
"""What a mark stands for, the most severe first; that kind is shown where several cover the same words."""


class MarkRef(NamedTuple):
    """The sign at the beginning of a mark, which leads to what it is evidence of.

    ``id`` is the anchor in the text, ``target`` the one it leads to; ``sign`` is shown, ``label`` is said.
    """

    id: str
    target: str
    sign: str
    label: str


class TextMark(NamedTuple):
    """A stretch of the text, in code points, that is evidence; without length, the place of something absent."""

    span: Span
    kind: str
    ref: MarkRef
    absent: str


class TextMarks:
    """The marks of one report, none where its text is not shown; they know the anchor for each piece of evidence."""

    def __init__(self, view: ReportView, prefix: str, *, with_text: bool = True) -> None:
        self.all: list[TextMark] = []
        self.targets: dict[str, str] = {}
        """Rule → the anchor of its gap, or of its line in the checklist."""
        self._anchors: dict[tuple[str, int, int], str] = {}
        self.prefix, self._most = prefix, MOST if with_text else 0
        for number, one in enumerate(view.missed, 1):
            self._missed(number, one)
        for number, one in enumerate(view.items, 1):
            if one.item.state == "pass":
                self._met(f"{prefix}c{number}", one)

    def anchor(self, one: ItemView, place: PlaceView) -> str | None:
        """Return the anchor of *place*, a piece of evidence of *one*; ``None`` where it is not marked."""
        return self._anchors.get((one.rule.id if one.item.state != "pass" else "", place.start, place.end))

    def _missed(self, number: int, one: ItemView) -> None:
        target = self.targets[one.rule.id] = f"{self.prefix}g{number}"
        label = say("page.mark", one.lang, number=number, title=one.title)
        kind = one.item.severity if one.is_gap else "waived"
        for quote in one.item.evidence[:MOST_OF_ITEM]:
            absent = say("page.absent", one.lang, title=one.title) if quote.start == quote.end else ""
            span, ref = Span(quote.start, quote.end), MarkRef("", target, str(number), label)
            self._add(one.rule.id, TextMark(span, kind, ref, absent))

    def _met(self, target: str, one: ItemView) -> None:
        """Mark what fulfils a requirement; the same words often fulfil several, and are marked once."""
        self.targets[one.rule.id] = target
        label = say("page.mark.met", one.lang, title=one.title)
        for quote in one.item.evidence[:MOST_OF_ITEM]:
            if quote.end > quote.start:
                self._add("", TextMark(Span(quote.start, quote.end), "met", MarkRef("", target, "✓", label), ""))

    def _add(self, owner: str, mark: TextMark) -> None:
        """Keep *mark* under a name of its own, once for each *owner*."""
        key = (owner, *mark.span)
        if key not in self._anchors and len(self.all) < self._most:
            name = self._anchors[key] = f"{self.prefix}e{len(self.all) + 1}"
            self.all.append(mark._replace(ref=mark.ref._replace(id=name)))
