#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# A real disk that fills up, where a limit on file sizes is only like one: each verb that
# writes a file says which, why and what helps, exits 4, leaves no half file and the older one
# as it was, and what a run found is kept elsewhere.
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$PWD/build/tests/full-disk
rm -rf "$work"
mkdir -p "$work/elsewhere"
disk=$(mktemp -d /tmp/scXXXXXX) # short, as boot's TMPDIR has to be for its sockets
mount -t tmpfs -o size=1m,mode=755 none "$disk" 2>"$work/mount" ||
	{ echo "skipped: a small tmpfs cannot be mounted: $(cat "$work/mount")"; rmdir "$disk"; exit 0; }
trap 'umount "$disk"; rmdir "$disk"' EXIT
export TMPDIR=$work/elsewhere

# Kept full but for some KiB; what stood there before a verb stands there after it.
fill() { # fill FREE_KIB
	rm -f "$disk/filler"
	dd if=/dev/zero of="$disk/filler" bs=1k status=none 2>/dev/null || true
	truncate -s "-$(($1 * 1024))" "$disk/filler"
}
said() { grep -qF -- "$1" "$work/err" || { echo "not said: $1"; cat "$work/err"; exit 1; }; }
refuses() { # refuses NAME COMMAND...
	local status=0 name=$1
	shift
	rm -rf "$work/before"
	cp -r "$disk" "$work/before"
	"$@" >"$work/out" 2>"$work/err" </dev/null || status=$?
	[ $status = 4 ] || { echo "$name: exit status $status"; cat "$work/err"; exit 1; }
	diff -r "$work/before" "$disk" || { echo "$name: what was there has changed"; exit 1; }
	tried=$((tried + 1))
}
kept() { # kept COMPARED_WITH
	local file
	file=$(sed -n 's/.*the result was kept in //p' "$work/err")
	[ -s "$file" ] && case $file in "$TMPDIR"/*) ;; *) false ;; esac || { cat "$work/err"; exit 1; }
	"$SC" diff "$file" "$file" >/dev/null
	[ $# = 0 ] || cmp "$1" "$file"
	rm "$file"
}
no_room='No space left on device; make room there or name another place'
tried=0

# A log of some size, and what stands there of an earlier run.
"$SC" run --plan tests/fake/plan.json --frames >"$work/short.log"
"$SC" collect "$work/short.log" --output "$work/right.json"
/usr/bin/python3 tests/data/make_result.py >"$work/many.json"
for file in old.json old.xml old.md; do echo "of before" >"$disk/$file"; done

fill 0
refuses collect "$SC" collect "$work/short.log" --output "$disk/old.json"
said "cannot write $disk/old.json: $no_room"
kept "$work/right.json"
refuses "collect, a new file" "$SC" collect "$work/short.log" --output "$disk/new.json"
kept "$work/right.json"
cat >"$work/stdin" <<END
"$SC" collect <"$work/short.log" >/dev/full
END
refuses "collect, from and to a pipe" sh "$work/stdin"
said "cannot write the result to standard output"
kept
refuses compare "$SC" compare stratos-base tests/data/result.json --junit "$disk/old.xml"
said "cannot write $disk/old.xml: $no_room"
refuses "report --markdown" "$SC" report "$work/right.json" --markdown="$disk/old.md"
said "cannot write $disk/old.md: $no_room"

# The guest's own disk: everything but the result's place is elsewhere.
cp -r tests/fake "$work/fake"
boot() {
	(cd "$work/fake" && rm -f starts && FAKE=good "$SC" boot ./recipe.json --machine ./machine.json \
		--plan ./plan.json --image ./plan.json --kernel ./plan.json "$@")
}
refuses boot boot --output "$disk/old.json"
said "cannot write $disk/old.json: $no_room"
kept
mkdir "$disk/runs"
refuses "boot --repeat" boot --repeat 2 --output "$disk/runs"
kept
refuses "boot, no room to work" env TMPDIR="$disk" bash -c "$(declare -f boot); work=$work SC=$SC; boot --output $work/none.json"
[ ! -e "$work/none.json" ] || { echo "a result of nothing"; exit 1; }
said "cannot write $disk/stratos-"
said "$no_room"
fill 0
boot --output "$work/console.json" --console "$disk/console" 2>"$work/err"
said "what the guest printed is not all kept: cannot write $disk/console: $no_room"
"$SC" diff "$work/console.json" "$work/console.json" >/dev/null
rm -f "$disk/console"

# A page with plots: room for less and less of it.
rm -rf "$disk"/*
mount -o remount,size=32m "$disk"
"$SC" report "$work/right.json" "$work/many.json" --output "$disk/page" 2>"$work/err" ||
	[ $? = 3 ] || { cat "$work/err"; exit 1; }
need=$(du -sk "$disk/page" | cut -f 1)
[ "$(find "$disk/page/plots" -name '*.png' | wc -l)" -gt 0 ]
for room in $((need * 3 / 4)) $((need / 2)) $((need / 8)) 8 0; do
	fill "$room"
	refuses "report, $room of $need KiB" "$SC" report "$work/many.json" --output "$disk/page"
	grep -q "$disk\|gnuplot did not write all of" "$work/err" && said "make room there"
	[ "$(ls -A "$disk/page")" = "$(printf 'index.html\nplots')" ] || { ls -A "$disk/page"; exit 1; }
done
echo "$tried times no room: nothing half, nothing lost"
