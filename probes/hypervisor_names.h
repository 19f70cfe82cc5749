/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PROBES_HYPERVISOR_NAMES_H
#define PROBES_HYPERVISOR_NAMES_H

#include <stdbool.h>
#include <stdint.h>

/*
 * What hypervisors call themselves, and their feature bits: tables of published
 * identifiers, and the only place that knows a hypervisor by name. Nothing is decided
 * by them but what is shown.
 */

/* The vendor of a 12-byte CPUID signature, or NULL; `imitated` if others show it, too. */
const char *hypervisor_signature_vendor(const char signature[12], bool *imitated);
/* By what SMBIOS, a device tree's "compatible" or the kernel's log call it, or NULL. */
const char *hypervisor_word_vendor(const char *text);

struct hypervisor_feature {
	const char *vendor;
	uint8_t leaf, reg, bit; /* leaf: offset from the signature's; reg: enum cpuid_register */
	const char *name;
};
/* Ends with a row without a name. */
extern const struct hypervisor_feature hypervisor_feature_names[];

/* Where an interface keeps its version: major in the upper, minor in the lower half. */
struct hypervisor_version {
	const char *vendor;
	uint8_t leaf, reg;
	int8_t build_reg; /* -1: no build number */
};
const struct hypervisor_version *hypervisor_version_of(const char *vendor);

#endif
