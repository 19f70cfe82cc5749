/* SPDX-License-Identifier: Apache-2.0 */
#include "probes/acpi_arm.h"

#include "probes/acpi.h"

#include <string.h>

#define HEADER_SIZE 36

/* ---- lists of structures that begin with a type and a length ---- */

struct structures {
	const uint8_t *table;
	size_t size, at;
	size_t length_bytes; /* of the field behind the type */
	const uint8_t *here; /* the structure, of `length` bytes */
	size_t length;
};

/* A length that does not even hold itself, or leaves the table, ends the list. */
static bool next_structure(struct structures *s)
{
	size_t least = 1 + s->length_bytes;

	s->at += s->length;
	s->length = s->at + least <= s->size
			    ? acpi_field(s->table, s->size, s->at + 1, s->length_bytes)
			    : 0;
	s->here = s->table + s->at;
	return s->length >= least && s->at + s->length <= s->size;
}

/* ---- the tables ---- */

#define GTDT_INTERRUPTS	   48 /* and flags, 4 bytes each */
#define GTDT_VIRTUAL_FLAGS 68
#define GTDT_TIMER_OFFSET  92
#define GTDT_SIZE	   96
#define GTDT_WATCHDOG	   1
#define ALWAYS_ON	   (1u << 2)

bool acpi_parse_gtdt(struct acpi_gtdt *gtdt, const uint8_t *table, size_t size)
{
	struct structures timers = {.table = table, .size = size, .length_bytes = 2};

	*gtdt = (struct acpi_gtdt){0};
	if (size < GTDT_SIZE)
		return false;
	for (unsigned i = 0; i < ACPI_TIMERS; i++)
		gtdt->interrupts[i] = (uint32_t)acpi_field(table, size, GTDT_INTERRUPTS + 8 * i, 4);
	gtdt->always_on = acpi_field(table, size, GTDT_VIRTUAL_FLAGS, 4) & ALWAYS_ON;
	timers.at = acpi_field(table, size, GTDT_TIMER_OFFSET, 4);
	while (timers.at >= GTDT_SIZE && next_structure(&timers))
		gtdt->watchdogs += *timers.here == GTDT_WATCHDOG;
	return true;
}

#define MADT_STRUCTURES 44
enum { MADT_GICC = 11, MADT_GICD, MADT_MSI_FRAME, MADT_GICR, MADT_ITS };
#define GICC_FLAGS   12 /* bit 0: enabled */
#define GICC_PMU     20
#define GICD_VERSION 20

static void take_gicc(struct acpi_madt *madt, const uint8_t *here, size_t length)
{
	if (!(acpi_field(here, length, GICC_FLAGS, 4) & 1))
		return;
	if (!madt->cpus++)
		madt->pmu_interrupt = (uint32_t)acpi_field(here, length, GICC_PMU, 4);
}

bool acpi_parse_madt(struct acpi_madt *madt, const uint8_t *table, size_t size)
{
	struct structures s = {
		.table = table, .size = size, .at = MADT_STRUCTURES, .length_bytes = 1};

	*madt = (struct acpi_madt){0};
	while (next_structure(&s)) {
		madt->redistributor_regions += *s.here == MADT_GICR;
		madt->its += *s.here == MADT_ITS;
		madt->msi_frames += *s.here == MADT_MSI_FRAME;
		if (*s.here == MADT_GICC)
			take_gicc(madt, s.here, s.length);
		if (*s.here == MADT_GICD)
			madt->gic_version = (unsigned)acpi_field(s.here, s.length, GICD_VERSION, 1);
	}
	return size >= MADT_STRUCTURES;
}

#define SPCR_TYPE	    36
#define SPCR_INTERRUPT_TYPE 52
#define SPCR_GSIV	    54
#define SPCR_SIZE	    58
#define ARM_GIC		    (1u << 3)

bool acpi_parse_spcr(struct acpi_spcr *spcr, const uint8_t *table, size_t size)
{
	static const struct {
		unsigned number;
		const char *name;
	} types[] = {
		{0x00, "16550"},
		{0x03, "PL011"},
		{0x0d, "SBSA (32-bit accesses)"},
		{0x0e, "SBSA"},
		{0x10, "DCC"},
		{0x12, "16550"},
	};

	*spcr = (struct acpi_spcr){0};
	if (size < SPCR_SIZE)
		return false;
	spcr->type_number = table[SPCR_TYPE];
	for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++)
		if (types[i].number == spcr->type_number)
			spcr->type = types[i].name;
	if (table[SPCR_INTERRUPT_TYPE] & ARM_GIC)
		spcr->interrupt = (uint32_t)acpi_field(table, size, SPCR_GSIV, 4);
	return true;
}

#define MCFG_ADDRESS 44
#define MCFG_FIRST   54
#define MCFG_LAST    55

bool acpi_parse_mcfg(struct acpi_mcfg *mcfg, const uint8_t *table, size_t size)
{
	*mcfg = (struct acpi_mcfg){0};
	if (size <= MCFG_LAST || table[MCFG_LAST] < table[MCFG_FIRST])
		return false;
	mcfg->address = acpi_field(table, size, MCFG_ADDRESS, 8);
	mcfg->buses = table[MCFG_LAST] - table[MCFG_FIRST] + 1u;
	return true;
}

#define IORT_OFFSET 40
enum { IORT_SMMU = 3, IORT_SMMU_V3 };

unsigned acpi_count_smmus(const uint8_t *table, size_t size)
{
	struct structures s = {
		.table = table,
		.size = size,
		.at = acpi_field(table, size, IORT_OFFSET, 4),
		.length_bytes = 2,
	};
	unsigned count = 0;

	while (s.at >= HEADER_SIZE && next_structure(&s))
		count += *s.here == IORT_SMMU || *s.here == IORT_SMMU_V3;
	return count;
}
