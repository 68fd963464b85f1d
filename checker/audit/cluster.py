"""Workers of a Dask cluster that judge: the other kind of :class:`checker.audit.dispatch.Workers`.

Files are opened here, in a process of its own, and their bytes travel with the task; where the workers see the same
folders (*shared*) they open them.  What a worker does with a portion stands in :mod:`checker.audit.cluster_tasks`.

When a worker dies, the engine counts that against every task it had been sent, and gives up those that were there too
often (``KilledWorker``).  So only a few portions are sent at a time; a portion whose worker has died is withdrawn, and each
of its files sent again as a task of its own that nothing is held against.  A file that has lost too many workers by
itself is judged here, in a process that is bounded, so that there is an answer to every file.
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from functools import partial
from itertools import chain
from threading import Condition, Thread
from time import monotonic
from typing import Any, NamedTuple
from uuid import uuid4

from checker.audit import cluster_tasks
from checker.audit.basis import basis_from_setup
from checker.audit.dispatch import LOOK, Answer, FilePages, JudgingProcess, Workers
from checker.audit.sources import Task
from checker.errors import UnreadableError, UsageError, library
from checker.readers.limits import MIB, Limits

LOCAL = "local"
"""The address of a cluster that is started for the run, on this machine."""

_ADDRESS = re.compile(r"(?:(?:tcp|tls|ws|wss)://)?[^/\s:]+:\d{1,5}/?|(?:tcp|tls|ws|wss)://\S+")
_TO_CONNECT = 20  # seconds
_TO_PART = 5  # seconds for the workers to hear that the run is over
_PATIENCE = 600  # seconds in which a worker has to come
_COUNT = 5  # seconds between looks at who is there
_AHEAD = 2  # portions a thread of a worker: one at work, one that waits
_TOGETHER = 32 * MIB  # bytes of files that are sent with one task
_HELD = 512 * MIB  # bytes of files that are under way
_MOST_DEATHS = 4  # of workers that a file has been sent to by itself
_AT_REST: dict[str, Any] = {
    "distributed.worker.profile.enabled": False,
    "distributed.worker.memory.monitor-interval": "2s",
    "distributed.admin.tick.interval": "1s",
    "distributed.admin.system-monitor.interval": "5s",
}
"""What a cluster of this machine leaves be: the engine looks at itself a hundred times a second, a twelfth of two cores."""
_DISTRIBUTION = "fazhi-checker"


class _Sent(NamedTuple):
    """A portion that is under way; ``deaths`` counts the workers that it has lost."""

    future: Any
    tasks: Sequence[Task]
    bodies: Sequence[bytes]
    pages: dict[str, bytes]
    deaths: int

    def size(self) -> int:
        """Return the bytes that came along."""
        return sum(map(len, self.bodies))


class ClusterAddress(NamedTuple):
    """Where a cluster is: the *address* of its scheduler, the file of one, or :data:`LOCAL`, then of *jobs* workers.

    Where workers read the files themselves, *seen* are the folders that each has to see.
    """

    address: str
    jobs: int = 1
    seen: Sequence[str] | None = None


class Cluster(Workers):
    """The workers of the cluster *where*.

    :raises UsageError: ``cluster-address``, ``cluster-unreachable``, ``cluster-no-workers``, ``workers-differ``,
        ``cluster-unseen`` when it is made; ``cluster-lost``, ``cluster-failed`` and the same later.
    """

    def __init__(self, where: ClusterAddress, setup: dict[str, Any], limits: Limits, pages: FilePages) -> None:
        super().__init__()
        judging = basis_from_setup(setup)
        refs = [ref for ref in (judging.rules, *judging.named) if ref is not None]
        self._address, self._shared = where.address, where.seen is not None
        setup = setup | {"processes": where.jobs if where.address == LOCAL else 1}  # of others nobody knows
        self._order = cluster_tasks.order_of(judging, setup, refs, where.seen or ())
        self._pages = pages
        self._opener = JudgingProcess(setup, limits, self._stopped, pages)
        self._last_resort = (setup, limits, self._stopped, pages)
        self._sent: dict[str, _Sent] = {}
        self._ended: list[str] = []
        self._freed = Condition()
        self._under_way = self._bytes = 0
        self._started, self._client = _connected(where)
        self._slots, self._counted, self._seen_last = 0, 0.0, monotonic()
        try:
            self._wait_for_workers()
            self._check()
            self._client.subscribe_topic("all", self._hear)
        except BaseException:
            self.close()
            raise
        self._thread = Thread(target=self._serve, daemon=True)
        self._thread.start()

    def size(self) -> int:
        """See :class:`checker.audit.dispatch.Workers`."""
        return self._slots

    def has_room(self) -> bool:
        """See :class:`checker.audit.dispatch.Workers`."""
        return self._portions.qsize() < 2

    def close(self) -> None:
        """See :class:`checker.audit.dispatch.Workers`."""
        self._stopped.set()
        with self._freed:
            self._freed.notify_all()
        self._portions.put(None)
        self._opener.end()
        is_there = self._client.status == "running"
        if is_there:  # a worker that stalls does not answer: nobody waits for it for long
            parting = Thread(target=self._part, daemon=True)
            parting.start()
            parting.join(_TO_PART)
        with suppress(Exception):
            self._client.close(LOOK if not is_there else _TO_CONNECT)
        with suppress(Exception):
            if self._started is not None:
                self._started.close(_TO_CONNECT)

    def _part(self) -> None:
        with suppress(Exception):  # whatever a cluster that is going says
            self._client.unsubscribe_topic("all")  # else the scheduler's log ends with a traceback
            self._client.cancel([sent.future for sent in self._sent.values()], force=True)
            self._client.run(cluster_tasks.leave, self._order, on_error="ignore")

    # Portions on their way: opened by a thread of its own, sent and taken by the run's.

    def _serve(self) -> None:
        try:
            for portion in self._taken_portions():
                if self._shared and not portion[0].glance:
                    pages = [self._pages.of_file(task.key, "") for task in portion]
                    self._pass_on(portion, (), pages)
                else:
                    self._open(portion)
        except Exception as error:
            self._events.put(error)

    def _open(self, portion: Sequence[Task]) -> None:
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
        self._events.put(partial(self._send, tasks, bodies, known))

    def _wait_for_room(self) -> None:
        """Wait until another portion is of use."""
        with self._freed:
            while (
                not self._stopped.is_set()
                and self._under_way
                and (self._under_way >= max(1, self._slots) * _AHEAD or self._bytes > _HELD)
            ):
                self._freed.wait(LOOK)
            self._under_way += 1

    def _send(self, tasks: Sequence[Task], bodies: Sequence[bytes], pages: dict[str, bytes], deaths: int = 0) -> None:
        key = f"fazhi-checker-{uuid4().hex}"
        portion = cluster_tasks.portion_of(tasks, bodies, pages)
        with self._losing():
            future = self._client.submit(
                cluster_tasks.judge, self._order, portion, key=key, pure=False, priority=deaths
            )
        sent = self._sent[key] = _Sent(future, tasks, bodies, pages, deaths)
        with self._freed:
            self._bytes += sent.size()
        future.add_done_callback(lambda done: self._events.put(partial(self._ended.append, done.key)))

    def _drop(self, key: str) -> _Sent:
        sent = self._sent.pop(key)
        with self._freed:
            self._under_way -= 1
            self._bytes -= sent.size()
            self._freed.notify_all()
        return sent

    def _send_again(self, keys: frozenset[str]) -> None:
        """Withdraw portions whose worker is gone, and send their files one by one."""
        gone = [self._drop(key) for key in sorted(keys & self._sent.keys())]
        if gone:
            with self._losing():
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
                self._send(tasks, bodies, sent.pages, deaths)

    def _judge_here(self, tasks: Sequence[Task], bodies: Sequence[bytes]) -> None:
        process = JudgingProcess(*self._last_resort)
        try:
            for answer in process.answers(tasks, bodies):
                self._events.put(answer)
        except Exception as error:
            self._events.put(error)
        finally:
            process.end()

    # What comes back.

    def _came_back(self) -> Iterator[Answer]:
        """Yield the answers of portions that have ended; a portion that was withdrawn meanwhile has none.  See who is there.

        :raises UsageError: see above.
        """
        ended, self._ended = self._ended, []
        there = {key: self._sent[key].future for key in ended if key in self._sent}
        finished = {key: future for key, future in there.items() if future.status == "finished"}
        with self._losing():
            results = self._client.gather(finished, errors="skip") if finished else {}
        for key, future in there.items():
            if key in results:
                yield from self._read(self._drop(key).tasks, results[key])
            elif future.status in ("finished", "pending", "lost"):  # its worker went before we had it: it comes again
                self._send_again(frozenset((key,)))
            elif future.status == "error":
                self._explain(key, future)
            else:
                raise UsageError("cluster-lost", address=self._address)
        self._look_after()

    def _read(self, tasks: Sequence[Task], result: dict[str, Any]) -> Iterator[Answer]:
        if "failed" in result:
            raise _refusal(result)
        by_name = {task.name: task for task in tasks}
        for name, head, body, error, *rest in result["answers"]:
            told = None if error is None else UnreadableError(error[0], **error[1])
            yield Answer(None if name is None else by_name[name], head, body, told, *rest)

    def _explain(self, key: str, future: Any) -> None:
        """Send again what the engine gave up.  :raises UsageError: ``cluster-failed``, where the worker could not even begin."""
        error = future.exception(timeout=_TO_CONNECT)
        if type(error).__name__ != "KilledWorker":
            raise UsageError("cluster-failed", address=self._address, reason=f"{type(error).__name__}: {error}")
        self._send_again(frozenset((key,)))

    # Who is there.

    def _hear(self, event: tuple[float, Any]) -> None:
        """Take note of a worker that is gone without having said so; called in the thread of the client."""
        told = event[1]
        if isinstance(told, dict) and told.get("action") == "remove-worker" and not told.get("expected"):
            self._events.put(partial(self._send_again, frozenset(map(str, told["processing-tasks"]))))

    def _look_after(self) -> None:
        """See who is there, now and then.  :raises UsageError: ``cluster-lost``, ``cluster-no-workers``."""
        now = monotonic()
        if now - self._counted < _COUNT:
            return
        with self._losing():
            if self._client.status != "running":
                raise UsageError("cluster-lost", address=self._address)
            self._slots = sum(self._client.nthreads().values())
        self._counted = now
        if self._slots:
            self._seen_last = now
        elif now - self._seen_last > _PATIENCE:
            raise UsageError("cluster-no-workers", address=self._address, minutes=_PATIENCE // 60)

    def _wait_for_workers(self) -> None:
        self._look_after()
        while not self._slots:
            self._stopped.wait(LOOK)
            self._look_after()

    def _check(self) -> None:
        """See that scheduler and workers are fit for the run.  :raises UsageError: ``workers-differ``, ``cluster-unseen``."""
        with self._losing():
            found = self._client.get_versions(packages=[_DISTRIBUTION])
        own = _versions(found["client"])
        differing = {
            name: differing
            for name, told in {"scheduler": found["scheduler"], **found["workers"]}.items()
            if (
                differing := [
                    f"{key}: {value} ≠ {own[key]}" for key, value in _versions(told).items() if value != own[key]
                ]
            )
        }
        if differing:
            lines = [f"{name}: {', '.join(what)}" for name, what in differing.items()]
            raise UsageError("workers-differ", differences=lines)
        with self._losing():
            looked = self._client.run(cluster_tasks.look, self._order, on_error="return")
        for worker, result in looked.items():
            if isinstance(result, OSError):
                continue  # gone meanwhile
            if not isinstance(result, dict):
                raise UsageError("cluster-failed", address=worker, reason=f"{type(result).__name__}: {result}")
            if "failed" in result:
                raise _refusal(result)

    @contextmanager
    def _losing(self) -> Iterator[None]:
        """Tell a scheduler that is gone as what it is, and any other trouble of the client with its own words."""
        try:
            yield
        except UsageError:
            raise
        except Exception as error:
            if os.environ.get("CHECKER_DEBUG"):
                raise
            if isinstance(error, OSError | CancelledError) or self._client.status != "running":
                raise UsageError("cluster-lost", address=self._address) from None
            reason = f"{type(error).__name__}: {error}"
            raise UsageError("cluster-failed", address=self._address, reason=reason) from error


def _refusal(result: dict[str, Any]) -> UsageError:
    key, values = result["failed"]
    if key == "workers-differ":
        return UsageError(key, differences=[f"{result['worker']}: {one}" for one in values["differences"]])
    return UsageError(key, **values | {"worker": result["worker"]})


def _versions(told: dict[str, Any]) -> dict[str, str]:
    """Return what must be the same for portions to pass at all."""
    packages = told["packages"]
    python = ".".join(str(packages.get("python")).split(".")[:2])
    return {"python": python, "checker": packages.get(_DISTRIBUTION), "distributed": packages.get("distributed")}


def _connected(asked: ClusterAddress) -> tuple[Any, Any]:
    """Return the cluster that was started, if one was, and the client of it or of the one that is *asked* for."""
    address = asked.address
    distributed = library("distributed")
    _configure(local=address == LOCAL)
    where: dict[str, Any] = {"address": address if "://" in address else f"tcp://{address}"}
    started = None
    if address == LOCAL:
        started = distributed.LocalCluster(
            n_workers=asked.jobs,
            threads_per_worker=1,
            host="127.0.0.1",
            dashboard_address=None,
            silence_logs=logging.CRITICAL,
        )
        where = {"address": started}
    elif os.path.isfile(address):  # noqa: PTH113
        where = {"scheduler_file": address}
    elif not _ADDRESS.fullmatch(address):
        raise UsageError("cluster-address", address=address)
    try:
        return started, distributed.Client(**where, timeout=_TO_CONNECT, set_as_default=False)
    except (OSError, ValueError, KeyError) as error:
        if started is not None:
            started.close()
        raise UsageError("cluster-unreachable", address=address, reason=str(error) or type(error).__name__) from None


def _configure(*, local: bool) -> None:
    """Keep the engine's own words off the terminal, for users hear ours in their language, and a *local* cluster at rest."""
    import dask

    dask.config.set({"distributed.admin.large-graph-warning-threshold": f"{2 * _HELD}B"} | (_AT_REST if local else {}))
    if not os.environ.get("CHECKER_DEBUG"):
        for name in ("distributed", "distributed.client", "tornado", "tornado.application"):
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)
