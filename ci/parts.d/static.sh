# SPDX-License-Identifier: Apache-2.0
# Programs of the user's for the machine inside, where Debian has none: from the PATH, as
# NAME-MACHINE or NAME. They must be static, as that machine has no libraries for them.

make_static() { # make_static NAME MACHINE VERSION-ARGUMENT
	local name=$1 machine=$2 program path code seen=
	case $machine in
	x86_64) code=3e00 ;;
	aarch64) code=b700 ;;
	esac
	for program in "$name-$machine" "$name"; do
		path=$(command -v "$program") || continue
		[ "$(od -A n -t x1 -j 18 -N 2 "$path" | tr -d ' \n')" = "$code" ] || { seen+=" ($path is not for $machine)"; continue; }
		! readelf -l "$path" 2>/dev/null | grep INTERP >/dev/null || { seen+=" ($path is not static)"; continue; }
		cp -L "$path" "$name"
		sha256sum "$name" | cut -c 1-12 >version
		[ "$machine" != "$(uname -m)" ] || "./$name" "$3" | sed -n '1s/.* //p' >version
		return
	done
	echo "ci/parts: no static $name for $machine is on the PATH, as $name-$machine or $name$seen" >&2
	exit 4
}

part lkvm-amd64 static lkvm x86_64 version
part lkvm-arm64 static lkvm aarch64 version
