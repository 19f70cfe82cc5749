# SPDX-License-Identifier: Apache-2.0
# Machines that host another: Debian's kernel, and an initrd with busybox and a VMM.

# copy_closure PROGRAM...: from $stage to ./root, with the libraries they need
copy_closure() {
	local file name found queue=("$@")
	mkdir -p root/usr/lib
	while [ ${#queue[@]} -gt 0 ]; do
		file=${queue[0]}
		queue=("${queue[@]:1}")
		for name in $(readelf -d "$file" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p'); do
			[ ! -e "root/usr/lib/$name" ] || continue
			found=$(find "$stage" -name "$name" -not -path '*/gconv/*' -print -quit)
			[ -n "$found" ] || { echo "ci/parts: $file needs $name, which came with no package" >&2; exit 4; }
			cp -L "$found" root/usr/lib/
			queue+=("$found")
		done
	done
}
copy_loader() { # the dynamic loader, where programs name it
	local loader
	loader=$(readelf -l "$1" | sed -n 's/.*interpreter: \(.*\)\]/\1/p')
	mkdir -p "root$(dirname "$loader")"
	cp -L "$(find "$stage" -name "$(basename "$loader")" -print -quit)" "root$loader"
}
copy_modules() { # copy_modules KERNEL-DIRECTORY NAME...: in the order in which they load
	local directory=$1 release name path kind
	shift
	release=$(cat "$directory/release")
	mkdir -p root/modules
	: >root/modules/order
	for name; do
		/sbin/modprobe -d "$directory" -S "$release" --ignore-install --show-depends "$name"
	done | while read -r kind path _; do
		[ "$kind" = insmod ] || continue
		name=$(basename "${path%.xz}")
		[ ! -e "root/modules/$name" ] || continue
		case $path in *.xz) xz -dc "$path" ;; *) cat "$path" ;; esac >"root/modules/$name"
		echo "$name" >>root/modules/order
	done
}
pack_root() { # uncompressed: an emulated machine unpacks it faster
	mkdir -p root/bin root/dev root/proc root/sys root/tmp
	cp "$stage/bin/busybox" root/bin/busybox
	ln -s busybox root/bin/sh
	cp "$kinds/init" root/init
	chmod 755 root/init
	[ -e root/modules/order ] || { mkdir -p root/modules && : >root/modules/order; }
	(cd root && find . -mindepth 1 -printf '%P\n' | LC_ALL=C sort | cpio --quiet -o -H newc -R 0:0) >initrd
	rm -rf root
}
backports() { # the suite with a QEMU and kernel that are new enough
	. /etc/os-release
	if [ "${VERSION_CODENAME:-}" = trixie ]; then echo trixie; else echo bookworm-backports; fi
}

make_kvm_host() { # make_kvm_host ARCH MACHINE PACKAGE MODULE...
	local arch=$1 machine=$2 package=$3 kernel data=root/usr/share/qemu
	local triplet=$machine-linux-gnu program=$stage/usr/bin/qemu-system-$machine
	shift 3
	"$root_directory/ci/debs" --closure --names "$arch" "$(backports)" "$stage" busybox-static "$package" |
		sed -n "s/^$package [0-9]*:*//p" >version
	kernel=$("$root_directory/ci/kernel" "$arch")
	cp "$kernel/vmlinuz" kernel
	mkdir -p root/usr/bin "root/usr/lib/$triplet/qemu" "$data"
	cp "$program" root/usr/bin/
	cp "$stage/usr/lib/$triplet"/qemu/hw-display-virtio-gpu*.so "root/usr/lib/$triplet/qemu/"
	copy_closure "$program" "$stage/usr/lib/$triplet"/qemu/hw-display-virtio-gpu*.so
	copy_loader "$program"
	if [ "$arch" = amd64 ]; then
		cp "$stage"/usr/share/qemu/{linuxboot,linuxboot_dma,multiboot,multiboot_dma,pvh,kvmvapic,qboot}.* $data/
		cp -L "$stage"/usr/share/seabios/{bios-256k,bios-microvm}.bin $data/
	fi
	copy_modules "$kernel" "$@"
	pack_root
}

part kvm-host-arm64 kvm_host arm64 aarch64 qemu-system-arm
part kvm-host-amd64 kvm_host amd64 x86_64 qemu-system-x86 kvm-amd
