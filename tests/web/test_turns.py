"""Whose turn it is: users in a round, a place that nothing long takes, and nobody's place lost."""

from __future__ import annotations

import asyncio
from contextlib import suppress

import pytest

pytest.importorskip("starlette", reason="THE EXTRA WEB IS NOT INSTALLED: its pages are not tried")

from hypothesis import given
from hypothesis import strategies as st

from checker.web import turns
from checker.web.guard import RefusedError
from checker.web.turns import Turns


def order_of(places: int, asked: list[tuple[str, bool]], stopped: tuple[int, ...] = ()) -> list[int]:
    """Return the numbers of the jobs of *asked* (user, is it long) in the order of their turns; each ends before the next."""
    began: list[int] = []

    async def run() -> None:
        line = Turns(places)
        going: set[int] = set()

        async def job(number: int, user: str, *, long: bool) -> None:
            async with line.turn(user, long=long):
                began.append(number)
                going.add(number)
                try:
                    assert len(going) <= places
                    assert sum(asked[one][1] for one in going) <= max(places - 1, 1)
                    await asyncio.sleep(0)
                finally:
                    going.discard(number)

        jobs = [asyncio.ensure_future(job(number, user, long=long)) for number, (user, long) in enumerate(asked)]
        await asyncio.sleep(0)
        for number in stopped:
            jobs[number].cancel()
        for one in jobs:
            with suppress(asyncio.CancelledError):
                await one
        async with asyncio.timeout(10), line.turn("last"):  # a place that was lost would be waited for in vain
            pass

    asyncio.run(run())
    return began


@pytest.mark.parametrize(
    ("places", "asked", "order"),
    [
        (1, ["a", "a", "a", "b"], ["a", "b", "a", "a"]),
        (1, ["a", "a", "a", "b", "b", "c"], ["a", "b", "c", "a", "b", "a"]),
        (2, ["a", "a", "a", "b"], ["a", "a", "b", "a"]),
        (1, ["a", "b", "a", "b"], ["a", "b", "a", "b"]),
    ],
)
def test_users_take_turns_in_a_round(places: int, asked: list[str], order: list[str]) -> None:
    assert [asked[number] for number in order_of(places, [(user, False) for user in asked])] == order


def test_a_long_job_never_takes_the_last_place() -> None:
    assert order_of(2, [("a", True), ("b", True), ("c", False)]) == [0, 2, 1]


@given(
    st.integers(1, 4),
    st.lists(st.tuples(st.sampled_from("abc"), st.booleans()), min_size=1, max_size=12),
    st.data(),
)
def test_everybody_gets_a_turn_unless_it_is_given_up(places, asked, data) -> None:
    stopped = data.draw(st.sets(st.integers(0, len(asked) - 1)))
    began = order_of(places, asked, tuple(stopped))
    assert len(began) == len(set(began))
    assert set(range(len(asked))) - stopped <= set(began)
    for user in "abc":
        own = [number for number in began if asked[number][0] == user]
        assert own == sorted(own), "a user is served in the order that it asked"


def test_one_user_cannot_fill_the_line(monkeypatch) -> None:
    monkeypatch.setattr(turns, "MOST_WAITING", 2)

    async def run() -> None:
        line = Turns(1)
        async with line.turn("a"):
            waiting = [asyncio.ensure_future(line.turn("a").__aenter__()) for _ in range(2)]
            await asyncio.sleep(0)
            with pytest.raises(RefusedError):
                await line.turn("a").__aenter__()
            for one in waiting:
                one.cancel()

    asyncio.run(run())
