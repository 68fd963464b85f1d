"""SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/): what code scanning and editors read.

One run.  The rules are those of all packs that judged; a gap that is waived or stands in the baseline is a result with
its suppression, an input that cannot be read a notification of the invocation.
"""

from __future__ import annotations

from typing import Any

from checker import __version__
from checker.engine.model import Assessment, Item
from checker.errors import CheckerError
from checker.i18n import say
from checker.render import finding, safe, sarif_places, words
from checker.render.json import dumps
from checker.render.view import View
from checker.rulebook.model import Pack, Rule

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
FINGERPRINT = "checker/v1"
"""The key of our fingerprint; it changes with what the fingerprint is made of."""

_LEVELS = {"error": "error", "warning": "warning", "advice": "note"}
_LANGUAGES = {"zh": "zh-CN", "en": "en"}


class Renderer:
    """Keeps results as text: what stands before them is only known at the end."""

    def __init__(self, view: View) -> None:
        self._lang = view.lang
        self._rules: dict[str, str] = {}
        self._numbers: dict[str, int] = {}
        self._packs: dict[str, Pack] = {}
        self._artifacts: list[str] = []
        self._results: list[str] = []
        self._notices: list[str] = []

    def add(self, assessment: Assessment, *, met: bool) -> str:  # noqa: ARG002
        """Nothing yet."""
        if assessment.error is not None:
            self._notices.append(dumps(self._unreadable(assessment.path, assessment.error)))
        self._artifacts.append(dumps(self._artifact(assessment)))
        pack = assessment.pack
        if pack is not None and self._packs.setdefault(pack.id, pack) is pack:
            for rule in pack.rules:
                self._known(rule, pack)
        names = finding.Fingerprints()
        self._results += [dumps(self._result(item, assessment, names)) for item in finding.gaps(assessment)]
        return ""

    def end(self) -> str:
        """The whole log: a line for each rule, artifact, notification and result."""
        packs = [{"id": one.id, "version": one.version, "digest": one.digest} for one in self._packs.values()]
        driver = (
            f'{{"name": "checker", "version": {dumps(__version__)}, "rules": {_lines(list(self._rules.values()))}}}'
        )
        invocation = f'{{"executionSuccessful": {dumps(not self._notices)}, "toolExecutionNotifications": {_lines(self._notices)}}}'
        fields = {
            "tool": f'{{"driver": {driver}}}',
            "language": dumps(_LANGUAGES[self._lang]),
            "columnKind": dumps("unicodeCodePoints"),
            "originalUriBaseIds": dumps(sarif_places.base(self._lang)),
            "invocations": f"[{invocation}]",
            "artifacts": _lines(self._artifacts),
            "results": _lines(self._results),
            "properties": dumps({"packs": packs}),
        }
        run = ",\n".join(f'    "{name}": {text}' for name, text in fields.items())
        return f'{{\n  "$schema": {dumps(SCHEMA)},\n  "version": "2.1.0",\n  "runs": [{{\n{run}\n  }}]\n}}\n'

    def _known(self, rule: Rule, pack: Pack | None) -> int:
        """The number of a rule in the log; a pack made of another tells the rules that it shares as the first did."""
        number = self._numbers.setdefault(rule.id, len(self._numbers))
        if rule.id not in self._rules:
            self._rules[rule.id] = dumps(self._rule(rule, pack))
        return number

    def _rule(self, rule: Rule, pack: Pack | None) -> dict[str, Any]:
        lang, title = self._lang, finding.title(rule, self._lang)
        clause = finding.basis(rule, pack, lang)
        mend = say("report.fix.effort", lang, effort=words.effort(rule.effort, lang)) + words.told(rule.fix, lang)
        grounds = say("report.basis", lang, basis=clause) if clause else ""
        paragraphs = [finding.one_line(text) for text in (title, grounds, mend) if text]
        markdown = "\n\n".join(sarif_places.message(text) for text in [f"**{title}**", *paragraphs[1:]])
        group = next((one for one in pack.groups if one.id == rule.group), None) if pack else None
        tags = [words.told(group.title, lang)] if group else []
        return {
            "id": rule.id,
            "name": "".join(word.capitalize() for word in rule.id.split("-")),
            "shortDescription": {"text": sarif_places.message(title)},
            "fullDescription": {"text": sarif_places.message(" ".join(paragraphs[:2]))},
            "help": {"text": "\n\n".join(map(sarif_places.message, paragraphs)), "markdown": markdown},
            "defaultConfiguration": {"level": _LEVELS[rule.severity]},
            "properties": {"group": rule.group, "weight": rule.weight, "tags": tags},
        }

    def _artifact(self, assessment: Assessment) -> dict[str, Any]:
        told: dict[str, Any] = {"verdict": assessment.verdict or "unreadable"}
        if assessment.score is not None:
            told["score"] = round(assessment.score.points, 4)
        return {"location": sarif_places.artifact(assessment.path), "properties": told}

    def _result(self, item: Item, assessment: Assessment, names: finding.Fingerprints) -> dict[str, Any]:
        lang = self._lang
        name = names.of(item, "")
        result: dict[str, Any] = {
            "ruleId": item.rule.id,
            "ruleIndex": self._known(item.rule, assessment.pack),
            "level": _LEVELS[item.severity],
            "message": {
                "text": sarif_places.message(finding.told(item, assessment, lang, placed=not finding.has_lines(item)))
            },
            "locations": [sarif_places.location(quote, assessment, lang) for quote in item.evidence[:1]]
            or [{"physicalLocation": {"artifactLocation": sarif_places.artifact(assessment.path)}}],
            # The second is the one that code scanning of GitHub goes by; it would take the line's words else, and a
            # report has lines of a thousand characters.
            "partialFingerprints": {FINGERPRINT: name, "primaryLocationLineHash": name},
            "suppressions": [],
            "properties": {"state": item.state, "gain": round(item.gain, 4)},
        }
        if len(item.evidence) > 1:
            result["relatedLocations"] = [
                {"id": number, **sarif_places.location(quote, assessment, lang)}
                for number, quote in enumerate(item.evidence[1:], 1)
            ]
        if item.waived is not None:
            reason = sarif_places.message(finding.one_line(item.waived.get("reason", "")))
            told = {key: finding.one_line(str(value)) for key, value in sorted(item.waived.items())}
            result["suppressions"] = [
                {"kind": "external", "status": "accepted", "justification": reason, "properties": told}
            ]
        if item.baseline is not None:
            result["baselineState"] = "unchanged" if item.baseline else "new"
        if item.baseline and item.waived is None:
            reason = sarif_places.message(say("baseline.mark", lang))
            result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": reason}]
        return result

    def _unreadable(self, path: str, error: CheckerError) -> dict[str, Any]:
        values = safe.values(error.values)
        said = [say(f"{kind}.{error.key}", self._lang, **values) for kind in ("error", "remedy")]
        return {
            "level": "error",
            "message": {"text": sarif_places.message(finding.one_line(" ".join(said)))},
            "locations": [{"physicalLocation": {"artifactLocation": sarif_places.artifact(path)}}],
            "descriptor": {"id": error.key},
        }


def _lines(entries: list[str]) -> str:
    """A list with a line for each of *entries*, which are JSON already."""
    return "[]" if not entries else "[\n      " + ",\n      ".join(entries) + "\n    ]"
