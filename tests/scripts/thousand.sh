#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# After: boot.sh
# A thousand real results, one of them broken, judged in one go; boot.sh has left the one
# they are copies of. The time is told, not judged: the machine may have other work.
set -euo pipefail
work=build/tests/thousand
rm -rf "$work"
mkdir -p "$work"
trap 'rm -rf "$work"' EXIT
for i in $(seq 1000); do ln build/tests/boot.json "$work/$i.json"; done
rm "$work/500.json"
head -c 5000 build/tests/boot.json >"$work/500.json"
TIMEFORMAT="compare of 1000 results of $(stat -c %s build/tests/boot.json) bytes: %R s, %U s of CPU time on $(nproc) CPUs"
status=0
time "$SC" compare tests/data/profile.json "$work"/*.json >"$work/out" 2>"$work/err" || status=$?
[ "$status" = 4 ] || { echo "exit status $status, expected 4 for the broken one"; exit 1; }
grep -q "500.json:.*not JSON" "$work/err" || { echo "the broken one is not named"; exit 1; }
[ "$(grep -c "does not conform" "$work/out")" = 999 ] || { echo "not all others were judged"; exit 1; }
