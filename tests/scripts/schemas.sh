#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# After: boot.sh
# An independent validator agrees with what the tool writes, what is shipped, and what
# the strict readers in C refuse. boot.sh has left a real result.
set -euo pipefail
work=build/tests/schemas
rm -rf "$work"
mkdir -p "$work"
status=0
"$SC" compare --json tests/data/profile.json tests/data/result.json build/tests/boot.json \
	>"$work/judgement.json" || status=$?
[ "$status" = 1 ] || { echo "compare of the real result: exit status $status"; exit 1; }
/usr/bin/python3 tests/scripts/schemas.py "$SC" "$work"
