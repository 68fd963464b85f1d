"""SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/): what code scanning and editors read.

One run.  The rules are those of all packs that judged; a gap that is waived or stands in the baseline is a result with
its suppression, an input that cannot be read a notification of the invocation.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote as percent

from checker import __version__
from checker.engine.model import Assessment, Quote
from checker.i18n import say
from checker.presentation import ItemView, ReportView
from checker.presentation.escape import one_line
from checker.presentation.items import Fingerprints, rule_basis, rule_title
from checker.presentation.wording import known_word, localized, place_words
from checker.render import RenderOptions
from checker.render.json import dumps
from checker.rulebook.model import Pack, Rule

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
FINGERPRINT = "checker/v1"
"""The key of our fingerprint; it changes with what the fingerprint is made of."""

BASE = "%SRCROOT%"
"""The folder that relative URIs start from, by the name that consumers know."""

_DRIVE = re.compile("[A-Za-z]:/")
_LEVELS = {"error": "error", "warning": "warning", "advice": "note"}
_LANGUAGES = {"zh": "zh-CN", "en": "en"}


class Renderer:
    """Keeps results as text: what stands before them is only known at the end."""

    def __init__(self, options: RenderOptions) -> None:
        self._options = options
        self._lang = options.lang
        self._rules: dict[str, str] = {}
        self._numbers: dict[str, int] = {}
        self._packs: dict[str, Pack] = {}
        self._artifacts: list[str] = []
        self._results: list[str] = []
        self._notices: list[str] = []

    def add(self, assessment: Assessment, *, met: bool) -> str:
        """Keep the report; nothing is written yet."""
        view = self._options.view(assessment, met=met)
        if assessment.error is not None:
            self._notices.append(dumps(_notice(view, assessment.error.key)))
        self._artifacts.append(dumps(_artifact(view)))
        pack = assessment.pack
        if pack is not None and self._packs.setdefault(pack.id, pack) is pack:
            for rule in pack.rules:
                self._rule_number(rule, pack)
        names = Fingerprints()
        self._results += [
            dumps(self._result_object(gap, assessment.path, names.of_gap(gap.item, ""))) for gap in view.missed
        ]
        return ""

    def end(self) -> str:
        """Return the whole log: a line for each rule, artifact, notification and result."""
        packs = [{"id": one.id, "version": one.version, "digest": one.digest} for one in self._packs.values()]
        driver = f'{{"name": "checker", "version": {dumps(__version__)}, "rules": {_list_lines(list(self._rules.values()))}}}'
        invocation = f'{{"executionSuccessful": {dumps(not self._notices)}, "toolExecutionNotifications": {_list_lines(self._notices)}}}'
        fields = {
            "tool": f'{{"driver": {driver}}}',
            "language": dumps(_LANGUAGES[self._lang]),
            "columnKind": dumps("unicodeCodePoints"),
            # Not where the base is, which is another place on every machine.
            "originalUriBaseIds": dumps({BASE: {"description": {"text": say("ci.base", self._lang)}}}),
            "invocations": f"[{invocation}]",
            "artifacts": _list_lines(self._artifacts),
            "results": _list_lines(self._results),
            "properties": dumps({"packs": packs}),
        }
        run = ",\n".join(f'    "{name}": {text}' for name, text in fields.items())
        return f'{{\n  "$schema": {dumps(SCHEMA)},\n  "version": "2.1.0",\n  "runs": [{{\n{run}\n  }}]\n}}\n'

    def _rule_number(self, rule: Rule, pack: Pack | None) -> int:
        """Return the number of a rule in the log; a pack made of another tells the rules that it shares as the first did."""
        number = self._numbers.setdefault(rule.id, len(self._numbers))
        if rule.id not in self._rules:
            self._rules[rule.id] = dumps(self._rule_object(rule, pack))
        return number

    def _rule_object(self, rule: Rule, pack: Pack | None) -> dict[str, Any]:
        lang, title = self._lang, rule_title(rule, self._lang)
        clauses, effort = rule_basis(rule, pack, lang), known_word("effort", rule.effort, lang)
        mend = say("report.fix.effort", lang, effort=effort) + localized(rule.fix, lang)
        grounds = say("report.basis", lang, basis=clauses) if clauses else ""
        paragraphs = [one_line(text) for text in (title, grounds, mend) if text]
        markdown = "\n\n".join(_message_text(text) for text in [f"**{title}**", *paragraphs[1:]])
        group = next((one for one in pack.groups if one.id == rule.group), None) if pack else None
        tags = [localized(group.title, lang)] if group else []
        return {
            "id": rule.id,
            "name": "".join(word.capitalize() for word in rule.id.split("-")),
            "shortDescription": {"text": _message_text(title)},
            "fullDescription": {"text": _message_text(" ".join(paragraphs[:2]))},
            "help": {"text": "\n\n".join(map(_message_text, paragraphs)), "markdown": markdown},
            "defaultConfiguration": {"level": _LEVELS[rule.severity]},
            "properties": {"group": rule.group, "weight": rule.weight, "tags": tags},
        }

    def _result_object(self, gap: ItemView, path: str, name: str) -> dict[str, Any]:
        item = gap.item
        places = [_location(quote, path, self._lang) for quote in item.evidence]
        result: dict[str, Any] = {
            "ruleId": item.rule.id,
            "ruleIndex": self._rule_number(item.rule, gap.pack),
            "level": _LEVELS[item.severity],
            "message": {"text": _message_text(gap.paragraph(placed=not gap.has_lines))},
            "locations": places[:1] or [{"physicalLocation": {"artifactLocation": _artifact_location(path)}}],
            # The second is the one that code scanning of GitHub goes by; it would take the line's words else, and a
            # report has lines of a thousand characters.
            "partialFingerprints": {FINGERPRINT: name, "primaryLocationLineHash": name},
            "suppressions": [],
            "properties": {"state": item.state, "gain": round(item.gain, 4)},
        }
        if len(places) > 1:
            result["relatedLocations"] = [{"id": number, **one} for number, one in enumerate(places[1:], 1)]
        if item.waived is not None:
            granted = {key: one_line(str(value)) for key, value in sorted(item.waived.items())}
            reason = one_line(item.waived.get("reason", ""))
            result["suppressions"] = [_suppression(reason) | {"properties": granted}]
        if item.baseline is not None:
            result["baselineState"] = "unchanged" if item.baseline else "new"
        if item.baseline and item.waived is None:
            result["suppressions"] = [_suppression(gap.set_aside)]
        return result


def _artifact(view: ReportView) -> dict[str, Any]:
    assessment = view.assessment
    properties: dict[str, Any] = {"verdict": assessment.verdict or "unreadable"}
    if assessment.score is not None:
        properties["score"] = round(assessment.score.points, 4)
    return {"location": _artifact_location(assessment.path), "properties": properties}


def _notice(view: ReportView, key: str) -> dict[str, Any]:
    """Return a notification of an input that could not be read."""
    return {
        "level": "error",
        "message": {"text": _message_text(" ".join(view.failure or ()))},
        "locations": [{"physicalLocation": {"artifactLocation": _artifact_location(view.assessment.path)}}],
        "descriptor": {"id": key},
    }


def _suppression(reason: str) -> dict[str, Any]:
    return {"kind": "external", "status": "accepted", "justification": _message_text(reason)}


def _list_lines(entries: list[str]) -> str:
    """Return a list with a line for each of *entries*, which are JSON already."""
    return "[]" if not entries else "[\n      " + ",\n      ".join(entries) + "\n    ]"


def _message_text(text: str) -> str:
    """Return *text* as a message: a brace is doubled (§3.11.5), and what would be a link (§3.11.6) is none."""
    return text.replace("{", "{{").replace("}", "}}").replace("](", "] (")


def _artifact_location(path: str) -> dict[str, str]:
    """Return the file at *path*, a path with slashes as results name it; ``-`` is standard input."""
    if path == "-":
        return {"uri": "file:///dev/stdin"}
    try:
        name = path.encode("utf-8", "surrogateescape")  # a name that is no UTF-8 keeps its bytes
    except UnicodeEncodeError:
        name = path.encode("utf-8", "surrogatepass")
    if _DRIVE.match(path):
        return {"uri": f"file:///{percent(name, safe='/:')}"}
    if path.startswith("/"):
        return {"uri": ("file:" if path.startswith("//") else "file://") + percent(name)}
    return {"uri": percent(name), "uriBaseId": BASE}


def _location(quote: Quote, path: str, lang: str) -> dict[str, Any]:
    """Return where a piece of evidence stands in the file at *path*: a region of a text, else the file with the page or paragraph by name."""
    physical: dict[str, Any] = {"artifactLocation": _artifact_location(path)}
    place = quote.place
    made: dict[str, Any] = {"physicalLocation": physical}
    if place.line is not None:
        physical["region"] = _region_of(quote)
    else:
        names = [(kind, number) for kind, number in place._asdict().items() if number]
        if names:
            full = "/".join(f"{kind} {number}" for kind, number in names)
            name = place_words(place, lang)
            made["logicalLocations"] = [{"name": name, "fullyQualifiedName": full, "kind": names[-1][0]}]
            made["properties"] = dict(names)
    if quote.text:
        made["message"] = {"text": _message_text(one_line(quote.text))}
    return made


def _region_of(quote: Quote) -> dict[str, Any]:
    """Return the region from the first character to behind the last one; of what is absent, the point where it belongs.

    No ``charOffset``: offsets here are of the text as read, and the file may have other line ends or tags.
    """
    first = quote.place
    region: dict[str, Any] = {"startLine": first.line, "startColumn": first.column}
    last = quote.source.place(quote.end - 1) if quote.end > quote.start else None
    if last is None:
        region |= {"endLine": first.line, "endColumn": first.column}
    elif (last.line or 0, last.column or 0) >= (first.line or 0, first.column or 0):
        region |= {"endLine": last.line, "endColumn": (last.column or 0) + 1}
    return region
