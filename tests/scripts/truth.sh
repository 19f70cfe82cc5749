#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Boots a guest of its own
# What a guest plays and shows is what the hypervisor's sink and display have: a real boot
# whose sound goes to a file and whose display the host looks at, in the plan's modes, one that it
# does not list and one that it lists under another word. And loads are put on it.
set -euo pipefail
result=build/tests/truth.json plan=build/tests/truth-plan.json
/usr/bin/python3 - plans/truth.json >$plan <<'END'
import json, sys
plan = json.load(open(sys.argv[1]))
plan["include"] += ["isolation.timer", "audio.capture"]
plan["settings"]["video.modes"] += " 1234x567 640x480"
plan["include"].append("video.modeset")
plan["settings"].update({"video.glass_samples": 12, "isolation.duration_ms": 300, "isolation.loads": "cpu block video audio", "audio.periods": "480 960"})
json.dump(plan, sys.stdout)
END
# On a host so busy that the guest itself misses periods every time, the sink proves nothing.
for _ in 1 2 3; do
	"$SC" boot "qemu-$(uname -m)" --machine truth --plan $plan --output "$result"
	grep -q -e 'the guest itself saw' -e 'the guest could not play it' "$result" || break
done
/usr/bin/python3 - "$result" <<'END'
import json, sys
r = json.load(open(sys.argv[1]))
words = {v["id"]: v for v in reversed(r["verdicts"])}  # of several devices, the first
no_source = [why for why in r["hypervisor"].get("not_offered", []) if "source" in why]
for check in "audio.truth", "audio.recorded":  # the first device has a sink, the second a source
    words.update({v["id"]: v for v in r["verdicts"] if v["id"] == check and v["word"] != "unobservable"})
for check in "audio.truth", "audio.recorded", "video.truth", "video.whole-frames":
    if check == "audio.recorded" and no_source:
        print("audio.recorded: not tried:", *no_source)
        continue
    assert words[check]["word"] == "pass", words[check]
never = words["audio.capture"]  # nothing comes out of a device whose back-end writes a file
assert never["device"].endswith("[0]") and "the stream never started" in never["reason"], never
values = {}
for m in r["metrics"]:
    values.setdefault(m["id"], []).append(m)
assert len(values["audio.truth.lost"]) == 2, "one stream for each period length"
sent = {}  # a stream that had an xrun was played again
for m in values["audio.truth.sent"]:
    sent[m["conditions"]["period_frames"]] = m["value"]
assert len(sent) == 2 and min(sent.values()) > 24000, sent
assert values["audio.truth.held"], "the end of the last stream was not looked at"
recorded = [m["value"] for m in values["audio.recorded.frames"] if m["device"].endswith("[1]")]
assert no_source or recorded[0] > 48000 and not values["audio.recorded.lost"][0]["value"], recorded
modes = {m["conditions"]["mode"] for m in values["video.glass.latency"]}
assert len(modes) == 3 and {"640x480", "1920x1080"} < modes, modes
for metric in "video.glass.latency", "video.glass.resolution", "video.modeset.enable_time":
    assert {m["conditions"]["mode"] for m in values[metric]} == modes and len(values[metric]) == 3, values[metric]
    assert metric == "video.modeset.enable_time" or all(m["histogram"]["count"] == 12 for m in values[metric]), metric
for metric in "video.truth.wrong", "video.whole.torn", "video.glass.modeset_time":
    assert {m["conditions"]["mode"] for m in values[metric]} == modes, values[metric]
assert not any(m["value"] for m in values["video.truth.wrong"] + values["video.whole.torn"])
notes = [n["text"] for n in r["notes"]]  # of the three units above and video.modeset
for mode, why in ("1234x567", "the connector lists no mode 1234x567"), ("640x480", "measured already"):
    assert sum(n.startswith(f"{mode} is passed over: {why}") for n in notes) == 4, notes
loads = {m["conditions"]["load"] for m in values["isolation.timer.latency"]}
assert loads == {"none", "cpu", "block", "video", "audio", "none-again"}, (loads, r["notes"])
assert len(values["isolation.timer.p99_ratio"]) == 5
END
# A hypervisor without what the source is made with: the machine has an ordinary device instead, and says so.
sed 's/"\\n(alsa)"/"(no such back-end)"/' hypervisors/qemu-x86_64.json >build/tests/no-source.json
"$SC" boot build/tests/no-source.json --machine truth --dry-run 2>build/tests/no-source.err >build/tests/no-source.argv
grep -q 'no source of coded sound: qemu-system-x86_64 does not name' build/tests/no-source.err
[ "$(grep -c 'virtio-sound-pci' build/tests/no-source.argv)" = 2 ]
