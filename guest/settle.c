/* SPDX-License-Identifier: Apache-2.0 */
#include "guest/settle.h"

#include "core/clock.h"

#include <glob.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define LIMIT_MS  2000 /* a host that announces ports and never names them */
#define STEP_NS	  2000000u
#define MULTIPORT 1 /* VIRTIO_CONSOLE_F_MULTIPORT (VIRTIO 1.4, 5.3.3) */

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

/* Has a name, or is a console, which has none where the host gives it none. */
static bool is_told(const char *port)
{
	char path[300], line[80];
	FILE *file;
	bool console = false;

	snprintf(path, sizeof(path), "%s/name", port);
	if (!access(path, F_OK))
		return true;
	snprintf(path, sizeof(path), "/sys/kernel/debug/virtio-ports/%s", strrchr(port, '/') + 1);
	file = fopen(path, "re");
	while (file && fgets(line, sizeof(line), file))
		console |= !strcmp(line, "is_console: yes\n");
	if (file)
		fclose(file);
	return console;
}

static bool all_told(void)
{
	glob_t ports;
	bool told = true;

	if (glob("/sys/class/virtio-ports/*", 0, NULL, &ports))
		return false;
	for (size_t i = 0; told && i < ports.gl_pathc; i++)
		told = is_told(ports.gl_pathv[i]);
	globfree(&ports);
	return told;
}

void settle(void)
{
	uint64_t end = clock_ns() + LIMIT_MS * 1000000ull;

	if (any_multiport_console())
		while (!all_told() && clock_ns() < end)
			clock_sleep_ns(STEP_NS);
}
