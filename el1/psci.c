/* SPDX-License-Identifier: Apache-2.0 */
#include "el1/call.h"
#include "el1/el1.h"
#include "el1/psci_ids.h"

/* DEN0022F, chapter 5; those marked are mandatory since PSCI 1.0 (table 5). */
static const struct {
	const char *name;
	uint32_t id;
	bool mandatory;
} functions[] = {
	{"PSCI_VERSION", 0x84000000u, true},
	{"CPU_SUSPEND", 0xc4000001u, true},
	{"CPU_OFF", 0x84000002u, true},
	{"CPU_ON", 0xc4000003u, true},
	{"AFFINITY_INFO", 0xc4000004u, true},
	{"MIGRATE", 0xc4000005u, false},
	{"MIGRATE_INFO_TYPE", 0x84000006u, false},
	{"MIGRATE_INFO_UP_CPU", 0xc4000007u, false},
	{"SYSTEM_OFF", 0x84000008u, true},
	{"SYSTEM_RESET", 0x84000009u, true},
	{"PSCI_FEATURES", 0x8400000au, true},
	{"CPU_FREEZE", 0x8400000bu, false},
	{"CPU_DEFAULT_SUSPEND", 0xc400000cu, false},
	{"NODE_HW_STATE", 0xc400000du, false},
	{"SYSTEM_SUSPEND", 0xc400000eu, false},
	{"PSCI_SET_SUSPEND_MODE", 0x8400000fu, false},
	{"PSCI_STAT_RESIDENCY", 0xc4000010u, false},
	{"PSCI_STAT_COUNT", 0xc4000011u, false},
	{"SYSTEM_RESET2", 0xc4000012u, false},
	{"MEM_PROTECT", 0x84000013u, false},
	{"MEM_PROTECT_CHECK_RANGE", 0xc4000014u, false},
	{"SYSTEM_OFF2", 0xc4000015u, false},
	{"SMCCC_VERSION", 0x80000000u, false},
};
#define COUNT (sizeof(functions) / sizeof(*functions))

static bool has_features(void)
{
	return call32(PSCI_VERSION, 0, 0, 0) >= 0x10000;
}

static void run(void)
{
	struct answer version = call(PSCI_VERSION, 0, 0, 0);

	fact_text("arm.psci.method", call_method());
	fact_bool("arm.psci.trapped", version.trapped);
	if ((int32_t)version.x[0] < 0)
		return;
	fact_version("arm.psci.version", (unsigned)version.x[0] >> 16, version.x[0] & 0xffff);
	fact_int("arm.psci.migrate_info_type", call32(PSCI_MIGRATE_INFO, 0, 0, 0));
	if (!has_features())
		return;
	fact_list("arm.psci.functions");
	for (size_t i = 0; i < COUNT; i++)
		if (call32(PSCI_FEATURES, functions[i].id, 0, 0) >= 0)
			emit_item_text(functions[i].name);
	fact_list_end();
}

EL1_UNIT(10, psci) = {"el1.psci", "probe", run};

static void run_mandatory(void)
{
	if (!has_features()) {
		check_say("absent", "PSCI is older than 1.0: it cannot be asked what it has");
		return;
	}
	for (size_t i = 0; i < COUNT; i++)
		if (functions[i].mandatory && call32(PSCI_FEATURES, functions[i].id, 0, 0) < 0)
			check_fail(functions[i].name);
	check_pass();
}

EL1_UNIT(11, psci_mandatory) = {"el1.psci.mandatory", "check", run_mandatory};
