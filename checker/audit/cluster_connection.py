"""The connection to a Dask cluster: where it is, who is there, whether they are fit, and how its trouble is told."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from time import monotonic
from typing import Any, NamedTuple

from checker.audit import cluster_tasks
from checker.errors import UsageError, library
from checker.readers.limits import MIB

LOCAL = "local"
"""The address of a cluster that is started for the run, on this machine."""
HELD = 512 * MIB
"""Bytes of files that are under way at most."""
TO_CONNECT = 20  # seconds

_ADDRESS = re.compile(r"(?:(?:tcp|tls|ws|wss)://)?[^/\s:]+:\d{1,5}/?|(?:tcp|tls|ws|wss)://\S+")
_PATIENCE = 600  # seconds in which a worker has to come
_COUNT = 5  # seconds between looks at who is there
_AT_REST: dict[str, Any] = {
    "distributed.worker.profile.enabled": False,
    "distributed.worker.memory.monitor-interval": "2s",
    "distributed.admin.tick.interval": "1s",
    "distributed.admin.system-monitor.interval": "5s",
}
"""What a cluster of this machine leaves be: the engine looks at itself a hundred times a second, a twelfth of two cores."""
_DISTRIBUTION = "fazhi-checker"


class ClusterAddress(NamedTuple):
    """Where a cluster is: the *address* of its scheduler, the file of one, or :data:`LOCAL`, then of *jobs* workers.

    Where workers read the files themselves, *seen* are the folders that each has to see.
    """

    address: str
    jobs: int = 1
    seen: Sequence[str] | None = None


class Connection:
    """A client of the cluster *where*, and of its workers how many threads (``slots``) were there at the last look.

    :raises UsageError: ``cluster-address``, ``cluster-unreachable``.
    """

    def __init__(self, where: ClusterAddress) -> None:
        self._address = where.address
        self._started, self.client = _connected(where)
        self.slots, self._counted, self._seen_last = 0, 0.0, monotonic()

    def is_open(self) -> bool:
        """Return whether the scheduler is there."""
        return bool(self.client.status == "running")

    @contextmanager
    def telling_trouble(self) -> Iterator[None]:
        """Tell a scheduler that is gone as what it is, and any other trouble of the client with its own words."""
        try:
            yield
        except UsageError:
            raise
        except Exception as error:
            if os.environ.get("CHECKER_DEBUG"):
                raise
            if isinstance(error, OSError | CancelledError) or not self.is_open():
                raise self.lost() from None
            raise self.failed(error) from error

    def lost(self) -> UsageError:
        """Return the error of a scheduler that is gone."""
        return UsageError("cluster-lost", address=self._address)

    def failed(self, error: BaseException) -> UsageError:
        """Return what the engine says, as an error of ours."""
        return UsageError("cluster-failed", address=self._address, reason=f"{type(error).__name__}: {error}")

    def count_workers(self) -> None:
        """See who is there, now and then.  :raises UsageError: ``cluster-lost``, ``cluster-no-workers``."""
        now = monotonic()
        if now - self._counted < _COUNT:
            return
        with self.telling_trouble():
            if not self.is_open():
                raise self.lost()
            self.slots = sum(self.client.nthreads().values())
        self._counted = now
        if self.slots:
            self._seen_last = now
        elif now - self._seen_last > _PATIENCE:
            raise UsageError("cluster-no-workers", address=self._address, minutes=_PATIENCE // 60)

    def check_fitness(self, order: bytes) -> None:
        """See that scheduler and workers are fit for a run.  :raises UsageError: ``workers-differ``, ``cluster-unseen``."""
        with self.telling_trouble():
            found = self.client.get_versions(packages=[_DISTRIBUTION])
        own, lines = _versions(found["client"]), []
        for name, told in {"scheduler": found["scheduler"], **found["workers"]}.items():
            other = [f"{key}: {value} ≠ {own[key]}" for key, value in _versions(told).items() if value != own[key]]
            if other:
                lines.append(f"{name}: {', '.join(other)}")
        if lines:
            raise UsageError("workers-differ", differences=lines)
        with self.telling_trouble():
            looked = self.client.run(cluster_tasks.look, order, on_error="return")
        for worker, result in looked.items():
            if isinstance(result, OSError):
                continue  # gone meanwhile
            if not isinstance(result, dict):
                raise UsageError("cluster-failed", address=worker, reason=f"{type(result).__name__}: {result}")
            raise_refusal(result)

    def close(self, quickly: float) -> None:
        """Let go of the cluster, within so many seconds where it is gone already, and end it where it was started."""
        with suppress(Exception):
            self.client.close(TO_CONNECT if self.is_open() else quickly)
        with suppress(Exception):
            if self._started is not None:
                self._started.close(TO_CONNECT)


def raise_refusal(result: dict[str, Any]) -> None:
    """Raise what a worker answered that is not fit for a run.  :raises UsageError: ``workers-differ``, ``cluster-unseen``."""
    if "failed" not in result:
        return
    key, values = result["failed"]
    if key == "workers-differ":
        raise UsageError(key, differences=[f"{result['worker']}: {one}" for one in values["differences"]])
    raise UsageError(key, **values | {"worker": result["worker"]})


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
        return started, distributed.Client(**where, timeout=TO_CONNECT, set_as_default=False)
    except (OSError, ValueError, KeyError) as error:
        if started is not None:
            started.close()
        raise UsageError("cluster-unreachable", address=address, reason=str(error) or type(error).__name__) from None


def _configure(*, local: bool) -> None:
    """Keep the engine's own words off the terminal, for users hear ours in their language, and a *local* cluster at rest."""
    import dask

    dask.config.set({"distributed.admin.large-graph-warning-threshold": f"{2 * HELD}B"} | (_AT_REST if local else {}))
    if not os.environ.get("CHECKER_DEBUG"):
        for name in ("distributed", "distributed.client", "tornado", "tornado.application"):
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)
