/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SUITES_CONSOLE_PORTS_H
#define SUITES_CONSOLE_PORTS_H

#include "virtio/console.h"

/* Which ports the device has added and removed, as its control messages tell. */
struct ports {
	struct console console;
	bool there[CONSOLE_PORTS_MAX];
	unsigned added, removed;
};

/* A message that is wrong, of those of one kind, ends the job as `fail`. */
typedef void ports_check(struct ports *ports, const struct console_control *control);

/* Announces the driver. */
struct ports ports_start(struct vdev *v);
/* Takes messages until none came for VDEV_SILENCE_MS; `check` sees each before it counts. */
void ports_follow(struct ports *ports, ports_check *check);

#endif
