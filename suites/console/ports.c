/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/console/ports.h"

struct ports ports_start(struct vdev *v)
{
	return (struct ports){.console = console_start(v)};
}

void ports_follow(struct ports *ports, ports_check *check)
{
	struct console_message message;

	while (console_next(&ports->console, VDEV_SILENCE_MS, &message)) {
		const struct console_control *control = &message.control;

		check(ports, control);
		if (control->port >= CONSOLE_PORTS_MAX)
			continue;
		if (control->event == CONSOLE_DEVICE_ADD) {
			ports->there[control->port] = true;
			ports->added++;
		}
		if (control->event == CONSOLE_DEVICE_REMOVE) {
			ports->there[control->port] = false;
			ports->removed++;
		}
	}
}
