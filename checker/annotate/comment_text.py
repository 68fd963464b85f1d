"""What the comments say and which words they mark: one a gap, and one for the whole.

The words of gaps are those of every other output; what is absent is marked at the words nearest to where it belongs.
"""

from __future__ import annotations

from checker.annotate.comments import MARK
from checker.annotate.edit import Remark
from checker.engine.model import Assessment, Quote
from checker.i18n import say
from checker.presentation import ItemView, ReportView, build_view
from checker.presentation.escape import one_line
from checker.presentation.report import severity_counts

_NEAR = 40  # code points that are marked before or behind a place where something is absent: a heading has fewer
_FIRST = 5  # gaps named in the summary
_ELSEWHERE = 8  # further places of one gap that are quoted
_QUOTED = 24  # code points of each


def remarks(assessment: Assessment, lang: str) -> list[Remark]:
    """Return the summary, then the gaps in the order of the text."""
    text = assessment.document.text if assessment.document is not None else ""
    view = build_view(assessment, lang)
    about = []
    for gap in view.missed:
        start, end = covered(gap.item.evidence[0], text) if gap.item.evidence else title_span(assessment)
        about.append(Remark(gap.rule.id, _gap_paragraphs(gap), start, end))
    about.sort(key=lambda one: one.start)
    return [Remark("", _summary(view), *title_span(assessment)), *about]


def _gap_paragraphs(gap: ItemView) -> tuple[str, ...]:
    lang, aside = gap.lang, gap.set_aside
    severity = gap.severity if gap.item.waived is None else say("annotate.waived", lang)
    gain = "" if aside else gap.gain
    first = say("annotate.head", lang, mark=MARK, severity=severity, title=gap.title, rule=gap.rule.id, gain=gain)
    is_absent = bool(gap.item.evidence) and not gap.item.evidence[0].text
    absent = say("annotate.absent", lang) if is_absent and not aside else ""
    first = first.rstrip() + "".join(place.cell for place in gap.places[:1])
    texts = (first, gap.why, absent, _elsewhere(gap), gap.basis_sentence, aside or gap.remedy)
    return tuple(text for text in texts if text)


def _elsewhere(gap: ItemView) -> str:
    """Return the further places of a gap, by their words, which the search of the program finds, and by their cells."""
    quotes = list(
        dict.fromkeys((one_line(one.quote, _QUOTED), one.cell) for one in gap.places[1:] if one.quote or one.cell)
    )
    if not quotes:
        return ""
    named = [(say("report.quote", gap.lang, text=text) if text else "") + cell for text, cell in quotes[:_ELSEWHERE]]
    more = say("annotate.and-more", gap.lang) if len(quotes) > _ELSEWHERE else ""
    count = len(gap.item.evidence) - 1
    return say("annotate.elsewhere", gap.lang, count=count, quotes=named) + more


def _summary(view: ReportView) -> tuple[str, ...]:
    lang = view.lang
    lines = [say("annotate.verdict", lang, mark=MARK, verdict=view.verdict, must=view.must, score=view.score)]
    lines += filter(None, (view.cap, view.with_waivers, _counts_line(view)))
    if view.gaps:
        lines.append(say("annotate.first", lang))
        for number, gap in enumerate(view.gaps[:_FIRST], 1):
            lines.append(say("annotate.first.one", lang, number=number, title=gap.title, gain=gap.gain).rstrip())
        lines.append(say("annotate.where", lang))
    lines += [say("annotate.scope", lang), *view.warnings]
    pack = view.assessment.pack
    if pack is not None:
        lines.append(
            " · ".join(filter(None, (say("report.pack", lang, id=pack.id, version=pack.version), view.horizon)))
        )
    return tuple(one_line(line) for line in lines)


def _counts_line(view: ReportView) -> str:
    """Return how many gaps there are, by severity, and how many are waived."""
    lang, line = view.lang, view.gaps_heading
    if view.gaps:
        counts = [
            say("annotate.count", lang, severity=say(f"severity.{name}", lang), count=count)
            for name, count in severity_counts(view.gaps).items()
            if count
        ]
        line = say("annotate.counts", lang, count=len(view.gaps), counts=counts)
    return line + (say("annotate.count.waived", lang, count=len(view.waived)) if view.waived else "")


def covered(quote: Quote, text: str) -> tuple[int, int]:
    """Return start and end of the words in *text* that *quote* is about; they are some, and none but white space only if all is."""
    if text[quote.start : quote.end].strip():
        return _trimmed(quote.start, quote.end, text)
    return _words_near(quote.start, text)


def title_span(assessment: Assessment) -> tuple[int, int]:
    """Return where the comment on the whole belongs: the title, all its lines; else the first words."""
    report = assessment.report
    text = assessment.document.text if assessment.document is not None else ""
    if report is not None and report.title is not None and report.title.pieces:
        pieces = [report.original(piece) for piece in report.title.pieces]
        return _trimmed(pieces[0].start, pieces[-1].end, text)
    return _words_near(len(text) - len(text.lstrip()), text)


def _words_near(at: int, text: str) -> tuple[int, int]:
    """Return the words before *at* on its line, else those behind it, else the nearest before, else the nearest at all."""
    at = min(at, len(text))
    begin, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    end = len(text) if end < 0 else end
    if text[begin:at].strip():
        return _trimmed(max(begin, at - _NEAR), at, text)
    if text[at:end].strip():
        return _trimmed(at, min(end, at + _NEAR), text)
    before = len(text[:at].rstrip())
    if before:
        return _trimmed(max(text.rfind("\n", 0, before) + 1, before - _NEAR), before, text)
    start = len(text) - len(text.lstrip())
    end = text.find("\n", start)
    return start, min(start + _NEAR, len(text) if end < 0 else end)


def _trimmed(start: int, end: int, text: str) -> tuple[int, int]:
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), end - (len(words) - len(words.rstrip()))
