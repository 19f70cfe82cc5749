#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# A machine with no sound, no display and a disk of 1 MiB, with a plan that measures them:
# each says so in its own words, and the rest goes on.
set -euo pipefail
work=build/tests/bad-input
rm -rf $work
mkdir -p $work
cat >$work/machine.json <<'END'
{ "schema": "stratos-machine/1", "name": "poor", "title": "no sound, no display, too small a disk", "cpus": 2,
  "memory_mib": 256, "devices": [{ "class": "console" }, { "class": "block", "size_mib": 1 }] }
END
cat >$work/plan.json <<'END'
{ "schema": "stratos-plan/1", "name": "bad input",
  "include": ["audio.*", "video.*", "isolation.*", "block.randread", "block.randwrite", "timer.wakeup"],
  "settings": { "isolation.duration_ms": 200, "isolation.loads": "cpu block video audio",
                "isolation.neighbour": "cpu" } }
END
"$SC" boot "qemu-$(uname -m)" --machine $work/machine.json --plan $work/plan.json --output $work/result.json 2>$work/err ||
	{ cat $work/err; exit 1; }
/usr/bin/python3 - $work/result.json <<'END'
import json, sys
r = json.load(open(sys.argv[1]))
assert r["run"]["complete"], r["run"]
verdicts = {v["id"]: v for v in r["verdicts"]}

def said(unit, word, *reasons):
    verdict = verdicts[unit]
    assert verdict["word"] == word and all(r in verdict["reason"] for r in reasons), verdict

for unit in verdicts:
    if unit.startswith(("audio.", "isolation.audio")): said(unit, "absent", "no sound card")
    if unit.startswith(("video.flip", "video.update", "video.mode", "isolation.video")): said(unit, "absent", "no ")
for unit in "block.randread", "block.randwrite", "isolation.block":
    said(unit, "inconclusive", "the disk is too small: 1048576 bytes")
# No host was told to start a neighbour, and there is nothing to load but the CPU.
said("isolation.timer", "inconclusive", "a neighbour with load cpu cannot be had", "--neighbour")
loads = {m["conditions"]["load"] for m in r["metrics"] if m["id"] == "isolation.timer.latency"}
assert loads == {"none", "cpu", "none-again"}, loads
notes = "\n".join(n["text"] for n in r["notes"])
for why in "load block cannot be had here: the disk is too small", "load video cannot be had here: no display", \
        "load audio cannot be had here: no sound card":
    assert why in notes, notes
assert any(m["id"] == "timer.wakeup.latency" for m in r["metrics"]), "the rest did not go on"
END
