/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PROBES_CPUINFO_H
#define PROBES_CPUINFO_H

#include <stdbool.h>
#include <stddef.h>

/*
 * The value of a key of /proc/cpuinfo for the first CPU ("model name"); false and ""
 * where the architecture has no such key.
 */
bool cpuinfo_value(char *value, size_t size, const char *key);
/* Whether "flags" (x86) or "Features" (arm64) holds that word. */
bool cpuinfo_flag(const char *flag);

#endif
