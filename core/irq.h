/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CORE_IRQ_H
#define CORE_IRQ_H

#include "core/cpulist.h"

#include <stdbool.h>
#include <stdint.h>

/* /proc/interrupts: one row for each interrupt, with a count for each online CPU. */
struct irq_row {
	char label[16]; /* "24", "LOC" */
	char text[192]; /* after the counts: chip, hardware number and kind, who handles it */
	uint64_t counts[CPULIST_MAX]; /* in the order of `cpus` of the table */
};

struct irq_table {
	unsigned cpus[CPULIST_MAX];
	size_t cpu_count, row_count;
	struct irq_row rows[1024];
};

/* Returns 0 or -errno. */
int irq_read(struct irq_table *table);
/* The same from text, as /proc/interrupts shows it. */
void irq_parse(struct irq_table *table, const char *text);
/* Whether the row belongs to a device: "virtio1" as such, or as in "virtio1-req.0". */
bool irq_is_of(const struct irq_row *row, const char *device);
/* All interrupts of a device, on all CPUs. */
uint64_t irq_count_of(const struct irq_table *table, const char *device);
/* Whether the row counts a CPU's own timer, by whatever name the architecture has for it. */
bool irq_is_timer(const struct irq_row *row);

#endif
