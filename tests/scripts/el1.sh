#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Boots a guest of its own
# The EL1 probe on machines whose device tree lacks what it expects, or has another UART:
# each is told, none ends it.
set -euo pipefail
image=build/image/aarch64/el1 work=build/tests/el1
[ -e $image ] || { echo "skipped: there is no image for Arm (see ci/arm64-image)"; exit 0; }
rm -rf $work
mkdir -p $work
machine() { qemu-system-aarch64 -M "virt,gic-version=3$1" -cpu cortex-a57 -smp 2 -m 256 -nodefaults -display none -no-reboot "${@:2}"; }
machine ,dumpdtb=$work/virt.dtb >/dev/null 2>&1
dtc -q -I dtb -O dts $work/virt.dtb >$work/virt.dts

ask() { # ask NAME SED-SCRIPT: the probe's result is $work/NAME.json
	local name=$1 script=$2 pid
	sed -E "$script" $work/virt.dts | dtc -q -I dts -O dtb >$work/$name.dtb
	! cmp -s <(dtc -q -I dtb -O dts $work/$name.dtb) $work/virt.dts || { echo "$name: the device tree stayed as it was"; exit 1; }
	machine "" -dtb $work/$name.dtb -kernel $image -serial stdio </dev/null >$work/$name.log 2>$work/$name.err &
	pid=$!
	for _ in $(seq 100); do # one that were not to power off would wait for ever
		if ! kill -0 $pid 2>/dev/null || grep -q '"event":"end"' $work/$name.log; then break; fi
		sleep 0.1
	done
	kill $pid 2>/dev/null || true
	wait $pid 2>/dev/null || true
	"$SC" collect $work/$name.log >$work/$name.json 2>/dev/null || true
}

ask sbsa 's/"arm,pl011(.0|", ")arm,primecell"/"arm,sbsa-uart"/'
ask no-path 's/stdout-path = .*;//'
ask no-gic 's/"arm,gic-v3"/"arm,gic-v9"/'
ask no-timer 's/"arm,armv8-timer.*"/"arm,armv9-timer"/'
ask no-devices 's/"virtio,mmio"/"nobody"/; s/"pci-host-ecam-generic"/"nobody"/; s/"arm,armv8-pmuv3"/"nobody"/'
ask one-cpu '/cpu@1 /,/};/s/device_type = "cpu";//'
ask unknown-uart 's/"arm,pl011(.0|", ")arm,primecell"/"nobody,uart"/'
# The same machine with a Linux guest, which tells what that UART is.
cat >$work/odd.json <<END
{"schema": "stratos-recipe/1", "name": "odd", "title": "another UART", "extends": "qemu-aarch64", "tested": true,
 "variables": {"machine": ",dtb=$PWD/$work/unknown-uart.dtb"}}
END
echo '{"schema": "stratos-plan/1", "include": ["arm.dt", "el1.psci"]}' >$work/plan.json
"$SC" boot ./$work/odd.json --accel tcg --plan $work/plan.json --output $work/odd-result.json 2>$work/odd.err || cat $work/odd.err

/usr/bin/python3 - $work <<'END'
import json, sys


def read(name):
    r = json.load(open(f"{sys.argv[1]}/{name}.json"))
    return r["run"]["complete"], r["facts"], {v["id"]: (v["word"], v.get("reason", "")) for v in r["verdicts"]}


def whole(name, but=()):
    complete, facts, words = read(name)
    assert complete, name
    odd = {i: w for i, w in words.items() if w[0] not in ("pass", "absent") and i not in but}
    assert not odd, (name, odd)
    return facts, words


for uart in "sbsa", "no-path":
    facts, words = whole(uart)
    assert facts["arm.psci.version"] and words["el1.gic.sgi-other"][0] == "pass", (uart, words)
facts, words = whole("no-gic")
assert facts["arm.gic.version"] == 0 and words["el1.gic.sgi-self"] == (
    "absent", "no interrupt controller of a known kind"), words
facts, words = whole("no-timer")
assert facts["arm.timer.virtual.interrupt"] == 0 and words["el1.timer.virtual-irq"][0] == "absent", words
facts, words = whole("no-devices")
assert words["el1.pci.absent"][0] == words["el1.pmu.overflow"][0] == "absent", words
facts, words = whole("one-cpu", ("el1.psci.already-on", "el1.psci.cpu-off"))
assert words["el1.psci.cpu-on"] == ("absent", "the device tree has one CPU"), words
assert not read("unknown-uart")[0], "nobody can speak over that UART"
problems = json.load(open(f"{sys.argv[1]}/odd-result.json"))["run"]["problems"]
assert any("the guest's device tree has nobody,uart" in p for p in problems), problems
print("the EL1 probe told of", ", ".join(("sbsa no-path no-gic no-timer no-devices one-cpu unknown-uart").split()))
END
