/* SPDX-License-Identifier: Apache-2.0 */
#include "core/job.h"
#include "core/sysfs.h"
#include "probes/kmsg.h"
#include "probes/words.h"

#include <stdio.h>
#include <string.h>

/* What follows `needle` in the kernel's log, up to the first blank or full stop. */
static bool word_after(const char *needle, char *word, size_t size)
{
	char rest[160];

	if (!kmsg_find(needle, rest, sizeof(rest), NULL))
		return false;
	snprintf(word, size, "%.*s", (int)strcspn(rest + strlen(needle), " ,"),
		rest + strlen(needle));
	return *word != '\0';
}

static void show_calls(struct job *job)
{
	char text[160];

	if (word_after("psci: PSCIv", text, sizeof(text)))
		fact_str(job, text, "arm.linux.psci");
	if (word_after("psci: SMC Calling Convention v", text, sizeof(text)))
		fact_str(job, text, "arm.linux.smccc");
	fact_bool(job, kmsg_find("hypervisor services detected", text, sizeof(text), NULL),
		"arm.linux.hypervisor_services");
	fact_bool(job, kmsg_find("using stolen time PV", text, sizeof(text), NULL),
		"arm.linux.stolen_time");
	sysfs_line(text, sizeof(text), "/sys/class/misc/hw_random/rng_available");
	fact_bool(job, strstr(text, "smccc_trng"), "arm.linux.trng");
}

/* Documentation/ABI/testing/sysfs-devices-soc: from SMCCC_ARCH_SOC_ID, or a driver. */
static void show_soc(struct job *job)
{
	static const char *const names[] = {"machine", "family", "soc_id", "revision"};
	char text[128];

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (sysfs_line(text, sizeof(text), "/sys/devices/soc0/%s", names[i]) && *text)
			fact_str(job, text, "arm.linux.soc.%s", names[i]);
}

static void show_registers(struct job *job)
{
	static const char *const names[] = {"midr_el1", "revidr_el1"};
	char text[32];

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (sysfs_line(text, sizeof(text),
			    "/sys/devices/system/cpu/cpu0/regs/identification/%s", names[i]))
			fact_str(job, text, "arm.linux.%s", names[i]);
}

/* A kernel without the driver has not even the bus. */
static void show_buses(struct job *job)
{
	if (sysfs_exists("/sys/bus/arm_ffa"))
		fact_int(job, (int64_t)sysfs_count("/sys/bus/arm_ffa/devices/*"),
			"arm.linux.ffa_partitions");
	if (sysfs_exists("/sys/bus/scmi_protocol"))
		fact_int(job, (int64_t)sysfs_count("/sys/bus/scmi_protocol/devices/*"),
			"arm.linux.scmi_devices");
}

static void run(struct job *job)
{
#if defined(__aarch64__)
	show_calls(job);
	show_soc(job);
	show_registers(job);
	show_buses(job);
#else
	(void)job, (void)show_calls, (void)show_soc, (void)show_registers, (void)show_buses;
#endif
}

static const struct fact_desc facts[] = {
	{"arm.linux.psci", FACT_STRING, NULL, "the PSCI version that the kernel found"},
	{"arm.linux.smccc", FACT_STRING, NULL, "the calling convention that the kernel found"},
	{"arm.linux.hypervisor_services", FACT_BOOLEAN, NULL,
		"the kernel found its own hypervisor's vendor calls"},
	{"arm.linux.stolen_time", FACT_BOOLEAN, NULL, "the kernel accounts stolen time"},
	{"arm.linux.trng", FACT_BOOLEAN, NULL, "the kernel takes entropy from the TRNG calls"},
	{"arm.linux.soc.*", FACT_STRING, NULL, "what the kernel says of the SoC"},
	{"arm.linux.midr_el1", FACT_STRING, NULL, "MIDR_EL1 of the first CPU"},
	{"arm.linux.revidr_el1", FACT_STRING, NULL, "REVIDR_EL1 of the first CPU"},
	{"arm.linux.ffa_partitions", FACT_INTEGER, NULL,
		"partitions on the FF-A bus; not there: the kernel has no FF-A"},
	{"arm.linux.scmi_devices", FACT_INTEGER, NULL,
		"SCMI protocol devices; not there: the kernel has no SCMI"},
	{0},
};

PROBE(arm64_kernel) = {
	.id = "arm.linux",
	.title = "What Linux found of the machine below it",
	.source = "Linux drivers/firmware/psci, drivers/firmware/smccc; "
		  "Documentation/ABI/testing/sysfs-devices-soc",
	.flags = UNIT_ROOT,
	.facts = facts,
	.run = run,
};
