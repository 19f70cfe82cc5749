#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Boots a guest of its own
# One run of a guest that dies in every way, each time in another check: a reset, a panic, a
# triple fault and out of memory start it again in the same QEMU, a runner is stopped while
# the kernel lives on, and a hypervisor is stopped. The document is that of an undisturbed
# run but for those checks. The only channel is a serial console.
set -euo pipefail
cd "$(dirname "$0")/../.."
[ "$(uname -m)" = x86_64 ] || { echo "skipped: triple faults are x86's"; exit 0; }
work=build/tests/deaths
rm -rf "$work"
mkdir -p "$work"
cat >"$work/guest" <<'GUEST'
deaths=$(grep -o '"word": *"\(crashed\|wedged\)"' /plan.json | wc -l)
set -- clock.monotonic-across-cpus:reset clock.rate:panic cpu.all-online:triple-fault \
	hypervisor.visible:out-of-memory memory.pattern:runner power.off-announced:hypervisor
grep -q undisturbed /plan.json && set --
while [ $# != 0 ] && [ $deaths != 0 ]; do
	shift
	deaths=$((deaths - 1))
done
die() {
	stty -F /dev/console -echo # returns when what was printed is out (TCSADRAIN)
	case $1 in
	reset) echo b >/proc/sysrq-trigger ;;
	panic) echo c >/proc/sysrq-trigger ;;
	triple-fault)
		echo triple >/sys/kernel/reboot/type
		echo b >/proc/sysrq-trigger
		;;
	out-of-memory)
		echo 1 >/proc/sys/vm/panic_on_oom
		tail /dev/zero
		;;
	runner) killall -STOP stratos-conform ;;
	hypervisor) echo "now stop the hypervisor" ;;
	esac
	sleep 1000
}
stratos-conform run --frames --plan /plan.json | while read -r line; do
	echo "$line"
	case $line in *'"check-start"'*"\"${1%%:*}\""*) [ $# = 0 ] || die "${1#*:}" ;; esac
done
GUEST
for name in undisturbed dying; do
	cat >"$work/$name.plan" <<PLAN
{"schema": "stratos-plan/1", "name": "$name",
 "include": ["cpu*", "clock*", "memory*", "hypervisor*", "power*"]}
PLAN
done
echo '{"schema": "stratos-machine/1", "name": "bare", "title": "no devices", "cpus": 2, "memory_mib": 256, "devices": []}' >"$work/machine.json"
ci/image-with amd64 "$work/guest" "$work/initramfs"
boot() { # boot NAME OPTION...
	local name=$1
	shift
	"$SC" boot qemu-x86_64:resets-in-place --accel tcg --image "$work/initramfs" --machine "$work/machine.json" \
		--plan "$work/$name.plan" --output "$work/$name.json" --timeout 120 "$@" 2>"$work/$name.err"
}
boot undisturbed || { cat "$work/undisturbed.err"; exit 1; }
boot dying --restarts 6 --silence 20 --console "$work/console" &
dying=$!
trap 'kill $dying 2>/dev/null || true' EXIT
until grep -qsx "now stop the hypervisor.*" "$work/console"; do
	kill -0 $dying || break
	sleep 0.2
done
tool=$(pgrep -P $dying) && pkill -STOP -P "$tool" || true # what the tool started
status=0
wait $dying || status=$?
[ $status = 5 ] || { cat "$work/dying.err"; echo "exit status $status"; exit 1; }
/usr/bin/python3 - "$work" <<'PYTHON'
import json, sys
whole, dying = (json.load(open(f"{sys.argv[1]}/{name}.json")) for name in ("undisturbed", "dying"))
run = dying["run"]
assert run["complete"] and run["boots"] == 7, run
words = [{v["id"]: v for v in r["verdicts"]} for r in (whole, dying)]
deaths = {
    "clock.monotonic-across-cpus": ("crashed", "was reset"),
    "clock.rate": ("crashed", "Kernel panic - not syncing: sysrq triggered crash"),
    "cpu.all-online": ("crashed", "was reset"),
    "hypervisor.visible": ("crashed", "Out of memory"),
    "memory.pattern": ("wedged", "the guest hangs"),
    "power.off-announced": ("wedged", "the guest hangs"),
}
assert words[0].keys() == words[1].keys(), words[0].keys() ^ words[1].keys()
for check, verdict in words[1].items():
    word, reason = deaths.get(check, (words[0][check]["word"], ""))
    assert verdict["word"] == word and reason in verdict.get("reason", ""), (verdict, words[0][check])
assert whole["facts"].keys() == dying["facts"].keys(), whole["facts"].keys() ^ dying["facts"].keys()
metrics = [sorted(m["id"] for m in r["metrics"]) for r in (whole, dying)]
assert metrics[0] == metrics[1], metrics
print(f"6 deaths, 7 starts, {len(words[1])} verdicts and {len(dying['facts'])} facts as of a guest that did not die")
PYTHON
"$SC" collect "$work/console" --output "$work/collected.json" 2>/dev/null || status=$?
[ $status = 5 ] || { echo "collect: exit status $status"; exit 1; }
/usr/bin/python3 - "$work" <<'PYTHON'
import json, sys
dying, collected = (json.load(open(f"{sys.argv[1]}/{name}.json")) for name in ("dying", "collected"))
words = [sorted((v["id"], v["word"]) for v in r["verdicts"]) for r in (dying, collected)]
assert words[0] == words[1] and collected["run"]["complete"], (words, collected["run"])
print("collect makes the same of its console")
PYTHON
