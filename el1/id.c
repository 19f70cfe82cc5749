/* SPDX-License-Identifier: Apache-2.0 */
#include "el1/cpu.h"
#include "el1/el1.h"

/* Arm ARM D23.3 and D24.2: the registers by their encodings, as an assembler may not know them. */
#define REGISTERS(each)                                                                            \
	each(midr, S3_0_C0_C0_0, false) each(mpidr, S3_0_C0_C0_5, false) each(                     \
		revidr, S3_0_C0_C0_6, false) each(id_pfr0, S3_0_C0_C1_0, true) each(id_aa64pfr0,   \
		S3_0_C0_C4_0, true) each(id_aa64pfr1, S3_0_C0_C4_1, true) each(id_aa64pfr2,        \
		S3_0_C0_C4_2, true) each(id_aa64zfr0, S3_0_C0_C4_4, true) each(id_aa64smfr0,       \
		S3_0_C0_C4_5, true) each(id_aa64dfr0, S3_0_C0_C5_0, true) each(id_aa64dfr1,        \
		S3_0_C0_C5_1, true) each(id_aa64isar0, S3_0_C0_C6_0, true) each(id_aa64isar1,      \
		S3_0_C0_C6_1, true) each(id_aa64isar2, S3_0_C0_C6_2, true) each(id_aa64isar3,      \
		S3_0_C0_C6_3, true) each(id_aa64mmfr0, S3_0_C0_C7_0, true)                         \
		each(id_aa64mmfr1, S3_0_C0_C7_1, true) each(id_aa64mmfr2, S3_0_C0_C7_2, true)      \
			each(id_aa64mmfr3, S3_0_C0_C7_3, true) each(                               \
				id_aa64mmfr4, S3_0_C0_C7_4, true) each(clidr, S3_1_C0_C0_1, false) \
				each(ctr, S3_3_C0_C0_1, true) each(dczid, S3_3_C0_C0_7, true)

#define COUNT_ONE(name, code, same) +1
#define COUNT			    (0 REGISTERS(COUNT_ONE))

static uint64_t second[COUNT];

#define TELL(name, code, same)                                                                     \
	trap_expect();                                                                             \
	value = read_sysreg(code);                                                                 \
	if (trap_taken(&trap))                                                                     \
		fact_text("arm.id." #name, trap_words(trap.syndrome));                             \
	else                                                                                       \
		fact_hex("arm.id." #name, value);

static void run(void)
{
	struct trap trap;
	uint64_t value;

	fact_int("arm.el1.entry_el", entry_el);
	REGISTERS(TELL)
}

EL1_UNIT(40, id) = {"el1.id", "probe", run};

#define READ_SECOND(name, code, same) second[i++] = read_sysreg(code);

static void read_second(void)
{
	size_t i = 0;

	REGISTERS(READ_SECOND)
}

#define COMPARE(name, code, same)                                                                  \
	if (same && second[i] != read_sysreg(code))                                                \
		check_fail(#name " differs between the first two CPUs");                           \
	i++;

/* BSA B_PE_01 wants the same features of all CPUs. */
static void run_same(void)
{
	size_t i = 0;

	if (!cpu_do(read_second)) {
		check_say("absent", "no second CPU runs");
		return;
	}
	REGISTERS(COMPARE)
	check_pass();
}

EL1_UNIT(22, id_same) = {"el1.cpu.symmetric", "check", run_same};
