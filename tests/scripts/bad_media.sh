#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Boots a guest of its own
# Real boots whose media are bad: a sink that cannot be written (so that the stream never starts),
# one that is cut short and one that is gone, a display that is not connected and one without a
# scanout, a disk of 1 MiB, a screenshot that the hypervisor refuses, does not write or writes as
# something else, a neighbour that dies. Each says so in its own words, and the rest goes on.
set -euo pipefail
[ "$(uname -m)" = x86_64 ] || { echo "skipped: its recipe extends qemu-x86_64"; exit 0; }
work=build/tests/bad-media
rm -rf $work
mkdir -p $work
cat >$work/qemu <<'END'
#!/bin/bash
# QEMU, after which what one sink got is short and what another one got is gone.
[[ $* = *sink* ]] || exec qemu-system-x86_64 "$@"
at=$(grep -o 'unix:[^,]*/qmp,' <<<"$*") at=${at#unix:} at=${at%/qmp,}
qemu-system-x86_64 "$@" || exit
[ ! -e "$at/sink3.wav" ] || truncate -s 20000 "$at/sink3.wav"
rm -f "$at/sink4.wav"
END
chmod +x $work/qemu
recipe() { # recipe NAME QMP-COMMAND-FOR-A-SCREENSHOT
	cat >$work/$1.json <<END
{ "schema": "stratos-recipe/1", "name": "$1", "title": "QEMU whose media are bad", "tested": true,
  "extends": "qemu-x86_64", "program": "$work/qemu",
  "variables": { "kernel_options": " video=Virtual-2:d" },
  "devices": {
    "sound-odd": { "argv": [], "sink": {
      "argv": ["-audiodev", "wav,id=audio\${index},path=\${work}/no-such-directory/sink.wav,out.frequency=48000,out.channels=2,out.format=s16",
               "-device", "virtio-sound-\${virtio},audiodev=audio\${index}"],
      "file": "\${work}/no-such-directory/sink.wav" } },
    "gpu-odd": { "argv": ["-device", "virtio-gpu-\${virtio},max_outputs=0"] }
  },
  "actions": { "screenshot": { "title": "what the display shows", "makes": "screenshot", "qmp": $2 } } }
END
}
recipe refused '{ "execute": "screendump", "arguments": { "filename": "${work}/no-such-directory/picture" } }'
recipe missing '{ "execute": "query-status" }'
recipe other '{ "execute": "pmemsave", "arguments": { "val": 0, "size": 4096, "filename": "${file}" } }'
cat >$work/machine.json <<'END'
{ "schema": "stratos-machine/1", "name": "bad", "title": "media that are bad", "cpus": 2, "memory_mib": 512,
  "devices": [
    { "class": "console" }, { "class": "block", "size_mib": 1 },
    { "class": "sound-odd", "sink": true }, { "class": "sound", "sink": true, "count": 2 },
    { "class": "gpu", "count": 2 }, { "class": "gpu-odd" } ] }
END
cat >$work/plan.json <<'END'
{ "schema": "stratos-plan/1", "name": "bad media",
  "include": ["audio.playback", "audio.truth", "gpu.display", "video.truth", "video.glass", "video.flip", "block.randwrite", "isolation.timer"],
  "settings": { "audio.truth_ms": 300, "audio.duration_ms": 300, "audio.periods": "480", "video.duration_ms": 200,
                "isolation.duration_ms": 200, "isolation.loads": "cpu" } }
END
cat >$work/display.json <<'END'
{ "schema": "stratos-machine/1", "name": "display", "title": "a display", "cpus": 1, "memory_mib": 256,
  "devices": [{ "class": "console" }, { "class": "gpu" }] }
END
echo '{ "schema": "stratos-plan/1", "include": ["video.truth", "video.flip"], "settings": { "video.duration_ms": 200 } }' >$work/screenshot.json
boot() { # boot RECIPE MACHINE PLAN OPTION...
	local name=$1 machine=$2 plan=$3
	shift 3
	"$SC" boot $work/$name.json --accel tcg --machine $work/$machine.json --plan $work/$plan.json \
		--output $work/$name.result "$@" 2>$work/$name.err || { cat $work/$name.err; exit 1; }
}
boot refused machine plan --neighbour cpu --neighbour-kill-at 3
boot missing display screenshot
boot other display screenshot
/usr/bin/python3 - $work <<'END'
import json, sys


def read(name):
    r = json.load(open(f"{sys.argv[1]}/{name}.result"))
    assert r["run"]["complete"], r["run"]
    return r, {(v["id"], v.get("device")): v for v in r["verdicts"]}


def said(verdicts, unit, device, word, *reasons):
    v = verdicts[unit, device]
    assert v["word"] == word and all(reason in v.get("reason", "") for reason in reasons), v
    print(f"{unit} {device}: {word}: {v.get('reason', '')}")


r, v = read("refused")
said(v, "block.randwrite", "virtio.block[0]", "inconclusive", "the disk is too small: 1048576 bytes, at least")
hint = "does the hypervisor's sound back-end run?"
said(v, "audio.playback", "virtio.sound[0]", "inconclusive", "the stream never started", hint)
sink = "the sound device's \"sink\" in the recipe"
said(v, "audio.truth", "virtio.sound[0]", "inconclusive", "sink cannot be read", "no-such-directory/sink.wav", sink)
said(v, "audio.truth", "virtio.sound[1]", "inconclusive", "the sink's file is short: its header promises ", "was it cut")
said(v, "audio.truth", "virtio.sound[2]", "inconclusive", "sink cannot be read", "sink4.wav: No such file", sink)
screenshot = "no screenshot by the recipe's action 'screenshot'"
said(v, "video.truth", "virtio.gpu[0]", "inconclusive", screenshot, "screendump: ", "No such file or directory")
said(v, "gpu.display", "virtio.gpu[1]", "fail", "no display is connected")
said(v, "gpu.display", "virtio.gpu[2]", "absent", "it only renders")
for unit in "video.truth", "video.glass", "video.flip":
    said(v, unit, "virtio.gpu[1]", "absent", "no connector is connected")
    said(v, unit, "virtio.gpu[2]", "absent", "the card has no display: it only renders")
said(v, "isolation.timer", None, "inconclusive", "the neighbour with load cpu died", "signal 9")
metrics = {(m["id"], m.get("device")) for m in r["metrics"]}
assert {("audio.playback.wakeup_jitter", "virtio.sound[1]"), ("video.flip.latency", "virtio.gpu[0]"),
        ("isolation.timer.latency", None)} <= metrics, metrics  # the rest went on
for name, why in ("missing", "cannot read "), ("other", "no binary PPM of 8 bits a colour (4096 bytes)"):
    r, v = read(name)
    said(v, "video.truth", "virtio.gpu[0]", "inconclusive", screenshot, why)
    assert any(m["id"] == "video.flip.latency" for m in r["metrics"]), name
END
