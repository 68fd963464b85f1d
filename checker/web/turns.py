"""Whose turn it is, where more is asked than can be done at once.

Next is who has the fewest jobs under way, of those who was served longest ago, with what that user asked for first: nobody
waits for the hundred files of another.
"""

from __future__ import annotations

from asyncio import CancelledError, Future, get_running_loop
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count

from checker.web.guard import RefusedError

MOST_WAITING = 400  # jobs of one user


class _Customer:
    """What one user waits for, how many of its jobs are under way, and when it was served last."""

    def __init__(self) -> None:
        self.waiting: deque[tuple[bool, Future[None]]] = deque()
        self.under_way = self.served = 0


class Turns:
    """*places* jobs at once; where there are several, one of them is never taken by a job that may last long."""

    def __init__(self, places: int) -> None:
        self._free, self._free_for_long = places, max(places - 1, 1)
        self._customers: dict[str, _Customer] = {}
        self._numbers = count(1)

    @asynccontextmanager
    async def turn(self, user: str, *, long: bool = False) -> AsyncIterator[None]:
        """Wait for the turn of a job of *user* and hold its place.  :raises RefusedError: where too many of them wait."""
        customer = self._customers.setdefault(user, _Customer())
        if len(customer.waiting) >= MOST_WAITING:
            raise RefusedError(503, "busy")
        job = long, get_running_loop().create_future()
        customer.waiting.append(job)
        self._call_next()
        try:
            await job[1]
        except CancelledError:
            if not job[1].cancelled():  # it had just been called
                self._release(user, long=long)
            elif job in customer.waiting:
                customer.waiting.remove(job)
                self._forget_idle(user)
            raise
        try:
            yield
        finally:
            self._release(user, long=long)

    def _call_next(self) -> None:
        """Call as many jobs as there are places for."""
        while self._free and (user := self._next_user()) is not None:
            customer = self._customers[user]
            long, turn = customer.waiting.popleft()
            if turn.cancelled():
                self._forget_idle(user)
                continue
            self._free -= 1
            self._free_for_long -= long
            customer.under_way += 1
            customer.served = next(self._numbers)
            turn.set_result(None)

    def _next_user(self) -> str | None:
        """Return the user whose job is called next, if there is a place for any."""
        ready = [
            (one.under_way, one.served, user)
            for user, one in self._customers.items()
            if one.waiting and (self._free_for_long or not one.waiting[0][0])
        ]
        return min(ready, key=lambda one: one[:2])[2] if ready else None

    def _release(self, user: str, *, long: bool) -> None:
        self._free += 1
        self._free_for_long += long
        self._customers[user].under_way -= 1
        self._forget_idle(user)
        self._call_next()

    def _forget_idle(self, user: str) -> None:
        """Forget a user who wants nothing."""
        customer = self._customers[user]
        if not customer.waiting and not customer.under_way:
            del self._customers[user]
