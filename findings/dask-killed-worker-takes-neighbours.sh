#!/usr/bin/env bash
# distributed: the task that ends its worker is not the only one that is given up.
#
# Guess, written down before running: a task whose worker dies three times is given up (allowed-failures: 3, KilledWorker);
# the other tasks are run again by the next worker and finish, for nothing is wrong with them.
#
# What happens: when a worker is lost, each task that it had been sent is counted as suspicious, those that only ran
# beside the one at fault, too.  They are sent out again together, meet the same end, and the fourth death gives all of them
# up with KilledWorker and the same words.  With the defaults and workers of four threads, three sound documents are
# refused because of one on which native code ends the process.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check dask==2026.8.0 distributed==2026.8.0
cd "$work"
cat > four.py <<'PY'
import os
import signal
import subprocess
import sys
import time

from distributed import Client, KilledWorker, LocalCluster

BAD = 1


def read(number):
    """Read a document: all take ten seconds; on one of them a library takes the process with it after three."""
    time.sleep(3 if number == BAD else 10)
    if number == BAD:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def worker(address):
    command = [sys.executable, "-m", "dask", "worker", address, "--nthreads", "4", "--no-nanny", "--no-dashboard"]
    return subprocess.Popen(command, stderr=subprocess.DEVNULL)


if __name__ == "__main__":
    with LocalCluster(n_workers=0, threads_per_worker=4, dashboard_address=None) as cluster, Client(cluster) as client:
        futures = [client.submit(read, number) for number in range(4)]
        current, started = worker(cluster.scheduler_address), 1
        while not all(future.done() for future in futures):
            if current.poll() is not None:  # as a supervisor does: another in its place
                current, started = worker(cluster.scheduler_address), started + 1
            time.sleep(0.5)
        current.kill()
        given_up = [number for number, one in enumerate(futures) if isinstance(one.exception(), KilledWorker)]
    innocent = [number for number in given_up if number != BAD]
    print(f"{started} workers; given up: {given_up}, of which nothing is wrong with {innocent}")
    raise SystemExit(0 if given_up == [0, 1, 2, 3] else 1)
PY
"$work/venv/bin/pip" freeze | grep -i -E '^(dask|distributed)='
status=0
"$work/venv/bin/python" four.py 2>/dev/null || status=$?
[ "$status" = 0 ] && echo "as seen before" || echo "this has changed"
exit "$status"
