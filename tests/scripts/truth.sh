#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# What a guest plays and shows is what the hypervisor's sink and display have: a real boot
# whose sound goes to a file and whose display the host looks at. And loads are put on it.
set -euo pipefail
result=build/tests/truth.json plan=build/tests/truth-plan.json
/usr/bin/python3 - plans/truth.json >$plan <<'END'
import json, sys
plan = json.load(open(sys.argv[1]))
plan["include"].append("isolation.timer")
plan["settings"].update({"isolation.duration_ms": 300, "isolation.loads": "cpu block video audio"})
json.dump(plan, sys.stdout)
END
"$SC" boot "qemu-$(uname -m)" --machine truth --plan $plan --output "$result"
/usr/bin/python3 - "$result" <<'END'
import json, sys
r = json.load(open(sys.argv[1]))
words = {v["id"]: v for v in r["verdicts"]}
for check in "audio.truth", "video.truth", "video.whole-frames":
    assert words[check]["word"] == "pass", words[check]
values = {}
for m in r["metrics"]:
    values.setdefault(m["id"], []).append(m)
assert len(values["audio.truth.lost"]) == 2, "one stream for each period length"
assert min(m["value"] for m in values["audio.truth.sent"]) > 24000
assert values["audio.truth.held"], "the end of the last stream was not looked at"
for metric in "video.glass.latency", "video.glass.resolution":
    assert values[metric][0]["histogram"]["count"] == 30, metric
loads = {m["conditions"]["load"] for m in values["isolation.timer.latency"]}
assert loads == {"none", "cpu", "block", "video", "audio", "none-again"}, (loads, r["notes"])
assert len(values["isolation.timer.p99_ratio"]) == 5
END
