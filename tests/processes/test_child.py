"""The limits that a child process sets itself: anew only where the last ones are no longer those that are asked for."""

from __future__ import annotations

import pytest

from checker.processes import child

DAY, MEMORY = 86_400.0, 1 << 40


@pytest.fixture
def armed(monkeypatch):
    """Return the limits on time that have been set, in seconds; none is really set."""
    seconds: list[float] = []
    monkeypatch.setattr(child.faulthandler, "dump_traceback_later", lambda last, **_: seconds.append(last))
    monkeypatch.setattr(child.faulthandler, "cancel_dump_traceback_later", lambda: None)
    monkeypatch.setattr(child, "_lower", lambda *_: None)
    monkeypatch.setattr(child, "_bound", None)
    return seconds


@pytest.mark.parametrize(
    ("second", "times"),
    [
        pytest.param((DAY, MEMORY), 1, id="the same a moment later holds already"),
        pytest.param((DAY - 60, MEMORY), 2, id="an earlier end does not"),
        pytest.param((DAY + 60, MEMORY), 2, id="nor a later one"),
        pytest.param((DAY, MEMORY * 2), 2, id="nor other memory"),
    ],
)
def test_limits_are_set_anew_where_they_differ(armed, second, times):
    child.limit(DAY, MEMORY)
    child.limit(*second)
    assert len(armed) == times


def test_a_limit_that_was_lifted_is_set_again(armed):
    child.limit(DAY, MEMORY)
    child.release()
    child.limit(DAY, MEMORY)
    assert len(armed) == 2
