/* SPDX-License-Identifier: Apache-2.0 */
#include "core/job.h"
#include "core/sysfs.h"
#include "probes/hypervisor_identity.h"
#include "probes/hypervisor_leaves.h"

#include <string.h>

static void add_feature(const char *name, void *to)
{
	fact_item(to, "%s", name);
}

/* What the nearest interface and the ones it imitates offer. */
static void show_leaves(struct job *job)
{
	struct hypervisor_interface found[HYPERVISOR_INTERFACES_MAX];
	size_t count = hypervisor_interfaces(cpuid_read, found);
	const struct hypervisor_interface *own = hypervisor_own(found, count);
	struct fact_items interfaces = {0}, features = {0};
	char version[32];
	uint32_t tsc_khz, apic_khz;

	if (!own)
		return;
	for (size_t i = 0; i < count; i++) {
		fact_item(
			&interfaces, "%s", found[i].vendor ? found[i].vendor : found[i].signature);
		hypervisor_features(cpuid_read, &found[i], add_feature, &features);
	}
	fact_str(job, own->signature, "hypervisor.signature");
	fact_list(job, &interfaces, "hypervisor.interfaces");
	fact_list(job, &features, "hypervisor.features");
	hypervisor_version(cpuid_read, own, version, sizeof(version));
	if (*version)
		fact_str(job, version, "hypervisor.cpuid_version");
	hypervisor_frequencies(cpuid_read, own, &tsc_khz, &apic_khz);
	if (tsc_khz)
		fact_int(job, tsc_khz, "hypervisor.tsc_khz");
	if (apic_khz)
		fact_int(job, apic_khz, "hypervisor.apic_timer_khz");
}

static void show_sysfs(struct job *job)
{
	char major[16], minor[16], extra[32], text[64];

	if (!sysfs_line(text, sizeof(text), "/sys/hypervisor/type"))
		return;
	fact_str(job, text, "hypervisor.sysfs_type");
	if (sysfs_line(text, sizeof(text), "/sys/hypervisor/guest_type"))
		fact_str(job, text, "hypervisor.guest_type");
	sysfs_line(major, sizeof(major), "/sys/hypervisor/version/major");
	sysfs_line(minor, sizeof(minor), "/sys/hypervisor/version/minor");
	sysfs_line(extra, sizeof(extra), "/sys/hypervisor/version/extra");
	if (*major) {
		strcat(strcat(strcat(strcpy(text, major), "."), minor), extra);
		fact_str(job, text, "hypervisor.sysfs_version");
	}
}

static void run(struct job *job)
{
	struct hypervisor_identity identity;
	struct fact_items evidence = {0};

	hypervisor_identify(&identity);
	fact_bool(job, identity.detected, "hypervisor.detected");
	if (identity.detected)
		fact_str(job, identity.vendor ? identity.vendor : "unknown", "hypervisor.vendor");
	for (size_t i = 0; i < identity.count; i++)
		fact_item(&evidence, "%s", identity.evidence[i]);
	fact_list(job, &evidence, "hypervisor.evidence");
	show_sysfs(job);
	show_leaves(job);
}

static const struct fact_desc facts[] = {
	{"hypervisor.detected", FACT_BOOLEAN, NULL,
		"whether anything tells the guest that it is one"},
	{"hypervisor.vendor", FACT_STRING, NULL,
		"who is below, by the nearest source that says a known name; else \"unknown\""},
	{"hypervisor.evidence", FACT_LIST, NULL, "every source that says so and what it says"},
	{"hypervisor.signature", FACT_STRING, NULL,
		"the CPUID signature that is its own; in a PV guest whose CPUID nothing traps, "
		"that of the "
		"machine outside"},
	{"hypervisor.interfaces", FACT_LIST, NULL,
		"every CPUID interface from leaf 0x40000000 on, imitated ones included"},
	{"hypervisor.features", FACT_LIST, NULL, "feature bits set in those interfaces, by name"},
	{"hypervisor.cpuid_version", FACT_STRING, NULL, "its version as its CPUID leaves tell it"},
	{"hypervisor.tsc_khz", FACT_INTEGER, "kHz", "TSC frequency as told in leaf 0x40000010"},
	{"hypervisor.apic_timer_khz", FACT_INTEGER, "kHz",
		"local APIC timer frequency as told in leaf 0x40000010"},
	{"hypervisor.sysfs_type", FACT_STRING, NULL,
		"what the kernel knows it as (/sys/hypervisor)"},
	{"hypervisor.sysfs_version", FACT_STRING, NULL, "its version as the kernel asked for it"},
	{"hypervisor.guest_type", FACT_STRING, NULL,
		"kind of guest: paravirtualized (PV), with hardware support (HVM, PVH)"},
	{0},
};

PROBE(hypervisor) = {
	.id = "hypervisor",
	.title = "Who is below, and what it offers guests beyond a real machine",
	.source = "CPUID leaves 0x40000000 and up; Documentation/ABI/stable/sysfs-hypervisor-xen",
	.facts = facts,
	.run = run,
};
