"""JUnit XML, which every CI server reads: a suite a report, a case a rule."""

from __future__ import annotations

from typing import NamedTuple
from xml.sax.saxutils import escape

from checker.engine.model import Assessment, Item
from checker.errors import CheckerError
from checker.i18n import say
from checker.render import finding, safe
from checker.render.view import View

_QUOTES = {'"': "&quot;", "'": "&apos;"}


class _Case(NamedTuple):
    """A case in XML and what it counts as: ``failures``, ``errors``, ``skipped`` or nothing."""

    text: str
    counts: str


class Renderer:
    """Keeps the suites: the counts of all stand before the first."""

    def __init__(self, view: View) -> None:
        self._lang = view.lang
        self._suites: list[str] = []
        self._total = {"tests": 0, "failures": 0, "errors": 0, "skipped": 0}

    def add(self, assessment: Assessment, *, met: bool) -> str:  # noqa: ARG002
        """Nothing yet."""
        name = safe.path(assessment.path, self._lang)
        cases = [self._case(item, name, assessment) for item in assessment.items]
        if assessment.error is not None:
            cases = [self._unreadable(name, assessment.error)]
        counts = {key: sum(case.counts == key for case in cases) for key in self._total} | {"tests": len(cases)}
        self._total = {key: self._total[key] + counts[key] for key in counts}
        inner = "".join(f"    {case.text}\n" for case in cases)
        self._suites.append(
            f"  <testsuite{_attributes(name=name)}{_counts(counts)}>\n{self._facts(assessment)}{inner}  </testsuite>\n"
        )
        return ""

    def end(self) -> str:
        """The whole document."""
        head = '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="checker"'
        return f"{head}{_counts(self._total)}>\n{''.join(self._suites)}</testsuites>\n"

    def _facts(self, assessment: Assessment) -> str:
        if assessment.pack is None:
            return ""
        facts = {"verdict": assessment.verdict or "", "pack": f"{assessment.pack.id} {assessment.pack.version}"}
        if assessment.score is not None:
            facts["score"] = f"{assessment.score.points:.1f}"
        inner = "".join(f"      <property{_attributes(name=name, value=value)}/>\n" for name, value in facts.items())
        return f"    <properties>\n{inner}    </properties>\n"

    def _case(self, item: Item, suite: str, assessment: Assessment) -> _Case:
        title = finding.title(item.rule, self._lang)
        head = f"<testcase{_attributes(classname=suite, name=f'{title} [{item.rule.id}]')}"
        if reason := finding.set_aside(item, self._lang):
            return _Case(f"{head}><skipped{_attributes(message=reason)}/></testcase>", "skipped")
        if item.state == "skip":
            message = finding.why(item, assessment, self._lang)
            return _Case(f"{head}><skipped{_attributes(message=message)}/></testcase>", "skipped")
        if item.state == "pass":
            return _Case(f"{head}/>", "")
        attributes = _attributes(message=finding.why(item, assessment, self._lang), type=item.severity)
        told = finding.told(item, assessment, self._lang, placed=True)
        where = f"{safe.path(assessment.path, self._lang)}\n{told}"
        return _Case(f"{head}><failure{attributes}>{escape(where)}</failure></testcase>", "failures")

    def _unreadable(self, suite: str, error: CheckerError) -> _Case:
        values = safe.values(error.values)
        said, remedy = (
            finding.one_line(say(f"{kind}.{error.key}", self._lang, **values)) for kind in ("error", "remedy")
        )
        head = f"<testcase{_attributes(classname=suite, name=say('verdict.unreadable', self._lang))}>"
        body = f"<error{_attributes(message=said, type=error.key)}>{escape(remedy)}</error>"
        return _Case(f"{head}{body}</testcase>", "errors")


def _attributes(**values: str) -> str:
    return "".join(f' {name}="{escape(safe.line(value), _QUOTES)}"' for name, value in values.items())


def _counts(counts: dict[str, int]) -> str:
    return "".join(f' {name}="{count}"' for name, count in counts.items())
