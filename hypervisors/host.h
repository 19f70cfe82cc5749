/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HYPERVISORS_HOST_H
#define HYPERVISORS_HOST_H

#include <jansson.h>

/* {"cpu", "cpus", "load", "kernel"} of the machine that hosts the guest. */
json_t *host_json(void);
/* SHA-256 by the program sha256sum, as a JSON string ("" if it cannot be had). */
json_t *host_file_sha256(const char *path);

/*
 * How fast this host's time-stamp counter counts, measured; 0 where it has none. An
 * emulated x86 machine may hand it through and have no second clock to calibrate it by.
 */
unsigned host_tsc_khz(void);

#endif
