/* SPDX-License-Identifier: Apache-2.0 */
#include "el1/el1.h"

/* Fields of the identification registers (Arm ARM D24.2): there from `least` to `most`. */
enum source { PFR0, ISAR0, MMFR0, DFR0, ZFR0, SOURCES };

static const struct {
	const char *name;
	enum source source;
	unsigned char shift, least, most;
} features[] = {
	{"el0-aarch64", PFR0, 0, 1, 14},
	{"el1-aarch64", PFR0, 4, 1, 14},
	{"el2", PFR0, 8, 1, 14},
	{"fp", PFR0, 16, 0, 14},
	{"advsimd", PFR0, 20, 0, 14},
	{"sve", PFR0, 32, 1, 15},
	{"sve2", ZFR0, 0, 1, 15},
	{"aes", ISAR0, 4, 1, 15},
	{"sha1", ISAR0, 8, 1, 15},
	{"sha256", ISAR0, 12, 1, 15},
	{"crc32", ISAR0, 16, 1, 15},
	{"rndr", ISAR0, 60, 1, 15},
	{"asid16", MMFR0, 4, 2, 2},
	{"granule-4k", MMFR0, 28, 0, 14},
	{"granule-64k", MMFR0, 24, 0, 14},
	{"ecv", MMFR0, 60, 1, 15},
	{"pmuv3", DFR0, 8, 1, 14},
};

#define SCTLR_EE (1u << 25)

static void run(void)
{
	/* ID_AA64ZFR0 by its encoding, as the assembler wants SVE for its name. */
	const uint64_t values[SOURCES] = {
		[PFR0] = read_sysreg(id_aa64pfr0_el1),
		[ISAR0] = read_sysreg(id_aa64isar0_el1),
		[MMFR0] = read_sysreg(id_aa64mmfr0_el1),
		[DFR0] = read_sysreg(id_aa64dfr0_el1),
		[ZFR0] = read_sysreg(S3_0_C0_C4_4),
	};

	fact_list("arm.features");
	for (size_t i = 0; i < sizeof(features) / sizeof(*features); i++) {
		unsigned field = values[features[i].source] >> features[i].shift & 15;

		if (field >= features[i].least && field <= features[i].most)
			emit_item_text(features[i].name);
	}
	if (!(read_sysreg(sctlr_el1) & SCTLR_EE))
		emit_item_text("little-endian");
	fact_list_end();
}

EL1_UNIT(39, features) = {"el1.features", "probe", run};
