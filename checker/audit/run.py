"""An audit's run over single files: what there is to judge is handed to processes, and what comes of it to the store.

Whoever stops it, and however, the next run goes on: a file whose content, name, packs and options have not changed has
its result already.

How long it will take is told by the kinds of files that are left, not by the files behind it: a scanned page takes some
hundred times as long as a text, and files come in the order of their cost.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any, NamedTuple, Protocol

from checker.audit import rows
from checker.audit.basis import AuditBasis
from checker.audit.dispatch import Answer, Start, Workers
from checker.audit.sources import (
    INSIDE,
    SearchArea,
    Task,
    chunks,
    is_worth_a_glance,
    portion_kind,
    printable,
    share_of,
    tasks,
)
from checker.audit.store import JudgedRows, Store
from checker.errors import UnreadableError

OWN_RESULT = "own-result"
"""The error of what the checker itself wrote."""

_ERROR = rows.REPORT.index("error")
PAGE, KNOWN, GLANCE = "page", "known", "glance"
"""Kinds beside those of portions: a page to recognise, a file that has its result, a glance at one before it is judged."""

_SECONDS = {PAGE: 2.0, KNOWN: 0.005, GLANCE: 0.01, "text": 0.02, "heavy": 0.1, "converted": 0.5}
"""What one takes, until this run has seen some itself."""
_PORTION = 16  # files that a process gets at once; what must be converted, it converts together


class Shard(NamedTuple):
    """The share of one machine: the *number*-th of *shares*."""

    number: int
    shares: int


class Outlook(NamedTuple):
    """Scanned pages that are recognised, of how many known by now; and the seconds that the rest will take.

    ``size`` tasks are worked on at a time: none where all workers of a cluster are gone for the moment.
    """

    pages: int
    all_pages: int
    seconds: float
    size: int


class Watch(Protocol):
    """Who is told how far a run has come."""

    def total(self, files: int) -> None:
        """Hear that there are so many files in all, as far as is known by now."""
        ...

    def done(self, *, fresh: bool) -> None:
        """Count one more file; *fresh* unless an earlier run had judged it."""
        ...

    def ahead(self, outlook: Outlook) -> None:
        """Hear what is left, as far as is known by now."""
        ...


def count(places: Sequence[SearchArea], shard: Shard | None, passed_over: list[str]) -> int:
    """Return how many files there are; *passed_over* gets the names of the others."""
    return sum(1 for _ in _of_shard(places, shard, passed_over))


def _of_shard(
    places: Sequence[SearchArea], shard: Shard | None, passed_over: list[str] | None = None
) -> Iterator[Task]:
    for task in chain.from_iterable(tasks(place, None if place.earlier else passed_over) for place in places):
        if shard is None or share_of(task.name, shard.shares) == shard.number:
            yield task


class Run:
    """One run over *places* into *store*, by the workers that *start* gives."""

    def __init__(
        self, store: Store, judging: AuditBasis, places: Sequence[SearchArea], shard: Shard | None, start: Start
    ) -> None:
        self._store, self._judging, self._places, self._shard, self._start = store, judging, places, shard, start
        self._bases: dict[Any, str] = {}
        self._ready: deque[list[Task]] = deque()
        self._members: dict[str, int] = {}
        self._total = 0
        self._estimate = Estimate()
        self._scans: list[tuple[int, Task]] = []
        self._others: list[Task] = []

    def judge_files(self, files: int, watch: Watch) -> None:
        """Judge what has not been judged, and forget what is gone.  Everything is in the store then.

        First comes a glance at what may be a scan or an archive, then scans are judged, those with most pages first, so
        that none is left when all else is done.

        :raises UsageError: ``audit-workers``, ``store-failed``, and what the workers raise.  Whatever ends it early, what
            was judged is kept.
        """
        self._total = files
        watch.total(files)
        workers = self._start(self._judging.setup(), self._judging.limits, self._store.pages)
        try:
            self._hand_out(workers, chunks(self._worth_a_glance(watch), _PORTION), watch)
            self._hand_out(workers, self._by_cost(watch), watch)
        finally:
            try:
                self._store.commit()
            finally:
                workers.close()
        self._store.drop_unseen()

    def _hand_out(self, workers: Workers, portions: Iterator[list[Task]], watch: Watch) -> None:
        """Give out *portions* and what comes of them, until all is answered."""
        more = True
        while more or self._ready or not workers.is_idle():
            while (more or self._ready) and workers.has_room():
                portion = self._ready.popleft() if self._ready else next(portions, None)
                if portion is None:
                    more = False
                else:
                    workers.give(portion)
            for answer in workers.answers():
                self._take_answer(answer, watch)
            self._store.commit_when_due()
            watch.ahead(self._estimate.outlook(workers.at_a_time()))

    def _worth_a_glance(self, watch: Watch) -> Iterator[Task]:
        """Yield what may be a scan or an archive, and count the rest."""
        for task in _of_shard(self._places, self._shard):
            if not is_worth_a_glance(task):
                self._estimate.expect(self._store.cached_digest(task, self._digest_for(task)))
            elif self._store.mark_visited(task):
                watch.done(fresh=False)
            else:
                yield from self._glances([self._store.cached_digest(task, self._digest_for(task))])

    def _glances(self, found: Sequence[Task]) -> Iterator[Task]:
        """Yield those of *found* to glance at; the others, and those that have their result, are judged later."""
        for task in found:
            one = task._replace(glance=is_worth_a_glance(task) and task.known is None)
            self._estimate.expect(one)
            if one.glance:
                yield one
            else:
                self._others.append(one)

    def _by_cost(self, watch: Watch) -> Iterator[list[Task]]:
        """Yield portions: scans one by one, those with most pages first, then the rest."""
        for _, task in sorted(self._scans, key=lambda scan: (-scan[0], scan[1].name)):
            yield [task]
        yield from chunks(chain(self._others, self._light(watch)), _PORTION)

    def _light(self, watch: Watch) -> Iterator[Task]:
        """Yield the files that nobody glanced at, once more from the folders: a list of them may be long."""
        for task in _of_shard(self._places, self._shard):
            if is_worth_a_glance(task):
                continue
            found = self._store.cached_digest(task, self._digest_for(task))
            if self._store.mark_visited(task):
                self._estimate.skip_task(found)
                watch.done(fresh=False)
            else:
                yield found

    def _digest_for(self, task: Task) -> str:
        if task.basis not in self._bases:
            self._bases[task.basis] = self._judging.digest_for(task.basis)
        return self._bases[task.basis]

    def _take_answer(self, answer: Answer, watch: Watch) -> None:
        task, head = answer.task, answer.head
        if task is None:
            if head["kind"] == "page":
                self._store.put_page(head["report"], head["name"], answer.body)
            else:
                self._store.put_rules(head["pack"], head["rules"])
            return
        if answer.again:
            self._ready.append([task._replace(alone=True)])
            return
        self._estimate.count_done(task, answer.seconds)
        if task.glance and head["kind"] != "container":
            self._glanced(task, head.get("pages", 0))
        elif answer.error is not None:
            self._fail(task, answer.error, head, watch)
        elif head["kind"] == "container":
            self._open_archive(task, head["members"], watch)
            self._store.pass_over([printable(f"{task.name}{INSIDE}{name}") for name in head["others"]])
        elif head["kind"] == "same":
            watch.done(fresh=False)
        elif head["report"][_ERROR] == OWN_RESULT:
            self._pass_over_result(task, watch)
        else:
            found = JudgedRows(head["report"], head["items"], answer.body, head["pictures"])
            self._store.put_report(task, self._digest_for(task), head["digest"], head["size"], found)
            watch.done(fresh=True)

    def _glanced(self, task: Task, pages: int) -> None:
        """Know how many pages of *task* have to be recognised; what went wrong at a glance, the judging will tell."""
        task = task._replace(glance=False)
        self._estimate.expect(task, pages)
        if pages:
            self._scans.append((pages, task))
        else:
            self._others.append(task)

    def _fail(self, task: Task, error: UnreadableError, step: dict[str, Any], watch: Watch) -> None:
        error.values["path"] = task.name
        report = list(rows.unread_report(error).values())
        self._store.put_report(
            task, self._digest_for(task), step.get("digest") or "", step.get("size") or 0, JudgedRows(report, (), b"")
        )
        watch.done(fresh=True)

    def _pass_over_result(self, task: Task, watch: Watch) -> None:
        """Pass over what the checker itself wrote: no report, and nothing that anybody failed to read."""
        self._store.unmark_visited(task)
        if not task.earlier:
            self._store.pass_over([printable(task.name)])
        watch.done(fresh=True)

    def _open_archive(self, task: Task, members: Sequence[Sequence[Any]], watch: Watch) -> None:
        """Give out what is in an archive: each of its members is a task of its own, and it itself is none."""
        outermost = task.name.partition(INSIDE)[0]
        inside = self._members[outermost] = self._members.get(outermost, 0) + len(members)
        limit = self._judging.limits.members
        if inside > limit:
            self._fail(task, UnreadableError("too-many-members", limit=limit), {}, watch)
            return
        self._store.unmark_visited(task)
        outer = Task(task.path, task.name, task.members, task.earlier, basis=task.basis)
        found = [
            outer._replace(name=f"{task.name}{INSIDE}{name}", members=(*task.members, number))
            for number, name in members
        ]
        self._total += len(found) - 1
        watch.total(self._total)
        fresh = [
            self._store.cached_digest(one, self._digest_for(one)) for one in found if not self._store.mark_visited(one)
        ]
        if task.glance:
            self._ready.extend(chunks(self._glances(fresh), _PORTION))
            return
        for one in fresh:
            self._estimate.expect(one)
        self._ready.extend(chunks(fresh, _PORTION))


class Estimate:
    """Counts what is left by kind, and what each kind has taken."""

    def __init__(self) -> None:
        self._left: Counter[str] = Counter()
        self._taken: dict[str, tuple[float, int]] = {kind: (seconds, 1) for kind, seconds in _SECONDS.items()}
        self._pages: dict[int, int] = {}
        self._all_pages = self._recognised = 0

    def expect(self, task: Task, pages: int = 0) -> None:
        """Count *task* to what is left; *pages* of it have to be recognised."""
        if pages:
            self._pages[task.key] = pages
            self._all_pages += pages
        self._left[_cost_kind(task, pages)] += pages or 1

    def skip_task(self, task: Task) -> None:
        """Take *task* for done without having been at work on it."""
        pages = self._pages.pop(task.key, 0)
        self._left[_cost_kind(task, pages)] -= pages or 1

    def count_done(self, task: Task, seconds: float) -> None:
        """Count *task*, which took so long, to what is done."""
        pages = self._pages.get(task.key, 0)
        kind, count = _cost_kind(task, pages), pages or 1
        self.skip_task(task)
        taken, units = self._taken[kind]
        self._taken[kind] = taken + seconds, units + count
        self._recognised += pages

    def outlook(self, size: int) -> Outlook:
        """Return how far it is, where *size* tasks are worked on at a time."""
        means = {kind: taken / units for kind, (taken, units) in self._taken.items()}
        seconds = sum(max(0, count) * means[kind] for kind, count in self._left.items())
        return Outlook(self._recognised, self._all_pages, seconds / max(1, size), size)


def _cost_kind(task: Task, pages: int) -> str:
    if task.glance:
        return GLANCE
    if pages:
        return PAGE
    return KNOWN if task.known is not None else portion_kind(task._replace(alone=False))
