/* SPDX-License-Identifier: Apache-2.0 */
#include "core/job.h"

#include <inttypes.h>
#include <stdio.h>
#include <sys/auxv.h>

#define CPUID_BIT (1u << 11) /* HWCAP_CPUID: the kernel emulates reads of these registers */

#if defined(__aarch64__)
#define SHOW(name, code)                                                                           \
	{                                                                                          \
		uint64_t value;                                                                    \
		char text[24];                                                                     \
                                                                                                   \
		__asm__ volatile("mrs %0, " #code : "=r"(value));                                  \
		snprintf(text, sizeof(text), "0x%" PRIx64, value);                                 \
		fact_str(job, text, "arm.user." #name);                                            \
	}

static void show_registers(struct job *job)
{
	if (!(getauxval(AT_HWCAP) & CPUID_BIT))
		return;
	SHOW(id_aa64pfr0, S3_0_C0_C4_0)
	SHOW(id_aa64pfr1, S3_0_C0_C4_1)
	SHOW(id_aa64zfr0, S3_0_C0_C4_4)
	SHOW(id_aa64isar0, S3_0_C0_C6_0)
	SHOW(id_aa64isar1, S3_0_C0_C6_1)
	SHOW(id_aa64isar2, S3_0_C0_C6_2)
	SHOW(id_aa64mmfr0, S3_0_C0_C7_0)
	SHOW(id_aa64mmfr1, S3_0_C0_C7_1)
	SHOW(id_aa64mmfr2, S3_0_C0_C7_2)
	SHOW(ctr, S3_3_C0_C0_1)
	SHOW(dczid, S3_3_C0_C0_7)
}
#else
static void show_registers(struct job *job)
{
	(void)job;
}
#endif

static const struct fact_desc facts[] = {
	{"arm.user.*", FACT_STRING, NULL,
		"an identification register as the kernel shows it to programs, hexadecimal"},
	{0},
};

PROBE(arm64_registers) = {
	.id = "arm.user",
	.title = "The identification registers that programs may rely on",
	.source = "Linux Documentation/arch/arm64/cpu-feature-registers.rst",
	.facts = facts,
	.run = show_registers,
};
