"""Markdown for the comment of a pull request or the summary of a job, for GitHub and GitLab alike.

No word of a report becomes markup, a mention or a link (:mod:`checker.render.inert`).  A comment holds 65,536
characters and is refused whole beyond; so what is worth least is left out, and it is told that it was.
"""

from __future__ import annotations

from collections.abc import Sequence

from checker.engine.model import Assessment, Item
from checker.i18n import say
from checker.render import checklist, finding, safe, words
from checker.render import header as about
from checker.render.comparison import cells
from checker.render.inert import inert, name
from checker.render.view import View

_MOST = 60_000  # characters of all, below what a comment holds
_OPEN = 8  # gaps that stand open; the others are folded away
_CELL = 600  # characters of one cell
_GAPS = ("gap", "place", "quote", "why", "fix")
_COMPARED = ("number", "shortcoming", "measure")


class Renderer:
    """Keeps the blocks of the reports, as long as there is room."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._lang = view.lang
        self._counts = {"files": 0, "passed": 0, "failed": 0, "unreadable": 0}
        self._blocks: list[str] = []
        self._left = _MOST
        self._brief = 0  # reports of which there is but the verdict: the last ones, from the first that did not fit
        self._dropped = 0

    def add(self, assessment: Assessment, *, met: bool) -> str:
        """Nothing yet: how many there are stands before the first."""
        self._counts["files"] += 1
        self._counts[words.outcome(assessment)] += 1
        head = self._head(assessment) + "\n"
        block = head if self._brief else f"{head}\n{self._body(assessment, met)}"
        if len(block) > self._left and not self._brief:
            block = head
        if len(block) > self._left:
            self._dropped += 1
            return ""
        self._brief += block is head
        self._left -= len(block) + 1
        self._blocks.append(block)
        return ""

    def end(self) -> str:
        """Heading, summary where there is more than one report, and the reports."""
        lines = [f"## {say('md.title', self._lang)}\n"]
        if self._counts["files"] != 1:
            lines.append(say("run.summary", self._lang, **self._counts) + "\n")
        lines += self._blocks
        if self._brief:
            lines.append(say("md.brief", self._lang, count=self._brief) + "\n")
        if self._dropped:
            lines.append(say("md.dropped", self._lang, count=self._dropped) + "\n")
        return "\n".join(lines)

    def _head(self, assessment: Assessment) -> str:
        lang, path = self._lang, name(safe.path(assessment.path, self._lang))
        if assessment.error is not None:
            return f"### ❗ {say('verdict.unreadable', lang)} · {path}"
        verdict, score = assessment.verdict or "fail", say("report.unscored", lang)
        if assessment.score is not None:
            grade = say(f"grade.{assessment.score.grade}", lang)
            score = f"{say('report.points', lang, points=assessment.score.points)} {grade}"
        sign = "✅" if verdict == "pass" else "❌"
        return f"### {sign} {say(f'verdict.{verdict}', lang)}{about.must(assessment, lang)} · {score} · {path}"

    def _body(self, assessment: Assessment, met: bool) -> str:
        lang = self._lang
        if assessment.error is not None:
            values = safe.values(assessment.error.values)
            said = say("error", lang) + say(f"error.{assessment.error.key}", lang, **values)
            remedy = say("remedy", lang) + say(f"remedy.{assessment.error.key}", lang, **values)
            return f"{_cell(said)}\n\n{_cell(remedy)}\n"
        ranked = words.ranked(assessment.items)
        parts = self._about(assessment, met)
        if unchanged := words.unchanged(assessment, met, self._view):
            parts.append(f"☑️ {unchanged}\n")
        if not ranked:
            parts.append(words.no_gaps(assessment, lang) + "\n")
        else:
            parts.append(f"**{say('report.gaps', lang, count=len(ranked))}**\n")
            parts.append(self._gaps(ranked[:_OPEN], assessment))
        if len(ranked) > _OPEN:
            folded = say("md.more", lang, count=len(ranked) - _OPEN)
            parts.append(_folded(folded, self._gaps(ranked[_OPEN:], assessment)))
        parts += [self._comparison(item) for item in assessment.items if item.table]
        parts += [*self._set_aside(assessment), self._checklist(assessment)]
        return "\n".join(part for part in parts if part)

    def _about(self, assessment: Assessment, met: bool) -> list[str]:
        """Whose report it is, how it could be read, what bounds its score, and why it is not good enough for the run."""
        lang = self._lang
        known = about.known(assessment, lang, digest=False)
        told = [
            " · ".join(known[-1:] + known[:-1]),  # our own words first: no name from a report may begin a line
            about.extracted(assessment.document, lang),
            about.cap(assessment, lang),
            about.with_waivers(assessment, lang),
        ]
        unmet = about.unmet(assessment, words.wants(self._view), lang, met=met)
        return [_cell(text) + "\n" for text in told if text] + ([f"❗ {_cell(unmet)}\n"] if unmet else [])

    def _gaps(self, items: Sequence[Item], assessment: Assessment) -> str:
        return self._table(_GAPS, [self._gap(item, assessment) for item in items])

    def _gap(self, item: Item, assessment: Assessment) -> list[str]:
        lang = self._lang
        must = say(f"severity.{item.severity}", lang) + ("：" if lang == "zh" else ": ")
        title = _cell(f"{words.SYMBOLS[item.state]} {must}{finding.title(item.rule, lang)}")
        clause = finding.basis(item.rule, assessment.pack, lang)
        why = finding.why(item, assessment, lang) + (" " if lang == "en" else "")
        why += say("report.basis", lang, basis=clause) if clause else ""
        told = (finding.place(item, assessment, lang), finding.quoted(item, lang), why, finding.remedy(item, lang))
        return [f"{title} {name(item.rule.id)} {_cell(words.gain(item, lang))}".rstrip(), *map(_cell, told)]

    def _comparison(self, item: Item) -> str:
        """The table of a rule that compares, folded away: a reviewer opens it to see what answers what."""
        heading = say("report.comparison", self._lang, title=finding.title(item.rule, self._lang))
        return _folded(
            _cell(heading),
            self._table(_COMPARED, [[_cell(text) for text in cells(row, self._lang)] for row in item.table]),
        )

    def _checklist(self, assessment: Assessment) -> str:
        """Every item with its sign, a paragraph a group, folded away."""
        paragraphs = []
        for group, items in checklist.groups(assessment):
            signs = [f"{words.SYMBOLS[item.state]} {_cell(finding.title(item.rule, self._lang))}" for item in items]
            paragraphs.append(f"**{_cell(checklist.label(group, items, self._lang))}** {' · '.join(signs)}\n")
        if not paragraphs:
            return ""
        return _folded(checklist.heading(assessment, self._lang), "\n".join(paragraphs))

    def _set_aside(self, assessment: Assessment) -> list[str]:
        """The gaps that do not count: the old ones folded away, for there may be many; then the waived."""
        lang, old = self._lang, words.old(assessment.items)
        lines = [self._line(item, finding.place(item, assessment, lang)) for item in old]
        heading = say("report.baseline", lang, count=len(old))
        waived = [self._waiver(item, assessment) for item in words.waived(assessment.items)]
        told = say("report.waived", lang, count=len(waived))
        parts = [_folded(heading, "".join(lines))] if old else []
        return [*parts, f"**{told}**\n", "".join(waived)] if waived else parts

    def _waiver(self, item: Item, assessment: Assessment) -> str:
        """Where a waived gap is, in its words, and who answers for it."""
        place = (finding.place(item, assessment, self._lang), finding.quoted(item, self._lang))
        told = (" ".join(filter(None, place)), finding.waiver(item, self._lang))
        return self._line(item, " · ".join(filter(None, told)))

    def _line(self, item: Item, said: str) -> str:
        return f"- {_cell(finding.title(item.rule, self._lang))} · {_cell(said)}\n"

    def _table(self, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
        heading = [say(f"md.{name}", self._lang) for name in columns]
        lines = [heading, ["---"] * len(columns), *rows]
        return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _cell(text: str) -> str:
    """*text* as a cell or a part of a line, cut where it is too long to be read there."""
    text = finding.one_line(text)
    return inert(text if len(text) <= _CELL else text[:_CELL] + "…")


def _folded(summary: str, body: str) -> str:
    return f"<details><summary>{summary}</summary>\n\n{body}\n</details>\n"
