/* SPDX-License-Identifier: Apache-2.0 */
#include "guest/settle.h"

#include "core/clock.h"

#include <glob.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define LIMIT_MS  2000 /* a host that announces ports it never names */
#define STEP_NS	  2000000u
#define MULTIPORT 1 /* VIRTIO_CONSOLE_F_MULTIPORT (VIRTIO 1.4, 5.3.3) */

static size_t count_files(const char *pattern)
{
	glob_t found;
	size_t count = glob(pattern, 0, NULL, &found) ? 0 : found.gl_pathc;

	if (count)
		globfree(&found);
	return count;
}

/* sysfs shows negotiated features as a string of 0 and 1, bit 0 first. */
static bool any_multiport_console(void)
{
	char bits[80];
	bool any = false;
	glob_t found;

	if (glob("/sys/bus/virtio/drivers/virtio_console/virtio*/features", 0, NULL, &found))
		return false;
	for (size_t i = 0; i < found.gl_pathc; i++) {
		FILE *file = fopen(found.gl_pathv[i], "re");

		any |= file && fgets(bits, sizeof(bits), file) && bits[MULTIPORT] == '1';
		if (file)
			fclose(file);
	}
	globfree(&found);
	return any;
}

void settle(void)
{
	if (!any_multiport_console())
		return;
	for (uint64_t end = clock_ns() + LIMIT_MS * 1000000ull; clock_ns() < end;) {
		size_t ports = count_files("/sys/class/virtio-ports/*");

		if (ports && count_files("/sys/class/virtio-ports/*/name") == ports)
			return;
		clock_sleep_ns(STEP_NS);
	}
}
