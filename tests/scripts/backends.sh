#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Boots a guest of its own
# Disks whose back-ends are processes of their own, in one boot: the first works on when its
# back-end dies; the second one's forgets what was written whenever it is started again, and
# that is noticed; the third has none of its own and keeps working. One request at a time:
# qemu-storage-daemon, which keeps no list of what is in flight, may lose some of several.
set -euo pipefail
work=build/tests/backends
rm -rf "$work"
mkdir -p "$work"
cat >"$work/machine.json" <<'END2'
{"schema": "stratos-machine/1", "name": "backends", "title": "three disks", "cpus": 2, "memory_mib": 512,
 "devices": [{"class": "console"}, {"class": "block", "size_mib": 16, "split": true},
             {"class": "block", "size_mib": 16, "split": true}, {"class": "block", "size_mib": 16}]}
END2
cat >"$work/recipe.json" <<END2
{"schema": "stratos-recipe/1", "name": "forgetful", "title": "and a back-end that forgets",
 "extends": "qemu-$(uname -m)", "tested": true,
 "devices": {"block": {
 "argv": ["-blockdev", "driver=file,node-name=disk\${index},filename=\${disk}", "-device", "virtio-blk-\${virtio},drive=disk\${index}"],
 "split": {
 "argv": ["-chardev", "socket,id=backend\${index},path=\${socket},reconnect-ms=20", "-device", "\${vhost_user_blk},chardev=backend\${index},num-queues=1"],
 "backend": ["sh", "-c",
  "file=\$1; [ \$3 = 0 ] || { cp --sparse=always \$1 \$1.copy; file=\$1.copy; }; exec qemu-storage-daemon --blockdev driver=file,node-name=disk,filename=\$file --export type=vhost-user-blk,id=export,node-name=disk,writable=on,addr.type=unix,addr.path=\$2",
  "sh", "\${disk}", "\${socket}", "\${nth}"]}}}}
END2
echo '{"schema": "stratos-plan/1", "include": ["block.backend-restart", "block.data-verified"], "settings": {"block.backend_depth": 1}}' >"$work/plan.json"
"$SC" boot "$work/recipe.json" --machine "$work/machine.json" --plan "$work/plan.json" --output "$work/result.json"
"$SC" diff "$work/result.json" "$work/result.json" >/dev/null # what is written can be read
/usr/bin/python3 - "$work/result.json" <<'END2'
import json, sys
r = json.load(open(sys.argv[1]))
assert r["run"]["complete"], r["run"]
said = {(v["id"], v["device"]): v for v in r["verdicts"]}
crash = [said["block.backend-restart", f"virtio.block[{i}]"] for i in range(3)]
assert [v["word"] for v in crash] == ["pass", "fail", "skipped"], crash
assert "after the back-end's death" in crash[1]["reason"], crash[1]
assert [said["block.data-verified", f"virtio.block[{i}]"]["word"] for i in range(3)] == ["pass"] * 3, said
backends = r["hypervisor"]["backends"]
assert [b["device"] for b in backends] == ["virtio.block[0]", "virtio.block[1]"], backends
assert all(b["starts"] == 2 and b["down_ms"][0] >= 300 for b in backends), backends
outage, = [m["value"] for m in r["metrics"] if m["id"] == "block.backend-restart.outage"]
down = backends[0]["down_ms"][0]
assert outage >= 300, outage
print(f"back-end away for {down:.0f} ms, the disk silent for {outage:.0f} ms")
END2
