"""Which stretches of a report are marked on a page, under which names, and what each mark leads to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from checker.engine.model import Assessment, Item, Quote
from checker.i18n import say
from checker.render import finding, words
from checker.text.span import Span

MOST_OF_ITEM = 60
"""So many places of one item are marked; how many there are is told."""
MOST = 2000
"""So many stretches of one report are marked; what is to be mended comes first."""

KINDS = ("error", "warning", "advice", "waived", "met")
"""What a mark stands for, the most severe first; that kind is shown where several cover the same words."""


class Ref(NamedTuple):
    """The sign at the beginning of a mark, which leads to what it is evidence of.

    ``id`` is the anchor in the text, ``target`` the one it leads to; ``sign`` is shown, ``told`` is said.
    """

    id: str
    target: str
    sign: str
    told: str


class Mark(NamedTuple):
    """A stretch of the text, in code points, that is evidence; without length, the place of something absent."""

    span: Span
    kind: str
    ref: Ref
    absent: str


class Marks:
    """The marks of one report, none where its text is not shown; they know the anchor for each piece of evidence."""

    def __init__(self, assessment: Assessment, prefix: str, lang: str, *, with_text: bool = True) -> None:
        self.all: list[Mark] = []
        self.targets: dict[str, str] = {}
        """Rule → the anchor of its gap, or of its line in the checklist."""
        self._anchors: dict[tuple[str, int, int], str] = {}
        self.prefix, self._lang, self._most = prefix, lang, MOST if with_text else 0
        self.gaps: Sequence[Item] = finding.gaps(assessment)
        for number, item in enumerate(self.gaps, 1):
            self._gap(number, item)
        for number, item in enumerate(assessment.items, 1):
            if item.state == "pass":
                self._met(f"{prefix}c{number}", item)

    def anchor(self, item: Item, quote: Quote) -> str | None:
        """The anchor of *quote*, a piece of evidence of *item*; ``None`` where it is not marked."""
        return self._anchors.get((item.rule.id if item.state != "pass" else "", quote.start, quote.end))

    def _gap(self, number: int, item: Item) -> None:
        target = self.targets[item.rule.id] = f"{self.prefix}g{number}"
        title = finding.title(item.rule, self._lang)
        told = say("page.mark", self._lang, number=number, title=title)
        kind = "waived" if words.set_aside(item) else item.severity
        for quote in item.evidence[:MOST_OF_ITEM]:
            absent = say("page.absent", self._lang, title=title) if quote.start == quote.end else ""
            span, ref = Span(quote.start, quote.end), Ref("", target, str(number), told)
            self._add(item.rule.id, Mark(span, kind, ref, absent))

    def _met(self, target: str, item: Item) -> None:
        """What fulfils a requirement; the same words often fulfil several, and are marked once."""
        self.targets[item.rule.id] = target
        told = say("page.mark.met", self._lang, title=finding.title(item.rule, self._lang))
        for quote in item.evidence[:MOST_OF_ITEM]:
            if quote.end > quote.start:
                self._add("", Mark(Span(quote.start, quote.end), "met", Ref("", target, "✓", told), ""))

    def _add(self, owner: str, mark: Mark) -> None:
        """Keep *mark* under a name of its own, once for each *owner*."""
        key = (owner, *mark.span)
        if key not in self._anchors and len(self.all) < self._most:
            name = self._anchors[key] = f"{self.prefix}e{len(self.all) + 1}"
            self.all.append(mark._replace(ref=mark.ref._replace(id=name)))
