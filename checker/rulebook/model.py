"""A rule pack as the engine uses it: merged, validated, its patterns bound to one lexicon.

The records are made from the compiled form (plain JSON values, see :mod:`checker.rulebook.compile`); text for users is
kept as ``{"zh": …, "en": …}``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from checker.checks.outcome import FAIL
from checker.patterns import Lexicon
from checker.records import Any, NamedTuple

FORMAT = 23
"""Number of the compiled form; raise it with every change of it."""

Text = dict[str, str]
"""One text for users by language code."""


EXACT_TEXT = "exact-text"
"""What a rule needs that would blame an author for a character that was recognised wrongly."""


class Basis(NamedTuple):
    """Where a requirement comes from: a clause of a source of the pack, or ``practice`` (then both ids are empty)."""

    source: str
    clause: str


class Case(NamedTuple):
    """One worked example of a rule, run by ``checker rules test``."""

    state: str
    reason: str | None
    text: str
    year: int | None
    filer: str | None
    region: str | None

    @property
    def outcome(self) -> str:
        """The state that it is to have, and the reason where it names one: ``fail/missing``."""
        return outcome_name(self.state, self.reason)


def outcome_name(state: str, reason: str | None) -> str:
    """Return a state with its reason, as authors of packs write both."""
    return f"{state}/{reason}" if reason else state


class Guide(NamedTuple):
    """What an author can learn of a rule: the requirement in plain words, how it is judged, the common ways to miss it.

    The passages in ``good`` meet it; they are run as cases that pass.
    """

    plain: Text
    judged: Text
    good: tuple[Case, ...]
    misses: tuple[Text, ...]


class Variant(NamedTuple):
    """Some filers and report years (``first`` and ``last`` inclusive), and the options that hold for them."""

    filers: tuple[str, ...]
    first: int | None
    last: int | None
    options: Mapping[str, Any]

    def excludes(self, filer: str | None, year: int | None) -> str | None:
        """Return what keeps a report from being one of them: ``other-filer``, ``other-year``; ``None`` where it is one.

        A filer or a year that is not known is none of those that are named.
        """
        if self.filers and filer not in self.filers:
            return "other-filer"
        late = self.first is None or (year is not None and year >= self.first)
        early = self.last is None or (year is not None and year <= self.last)
        return None if late and early else "other-year"


class Rule(NamedTuple):
    """One requirement of the catalogue: one line of the checklist.

    ``needs`` names what a text must be for the rule to say anything of it: :data:`EXACT_TEXT` or nothing.  ``cases`` and
    ``guide`` are there only where they were asked for.  ``prompt`` is what an author is asked to write where nothing is
    written yet; without it, the ``fix`` is.  A rule with ``only`` says nothing of other reports.
    """

    id: str
    group: str
    title: Text
    basis: tuple[Basis, ...]
    severity: str
    weight: float
    cap: float | None
    check: str
    options: Mapping[str, Any]
    when: tuple[Variant, ...]
    message: Mapping[str, Text]
    fix: Text
    effort: str
    cases: tuple[Case, ...]
    needs: str | None = None
    guide: Guide | None = None
    prompt: Text | None = None
    only: Variant | None = None
    caps: Mapping[str, float] = MappingProxyType({})

    def cap_where(self, state: str, reason: str | None) -> float | None:
        """Return the most points of a report where the rule came out so: by reason (``caps``), and ``cap`` where it fails."""
        of_state = self.cap if state == FAIL else None
        of_reason = self.caps.get(reason) if reason else None
        if of_state is None or of_reason is None:
            return of_reason if of_state is None else of_state
        return min(of_state, of_reason)

    @property
    def proofs(self) -> tuple[Case, ...]:
        """All that proves the rule: its cases, and the passages of its guide."""
        return self.cases + (self.guide.good if self.guide else ())


class AcrossRule(NamedTuple):
    """One requirement that only several reports together can show.

    ``check`` names what is looked for (see ``across`` in docs/packs.md), ``message`` is by reason, with ``fail`` for all
    others.  ``ask`` is what the unit is told, by the same reasons; empty where it is told nothing.
    """

    id: str
    title: Text
    basis: tuple[Basis, ...]
    severity: str
    check: str
    options: Mapping[str, Any]
    message: Mapping[str, Text]
    fix: Text
    ask: Mapping[str, Text]
    when: tuple[Variant, ...] = ()
    only: Variant | None = None


def rule_options(rule: Rule | AcrossRule, filer: str | None, year: int | None) -> Mapping[str, Any]:
    """Return the options of a rule: those of the first variant that holds for a report, else its own."""
    for variant in rule.when:
        if variant.excludes(filer, year) is None:
            return variant.options
    return rule.options


class Group(NamedTuple):
    """A chapter of the checklist; ``weight`` is its share of the score, 0 where it is not scored.

    Rules of a group that is not ``waivable`` hold for everybody: nobody can grant a waiver of them.
    """

    id: str
    title: Text
    weight: float
    waivable: bool = True


class Clause(NamedTuple):
    """A provision of a source; a ``required`` one must have a rule, ``short`` is its title where there is little room."""

    id: str
    title: Text
    text: Text
    required: bool
    short: Text | None = None


class Source(NamedTuple):
    """A law, regulation, local document or practice that rules rest on; ``short`` is what it is called for short."""

    id: str
    title: Text
    issuer: str
    number: str
    date: str
    standing: str
    clauses: Mapping[str, Clause]
    short: Text | None = None


class DataSheet(NamedTuple):
    """A data file: its name in the pack, the number of its rows, the day to which it is known (else empty).

    ``is_dated`` tells that it says until when things hold.
    """

    name: str
    rows: int
    horizon: str
    is_dated: bool


class Pack(NamedTuple):
    """A rule pack, ready to judge with.

    ``parts``, ``genres``, ``filers`` and ``vocabulary`` are plain mappings as written in the pack, with every list of
    patterns replaced by its number in ``lexicon`` (``blanks`` and ``year`` are such numbers or ``None``), and in the options of rules the name of a data file by its number in
    ``data`` (columns by name, one cell a line).  ``digest`` is ``sha256:`` and the hash of all files that the pack
    was made from, its bases included; ``outlines`` is a hash of the words for headings and titles alone.
    ``judged`` are the genres for whose texts the pack is chosen by itself, ``names``
    what outputs call its report; a ``base`` is there for other packs to extend.
    """

    id: str
    version: str
    digest: str
    title: Text
    regions: tuple[str, ...]
    sources: Mapping[str, Source]
    groups: tuple[Group, ...]
    parts: Mapping[str, Mapping[str, Any]]
    genres: Mapping[str, Mapping[str, Any]]
    filers: Mapping[str, Mapping[str, Any]]
    vocabulary: Mapping[str, int]
    rules: tuple[Rule, ...]
    lexicon: Lexicon
    data: tuple[Mapping[str, str], ...] = ()
    across: tuple[AcrossRule, ...] = ()
    blanks: int | None = None
    names: Mapping[str, Any] = MappingProxyType({})
    judged: tuple[str, ...] = ()
    base: bool = False
    tables: Mapping[str, Mapping[str, Any]] = MappingProxyType({})
    year: int | None = None
    sheets: tuple[DataSheet, ...] = ()
    outlines: str = ""

    @property
    def closed(self) -> frozenset[str]:
        """The groups of rules that nobody can waive, and that no baseline can hold."""
        return frozenset(group.id for group in self.groups if not group.waivable)

    @property
    def horizon(self) -> str | None:
        """The day (``2026-08-28``) to which the pack knows what holds; ``None`` where its tables do not say."""
        return min((sheet.horizon for sheet in self.sheets if sheet.is_dated and sheet.horizon), default=None)

    @property
    def family(self) -> str | None:
        """The genre of the reports that the pack judges; ``None`` for a base that others extend."""
        return next((name for name, genre in self.genres.items() if genre.get("report")), None)


def pack_from(compiled: dict[str, Any]) -> Pack:
    """Return the pack that *compiled* describes; where it leaves the cases out, no rule has any, nor a guide.

    :raises KeyError: or TypeError, ValueError, where it is no compiled pack.
    """
    taught = compiled.get("cases", {})
    return Pack(**{field: compiled[field] for field in Pack._fields})._replace(
        regions=tuple(compiled["regions"]),
        sources={row[0]: _source_from(row) for row in compiled["sources"]},
        groups=tuple([Group(*row) for row in compiled["groups"]]),
        rules=tuple([_rule_from(row, *taught.get(row[0], ((), None))) for row in compiled["rules"]]),
        lexicon=Lexicon(compiled["lexicon"]),
        data=tuple(compiled["data"]),
        sheets=tuple([DataSheet(*sheet) for sheet in compiled["sheets"]]),
        across=tuple([_across_from(row) for row in compiled["across"]]),
        judged=tuple(compiled["judged"]),
    )


def _source_from(row: list[Any]) -> Source:
    source = Source(*row)
    return source._replace(clauses={clause[0]: Clause(*clause) for clause in row[6]})


def _across_from(row: list[Any]) -> AcrossRule:
    rule = AcrossRule(*row)
    return rule._replace(
        basis=tuple([Basis(*item) for item in rule.basis]),
        when=tuple(map(_variant_from, rule.when)),
        only=_variant_from(rule.only) if rule.only else None,
    )


def _variant_from(row: Sequence[Any]) -> Variant:
    filers, *others = row
    return Variant(tuple(filers), *others)


def _rule_from(row: list[Any], cases: Sequence[Any], guide: list[Any] | None) -> Rule:
    *fields, needs, prompt, only, caps = row
    rule = Rule._make([*fields, (), needs, None, prompt, _variant_from(only) if only else None, caps])
    return rule._replace(
        basis=tuple([Basis(*item) for item in rule.basis]),
        when=tuple(map(_variant_from, rule.when)),
        cases=tuple([Case(*case) for case in cases]),
        guide=_guide_from(*guide) if guide else None,
    )


def _guide_from(plain: Text, judged: Text, good: list[Any], misses: list[Text]) -> Guide:
    return Guide(plain, judged, tuple([Case(*case) for case in good]), tuple(misses))
