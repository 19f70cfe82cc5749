/* SPDX-License-Identifier: Apache-2.0 */
#include "core/irq.h"

#include "core/json.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *parse_header(struct irq_table *table, const char *line)
{
	const char *end = line + strcspn(line, "\n");

	while ((line = strstr(line, "CPU")) && line < end) {
		line += strlen("CPU");
		if (table->cpu_count < CPULIST_MAX)
			table->cpus[table->cpu_count++] = (unsigned)strtoul(line, NULL, 10);
	}
	return *end ? end + 1 : end;
}

/* Rows without a count for each CPU ("ERR:  0") keep zeros for the others. */
static void parse_row(struct irq_row *row, const char *line, size_t length, size_t cpus)
{
	const char *end = line + length, *p = memchr(line, ':', length);
	size_t i = 0;

	*row = (struct irq_row){0};
	if (!p)
		return;
	line += strspn(line, " ");
	snprintf(row->label, sizeof(row->label), "%.*s", (int)(p - line), line);
	for (p++; i < cpus; i++) {
		char *after;
		uint64_t count = strtoull(p, &after, 10);

		if (after == p || after > end)
			break;
		row->counts[i] = count;
		p = after;
	}
	while (p < end && isspace((unsigned char)*p))
		p++;
	snprintf(row->text, sizeof(row->text), "%.*s", (int)(end - p), p);
}

void irq_parse(struct irq_table *table, const char *text)
{
	const size_t max = sizeof(table->rows) / sizeof(*table->rows);

	table->cpu_count = table->row_count = 0;
	text = parse_header(table, text);
	while (*text && table->row_count < max) {
		size_t length = strcspn(text, "\n");

		parse_row(&table->rows[table->row_count++], text, length, table->cpu_count);
		text += length + (text[length] == '\n');
	}
}

int irq_read(struct irq_table *table)
{
	struct message msg = {0};
	size_t size;
	char *text = file_read_whole("/proc/interrupts", &size, &msg);

	if (!text)
		return -errno;
	irq_parse(table, text);
	free(text);
	return 0;
}

bool irq_is_of(const struct irq_row *row, const char *device)
{
	size_t length = strlen(device);

	for (const char *p = row->text; (p = strstr(p, device)); p += length) {
		bool begins = p == row->text || p[-1] == ' ' || p[-1] == ',';

		if (begins && (!p[length] || strchr("-, ", p[length])))
			return true;
	}
	return false;
}

uint64_t irq_count_of(const struct irq_table *table, const char *device)
{
	uint64_t sum = 0;

	for (size_t i = 0; i < table->row_count; i++)
		for (size_t cpu = 0; irq_is_of(&table->rows[i], device) && cpu < table->cpu_count;
			cpu++)
			sum += table->rows[i].counts[cpu];
	return sum;
}

bool irq_is_timer(const struct irq_row *row)
{
	static const char *const texts[] = {
		"Local timer interrupts", /* x86: LOC */
		"stimer0 interrupts",	  /* x86: HVS, a paravirtual clock event device */
		"arch_timer",		  /* arm64, a per-CPU interrupt of the GIC */
		"riscv-timer",
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		if (strstr(row->text, texts[i]))
			return true;
	/* An event channel: one row for each CPU, "timer0", "timer1". */
	return strstr(row->text, "percpu") && strstr(row->text, " timer");
}
