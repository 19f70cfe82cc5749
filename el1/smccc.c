/* SPDX-License-Identifier: Apache-2.0 */
#include "el1/call.h"
#include "el1/el1.h"
#include "el1/psci_ids.h"

/* DEN0028G, 7: Arm Architecture Calls */
static const struct {
	const char *name;
	uint32_t id;
} features[] = {
	{"SMCCC_VERSION", 0x80000000u},
	{"SMCCC_ARCH_FEATURES", 0x80000001u},
	{"SMCCC_ARCH_SOC_ID", 0x80000002u},
	{"SMCCC_ARCH_FEATURE_AVAILABILITY", 0x80000003u},
	{"SMCCC_ARCH_WORKAROUND_1", 0x80008000u},
	{"SMCCC_ARCH_WORKAROUND_2", 0x80007fffu},
	{"SMCCC_ARCH_WORKAROUND_3", 0x80003fffu},
	{"SMCCC_ARCH_WORKAROUND_4", 0x80000004u},
};
#define HYPERVISOR_FEATURES 0x86000000u /* a bit for each call that the vendor's UID promises */

/* SMCCC 1.1 and later are found by PSCI_FEATURES (DEN0028G, 7.2.1). */
static int32_t version(void)
{
	if (call32(PSCI_VERSION, 0, 0, 0) < 0x10000 ||
		call32(PSCI_FEATURES, SMCCC_VERSION, 0, 0) < 0)
		return 0x10000;
	return call32(SMCCC_VERSION, 0, 0, 0);
}

static void soc_id(void)
{
	static const char *const ids[] = {"arm.smccc.soc_id.version", "arm.smccc.soc_id.revision"};

	if (call32(SMCCC_ARCH_FEATURES, SMCCC_ARCH_SOC_ID, 0, 0) < 0)
		return;
	for (unsigned i = 0; i < 2; i++) {
		int32_t value = call32(SMCCC_ARCH_SOC_ID, i, 0, 0);

		if (value >= 0)
			fact_hex(ids[i], (uint32_t)value);
	}
}

static void run(void)
{
	int32_t found = version();

	fact_version("arm.smccc.version", (unsigned)found >> 16, found & 0xffff);
	fact_list("arm.smccc.arch_features");
	for (size_t i = 0; found > 0x10000 && i < sizeof(features) / sizeof(*features); i++)
		if (call32(SMCCC_ARCH_FEATURES, features[i].id, 0, 0) >= 0)
			emit_item_text(features[i].name);
	fact_list_end();
	if (found > 0x10000)
		soc_id();
}

EL1_UNIT(30, smccc) = {"el1.smccc", "probe", run};

/* A call that nobody has must answer NOT_SUPPORTED (DEN0028G, 5.2), and nothing worse. */
static void run_unknown(void)
{
	struct answer answer = call(0x8600fffeu, 0, 0, 0);

	if (!*call_method())
		check_say("absent", "the device tree names no way to call");
	else if (answer.trapped)
		check_fail(call_exception());
	else if ((int32_t)answer.x[0] != NOT_SUPPORTED)
		check_fail("a function that nobody has does not answer NOT_SUPPORTED");
	else
		check_pass();
}

EL1_UNIT(31, smccc_unknown) = {"el1.smccc.unknown", "check", run_unknown};

static void run_vendor(void)
{
	struct answer uid = call(SMCCC_VENDOR_HYP_UID, 0, 0, 0), bits;

	fact_bool("arm.smccc.hypervisor", (int32_t)uid.x[0] != NOT_SUPPORTED);
	if ((int32_t)uid.x[0] == NOT_SUPPORTED)
		return;
	fact_uid("arm.smccc.hypervisor.uid", uid.x);
	bits = call(HYPERVISOR_FEATURES, 0, 0, 0);
	if ((int32_t)bits.x[0] != NOT_SUPPORTED)
		fact_hex("arm.smccc.hypervisor.features",
			(uint32_t)bits.x[0] | (uint64_t)(uint32_t)bits.x[1] << 32);
}

EL1_UNIT(32, smccc_vendor) = {"el1.smccc.hypervisor", "probe", run_vendor};
