#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# An installed tool finds its data without the source tree; the man page and the
# completion know every verb.
set -euo pipefail
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
make --no-print-directory -s install DESTDIR="$stage" PREFIX=/opt/x >/dev/null
program=$stage/opt/x/bin/stratos-conform
cd /
env -u STRATOS_DATA "$program" boot "qemu-$(uname -m)" --accel tcg --dry-run 2>/dev/null | grep -q "images/$(uname -m)/kernel"
for verb in $("$program" --help | sed -n 's/^  \([a-z]*\) .*/\1/p'); do
	grep -q "^.BI \"$verb " "$stage/opt/x/share/man/man1/stratos-conform.1" || { echo "the man page lacks $verb"; exit 1; }
	[ -n "$("$program" "$verb" --help)" ]
done
cp "$program" "$stage/alone"
status=0
env -u STRATOS_DATA "$stage/alone" boot nothing 2>"$stage/err" || status=$?
[ $status = 2 ] && grep -q "set STRATOS_DATA to the directory" "$stage/err" || { cat "$stage/err"; exit 1; }
echo "installed under $stage: every verb has its --help and stands in the man page"
