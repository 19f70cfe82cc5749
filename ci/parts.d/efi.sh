# SPDX-License-Identifier: Apache-2.0
# UEFI firmware (EDK II) for QEMU's machines: the file `efi.fd`, as -bios takes it.

make_efi() { # make_efi PACKAGE FILE
	. /etc/os-release
	"$root_directory/ci/debs" --names "$(dpkg --print-architecture)" "${VERSION_CODENAME:-trixie}" "$stage" "$1" |
		cut -d ' ' -f 2 >version
	cp "$stage/$2" efi.fd
}

part efi-arm64 efi qemu-efi-aarch64 usr/share/qemu-efi-aarch64/QEMU_EFI.fd
