#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Boots a guest of its own
# Real boots on Arm: the Linux guest and the EL1 probe end in one document, and tell the
# same of the interrupt controller, the timers and the calls.
set -euo pipefail
[ -e build/image/aarch64/initramfs ] || { echo "skipped: there is no image for Arm (see ci/arm64-image)"; exit 0; }
plan=build/tests/arm64-plan.json
echo '{"schema": "stratos-plan/1", "name": "arm64", "include": ["el1.*", "arm.*", "clock", "clock.cost", "hypervisor",
	"hypervisor.*", "interrupts", "firmware", "power", "power.*", "cpu", "cpu.*", "virtio", "memory",
	"pci", "pci.*", "interrupts.block-raises", "block.data-verified", "clock.monotonic*"]}' >$plan

look() { # look NAME RECIPE OPTION...: the result is build/tests/arm64-NAME.json
	local result=build/tests/arm64-$1.json recipe=$2
	shift 2
	"$SC" boot "$recipe" --accel tcg --plan $plan --output "$result" "$@"
}
look gicv3 qemu-aarch64
look gicv2-mmio qemu-aarch64 --variant gicv2 --variant mmio
rm -f build/tests/arm64-uefi.json
if ci/parts efi-arm64; then look uefi qemu-aarch64-uefi; fi
/usr/bin/python3 - <<'END'
import json, os

CHECKS = ["psci.mandatory", "psci.cpu-on", "psci.already-on", "psci.cpu-off", "smccc.unknown", "cpu.symmetric",
          "timer.monotonic", "timer.virtual-irq", "timer.physical-irq", "gic.sgi-self", "gic.sgi-other",
          "memory.populated", "pmu.cycles", "pmu.overflow", "pci.absent"]
BENCHES = ["hypercall", "mmio.gic", "mmio.virtio", "sgi", "timer.irq", "cpu_on"]


def load(name):
    r = json.load(open(f"build/tests/arm64-{name}.json"))
    assert r["run"]["complete"], r["run"]
    bad = [v for v in r["verdicts"] if v["word"] in ("fail", "error", "crashed", "wedged", "inconclusive")]
    assert not bad, bad
    return r


def read(name):
    r = load(name)
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
    assert f["arm.psci.system_off"], "the EL1 probe's machine went on after SYSTEM_OFF"
    same("arm.dt.timer.virtual.interrupt", "arm.timer.virtual.interrupt")
    same("arm.dt.timer.physical.interrupt", "arm.timer.physical.interrupt")
    same("arm.memory.size_mib", "machine.memory_mib")
    same("cpu.online", "machine.cpus")
    same("arm.dt.pmu.interrupt", "arm.pmu.interrupt")
    assert {"el1-aarch64", "advsimd", "granule-4k", "little-endian"} <= set(f["arm.features"]), f["arm.features"]
    assert int(f["arm.linux.midr_el1"], 16) == int(f["arm.id.midr"], 16), f["arm.id.midr"]
    assert f["arm.dt.uart"] == "arm,pl011", f["arm.dt.uart"]
    assert f["clock.source"] == "arch_sys_counter", f["clock.source"]
    assert f["clock.read_by"] == "vDSO", f["clock.read_by"]
    cheaper = f["clock.counter_read_ns"] < 0.8 * f["clock.read_ns"]
    assert f["clock.intervals_by"] == ("CNTVCT_EL0" if cheaper else "clock_gettime"), f["clock.intervals_by"]
    assert f["clock.counter_step_ns"] == 1e9 / f["arm.timer.frequency_hz"], f["clock.counter_step_ns"]
    assert f["power.off"] == ["PSCI SYSTEM_OFF"], f["power.off"]
    assert f["hypervisor.vendor"] == "QEMU", f["hypervisor.vendor"]


def acpi(f):
    """What UEFI's tables say is what the device tree of the same machine says."""
    for fact in ("psci.method", "timer.physical.interrupt", "timer.virtual.interrupt", "pmu.interrupt", "pci.ecam",
                 "pci.buses", "uart.interrupt"):
        assert f[f"arm.acpi.{fact}"] == three[f"arm.dt.{fact}"], (fact, f[f"arm.acpi.{fact}"])
    assert f["arm.acpi.gic.version"] == 3 and f["arm.acpi.gic.its"] == 1 and f["arm.acpi.cpus"] == 2
    assert f["arm.acpi.uart"] == "PL011" and f["firmware.efi"] and not f["firmware.device_tree"]
    assert "PSCI SYSTEM_OFF" in f["power.off"] and f["machine.ended_itself"], f["power.off"]


three, two = read("gicv3"), read("gicv2-mmio")
agree(three)
agree(two)
if os.path.exists("build/tests/arm64-uefi.json"):
    acpi(load("uefi")["facts"])
else:
    print("skipped: ci/parts could not fetch the UEFI firmware, so that nothing was described by ACPI")
assert three["arm.gic.version"] == 3 and three["arm.gic.its"] and three["arm.gic.redistributors"] == 2
assert three["arm.dt.gic"] == ["arm,gic-v3"] and "ITS-PCI-MSIX" in three["interrupts.controllers"]
assert three["virtio.block[0].transport"] == "pci", three["virtio.block[0].transport"]
assert two["arm.gic.version"] == 2 and "arm.gic.its" not in two and "arm.dt.its" not in two
assert two["arm.dt.gic"] == ["arm,cortex-a15-gic"] and two["interrupts.controllers"] == ["GIC-0"], two["interrupts.controllers"]
assert two["virtio.block[0].transport"] == "mmio", two["virtio.block[0].transport"]
END
