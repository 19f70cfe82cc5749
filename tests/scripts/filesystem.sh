#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Boots a guest of its own
# A shared file system by virtiofsd, where that is installed (VIRTIOFSD: elsewhere): what is
# written is what is read back; one that may not be written to, and one that comes back as
# another, are noticed. QEMU's does not come back at all: docs/findings/fs-backend-restart.md.
set -euo pipefail
virtiofsd=${VIRTIOFSD:-/usr/libexec/virtiofsd}
[ -x "$virtiofsd" ] || { echo "skipped: $virtiofsd is not installed (Debian 13: the package virtiofsd)"; exit 0; }
work=build/tests/filesystem
rm -rf "$work"
mkdir -p "$work"
cat >"$work/machine.json" <<'END'
{"schema": "stratos-machine/1", "name": "filesystems", "title": "two shared file systems", "cpus": 2, "memory_mib": 512,
 "devices": [{"class": "console"}, {"class": "fs", "split": true}, {"class": "fs-readonly", "split": true}]}
END
cat >"$work/recipe.json" <<END
{"schema": "stratos-recipe/1", "name": "filesystems", "title": "and one that takes no writes", "extends": "qemu-$(uname -m)",
 "tested": true, "variables": {"virtiofsd": "$virtiofsd"},
 "devices": {"fs-readonly": {"argv": [], "split": {
  "backend": ["sh", "-c", "mkdir -p \$1 && : >\$1/stratos-conform-scratch && exec \$0 --readonly --sandbox=none --shared-dir=\$1 --socket-path=\$2",
   "\${virtiofsd}", "\${work}/fs\${index}", "\${socket}"],
  "argv": ["-chardev", "socket,id=backend\${index},path=\${socket}", "-device", "\${vhost_user_fs},chardev=backend\${index},tag=readonly"]}}}}
END
echo '{"schema": "stratos-plan/1", "include": ["fs.data-verified"]}' >"$work/plan.json"
"$SC" boot "$work/recipe.json" --machine "$work/machine.json" --plan "$work/plan.json" --output "$work/result.json"
/usr/bin/python3 - "$work/result.json" <<'END'
import json, sys
r = json.load(open(sys.argv[1]))
assert r["run"]["complete"], r["run"]
words = {v["device"]: (v["word"], v.get("reason", "")) for v in r["verdicts"] if v["id"] == "fs.data-verified"}
assert words["virtio.fs[0]"] == ("pass", ""), words
assert words["virtio.fs[1]"] == ("fail", "a file cannot be written"), words
print("a shared file system keeps what is written; one that takes no writes is a failure")
END
