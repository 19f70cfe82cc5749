#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Boots a guest of its own
# Somebody's guest: the wire lane takes what --claim names and nothing else, gives it back,
# and says in the user's own words why it does not take a disk that is mounted, the kernel's
# console, what is not there or is no virtio device, or anything without root or pagemap.
set -euo pipefail
cd "$(dirname "$0")/../.."
work=build/tests/claim
minix=$(find build/kernel/amd64/lib/modules -name 'minix.ko*' 2>/dev/null | head -1 || true)
[ "$(uname -m)" = x86_64 ] && [ -n "$minix" ] || { echo "skipped: an x86_64 host and its kernel package are needed"; exit 0; }
rm -rf "$work"
mkdir -p "$work/results" "$work/stage"

cat >"$work/guest" <<'GUEST'
mkdir -p /home /etc /tmp/out
insmod /minix.ko
mount -t minix /dev/vdb /home
echo 'nobody:x:65534:65534::/:/bin/sh' >/etc/passwd
echo '{"schema": "stratos-plan/1", "include": ["virtio.features.known"]}' >/tmp/plan.json
chmod 777 /tmp/out
cd /tmp/out
run() { # run NAME OPTION...
	name=$1
	shift
	stratos-conform run --plan /tmp/plan.json "$@" >$name.json 2>$name.err
}
run unnamed
run mounted --claim /dev/vdb
run console --claim virtio.console[0]
run nowhere --claim virtio.block[9]
run isa --claim 0000:00:1f.0
run taken --claim virtio.entropy[0]
ls /sys/bus/virtio/drivers/virtio_rng >bound
su nobody -c 'stratos-conform run --plan /tmp/plan.json --claim virtio.entropy[0]' >nobody.json 2>nobody.err
echo 'umount -l /proc; stratos-conform run --plan /tmp/plan.json --claim virtio.entropy[0]' >/tmp/no-proc
unshare -m sh /tmp/no-proc >no-pagemap.json 2>no-pagemap.err
tar cf /dev/vdc .
sync
echo '{"schema": "stratos-plan/1", "include": []}' >/tmp/plan.json
stratos-conform run --frames --plan /tmp/plan.json
GUEST
case $minix in
*.xz) xz -dc "$minix" >"$work/stage/minix.ko" ;;
*.zst) zstd -qdc "$minix" >"$work/stage/minix.ko" ;;
*) cp "$minix" "$work/stage/minix.ko" ;;
esac
ci/image-with amd64 "$work/guest" "$work/initramfs"
truncate -s %4 "$work/initramfs"
(cd "$work/stage" && echo minix.ko | cpio --quiet -o -H newc -R 0:0 | zstd -q -3) >>"$work/initramfs"
truncate -s 4M "$work/disk" "$work/results.tar"
/sbin/mkfs.minix "$work/disk" >/dev/null
cat >"$work/machine.json" <<MACHINE
{"schema": "stratos-machine/1", "name": "claim", "title": "disks of somebody", "cpus": 2, "memory_mib": 512,
 "devices": [{"class": "block", "size_mib": 16}, {"class": "block", "file": "$work/disk"},
  {"class": "block", "file": "$work/results.tar"}, {"class": "rng"}, {"class": "serial"}]}
MACHINE
cat >"$work/recipe.json" <<'RECIPE'
{"schema": "stratos-recipe/1", "name": "claim", "title": "and a virtio console of the kernel", "extends": "qemu-x86_64",
 "tested": true, "variables": {"kernel_options": " console=hvc0 console=ttyS0"}}
RECIPE
build/host/stratos-conform boot "$work/recipe.json" --accel tcg --image "$work/initramfs" --machine "$work/machine.json" \
	--output "$work/boot.json"
tar xf "$work/results.tar" -C "$work/results"
/usr/bin/python3 - "$work/results" <<'PYTHON'
import json, sys
results = sys.argv[1]


def words(name, unit="virtio.claim"):
    document = json.load(open(f"{results}/{name}.json"))
    return {v.get("device"): (v["word"], v.get("reason", "")) for v in document["verdicts"] if v["id"] == unit}


def told(name, device, word, *parts, unit="virtio.claim"):
    found = words(name, unit).get(device)
    assert found and found[0] == word and all(part in found[1] for part in parts), (name, device, words(name, unit))


for device, reason in words("unnamed").items():
    assert reason == ("skipped", f"{device} is not named by --claim"), (device, reason)
told("mounted", "virtio.block[1]", "skipped", "virtio.block[1] is in use: /dev/vdb", "mounted on /home")
told("mounted", "virtio.block[0]", "skipped", "not named by --claim")
told("console", "virtio.console[0]", "skipped", "is in use: it is a console of the kernel")
told("console", None, "skipped", "it is a console of the kernel", unit="virtio.features.known")
for name, error in ("nowhere", "there is no device virtio.block[9]"), ("isa", "0000:00:1f.0 is no virtio device"):
    said = open(f"{results}/{name}.err").read()
    assert error in said and "those that can be claimed: virtio.block[0] (0000:" in said, said
told("taken", "virtio.entropy[0]", "pass")
told("taken", "virtio.entropy[0]", "pass", unit="virtio.features.known")
told("taken", "virtio.block[0]", "skipped")
assert any(line.startswith("virtio") for line in open(f"{results}/bound")), "the device was not given back"
told("nobody", "virtio.entropy[0]", "skipped", "needs root")
for device, unit in ("virtio.entropy[0]", "virtio.claim"), (None, "virtio.features.known"):
    told("no-pagemap", device, "skipped", "/proc/self/pagemap cannot be opened", unit=unit)
print("what --claim names is taken and given back; what is in use, or is none, is refused by name")
PYTHON
