"""The compiled form of a pack (plain JSON values) → the records that the engine uses.

What the loading of a cached pack needs and no more; :mod:`checker.rulebook.compile` writes what is read here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from checker.rulebook.model import AcrossRule, Basis, Case, Clause, Group, Guide, Pack, Rule, Source, Text, Variant

FORMAT = 10
"""Number of the compiled form; raise it with every change of it."""


def pack_from(compiled: dict[str, Any]) -> Pack:
    """The pack that *compiled* describes; where it leaves the cases out, no rule has any, nor a guide.

    :raises KeyError: or TypeError, ValueError, where it is no compiled pack.
    """
    from checker.patterns import Lexicon

    taught = compiled.get("cases", {})
    return Pack(
        id=compiled["id"],
        version=compiled["version"],
        digest=compiled["digest"],
        title=compiled["title"],
        regions=tuple(compiled["regions"]),
        sources={row[0]: _source(row) for row in compiled["sources"]},
        groups=tuple(Group(*row) for row in compiled["groups"]),
        parts=compiled["parts"],
        genres=compiled["genres"],
        filers=compiled["filers"],
        vocabulary=compiled["vocabulary"],
        blanks=compiled["blanks"],
        rules=tuple([_rule(row, *taught.get(row[0], ((), None))) for row in compiled["rules"]]),
        lexicon=Lexicon(compiled["lexicon"]),
        tables=tuple(compiled["tables"]),
        across=tuple([_across(row) for row in compiled["across"]]),
    )


def _source(row: list[Any]) -> Source:
    source = Source(*row)
    return source._replace(clauses={clause[0]: Clause(*clause) for clause in row[6]})


def _across(row: list[Any]) -> AcrossRule:
    rule = AcrossRule(*row)
    return rule._replace(basis=tuple([Basis(*item) for item in rule.basis]))


def _rule(row: list[Any], cases: Sequence[Any], guide: list[Any] | None) -> Rule:
    *fields, needs, prompt = row
    rule = Rule._make([*fields, (), needs, None, prompt])
    return rule._replace(
        basis=tuple([Basis(*item) for item in rule.basis]),
        when=tuple([Variant(tuple(filers), first, last, options) for filers, first, last, options in rule.when]),
        cases=tuple([Case(*case) for case in cases]),
        guide=_guide(*guide) if guide else None,
    )


def _guide(plain: Text, judged: Text, good: list[Any], misses: list[Text]) -> Guide:
    return Guide(plain, judged, tuple([Case(*case) for case in good]), tuple(misses))
