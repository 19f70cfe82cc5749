# SPDX-License-Identifier: Apache-2.0
# Xen itself: the file `xen` as boot loaders (and QEMU's -kernel) take it.

make_xen() { # make_xen VERSION ARCH SUITE
	local package=xen-hypervisor-$1-$2
	"$root_directory/ci/debs" --names "$2" "$3" "$stage" "$package" | cut -d ' ' -f 2 >version
	if [ -e "$stage/boot/xen-$1-$2.gz" ]; then
		gzip -dc "$stage/boot/xen-$1-$2.gz" >xen
	else
		cp "$stage/boot/xen-$1-$2" xen
	fi
}

part xen-4.17-arm64 xen 4.17 arm64 bookworm
part xen-4.20-arm64 xen 4.20 arm64 trixie
part xen-4.17-amd64 xen 4.17 amd64 bookworm
part xen-4.20-amd64 xen 4.20 amd64 trixie
