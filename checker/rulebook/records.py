"""The compiled form of a pack (plain JSON values) → the records that the engine uses.

What the loading of a cached pack needs and no more; :mod:`checker.rulebook.compile` writes what is read here.
"""

from __future__ import annotations

from typing import Any

from checker.rulebook.model import AcrossRule, Basis, Case, Clause, Group, Pack, Rule, Source, Variant

FORMAT = 6
"""Number of the compiled form; raise it with every change of it."""


def pack_from(compiled: dict[str, Any]) -> Pack:
    """The pack that *compiled* describes; where it leaves the cases out, no rule has any.

    :raises KeyError: or TypeError, ValueError, where it is no compiled pack.
    """
    from checker.matching import Lexicon

    cases = compiled.get("cases", {})
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
        rules=tuple([_rule(row, cases.get(row[0], ())) for row in compiled["rules"]]),
        lexicon=Lexicon(compiled["lexicon"]),
        tables=tuple(compiled["tables"]),
        across=tuple([_across(row) for row in compiled["across"]]),
    )


def _source(row: list[Any]) -> Source:
    source = Source(*row)
    return source._replace(clauses={clause[0]: Clause(*clause) for clause in row[-1]})


def _across(row: list[Any]) -> AcrossRule:
    rule = AcrossRule(*row)
    return rule._replace(basis=tuple([Basis(*item) for item in rule.basis]))


def _rule(row: list[Any], cases: list[Any]) -> Rule:
    *fields, needs = row
    rule = Rule._make([*fields, (), needs])
    return rule._replace(
        basis=tuple([Basis(*item) for item in rule.basis]),
        when=tuple([Variant(tuple(filers), first, last, options) for filers, first, last, options in rule.when]),
        cases=tuple([Case(*case) for case in cases]),
    )
