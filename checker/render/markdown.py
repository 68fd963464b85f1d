"""Markdown for the comment of a pull request or the summary of a job, for GitHub and GitLab alike.

No word of a report becomes markup, a mention or a link (:func:`checker.presentation.escape.markdown`).  A comment holds 65,536
characters and is refused whole beyond; so what is worth least is left out, and it is told that it was.
"""

from __future__ import annotations

from collections.abc import Sequence

from checker.engine.model import Assessment
from checker.i18n import LANGUAGES, say
from checker.presentation import ItemView, ReportView, RunCount
from checker.presentation.escape import markdown, markdown_code, one_line
from checker.presentation.report import ComparisonView
from checker.render import RenderOptions

_MOST = 60_000  # characters of all, below what a comment holds
_OPEN = 8  # gaps that stand open; the others are folded away
_CELL = 600  # characters of one cell
_GAPS = ("gap", "place", "quote", "why", "fix")


class Renderer:
    """Keeps the blocks of the reports, as long as there is room."""

    def __init__(self, options: RenderOptions) -> None:
        self._options = options
        self._lang = options.lang
        self._count = RunCount()
        self._blocks: list[str] = []
        self._left = _MOST
        self._brief = 0  # reports of which there is but the verdict: the last ones, from the first that did not fit
        self._dropped = 0

    def add(self, assessment: Assessment, *, met: bool) -> str:
        """Keep the report; nothing is written yet, for how many there are stands before the first."""
        view = self._options.view(assessment, met=met)
        self._count.add(assessment)
        head = _report_heading(view) + "\n"
        block = head if self._brief else f"{head}\n{_report_body(view)}"
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
        """Return heading, summary where there is more than one report, and the reports."""
        lines = [f"## {say('md.title', self._lang)}\n"]
        if self._count.reports["files"] != 1:
            lines.append(self._count.sentence(self._lang) + "\n")
        lines += self._blocks
        if self._brief:
            lines.append(say("md.brief", self._lang, count=self._brief) + "\n")
        if self._dropped:
            lines.append(say("md.dropped", self._lang, count=self._dropped) + "\n")
        return "\n".join(lines)


def _report_heading(view: ReportView) -> str:
    path = markdown_code(view.path)
    if view.failure is not None:
        return f"### ❗ {view.verdict} · {path}"
    sign = "✅" if view.outcome == "pass" else "❌"
    return f"### {sign} {view.verdict}{view.must} · {view.score} · {path}"


def _report_body(view: ReportView) -> str:
    lang = view.lang
    if view.failure is not None:
        what, remedy = say("error", lang) + view.failure.what, say("remedy", lang) + view.failure.remedy
        return f"{_cell_markdown(what)}\n\n{_cell_markdown(remedy)}\n"
    parts = _report_paragraphs(view)
    if view.unchanged:
        parts.append(f"☑️ {view.unchanged}\n")
    parts.append(f"**{view.gaps_heading}**\n" if view.gaps else view.gaps_heading + "\n")
    if view.gaps:
        parts.append(_gaps_table(view.gaps[:_OPEN], lang))
    if len(view.gaps) > _OPEN:
        folded = say("md.more", lang, count=len(view.gaps) - _OPEN)
        parts.append(_folded(folded, _gaps_table(view.gaps[_OPEN:], lang)))
    parts += [_comparison(one, lang) for one in view.comparisons()]
    parts += [*_set_aside_parts(view), _folded_checklist(view)]
    return "\n".join(part for part in parts if part)


def _report_paragraphs(view: ReportView) -> list[str]:
    """Return whose report it is, how it could be read, what bounds its score, and why it is not good enough for the run."""
    identity = view.identity(digest=False)
    first = " · ".join(identity[-1:] + identity[:-1])  # our own words first: no name from a report may begin a line
    lines = [_cell_markdown(text) + "\n" for text in (first, view.doubt, view.cap, view.with_waivers) if text]
    return [*lines, f"❗ {_cell_markdown(view.unmet)}\n"] if view.unmet else lines


def _gaps_table(gaps: Sequence[ItemView], lang: str) -> str:
    return _table_markdown([say(f"md.{name}", lang) for name in _GAPS], [_gap_row(gap) for gap in gaps])


def _gap_row(gap: ItemView) -> list[str]:
    severity = gap.severity + say("mark.colon", gap.lang)
    head = f"{_cell_markdown(f'{gap.sign} {severity}{gap.title}')} {markdown_code(gap.rule.id)} {_cell_markdown(gap.gain)}".rstrip()
    why = gap.why + LANGUAGES[gap.lang].between + gap.basis_sentence
    return [head, *map(_cell_markdown, (gap.place, gap.quoted, why, gap.remedy))]


def _comparison(one: ComparisonView, lang: str) -> str:
    """Return the table of a rule that compares, folded away: a reviewer opens it to see what answers what."""
    rows = [[_cell_markdown(text) for text in (row.number, row.words, row.text(lang))] for row in one.rows]
    return _folded(
        _cell_markdown(one.heading), _table_markdown((say("md.number", lang), *map(_cell_markdown, one.heads)), rows)
    )


def _folded_checklist(view: ReportView) -> str:
    """Return every item with its sign, a paragraph a group, folded away."""
    paragraphs = []
    for group in view.groups():
        signs = [f"{one.sign} {_cell_markdown(one.title)}" for one in group.items]
        paragraphs.append(f"**{_cell_markdown(group.label)}** {' · '.join(signs)}\n")
    return _folded(view.checklist_heading, "\n".join(paragraphs)) if paragraphs else ""


def _set_aside_parts(view: ReportView) -> list[str]:
    """Return the gaps that do not count: the old ones folded away, for there may be many; then the waived."""
    parts = []
    if view.baseline:
        parts.append(_folded(view.baseline_heading, "".join(_list_line(one, one.place) for one in view.baseline)))
    if view.waived:
        parts += [f"**{view.waived_heading}**\n", "".join(_list_line(one, _waiver(one)) for one in view.waived)]
    return parts


def _waiver(gap: ItemView) -> str:
    """Return where a waived gap is, in its words, and who answers for it."""
    return " · ".join(filter(None, (" ".join(filter(None, (gap.place, gap.quoted))), gap.waiver)))


def _list_line(gap: ItemView, said: str) -> str:
    return f"- {_cell_markdown(gap.title)} · {_cell_markdown(said)}\n"


def _table_markdown(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _cell_markdown(text: str) -> str:
    """Return *text* as a cell or a part of a line, cut where it is too long to be read there."""
    return markdown(one_line(text, _CELL))


def _folded(summary: str, body: str) -> str:
    return f"<details><summary>{summary}</summary>\n\n{body}\n</details>\n"
