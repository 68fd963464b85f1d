"""Reports of two units are told apart from two drafts of one, whatever their years are."""

from __future__ import annotations

from checker.comparing import compare, same_unit
from checker.engine.model import Assessment, Facts
from checker.text.span import Span
from tests.tables import every_row


def of(issuer, year=2025):
    facts = Facts(None, None, issuer, None, None, year, None, None, None, 0, Span(0, 0), ())
    return Assessment("a.txt", facts=facts)


@every_row(
    ("old", "new", "same"),
    [
        ("某市某局", "某市某局", True),
        ("某市某局", "某局", True),
        ("某县人民政府", "某县", True),
        ("某市某局", "某市另一局", False),
        ("甲市司法局", "乙市司法局", False),
        (None, "某局", None),
    ],
)
def test_whose_reports_they_are(old, new, same):
    assert same_unit(of(old), of(new)) is same
    assert same_unit(of(new), of(old)) is same


def test_of_two_units_nothing_is_called_forgotten():
    found = compare(of("甲市司法局", 2024), of("乙市司法局", 2025))
    assert found.same_unit is False
    assert not found.next_year
