#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Boots a guest of its own
# Somebody's guest with somebody's disks: the complete plan changes not one byte on a disk
# without a scratch signature, nor on one that is in use, even if it is named as scratch: open
# in another process, swap, mounted, below device mapper as LVM and dm-crypt make it, in an
# array, behind a loop device, with a partition that is mounted, with partitions that nobody uses.
# A real scratch disk in the same guest shows that the plan does write where it may, and a
# disk that loses every write shows that this is noticed. One that answers after 2 ms shows
# that no latency is made smaller than it is.
set -euo pipefail
work=build/tests/safety
rm -rf "$work"
mkdir -p "$work"

used="mounted volume encrypted array looped partition table"
kept="data held swap $used"
for disk in $used; do head -c 16M /dev/urandom >"$work/$disk"; done
mke2fs -q -F -t ext4 "$work/mounted"
for disk in partition table; do # one partition, from 1 MiB to the end
	printf '\0\0\0\0\203\0\0\0\0\010\0\0\0\170\0\0' | dd of="$work/$disk" bs=1 seek=446 conv=notrunc status=none
	printf '\125\252' | dd of="$work/$disk" bs=1 seek=510 conv=notrunc status=none
	head -c 48 /dev/zero | dd of="$work/$disk" bs=1 seek=462 conv=notrunc status=none
done
mke2fs -q -F -t ext4 -E offset=1048576 "$work/partition" 15M
for disk in data held swap scratch; do head -c 24M /dev/urandom >"$work/$disk"; done
chmod 600 "$work/swap"
/sbin/mkswap "$work/swap" >/dev/null
printf 'stratos-conform scratch disk: every byte after this sector may be lost\n' |
	dd of="$work/scratch" conv=notrunc status=none
(cd "$work" && sha256sum $kept scratch >before && head -c 512 scratch >signature)

cat >"$work/guest" <<'END'
rmmod virtio_blk # for the benches to find queues that can be polled
insmod /modules/virtio_blk.ko poll_queues=1
swapon /dev/vdc
exec 9</dev/vdb
mkdir /mnt /run /part
mount -t ext4 -o ro,noload /dev/vdg /mnt
dmsetup --noudevsync create volume --table "0 32768 linear /dev/vdh 0"
dmsetup --noudevsync create encrypted --table "0 32768 crypt aes-xts-plain64 $(printf '%064d' 7) 0 /dev/vdi 0"
mdadm --build /dev/md0 --level=1 --raid-devices=1 --force /dev/vdj # writes no superblock
losetup -f /dev/vdk
mount -t ext4 -o ro,noload /dev/vdl1 /part
echo '{"schema": "stratos-plan/1", "settings": {"block.duration_ms": 60, "block.warmup_ms": 60, "block.region_mib": 8, "timer.duration_ms": 60,
  "audio.duration_ms": 60, "audio.periods": "480", "video.duration_ms": 60, "video.update_ms": 60, "video.cursor_ms": 60}}' >/tmp/plan.json
stratos-conform run --frames --plan /tmp/plan.json --scratch /dev/vdb --scratch /dev/vdc --scratch /dev/vde \
  --scratch /dev/vdg --scratch /dev/vdh --scratch /dev/vdi --scratch /dev/vdj --scratch /dev/vdk \
  --scratch /dev/vdl --scratch /dev/vdm
swapoff /dev/vdc
END
{
	printf '{"schema": "stratos-machine/1", "name": "safety", "title": "disks of somebody", "cpus": 2, "memory_mib": 512,'
	printf '"devices": [{"class": "block", "file": "%s"}' "$work/data"
	for disk in held swap scratch; do printf ', {"class": "block", "file": "%s"}' "$work/$disk"; done
	for class in losing-disk slow-disk; do printf ', {"class": "%s"}' $class; done
	for disk in $used; do printf ', {"class": "block", "file": "%s"}' "$work/$disk"; done
	for class in sound gpu rng input balloon net; do printf ', {"class": "%s"}' $class; done
	printf ']}\n'
} >"$work/machine.json"
cat >"$work/recipe.json" <<END
{"schema": "stratos-recipe/1", "name": "losing", "title": "and a disk that loses every write",
 "extends": "qemu-$(uname -m)", "tested": true,
 "devices": {"losing-disk": {"argv": ["-blockdev", "null-co,node-name=losing,size=25165824,read-zeroes=on",
  "-device", "virtio-blk-pci,drive=losing,disable-legacy=on"]},
  "slow-disk": {"argv": ["-blockdev", "null-co,node-name=slow,size=25165824,read-zeroes=on,latency-ns=2000000",
  "-device", "virtio-blk-pci,drive=slow,disable-legacy=on"]}}}
END
case $(uname -m) in aarch64) arch=arm64 ;; *) arch=amd64 ;; esac
EXTRA_MODULES=$'dm_crypt\nraid1\nloop\next4\nxts' ci/image $arch build/guest/$arch/stratos-conform "$work/image"
BASE=$work/image ci/image-with $arch "$work/guest" "$work/initramfs" dmsetup=/sbin/dmsetup mdadm=/sbin/mdadm
build/host/stratos-conform boot "$work/recipe.json" --image "$work/initramfs" --machine "$work/machine.json" \
	--output "$work/result.json"

(cd "$work" && sha256sum $kept scratch >after)
/usr/bin/python3 - "$work" <<'END'
import json, sys
work = sys.argv[1]
sums = [dict(reversed(line.split()) for line in open(f"{work}/{f}")) for f in ("before", "after")]
for disk in ("data", "held", "swap", "mounted", "volume", "encrypted", "array", "looped",
             "partition", "table"):
    assert sums[0][disk] == sums[1][disk], f"{disk} was written to"
assert sums[0]["scratch"] != sums[1]["scratch"], "nothing was written to the scratch disk: the test shows nothing"
assert open(f"{work}/scratch", "rb").read(512) == open(f"{work}/signature", "rb").read(), "the signature is gone"
r = json.load(open(f"{work}/result.json"))
assert r["run"]["complete"], r["run"]
assert not r["environment"]["own_image"]
found = {v["device"]: v for v in r["verdicts"] if v["id"] == "block.data-verified"}
words = [found[f"virtio.block[{i}]"]["word"] for i in range(4)]
assert words == ["skipped", "skipped", "skipped", "pass"], found
for i, reason in enumerate(["no scratch signature", "it is open in", "it is used as swap"]):
    assert reason in found[f"virtio.block[{i}]"]["reason"], found[f"virtio.block[{i}]"]
uses = ["mounted on /mnt", "part of dm-0", "part of dm-1", "part of md0", "part of loop0",
        "its partition vdl1 is mounted on /part", "has partitions (vdm1)"]
for i, use in enumerate(uses, 6):
    refused = found[f"virtio.block[{i}]"]
    assert refused["word"] == "skipped" and use in refused["reason"], refused
losing = found["virtio.block[4]"]
assert losing["word"] == "fail" and "is lost: it reads as zeroes" in losing["reason"], losing
for m in r["metrics"]:
    if m.get("device") == "virtio.block[5]" and m["id"].endswith("read.latency"):
        assert m["histogram"]["count"] and m["histogram"]["min"] >= 2000000, (m["id"], m["histogram"]["min"])
assert any("iopoll" in str(m["conditions"].get("modes")) for m in r["metrics"]), "nothing was polled for"
print("eleven disks of somebody's, one written to: the scratch disk")
END
