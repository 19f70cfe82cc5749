#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Boots a guest of its own
# The wire checks on QEMU's own devices: what they complain of is in tests/expectations/,
# and each line there has its finding in docs/findings/. A complaint that comes or goes
# fails, but for lines that begin with "sometimes": those depend on what is in flight.
# "tests/scripts/expectations.sh update [NAME]" writes the files anew.
set -euo pipefail
cd "$(dirname "$0")/../.."
SC=${SC:-build/host/stratos-conform}
bad=0
mkdir -p build/tests

plan() { # name, rest of the plan
	echo '{"schema":"stratos-plan/1",'"$2"'}' >"build/tests/wire-$1.json"
}
ring='"settings":{"wire.ring":"packed indirect event-idx"}'
plan all '"include":["virtio.*"]'
plan packed '"include":["virtio.*"],'"$ring"
plan options '"include":["virtio.block.*","virtio.balloon.*","virtio.gpu.*","virtio.net.*","virtio.pmem.*","virtio.pci.shared-memory*"],'"$ring"

# What a device offers of all this is used: the machine's devices differ in that.
plan rings '"include":["virtio.*"],"settings":{"wire.ring":"packed indirect event-idx in-order notification-data"}'

look() { # name, plan, recipe and options
	local name=$1 plan=build/tests/wire-$2.json result=build/tests/wire-$1.json
	shift 2
	"$SC" boot "$@" --plan "$plan" --output "$result" >/dev/null
	/usr/bin/python3 - "$result" "tests/expectations/$name.txt" "${mode:-}" <<'END'
import difflib, json, os, re, sys
path, expectation, mode = sys.argv[1:]
result = json.load(open(path))
if not result["run"]["complete"]:
    sys.exit(f"{expectation}: the run was not completed: {result['run']}")
version = re.match(r"\d+(\.\d+)+", result["hypervisor"]["version"]).group()
seen = sorted({f"{v['word']:12} {v['id']:36} {v.get('device', '')}" for v in result["verdicts"]
               if v["word"] not in ("pass", "absent", "skipped")})
text = [f"# QEMU {version}"] + [line.rstrip() for line in seen]
old = open(expectation).read().split("\n")[:-1] if os.path.exists(expectation) else []
loose = [line for line in old if line.startswith("sometimes ")]
text = [line for line in text if "sometimes " + line not in loose] + loose
if mode == "update":
    open(expectation, "w").write("\n".join(text) + "\n")
    sys.exit()
wanted = old
if wanted[0] != text[0]:
    print(f"{expectation} is for {wanted[0][2:]}, this is {text[0][2:]}: compared, not judged")
changes = list(difflib.unified_diff(wanted, text, expectation, path, lineterm="", n=0))
print("\n".join(changes))
sys.exit(bool(changes) and wanted[0] == text[0])
END
}

twice() {
	[ "${only:-$1}" = "$1" ] || return 0
	look "$@" || { echo "once more, to be sure"; look "$@"; } || bad=1
}

[ -e build/image/x86_64/initramfs ] || { echo "skipped: there is no x86_64 image ('make image ARCH=amd64')"; exit 0; }
mode=${1:-} only=${2:-}
twice qemu-x86_64 all qemu-x86_64 --accel tcg
twice qemu-x86_64-packed packed qemu-x86_64 --accel tcg --variant packed --variant page-reporting
twice qemu-x86_64-options options qemu-x86_64 --accel tcg --machine wire
twice qemu-x86_64-rings rings qemu-x86_64 --accel tcg --machine rings
twice qemu-microvm all qemu-microvm --accel tcg
exit $bad
