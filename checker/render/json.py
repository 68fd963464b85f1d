"""The result as one JSON document (``checker-result/1``); its schema is ``result.schema.json`` beside this module."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from checker import __version__
from checker.document.model import Document, Extraction, Place
from checker.engine.model import Assessment, Facts, Item, Quote, Score, SectionFacts, Waived
from checker.errors import CheckerError
from checker.i18n import say
from checker.presentation import RunCount
from checker.presentation.items import fix, is_missed, item_view, message
from checker.presentation.wording import citations, extraction_warnings, localized
from checker.records import TYPE_CHECKING, Any, NamedTuple
from checker.render import RenderOptions
from checker.rulebook.model import Pack, Rule
from checker.text.lazy_re import lazy

if TYPE_CHECKING:
    import re

    from checker.baseline import Baseline
    from checker.waivers import Ledger

_pieces: Any
try:  # what the package ``json`` writes with: its import would be a twentieth of a start
    from _json import encode_basestring, make_encoder

    _pieces = make_encoder(None, None, encode_basestring, None, ": ", ", ", False, False, False)  # type: ignore[arg-type]
except (ImportError, TypeError):  # another Python
    from json import JSONEncoder
    from json.encoder import encode_basestring

    _pieces = JSONEncoder(ensure_ascii=False, allow_nan=False).iterencode

SCHEMA = "checker-result/1"

_SWITCH = {None: "null", False: "false", True: "true"}

# Legal in JSON, yet not fit for a terminal (DEL, C1 controls, bidi controls) or for UTF-8 (lone surrogates).
_UNFIT = lazy("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


_NOTHING_MISSED = '"note": null, "fix": null, "effort": null'


class _Fixed(NamedTuple):
    """What is the same in every item of a rule, as JSON: what stands before its state, its effort, and its basis."""

    head: str
    effort: str
    basis: str


class Renderer:
    """Keeps each report as bytes of UTF-8, half of what its text takes, so that a folder of thousands fits into memory."""

    def __init__(self, options: RenderOptions) -> None:
        self._options = options
        self._reports: list[bytes] = []
        self._count = RunCount()
        self._met = True
        self._fixed: dict[int, tuple[Pack, dict[str, _Fixed]]] = {}  # by the identity of the pack, which is kept

    def add(self, assessment: Assessment, *, met: bool) -> str:
        """Return nothing yet: the document begins with the summary."""
        self._count.add(assessment)
        self._met = self._met and met
        before = ",\n    " if self._reports else "\n    "
        self._reports.append((before + self._report_json(assessment, met)).encode())
        return ""

    def end(self) -> str:
        """Return the whole document."""
        return b"".join(self.pieces()).decode()

    def pieces(self) -> Iterator[bytes]:
        """Yield the same in UTF-8, piece by piece: it need not be in memory twice."""
        gate = {"fail_on": self._options.fail_on, "min_score": self._options.min_score, "met": self._met}
        waivers = waivers_fields(self._options.ledger) if self._options.ledger else None
        head = {
            "schema": SCHEMA,
            "checker": __version__,
            "gate": gate,
            "summary": self._count.reports,
            "waivers": waivers,
            "baseline": baseline_fields(self._options.baseline) if self._options.baseline else None,
        }
        yield (_object(head.items(), "")[:-2] + ',\n  "reports": [').encode()
        yield from self._reports
        yield b"\n  ]\n}\n" if self._reports else b"]\n}\n"

    def _report_json(self, assessment: Assessment, met: bool) -> str:
        """Return one entry of ``reports``; for an input that cannot be read, all that judging would give is ``null``."""
        error, pack, facts, lang = assessment.error, assessment.pack, assessment.facts, self._options.lang
        entry: dict[str, Any] = {"path": assessment.path, "state": "unreadable" if error else "judged"}
        entry["reason"] = say(f"error.{error.key}", lang, **error.values) if error else None
        entry["error"] = _error_fields(error, lang) if error else None
        if error or pack is None or facts is None or assessment.document is None:
            entry |= dict.fromkeys(("pack", "document", "sections", "score", "verdict", "met", "items"))
            return _object(entry.items(), "    ")
        entry["pack"] = {"id": pack.id, "version": pack.version, "digest": pack.digest}
        if pack.horizon:
            entry["pack"]["known_to"] = pack.horizon
        entry["document"] = _document_fields(assessment.document, facts, lang)
        entry["sections"] = None
        entry["score"] = _score_fields(assessment.score) if assessment.score else None
        entry["verdict"] = assessment.verdict
        entry["met"] = met
        entry["items"] = None
        _, fixed = self._fixed.setdefault(id(pack), (pack, {}))
        for item in assessment.items:
            if item.rule.id not in fixed:
                fixed[item.rule.id] = _of_rule(item.rule, pack, lang)
        items = [_item_json(item, fixed[item.rule.id], assessment, lang) for item in assessment.items]
        sections = [_section_json(section) for section in facts.sections]
        return _object(entry.items(), "    ", sections=_json_list(sections, "    "), items=_json_list(items, "    "))


def dumps(value: object) -> str:
    """Return *value* as JSON that is safe to print: readable Hanzi, no character that a terminal would act upon."""
    return _printable(encode_basestring(value) if isinstance(value, str) else "".join(_pieces(value, 0)))


def _printable(text: str) -> str:
    return text if text.isprintable() else _UNFIT.sub(_escaped, text)


def _escaped(found: re.Match[str]) -> str:
    """Return the escape of a character; half of one that a file name may hold has none that a reader of JSON must accept."""
    code = ord(found[0])
    return "\ufffd" if 0xD800 <= code <= 0xDFFF else f"\\u{code:04x}"


def _object(entry: Iterable[tuple[str, Any]], indent: str, **done: str) -> str:
    """Return an object with a line for each field and for each entry of a list in it; *done* are values already in JSON.

    Not ``json.dumps(indent=2)``: that is ten times slower (no C encoder), and twenty lines an item are hard to compare.
    """
    lines = [f'{indent}  "{key}": {done.get(key) or _json_value(value, indent)}' for key, value in entry]
    return "{\n" + ",\n".join(lines) + f"\n{indent}}}"


def _json_value(value: object, indent: str) -> str:
    return _json_list([dumps(one) for one in value], indent) if isinstance(value, list) else dumps(value)


def _json_list(lines: Sequence[str], indent: str) -> str:
    return f"[\n{indent}    " + f",\n{indent}    ".join(lines) + f"\n{indent}  ]" if lines else "[]"


def waivers_fields(ledger: Ledger) -> list[dict[str, Any]]:
    """Return the waivers of the run, each with what became of it."""
    return [
        entry.waiver._asdict() | {"state": entry.state, "reports": entry.reports, "items": entry.items}
        for entry in ledger.entries()
    ]


def baseline_fields(baseline: Baseline) -> dict[str, Any]:
    """Return the baseline of the run, and what became of it."""
    return {
        "file": baseline.file,
        "old": baseline.old,
        "new": baseline.new,
        "gone": [{"path": gap.path, "rule": gap.rule} for gap in baseline.gone],
    }


def _error_fields(error: CheckerError, lang: str) -> dict[str, str]:
    return {"code": error.key, "remedy": say(f"remedy.{error.key}", lang, **error.values)}


def _score_fields(score: Score) -> dict[str, Any]:
    cap = {"points": _round_points(score.cap.points), "rule": score.cap.rule} if score.cap else None
    return {
        "points": _round_points(score.points),
        "of": 100,
        "grade": say(f"grade.{score.grade}", "zh"),  # the four grades are terms: the same in every language
        "cap": cap,
        "uncapped": _round_points(score.uncapped),
        "with_waivers": _score_with_waivers(score.with_waivers) if score.with_waivers else None,
    }


def _score_with_waivers(score: Waived) -> dict[str, Any]:
    return {"points": _round_points(score.points), "grade": say(f"grade.{score.grade}", "zh")}


def _round_points(value: float) -> float:
    """Return points without the dust of binary arithmetic."""
    return round(value, 4)


def _document_fields(document: Document, facts: Facts, lang: str) -> dict[str, Any]:
    return {
        "format": document.format,
        "genre": facts.genre,
        "title": facts.title,
        "issuer": facts.issuer,
        "filer": facts.filer,
        "region": facts.region,
        "year": facts.year,
        "date": facts.date,
        "published": facts.published,
        "characters": facts.characters,
        "extraction": _extraction(document.extraction, lang) if document.extraction else None,
    }


def _extraction(extraction: Extraction, lang: str) -> dict[str, Any]:
    sentences = zip(extraction.warnings, extraction_warnings(extraction, lang), strict=True)
    return {
        "pages": extraction.pages,
        "recognised": round(extraction.recognised, 4),
        "joined": extraction.joined,
        "skipped": dict(sorted(extraction.skipped.items())),
        "warnings": [
            {"code": code, "message": sentence, "pages": list(extraction.where.get(code, ()))}
            for code, sentence in sentences
        ],
        "converter": extraction.converter,
        "doubtful": extraction.doubtful,
    }


def _section_json(section: SectionFacts) -> str:
    return (
        f'{{"level": {section.level}, "number": {_text_json(section.number)}, "heading": {_text_json(section.heading)}, '
        f'"parts": [{", ".join([_text_json(part) for part in section.parts])}], '
        f'"start": {section.start}, "end": {section.end}, {_place_json(section.place)}, '
        f'"sections": [{", ".join([_section_json(child) for child in section.sections])}]}}'
    )


def _place_json(place: Place) -> str:
    line, column, page, paragraph, *_ = place  # all count from 1
    return (
        f'"line": {line or "null"}, "column": {column or "null"}, "page": {page or "null"}, '
        f'"paragraph": {paragraph or "null"}'
    )


def _of_rule(rule: Rule, pack: Pack, lang: str) -> _Fixed:
    head = {"rule": rule.id, "group": rule.group, "title": localized(rule.title, lang)}
    basis = [cited._asdict() for cited in citations(rule.basis, pack, lang)]
    return _Fixed(dumps(head)[:-1] + ', "state": ', dumps(rule.effort), dumps(basis))


def _item_json(item: Item, fixed: _Fixed, assessment: Assessment, lang: str) -> str:
    """Return an item as JSON, put together from pieces: to encode each as a whole takes three times as long."""
    on_missed = _NOTHING_MISSED
    if is_missed(item):
        note = item_view(item, assessment, lang).note or None
        on_missed = f'"note": {_text_json(note)}, "fix": {_text_json(fix(item, lang))}, "effort": {fixed.effort}'
    waived = "null" if item.waived is None else dumps(dict(item.waived))
    table = f', "table": {dumps([dict(row) for row in item.table])}' if item.table else ""
    if item.replacements:
        table += f', "replacements": {dumps([one._asdict() for one in item.replacements])}'
    return (
        f'{fixed.head}{_standing_json(*item[1:8])}, "waived": {waived}, "baseline": {_SWITCH[item.baseline]}, '
        f'"message": {_text_json(message(item, lang))}, {on_missed}, '
        f'"basis": {fixed.basis}, "evidence": [{", ".join([_quote_json(quote) for quote in item.evidence])}]{table}}}'
    )


@lru_cache(maxsize=1_000)  # most rules come out as others do, in one report as in the next
def _standing_json(  # noqa: PLR0913, PLR0917 - fields of an item, in their order
    state: str, reason: str | None, severity: str, credit: float, earned: float, possible: float, gain: float
) -> str:
    return (
        f'"{state}", "reason": {_text_json(reason)}, "severity": "{severity}", "credit": {credit!r}, '
        f'"earned": {earned!r}, "possible": {possible!r}, "gain": {gain!r}'
    )


def _text_json(value: str | None) -> str:
    return "null" if value is None else _printable(encode_basestring(value))


def _quote_json(quote: Quote) -> str:
    place = quote.place
    cell = "" if place.table is None else f', "table": {place.table}, "row": {place.row}, "cell": {place.cell}'
    return (
        f'{{"quote": {_text_json(quote.text)}, "start": {quote.start}, "end": {quote.end}, {_place_json(place)}{cell}}}'
    )
