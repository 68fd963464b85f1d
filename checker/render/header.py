"""What is told of a report as a whole, in words: whose it is, what bounds its score, how well it could be read."""

from __future__ import annotations

from checker.document.model import Document
from checker.engine.model import Assessment
from checker.i18n import say
from checker.render import safe, words
from checker.render.view import View


def known(assessment: Assessment, lang: str, *, digest: bool = True) -> list[str]:
    """The issuer, its kind, the year and the pack, with its *digest*, as far as they are known; each on one line."""
    pack, facts = assessment.pack, assessment.facts
    if pack is None or facts is None:
        return []
    year = say("report.year", lang, year=facts.year) if facts.year else ""
    filer = words.titled(pack.filers, facts.filer, lang)
    rules = say("report.pack", lang, id=pack.id, version=pack.version)
    rules += f" ({pack.digest[:14]})" if digest else ""
    return [safe.line(word) for word in (facts.issuer or "", filer, year, rules) if word]


def must(assessment: Assessment, lang: str) -> str:
    """How many gaps alone decide the verdict, so that a high score beside a failure is no riddle; empty for none."""
    count = sum(item.severity == "error" and item.state == "fail" and not item.waived for item in assessment.items)
    return say("report.must", lang, count=count) if count and assessment.score is not None else ""


def cap(assessment: Assessment, lang: str) -> str:
    """What bounds the score; empty where nothing does."""
    score = assessment.score
    if score is None or score.cap is None:
        return ""
    ruled = next((item.rule.title for item in assessment.items if item.rule.id == score.cap.rule), {})
    values = {"title": words.told(ruled, lang), "rule": score.cap.rule, "points": score.cap.points}
    return safe.line(say("report.cap", lang, uncapped=score.uncapped, **values))


def with_waivers(assessment: Assessment, lang: str) -> str:
    """How many gaps are waived and what the score is with them; empty where none is."""
    score = assessment.score
    if score is None or score.with_waivers is None:
        return ""
    count, points = len(words.waived(assessment.items)), score.with_waivers.points
    grade = say(f"grade.{score.with_waivers.grade}", lang)
    return say("report.points.waived", lang, count=count, points=points, grade=grade)


def extracted(document: Document | None, lang: str) -> str:
    """How the text was taken out of the file, where that is in question; else empty."""
    extraction = document.extraction if document is not None else None
    if extraction is None or not extraction.doubtful:
        return ""
    told = [say("extraction.pages", lang, count=extraction.pages)] if extraction.pages else []
    if extraction.recognised > 0:
        share = max(1, round(extraction.recognised * 100))
        told.append(say("extraction.recognised", lang, share=share))
    # What was recognised is told by its share; sentences of the catalogue are strung together here.
    rest = [key for key in extraction.warnings if key != "recognised-text" or extraction.recognised == 0]
    told += [text.rstrip("。.") for text in words.warnings(extraction._replace(warnings=tuple(rest)), lang)]
    return say("extraction", lang) + " · ".join(told)


def unmet(assessment: Assessment, wants: list[str], lang: str, *, met: bool) -> str:
    """Why a report that passes is not good enough for this run, which asks for *wants*; else empty."""
    if met or assessment.verdict != "pass":
        return ""
    return say("report.gate", lang, wants=wants)


def baseline(assessment: Assessment, view: View, *, met: bool) -> str:
    """How many gaps are old and do not count, or that all that counts is old; empty where none is."""
    count = len(words.old(assessment.items))
    told = say("report.baseline.count", view.lang, count=count) if count else ""
    return words.unchanged(assessment, met, view) or told
