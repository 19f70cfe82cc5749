/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PROBES_POWER_PATHS_H
#define PROBES_POWER_PATHS_H

#include <stddef.h>

#define POWER_PATHS_MAX 8

/* Ways for a guest to power off and to reset itself that the machine announces. */
struct power_paths {
	const char *off[POWER_PATHS_MAX], *reset[POWER_PATHS_MAX];
	size_t off_count, reset_count;
};

void power_paths_find(struct power_paths *paths);

#endif
