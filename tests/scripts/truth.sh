#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# What a guest plays and shows is what the hypervisor's sink and display have: a real boot
# whose sound goes to a file and whose display the host looks at.
set -euo pipefail
result=build/tests/truth.json
"$SC" boot qemu-x86_64 --machine truth --plan plans/truth.json --output "$result"
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
END
