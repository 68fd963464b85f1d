"""Records are what ``typing.NamedTuple`` makes, to whoever uses them."""

from __future__ import annotations

import copy
import pickle
from typing import NamedTuple as Typed

import pytest

from checker.records import NamedTuple
from tests.tables import every_row


class Ours(NamedTuple):
    """A record."""

    name: str
    size: int = 2
    more: tuple[str, ...] = ()

    @property
    def both(self) -> str:
        return f"{self.name}{self.size}"


class Theirs(Typed):
    """A record."""

    name: str
    size: int = 2
    more: tuple[str, ...] = ()

    @property
    def both(self) -> str:
        return f"{self.name}{self.size}"


USES = (
    lambda kind: tuple(kind("a")),
    lambda kind: tuple(kind(size=3, name="b", more=("x",))),
    lambda kind: tuple(kind._make(["a", 1, ()])),
    lambda kind: tuple(kind("a")._replace(size=5)),
    lambda kind: kind("a")._asdict(),
    lambda kind: kind("a", 7).both,
    lambda kind: (kind._fields, kind._field_defaults, kind.__match_args__, kind.__doc__),
    lambda kind: repr(kind("a")).removeprefix(kind.__name__),
    lambda kind: (kind("a") == ("a", 2, ()), hash(kind("a")) == hash(("a", 2, ()))),
    lambda kind: tuple(copy.copy(kind("a"))),
    lambda kind: tuple(pickle.loads(pickle.dumps(kind("a")))),  # noqa: S301 - ours
)
FAULTS = (
    lambda kind: kind(),
    lambda kind: kind("a", 1, (), 4),
    lambda kind: kind("a", colour=1),
    lambda kind: kind._make(["a"]),
    lambda kind: kind("a")._replace(colour=1),
    lambda kind: setattr(kind("a"), "name", "b"),
    lambda kind: setattr(kind("a"), "colour", "b"),
)


def test_a_record_does_what_a_named_tuple_does_be_they_few_or_many():
    for _ in range(200):  # the first are made without a constructor of their own
        assert [use(Ours) for use in USES] == [use(Theirs) for use in USES]


@every_row("fault", FAULTS)
def test_a_record_refuses_what_a_named_tuple_refuses(fault):
    raised = []
    for kind in (Ours, Theirs):
        with pytest.raises((TypeError, ValueError, AttributeError)) as found:
            fault(kind)
        raised.append(found.type)
    # From Python 3.13 on their _replace has another error for a name that is no field.
    assert raised[0] is raised[1] or raised == [ValueError, TypeError]
