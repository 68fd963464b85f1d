"""Workers of a Dask cluster that judge: the other kind of :class:`checker.audit.dispatch.Workers`.

Files are opened here, in a process of its own, and their bytes travel with the task; where the workers see the same
folders (*shared*) they open them.  What a worker does with a portion stands in :mod:`checker.audit.cluster_tasks`.

When a worker dies, the engine counts that against every task it had been sent, and gives up those that were there too
often (``KilledWorker``).  So only a few portions are sent at a time; a portion whose worker has died is withdrawn, and each
of its files sent again as a task of its own that nothing is held against.  A file that has lost too many workers by
itself is judged here, in a process that is bounded, so that there is an answer to every file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import partial
from itertools import chain
from threading import Condition, Thread
from typing import Any, NamedTuple
from uuid import uuid4

from checker.audit import cluster_tasks
from checker.audit.basis import basis_from_setup
from checker.audit.cluster_connection import HELD, LOCAL, TO_CONNECT, ClusterAddress, Connection, raise_refusal
from checker.audit.dispatch import LOOK, Answer, FilePages, JudgingProcess, Workers
from checker.audit.sources import Task
from checker.errors import UnreadableError
from checker.readers.limits import MIB, Limits

_TO_PART = 5  # seconds for the workers to hear that the run is over
_AHEAD = 2  # portions a thread of a worker: one at work, one that waits
_TOGETHER = 32 * MIB  # bytes of files that are sent with one task
_MOST_DEATHS = 4  # of workers that a file has been sent to by itself


class _Sent(NamedTuple):
    """A portion that is under way; ``deaths`` counts the workers that it has lost."""

    future: Any
    tasks: Sequence[Task]
    bodies: Sequence[bytes]
    pages: dict[str, bytes]
    deaths: int

    def body_size(self) -> int:
        """Return the bytes that came along."""
        return sum(map(len, self.bodies))


class Cluster(Workers):
    """The workers of the cluster *where*.

    :raises UsageError: ``cluster-address``, ``cluster-unreachable``, ``cluster-no-workers``, ``workers-differ``,
        ``cluster-unseen`` when it is made; ``cluster-lost``, ``cluster-failed`` and the same later.
    """

    def __init__(self, where: ClusterAddress, setup: dict[str, Any], limits: Limits, pages: FilePages) -> None:
        super().__init__()
        judging = basis_from_setup(setup)
        refs = [ref for ref in (judging.rules, *judging.named) if ref is not None]
        self._shared = where.seen is not None
        setup = setup | {"processes": where.jobs if where.address == LOCAL else 1}  # of others nobody knows
        self._order = cluster_tasks.order_of(judging, setup, refs, where.seen or ())
        self._pages = pages
        self._opener = JudgingProcess(setup, limits, self._stopped, pages)
        self._last_resort = (setup, limits, self._stopped, pages)
        self._sent: dict[str, _Sent] = {}
        self._ended: list[str] = []
        self._freed = Condition()
        self._under_way = self._bytes = 0
        self._connection = Connection(where)
        self._client = self._connection.client
        try:
            self._connection.count_workers()
            while not self._connection.slots:
                self._stopped.wait(LOOK)
                self._connection.count_workers()
            self._connection.check_fitness(self._order)
            self._client.subscribe_topic("all", self._hear)
        except BaseException:
            self.close()
            raise
        self._thread = Thread(target=self._hand_on, daemon=True)
        self._thread.start()

    def at_a_time(self) -> int:
        """See :class:`checker.audit.dispatch.Workers`."""
        return self._connection.slots

    def has_room(self) -> bool:
        """See :class:`checker.audit.dispatch.Workers`."""
        return self._portions.qsize() < 2

    def close(self) -> None:
        """See :class:`checker.audit.dispatch.Workers`."""
        self._stopped.set()
        with self._freed:
            self._freed.notify_all()
        self._portions.put(None)
        self._opener.end_child()
        if self._connection.is_open():  # a worker that stalls does not answer: nobody waits for it for long
            parting = Thread(target=self._part, daemon=True)
            parting.start()
            parting.join(_TO_PART)
        self._connection.close(LOOK)

    def _part(self) -> None:
        with suppress(Exception):  # whatever a cluster that is going says
            self._client.unsubscribe_topic("all")  # else the scheduler's log ends with a traceback
            self._client.cancel([sent.future for sent in self._sent.values()], force=True)
            self._client.run(cluster_tasks.leave, self._order, on_error="ignore")

    # Portions on their way: opened by a thread of its own, sent and taken by the run's.

    def _hand_on(self) -> None:
        try:
            for portion in self._taken_portions():
                if self._shared and not portion[0].glance:
                    pages = [self._pages.of_file(task.key, "") for task in portion]
                    self._pass_on(portion, (), pages)
                else:
                    self._open_files(portion)
        except Exception as error:
            self._events.put(error)

    def _open_files(self, portion: Sequence[Task]) -> None:
        """Open the files of *portion*; what is no report by itself, or none that can be opened, has its answer already."""
        tasks: list[Task] = []
        bodies: list[bytes] = []
        pages: list[dict[str, bytes]] = []
        for answer in self._opener.answers(portion, only_open=True):
            if answer.task is None or answer.head.get("kind") != "opened":
                self._events.put(answer)
                continue
            if bodies and sum(map(len, bodies)) + len(answer.body) > _TOGETHER:
                self._pass_on(tasks, bodies, pages)
                tasks, bodies, pages = [], [], []
            tasks.append(answer.task)
            bodies.append(answer.body)
            pages.append(self._pages.of_file(answer.task.key, answer.head["digest"]))
        if tasks:
            self._pass_on(tasks, bodies, pages)

    def _pass_on(self, tasks: Sequence[Task], bodies: Sequence[bytes], pages: Sequence[dict[str, bytes]]) -> None:
        self._wait_for_room()
        known = dict(chain.from_iterable(one.items() for one in pages))
        self._events.put(partial(self._submit, tasks, bodies, known))

    def _wait_for_room(self) -> None:
        """Wait until another portion is of use."""
        with self._freed:
            while (
                not self._stopped.is_set()
                and self._under_way
                and (self._under_way >= max(1, self._connection.slots) * _AHEAD or self._bytes > HELD)
            ):
                self._freed.wait(LOOK)
            self._under_way += 1

    def _submit(self, tasks: Sequence[Task], bodies: Sequence[bytes], pages: dict[str, bytes], deaths: int = 0) -> None:
        key = f"fazhi-checker-{uuid4().hex}"
        portion = cluster_tasks.portion_of(tasks, bodies, pages)
        with self._connection.telling_trouble():
            future = self._client.submit(
                cluster_tasks.judge_portion, self._order, portion, key=key, pure=False, priority=deaths
            )
        sent = self._sent[key] = _Sent(future, tasks, bodies, pages, deaths)
        with self._freed:
            self._bytes += sent.body_size()
        future.add_done_callback(lambda done: self._events.put(partial(self._ended.append, done.key)))

    def _drop(self, key: str) -> _Sent:
        sent = self._sent.pop(key)
        with self._freed:
            self._under_way -= 1
            self._bytes -= sent.body_size()
            self._freed.notify_all()
        return sent

    def _send_again(self, keys: frozenset[str]) -> None:
        """Withdraw portions whose worker is gone, and send their files one by one."""
        gone = [self._drop(key) for key in sorted(keys & self._sent.keys())]
        if gone:
            with self._connection.telling_trouble():
                self._client.cancel([sent.future for sent in gone], force=True)
        for sent in gone:
            for number, task in enumerate(sent.tasks):
                tasks, bodies = [task._replace(alone=True)], sent.bodies[number : number + 1]
                deaths = sent.deaths + 1 if task.alone else 0
                if deaths > _MOST_DEATHS:
                    Thread(target=self._judge_here, args=(tasks, bodies), daemon=True).start()
                    continue
                with self._freed:
                    self._under_way += 1
                self._submit(tasks, bodies, sent.pages, deaths)

    def _judge_here(self, tasks: Sequence[Task], bodies: Sequence[bytes]) -> None:
        process = JudgingProcess(*self._last_resort)
        try:
            for answer in process.answers(tasks, bodies):
                self._events.put(answer)
        except Exception as error:
            self._events.put(error)
        finally:
            process.end_child()

    # What comes back.

    def _came_back(self) -> Iterator[Answer]:
        """Yield the answers of portions that have ended; a portion that was withdrawn meanwhile has none.  See who is there.

        :raises UsageError: see above.
        """
        ended, self._ended = self._ended, []
        there = {key: self._sent[key].future for key in ended if key in self._sent}
        finished = {key: future for key, future in there.items() if future.status == "finished"}
        with self._connection.telling_trouble():
            results = self._client.gather(finished, errors="skip") if finished else {}
        for key, future in there.items():
            if key in results:
                yield from self._answers_in(self._drop(key).tasks, results[key])
            elif future.status in ("finished", "pending", "lost"):  # its worker went before we had it: it comes again
                self._send_again(frozenset((key,)))
            elif future.status == "error":
                self._explain(key, future)
            else:
                raise self._connection.lost()
        self._connection.count_workers()

    def _answers_in(self, tasks: Sequence[Task], result: dict[str, Any]) -> Iterator[Answer]:
        raise_refusal(result)
        by_name = {task.name: task for task in tasks}
        for name, head, body, error, *rest in result["answers"]:
            told = None if error is None else UnreadableError(error[0], **error[1])
            yield Answer(None if name is None else by_name[name], head, body, told, *rest)

    def _explain(self, key: str, future: Any) -> None:
        """Send again what the engine gave up.  :raises UsageError: ``cluster-failed``, where the worker could not even begin."""
        error = future.exception(timeout=TO_CONNECT)
        if type(error).__name__ != "KilledWorker":
            raise self._connection.failed(error)
        self._send_again(frozenset((key,)))

    def _hear(self, event: tuple[float, Any]) -> None:
        """Take note of a worker that is gone without having said so; called in the thread of the client."""
        told = event[1]
        if isinstance(told, dict) and told.get("action") == "remove-worker" and not told.get("expected"):
            self._events.put(partial(self._send_again, frozenset(map(str, told["processing-tasks"]))))
