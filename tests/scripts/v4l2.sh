#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Boots a guest of its own
# The V4L2 bench on the kernel's own virtual camera and video sink, which the guest image
# for users does not carry.
set -euo pipefail
image=build/tests/v4l2 result=build/tests/v4l2.json plan=build/tests/v4l2-plan.json
case $(uname -m) in aarch64) arch=arm64 ;; *) arch=amd64 ;; esac
EXTRA_MODULES='vivid n_devs=1 node_types=0x101 no_error_inj=1' ci/image $arch build/guest/$arch/stratos-conform $image
echo '{"schema": "stratos-plan/1", "name": "v4l2", "include": ["v4l2", "video.v4l2"],
	"settings": {"v4l2.duration_ms": 1500}}' >$plan
"$SC" boot "qemu-$(uname -m)" --image $image/initramfs --plan $plan --output $result
/usr/bin/python3 - $result <<'END'
import json, sys
r = json.load(open(sys.argv[1]))
assert r["facts"]["v4l2.video[0].roles"] == ["capture"], r["facts"]
assert r["facts"]["v4l2.video[1].roles"] == ["output"], r["facts"]
for device in "v4l2.video[0]", "v4l2.video[1]":
    m = {m["id"]: m for m in r["metrics"] if m.get("device") == device}
    assert m["video.v4l2.turnaround"]["histogram"]["count"] >= 1, m
    assert m["video.v4l2.rate"]["value"] > 0, m
    assert m["video.v4l2.damaged"]["value"] == 0, m
END
