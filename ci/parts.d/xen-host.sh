# SPDX-License-Identifier: Apache-2.0
# A dom0 with Xen's toolstack, for recipes that start their guest with xl.

make_xen_host() { # make_xen_host VERSION ARCH SUITE
	local kernel bin=usr/lib/xen-$1/bin program programs=()
	"$root_directory/ci/debs" --closure --names "$2" "$3" "$stage" busybox-static "xen-utils-$1" |
		sed -n "s/^xen-utils-$1 //p" >version
	kernel=$("$root_directory/ci/kernel" "$2")
	cp "$kernel/vmlinuz" kernel
	mkdir -p "root/$bin" root/etc/xen
	for program in xl xenstored xenconsoled xenconsole xen-init-dom0 libxl-save-helper; do
		program=$(find "$stage/usr/lib/xen-$1/bin" "$stage/usr/sbin" "$stage/usr/bin" -name "$program" -type f -print -quit)
		cp "$program" "root/$bin/"
		programs+=("$program")
	done
	copy_closure "${programs[@]}"
	copy_loader "${programs[0]}"
	# pthread_exit() loads it by name.
	cp -L "$(find "$stage" -name libgcc_s.so.1 -print -quit)" root/usr/lib/
	ln -s "/$bin" root/xen
	echo 'autoballoon="off"' >root/etc/xen/xl.conf
	install -m 755 "$kinds/xen-setup" root/setup
	copy_modules "$kernel" xen-evtchn xen-privcmd xen-gntdev xen-gntalloc xenfs virtio_pci virtio_console
	pack_root
}

part xen-4.17-host-amd64 xen_host 4.17 amd64 bookworm
part xen-4.20-host-amd64 xen_host 4.20 amd64 trixie
