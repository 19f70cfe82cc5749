#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# What ci/new-check writes compiles, for each folder that it knows, and nothing of it passes.
set -euo pipefail
work=build/tests/new-check
rm -rf "$work"
mkdir -p "$work"
ls -R suites >"$work/before"
for id in virtio.{block,sound,entropy,fs,gpu,net,input,console,balloon,vsock,pmem,split,packed,pci,mmio,status}.new-one cpu.new-one; do
	file=$work/$id.c
	ci/new-check --print "$id" V14-CORE-D002 >"$file"
	${CC:-gcc} -std=gnu17 -D_GNU_SOURCE -I. -Wall -Wextra -Werror -fsyntax-only "$file"
	! command -v clang-format >/dev/null || clang-format --dry-run -Werror "$file"
	if grep -v '/\*' "$file" | grep -q 'pass('; then echo "$id passes before it was written"; exit 1; fi
	grep -q 'V14-CORE-D002' "$file"
done
status=0
ci/new-check virtio.block.flush 2>"$work/err" || status=$?
[ $status = 2 ] && grep -q "virtio.block.flush stands in suites/blk/flush.c already" "$work/err"
! ci/new-check --print virtio.block.new-one V14-NONE 2>"$work/err" && grep -q "has no V14-NONE" "$work/err"
! ci/new-check --print Virtio 2>"$work/err" && grep -q "is no id" "$work/err"
ls -R suites | cmp - "$work/before" || { echo "a file was left in suites/"; exit 1; }
