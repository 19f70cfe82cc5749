/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PROBES_HYPERVISOR_LEAVES_H
#define PROBES_HYPERVISOR_LEAVES_H

#include "core/cpuid.h"

#include <stddef.h>

/*
 * The CPUID leaves from 0x40000000 on, which processors leave to hypervisors. One may
 * show several interfaces, each at a multiple of 0x100: its own, and one that it
 * imitates for the sake of guests that know only that.
 */
#define HYPERVISOR_INTERFACES_MAX 8

struct hypervisor_interface {
	uint32_t base;	    /* the leaf with the signature */
	char signature[13]; /* 12 bytes, what is not printable as '.' */
	const char *vendor; /* NULL: the signature is in no list here */
	bool imitated;	    /* an interface that others commonly imitate */
};

/* Whether CPUID.1:ECX[31] is set, which real processors never do. */
bool hypervisor_bit(cpuid_reader *read);
/* 0 where that bit is not set: the leaves then repeat others and mean nothing. */
size_t hypervisor_interfaces(
	cpuid_reader *read, struct hypervisor_interface found[HYPERVISOR_INTERFACES_MAX]);
/* The one that tells most about who is below: not an imitated one where there is another. */
const struct hypervisor_interface *hypervisor_own(
	const struct hypervisor_interface *found, size_t count);

/* Calls `each` with the name of every feature bit that is set in an interface's leaves. */
void hypervisor_features(cpuid_reader *read, const struct hypervisor_interface *interface,
	void (*each)(const char *name, void *to), void *to);
/* "4.17", "10.0.20348": where the interface tells; "" where not. */
void hypervisor_version(
	cpuid_reader *read, const struct hypervisor_interface *interface, char *text, size_t size);
/* kHz of the TSC and of the local APIC's timer (generic leaf 0x10); 0: not told. */
void hypervisor_frequencies(cpuid_reader *read, const struct hypervisor_interface *interface,
	uint32_t *tsc_khz, uint32_t *apic_khz);

#endif
