/* SPDX-License-Identifier: Apache-2.0 */
#include "probes/hypervisor_identity.h"

#include "core/sysfs.h"
#include "probes/device_tree.h"
#include "probes/hypervisor_leaves.h"
#include "probes/hypervisor_names.h"
#include "probes/kmsg.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define EVIDENCE_MAX (sizeof(((struct hypervisor_identity *)0)->evidence) / 160)

__attribute__((format(printf, 3, 4))) static void says(
	struct hypervisor_identity *identity, const char *vendor, const char *fmt, ...)
{
	va_list args;

	identity->detected = true;
	if (!identity->vendor)
		identity->vendor = vendor;
	if (identity->count == EVIDENCE_MAX)
		return;
	va_start(args, fmt);
	vsnprintf(identity->evidence[identity->count++], sizeof(identity->evidence[0]), fmt, args);
	va_end(args);
}

static void ask_sysfs(struct hypervisor_identity *identity)
{
	char type[64];

	if (sysfs_line(type, sizeof(type), "/sys/hypervisor/type") && *type)
		says(identity, hypervisor_word_vendor(type), "/sys/hypervisor/type: %s", type);
}

static void ask_cpuid(struct hypervisor_identity *identity)
{
	struct hypervisor_interface found[HYPERVISOR_INTERFACES_MAX];
	size_t count = hypervisor_interfaces(cpuid_read, found);
	const struct hypervisor_interface *own = hypervisor_own(found, count);

	if (own) /* first, so that its name counts before an imitated one's */
		says(identity, own->vendor, "CPUID 0x%08x: %s", own->base, own->signature);
	for (size_t i = 0; i < count; i++)
		if (&found[i] != own)
			says(identity, found[i].vendor, "CPUID 0x%08x: %s", found[i].base,
				found[i].signature);
	if (hypervisor_bit(cpuid_read))
		says(identity, NULL, "CPUID 1: ECX bit 31");
}

/* On Arm only the kernel can ask for the hypervisor's UID; it writes down whose it knows. */
static void ask_smccc(struct hypervisor_identity *identity)
{
	char line[128];

	if (kmsg_find("smccc: KVM: ", line, sizeof(line), NULL))
		says(identity, hypervisor_word_vendor("KVM"), "kernel log: %s", line);
}

/* A device that only an emulator has, such as the one it hands files to firmware by. */
static void ask_node(const char *path, void *to)
{
	const char *node = path + strlen(DEVICE_TREE);
	char text[128];

	if (device_tree_strings(text, sizeof(text), node) && hypervisor_word_vendor(text))
		says(to, hypervisor_word_vendor(text), "device tree %s: %s", node, text);
}

static void ask_device_tree(struct hypervisor_identity *identity)
{
	static const char *const nodes[] = {"hypervisor/compatible", "compatible", "model"};
	char text[256];

	for (size_t i = 0; i < 3; i++) {
		if (!device_tree_strings(text, sizeof(text), nodes[i]))
			continue;
		/* A board's own name says nothing; a hypervisor node always does. */
		if (i == 0 || hypervisor_word_vendor(text) || device_tree_is_virtual(text))
			says(identity, hypervisor_word_vendor(text), "device tree /%s: %s",
				nodes[i], text);
	}
	sysfs_each(ask_node, identity, DEVICE_TREE "/fw-cfg@*/compatible");
}

static void ask_log(struct hypervisor_identity *identity)
{
	char line[128];

	if (kmsg_find("Hypervisor detected: ", line, sizeof(line), NULL))
		says(identity, hypervisor_word_vendor(line), "kernel log: %s", line);
}

static void ask_smbios(struct hypervisor_identity *identity)
{
	char vendor[64], product[64], bios[64], text[200];

	sysfs_line(vendor, sizeof(vendor), "/sys/class/dmi/id/sys_vendor");
	sysfs_line(product, sizeof(product), "/sys/class/dmi/id/product_name");
	sysfs_line(bios, sizeof(bios), "/sys/class/dmi/id/bios_vendor");
	snprintf(text, sizeof(text), "%s %s %s", vendor, product, bios);
	if (hypervisor_word_vendor(text))
		says(identity, hypervisor_word_vendor(text), "SMBIOS: %s", text);
}

void hypervisor_identify(struct hypervisor_identity *identity)
{
	*identity = (struct hypervisor_identity){0};
	ask_sysfs(identity);
	ask_cpuid(identity);
	ask_smccc(identity);
	ask_device_tree(identity);
	ask_log(identity);
	ask_smbios(identity);
}
