/* SPDX-License-Identifier: Apache-2.0 */
#include "probes/hypervisor_leaves.h"
#include "probes/hypervisor_names.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

/* A processor made of rows; leaves in no row answer as the last basic one, as Intel's do. */
struct row {
	uint32_t leaf;
	struct cpuid value;
};
static const struct row *processor;

static bool read_model(uint32_t leaf, struct cpuid *out)
{
	*out = (struct cpuid){{0x07280203, 0, 0, 0x2501}};
	for (const struct row *row = processor; row->leaf; row++)
		if (row->leaf == leaf)
			*out = row->value;
	return true;
}

static struct cpuid signature(uint32_t last, const char *text)
{
	struct cpuid leaf = {{last}};

	memcpy(&leaf.reg[CPUID_EBX], text, 12);
	return leaf;
}

static void append(const char *name, void *to)
{
	strcat(strcat(to, name), " ");
}

static const struct row hypervisor_bit_set = {1, {{0, 0, 1u << 31, 0}}};

Test(hypervisor, kvm_is_found_behind_the_interface_it_imitates)
{
	struct hypervisor_interface found[HYPERVISOR_INTERFACES_MAX];
	struct row rows[] = {
		hypervisor_bit_set,
		{0x40000000, signature(0x40000006, "Microsoft Hv")},
		{0x40000003, {{1u << 9}}},
		{0x40000004, {{0}}},
		{0x40000100, signature(0x40000101, "KVMKVMKVM\0\0\0")},
		{0x40000101, {{1u << 3 | 1u << 24, 0, 0, 1}}},
		{0},
	};
	const struct hypervisor_interface *own;
	char names[300] = "";

	processor = rows;
	cr_assert_eq(hypervisor_interfaces(read_model, found), 2);
	own = hypervisor_own(found, 2);
	cr_assert_str_eq(own->vendor, "KVM");
	cr_assert_str_eq(own->signature, "KVMKVMKVM");
	hypervisor_features(read_model, own, append, names);
	cr_assert_str_eq(names, "KVM_FEATURE_CLOCKSOURCE2 KVM_FEATURE_CLOCKSOURCE_STABLE_BIT "
				"KVM_HINTS_REALTIME ");
	names[0] = '\0';
	hypervisor_features(read_model, &found[0], append, names);
	cr_assert_str_eq(names, "AccessPartitionReferenceTsc ");
}

Test(hypervisor, without_the_bit_its_leaves_mean_nothing)
{
	struct hypervisor_interface found[HYPERVISOR_INTERFACES_MAX];
	struct row rows[] = {
		{1, {{0}}}, {0x40000000, signature(0x40000001, "KVMKVMKVM\0\0\0")}, {0}};

	processor = rows;
	cr_assert_not(hypervisor_bit(read_model));
	cr_assert_eq(hypervisor_interfaces(read_model, found), 0);
}

Test(hypervisor, an_unknown_signature_is_shown_as_it_is)
{
	struct hypervisor_interface found[HYPERVISOR_INTERFACES_MAX];
	struct row rows[] = {
		hypervisor_bit_set, {0x40000000, signature(0, "New\x01Kind\0\0\0\0")}, {0}};
	char version[16];

	processor = rows;
	cr_assert_eq(hypervisor_interfaces(read_model, found), 1, "leaves that repeat are none");
	cr_assert_null(found[0].vendor);
	cr_assert_str_eq(found[0].signature, "New.Kind");
	hypervisor_version(read_model, hypervisor_own(found, 1), version, sizeof(version));
	cr_assert_str_eq(version, "");
}

Test(hypervisor, versions_and_frequencies)
{
	struct hypervisor_interface found[HYPERVISOR_INTERFACES_MAX];
	struct row rows[] = {hypervisor_bit_set,
		{0x40000000, signature(0x40000010, "XenVMMXenVMM")},
		{0x40000001, {{4u << 16 | 17}}}, {0x40000010, {{2600000, 1000000}}}, {0}};
	char version[16];
	uint32_t tsc_khz, apic_khz;

	processor = rows;
	cr_assert_eq(hypervisor_interfaces(read_model, found), 1);
	hypervisor_version(read_model, &found[0], version, sizeof(version));
	cr_assert_str_eq(version, "4.17");
	hypervisor_frequencies(read_model, &found[0], &tsc_khz, &apic_khz);
	cr_assert_eq(tsc_khz, 2600000);
	cr_assert_eq(apic_khz, 1000000);
}

Test(hypervisor, leaves_beyond_the_last_are_not_read)
{
	struct hypervisor_interface found[HYPERVISOR_INTERFACES_MAX];
	struct row rows[] = {hypervisor_bit_set,
		{0x40000000, signature(0x40000001, "XenVMMXenVMM")}, {0x40000004, {{0xffffffff}}},
		{0}};
	char names[300] = "";

	processor = rows;
	hypervisor_interfaces(read_model, found);
	hypervisor_features(read_model, &found[0], append, names);
	cr_assert_str_eq(names, "");
}

Test(hypervisor, a_machine_is_known_by_its_more_specific_name)
{
	cr_assert_str_eq(hypervisor_word_vendor("linux,kvm"), "KVM");
	cr_assert_str_eq(hypervisor_word_vendor("Red Hat KVM QEMU SeaBIOS"), "KVM");
	cr_assert_str_eq(hypervisor_word_vendor("xen,xen-4.17 xen,xen"), "Xen");
	cr_assert_str_eq(hypervisor_word_vendor("qcom,gunyah-hypervisor"), "Gunyah");
	cr_assert_null(hypervisor_word_vendor("Dell Inc. Precision 5560"));
	cr_assert_null(hypervisor_word_vendor("Microsoft Corporation Surface"));
}
