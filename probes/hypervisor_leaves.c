/* SPDX-License-Identifier: Apache-2.0 */
#include "probes/hypervisor_leaves.h"

#include "probes/hypervisor_names.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#define FIRST	    0x40000000u
#define LAST	    0x40010000u
#define STEP	    0x100u
#define HYPERVISOR  (1u << 31) /* CPUID.1:ECX */
#define LEAF_TIMING 0x10       /* kHz in EAX and EBX */

bool hypervisor_bit(cpuid_reader *read)
{
	struct cpuid leaf;

	return read(1, &leaf) && (leaf.reg[CPUID_ECX] & HYPERVISOR);
}

static void read_signature(const struct cpuid *leaf, struct hypervisor_interface *interface)
{
	char raw[12];

	memcpy(raw, &leaf->reg[CPUID_EBX], 4);
	memcpy(raw + 4, &leaf->reg[CPUID_ECX], 4);
	memcpy(raw + 8, &leaf->reg[CPUID_EDX], 4);
	interface->vendor = hypervisor_signature_vendor(raw, &interface->imitated);
	for (size_t i = 0; i < sizeof(raw); i++)
		interface->signature[i] = isprint((unsigned char)raw[i]) ? raw[i] : '.';
	interface->signature[sizeof(raw)] = '\0';
	for (size_t i = sizeof(raw); i-- && !raw[i];) /* padding is no part of the name */
		interface->signature[i] = '\0';
}

size_t hypervisor_interfaces(
	cpuid_reader *read, struct hypervisor_interface found[HYPERVISOR_INTERFACES_MAX])
{
	size_t count = 0;

	if (!hypervisor_bit(read))
		return 0;
	for (uint32_t base = FIRST; base < LAST && count < HYPERVISOR_INTERFACES_MAX;
		base += STEP) {
		struct hypervisor_interface *interface = &found[count];
		struct cpuid leaf;

		if (!read(base, &leaf))
			return 0;
		*interface = (struct hypervisor_interface){.base = base};
		read_signature(&leaf, interface);
		/* Beyond the first, leaves that nobody serves repeat others. */
		if (interface->vendor || (base == FIRST && interface->signature[0]))
			count++;
	}
	return count;
}

const struct hypervisor_interface *hypervisor_own(
	const struct hypervisor_interface *found, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (found[i].vendor && !found[i].imitated)
			return &found[i];
	return count ? &found[0] : NULL;
}

/* EAX of the signature's leaf is the last leaf; an old KVM says 0 and means one more. */
static bool read_leaf(cpuid_reader *read, const struct hypervisor_interface *interface,
	uint32_t offset, struct cpuid *leaf)
{
	uint32_t last;

	if (!read(interface->base, leaf))
		return false;
	last = leaf->reg[CPUID_EAX] ? leaf->reg[CPUID_EAX] : interface->base + 1;
	return last >= interface->base && last < interface->base + STEP &&
	       offset <= last - interface->base && read(interface->base + offset, leaf);
}

void hypervisor_features(cpuid_reader *read, const struct hypervisor_interface *interface,
	void (*each)(const char *name, void *to), void *to)
{
	for (const struct hypervisor_feature *row = hypervisor_feature_names; row->name; row++) {
		struct cpuid leaf;

		if (!interface->vendor || strcmp(row->vendor, interface->vendor) != 0)
			continue;
		if (read_leaf(read, interface, row->leaf, &leaf) &&
			(leaf.reg[row->reg] >> row->bit & 1))
			each(row->name, to);
	}
}

void hypervisor_version(
	cpuid_reader *read, const struct hypervisor_interface *interface, char *text, size_t size)
{
	const struct hypervisor_version *row = hypervisor_version_of(interface->vendor);
	struct cpuid leaf;
	uint32_t number;

	*text = '\0';
	if (!row || !read_leaf(read, interface, row->leaf, &leaf))
		return;
	number = leaf.reg[row->reg];
	if (row->build_reg < 0)
		snprintf(text, size, "%u.%u", number >> 16, number & 0xffff);
	else
		snprintf(text, size, "%u.%u.%u", number >> 16, number & 0xffff,
			leaf.reg[row->build_reg]);
}

void hypervisor_frequencies(cpuid_reader *read, const struct hypervisor_interface *interface,
	uint32_t *tsc_khz, uint32_t *apic_khz)
{
	struct cpuid leaf;

	*tsc_khz = *apic_khz = 0;
	if (!read_leaf(read, interface, LEAF_TIMING, &leaf))
		return;
	*tsc_khz = leaf.reg[CPUID_EAX];
	*apic_khz = leaf.reg[CPUID_EBX];
}
