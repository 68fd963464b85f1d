"""JUnit XML, which every CI server reads: a suite a report, a case a rule."""

from __future__ import annotations

from typing import NamedTuple
from xml.sax.saxutils import escape

from checker.engine.model import Assessment
from checker.presentation import ItemView, ReportView
from checker.presentation.escape import one_line
from checker.render import RenderOptions

_QUOTES = {'"': "&quot;", "'": "&apos;"}


class _Case(NamedTuple):
    """A case in XML and what it counts as: ``failures``, ``errors``, ``skipped`` or nothing."""

    text: str
    counts: str


class Renderer:
    """Keeps the suites: the counts of all stand before the first."""

    def __init__(self, options: RenderOptions) -> None:
        self._options = options
        self._suites: list[str] = []
        self._total = {"tests": 0, "failures": 0, "errors": 0, "skipped": 0}

    def add(self, assessment: Assessment, *, met: bool) -> str:
        """Keep the suite of the report; nothing is written yet."""
        view = self._options.view(assessment, met=met)
        error = assessment.error
        cases = [_case_of(one, view.path) for one in view.items] if error is None else [_failure_case(view, error.key)]
        counts = {key: sum(case.counts == key for case in cases) for key in self._total} | {"tests": len(cases)}
        self._total = {key: self._total[key] + counts[key] for key in counts}
        inner = "".join(f"    {case.text}\n" for case in cases)
        head = f"{_attributes(name=view.path)}{_count_attributes(counts)}"
        self._suites.append(f"  <testsuite{head}>\n{_facts_xml(assessment)}{inner}  </testsuite>\n")
        return ""

    def end(self) -> str:
        """Return the whole document."""
        head = '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="checker"'
        return f"{head}{_count_attributes(self._total)}>\n{''.join(self._suites)}</testsuites>\n"


def _facts_xml(assessment: Assessment) -> str:
    if assessment.pack is None:
        return ""
    facts = {"verdict": assessment.verdict or "", "pack": f"{assessment.pack.id} {assessment.pack.version}"}
    if assessment.score is not None:
        facts["score"] = f"{assessment.score.points:.1f}"
    inner = "".join(f"      <property{_attributes(name=name, value=value)}/>\n" for name, value in facts.items())
    return f"    <properties>\n{inner}    </properties>\n"


def _case_of(one: ItemView, suite: str) -> _Case:
    head = f"<testcase{_attributes(classname=suite, name=f'{one.title} [{one.rule.id}]')}"
    if one.set_aside or one.item.state == "skip":
        return _Case(f"{head}><skipped{_attributes(message=one.set_aside or one.why)}/></testcase>", "skipped")
    if one.item.state == "pass":
        return _Case(f"{head}/>", "")
    attributes = _attributes(message=one.why, type=one.item.severity)
    where = escape(f"{suite}\n{one.paragraph(placed=True)}")
    return _Case(f"{head}><failure{attributes}>{where}</failure></testcase>", "failures")


def _failure_case(view: ReportView, key: str) -> _Case:
    what, remedy = view.failure or ("", "")
    head = f"<testcase{_attributes(classname=view.path, name=view.verdict)}>"
    return _Case(f"{head}<error{_attributes(message=what, type=key)}>{escape(remedy)}</error></testcase>", "errors")


def _attributes(**values: str) -> str:
    return "".join(f' {name}="{escape(one_line(value), _QUOTES)}"' for name, value in values.items())


def _count_attributes(counts: dict[str, int]) -> str:
    return "".join(f' {name}="{count}"' for name, count in counts.items())
