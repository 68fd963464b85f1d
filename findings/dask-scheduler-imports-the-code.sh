#!/usr/bin/env bash
# distributed: the scheduler has to import the code of the tasks, though it runs none of them.
#
# Guess, written down before running: the scheduler passes on functions and arguments as bytes that only workers unpack, so
# a module has to be installed where a task runs and where it comes from, and the scheduler's machine needs nothing but
# distributed itself.
#
# What happens: a submitted graph is unpacked on the scheduler first.  Where the module is not installed there, every
# task fails with "Error during deserialization of the task graph", although all workers have the module, and although
# Client.run, which goes to the workers past that, runs the same function on each of them without complaint.
set -euo pipefail
work=$(mktemp -d)
trap 'kill -9 $(jobs -p) 2>/dev/null || true; rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check dask==2026.8.0 distributed==2026.8.0
cd "$work"
mkdir workers_only
cat > workers_only/office.py <<'PY'
def length(text):
    return len(text)
PY
"$work/venv/bin/dask" scheduler --host 127.0.0.1 --port 0 --no-dashboard --scheduler-file place.json > scheduler.log 2>&1 &
while [ ! -s place.json ]; do sleep 0.2; done
export PYTHONPATH=$work/workers_only
"$work/venv/bin/dask" worker --scheduler-file place.json --nthreads 1 --no-nanny --no-dashboard > worker.log 2>&1 &
cat > ask.py <<'PY'
import office
from distributed import Client

with Client(scheduler_file="place.json") as client:
    client.wait_for_workers(1, timeout=120)
    print("Client.run:", *client.run(office.length, "法治政府").values())
    error = client.submit(office.length, "法治政府").exception(timeout=60)
    told = str(error).strip().splitlines()[0].strip() if error is not None else "no error"
    print("Client.submit:", told, "|", repr(getattr(error, "__cause__", None)))
    raise SystemExit(0 if "deserialization of the task graph" in told and "office" in repr(error.__cause__) else 1)
PY
"$work/venv/bin/pip" freeze | grep -i -E '^(dask|distributed)='
status=0
"$work/venv/bin/python" ask.py 2>/dev/null || status=$?
[ "$status" = 0 ] && echo "as seen before" || echo "this has changed"
exit "$status"
