"""``instrument-names``: cited laws and other instruments bear their right names.

《行政处罚法》 passes, and so does a name that is merely unknown; 《行政处罪法》 fails, ``near-miss``, with the right name.  What makes
a slip of a name is told by :class:`checker.checks.instruments.misspelling.Wording`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from checker.checks.instruments import MOST_NAMES, Cited, cited_in, without_titles
from checker.checks.instruments.misspelling import LONGEST, NameIndex, Wording, wrong_head
from checker.checks.outcome import SHOWN, Correction, Outcome, failed, passed, skipped
from checker.document.report import Report, once
from checker.records import Any
from checker.text.span import Span, occurrences

_MOST_WORDS = 100_000
_NAMES: list[tuple[list[Any], NameIndex]] = []


def instrument_names(report: Report, options: Mapping[str, Any]) -> Outcome:
    """No cited instrument bears a name that misspells a known one."""
    cited = cited_in(report, options.get("prefix", ""))
    if not cited:
        return skipped("no-citations")
    known = _known_names(report, options)
    prefix, others = options.get("prefix", ""), tuple(options.get("others", ()))
    right: dict[str, str | None] = {}
    wrong: list[tuple[Cited, str]] = []
    short = _short_forms(report, options, cited)
    for one in cited:
        if one.name in known or one.name in short or one.name.endswith(others):
            continue
        if one.name not in right and len(right) < MOST_NAMES:
            right[one.name] = _right_name(report, one.name, known, prefix)
        meant = right.get(one.name)
        if meant:
            wrong.append((one, meant))
    if not wrong:
        return passed(count=len(cited))
    first, meant = wrong[0]
    pairs = dict.fromkeys(f"《{one.name}》→《{better}》" for one, better in wrong)
    return failed(
        "near-miss",
        [one.span for one, _ in wrong[:SHOWN]],
        count=len(wrong),
        wrong=first.name,
        right=meant,
        pairs=list(pairs)[:SHOWN],
    )._replace(corrections=tuple(_corrections(report, wrong)))


def _corrections(report: Report, wrong: list[tuple[Cited, str]]) -> Iterator[Correction]:
    """Yield the right names for those that stand in one piece between their marks."""
    for one, meant in wrong:
        at = report.text.find(one.name, *one.span)
        if at >= 0:
            yield Correction(Span(at, at + len(one.name)), meant)


def _known_names(report: Report, options: Mapping[str, Any]) -> NameIndex:
    """Return the known names of a pack (kept for the pack that was asked for last)."""
    tables = [report.vocabulary.data[number] for number in options["names"]]
    made_of = [*tables, *map(options.get, ("unjudged", "kinds", "alike", "places", "qualifiers", "complete"))]
    if not _NAMES or _NAMES[0][0] != made_of:
        # The reports' texts are folded: full-width brackets in names are half-width there.  Names are cited without the
        # blank that stands in some between their clauses.
        columns = [_names_in_column(table, options.get("unjudged", ())) for table in tables]
        text = "\n".join(columns).replace("（", "(").replace("）", ")").replace(" ", "")
        wording = Wording(
            tuple(options["kinds"]),
            tuple(options.get("alike", ())),
            "".join(options.get("places", ())),
            tuple(options.get("qualifiers", ())),
            tuple(options.get("complete", ())),
        )
        _NAMES[:] = [(made_of, NameIndex([text, *_without_remarks(text)], wording))]
    return _NAMES[0][1]


def _names_in_column(table: Mapping[str, str], unjudged: Sequence[str]) -> str:
    """Return the names of a table, a line each, without those of which no more is known than is *unjudged*."""
    if "confidence" not in table or not unjudged:
        return table["name"]
    rows = zip(table["name"].split("\n"), table["confidence"].split("\n"), strict=True)
    return "\n".join(name for name, confidence in rows if confidence not in unjudged)


def _without_remarks(text: str) -> Iterator[str]:
    """Yield the names, of those a line each, that end with a remark in brackets, without it: 某某办法(试行)."""
    for end in occurrences(text, ")\n"):
        start = text.rfind("\n", 0, end) + 1
        yield text[start : text.rfind("(", start, end)]


def _right_name(report: Report, name: str, known: NameIndex, prefix: str) -> str | None:
    if prefix and name[:2] == prefix[:2] and len(name) <= LONGEST + len(prefix):
        for right in wrong_head(name, prefix, known):
            return right
    meant = known.closest_remembered(name)
    # A word that the report uses outside of titles too (林业) is a word, though no known name has it.
    said = known.unknown_pairs(name, _words_outside_titles(report)) if meant else ""
    return known.closest_remembered(name, said) if said else meant


@once
def _words_outside_titles(report: Report) -> str:
    """Return what the report says outside of titles, as far as it is looked at."""
    return without_titles(report, 0, min(len(report.text), _MOST_WORDS))


def _short_forms(report: Report, options: Mapping[str, Any], cited: list[Cited]) -> frozenset[str]:
    """Return names that the text introduces as short forms (以下简称《…》)."""
    hits = report.scan.within(options["short"], 0, len(report.text)) if "short" in options else []
    if not hits:
        return frozenset()
    ends = {hit.end for hit in hits}
    return frozenset(one.name for one in cited if not ends.isdisjoint(range(one.span.start - 2, one.span.start + 1)))
