/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PROBES_HYPERVISOR_IDENTITY_H
#define PROBES_HYPERVISOR_IDENTITY_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Who is below, put together from everything that says so. Where two disagree, the
 * nearer one is right: in a Xen PV guest the CPUID instruction answers as the machine
 * outside does (which may itself be a guest), so what the kernel learned by hypercall
 * (/sys/hypervisor) counts before CPUID, CPUID before the device tree, that before the
 * kernel's log, and all before SMBIOS, which names the machine model.
 */
struct hypervisor_identity {
	bool detected;
	const char *vendor; /* NULL: nobody said a name that is known */
	char evidence[16][160];
	size_t count;
};

void hypervisor_identify(struct hypervisor_identity *identity);

#endif
