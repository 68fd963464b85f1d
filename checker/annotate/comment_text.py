"""What the comments say: one a gap, and one for the whole.  The words of gaps are those of every other output."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from checker.annotate.comments import MARK
from checker.annotate.places import covered, head
from checker.engine.model import Assessment, Item, Quote
from checker.i18n import say
from checker.render import finding, safe, words

_FIRST = 5  # gaps named in the summary
_ELSEWHERE = 8  # further places of one gap that are quoted
_QUOTED = 24  # code points of each


class Remark(NamedTuple):
    """One comment: the rule that it is about (``""``: the whole), its words, and those it is about.

    ``paragraphs`` are plain text; ``start`` and ``end`` are offsets in the extracted text.
    """

    rule: str
    paragraphs: tuple[str, ...]
    start: int
    end: int


def remarks(assessment: Assessment, lang: str) -> list[Remark]:
    """The summary, then the gaps in the order of the text."""
    text = assessment.document.text if assessment.document is not None else ""
    found = []
    for item in finding.gaps(assessment):
        start, end = covered(item.evidence[0], text) if item.evidence else head(assessment)
        found.append(Remark(item.rule.id, _about(item, assessment, lang), start, end))
    found.sort(key=lambda one: one.start)
    return [Remark("", _summary(assessment, lang), *head(assessment)), *found]


def settled(rule: str, lang: str) -> tuple[str, ...]:
    """What is left to say of a gap that is mended, where a reply keeps its comment."""
    return (say("annotate.settled", lang, mark=MARK, rule=rule),)


def _about(item: Item, assessment: Assessment, lang: str) -> tuple[str, ...]:
    severity = say(f"severity.{item.severity}" if item.waived is None else "annotate.waived", lang)
    values = {"severity": severity, "title": finding.title(item.rule, lang), "rule": item.rule.id}
    gain = words.gain(item, lang) if item.waived is None else ""
    clause = finding.basis(item.rule, assessment.pack, lang)
    absent = bool(item.evidence) and not item.evidence[0].text
    told = (
        say("annotate.head", lang, mark=MARK, gain=gain, **values).rstrip(),
        finding.why(item, assessment, lang),
        say("annotate.absent", lang) if absent and item.waived is None else "",
        _elsewhere(item.evidence, lang),
        say("report.basis", lang, basis=clause) if clause else "",
        finding.remedy(item, lang) if item.waived is None else finding.waiver(item, lang),
    )
    return tuple(text for text in told if text)


def _elsewhere(evidence: tuple[Quote, ...], lang: str) -> str:
    """The further places of a gap, by their words: an author finds those with the search of the program."""
    texts = [finding.one_line(quote.text) for quote in evidence[1:]]
    quotes = dict.fromkeys(text if len(text) <= _QUOTED else text[:_QUOTED] + "…" for text in texts if text)
    if not quotes:
        return ""
    shown = [say("report.quote", lang, text=text) for text in list(quotes)[:_ELSEWHERE]]
    more = say("annotate.and-more", lang) if len(quotes) > _ELSEWHERE else ""
    return say("annotate.elsewhere", lang, count=len(texts), quotes=shown) + more


def _summary(assessment: Assessment, lang: str) -> tuple[str, ...]:
    ranked, waived = words.ranked(assessment.items), words.waived(assessment.items)
    lines = [_verdict(assessment, lang), *_cap(assessment, lang)]
    if ranked:
        by = Counter(item.severity for item in ranked)
        severities = [name for name in ("error", "warning", "advice") if by[name]]
        counts = [
            say("annotate.count", lang, severity=say(f"severity.{name}", lang), count=by[name]) for name in severities
        ]
        lines.append(say("annotate.counts", lang, count=len(ranked), counts=counts))
    else:
        lines.append(say("report.gaps.none", lang))
    if waived:
        lines[-1] += say("annotate.count.waived", lang, count=len(waived))
    if ranked:
        lines.append(say("annotate.first", lang))
        for number, item in enumerate(ranked[:_FIRST], 1):
            title, gain = finding.title(item.rule, lang), words.gain(item, lang)
            lines.append(say("annotate.first.one", lang, number=number, title=title, gain=gain).rstrip())
        lines.append(say("annotate.where", lang))
    lines.append(say("annotate.scope", lang))
    extraction = assessment.document.extraction if assessment.document is not None else None
    if extraction is not None and extraction.doubtful:
        lines += words.warnings(extraction, lang) or [say("extraction.doubtful", lang)]
    if assessment.pack is not None:
        lines.append(say("report.pack", lang, id=assessment.pack.id, version=assessment.pack.version))
    return tuple(finding.one_line(line) for line in lines)


def _verdict(assessment: Assessment, lang: str) -> str:
    verdict = say(f"verdict.{assessment.verdict or 'fail'}", lang)
    must = sum(words.is_gap(item) and item.severity == "error" for item in assessment.items)
    score = say("report.unscored", lang)
    if assessment.score is not None:
        grade = say(f"grade.{assessment.score.grade}", lang)
        score = f"{say('report.points', lang, points=assessment.score.points)} {grade}"
    told = say("report.must", lang, count=must) if must else ""
    return say("annotate.verdict", lang, mark=MARK, verdict=verdict, must=told, score=score)


def _cap(assessment: Assessment, lang: str) -> list[str]:
    score = assessment.score
    lines = []
    if score is not None and score.cap is not None:
        ruled = next((item.rule.title for item in assessment.items if item.rule.id == score.cap.rule), {})
        title = safe.line(words.told(ruled, lang))
        values = {"title": title, "rule": score.cap.rule, "points": score.cap.points, "uncapped": score.uncapped}
        lines.append(say("report.cap", lang, **values))
    if score is not None and score.with_waivers is not None:
        count, points = len(words.waived(assessment.items)), score.with_waivers.points
        grade = say(f"grade.{score.with_waivers.grade}", lang)
        lines.append(say("report.points.waived", lang, count=count, points=points, grade=grade))
    return lines
