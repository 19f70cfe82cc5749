/* SPDX-License-Identifier: Apache-2.0 */
#include "el1/gic.h"

#include "el1/el1.h"

/* Registers: GIC Architecture Specification (IHI 0069), chapter 12; IHI 0048 for GICv2. */
#define GICD_CTLR	   0x000
#define GICD_IGROUPR0	   0x080
#define GICD_ISENABLER0	   0x100
#define GICD_ICENABLER0	   0x180
#define GICD_ISPENDR0	   0x200
#define GICD_IPRIORITYR	   0x400
#define GICD_SGIR	   0xf00
#define GICC_CTLR	   0x00
#define GICC_PMR	   0x04
#define GICC_IAR	   0x0c
#define GICC_EOIR	   0x10
#define GICR_TYPER	   0x008
#define GICR_WAKER	   0x014
#define GICR_SGI_FRAME	   0x10000
#define GICR_FRAME_SIZE	   0x20000
#define TYPER_LAST	   (1u << 4)
#define TYPER_VLPIS	   (1u << 1)
#define WAKER_SLEEP	   (1u << 1)
#define WAKER_CHILDREN	   (1u << 2)
#define CTLR_GROUPS	   0x3
#define CTLR_ARE	   0x10
#define CTLR_WRITE_PENDING (1u << 31)
#define PRIORITY	   0xa0a0a0a0u
#define PRIORITY_MASK	   0xf0
#define TRIES		   1000000
#define CELLS		   3 /* of an interrupt */
#define TYPE_PPI	   1
#define FIRST_PPI	   16

struct gic gic;
static irq_handler *volatile handler;

static bool find_v3(const struct fdt *fdt, struct fdt_node *node)
{
	uint64_t size;
	struct fdt_node its;

	if (!fdt_find(fdt, node, "arm,gic-v3") || !fdt_reg(node, 0, &gic.distributor, &size) ||
		!fdt_reg(node, 1, &gic.redistributors, &gic.redistributors_size))
		return false;
	gic.version = 3;
	gic.its = fdt_find(fdt, &its, "arm,gic-v3-its");
	return true;
}

static bool find_v2(const struct fdt *fdt, struct fdt_node *node)
{
	static const char *const names[] = {
		"arm,gic-400", "arm,cortex-a15-gic", "arm,cortex-a7-gic", "arm,cortex-a9-gic"};
	uint64_t size;

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (fdt_find(fdt, node, names[i]) && fdt_reg(node, 0, &gic.distributor, &size) &&
			fdt_reg(node, 1, &gic.cpu_interface, &size)) {
			gic.version = 2;
			return true;
		}
	return false;
}

void gic_start(const struct fdt *fdt)
{
	struct fdt_node node;

	if (!find_v3(fdt, &node) && !find_v2(fdt, &node))
		return;
	/* Where there are two security states this is the non-secure one's view. */
	write32(gic.distributor + GICD_CTLR, CTLR_GROUPS | (gic.version == 3 ? CTLR_ARE : 0));
	for (unsigned i = 0; i < TRIES; i++)
		if (!(read32(gic.distributor + GICD_CTLR) & CTLR_WRITE_PENDING))
			break;
	gic_start_cpu();
}

uint64_t gic_redistributor(void)
{
	uint64_t own = read_sysreg(mpidr_el1), frame = gic.redistributors;
	uint64_t affinity = (own >> 32 & 0xff) << 24 | (own & 0xffffff), type;

	do {
		type = read64(frame + GICR_TYPER);
		if (type >> 32 == affinity)
			return frame;
		frame += GICR_FRAME_SIZE * (type & TYPER_VLPIS ? 2 : 1);
	} while (!(type & TYPER_LAST) && frame < gic.redistributors + gic.redistributors_size);
	return 0;
}

uint64_t gic_private(void)
{
	uint64_t frame;

	if (gic.version == 2)
		return gic.distributor;
	frame = gic.version == 3 ? gic_redistributor() : 0;
	return frame ? frame + GICR_SGI_FRAME : 0;
}

static void start_v3(uint64_t frame)
{
	uint64_t waker = frame - GICR_SGI_FRAME + GICR_WAKER;

	write32(waker, read32(waker) & ~WAKER_SLEEP);
	for (unsigned i = 0; i < TRIES && read32(waker) & WAKER_CHILDREN; i++)
		;
	write32(frame + GICD_IGROUPR0, ~0u);
	write_sysreg(S3_0_C12_C12_5, read_sysreg(S3_0_C12_C12_5) | 1); /* ICC_SRE_EL1 */
	write_sysreg(S3_0_C4_C6_0, PRIORITY_MASK);		       /* ICC_PMR_EL1 */
	write_sysreg(S3_0_C12_C12_7, 1);			       /* ICC_IGRPEN1_EL1 */
}

static void start_v2(void)
{
	write32(gic.cpu_interface + GICC_PMR, PRIORITY_MASK);
	write32(gic.cpu_interface + GICC_CTLR, 1);
}

void gic_start_cpu(void)
{
	uint64_t frame = gic_private();

	if (!frame)
		return;
	for (unsigned i = 0; i < 32; i += 4)
		write32(frame + GICD_IPRIORITYR + i, PRIORITY);
	if (gic.version == 3)
		start_v3(frame);
	else
		start_v2();
}

void gic_enable(unsigned number)
{
	uint64_t frame = gic_private();

	if (frame)
		write32(frame + GICD_ISENABLER0, 1u << number);
	dsb();
}

void gic_disable(unsigned number)
{
	uint64_t frame = gic_private();

	if (frame)
		write32(frame + GICD_ICENABLER0, 1u << number);
	dsb();
}

bool gic_pending(unsigned number)
{
	uint64_t frame = gic_private();

	return frame && read32(frame + GICD_ISPENDR0) >> number & 1;
}

void gic_send(unsigned number, uint64_t affinity, bool self)
{
	dsb();
	if (gic.version == 3) /* ICC_SGI1R_EL1 */
		write_sysreg(S3_0_C12_C11_5,
			(affinity >> 32 & 0xff) << 48 | (affinity >> 16 & 0xff) << 32 |
				(affinity >> 8 & 0xff) << 16 | (uint64_t)number << 24 |
				1ull << (affinity & 0xf));
	else if (gic.version == 2)
		write32(gic.distributor + GICD_SGIR, (self ? 2u << 24 : 1u << 24) | number);
}

void irq_handle(irq_handler *with)
{
	handler = with;
	dsb();
}

void irq_arrived(uint64_t at);

/* Called from start.S. */
void irq_arrived(uint64_t at)
{
	uint32_t taken = gic.version == 3 ? (uint32_t)read_sysreg(S3_0_C12_C12_0)
					  : read32(gic.cpu_interface + GICC_IAR);
	unsigned number = taken & 0x3ff;
	irq_handler *todo = handler;

	if (number >= 1020)
		return;
	if (todo)
		todo(number, at);
	else
		gic_disable(number);
	dsb();
	if (gic.version == 3)
		write_sysreg(S3_0_C12_C12_1, taken); /* ICC_EOIR1_EL1 */
	else
		write32(gic.cpu_interface + GICC_EOIR, taken);
}

/* Interrupts of the GIC binding: 3 cells, of which the first is 1 for a private one. */
unsigned gic_ppi(const char *compatible, unsigned index)
{
	struct fdt_node node;

	if (!fdt_find(&device_tree, &node, compatible) ||
		fdt_cell(&node, "interrupts", index * CELLS, 0) != TYPE_PPI)
		return 0;
	return FIRST_PPI + fdt_cell(&node, "interrupts", index * CELLS + 1, 0);
}
