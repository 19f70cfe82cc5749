#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Real boots on Arm: the Linux guest and the EL1 probe end in one document, and tell the
# same of the interrupt controller, the timers and the calls.
set -euo pipefail
[ -e build/image/aarch64/initramfs ] || { echo "skipped: there is no image for Arm (see ci/arm64-image)"; exit 0; }
plan=build/tests/arm64-plan.json
echo '{"schema": "stratos-plan/1", "name": "arm64", "include": ["el1.*", "arm.*", "clock", "clock.cost", "hypervisor",
	"hypervisor.*", "interrupts", "firmware", "power", "power.*", "cpu", "cpu.*", "virtio", "memory"]}' >$plan

look() { # look NAME OPTION...: the result is build/tests/arm64-NAME.json
	local result=build/tests/arm64-$1.json
	shift
	"$SC" boot qemu-aarch64 --accel tcg --plan $plan --output "$result" "$@"
}
look gicv3
look gicv2-mmio --variant gicv2 --variant mmio
/usr/bin/python3 - <<'END'
import json

CHECKS = ["psci.mandatory", "psci.cpu-on", "psci.already-on", "psci.cpu-off", "smccc.unknown", "cpu.symmetric",
          "timer.monotonic", "timer.virtual-irq", "timer.physical-irq", "gic.sgi-self", "gic.sgi-other",
          "memory.populated"]
BENCHES = ["hypercall", "mmio.gic", "mmio.virtio", "sgi", "timer.irq", "cpu_on"]


def read(name):
    r = json.load(open(f"build/tests/arm64-{name}.json"))
    assert r["run"]["complete"], r["run"]
    bad = [v for v in r["verdicts"] if v["word"] in ("fail", "error", "crashed", "wedged", "inconclusive")]
    assert not bad, bad
    words = {v["id"]: v["word"] for v in r["verdicts"]}
    for check in CHECKS:
        assert words.get(f"el1.{check}") == "pass", (check, words)
    metrics = {m["id"] for m in r["metrics"]}
    for bench in BENCHES:
        assert f"el1.{bench}.latency" in metrics, (bench, metrics)
    return r["facts"]


def agree(f):
    """What the kernel says and what EL1 found are the same."""
    def same(a, b):
        assert f[a] == f[b], (a, f[a], b, f[b])

    same("arm.linux.psci", "arm.psci.version")
    same("arm.linux.smccc", "arm.smccc.version")
    same("arm.dt.psci.method", "arm.psci.method")
    same("arm.dt.timer.virtual.interrupt", "arm.timer.virtual.interrupt")
    same("arm.dt.timer.physical.interrupt", "arm.timer.physical.interrupt")
    same("arm.memory.size_mib", "machine.memory_mib")
    same("cpu.online", "machine.cpus")
    assert int(f["arm.linux.midr_el1"], 16) == int(f["arm.id.midr"], 16), f["arm.id.midr"]
    assert f["arm.dt.uart"] == "arm,pl011", f["arm.dt.uart"]
    assert f["clock.source"] == "arch_sys_counter", f["clock.source"]
    assert f["clock.read_by"] == "vDSO", f["clock.read_by"]
    assert f["power.off"] == ["PSCI SYSTEM_OFF"], f["power.off"]
    assert f["hypervisor.vendor"] == "QEMU", f["hypervisor.vendor"]


three, two = read("gicv3"), read("gicv2-mmio")
agree(three)
agree(two)
assert three["arm.gic.version"] == 3 and three["arm.gic.its"] and three["arm.gic.redistributors"] == 2
assert three["arm.dt.gic"] == ["arm,gic-v3"] and "ITS-PCI-MSIX" in three["interrupts.controllers"]
assert three["virtio.block[0].transport"] == "pci", three["virtio.block[0].transport"]
assert two["arm.gic.version"] == 2 and "arm.gic.its" not in two and "arm.dt.its" not in two
assert two["arm.dt.gic"] == ["arm,cortex-a15-gic"] and two["interrupts.controllers"] == ["GIC-0"], two["interrupts.controllers"]
assert two["virtio.block[0].transport"] == "mmio", two["virtio.block[0].transport"]
END
