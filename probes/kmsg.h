/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PROBES_KMSG_H
#define PROBES_KMSG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Some things only the kernel's log tells (/dev/kmsg, Documentation/ABI/testing/dev-kmsg).
 * Finds the first message that holds `needle`: its text from there on in `rest`, and its
 * time since the kernel's start in `us` (may be NULL). False where there is none, or the
 * log may not be read.
 */
bool kmsg_find(const char *needle, char *rest, size_t size, uint64_t *us);

#endif
