/* SPDX-License-Identifier: Apache-2.0 */
#include "core/job.h"
#include "core/sysfs.h"
#include "probes/kmsg.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define BOOT_PARAMS    "/sys/kernel/boot_params"
#define TYPE_OF_LOADER 0x210

/* Field 22 of /proc/1/stat: when the first process was made, in ticks since boot. */
static double first_process_ms(void)
{
	char line[1024], *field;

	if (!sysfs_line(line, sizeof(line), "/proc/1/stat"))
		return -1;
	field = strrchr(line, ')'); /* a command may hold blanks and brackets; it ends field 2 */
	for (int i = 2; field && i < 22; i++)
		field = strchr(field + 1, ' ');
	return field ? (double)atoll(field) * 1000.0 / (double)sysconf(_SC_CLK_TCK) : -1;
}

static void show_times(struct job *job)
{
	double made = first_process_ms();
	char line[128];
	uint64_t us;

	if (made >= 0)
		fact_num(job, made, "boot.first_process_ms");
	if (kmsg_find("Run /", line, sizeof(line), &us))
		fact_num(job, (double)us / 1000.0, "boot.until_init_ms");
	if (kmsg_find("Freeing initrd memory", line, sizeof(line), &us))
		fact_num(job, (double)us / 1000.0, "boot.until_initrd_unpacked_ms");
}

static void run(struct job *job)
{
	char line[4096];
	unsigned char header[TYPE_OF_LOADER + 1];

	sysfs_line(line, sizeof(line), "/proc/cmdline");
	fact_str(job, line, "boot.command_line");
	show_times(job);
	if (sysfs_line(line, sizeof(line), BOOT_PARAMS "/version"))
		fact_str(job, line, "boot.protocol");
	if (sysfs_bytes(header, sizeof(header), BOOT_PARAMS "/data") == sizeof(header))
		fact_int(job, header[TYPE_OF_LOADER], "boot.loader_type");
}

static const struct fact_desc facts[] = {
	{"boot.command_line", FACT_STRING, NULL, "the kernel command line as it arrived"},
	{"boot.first_process_ms", FACT_NUMBER, "ms",
		"from the kernel's clock start until it made the first process, before drivers "
		"start"},
	{"boot.until_init_ms", FACT_NUMBER, "ms",
		"from the kernel's first message until it ran the first program (its own log)"},
	{"boot.until_initrd_unpacked_ms", FACT_NUMBER, "ms",
		"from the kernel's first message until the initial file system was unpacked"},
	{"boot.protocol", FACT_STRING, NULL, "version of the x86 boot protocol that was used"},
	{"boot.loader_type", FACT_INTEGER, NULL,
		"what loaded the kernel: type_of_loader of Documentation/arch/x86/boot.rst"},
	{0},
};

PROBE(boot) = {
	.id = "boot",
	.title = "How the kernel was started and how long it took",
	.source = "Linux Documentation/arch/x86/boot.rst; proc_pid_stat(5); /dev/kmsg",
	.facts = facts,
	.run = run,
};
