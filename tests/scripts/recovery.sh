#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Boots a guest of its own
# boot --recovery of a guest that plays, draws and writes: every disturbance is measured and
# loses nothing that was flushed. A card that the guest before has silenced
# (docs/findings/sound-after-reset.md) is the device's fault, not this tool's, and is measured
# with its driver bound again.
set -euo pipefail
[ "$(uname -m)" = x86_64 ] || { echo "skipped: only qemu-x86_64 resets in place"; exit 0; }
work=build/tests/recovery
rm -rf $work
mkdir -p $work
status=0
"$SC" boot qemu-x86_64 --accel tcg --recovery --output $work/result.json 2>$work/err || status=$?
# 5: the hypervisor that is killed
case $status in 0 | 5) ;; *) cat $work/err; echo "exit status $status"; exit 1 ;; esac
/usr/bin/python3 - $work/result.json $work/err <<'PYTHON'
import json, re, sys
result, said = json.load(open(sys.argv[1])), open(sys.argv[2]).read()
assert not re.search(r" s  error ", said), said
found = {m["id"].removeprefix("recovery."): m["samples"] for m in result["metrics"]}
assert all(len(samples) == 1 for samples in found.values()), found
silenced = len(re.findall(r"s  fail +flow\.audio .*with its driver bound again it plays$", said, re.M))
rebound = [id for id in found if id.endswith(".first_audio_rebound")]
assert len(rebound) == silenced, (rebound, said)
for death in ("panic", "reset", "hypervisor", "backend"):
    assert found[f"{death}.lost_flushed"] == [0], found
    for service in ("first_block_read", "first_frame"):
        assert found[f"{death}.{service}"][0] > 0, found
    audio = [i for i in (f"{death}.first_audio_period", f"{death}.first_audio_rebound") if i in found]
    assert len(audio) == 1, (audio, said)
    if death != "backend":
        assert found[f"{death}.lost_periods"][0] == found[audio[0]][0] // 10, found
print(f"4 disturbances, {len(found)} figures; bound again: {', '.join(rebound) or 'none'}")
PYTHON
