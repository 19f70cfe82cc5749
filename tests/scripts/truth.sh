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
# On a host so busy that the guest itself misses periods every time, the sink proves nothing.
for _ in 1 2 3; do
	"$SC" boot "qemu-$(uname -m)" --machine truth --plan $plan --output "$result"
	grep -q 'the guest itself saw' "$result" || break
done
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
sent = {}  # a stream that had an xrun was played again
for m in values["audio.truth.sent"]:
    sent[m["conditions"]["period_frames"]] = m["value"]
assert len(sent) == 2 and min(sent.values()) > 24000, sent
assert values["audio.truth.held"], "the end of the last stream was not looked at"
for metric in "video.glass.latency", "video.glass.resolution":
    assert values[metric][0]["histogram"]["count"] == 30, metric
loads = {m["conditions"]["load"] for m in values["isolation.timer.latency"]}
assert loads == {"none", "cpu", "block", "video", "audio", "none-again"}, (loads, r["notes"])
assert len(values["isolation.timer.p99_ratio"]) == 5
END
