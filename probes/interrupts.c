/* SPDX-License-Identifier: Apache-2.0 */
#include "core/irq.h"
#include "core/job.h"
#include "core/sysfs.h"
#include "probes/kmsg.h"
#include "virtio/inventory.h"
#include "virtio/negotiated.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#define CHIPS_MAX   32
#define DEVICES_MAX 64

static struct irq_table table;

/* "PCI-MSIX-0000:00:02.0" names the function, too; the kind is what comes before it. */
static void chip_of(const struct irq_row *row, char *chip, size_t size)
{
	char *digit;

	snprintf(chip, size, "%.*s", (int)strcspn(row->text, " "), row->text);
	digit = strchr(chip, ':');
	if (digit)
		for (; digit > chip && *digit != '-'; digit--)
			;
	if (digit && digit > chip)
		*digit = '\0';
}

static void show_controllers(struct job *job)
{
	static char chips[CHIPS_MAX][48];
	struct fact_items names = {0};
	size_t count = 0;

	for (size_t i = 0; i < table.row_count; i++) {
		char chip[48];
		size_t j = 0;

		if (!isdigit((unsigned char)table.rows[i].label[0]) || !table.rows[i].text[0])
			continue;
		chip_of(&table.rows[i], chip, sizeof(chip));
		while (j < count && strcmp(chips[j], chip) != 0)
			j++;
		if (j == count && count < CHIPS_MAX) {
			memcpy(chips[count++], chip, sizeof(chip));
			fact_item(&names, "%s", chip);
		}
	}
	fact_list(job, &names, "interrupts.controllers");
}

static const char *kind_of(const struct irq_row *row)
{
	if (strstr(row->text, "MSIX") || strstr(row->text, "MSI-X"))
		return "MSI-X";
	if (strstr(row->text, "MSI"))
		return "MSI";
	return "line";
}

static void show_device(struct job *job, const struct device *found)
{
	const char *name = strrchr(found->path, '/') + 1, *kind = NULL;
	unsigned vectors = 0;

	for (size_t i = 0; i < table.row_count; i++)
		if (irq_is_of(&table.rows[i], name)) {
			kind = kind_of(&table.rows[i]);
			vectors++;
		}
	fact_int(job, vectors, "%s.interrupts", found->id);
	if (kind)
		fact_str(job, kind, "%s.interrupt_kind", found->id);
}

static void run(struct job *job)
{
	static struct device found[DEVICES_MAX];
	size_t count = virtio_find_all(found, DEVICES_MAX);
	char line[128];

	if (irq_read(&table))
		return;
	show_controllers(job);
	fact_bool(job, sysfs_count("/sys/bus/pci/devices/*/msi_irqs/*") > 0, "interrupts.msi");
	if (kmsg_find("Switched APIC routing to", line, sizeof(line), NULL) && strchr(line, ':'))
		fact_str(job, strchr(line, ':') + 2, "interrupts.apic_routing");
	for (size_t i = 0; i < count && i < DEVICES_MAX; i++)
		show_device(job, &found[i]);
}

static const struct fact_desc facts[] = {
	{"interrupts.controllers", FACT_LIST, NULL,
		"interrupt controllers in use, as Linux names them"},
	{"interrupts.msi", FACT_BOOLEAN, NULL,
		"whether any device uses message-signalled interrupts"},
	{"interrupts.apic_routing", FACT_STRING, NULL,
		"how x86 interrupts are addressed, where the kernel's log tells: x2apic or not"},
	{"virtio.*[].interrupts", FACT_INTEGER, NULL, "interrupts that its driver uses"},
	{"virtio.*[].interrupt_kind", FACT_STRING, NULL,
		"MSI-X, MSI, or line: an interrupt line that may be shared"},
	{0},
};

PROBE(interrupts) = {
	.id = "interrupts",
	.title = "What delivers interrupts, and how each virtio device raises them",
	.source = "/proc/interrupts; VIRTIO 1.4, 4.1.5.1.2",
	.facts = facts,
	.run = run,
};
