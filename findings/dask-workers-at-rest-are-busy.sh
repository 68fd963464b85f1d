#!/usr/bin/env bash
# distributed: workers that wait for a long task are busy themselves, most of it by looking at themselves.
#
# Guess, written down before running: while one task runs that takes no processor (a sleep, a child process, a download), a
# worker of the default configuration takes next to nothing: the heartbeat, once in half a second.
#
# What happens: a sampling profiler looks at every thread a hundred times a second, the event loop measures its ticks fifty
# times, memory is looked at ten times.  A worker takes 4 to 5 % of a core by it, scheduler and nannies as much
# again.  A machine whose cores are all taken by what the workers have started loses it: of two cores a twelfth.  With four settings
# it is less than a fifth of that.  None of them changes what is computed; the profiler is what the dashboard's profile page shows.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check dask==2026.8.0 distributed==2026.8.0
cd "$work"
cat > rest.py <<'PY'
import sys
import time

import dask
import psutil
from distributed import Client, LocalCluster

QUIET = {
    "distributed.worker.profile.enabled": False,
    "distributed.worker.memory.monitor-interval": "2s",
    "distributed.admin.tick.interval": "1s",
    "distributed.admin.system-monitor.interval": "5s",
}
SECONDS = 10


def taken():
    """Processor seconds of this process, which has the scheduler, and of the workers."""
    me = psutil.Process()
    return sum(sum(one.cpu_times()[:2]) for one in (me, *me.children(recursive=True)))


if __name__ == "__main__":
    dask.config.set(QUIET if sys.argv[1] == "quiet" else {})
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster, Client(cluster) as client:
        client.gather(client.map(abs, range(4)))
        before = taken()
        client.gather([client.submit(time.sleep, SECONDS, pure=False) for _ in range(2)])
        print(f"{100 * (taken() - before) / SECONDS:.1f}")
PY
"$work/venv/bin/pip" freeze | grep -i -E '^(dask|distributed)='
usual=$("$work/venv/bin/python" rest.py usual 2>/dev/null)
quiet=$("$work/venv/bin/python" rest.py quiet 2>/dev/null)
echo "two workers that wait, with their scheduler: $usual % of a core; with four settings $quiet %"
status=0
"$work/venv/bin/python" -c "raise SystemExit(not $usual > 2 * $quiet)" || status=$?
[ "$status" = 0 ] && echo "as seen before" || echo "this has changed"
exit "$status"
