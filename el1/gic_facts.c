/* SPDX-License-Identifier: Apache-2.0 */
#include "el1/el1.h"
#include "el1/gic.h"

#define GICD_TYPER   0x004
#define GICD_IIDR    0x008
#define GICD_CTLR    0x000
#define CTLR_DS	     (1u << 6)
#define TYPER_LPIS   (1u << 17)
#define TYPER_SECURE (1u << 10)
#define GICR_TYPER   0x008
#define ISENABLER0   0x100
#define ICENABLER0   0x180
#define SGIS	     0xffffu

static unsigned count_redistributors(void)
{
	uint64_t frame = gic.redistributors, type;
	unsigned count = 0;

	do {
		type = read64(frame + GICR_TYPER);
		frame += type & 2 ? 0x40000 : 0x20000;
		count++;
	} while (!(type & 0x10) && frame < gic.redistributors + gic.redistributors_size);
	return count;
}

/* How many SGIs this security state can switch on: the others read as zero. */
static unsigned count_sgis(void)
{
	uint64_t frame = gic_private();
	uint32_t before, after;
	unsigned count = 0;

	if (!frame)
		return 0;
	before = read32(frame + ISENABLER0);
	write32(frame + ISENABLER0, SGIS);
	after = read32(frame + ISENABLER0) & SGIS;
	write32(frame + ICENABLER0, SGIS & ~before);
	for (; after; after &= after - 1)
		count++;
	return count;
}

static void run(void)
{
	uint32_t type;

	fact_int("arm.gic.version", gic.version);
	if (!gic.version)
		return;
	type = read32(gic.distributor + GICD_TYPER);
	fact_hex("arm.gic.typer", type);
	fact_hex("arm.gic.implementer", read32(gic.distributor + GICD_IIDR));
	fact_int("arm.gic.spis", (type & 0x1f) * 32);
	fact_int("arm.gic.sgis", count_sgis());
	fact_bool("arm.gic.two_security_states",
		gic.version == 3 ? !(read32(gic.distributor + GICD_CTLR) & CTLR_DS)
				 : !!(type & TYPER_SECURE));
	if (gic.version < 3)
		return;
	fact_bool("arm.gic.its", gic.its);
	fact_bool("arm.gic.lpis", type & TYPER_LPIS);
	fact_int("arm.gic.redistributors", count_redistributors());
	fact_bool("arm.gic.redistributor_of_cpu", gic_redistributor() != 0);
}

EL1_UNIT(44, gic) = {"el1.gic", "probe", run};
