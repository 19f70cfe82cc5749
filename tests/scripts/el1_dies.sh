#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Boots a guest of its own
# What is below EL1 ends the guest for asking: recorded as `crashed` for that question, and
# the rest is asked in the next boot. The hypervisor is a real one at EL2, of thirty
# instructions (tests/fake/el2.S), on a machine whose UART is a 16550.
set -euo pipefail
[ -e build/image/aarch64/el1 ] || { echo "skipped: there is no image for Arm (see ci/arm64-image)"; exit 0; }
as=$(command -v aarch64-linux-gnu-as || command -v as)
image=$PWD/build/image/aarch64/el1 work=$PWD/build/tests/el1-dies
rm -rf "$work"
mkdir -p "$work/data/hypervisors" "$work/data/images/aarch64"
cp tests/fake/* "$work"
cd "$work"
: >data/images/aarch64/el1
"$as" -o el2.o el2.S
"${as%as}objcopy" -O binary el2.o el2.bin
machine="qemu-system-aarch64 -M npcm845-evb -m 1024 -nodefaults -display none -no-reboot -serial stdio -kernel $image"

# Without that hypervisor: on a machine whose firmware has no calls, SMC is undefined.
dtc -q -I dts -O dtb -o smc.dtb 16550.dts
$machine -dtb smc.dtb </dev/null >smc.log 2>&1 &
pid=$!
for _ in $(seq 200); do # nothing powers it off, unless QEMU answers
	if ! kill -0 $pid 2>/dev/null || grep -q '"event":"end"' smc.log; then break; fi
	sleep 0.1
done
kill $pid 2>/dev/null || true
wait $pid 2>/dev/null || true
"$SC" collect smc.log >smc.json

# Its guest is a plan run on this host (tests/fake/hypervisor); its EL1 probe is the real one.
sed 's/method = "smc"/method = "hvc"/' 16550.dts | dtc -q -I dts -O dtb -o hvc.dtb
cat >el1 <<END
#!/bin/sh
exec $machine -dtb hvc.dtb -append "\$1" -device loader,file=el2.bin,addr=0x400,force-raw=on \\
	-semihosting-config enable=on,target=native </dev/null
END
sed -i 's/x86_64/aarch64/' recipe.json
sed -i 's/"cpu.all-online"/"el1.*"/' plan.json
FAKE=guest STRATOS_DATA=$work/data "$SC" boot ./recipe.json --machine ./machine.json --plan ./plan.json \
	--image ./plan.json --kernel ./plan.json --output result.json --console console.log 2>boot.log || true
/usr/bin/python3 - <<'END'
import json
import sys


def read(name):
    r = json.load(open(name))
    assert r["run"]["complete"], r["run"]
    words = {v["id"]: v["word"] for v in r["verdicts"] if v["id"].startswith("el1.")}
    odd = {i: w for i, w in words.items() if w not in ("pass", "absent", "blocked")}
    return r["facts"], words, odd


facts, words, odd = read("smc.json")
if facts["arm.psci.trapped"]:
    assert odd == {"el1.smccc.unknown": "fail"}, odd
    for calls in ("psci", "smccc", "smccc.hypervisor", "trng", "pvtime", "ffa"):
        assert facts[f"arm.{calls}.exception"] == "undefined instruction", (calls, facts)
else:  # 10.0.13 does: neither SMC nor HVC ever gets to a guest
    print("skipped: this QEMU answers calls itself on a machine of which it did not")
    sys.exit(0)
assert words["el1.timer.virtual-irq"] == words["el1.gic.sgi-self"] == "pass", words

facts, words, odd = read("result.json")
assert odd == {"el1.trng": "crashed"}, odd
starts = open("starts").read().strip()
assert starts == "3", f"{starts} starts: the guest, the probe, and the probe again for the rest"
assert words["el1.gic.sgi-self"] == words["el1.memory.populated"] == "pass", words
assert facts["arm.psci.system_off"] and "arm.trng" not in facts and facts["arm.psci.version"] == "0.2" and not facts["arm.psci.trapped"], facts
exceptions = {i: w for i, w in facts.items() if i.endswith(".exception")}
assert exceptions == {"arm.smccc.hypervisor.exception": "undefined instruction"}, exceptions
print(f"over a 16550: undefined calls were told of, and one of {len(words)} questions ended the machine")
END
