"""``heading-numbers`` and ``enumerations``: complete, in order, at the right level.  Neither has options.

``heading-numbers`` asks that siblings are numbered 1, 2, 3 …, and that no two levels are jumped at once of which the
report uses one elsewhere; ``一、`` then ``1.`` is usual in a short section, whatever the others do.  一、 二、 三、 passes;
一、 三、 fails, ``gap``; 一、 二、 二、 fails, ``repeat``; 二、 三、 fails, ``first``; （1） right below 一、 fails, ``jump``,
where （一） and 1. are in use.  Without headings it skips: ``no-headings``.

``enumerations`` asks that each 一是…二是… runs 1, 2, 3 … within its section.  一是甲，二是乙 passes, as 首先甲，其次乙，三是丙
does; 一是甲，三是乙 fails, ``gap``; 一是甲，一是乙，二是丙，二是丁 fails, ``repeat``; 二是乙，三是丙 fails, ``first``.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from checker.checks.outcome import Outcome, failed, passed, skipped
from checker.document.enumerations import Marker, begins_in_words, markers, runs
from checker.document.outline import Section
from checker.document.report import Report
from checker.records import Any
from checker.text.span import Span

_RUNNING = ("three", "four", "five")
"""Styles whose numbers may run on from one section to the next (一（一）1 2，（二）3 4)."""
_LIST_STYLE = "five"
"""①②③ are numbers of lists in the text as well, at any level."""
_NEAR = 2
"""A heading may be so many levels below the one above it."""
_RANK = {"chapter": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5}


def heading_numbers(report: Report, _options: Mapping[str, Any]) -> Outcome:
    """Siblings are numbered without gap or repeat, and no level is jumped."""
    sections = report.outline.sections
    if not sections:
        return skipped("no-headings")
    faults: list[tuple[str, Section]] = []
    _siblings(sections, faults, {})
    used = {section.style for section in report.outline.walk() if section.style}
    for section in report.outline.walk():
        faults += [("jump", child) for child in section.children[:1] if _jumps(section, child, used)]
    if not faults:
        return passed([section.heading for section in sections])
    faults.sort(key=lambda fault: fault[1].start)
    reason, first = faults[0]
    return failed(
        reason, [section.heading for _, section in faults], count=len(faults), heading=report.quote(first.heading)[:24]
    )


def _siblings(sections: Sequence[Section], faults: list[tuple[str, Section]], last: dict[str, int]) -> None:
    """Check one row of siblings, then the rows below; *last* holds where the running styles got to."""
    values: dict[str, int] = {}
    for section in sections:
        style = section.style
        if style is None:
            values["one"] = values.get("one", 0) + 1  # its number was lost, not skipped
        else:
            _check_run(section, style, values, faults, last)
        _siblings(section.children, faults, last)


def _check_run(
    section: Section, style: str, values: dict[str, int], faults: list[tuple[str, Section]], last: dict[str, int]
) -> None:
    before = values.get(style, 0)
    runs_on = before == 0 and style in _RUNNING and section.value == last.get(style, 0) + 1
    if section.value != before + 1 and not runs_on:
        faults.append((_reason(section.value, before), section))
    values[style] = last[style] = section.value


def _reason(value: int, before: int) -> str:
    if before == 0:
        return "first"
    return "repeat" if value <= before else "gap"


def _jumps(parent: Section, child: Section, used: set[str]) -> bool:
    if parent.style is None or child.style is None:
        return False
    above, below = _RANK[parent.style], _RANK[child.style]
    if child.style == _LIST_STYLE or below - above <= _NEAR:
        return False
    return any(above < _RANK[style] < below for style in used)


def enumerations(report: Report, _options: Mapping[str, Any]) -> Outcome:
    """Every 一是…二是… is complete within its section."""
    found: list[Span] = []
    faults: list[tuple[str, Span]] = []
    for stretch in _stretches(report):
        for run in runs(stretch):
            before = run[0].value - 1 if begins_in_words(report.text, run[0]) else 0
            for marker in run:
                found.append(marker.span)
                if marker.value != before + 1:
                    faults.append((_reason(marker.value, before), marker.span))
                before = marker.value
    if not faults:
        return passed(found[:1], count=len(found))
    return failed(faults[0][0], [span for _, span in faults], count=len(faults), marker=report.quote(faults[0][1]))


def _stretches(report: Report) -> list[list[Marker]]:
    """Return the markers of the text between one heading and the next."""
    ends = [section.heading_end for section in report.outline.walk()]
    stretches: dict[int, list[Marker]] = {}
    for marker in markers(report.text, 0, report.tail.start):
        stretches.setdefault(bisect_right(ends, marker.span.start), []).append(marker)
    return list(stretches.values())
