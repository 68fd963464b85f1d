"""``agree``: a thing that is counted twice in the same words, in the text or in a table, has one value.

Figures of another time, of a plan, of a part, of one place or given as about are left out, and so is a thing with more than two
values, which is a series; the two must stand in different sentences.  Words that are said of each field (检查, 企业) name no
thing by themselves.  办理行政复议案件37件 here and 39件 there fails, ``conflict``; 2023年办理35件 beside 2024年办理37件 passes.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping

from checker.checks.counting import counts_of
from checker.checks.figures import below_headings, says
from checker.checks.figures.table_totals import find_conflicts
from checker.checks.outcome import SHOWN, Outcome, failed, passed, skipped
from checker.document.figures import Counts, Figure
from checker.document.report import Report
from checker.records import TYPE_CHECKING, Any
from checker.text.lazy_re import lazy
from checker.text.numerals import ITEM_NUMBER, ORDINAL
from checker.text.span import last_of
from checker.words import words as word_list

if TYPE_CHECKING:
    import re

_SHORTEST = 4
_LEAST = 2
"""So many characters of a thing's name must be left when the general words are taken out."""
_LONGEST = 24
"""More characters are a clause that tells something, and no name of a thing."""
_MOST_SAME = 400
"""So many figures of one unit and one last word are held against each other: a report has some tens."""
_CLAUSE_ENDS = ",。;:!?()\n|"
_ENDS = frozenset(",。;:!?()\n|、“” ") | {""}
_AFTER = lazy(r"[^,。;:!?()\n|、“”\d]{0,16}")
_ENUMERATED = lazy(rf"(?:{ITEM_NUMBER}|{ORDINAL})")
_TIME = lazy(r"19\d\d ?年度?(?:以来|来|内)?|20\d\d ?年度?(?:以来|来|内)?|«figures.time»")
_JOINING = lazy(r"(?:«figures.having»| ){1,4}\Z")
_OWN = lazy(r"(?:«figures.own»)?(?:现?有(?!效))?")


def agree(report: Report, options: Mapping[str, Any]) -> Outcome:
    """No thing that is named in the same words twice has two values."""
    counts = counts_of(report)
    start, end = report.body
    figures = counts.between(start, end)
    faults: list[tuple[Figure, Figure]] = []
    for group in _with_two_values(figures, lambda figure: (figure.unit, _last_word(report.text, *figure.span))):
        faults += _conflicts(report, counts, group[:_MOST_SAME], options)
    twice = list(find_conflicts(report, counts, options))
    if faults or twice:
        faults.sort()
        spans = [counts.thing(figure).span for pair in faults for figure in pair]
        spans += [span for one in twice for span in (one.cell.span, counts.thing(one.figure).span)]
        one, other = (report.quote(span).strip() for span in spans[:2])
        return failed("conflict", spans[:SHOWN], count=len(faults) + len(twice), one=one, other=other)
    return passed() if figures else skipped("nothing-to-compare")


def _with_two_values(figures: Iterable[Figure], told_by: Callable[[Figure], Hashable]) -> list[list[Figure]]:
    """Return *figures* grouped by what they are *told_by*, those groups that have more than one value."""
    groups: dict[Hashable, list[Figure]] = {}
    for figure in figures:
        groups.setdefault(told_by(figure), []).append(figure)
    return [group for group in groups.values() if len(group) > 1 and len({figure.value for figure in group}) > 1]


def _last_word(text: str, start: int, end: int) -> str:
    """Return the last two characters of what a figure counts, whether they stand before or behind it."""
    if text[end : end + 1] not in _ENDS:
        match = _AFTER.match(text, end)
        words = match.group().strip() if match else ""
        if len(words) > 1:
            return words[-2:]
    return text[max(0, start - 6) : start].rstrip("了共计达为约近超 ")[-2:]


def _conflicts(
    report: Report, counts: Counts, group: list[Figure], options: Mapping[str, Any]
) -> list[tuple[Figure, Figure]]:
    """Return, of figures whose last words are the same, those that have the same name, the same scope and two values."""
    found = []
    for figures in _with_two_values(group, lambda figure: _thing_name(counts, figure)):
        name = _thing_name(counts, figures[0])
        if not name or not _specific(name, options):
            continue
        comparable: dict[bool, list[Figure]] = {}
        for figure in figures:
            if _of_the_year(report, counts, figure, options):
                comparable.setdefault(counts.scope(figure).cumulative, []).append(figure)
        for same in comparable.values():
            other = next((figure for figure in same if figure.value != same[0].value), None)
            if other is None or len({figure.value for figure in same}) > 2:
                continue
            if counts.sentence_around(*same[0].span) != counts.sentence_around(*other.span):
                found.append((same[0], other))
    return found


def _thing_name(counts: Counts, figure: Figure) -> str:
    """Return what a figure counts, time and own unit left out; empty where that is too short or too long to be a name."""
    name = (_bare_name(_clause(counts, figure)[0]) + counts.thing(figure).after).replace(" ", "")
    if not _SHORTEST <= len(name) <= _LONGEST or (figure.unit == "%" and name[-1] != "率"):
        return ""
    return name


def _bare_name(words: str) -> str:
    """Return words without their number, time and own unit, and without those that only join them to a figure."""
    joining = _JOINING.search(words) if words.endswith((" ", *word_list("figures.having"))) else None
    words = words[: joining.start()] if joining else words
    return _without_head(_OWN, _TIME.sub("", _without_head(_ENUMERATED, words.strip())))


def _without_head(pattern: re.Pattern[str], words: str) -> str:
    head = pattern.match(words)
    return words[head.end() :] if head else words


def _clause(counts: Counts, figure: Figure) -> tuple[str, int]:
    """Return the words of a figure's clause before it, and where they start; 、 does not end a clause."""
    start = figure.span.start
    near = max(0, start - _LONGEST - 8)
    first = max(near, last_of(counts.text, _CLAUSE_ENDS, near, start) + 1)
    return counts.text[first:start], first


def _specific(name: str, options: Mapping[str, Any]) -> bool:
    """Return whether a name says more than ``general`` words do."""
    for word in options.get("general", ()):
        name = name.replace(word, " ")
    return any(len(piece) >= _LEAST for piece in name.split())


def _of_the_year(report: Report, counts: Counts, figure: Figure, options: Mapping[str, Any]) -> bool:
    """Return whether a figure is exact, of the whole, for the year of the report, and not said of one of several places.

    What a clause before it in the sentence is about, it may be about too, unless it begins with a time or 共.
    """
    left_out = below_headings(report, tuple(options.get("other", ())))
    if left_out.holds(figure.span.start, figure.span.start + 1) or not counts.exact(figure):
        return False
    scope = counts.scope(figure)
    if not scope.is_plain or not scope.is_of(report.reported_year):
        return False
    start = counts.sentence_around(*figure.span).start
    words, at = _clause(counts, figure)
    leading = _TIME.sub("", _without_head(_ENUMERATED, report.text[start:at])).strip(" ,()")
    if leading and _TIME.match(words.strip()) is None:
        return False
    return "places" not in options or not says(report, options["places"], start, figure.span.start)
