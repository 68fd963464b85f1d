#!/usr/bin/env bash
# distributed: a client that listens to events and is closed in order leaves a traceback in the scheduler's log.
#
# Guess, written down before running: closing a client ends its subscriptions first, so the scheduler says in its log that
# the client was removed, and nothing above INFO.
#
# What happens: that the client is removed is an event of the topic "all", and is sent to its subscribers while the one
# that is leaving is still among them, its connection closed.  The log has "CRITICAL - Closed comm" and a traceback of
# CommClosedError, as if something had been lost; whoever keeps the log of a batch job takes the job for failed.  With
# unsubscribe_topic before close the log is clean.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check dask==2026.8.0 distributed==2026.8.0
cd "$work"
cat > leave.py <<'PY'
import io
import logging
import time

from distributed import Client, LocalCluster

log = io.StringIO()
logging.getLogger("distributed.scheduler").addHandler(logging.StreamHandler(log))
seen = {}
for how in ("close", "unsubscribe_topic, close"):
    log.seek(0)
    log.truncate()
    with LocalCluster(n_workers=1, threads_per_worker=1, processes=False, dashboard_address=None, silence_logs=False) as cluster:
        client = Client(cluster.scheduler_address, set_as_default=False)
        client.subscribe_topic("all", lambda event: None)
        client.submit(int).result()
        time.sleep(1)
        if "unsubscribe" in how:
            client.unsubscribe_topic("all")
            time.sleep(1)
        client.close()
        time.sleep(2)
    seen[how] = "CommClosedError" in log.getvalue()
    print(f"{how}: {'a traceback' if seen[how] else 'nothing'} in the scheduler's log")
raise SystemExit(0 if list(seen.values()) == [True, False] else 1)
PY
"$work/venv/bin/pip" freeze | grep -i -E '^(dask|distributed)='
status=0
"$work/venv/bin/python" leave.py 2>/dev/null || status=$?
[ "$status" = 0 ] && echo "as seen before" || echo "this has changed"
exit "$status"
