/* SPDX-License-Identifier: Apache-2.0 */
#include "el1/el1.h"
#include "el1/mmu.h"
#include "el1/text.h"

/* SMMUv3 (IHI 0070), 6.3 */
#define SMMU_IDR0    0x00
#define SMMU_IDR5    0x14
#define SMMU_AIDR    0x1c
#define IDR0_STAGE_1 (1u << 1)
#define IDR5_4K	     (1u << 4)
#define IDR5_16K     (1u << 5)
#define IDR5_64K     (1u << 6)

static void tell(uint64_t base)
{
	static const unsigned char bits[] = {32, 36, 40, 42, 44, 48, 52, 56};
	uint32_t sizes = read32(base + SMMU_IDR5), version = read32(base + SMMU_AIDR);

	fact_version("arm.smmu.version", 3 + (version >> 4 & 15), version & 15);
	fact_bool("arm.smmu.stage_1", read32(base + SMMU_IDR0) & IDR0_STAGE_1);
	fact_int("arm.smmu.address_bits", bits[sizes & 7]);
	fact_list("arm.smmu.granules");
	if (sizes & IDR5_4K)
		emit_item_text("4k");
	if (sizes & IDR5_16K)
		emit_item_text("16k");
	if (sizes & IDR5_64K)
		emit_item_text("64k");
	fact_list_end();
}

/* The first one is described; whether the others are of its revision is told, too. */
static void run(void)
{
	struct fdt_node node = {.fdt = &device_tree};
	uint64_t base, size;
	uint32_t first = 0;
	int count = 0;
	bool same = true;

	while (fdt_next(&node)) {
		if (!fdt_compatible(&node, "arm,smmu-v3") || !fdt_reg(&node, 0, &base, &size) ||
			base + size > MMU_END)
			continue;
		if (!count++) {
			first = read32(base + SMMU_AIDR);
			tell(base);
		}
		same = same && read32(base + SMMU_AIDR) == first;
	}
	fact_int("arm.smmu.count", count);
	if (count)
		fact_bool("arm.smmu.same_revision", same);
}

EL1_UNIT(82, smmu) = {"el1.smmu", "probe", run};
