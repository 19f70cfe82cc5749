#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Boots a guest of its own
# What a plan's block_jobs describe is what is measured: both engines, several queues, a mix,
# and a polled job on a disk that has polled queues; what cannot be is refused in its own words.
set -euo pipefail
work=build/tests/block-jobs
rm -rf $work
mkdir -p $work
cat >$work/machine.json <<'END'
{ "schema": "stratos-machine/1", "name": "disk", "title": "one disk", "cpus": 2, "memory_mib": 256,
  "devices": [{ "class": "console" }, { "class": "block", "size_mib": 64 }] }
END
cat >$work/plan.json <<'END'
{ "schema": "stratos-plan/1", "name": "jobs", "include": ["block.job", "block.write-job"],
  "settings": { "block.duration_ms": 300, "block.region_mib": 16 },
  "block_jobs": [
    { "name": "ring", "pattern": "randread", "depth": 16, "queues": 2 },
    { "name": "plain", "pattern": "randread", "engine": "psync", "queues": 2 },
    { "name": "deep", "pattern": "read", "engine": "psync", "depth": 8 },
    { "name": "polled", "pattern": "randread", "polled": 1 },
    { "name": "mix", "pattern": "randrw", "write_percent": 20, "size": 8192, "engine": "psync" },
    { "name": "short", "pattern": "write", "size": 65536, "depth": 2, "duration_ms": 100 }
  ] }
END
recipe=qemu-$(uname -m)
"$SC" boot "$recipe" --machine $work/machine.json --plan $work/plan.json --output $work/result.json
"$SC" boot "$recipe:polled-disk" --machine $work/machine.json --plan $work/plan.json --output $work/polled-result.json
/usr/bin/python3 - $work/result.json $work/polled-result.json <<'END'
import json, sys

def read(name):
    result = json.load(open(name))
    rows = {}
    for metric in result["metrics"]:
        rows.setdefault(metric["conditions"]["name"], {}).setdefault(metric["id"].split(".")[-1], []).append(metric)
    return rows, {v["id"]: v for v in result["verdicts"]}

rows, verdicts = read(sys.argv[1])
assert set(rows) == {"ring", "plain", "mix", "short"}, set(rows)
for name, engine, size, depth, queues in (("ring", "io_uring", 4096, 16, 2), ("plain", "psync", 4096, 1, 2),
                                          ("mix", "psync", 8192, 1, 1), ("short", "io_uring", 65536, 2, 1)):
    for metric in rows[name]["latency"]:
        conditions = metric["conditions"]
        said = [conditions[key] for key in ("engine", "size", "depth", "queues")]
        assert said == [engine, size, depth, queues], conditions
        assert ("modes" in conditions) == (engine == "io_uring"), conditions
        assert metric["histogram"]["count"] > 0, metric  # a busy host completes few
        assert conditions["duration_ms"] == (100 if name == "short" else 300), conditions
    assert rows[name]["cpu_per_request"][0]["value"] > 0
assert {m["conditions"]["op"] for m in rows["mix"]["latency"]} == {"read", "write"}
assert rows["mix"]["iops"][0]["conditions"]["write_percent"] == 20
assert "fixed-buffers" in rows["ring"]["latency"][0]["conditions"]["modes"]
assert verdicts["block.job"]["word"] == "inconclusive", verdicts["block.job"]
assert "block.write-job" not in verdicts, verdicts  # nothing to complain of
reason = verdicts["block.job"]["reason"]
assert "engine=psync depth=8: it has one request in flight" in reason or "cannot be polled" in reason, reason

rows, verdicts = read(sys.argv[2])
assert "iopoll" in rows["polled"]["latency"][0]["conditions"]["modes"], rows["polled"]
END
